"""The fields of an issued paper lie where its signers sign by hand, and nowhere in a draft."""

import io
from dataclasses import replace
from datetime import UTC, datetime
from itertools import combinations

import pytest
from asn1crypto import crl
from django.utils import timezone
from pyhanko.sign.validation import DocumentSecurityStore

from reports.papers import signing_offices
from reports.render.pdf import html_to_pdf, paper_html, pdf_bytes
from reports.signing.faults import SigningFault
from reports.signing.places import Field, covered_place, fields_in
from reports.signing.reading import FoundSignature, Reading, read_signatures
from reports.states import TimeSource, Trust
from tests.reports import layout
from tests.reports.layout_cases import CASES, covenant_of
from tests.reports.signing import Pen, authority, person, revocations, signed
from tests.reports.test_issued_printed import WITHOUT_NUMBER
from tests.reports.test_issued_printed_kinds import KINDS, imprint_of

POINT = 25.4 / 72


def read(data: bytes, base: bytes) -> list[FoundSignature]:
    reading = Reading(
        issued_size=len(base),
        base_size=len(base),
        moment=timezone.now(),
        roots=[authority().for_pyhanko],
    )
    return read_signatures(data, reading)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_field_for_each_who_signs_in_the_order_of_the_paper(kind):
    paper = CASES[kind].small()
    fields = fields_in(pdf_bytes(paper, imprint_of(paper)))

    assert [one.name for one in fields] == [f"ky-{n:02d}" for n in range(1, len(fields) + 1)]
    assert set(signing_offices(paper)) <= {one.label for one in fields}
    assert all(not one.covers_much for one in fields)


def test_a_covenant_s_fields_lie_under_their_agency_s_name(covenant):
    data = pdf_bytes(covenant, WITHOUT_NUMBER)
    pages = layout.pages(data)

    for one in fields_in(data):
        left, bottom, right, top = (value * POINT for value in one.box)
        _, height = layout.size_mm(pages[one.page])
        words = layout.lines(pages[one.page], left=left - 2, right=right + 2)
        above = [line.text for line in words if line.bottom < height - top]
        assert one.label.partition(" (")[0].upper().split()[0] in " ".join(above[-8:]), one
        assert not [
            line for line in words if height - top < (line.top + line.bottom) / 2 < height - bottom
        ]


@pytest.mark.parametrize("members", [2, 7, 15, 20])
@pytest.mark.parametrize("length", [5, 40, 120])
def test_each_field_lies_inside_its_cell_and_over_no_other(members, length):
    paper = covenant_of(members, length)
    data = pdf_bytes(paper, WITHOUT_NUMBER)
    pages = layout.pages(data)
    fields = fields_in(data)

    assert len(fields) == members + len(paper.witnesses)
    assert not [pair for pair in combinations(fields, 2) if pair[0].lies_over(pair[1])]
    for place, one in enumerate(fields[:members]):
        page = pages[one.page]
        left, right = cell_edges(page, place, paper)
        top, bottom = (float(page.height) - one.box[3], float(page.height) - one.box[1])
        assert left - 0.5 <= one.box[0] < one.box[2] <= right + 0.5
        assert [
            word["text"]
            for word in page.crop((one.box[0], top + 1, one.box[2], bottom - 1)).extract_words()
        ] == []
        mark = f"<{place:02d}>"
        own = [word for word in page.extract_words() if mark in word["text"]]
        assert mark in one.label
        (signer,) = [word for word in own if word["text"] == f"Họ{mark}"]
        assert bottom <= signer["top"] + 1
        assert max(word["bottom"] for word in own if word is not signer) <= top + 1
        assert all(left - 0.5 <= word["x0"] < word["x1"] <= right + 0.5 for word in own)


