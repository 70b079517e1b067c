"""What goes over is what the page showed: unfinished work, files, and minutes drafted from them."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts.errors import Invalid, NotAllowed, Refused, Stale
from accounts.models import AuditEvent
from awards.models import Opinion
from blocs.models import Handover, Season
from blocs.states import OfficeRole, SelectionMethod, Stage, StepKind, Term
from reports import services
from reports.gather import gather_handover
from reports.models import Document
from reports.selectors.handover import handover_plan
from reports.selectors.open_matters import Matter, open_matters, read_matters
from reports.selectors.season_archive import read_files, season_files
from reports.states import DocumentKind
from scoring.models import CrossAssignment, DeclaredFact
from scoring.states import SheetState
from tests.awards.balloting import close, make_ballot, set_open, vote
from tests.blocs.handing import DAY, make_leaving_year
from tests.factories import (
    NOON,
    assign,
    line_of,
    make_approver,
    make_award_type,
    make_bloc_year,
    make_cycle,
    make_document,
    make_editor,
    make_evidence,
    make_evidence_file,
    make_officer,
    make_proposal,
    make_season,
    make_sheet,
    make_step,
)

pytestmark = pytest.mark.django_db


def ready(season, kind=DocumentKind.SUMMARY_REPORT, sign="a"):
    return make_document(
        season, kind, state="ready", ready_at=NOON, size=2048, file="a.pdf", sha256=sign * 64
    )


def hand(season, actor=None, seen=None, **fields):
    season = Season.objects.with_names().get(pk=season.pk)
    return services.hand_over_season(
        season_id=season.pk,
        seen=seen or handover_plan(season).mark,
        actor=actor,
        **{"on": DAY, **fields},
    )


def told(season):
    return {one.kind: one for one in open_matters(season)}


def test_unfinished_work_is_told_by_its_kind():
    season, (head, deputy, third) = make_bloc_year(3, stage=Stage.BLOC_REVIEW)
    assign(season)
    make_sheet(season, head, state=SheetState.SUBMITTED)
    make_sheet(season, deputy, state=SheetState.RETURNED)
    make_sheet(season, third, state=SheetState.APPRAISED)
    CrossAssignment.objects.create(season=season, scorer=head, subject=deputy)
    CrossAssignment.objects.create(season=season, scorer=third, subject=head, finished_at=NOON)
    award = make_award_type()
    sent = make_proposal(season, third, award_type=award, state="sent")
    make_proposal(season, head, award_type=award, state="withdrawn")
    Opinion.objects.create(proposal=sent, agency_name="Công an tỉnh", asked_on=DAY)
    make_ballot(season, title="Bỏ phiếu")
    ready(season)

    found = told(season)

    assert found["unsent"].items == (deputy.short_name,)
    assert found["unappraised"].items == (head.short_name,)
    assert found["cross"].items == (f"{head.short_name} chấm {deputy.short_name}",)
    assert found["ranking"].items == ("chưa chốt",)
    assert found["ballots"].items == ("Bỏ phiếu (đang chuẩn bị)",)
    assert found["proposals"].items == (f"{third.short_name}: {award.name} (đã gửi tỉnh)",)
    assert found["opinions"].items == (f"Công an tỉnh về {third.short_name}",)
    assert found["papers"].items == ("Giao ước thi đua", "Bảng tổng hợp điểm")
    assert found["stages"].count == 4
    assert read_matters([one.as_content() for one in found.values()]) == list(found.values())


def test_what_was_declared_against_a_member_is_counted_and_never_told():
    season, (_, _, third) = make_bloc_year(3)
    DeclaredFact.objects.create(
        season=season, agency=third, condition="ky-luat", fact="Bị kỷ luật", declared_at=NOON
    )

    assert told(season)["facts"] == Matter("facts", 1)


def test_a_year_that_is_over_leaves_nothing():
    season, _ = make_bloc_year(3, stage=Stage.CLOSED)
    for kind in (DocumentKind.SUMMARY_REPORT, DocumentKind.COVENANT, DocumentKind.SCORE_MATRIX):
        ready(season, kind)

    assert open_matters(season) == []


def test_files_are_papers_and_what_members_put_forward():
    season, (head, *_) = make_bloc_year(3)
    ready(season)
    ready(season, DocumentKind.HANDOVER_MINUTES, sign="b")
    make_document(season, DocumentKind.COVENANT)
    used, unused = make_evidence_file(head, name="Có.pdf"), make_evidence_file(head)
    sheet = make_sheet(season, head)
    for key in ("I.1", "I.2"):
        make_evidence(line_of(sheet, key), file=used)
    other, (stranger, *_) = make_bloc_year(3)
    make_evidence(line_of(make_sheet(other, stranger), "I.1"), file=make_evidence_file(stranger))

    paper, evidence = season_files(season, {})

    assert (paper.name, paper.sha256, paper.size) == ("Báo cáo tổng kết", "a" * 64, 2048)
    assert (evidence.name, evidence.agency, evidence.sha256) == (
        "Có.pdf",
        head.name,
        used.sha256,
    )
    assert unused.sha256 != used.sha256
    kept = [paper, evidence]
    assert read_files([one.as_content() for one in kept]) == kept


def test_the_record_keeps_what_was_shown_and_the_minutes_are_drafted_from_it():
    season, (old, new, _) = make_leaving_year()
    make_step(season, StepKind.DOSSIER, due_at=NOON)
    ready(season)
    person = make_approver(old)

    handover = hand(season, person, place="Hội trường A")

    assert [one["kind"] for one in handover.matters] == ["stages", "papers"]
    assert [one["name"] for one in handover.files] == ["Báo cáo tổng kết"]
    minutes = Document.objects.get(kind=DocumentKind.HANDOVER_MINUTES.value)
    assert minutes.requested_by == person
    assert minutes.content["draft"] is False
    assert minutes.content["giver"]["agency"] == old.name
    assert minutes.content["receiver"]["agency"] == new.name
    assert minutes.content["place"] == "Hội trường A"
    assert minutes.content["contents"]["steps"][0]["new"] == "12:00 ngày 15/11/2023"
    season.stage = Stage.CLOSED.value
    season.save(update_fields=["stage"])
    ready(season, DocumentKind.COVENANT, sign="c")
    assert gather_handover(season).as_content() == minutes.content


def test_before_the_handover_the_minutes_are_a_draft_of_today():
    season, (old, new, _) = make_leaving_year()

    paper = gather_handover(season)

    assert (paper.draft, paper.held_on, paper.next_cycle) == (True, "", "2026")
    assert (paper.giver.agency, paper.receiver.agency) == (old.name, new.name)


@pytest.mark.parametrize("change", ["step", "matter", "file", "office", "stage"])
def test_nothing_goes_over_that_the_page_did_not_show(change):
    season, (_, _, third) = make_leaving_year(stage=Stage.PROVINCIAL_APPRAISAL)
    seen = handover_plan(Season.objects.with_names().get(pk=season.pk)).mark
    {
        "step": lambda: make_step(season, StepKind.DOSSIER, due_at=NOON),
        "matter": lambda: make_ballot(season),
        "file": lambda: ready(season, DocumentKind.HANDOVER_MINUTES) and ready(season),
        "office": lambda: season.offices.filter(agency=third).update(basis="QĐ 9"),
        "stage": lambda: Season.objects.filter(pk=season.pk).update(version=2),
    }[change]()
    lines = AuditEvent.objects.count()

    with pytest.raises(Stale, match="vừa thay đổi"):
        hand(season, seen=seen)

    assert (Handover.objects.count(), Season.objects.count()) == (0, 1)
    assert AuditEvent.objects.count() == lines


def test_a_following_season_with_other_officers_is_told_before_the_click():
    season, (old, new, third) = make_leaving_year()
    following = make_season(
        bloc=season.bloc, cycle=make_cycle(label="2026"), members=[old, new, third], head=old
    )

    plan = handover_plan(Season.objects.with_names().get(pk=season.pk))

    assert plan.following == following
    assert plan.hindrance == (f"Năm 2026 đã ghi Trưởng khối là {old.name}, không phải {new.name}.")
    following.offices.all().delete()
    assert not handover_plan(Season.objects.with_names().get(pk=season.pk)).hindrance


def test_a_second_handover_is_refused_clearly():
    season, (_, new, _) = make_leaving_year()
    hand(season)

    with pytest.raises(Refused, match="đã được bàn giao"):
        hand(season, make_editor(new), seen="x")


def test_a_refused_handover_leaves_nothing_behind():
    season, (_, _, third) = make_leaving_year()
    tomorrow = timezone.localdate() + timedelta(days=1)

    with pytest.raises(Invalid):
        hand(season, on=tomorrow)
    with pytest.raises(NotAllowed):
        hand(season, make_editor(third))

    assert (Handover.objects.count(), Season.objects.count()) == (0, 1)
    assert (Document.objects.count(), AuditEvent.objects.count()) == (0, 0)


def name(season, agency, way=SelectionMethod.ELECTED, *, term=Term.NEXT, basis="BB 1", actor=None):
    return services.name_officer(
        season_id=season.pk,
        term=term,
        role=OfficeRole.HEAD,
        agency=agency,
        selected_by=way,
        basis=basis,
        decided_on=date(2025, 12, 1),
        actor=actor,
    )


def test_who_is_said_to_be_elected_is_whom_the_ballot_elected():
    season, members = make_bloc_year(5, stage=Stage.BLOC_REVIEW)
    ballot = set_open(season, members[1:3], role=OfficeRole.HEAD)
    for way in (SelectionMethod.ELECTED, SelectionMethod.ROTATION):
        with pytest.raises(Refused, match="chưa công bố kết quả"):
            name(season, members[1], way)
    for member in members:
        vote(ballot, member, 1)
    close(ballot)

    for way in (SelectionMethod.ELECTED, SelectionMethod.ROTATION):
        with pytest.raises(Invalid, match=f"đã chọn {members[1].name}"):
            name(season, members[2], way)
    assert name(season, members[1]).agency == members[1]
    assert name(season, members[2], SelectionMethod.APPOINTED).agency == members[2]


def test_an_election_held_elsewhere_is_named_by_its_minutes():
    season, members = make_bloc_year(3, stage=Stage.BLOC_REVIEW)

    with pytest.raises(Invalid, match="biên bản"):
        name(season, members[1], basis=" ")
    office = name(season, members[1], actor=make_editor(members[0]))

    assert (office.selected_by, office.basis) == ("elected", "BB 1")
    assert office.decided_on == date(2025, 12, 1)


def test_an_office_of_this_year_that_nobody_holds_is_named_too():
    season, members = make_bloc_year(3, stage=Stage.BLOC_REVIEW)
    season.offices.all().delete()

    office = name(season, members[2], term=Term.CURRENT, actor=make_officer(season.bloc))

    assert (office.term, office.agency) == ("current", members[2])
