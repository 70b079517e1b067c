"""The shipped seasons lead, by ranking, conditions and limits, to the proposals of their articles.

Points are made up (no article gives any), so what is proved is that the ways of the software
lead from such points to what was reported: the ranking is computed, the leader is who the law
lets lead, and the secretariat's own steps take the proposals through every gate.

- Tây Ninh 2022 names who gets the flag and who the certificates.
- Thừa Thiên Huế 2021 names three agencies for "flag and certificate" together, not who gets which,
  and beside that only numbers of awards that were received in the year.
- Hòa Bình 2020 reports three ranks and who led, and no proposal.
- Kinh tế - kỹ thuật 2021 names neither members nor proposals.
"""

from collections.abc import Mapping, Sequence
from datetime import date

import pytest

from accounts.models import User
from awards import services
from awards.models import AwardCount, AwardType, Proposal
from awards.selectors.eligibility import eligibility
from awards.selectors.quotas import quota_state
from awards.states import Answer, EligibilityKind, ProposalAction
from blocs.models import Season
from blocs.states import OfficeRole
from reports.season_files.loading import load_files
from scoring.models import RankingRow
from tests.factories import make_editor, make_office
from tests.fixtures.standing import Build
from tests.reports.shipped import name_of
from tests.reports.small_season import ALL_FILES

pytestmark = pytest.mark.django_db
FLAG, CERTIFICATE = "co-tinh", "bang-khen-tinh"
TAY_NINH, HUE = "tay-ninh-cqtw-2022", "tong-hop-thua-thien-hue-2021"
HOA_BINH, TECHNICAL = "hoa-binh-kinh-te-thong-ke-2020", "kinh-te-ky-thuat-2021"
TODAY = date(2026, 11, 29)
LAW_IN_FORCE = date(2024, 6, 1)  # the shipped conditions begin with Law 06/2022/QH15, in 2024
# Whom the articles name, for an award or for one of several.
REPORTED: Mapping[str, set[tuple[str, tuple[str, ...]]]] = {
    TAY_NINH: {
        ("cuc-hai-quan-tay-ninh", (FLAG,)),
        ("bhxh-tay-ninh", (CERTIFICATE,)),
        ("cuc-qltt-tay-ninh", (CERTIFICATE,)),
    },
    HUE: {
        (agency, (CERTIFICATE, FLAG))
        for agency in (
            "so-khdt-thua-thien-hue",
            "ban-dan-toc-thua-thien-hue",
            "cuc-thue-thua-thien-hue",
        )
    },
    HOA_BINH: set(),
    TECHNICAL: set(),
}


@pytest.fixture(scope="module", autouse=True)
def _all_seasons(standing: Build) -> None:
    standing(lambda: load_files(ALL_FILES))


def loaded(stem: str) -> Season:
    """Return a shipped season with its made-up points, if there are any."""
    bloc, cycle = name_of(stem)
    return Season.objects.with_names().get(bloc__code=bloc, cycle__label=cycle)


def awards_of(proposal: Proposal) -> tuple[str, ...]:
    if proposal.award_type is not None:
        return (proposal.award_type.code,)
    return tuple(sorted(proposal.options.values_list("code", flat=True)))


def proposed(season: Season) -> set[tuple[str, tuple[str, ...]]]:
    return {(row.agency.code, awards_of(row)) for row in season.proposals.all()}


def best_of(season: Season, most: int) -> list[str]:
    """Return the members on the first ranks of the season's ranking; shared ranks count fully."""
    rows = RankingRow.objects.filter(ranking__season=season, ranking__is_current=True)
    rows = rows.filter(rank__lte=most).order_by("rank", "position")
    return list(rows.values_list("agency__code", flat=True))


def secretariat(season: Season) -> User:
    """Return who acts for the head of the season; where a source names none, of any member."""
    head = season.offices.filter(term="current", role="head", state="confirmed").first()
    if head is not None:
        return make_editor(head.agency)
    member = season.memberships.select_related("agency").last()
    season.offices.filter(agency=member.agency).delete()
    make_office(season, OfficeRole.HEAD, member.agency)
    return make_editor(member.agency)


