"""Issuing, replacing and withdrawing papers."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.db import connection

from accounts.errors import Invalid, NotAllowed, Refused, Stale
from accounts.models import AuditEvent
from blocs.models import NextTask
from reports import services
from reports.models import Document, Issue
from reports.rules.codes import read_code
from reports.states import DocumentKind, DocumentState, IssueState
from scoring.states import SheetState
from tests.factories import (
    make_document,
    make_editor,
    make_officer,
    make_sheet,
    make_user,
)
from tests.reports.issuing import DAY, TODAY, issue, make_line, ready_draft, season_of_2022

pytestmark = pytest.mark.django_db


def actions() -> list[str]:
    found = AuditEvent.objects.exclude(action="document.ask").order_by("id")
    return list(found.values_list("action", flat=True))


def assert_nothing_issued() -> None:
    assert (Issue.objects.count(), actions()) == (0, [])
    assert not Document.objects.filter(imprint__isnull=False).exists()


def test_an_issued_paper_is_the_drafts_content_with_number_day_and_code(settings):
    settings.SITE_URL = "https://thi-dua.example"
    season, (head, _) = season_of_2022()
    draft = ready_draft(season)
    clerk = make_editor(head)

    line = issue(draft, actor=clerk)

    line.refresh_from_db()
    assert (line.full_number, line.issued_on, line.year) == ("05/BC-KTĐ", DAY, 2023)
    assert (line.agency, line.province, line.issued_by) == (head, None, clerk)
    assert (line.state, line.draft, line.replaces) == (IssueState.ISSUED, draft, None)
    assert line.excerpt.startswith("Báo cáo tổng kết")
    assert line.signers == ["TM. Khối thi đua, Trưởng khối"]
    paper = line.document
    assert paper.content == draft.content
    assert (paper.state, paper.sha256, paper.requested_by) == (DocumentState.QUEUED, "", clerk)
    assert paper.imprint == {
        "date": "ngày 24 tháng 02 năm 2023",
        "code": line.spoken_code,
        "address": f"https://thi-dua.example/xac-minh/{line.code}",
        "number": "05",
        "symbol": "BC-KTĐ",
        "replaces": "",
    }
    assert read_code(line.spoken_code) == line.code
    assert actions() == ["document.issue"]


def test_the_draft_stays_a_draft():
    season, _ = season_of_2022()
    draft = ready_draft(season)
    before = Document.objects.filter(pk=draft.pk).values().get()

    issue(draft)

    assert Document.objects.filter(pk=draft.pk).values().get() == before


def test_codes_are_never_the_same():
    season, _ = season_of_2022()
    draft = ready_draft(season)

    first = issue(draft)
    second = issue(draft, number=6, replaces_id=first.pk)

    assert first.code != second.code
    assert len(first.code) == 20


@pytest.mark.parametrize(
    ("entry", "field", "said"),
    [
        ({"number": None}, "number", "theo sổ"),
        ({"number": 0}, "number", "từ 1"),
        ({"symbol": ""}, "symbol", "BC-KTĐ"),
        ({"symbol": "TTr-KTĐ"}, "symbol", "BC-"),
        ({"symbol": "BC-ktđ"}, "symbol", "in hoa"),
        ({"issued_on": TODAY + timedelta(days=1)}, "issued_on", "hôm nay"),
        ({"issued_on": date(2021, 12, 31)}, "issued_on", "01/01/2022"),
        ({"replaces_id": 987}, "replaces", "không còn hiệu lực"),
    ],
)
def test_an_entry_that_does_not_hold_is_refused_at_its_field(entry, field, said):
    season, _ = season_of_2022()
    draft = ready_draft(season)

    with pytest.raises(Invalid, match=said) as refusal:
        issue(draft, **entry)

    assert refusal.value.field == field
    assert_nothing_issued()


@pytest.mark.parametrize("day", [TODAY, date(2022, 1, 1)])
def test_the_day_may_be_today_and_the_first_of_the_year(day):
    season, _ = season_of_2022()

    assert issue(ready_draft(season), issued_on=day).year == day.year


def test_a_symbol_is_kept_as_the_decree_writes_it():
    season, _ = season_of_2022()

    assert issue(ready_draft(season), symbol=" /BC – KTĐ ").symbol == "BC-KTĐ"


def test_a_number_that_is_taken_names_the_paper_that_has_it():
    season, (head, _) = season_of_2022()
    make_line(season, head, excerpt="Báo cáo sơ kết")

    with pytest.raises(Invalid, match=r"05/BC-KTĐ năm 2023 đã cấp cho “Báo cáo sơ kết”") as no:
        issue(ready_draft(season))

    assert no.value.field == "number"
    assert Issue.objects.count() == 1


def test_a_register_counts_for_all_the_blocs_that_its_agency_leads():
    season, (head, _) = season_of_2022()
    make_line(season, head)
    other, _ = season_of_2022()
    other.offices.filter(role="head").update(agency=head)

    with pytest.raises(Invalid, match="đã cấp"):
        issue(ready_draft(other))


def test_numbers_begin_anew_each_year_for_each_symbol_and_each_issuer():
    season, (head, second) = season_of_2022()
    make_line(season, head, year=2022, issued_on=date(2022, 12, 30))
    make_line(season, head, symbol="TTr-KTĐ")
    make_line(season, second)

    assert issue(ready_draft(season)).full_number == "05/BC-KTĐ"


def test_a_withdrawn_number_stays_taken():
    season, _ = season_of_2022()
    draft = ready_draft(season)
    line = issue(draft)
    services.withdraw_issue(issue_id=line.pk, seen_version=1, reason="Ghi nhầm.", actor=None)

    with pytest.raises(Invalid, match="đã cấp"):
        issue(draft)

    assert issue(draft, number=6).number == 6


def test_a_kind_without_a_number_is_issued_with_its_day_and_code_only():
    season, _ = season_of_2022()
    draft = ready_draft(season, DocumentKind.COVENANT)

    line = issue(draft, number=None, symbol="")

    assert (line.number, line.symbol, line.full_number) == (None, "", "")
    assert line.reference == "ngày 24/02/2023"


def test_a_kind_without_a_number_takes_none():
    season, _ = season_of_2022()

    with pytest.raises(Invalid, match="không có số"):
        issue(ready_draft(season, DocumentKind.COVENANT))

    assert_nothing_issued()


def test_a_covenant_may_be_signed_at_the_meeting_that_ends_the_year_before():
    season, _ = season_of_2022()
    draft = ready_draft(season, DocumentKind.COVENANT)

    assert issue(draft, number=None, symbol="", issued_on=date(2021, 12, 30)).year == 2021


def test_a_day_that_the_paper_already_tells_cannot_be_another():
    season, _ = season_of_2022()
    draft = ready_draft(season)
    draft.content["letterhead"]["date"] = "ngày 20 tháng 02 năm 2023"
    draft.save(update_fields=["content"])

    with pytest.raises(Invalid, match="ngày 20 tháng 02 năm 2023"):
        issue(draft)

    assert issue(draft, issued_on=date(2023, 2, 20)).year == 2023


def test_only_the_people_of_the_issuing_agency_issue():
    season, (_, member) = season_of_2022()
    draft = ready_draft(season)

    for person in (make_editor(member), make_officer(season.bloc), make_user()):
        with pytest.raises(NotAllowed, match="Trưởng khối"):
            issue(draft, actor=person)

    assert_nothing_issued()


def test_a_member_issues_its_own_sheet_and_the_head_does_not():
    season, (head, member) = season_of_2022()
    make_sheet(season, member, state=SheetState.SUBMITTED)
    draft = ready_draft(season, DocumentKind.SELF_SCORES, member.code)

    with pytest.raises(NotAllowed, match="chính đơn vị ấy"):
        issue(draft, number=None, symbol="", actor=make_editor(head))
    line = issue(draft, number=None, symbol="", actor=make_editor(member))

    assert (line.agency, line.document.agency) == (member, member)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"state": "queued"}, "đã lập xong"),
        ({"state": "failed", "error": "Lỗi"}, "đã lập xong"),
    ],
)
def test_a_draft_that_is_not_made_is_not_issued(fields, said):
    season, _ = season_of_2022()

    with pytest.raises(NotAllowed, match=said):
        issue(make_document(season, **fields))

    assert_nothing_issued()


def test_an_issued_paper_is_not_issued_again():
    season, _ = season_of_2022()
    line = issue(ready_draft(season))

    with pytest.raises(NotAllowed, match="đã ban hành"):
        issue(line.document, number=6)


def test_ballot_slips_are_never_issued():
    season, _ = season_of_2022()
    named = {"subject": "1", "subject_name": "Bỏ phiếu"}
    slips = make_document(season, DocumentKind.BALLOT_SLIPS, **named)

    with pytest.raises(NotAllowed, match="đóng dấu"):
        issue(slips, number=None, symbol="")


def test_minutes_of_a_handover_that_did_not_happen_yet_are_not_issued():
    season, _ = season_of_2022()
    draft = ready_draft(season, DocumentKind.HANDOVER_MINUTES)

    with pytest.raises(NotAllowed, match="chưa bàn giao"):
        issue(draft, symbol="BB-KTĐ")


def test_a_draft_whose_content_cannot_be_read_is_not_issued():
    season, _ = season_of_2022()
    draft = ready_draft(season)
    Document.objects.filter(pk=draft.pk).update(content={})

    with pytest.raises(NotAllowed, match="không khớp"):
        issue(draft)


def test_a_season_without_a_head_issues_nothing():
    season, _ = season_of_2022()
    draft = ready_draft(season)
    season.offices.all().delete()

    with pytest.raises(NotAllowed, match="Chưa có đơn vị Trưởng khối"):
        issue(draft)


def test_a_correction_names_what_it_replaces():
    season, _ = season_of_2022()
    first = issue(ready_draft(season))
    NextTask.objects.create(season=season, position=1, text="Đăng ký chỉ tiêu ngay từ đầu năm")

    second = issue(ready_draft(season), number=8, issued_on=TODAY, replaces_id=first.pk)

    first.refresh_from_db()
    assert (first.state, first.version, first.replaced_by) == (IssueState.REPLACED, 2, second)
    assert first.ended_at is not None
    assert second.document.imprint["replaces"] == "Báo cáo tổng kết số 05/BC-KTĐ ngày 24/02/2023"
    assert actions() == ["document.issue", "document.issue", "document.replace"]


def test_a_correction_is_not_older_than_what_it_replaces():
    season, _ = season_of_2022()
    draft = ready_draft(season)
    first = issue(draft)

    with pytest.raises(Invalid, match="được thay thế"):
        issue(draft, number=6, issued_on=DAY - timedelta(days=1), replaces_id=first.pk)

    first.refresh_from_db()
    assert (first.state, Issue.objects.count()) == (IssueState.ISSUED, 1)


def test_a_draft_in_force_is_issued_again_only_to_replace_itself():
    season, _ = season_of_2022()
    draft = ready_draft(season)
    first = issue(draft)

    with pytest.raises(Invalid, match="đã ban hành"):
        issue(draft, number=6)
    second = issue(draft, number=6, replaces_id=first.pk)

    assert list(Issue.objects.in_force()) == [second]


def test_only_a_paper_of_the_same_kind_and_season_is_replaced():
    season, _ = season_of_2022()
    other, _ = season_of_2022()
    elsewhere = issue(ready_draft(other))
    covenant = issue(ready_draft(season, DocumentKind.COVENANT), number=None, symbol="")

    for line in (elsewhere, covenant):
        with pytest.raises(Invalid, match="không còn hiệu lực"):
            issue(ready_draft(season), replaces_id=line.pk)


def test_withdrawing_needs_a_reason_and_keeps_the_paper():
    season, (head, _) = season_of_2022()
    line = issue(ready_draft(season))
    clerk = make_editor(head)

    with pytest.raises(Invalid, match="lý do"):
        services.withdraw_issue(issue_id=line.pk, seen_version=1, reason="  ", actor=clerk)
    services.withdraw_issue(issue_id=line.pk, seen_version=1, reason="Sai số liệu.", actor=clerk)

    line.refresh_from_db()
    assert (line.state, line.reason, line.version) == (IssueState.WITHDRAWN, "Sai số liệu.", 2)
    event = AuditEvent.objects.get(action="document.withdraw")
    assert (event.actor, event.reason) == (clerk, "Sai số liệu.")


def test_withdrawing_is_for_the_issuers_people_and_happens_once():
    season, (head, member) = season_of_2022()
    line = issue(ready_draft(season))
    asked = {"issue_id": line.pk, "reason": "Sai số liệu."}

    for person in (make_editor(member), make_officer(season.bloc), make_user()):
        with pytest.raises(NotAllowed):
            services.withdraw_issue(**asked, seen_version=1, actor=person)
    with pytest.raises(Stale):
        services.withdraw_issue(**asked, seen_version=2, actor=make_editor(head))
    services.withdraw_issue(**asked, seen_version=1, actor=make_editor(head))
    with pytest.raises(NotAllowed, match="đã thu hồi"):
        services.withdraw_issue(**asked, seen_version=2, actor=make_editor(head))

    assert actions() == ["document.issue", "document.withdraw"]


@pytest.mark.django_db(transaction=True)
def test_twenty_clerks_take_the_same_number_and_one_gets_it():
    season, (head, _) = season_of_2022()
    other, _ = season_of_2022()
    other.offices.filter(role="head").update(agency=head)
    drafts = [ready_draft(season), ready_draft(other)]

    def enter(at: int) -> str:
        try:
            issue(drafts[at % 2])
        except Refused as refusal:
            return type(refusal).__name__
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(20) as pool:
        outcomes = sorted(pool.map(enter, range(20)))

    assert outcomes == ["Invalid"] * 19 + ["done"]
    assert Issue.objects.count() == 1
    assert actions() == ["document.issue"]
