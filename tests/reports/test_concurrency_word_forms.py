"""Real threads on a file of SQLite and on PostgreSQL: one form of a kind is in force."""

from collections import Counter
from unittest.mock import patch

import pytest

from accounts.models import AuditEvent
from reports import services
from reports.models import WordForm
from reports.render.form_checks import starting_form
from tests.factories import make_officer, make_province
from tests.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)
KIND = "bao-cao-tong-ket"


def test_two_uploads_at_once_are_two_versions_and_the_last_is_in_force():
    province = make_province()
    officer, data = make_officer(province=province), starting_form()

    def send(number: int):
        return lambda: services.keep_word_form(
            province_id=province.pk, kind=KIND, name=f"{number}.docx", data=data, actor=officer
        )

    # The trial takes seconds and holds nothing; what may collide is what comes after it.
    with patch("reports.services.word_forms.check_form"):
        answers = at_once(*[send(number) for number in range(4)])

    assert Counter(answers) == {"done": 4}
    forms = WordForm.objects.order_by("version")
    assert [form.version for form in forms] == [1, 2, 3, 4]
    assert [form.ended_at is None for form in forms] == [False, False, False, True]
    assert [form.ended_by for form in forms] == [officer] * 3 + [None]
    assert AuditEvent.objects.filter(action="wordform.keep").count() == 4


def test_an_upload_and_an_end_at_once_leave_at_most_one_form():
    province = make_province()
    officer, data = make_officer(province=province), starting_form()
    kept = {"province_id": province.pk, "kind": KIND, "data": data, "actor": officer}
    with patch("reports.services.word_forms.check_form"):
        held = services.keep_word_form(**kept, name="1.docx")

        answers = at_once(
            lambda: services.keep_word_form(**kept, name="2.docx"),
            lambda: services.end_word_form(form_id=held.pk, actor=officer),
        )

    assert Counter(answers) in [{"done": 2}, {"done": 1, "Stale": 1}]
    assert [form.name for form in WordForm.objects.in_force()] == ["2.docx"]
    assert AuditEvent.objects.filter(action="wordform.end").count() == answers.count("done") - 1
