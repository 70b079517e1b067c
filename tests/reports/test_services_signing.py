"""Taking signed files of an issued paper in."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings as site
from django.utils import timezone

from accounts.errors import Invalid, NotAllowed, Stale
from accounts.models import AuditEvent
from reports import services
from reports.models import Issue, Signature, SignedCopy
from reports.render.pdf import html_to_pdf, paper_html
from reports.rules.continuation import KnownState
from reports.selectors.signed_files import read_copy
from reports.services import jobs, signing
from reports.signing.places import fields_in
from reports.states import IssueState, TimeSource, Trust
from tests.factories import make_editor, make_officer, make_user
from tests.reports.issuing import issue, season_of_2022
from tests.reports.signed_papers import (
    file_of,
    issued_covenant,
    keep,
    keep_signed,
    newest,
    trusting,
)
from tests.reports.signing import Pen, person, signed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("printed_once")]


def signs_kept() -> int:
    return AuditEvent.objects.filter(action="document.sign").count()


def refused(line: Issue, data: bytes, *, match: str, actor=None, error=Invalid) -> None:
    before = (SignedCopy.objects.count(), signs_kept(), files_kept())

    with pytest.raises(error, match=match):
        keep(line, data, actor)

    assert (SignedCopy.objects.count(), signs_kept(), files_kept()) == before


def files_kept() -> int:
    return len(list((Path(site.MEDIA_ROOT) / "signed").glob("*")))


def test_a_signed_file_is_kept_beside_the_issued_one_with_who_signed_when(settings, tmp_path):
    trusting(settings, tmp_path)
    line, _, (head, *_) = issued_covenant()
    clerk = make_editor(head)
    before = file_of(line)
    who = person("Cục Thuế", "Bộ Tài chính", has_rsa=True)
    data = signed(before, who, Pen(stamped=True))

    copy = keep(line, data, clerk)

    line.document.refresh_from_db()
    assert file_of(line) == before
    assert file_of(copy) == data
    assert (copy.number, copy.size, copy.uploaded_by) == (1, len(data), clerk)
    (one,) = copy.signatures.all()
    assert (one.field, one.place) == ("ky-01", f"{head.name} (Trưởng khối)")
    assert (one.signer, one.organisation) == ("Cục Thuế", "Bộ Tài chính")
    assert (one.issuer, one.trust, one.trust_note) == ("CA của bài thử", Trust.TRUSTED, "")
    assert (one.time_source, one.covers_file) == (TimeSource.TRUSTED_STAMP, True)
    assert abs((one.signed_at - copy.uploaded_at).total_seconds()) < 60
    event = AuditEvent.objects.get(action="document.sign")
    assert event.after["sha256"] == copy.sha256


def test_ten_sign_in_turn_and_each_signature_stays(settings, tmp_path):
    trusting(settings, tmp_path)
    line, _, agencies = issued_covenant(10)

    for number in range(1, 11):
        keep_signed(line, number, make_editor(agencies[number - 1]))

    assert [one.number for one in line.signed_copies.all()] == list(range(1, 11))
    rows = Signature.objects.filter(copy__issue=line).order_by("copy__number")
    assert {one.trust for one in rows} == {Trust.TRUSTED}
    assert [one.field for one in rows] == [f"ky-{number:02d}" for number in range(1, 11)]
    assert len({one.place for one in rows}) == 10
    whole = signed(newest(line), person(), Pen(field="them", box=(60, 60, 120, 90)))
    assert [one.position for one in keep(line, whole).signatures.all()] == [1]


def test_a_flipped_byte_is_found_or_changes_nothing_that_is_told():
    """A few bytes of a signature's envelope are covered by nothing: version numbers, and the
    authority's own certificate that a signer sends along (believed only where the site has it).
    """
    line, *_ = issued_covenant()
    base = file_of(line)
    data = signed(signed(base), person("Khác"), Pen(field="ky-02"))
    state, now = KnownState(0, len(base), ""), timezone.now()
    told, found = read_copy(data, line, state, now), 0
    places = range(len(base), len(data), (len(data) - len(base)) // 16)

    for at in places:
        altered = bytearray(data)
        altered[at] ^= 1
        try:
            assert read_copy(bytes(altered), line, state, now) == told
        except Invalid:
            found += 1

    assert found > len(places) * 3 // 4


def test_a_byte_of_what_was_signed_never_flips_unseen():
    line, *_ = issued_covenant()
    data = signed(file_of(line))
    at = data.rindex(b"/Type /Sig") if b"/Type /Sig" in data else data.rindex(b"/ByteRange")

    for place in (at, data.rindex(b"startxref") - 30, data.rindex(b"/M (") + 6):
        altered = bytearray(data)
        altered[place] ^= 1
        refused(line, bytes(altered), match="nguyên vẹn|không đọc được|thay đổi|hỏng")


def test_a_flipped_byte_of_the_issued_file_makes_it_another_file():
    line, *_ = issued_covenant()
    data = bytearray(signed(file_of(line)))
    data[2_000] ^= 1

    refused(line, bytes(data), match="không phải văn bản đã ban hành")


def test_two_who_sign_the_same_file_side_by_side_are_told_to_sign_in_turn():
    line, _, (head, other, _) = issued_covenant()
    base = file_of(line)
    first, second = signed(base), signed(base, person("Khác"), Pen(field="ky-02"))
    keep(line, first, make_editor(head))

    refused(line, second, match="bản ban hành, chưa có chữ ký.*bản ký lần 1.*mới nhất")

    keep(line, signed(newest(line), person("Khác"), Pen(field="ky-02")), make_editor(other))
    assert Signature.objects.count() == 2


def test_no_signature_is_counted_twice_where_a_part_of_the_file_came_in_meanwhile(monkeypatch):
    line, *_ = issued_covenant()
    first = signed(file_of(line))
    both = signed(first, person("Khác"), Pen(field="ky-02"))
    place = signing.keep_handed_in

    def keep_slowly(name: str, data: bytes) -> str:
        monkeypatch.setattr(signing, "keep_handed_in", place)
        keep(line, first)
        return place(name, data)

    monkeypatch.setattr(signing, "keep_handed_in", keep_slowly)
    with pytest.raises(Stale, match="tải tệp này lên lần nữa"):
        keep(line, both)

    assert (signs_kept(), files_kept(), SignedCopy.objects.count()) == (1, 1, 1)
    assert [one.field for one in keep(line, both).signatures.all()] == ["ky-02"]


def test_a_file_that_is_known_is_not_kept_twice():
    line, *_ = issued_covenant()
    base = file_of(line)
    data = signed(base)
    keep(line, data)

    refused(line, data, match="đã được ghi nhận: bản ký lần 1")
    refused(line, base, match="chưa có chữ ký nào")


def test_a_file_from_elsewhere_is_refused():
    line, *_ = issued_covenant()
    season, _ = season_of_2022()
    other, *_ = issued_covenant()

    refused(line, signed(file_of(other)), match="không phải văn bản đã ban hành")
    refused(line, b"GIF89a", match="không phải PDF")
    refused(line, b"%PDF-1.7" + b"0" * (20 * 1024 * 1024), match="lớn hơn 20 MB")
    refused(line, b"", match="không phải PDF")
    assert season.pk


@pytest.mark.parametrize(
    ("who", "trust", "note"),
    [
        (lambda: person(by=""), Trust.SELF_SIGNED, ""),
        (
            lambda: person("Cũ", until=datetime(2024, 1, 1, tzinfo=UTC)),
            Trust.EXPIRED,
            "Có hiệu lực từ 01/01/2020 đến 01/01/2024.",
        ),
        (lambda: person("Lạ", by="CA khác"), Trust.UNKNOWN, "Nơi cấp không có trong danh sách"),
    ],
)
def test_a_doubtful_certificate_is_kept_and_shown_as_such(settings, tmp_path, who, trust, note):
    trusting(settings, tmp_path)
    line, *_ = issued_covenant()

    (one,) = keep(line, signed(file_of(line), who())).signatures.all()

    assert one.trust == trust
    assert one.trust_note.startswith(note)


def test_without_any_trusted_authority_every_certificate_is_undetermined():
    line, *_ = issued_covenant()

    (one,) = keep_signed(line, 1).signatures.all()

    assert one.trust == Trust.UNKNOWN
    assert one.get_trust_display() == "Chưa xác định được tổ chức chứng thực tin cậy"


def test_each_agency_signs_in_its_own_place_and_the_secretariat_brings_any():
    line, _, (head, second, third) = issued_covenant()
    data = signed(file_of(line), pen=Pen(field="ky-02"))

    refused(line, data, match="không nằm ở ô ký của đơn vị", actor=make_editor(third))
    keep(line, data, make_editor(second))
    keep_signed(line, 3, make_editor(head))

    assert line.signed_copies.count() == 2


def test_strangers_and_the_province_bring_nothing():
    line, season, _ = issued_covenant()
    data = signed(file_of(line))

    for who in (make_user(), make_officer(season.bloc)):
        refused(line, data, match="Chỉ người của cơ quan", actor=who, error=NotAllowed)


def test_a_field_drawn_in_a_place_counts_for_it_and_elsewhere_for_nobody():
    line, _, (_, second, _) = issued_covenant()
    base = file_of(line)
    place = next(one for one in fields_in(base) if one.name == "ky-02")
    left, bottom, *_ = (int(one) for one in place.box)
    inside = Pen(
        field="Chu ky 1", box=(left + 5, bottom + 5, left + 60, bottom + 40), page=place.page
    )
    outside = Pen(field="Chu ky 1", box=(20, 20, 60, 50), page=place.page)

    refused(line, signed(base, pen=outside), match="không nằm ở ô", actor=make_editor(second))
    (one,) = keep(line, signed(base, pen=inside), make_editor(second)).signatures.all()

    assert one.place == f"{second.name} (Phó Trưởng khối)"


def test_a_paper_out_of_force_takes_no_signatures():
    line, _, (head, *_) = issued_covenant()
    data = signed(file_of(line))
    services.withdraw_issue(
        issue_id=line.pk, seen_version=1, reason="Sai.", actor=make_editor(head)
    )

    refused(line, data, match="đã thu hồi, không nhận bản ký nữa", error=NotAllowed)


def test_a_paper_issued_before_there_were_fields_is_replaced_by_one_that_is_signed(monkeypatch):
    """What the refusal says to do is done, from the same draft."""
    with monkeypatch.context() as patch:
        patch.setattr(jobs, "pdf_bytes", lambda *said: html_to_pdf(paper_html(*said)))
        old, *_ = issued_covenant()
    box = (60, 60, 160, 110)
    refused(
        old,
        signed(file_of(old), person(), Pen(field="Chu ky", box=box)),
        match="“Ban hành” và chọn",
    )

    new = issue(old.draft, number=None, symbol="", replaces_id=old.pk)
    assert services.make(new.document_id)
    new.refresh_from_db()

    assert keep_signed(new, 1).signatures.get().place
    old.refresh_from_db()
    assert old.state == IssueState.REPLACED


def test_nothing_stays_on_the_disk_when_the_row_cannot_be_written(monkeypatch):
    line, *_ = issued_covenant()
    data = signed(file_of(line))
    monkeypatch.setattr(SignedCopy.objects, "create", lambda **_: 1 / 0)

    refused(line, data, match="division", error=ZeroDivisionError)
