"""Wherever an award is shown, it bears the name that the province gives it."""

import pytest
from django.urls import reverse

from awards.models import AwardCount, AwardLabel, DecisionLine, Quota
from awards.selectors import award_name, labels_of
from awards.selectors.quotas import quota_state
from awards.selectors.words import labels_by_province
from awards.states import ProposalState
from reports.gather import gather_summary
from tests.awards.balloting import make_ballot
from tests.awards.decided import make_decision, make_session
from tests.awards.deciding import make_waiting_year
from tests.awards.limiting import limit
from tests.factories import (
    make_award_type,
    make_condition,
    make_province,
    make_record,
)
from tests.scoring.pages import text_of

pytestmark = pytest.mark.django_db
OWN = "Cờ Sen Vàng"


@pytest.fixture
def year(client):
    """Return a year whose province calls the proposed award by a name of its own."""
    Quota.objects.all().delete()
    season, proposals, officer = make_waiting_year(3, state=ProposalState.APPRAISED)
    award = proposals[0].award_type
    type(award).objects.filter(pk=award.pk).update(name="Tên trong danh mục")
    province = season.bloc.province
    AwardLabel.objects.create(province=province, award_type=award, label=OWN)
    type(proposals[0].agency).objects.update(province=province)
    client.force_login(officer)
    return season, proposals, award


def of_season(season, name):
    return reverse(f"awards:{name}", args=[season.bloc.code, season.cycle.label])


def pages_of(season, proposals, award):
    session, decision = make_session(season), make_decision(season)
    adopted = proposals[2]
    type(adopted).objects.filter(pk=adopted.pk).update(state="passed")
    DecisionLine.objects.create(decision=decision, proposal=adopted)
    refused = proposals[1]
    type(refused).objects.filter(pk=refused.pk).update(state="refused", answer="Muộn")
    ballot = make_ballot(season, award_type=award)
    make_record(proposals[0].agency, award, season.cycle)
    row = limit(season, award_type=award)
    condition = make_condition(award_type=award, province=season.bloc.province)
    return {
        "proposals": of_season(season, "proposal-list"),
        "proposal": proposals[0].get_absolute_url(),
        "step": reverse("awards:proposal-take", args=[proposals[0].pk, "return"]),
        "notice": reverse("awards:refusal-notice", args=[refused.pk]),
        "eligibility": of_season(season, "eligibility"),
        "ballots": of_season(season, "ballot-list"),
        "ballot": reverse("awards:ballot-detail", args=[ballot.pk]),
        "new ballot": of_season(season, "ballot-create"),
        "council": session.get_absolute_url(),
        "decision": decision.get_absolute_url(),
        "history": reverse("awards:history", args=[proposals[0].agency.code]),
        "records": reverse("awards:record-list"),
        "limits": reverse("awards:quota-list"),
        "replacing a limit": reverse("awards:quota-replace", args=[row.pk]),
        "all blocs": reverse(
            "awards:quota-province", args=[season.bloc.province.code, season.cycle.label]
        ),
        "conditions": reverse("awards:condition-list") + f"?hinh_thuc={OWN}",
        "condition": condition.get_absolute_url(),
        "catalogue": reverse("awards:catalogue"),
    }


def test_every_page_about_an_award_shows_the_province_s_name(client, year):
    missing = [
        name for name, address in pages_of(*year).items() if OWN not in text_of(client.get(address))
    ]

    assert missing == []


def test_the_catalogue_s_name_is_left_only_where_it_is_explained(client, year):
    explained = {"proposal", "catalogue"}
    left = {
        name
        for name, address in pages_of(*year).items()
        if "Tên trong danh mục"
        in text_of(client.get(address)).replace("<dt>Tên trong danh mục</dt>", "")
    }

    assert left - explained == set()


def test_a_name_written_on_a_proposal_stands_before_the_province_s(client, year):
    _, (proposal, *_), _ = year
    type(proposal).objects.filter(pk=proposal.pk).update(local_label="Cờ riêng của khối")

    text = text_of(client.get(proposal.get_absolute_url()))

    assert "Cờ riêng của khối" in text


def test_the_year_end_report_names_awards_as_the_province_does(year):
    season, _, award = year
    AwardCount.objects.create(season=season, award_type=award, agencies=2)

    report = gather_summary(season)

    assert [one.award for one in report.results.awards] == [OWN]
    assert {one.award for one in report.review.proposals} == {OWN}


def test_a_refusal_over_a_limit_names_the_award_as_the_province_does(year):
    season, _, award = year
    limit(season, (1, None, 0), award_type=award, province=None)

    (line,) = quota_state(season, season.cycle.ends_on)

    assert line.answer.refuses.startswith(f"{OWN}: đề nghị")


def test_another_province_and_one_without_names_use_the_catalogue_s(year):
    season, _, award = year
    province = season.bloc.province
    item_only = make_award_type()
    AwardLabel.objects.create(province=province, award_type=item_only, item="Cờ thêu")
    award.refresh_from_db()

    assert award_name(award, labels_of(province.pk)) == OWN
    assert award_name(award, labels_of(make_province().pk)) == award.name
    assert award_name(award, labels_of(None)) == award.name
    assert labels_by_province([province.pk]) == {province.pk: {award.pk: OWN}}
