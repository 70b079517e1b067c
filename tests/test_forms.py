"""Every form of ours says in our words what is wrong: found by itself, sent empty and absurd."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.test import RequestFactory
from django.urls import get_resolver
from django.utils.datastructures import MultiValueDict
from django.utils.functional import Promise

from accounts.lists import RowFilter
from accounts.spoken_forms import SpokenFields
from awards.states import EligibilityKind, ProposalAction
from blocs.models import Agency, Province, Season
from blocs.rules.deadlines import Window
from scoring.models import CriteriaTable
from scoring.rules.amendment import ChangedNode
from scoring.selectors.amendments import Choice
from scoring.states import Layer, LinePolicy, SheetAction
from tests.factories import NOON, line_of, make_agency, make_bloc_year, make_sheet, make_user
from tests.scoring.formulas import leaf
from tests.test_architecture import APPS

pytestmark = pytest.mark.django_db
SCOPES = [(None, "Mọi tỉnh"), (1, "Tỉnh A")]
ABSURD = ("rác", "-7", "9" * 40, "a\0b", "x" * 30_000)


DAY = date(2026, 1, 1)


def season() -> Season:
    return make_bloc_year(1)[0]


def of_line() -> dict[str, Any]:
    year, (agency,) = make_bloc_year(1)
    return {"line": line_of(make_sheet(year, agency), "I.1"), "layer": Layer.SELF}


def choices() -> tuple[Choice, ...]:
    change = ChangedNode(leaf("manual", "10"), leaf("manual", "10"), ("label",))
    policies = ((LinePolicy.KEEP.value, "Giữ"),)
    return (Choice(change, (), policies, LinePolicy.KEEP, 0, None, None),)


# What a form is made with besides the data, where it needs anything.
MADE_WITH: Mapping[str, Callable[[], dict[str, Any]]] = {
    "accounts.forms.PasswordChangeForm": lambda: {"user": make_user()},
    "accounts.forms.SignInForm": lambda: {"request": RequestFactory().post("/dang-nhap/")},
    "awards.condition_forms.condition.ConditionForm": lambda: {
        "kind": EligibilityKind.AWARDS_IN_YEARS,
        "scopes": SCOPES,
    },
    "awards.condition_forms.scoped.CheckForm": lambda: {"scopes": SCOPES},
    "awards.condition_forms.scoped.RetireForm": lambda: {"scopes": SCOPES},
    "awards.condition_forms.scoped.ScopedForm": lambda: {"scopes": SCOPES},
    "awards.catalogue_forms.AwardTypeForm": lambda: {"scopes": SCOPES},
    "awards.ballot_forms.BallotForm": lambda: {"season": season()},
    "awards.ballot_forms.EndForm": lambda: {"missing": 2},
    "awards.ballot_forms.TellersForm": lambda: {"people": (), "wanted": 2, "named": ()},
    "awards.decision_forms.LinesForm": lambda: {"entries": ()},
    "awards.decision_forms.VotesForm": lambda: {"entries": ()},
    "awards.dossier_forms.AskForm": lambda: {"province_id": None, "nominee_id": 0},
    "awards.dossier_forms.CheckForm": lambda: {"items": {}},
    "awards.dossier_forms.DossierForm": lambda: {"items": {}},
    "awards.dossier_forms.ReferForm": lambda: {"items": {}},
    "awards.forms.ChooseAwardForm": lambda: {"season": season(), "day": DAY},
    "awards.forms.ProposalForm": lambda: {"season": season(), "day": DAY},
    "awards.forms.StepForm": lambda: {"action": ProposalAction.GRANT},
    "awards.history_forms.AwardForm": lambda: {"agency": make_agency()},
    "awards.quota_forms.QuotaForm": lambda: {"scopes": SCOPES},
    "blocs.forms.ExtensionForm": lambda: {"window": Window(NOON, NOON + timedelta(days=1))},
    "blocs.forms.StepForm": lambda: {"window": None, "now": NOON},
    "reports.forms.AdvanceForm": lambda: {"season": season()},
    "reports.handover_forms.OfficerForm": lambda: {"season": season()},
    "reports.issue_forms.IssueForm": lambda: {"symbol": "BC-KTĐ"},
    "reports.pack_forms.PackForm": lambda: {"meetings": []},
    "reports.indicator_forms.IndicatorForm": lambda: {"season": season(), "row": None},
    "reports.indicator_forms.YearRowForm": lambda: {"season": season(), "row": None},
    "reports.year_list_forms.AwardCountForm": lambda: {"season": season(), "row": None},
    "reports.year_list_forms.DocumentForm": lambda: {"season": season(), "row": None},
    "reports.year_list_forms.MovementForm": lambda: {"season": season(), "row": None},
    "reports.year_list_forms.OrderForm": lambda: {"numbers": [1, 2]},
    "reports.year_list_forms.SourceForm": lambda: {"season": season(), "row": None},
    "reports.narrative_forms.CompareForm": lambda: {"numbers": [2, 1]},
    "scoring.forms.EvidenceForm": lambda: {"line_id": 1},
    "scoring.forms.FactForm": lambda: {"agencies": Agency.objects.all(), "conditions": []},
    "scoring.forms.LineForm": of_line,
    "scoring.forms.StepForm": lambda: {"action": SheetAction.RETURN},
    "scoring.table_forms.AmendmentForm": lambda: {"choices": choices()},
    "scoring.table_forms.AssignForm": lambda: {"usable": CriteriaTable.objects.all()},
    "scoring.table_forms.CloneForm": lambda: {"provinces": Province.objects.all()},
    "scoring.table_forms.ConfirmForm": lambda: {"word": "BAN HÀNH"},
    "scoring.workbook_forms.CriteriaImportForm": lambda: {"provinces": Province.objects.all()},
}


def subclasses(kind: type) -> Iterator[type]:
    for one in kind.__subclasses__():
        yield one
        yield from subclasses(one)


def our_forms() -> list[type[forms.BaseForm]]:
    """Return the form classes of all pages; the addresses load every module that has one."""
    assert get_resolver().url_patterns
    found = {
        one
        for one in subclasses(forms.BaseForm)
        if one.__module__.split(".")[0] in APPS and one.__module__ != "accounts.spoken_forms"
    }
    return sorted(found, key=name_of)


def name_of(form: type) -> str:
    return f"{form.__module__}.{form.__qualname__}"


def stock_sentences() -> re.Pattern[str]:
    """Return a pattern of everything that Django says by itself, values left open."""
    said = {
        str(sentence)
        for kind in (forms.Field, *subclasses(forms.Field))
        if kind.__module__.startswith("django.")
        for sentence in vars(kind).get("default_error_messages", {}).values()
    }
    open_ended = (
        re.sub(r"%\\\(\w+\\\)[sd]", ".*", re.escape(one)) for one in said if one
    )  # plurals need a number
    return re.compile("|".join(open_ended))


STOCK = stock_sentences()
FORMS = our_forms()


def made(kind: type[forms.BaseForm], data: QueryDict, files: MultiValueDict[str, Any]) -> Any:
    extra = MADE_WITH.get(name_of(kind), dict)()
    if issubclass(kind, RowFilter):
        return kind(data, rows=[])
    return kind(data=data, files=files, **extra)


def sent(kind: type[forms.BaseForm], text: str) -> forms.BaseForm:
    """Send the same text in every field, and a file that cannot be one."""
    blank = made(kind, QueryDict(), MultiValueDict())
    data, files = QueryDict(mutable=True), MultiValueDict[str, Any]()
    for name, field in blank.fields.items():
        if isinstance(field, forms.FileField):
            files[blank.add_prefix(name)] = SimpleUploadedFile("x" * 300, b"")
        else:
            data[blank.add_prefix(name)] = text
    return made(kind, data, files)


def stock_in(form: forms.BaseForm) -> list[str]:
    """Return what the form says in Django's words, raw or translated."""
    errors = [error for found in form.errors.as_data().values() for error in found]
    said = [(error.message, error.messages[0]) for error in errors]
    return [text for raw, text in said if isinstance(raw, Promise) or STOCK.match(text)]


@pytest.mark.parametrize("kind", FORMS, ids=name_of)
def test_a_form_says_nothing_in_stock_sentences(kind):
    assert issubclass(kind, SpokenFields)

    for text in ("", *ABSURD):
        assert stock_in(sent(kind, text)) == []


def test_the_test_finds_the_forms_and_knows_what_django_says():
    class Plain(forms.Form):
        day = forms.DateField()
        count = forms.IntegerField(max_value=3)

    assert len(FORMS) > 25
    assert len(stock_in(Plain({"day": "rác", "count": ""}))) == 2
    assert len(stock_in(Plain({"count": "9"}))) == 2


def test_every_field_that_a_person_fills_in_has_a_label():
    by_hand = {"seen", "seen_version"}  # written into the page by its template
    unnamed = [
        f"{name_of(kind)}.{name}"
        for kind in FORMS
        for name, field in made(kind, QueryDict(), MultiValueDict()).fields.items()
        if field.label is None and not field.widget.is_hidden and name not in by_hand
    ]

    assert unnamed == []
