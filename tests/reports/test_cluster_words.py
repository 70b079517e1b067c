"""A cụm thi đua is never spoken of as a khối."""

import pytest
from django.urls import reverse

from blocs.models import Office, Season
from blocs.permissions import can_run_season, seats_of
from blocs.standing import standing_of
from blocs.states import BlocKind, MeetingKind, OfficeRole, Stage, Term
from reports.gather import gather_summary
from reports.permissions import can_ask_for_paper
from reports.render.pdf import paper_html
from tests.factories import make_bloc, make_bloc_year, make_editor, make_meeting, make_office

pytestmark = pytest.mark.django_db


def cluster(**fields) -> tuple[Season, list]:
    bloc = make_bloc(kind=BlocKind.CUM.value, name="Cụm thi đua số 1")
    return make_bloc_year(3, bloc=bloc, **fields)


def test_a_refusal_names_the_head_of_the_cluster():
    season, members = cluster(stage=Stage.RUNNING)
    standing, seats = standing_of(make_editor(members[2])), seats_of(season)

    reasons = [
        can_run_season(standing, season, seats).reason,
        can_ask_for_paper(standing, season, seats).reason,
    ]

    assert [reason.split(" hoặc ")[0] for reason in reasons] == ["Chỉ đơn vị Trưởng cụm"] * 2


@pytest.mark.parametrize("has_head", [True, False])
def test_the_home_page_tells_of_the_head_of_the_cluster(client, has_head):
    season, members = cluster(stage=Stage.RUNNING)
    if not has_head:
        Office.objects.filter(season=season).delete()
    client.force_login(make_editor(members[2]))

    page = client.get(
        reverse("reports:season-detail", args=[season.bloc.code, season.cycle.label])
    ).content.decode()

    assert ("đơn vị Trưởng cụm (" if has_head else "Chưa có Trưởng cụm được xác nhận") in page
    assert "Trưởng khối" not in page


def test_the_report_calls_meetings_and_offices_after_the_cluster():
    season, members = cluster()
    make_meeting(season, MeetingKind.HANDOVER)
    make_meeting(season, MeetingKind.REGULAR)
    make_office(season, OfficeRole.HEAD, members[1], term=Term.NEXT.value)
    year = season.cycle.label

    paper = gather_summary(Season.objects.with_names().get(pk=season.pk))

    assert "Hoạt động của Cụm</h3>" in paper_html(paper)
    assert [meeting.kinds for meeting in paper.results.meetings] == [
        (f"bàn giao Trưởng cụm năm {year}",),
        (f"sinh hoạt cụm năm {year}",),
    ]
    assert paper.review.offices_heading == "Trưởng cụm"
