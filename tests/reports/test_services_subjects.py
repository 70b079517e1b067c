"""Papers about one ballot, one agency, one proposal: asked for, named, and seen by whom."""

import pytest

from accounts.errors import Invalid, NotAllowed
from accounts.models import AuditEvent
from blocs.models import Registration, Season
from blocs.permissions import seats_of
from blocs.standing import standing_of
from blocs.states import Stage
from reports import services
from reports.models import Document
from reports.papers import PAPERS
from reports.permissions import can_ask_for_paper
from reports.states import ABOUT_ONE, OF_ONE_AGENCY, DocumentKind, DocumentState
from scoring.states import SheetState
from tests.factories import (
    make_award_type,
    make_bloc_year,
    make_editor,
    make_meeting,
    make_officer,
    make_proposal,
    make_sheet,
    score,
)
from tests.reports.ballot_years import closed, drafted, opened, voting_year
from tests.reports.whole_season import rank_as_reported

pytestmark = pytest.mark.django_db
SLIPS, SHEET = DocumentKind.BALLOT_SLIPS.value, DocumentKind.SELF_SCORES.value
NOTICE, LETTER = DocumentKind.REFUSAL_NOTICE.value, DocumentKind.SUBMISSION.value

STAGES = {DocumentKind.MID_REVIEW: Stage.RUNNING, DocumentKind.REMINDER: Stage.REGISTRATION}


def asked(season, kind, subject="", actor=None) -> Document:
    return services.ask_for_paper(season_id=season.pk, kind=kind, subject=subject, actor=actor)


def nothing_happened() -> bool:
    asks = AuditEvent.objects.filter(action="document.ask")
    return not Document.objects.exists() and not asks.exists()


def sheets_year():
    season, members = make_bloc_year(4, stage=Stage.APPRAISAL)
    for agency in members[1:]:
        make_sheet(season, agency, state=SheetState.SUBMITTED, points={"I.1": "30"})
    return season, members


def test_a_paper_about_one_ballot_is_named_after_it():
    season, members = voting_year()
    ballot = opened(season, members)

    document = asked(season, SLIPS, str(ballot.pk))

    assert (document.subject, document.subject_name) == (str(ballot.pk), str(ballot))
    assert document.title == f"Phiếu bầu: {ballot}"
    assert document.file_name == f"phieu-bau-khoi-bau-2022-{ballot.pk}.pdf"
    assert document.agency is None
    event = AuditEvent.objects.get(action="document.ask")
    assert event.after["subject"] == str(ballot.pk)


def test_every_ballot_has_papers_of_its_own():
    season, members = voting_year()
    ballots = [opened(season, members) for _ in range(2)]

    documents = {asked(season, SLIPS, str(ballot.pk)).pk for ballot in [*ballots, *ballots]}

    assert len(documents) == 2


def test_a_paper_about_one_thing_needs_to_know_which():
    season, members = voting_year()
    opened(season, members)
    other = opened(*voting_year_elsewhere())

    for subject in ("", "0", "x", str(other.pk)):
        with pytest.raises(Invalid, match="chọn nội dung"):
            asked(season, SLIPS, subject)

    assert nothing_happened()


def voting_year_elsewhere():
    return make_bloc_year(5, stage=Stage.BLOC_REVIEW)


def test_a_paper_about_the_season_is_about_nothing_else():
    season, _ = make_bloc_year(2)

    with pytest.raises(Invalid, match="cả năm thi đua"):
        asked(season, DocumentKind.COVENANT.value, "12")

    assert nothing_happened()


def test_what_is_not_there_yet_is_refused_with_the_reason():
    season, members = voting_year()
    ballot = drafted(season, members)

    with pytest.raises(NotAllowed, match=rf"^{ballot}: cuộc bỏ phiếu chưa mở, .+ được\.$"):
        asked(season, SLIPS, str(ballot.pk))
    with pytest.raises(NotAllowed, match="Chưa có đề nghị"):
        asked(season, LETTER)
    with pytest.raises(NotAllowed, match="Chưa chốt xếp hạng"):
        asked(season, DocumentKind.REVIEW_MINUTES.value)

    assert nothing_happened()


