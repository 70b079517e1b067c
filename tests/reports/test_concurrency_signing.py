"""Real threads on a file of SQLite and on PostgreSQL: of two signed files one is first."""

from collections import Counter
from pathlib import Path

import pytest

from accounts.audit import Head, verify_chain
from accounts.models import AuditEvent
from reports.models import Signature, SignedCopy
from tests.factories import make_editor
from tests.reports.signed_papers import file_of, issued_covenant, keep, newest
from tests.reports.signing import Pen, person, signed
from tests.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_who_signed_the_same_file_one_is_first_and_the_other_is_told():
    line, _, agencies = issued_covenant()
    base = file_of(line)
    files = [
        signed(base, person(f"Người {number}"), Pen(field=f"ky-{number:02d}"))
        for number in (1, 2, 3)
    ]
    people = [make_editor(agency) for agency in agencies]

    answers = at_once(
        *[
            lambda who=who, data=data: keep(line, data, who)
            for who, data in zip(people, files, strict=True)
        ]
    )

    assert Counter(answers) == {"done": 1, "SigningFault": 2}
    copy = SignedCopy.objects.get()
    assert file_of(copy) == newest(line) == files[answers.index("done")]
    assert Signature.objects.count() == 1
    assert len(list(Path(copy.file.path).parent.iterdir())) == 1
    assert AuditEvent.objects.filter(action="document.sign").count() == 1
    assert isinstance(verify_chain(), Head)


def test_the_same_file_sent_twice_at_once_is_kept_once():
    line, _, (head, *_) = issued_covenant()
    data = signed(file_of(line))
    person_ = make_editor(head)

    answers = at_once(*[lambda: keep(line, data, person_)] * 3)

    assert Counter(answers) == {"done": 1, "SigningFault": 2}
    assert SignedCopy.objects.count() == 1
