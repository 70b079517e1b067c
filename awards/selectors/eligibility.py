"""Who may be proposed for what: the members of a season by the awards, with the reasons."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from accounts.errors import Refused
from awards.models import AwardType
from awards.rules.ballots import Vote
from awards.rules.eligibility.case import AwardFacts, Case, Words
from awards.rules.eligibility.conditions import Condition
from awards.rules.eligibility.judging import Check, Confirmation, Judgement, Line, judge
from awards.selectors.ballots import vote_share_of
from awards.selectors.conditions import conditions_in_force, latest_checks, latest_confirmations
from awards.selectors.eligibility_facts import Gathered, gather
from awards.selectors.rule_days import RuleDay, rule_day
from awards.selectors.words import award_name, labels_of, words_of
from awards.states import EligibilityKind
from blocs.models import Membership, Season


@dataclass(frozen=True, slots=True)
class EligibilityRow:
    """One member with a judgement for each award of the table, in its order."""

    membership: Membership
    judgements: tuple[Judgement, ...]


@dataclass(frozen=True, slots=True)
class EligibilityTable:
    """The members of a season by the awards that can be given on the day whose rules apply.

    ``titles`` are the awards as the province calls them. ``unverified`` is how many of the
    conditions in force nobody has compared with the law.
    """

    day: RuleDay
    awards: tuple[AwardType, ...]
    titles: tuple[str, ...]
    rows: tuple[EligibilityRow, ...]
    conditions: int
    unverified: int


def eligibility(
    season: Season,
    *,
    today: date,
    award_types: Collection[int] | None = None,
    agency_ids: Collection[int] | None = None,
    depth: int | None = None,
    also_ended: bool = False,
) -> EligibilityTable:
    """Judge the season's members for the awards. As many queries for one member as for many.

    Args:
        season: with its bloc and cycle loaded.
        award_types: the numbers of the awards that are asked for; None for all.
        agency_ids: only these members; None for all.
        depth: the last rank that the reader may know; None for all.
        also_ended: judge awards that are not given on the day, too: proposals of them stay.
    """
    day = rule_day(season, today)
    province = season.bloc.province_id
    conditions, labels = conditions_in_force(province, day.day), labels_of(province)
    checks = latest_checks(province, [one.id for one in conditions])
    wants_groups = any(one.kind is EligibilityKind.CRITERION_FLOOR for one in conditions)
    facts = gather(
        season, day, agency_ids=agency_ids, depth=depth, wants_groups=wants_groups, labels=labels
    )
    forms = AwardType.objects.of_province(season.bloc.province)
    catalogue = list(forms.select_related("counts_as").order_by("position"))
    awards = [
        one
        for one in catalogue
        if (also_ended or one.is_given_on(day.day))
        and (award_types is None or one.pk in award_types)
    ]
    words = words_of(catalogue, labels)
    bench = _Bench(conditions, checks, facts, words, labels, vote_share_of(season))
    said = latest_confirmations(season, [row.agency_id for row, _ in facts.members])
    return EligibilityTable(
        day=day,
        awards=tuple(awards),
        titles=tuple(award_name(one, labels) for one in awards),
        rows=tuple(
            EligibilityRow(row, bench.judge_all(awards, place, said.get(row.agency_id, {})))
            for place, (row, _) in enumerate(facts.members)
        ),
        conditions=len(conditions),
        unverified=sum(not (one.id in checks and checks[one.id].verified) for one in conditions),
    )


def judged(season: Season, agency_id: int, award_type_id: int, *, today: date) -> Judgement:
    """Judge one member for one award; ``blocks`` of the answer says why it may not be proposed.

    Args:
        season: with its bloc and cycle loaded.

    Raises:
        Refused: the agency is no member, or the award is not in the catalogue.
    """
    table = eligibility(
        season,
        today=today,
        award_types=[award_type_id],
        agency_ids=[agency_id],
        also_ended=True,
    )
    if not table.rows or not table.awards:
        raise Refused("Đơn vị hoặc hình thức khen thưởng không có trong năm thi đua này.")
    return table.rows[0].judgements[0]


def line_about(
    season: Season, agency_id: int, award_type_id: int, condition_id: int, *, today: date
) -> Line:
    """Return what one condition says of a member asked for an award.

    Raises:
        Refused: the agency is no member, no such award, or the condition does not apply to it.
    """
    judgement = judged(season, agency_id, award_type_id, today=today)
    lines = [line for route in judgement.routes for line in route.lines]
    found = next((line for line in lines if line.condition.id == condition_id), None)
    if found is None:
        raise Refused("Điều kiện này không áp dụng cho hình thức khen thưởng và ngày đang xét.")
    return found


@dataclass(frozen=True, slots=True)
class _Bench:
    """What is the same for every member and award."""

    conditions: Sequence[Condition]
    checks: Mapping[int, Check]
    facts: Gathered
    words: Words
    labels: Mapping[int, str]
    votes: Mapping[tuple[int, int], Vote]

    def award(self, award: AwardType) -> AwardFacts:
        """Return the award under the name the province gives it, and under the law's."""
        label = self.labels.get(award.pk, "")
        return AwardFacts(
            code=award.code,
            name=award_name(award, self.labels),
            called=(award.name, label) if label else (),
            stands_for=award.counts_as.code if award.counts_as else "",
        )

    def judge_all(
        self, awards: Sequence[AwardType], place: int, said: Mapping[int, Confirmation]
    ) -> tuple[Judgement, ...]:
        row, member = self.facts.members[place]
        season = self.facts.season_for(member)
        return tuple(
            judge(
                self.conditions,
                Case(
                    season=season,
                    member=member,
                    award=self.award(award),
                    words=self.words,
                    vote=self.votes.get((row.agency_id, award.pk)),
                ),
                checks=self.checks,
                confirmations=said,
            )
            for award in awards
        )