def cell_edges(page, place: int, paper) -> tuple[float, float]:
    """Return the sides of a cell of the signing grid, in points; a lone last cell is the row."""
    left, right = layout.LEFT / POINT, float(page.width) - layout.RIGHT / POINT
    in_row = len(paper.grid[place // paper.columns])
    if in_row == 1:
        return left, right
    width = (right - left) / paper.columns
    return left + place % paper.columns * width, left + (place % paper.columns + 1) * width


@pytest.mark.parametrize("kind", KINDS)
def test_no_kind_has_a_field_over_another_or_over_words(kind):
    paper = CASES[kind].big()
    data = pdf_bytes(paper, imprint_of(paper))
    fields = fields_in(data)
    pages = layout.pages(data)

    assert not [pair for pair in combinations(fields, 2) if pair[0].lies_over(pair[1])]
    for one in fields:
        page = pages[one.page]
        left, bottom, right, top = one.box
        room = page.crop(
            (left, float(page.height) - top + 1, right, float(page.height) - bottom - 1)
        )
        assert room.extract_words() == []


@pytest.mark.parametrize(
    ("left", "right", "covered"),
    [(60, 141, 0), (60, 130, 1), (20, 80, None), (0, 101, None), (115, 195, None)],
    ids=["between", "own-and-next", "own", "by-a-hair", "next"],
)
def test_a_place_is_held_against_a_drawn_field_whether_it_has_a_label_or_none(left, right, covered):
    places = [
        Field("ky-01", "", 0, (0, 0, 100, 50), 1e6),
        Field("ky-02", "", 0, (110, 0, 210, 50), 1e6),
    ]

    found = covered_place(Field("x", "", 0, (left, 0, right, 50), 1e6), places)

    assert found == (None if covered is None else places[covered])


def test_a_draft_has_no_fields_and_the_same_issued_paper_the_same_bytes(covenant):
    assert fields_in(pdf_bytes(covenant)) == []
    assert pdf_bytes(covenant, WITHOUT_NUMBER) == pdf_bytes(covenant, WITHOUT_NUMBER)


def test_who_signs_twice_for_one_office_has_two_fields(covenant):
    twice = replace(covenant, witnesses=(*covenant.witnesses, covenant.witnesses[0]))

    fields = fields_in(pdf_bytes(twice, WITHOUT_NUMBER))

    assert len({one.name for one in fields}) == len(covenant.cells) + len(twice.witnesses)


def test_a_paper_without_a_place_to_sign_is_signed_in_a_field_that_is_drawn(matrix_paper):
    base = pdf_bytes(matrix_paper, WITHOUT_NUMBER)

    (one,) = read(signed(base, pen=Pen(field="Chu ky", box=(60, 60, 160, 110))), base)

    assert (one.place, one.trust, one.covers_file) == ("", Trust.TRUSTED, True)


def test_a_paper_that_was_issued_without_fields_is_to_be_issued_anew(covenant):
    base = html_to_pdf(paper_html(covenant, WITHOUT_NUMBER))
    data = signed(base, pen=Pen(field="Chu ky", box=(60, 60, 160, 110)))

    with pytest.raises(
        SigningFault, match="chọn thay thế văn bản này, rồi các nơi ký trên văn bản mới"
    ):
        read(data, base)


def test_a_revocation_that_the_file_brings_is_shown(covenant):
    base = pdf_bytes(covenant, WITHOUT_NUMBER)
    gone = person("Đã thu hồi")
    out = io.BytesIO(signed(base, gone))
    lists = [crl.CertificateList.load(revocations(gone))]
    DocumentSecurityStore.add_dss(out, None, crls=lists)

    (one,) = read(out.getvalue(), base)

    assert one.trust is Trust.REVOKED
    assert one.trust_note.startswith("Thu hồi ngày ")
    assert not one.covers_file


def test_a_trusted_clock_vouches_for_a_certificate_that_has_ended_since(covenant, time_machine):
    base = pdf_bytes(covenant, WITHOUT_NUMBER)
    ends = datetime(2030, 1, 1, tzinfo=UTC)
    data = signed(base, person("Sắp hết", until=ends), Pen(stamped=True))
    plain = signed(base, person("Sắp hết", until=ends))

    time_machine.move_to(datetime(2031, 1, 1, tzinfo=UTC))

    assert [one.trust for one in read(plain, base)] == [Trust.EXPIRED]
    (one,) = read(data, base)
    assert (one.trust, one.time_source) == (Trust.TRUSTED, TimeSource.TRUSTED_STAMP)
