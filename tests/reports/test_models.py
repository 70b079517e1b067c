from uuid import uuid4

import pytest
from django.db import connection

from reports.models import WordForm
from reports.states import DocumentKind
from tests.constraints import Cases, assert_refused, change, constraints_of, flat, repeat
from tests.factories import NOON, make_agency, make_document, make_province, make_season, make_user
from tests.reports import pack_constraints
from tests.reports.carried_constraints import CARRIED_CASES
from tests.reports.issuing import make_line, make_signed, new_code
from tests.reports.pack_constraints import PACK_CASES

pytestmark = pytest.mark.django_db

READY = {"state": "ready", "ready_at": NOON, "size": 10, "file": "a.pdf", "sha256": "0" * 64}
OTHER = "12345678-1234-5678-1234-567812345678"
NEW_COPY = {"uuid": OTHER, "sha256": "f" * 64}


def document():
    return make_document(make_season())


def about_ballot():
    named = {"subject": "12", "subject_name": "Bỏ phiếu"}
    return make_document(make_season(), DocumentKind.BALLOT_SLIPS, **named)


def line(**fields):
    season = make_season()
    return make_line(season, None if "province" in fields else make_agency(), **fields)


def again(held, **fields):
    """Insert a line like the one held; the triggers refuse to change one that is there."""
    season = held.document.season
    fresh = {"document": make_document(season), "draft": make_document(season), "code": new_code()}
    repeat(held, **{**fresh, **fields})


def unguarded(**fields):
    """Return a line; on SQLite the guards of its table would speak before the constraint."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("DROP TRIGGER reports_issue_issued_no_replace")
            cursor.execute("DROP TRIGGER reports_issue_issued_no_replace_by_number")
    return line(**fields)


def signed_rows():
    """Return copy, signature and scan; no trigger of theirs speaks before a constraint."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for table in ("signedcopy", "signature", "scannedcopy"):
                cursor.execute(f"DROP TRIGGER reports_{table}_signed_no_replace")
    return make_signed(line())


def copy_of():
    return signed_rows()[0]


def signature():
    return signed_rows()[1]


def scan():
    return signed_rows()[2]


def form(**fields):
    values = {"kind": "giao-uoc", "version": 1, "name": "m.docx", "data": b"x", "kept_at": NOON}
    values["sha256"] = "0" * 64
    return WordForm.objects.create(province=make_province(), **{**values, **fields})


