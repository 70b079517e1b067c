"""Forms of award as a province has them: its own, under its own names, for a time."""

import pytest

from awards.models import AwardLabel
from awards.selectors.eligibility import eligibility, judged
from awards.states import Answer, EligibilityKind
from blocs.models import Registration, RegistrationItem
from blocs.states import RegistrationKind, Stage
from tests.awards.balloting import close, set_open, vote
from tests.awards.eligibility_rows import TODAY, judgement_of, line_of, make_judged_year
from tests.factories import make_award_type, make_condition, make_province

pytestmark = pytest.mark.django_db
MET, UNCLEAR = Answer.MET, Answer.UNCLEAR
KIND = EligibilityKind


def test_a_provinces_form_is_judged_as_what_it_counts_as_until_it_has_rules_of_its_own():
    season, members, award, law = make_judged_year(kind=KIND.LED_BLOC)
    first = make_award_type(province=season.bloc.province, counts_as=award, grade=1)
    elsewhere = make_award_type(province=make_province(), counts_as=award)

    assert line_of(season, members[0], first, law)
    own = make_condition(KIND.CONFIRMED, award_type=first)
    ids = [line.condition.id for line in judgement_of(season, members[0], first).best.lines]
    assert own.pk in ids
    assert law.pk not in ids
    assert elsewhere not in eligibility(season, today=TODAY).awards


def test_an_award_bears_the_provinces_name_and_is_registered_under_either():
    season, members, award, registered = make_judged_year(kind=KIND.REGISTERED_TITLE)
    AwardLabel.objects.create(
        province=season.bloc.province, award_type=award, label="Cờ dẫn đầu Khối thi đua"
    )
    for member, title in zip(members, ("cờ dẫn đầu khối thi đua", award.name, "Cờ"), strict=True):
        row = Registration.objects.create(season=season, agency=member)
        RegistrationItem.objects.create(
            registration=row, position=1, kind=RegistrationKind.TITLE.value, content=title
        )

    answers = [line_of(season, one, award, registered).finding.answer for one in members]
    assert answers == [MET, MET, UNCLEAR]
    table = eligibility(season, today=TODAY, award_types=[award.pk])
    assert table.titles == ("Cờ dẫn đầu Khối thi đua",)
    assert table.rows[0].judgements[0].award_name == "Cờ dẫn đầu Khối thi đua"


def test_an_award_that_cannot_be_given_on_the_day_is_no_column():
    season, members, award, _ = make_judged_year()
    award.valid_to = TODAY
    award.save(update_fields=["valid_to"])

    assert award not in eligibility(season, today=TODAY).awards
    season.stage = Stage.DECIDED
    assert award in eligibility(season, today=TODAY).awards
    assert judged(season, members[0].pk, award.pk, today=TODAY)


def test_a_ballot_counts_once_it_is_closed():
    season, members, award, rule = make_judged_year(
        5, kind=KIND.VOTE_SHARE, params={"share": "2/3", "of": "members"}
    )
    ballot = set_open(season, members[:2], award=award)
    for member, place in zip(members, (1, 1, 1, 1, 2), strict=True):
        vote(ballot, member, place)
    assert line_of(season, members[0], award, rule).finding.answer is UNCLEAR
    close(ballot)

    found = [line_of(season, one, award, rule).finding for one in members[:3]]
    assert [one.answer for one in found] == [MET, Answer.NOT_MET, UNCLEAR]
    assert found[0].used == ("4/5 phiếu đồng ý (80%), tính trên tổng số đơn vị thành viên.",)