def put_forward(season: Season, agency: str, awards: Sequence[str], actor: User) -> Proposal:
    """Propose a member and agree on it, as the secretariat does: limits and conditions hold."""
    types = AwardType.objects.in_bulk(awards, field_name="code")
    decided = types[awards[0]].pk if len(awards) == 1 else None
    proposal = services.propose_award(
        season_id=season.pk,
        agency_id=season.memberships.get(agency__code=agency).agency_id,
        award_type_id=decided,
        option_ids=() if decided else [one.pk for one in types.values()],
        actor=actor,
    )
    return services.take(
        ProposalAction.AGREE, proposal_id=proposal.pk, seen_version=proposal.version, actor=actor
    )


def leaders(season: Season) -> set[str]:
    """Return whom the law's condition "led the bloc" of the flag finds to have led."""
    flag = AwardType.objects.get(code=FLAG)
    table = eligibility(season, today=TODAY, award_types=[flag.pk])
    return {
        row.membership.agency.code
        for row in table.rows
        for judgement in row.judgements
        for line in judgement.best.lines
        if line.condition.kind is EligibilityKind.LED_BLOC and line.finding.answer is Answer.MET
    }


@pytest.mark.parametrize("stem", REPORTED)
def test_a_shipped_season_holds_the_proposals_that_its_article_reports(stem):
    assert proposed(loaded(stem)) == REPORTED[stem]


@pytest.mark.parametrize("stem", [TAY_NINH, HUE])
def test_the_computed_ranking_takes_the_same_members_through_every_gate(stem):
    season = loaded(stem)
    season.proposals.all().delete()
    named = len(REPORTED[stem])
    best, head = best_of(season, named), secretariat(season)
    awards = [[FLAG], *[[CERTIFICATE]] * (named - 1)]
    if stem == HUE:  # the articles leave open which of the three gets which
        awards = [[CERTIFICATE, FLAG]] * named

    for agency, codes in zip(best, awards, strict=True):
        put_forward(season, agency, codes, head)

    assert proposed(season) == REPORTED[stem]
    assert [line.answer.refuses for line in quota_state(season, TODAY) if line.answer.refuses] == []


@pytest.mark.parametrize(
    ("stem", "leader"),
    [
        (TAY_NINH, "cuc-hai-quan-tay-ninh"),
        (HUE, "so-khdt-thua-thien-hue"),
        (HOA_BINH, "nhnn-hoa-binh"),
    ],
)
def test_who_led_is_whom_the_condition_of_the_flag_finds(stem, leader):
    season = loaded(stem)
    services.set_rule_day(
        season_id=season.pk, day=LAW_IN_FORCE, reason="So với luật", seen_day=None, actor=None
    )

    assert leaders(season) == {leader}
    assert best_of(season, 1) == [leader]


@pytest.mark.parametrize("stem", [TAY_NINH, HUE, HOA_BINH])
def test_no_condition_of_a_later_law_is_asked_on_the_day_of_the_conference(stem):
    season = loaded(stem)
    conference = season.meetings.get().held_on

    table = eligibility(season, today=TODAY)

    assert table.day.day == conference
    laws = {
        (line.condition.law, line.condition.valid_from)
        for row in table.rows
        for one in row.judgements
        for route in one.routes
        for line in route.lines
    }
    assert not [law for law, _ in laws if "06/2022/QH15" in law]
    assert all(since is None or since <= conference for _, since in laws)


@pytest.mark.parametrize("stem", [TAY_NINH, HUE, HOA_BINH])
def test_what_nobody_compared_with_the_law_stands_in_nobodys_way(stem):
    table = eligibility(loaded(stem), today=TODAY)

    assert table.unverified == table.conditions > 0
    assert {one.blocks for row in table.rows for one in row.judgements} == {""}


def test_the_numbers_of_an_article_without_names_stay_numbers():
    season = loaded(HUE)

    counts = AwardCount.objects.filter(season=season).values_list("award_type__code", "agencies")

    assert dict(counts) == {"bang-khen-thu-tuong": 1, "bang-khen-bo": 3, FLAG: 3, CERTIFICATE: 5}
    assert not season.proposals.exclude(award_type=None).exists()


def test_ranks_without_points_name_who_led_and_nobody_is_proposed():
    season = loaded(HOA_BINH)

    assert best_of(season, 3) == ["nhnn-hoa-binh", "cuc-qltt-hoa-binh", "kbnn-hoa-binh"]
    assert not season.proposals.exists()


def test_an_article_that_names_nobody_leads_to_nothing():
    season = loaded(TECHNICAL)

    assert (season.memberships.count(), best_of(season, 3)) == (0, [])