def test_an_agency_prints_its_own_sheet_and_no_other():
    season, members = sheets_year()
    editor = make_editor(members[2])

    document = asked(season, SHEET, members[2].code, editor)

    assert (document.agency, document.requested_by) == (members[2], editor)
    with pytest.raises(NotAllowed, match="Trưởng khối"):
        asked(season, SHEET, members[3].code, editor)
    assert Document.objects.count() == 1


@pytest.mark.parametrize("kind", sorted(OF_ONE_AGENCY))
def test_an_agency_asks_for_what_it_says_itself_and_never_for_the_notice(kind):
    season, members = make_bloc_year(4)
    seats, people = seats_of(season), [standing_of(make_editor(one)) for one in members]

    allowed = [
        bool(can_ask_for_paper(one, season, seats, kind.value, members[2].pk)) for one in people
    ]

    assert allowed == ([False] * 4 if kind == NOTICE else [True, False, True, False])


def test_the_notice_is_the_provinces_alone():
    season, members = make_bloc_year(3)
    refused = make_proposal(
        season, members[2], award_type=make_award_type(), state="refused", answer="Chưa đủ"
    )

    with pytest.raises(NotAllowed, match="Chỉ cơ quan thi đua"):
        asked(season, NOTICE, str(refused.pk), make_editor(members[0]))
    assert nothing_happened()
    document = asked(season, NOTICE, str(refused.pk), make_officer(season.bloc))

    assert document.agency == members[2]


def test_an_agencys_own_paper_opens_to_it_to_who_runs_the_season_and_to_the_province():
    season, members = sheets_year()
    own = asked(season, SHEET, members[2].code)
    common = asked(season, DocumentKind.COVENANT.value)

    seen = {
        name: set(Document.objects.visible_to(standing_of(person)))
        for name, person in {
            "own": make_editor(members[2]),
            "head": make_editor(members[0]),
            "deputy": make_editor(members[1]),
            "other": make_editor(members[3]),
            "province": make_officer(season.bloc),
            "stranger": make_editor(make_bloc_year(2)[1][0]),
        }.items()
    }

    everything = {own, common}
    assert seen == {
        "own": everything,
        "head": everything,
        "deputy": everything,
        "other": {common},
        "province": everything,
        "stranger": set(),
    }


@pytest.mark.parametrize("kind", sorted(DocumentKind))
def test_every_new_kind_is_made_by_the_job(kind):
    season, members = voting_year()
    ballot = opened(season, members)
    counted = closed(season, members, award=make_award_type())
    make_sheet(season, members[3], state=SheetState.SUBMITTED)
    refused = make_proposal(season, members[1], state="refused", answer="Chưa đủ")
    agreed = make_proposal(season, members[2], award_type=ballot.award_type, state="agreed")
    meeting = make_meeting(season)
    Registration.objects.create(season=season, agency=members[4])
    appraised = make_sheet(season, members[5], state=SheetState.APPRAISED)
    score(appraised, {"I.1": "30"}, layer="appraised")
    keys = {
        DocumentKind.INVITATION: meeting.position,
        DocumentKind.PROGRAMME: meeting.position,
        DocumentKind.ENROLMENT: members[4].code,
        DocumentKind.EXPLANATION: members[5].code,
        DocumentKind.ACHIEVEMENT: agreed.pk,
        SLIPS: ballot.pk,
        DocumentKind.COUNTING_MINUTES: counted.pk,
        NOTICE: refused.pk,
        SHEET: members[3].code,
    }
    if kind == DocumentKind.REVIEW_MINUTES:
        rank_as_reported(season, *range(1, len(members) + 1))
    if kind in STAGES:
        Season.objects.filter(pk=season.pk).update(stage=STAGES[kind].value)

    document = asked(season, kind.value, str(keys.get(kind, "")))

    assert services.make(document.pk)
    document.refresh_from_db()
    assert (document.state, bool(document.subject)) == (DocumentState.READY, kind in ABOUT_ONE)
    assert PAPERS[document.kind].from_content(document.content).as_content() == document.content
