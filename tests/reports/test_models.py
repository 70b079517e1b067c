from uuid import uuid4

import pytest

from reports.states import DocumentKind
from tests.constraints import Cases, assert_refused, change, constraints_of, flat, repeat
from tests.factories import NOON, make_agency, make_document, make_season

pytestmark = pytest.mark.django_db

READY = {"state": "ready", "ready_at": NOON, "size": 10, "file": "a.pdf", "sha256": "0" * 64}
OTHER = "12345678-1234-5678-1234-567812345678"


def document():
    return make_document(make_season())


def about_ballot():
    named = {"subject": "12", "subject_name": "Bỏ phiếu"}
    return make_document(make_season(), DocumentKind.BALLOT_SLIPS, **named)


CASES: Cases = {
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
}


@pytest.mark.parametrize(("name", "case"), flat(CASES))
def test_the_database_refuses_what_must_never_be(name, case):
    assert_refused("reports", name, case)


def test_every_constraint_has_its_case():
    assert set(CASES) == set(constraints_of("reports"))


def test_what_the_constraints_allow_is_allowed():
    held = document()
    change(held, **READY)
    change(document(), state="failed", error="Hết bộ nhớ", attempts=3)
    repeat(held, uuid=OTHER, kind="giao-uoc")
    ballot = about_ballot()
    repeat(ballot, uuid=uuid4(), subject="13")

    assert held.season.documents.count() == 2
    assert ballot.season.documents.count() == 2