CASES: Cases = {
    "word_form_kind_valid": lambda: change(form(), kind="x"),
    "word_form_counted_from_one": lambda: change(form(), version=0),
    "word_form_version_once": lambda: repeat(form(ended_at=NOON)),
    "word_form_in_force_once": lambda: repeat(form(), version=2),
    "word_form_ended_by_somebody_when_ended": lambda: change(form(), ended_by=make_user()),
    "issue_state_valid": lambda: line(state="x", ended_at=NOON),
    "issue_code_valid": [lambda: line(code="2345-"), lambda: line(code="")],
    "issue_by_an_agency_or_a_province": [
        lambda: make_line(make_season(), None),
        lambda: make_line(make_season(), make_agency(), province=make_province()),
    ],
    "issue_number_with_its_symbol": [
        lambda: line(number=None),
        lambda: line(symbol=""),
        lambda: line(number=0),
    ],
    "issue_number_once_per_agency": lambda: again(unguarded()),
    "issue_number_once_per_province": lambda: again(unguarded(province=make_province())),
    "issue_draft_in_force_once": lambda: again((held := unguarded()), number=6, draft=held.draft),
    "issue_withdrawn_says_why": [
        lambda: line(state="withdrawn", ended_at=NOON),
        lambda: line(reason="Sai"),
    ],
    "issue_ended_iff_no_longer_in_force": [
        lambda: line(state="replaced"),
        lambda: line(ended_at=NOON),
    ],
    "issue_replaces_another": lambda: again(line(), number=6, id=987, replaces_id=987),
    "Issue.document": lambda: again((held := unguarded()), number=6, document=held.document),
    "Issue.code": lambda: again((held := unguarded()), number=6, code=held.code),
    "Issue.replaces": lambda: again(
        (held := unguarded(replaces=line())), number=6, replaces=held.replaces
    ),
    "SignedCopy.uuid": lambda: repeat(copy_of(), number=2, sha256="f" * 64),
    "signedcopy_number_once": lambda: repeat(copy_of(), uuid=OTHER, sha256="f" * 64),
    "signedcopy_bytes_once": lambda: repeat(copy_of(), uuid=OTHER, number=2),
    "signedcopy_counted_from_one_and_not_empty": [
        lambda: repeat(copy_of(), **NEW_COPY, number=0),
        lambda: repeat(copy_of(), **NEW_COPY, number=2, size=0),
        lambda: repeat(copy_of(), **NEW_COPY, number=2, file=""),
        lambda: repeat(copy_of(), **{**NEW_COPY, "sha256": ""}, number=2),
    ],
    "signature_field_once": lambda: repeat(signature()),
    "signature_time_source_valid": lambda: repeat(signature(), field="b", time_source="x"),
    "signature_trust_valid": lambda: change(signature(), trust="x"),
    "signature_without_time_iff_none_is_told": [
        lambda: repeat(signature(), field="b", signed_at=None),
        lambda: repeat(signature(), field="b", time_source="none"),
    ],
    "ScannedCopy.uuid": lambda: repeat(scan(), sha256="f" * 64),
    "scannedcopy_bytes_once": lambda: repeat(scan(), uuid=OTHER),
    "scannedcopy_not_empty": [
        lambda: repeat(scan(), **NEW_COPY, size=0),
        lambda: repeat(scan(), **NEW_COPY, file=""),
        lambda: repeat(scan(), **{**NEW_COPY, "sha256": ""}),
    ],
    "scannedcopy_withdrawn_says_why": [
        lambda: change(scan(), withdrawn_at=NOON),
        lambda: repeat(scan(), **NEW_COPY, reason="Sai"),
        lambda: repeat(scan(), **NEW_COPY, withdrawn_by=make_user()),
    ],
    "document_kind_valid": lambda: change(document(), kind="x"),
    "document_state_valid": lambda: change(document(), state="x"),
    "document_once_per_fingerprint": lambda: repeat(document(), uuid=OTHER),
    "Document.uuid": lambda: repeat(document(), fingerprint="f" * 64),
    "document_about_one_names_it": [
        lambda: change(document(), subject="12"),
        lambda: change(document(), subject_name="Bỏ phiếu"),
        lambda: change(document(), kind="phieu-bau"),
        lambda: change(document(), kind="phieu-bau", subject="12"),
        lambda: change(document(), kind="phieu-bau", subject_name="Bỏ phiếu"),
    ],
    "document_of_one_agency_names_it": [
        lambda: change(document(), agency=make_agency()),
        lambda: change(document(), kind="phieu-tu-cham", subject="so-1", subject_name="Sở"),
        lambda: change(about_ballot(), agency=make_agency()),
    ],
    "document_ready_iff_it_has_a_file": [
        lambda: change(document(), **{**READY, "file": ""}),
        lambda: change(document(), **{**READY, "sha256": ""}),
        lambda: change(document(), **{**READY, "size": 0}),
        lambda: change(document(), **{**READY, "size": None}),
        lambda: change(document(), **{**READY, "ready_at": None}),
        lambda: change(document(), file="a.pdf"),
        lambda: change(document(), sha256="0" * 64),
        lambda: change(document(), **{**READY, "state": "running"}),
    ],
    "document_failed_says_why": lambda: change(document(), state="failed"),
    "document_at_most_three_attempts": lambda: change(document(), attempts=4),
    "document_step_valid": lambda: change(document(), state="running", step="x"),
    "document_held_only_while_it_is_made": [
        lambda: change(document(), claim=OTHER),
        lambda: change(document(), step="layout"),
        lambda: change(document(), pages_laid=1),
        lambda: change(document(), state="cancelled", claim=OTHER),
    ],
    **PACK_CASES,
    **CARRIED_CASES,
}


@pytest.mark.parametrize(("name", "case"), flat(CASES))
def test_the_database_refuses_what_must_never_be(name, case):
    assert_refused("reports", name, case)


def test_every_constraint_has_its_case():
    assert set(CASES) == set(constraints_of("reports"))


def test_what_the_constraints_allow_of_the_register_is_allowed():
    held = line()
    again(held, number=6)
    again(held, symbol="TTr-KTĐ")
    again(held, agency=make_agency())
    again(held, number=None, symbol="")
    again(held, number=None, symbol="")
    again(held, number=7, draft=held.draft, state="replaced", ended_at=NOON)
    line(province=make_province())


def test_what_the_constraints_allow_is_allowed():
    held = document()
    change(held, **READY)
    change(document(), state="failed", error="Hết bộ nhớ", attempts=3)
    repeat(held, uuid=OTHER, kind="giao-uoc")
    ballot = about_ballot()
    repeat(ballot, uuid=uuid4(), subject="13")

    assert held.season.documents.count() == 2
    assert ballot.season.documents.count() == 2


def test_what_the_constraints_allow_of_packs_is_allowed():
    pack_constraints.allowed()
