"""Setting up a ballot: what is voted on, by which rule, who stands, and who is on the roll."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts import audit
from accounts.errors import Invalid
from accounts.models import User
from awards.models import AwardType, Ballot, BallotBox, Nominee
from awards.models.ballots import MOST_OF_A_FRACTION
from awards.permissions import can_change_ballot, can_prepare_ballot
from awards.rules.ballots import Threshold
from awards.selectors.ballots import left_by
from awards.selectors.rule_days import why_not_given
from awards.services.ballot_rolls import renew_roll
from awards.services.ballot_rows import locked_ballot, snapshot
from awards.states import BallotMethod, BallotPurpose, ShareBase
from blocs.models import Meeting, Season
from blocs.permissions import seats_of
from blocs.services.rows import checked, insert, locked_season
from blocs.standing import standing_of
from blocs.states import OfficeRole

TWICE = "Đã có cuộc bỏ phiếu về nội dung này; chỉ lập cuộc khác khi cuộc ấy không có giá trị."
WRONG_THRESHOLD = (
    "Mức cần đạt là một phân số lớn hơn 0, không quá 1, mẫu số không quá 100; không thể cần trên "
    "toàn bộ."
)
WRONG_BASE = (
    "Khi đơn vị không được bỏ phiếu cho chính mình, tỷ lệ phải tính trên tổng số thành viên hoặc "
    "số đơn vị có mặt: phiếu kín không cho biết phiếu nào là của đơn vị ấy."
)
# No round may be easier to win than the one it follows.
_KEPT = ("threshold", "share_of", "quorum", "self_vote")


@dataclass(frozen=True, slots=True)
class BallotSpec:
    """What is voted on, by which rule, and who stands.

    ``award`` or ``role`` is given, not both. ``quorum`` is a part of the members, ``threshold``
    one of ``share_of``. ``nominees`` are agencies in the order of the slip.
    """

    title: str
    award: AwardType | None
    role: OfficeRole | None
    method: BallotMethod
    is_secret: bool
    share_of: ShareBase
    threshold: Threshold
    quorum: tuple[int, int]
    seats: int
    max_choices: int
    self_vote: bool
    least_voters: int
    nominees: Sequence[int]
    meeting: Meeting | None = None

    @property
    def purpose(self) -> BallotPurpose:
        return BallotPurpose.OFFICE if self.award is None else BallotPurpose.AWARD


@transaction.atomic
def create_ballot(*, season_id: int, spec: BallotSpec, actor: User | None) -> Ballot:
    """Set up a ballot; its roll names every member of the season.

    Raises:
        NotAllowed: not in this stage, or not by this person.
        Invalid: the rule contradicts itself, somebody who stands is no member, or there is a
            ballot on the same matter; the field is named.
    """
    season = locked_season(season_id)
    can_prepare_ballot(standing_of(actor), season, seats_of(season), spec.purpose).demand()
    check_spec(season, spec)
    _check_given(season, spec.award, actor)
    ballot = plant(Ballot(season=season), spec)
    audit.record(
        actor=actor, action="ballot.create", subject=ballot, before={}, after=snapshot(ballot)
    )
    return ballot


@transaction.atomic
def change_ballot(
    *, ballot_id: int, spec: BallotSpec, seen_version: int, actor: User | None
) -> Ballot:
    """Change a ballot that has not been opened.

    A later round keeps its matter and its rule, and nobody stands in it, nor for more seats,
    than the one before left.

    Raises:
        Stale: the ballot changed after the page was opened.
        NotAllowed: it was opened, or not by this person.
        Invalid: as for ``create_ballot``.
    """
    ballot = locked_ballot(ballot_id, seen_version)
    can_change_ballot(standing_of(actor), ballot, seats_of(ballot.season)).demand()
    check_spec(ballot.season, spec)
    if spec.award != ballot.award_type:  # what stands already may still be corrected
        _check_given(ballot.season, spec.award, actor)
    check_later_round(ballot, spec)
    before = snapshot(ballot)
    afresh = (ballot.meeting, ballot.method) != (spec.meeting, spec.method)
    _fill(ballot, spec)
    ballot.version += 1
    try:
        with transaction.atomic():
            checked(ballot).save()
    except IntegrityError as error:
        raise Invalid(TWICE) from error
    ballot.nominees.all().delete()
    _nominate(ballot, spec.nominees)
    renew_roll(ballot, afresh=afresh)
    audit.record(
        actor=actor,
        action="ballot.change",
        subject=ballot,
        before=before,
        after=snapshot(ballot),
    )
    return ballot


def plant(ballot: Ballot, spec: BallotSpec) -> Ballot:
    """Insert a ballot with its nominees, its roll and its empty box, for a held season."""
    _fill(ballot, spec)
    (ballot,) = insert(Ballot, [ballot], refusal=TWICE)
    _nominate(ballot, spec.nominees)
    BallotBox.objects.create(ballot=ballot)
    renew_roll(ballot)
    return ballot


def spec_of(ballot: Ballot) -> BallotSpec:
    """Return what a ballot was set up with."""
    return BallotSpec(
        title=ballot.title,
        award=ballot.award_type,
        role=OfficeRole(ballot.role) if ballot.role else None,
        method=BallotMethod(ballot.method),
        is_secret=ballot.is_secret,
        share_of=ShareBase(ballot.share_of),
        threshold=ballot.threshold,
        quorum=(ballot.quorum_numerator, ballot.quorum_denominator),
        seats=ballot.seats,
        max_choices=ballot.max_choices,
        self_vote=ballot.self_vote,
        least_voters=ballot.least_voters,
        nominees=list(ballot.nominees.order_by("position").values_list("agency", flat=True)),
        meeting=ballot.meeting,
    )


def check_spec(season: Season, spec: BallotSpec) -> None:
    """Refuse a rule that contradicts itself, and nominees that are no members.

    Raises:
        Invalid: it does; the field is named.
    """
    for field, is_wrong, sentence in (*_wrong_rule(spec), *_wrong_numbers(spec)):
        if is_wrong:
            raise Invalid(sentence, field=field)
    if spec.award is not None and spec.award.province_id not in {None, season.bloc.province_id}:
        raise Invalid("Hình thức khen thưởng này không có trong danh mục của tỉnh.", field="matter")
    members = set(season.memberships.values_list("agency", flat=True))
    if not set(spec.nominees) <= members:
        raise Invalid("Có đơn vị không phải thành viên của khối, cụm.", field="nominees")
    if spec.meeting is not None and spec.meeting.season_id != season.pk:
        raise Invalid("Hội nghị này không thuộc năm thi đua.", field="meeting")


def _check_given(season: Season, award: AwardType | None, actor: User | None) -> None:
    """Refuse to a person a form that is not given on the day by which the season is judged."""
    if award is None or actor is None:
        return
    if refusal := why_not_given(season, award, timezone.localdate()):
        raise Invalid(refusal, field="matter")


def _wrong_rule(spec: BallotSpec) -> Sequence[tuple[str, bool, str]]:
    needed, there = spec.threshold, spec.quorum
    return (
        ("matter", (spec.award is None) == (spec.role is None), "Chọn một nội dung bỏ phiếu."),
        (
            "is_secret",
            spec.is_secret and spec.method is BallotMethod.HANDS,
            "Giơ tay là biểu quyết công khai nên không thể là bỏ phiếu kín.",
        ),
        (
            "threshold",
            not _is_part(needed.numerator, needed.denominator)
            or (needed.strict and needed.numerator == needed.denominator),
            WRONG_THRESHOLD,
        ),
        (
            "quorum",
            not _is_part(*there),
            "Mức tham dự là một phân số lớn hơn 0, không quá 1, mẫu số không quá 100.",
        ),
        (
            "self_vote",
            not spec.self_vote and spec.share_of is ShareBase.VALID,
            WRONG_BASE,
        ),
    )


def _is_part(numerator: int, denominator: int) -> bool:
    return 1 <= numerator <= denominator <= MOST_OF_A_FRACTION


def _wrong_numbers(spec: BallotSpec) -> Sequence[tuple[str, bool, str]]:
    standing = len(spec.nominees)
    safe = settings.BALLOT_LEAST_VOTERS if spec.is_secret else 1
    return (
        ("nominees", not standing, "Quý vị cần chọn ít nhất một đơn vị được đưa vào phiếu."),
        ("nominees", len(set(spec.nominees)) != standing, "Có đơn vị được đưa vào phiếu hai lần."),
        ("seats", not 1 <= spec.seats <= standing, f"Số được bầu từ 1 đến {standing}."),
        (
            "seats",
            spec.role is not None and spec.seats != 1,
            "Mỗi chức danh do một đơn vị đảm nhiệm nên chỉ bầu một.",
        ),
        (
            "max_choices",
            not 1 <= spec.max_choices <= standing,
            f"Số đơn vị được chọn trên một phiếu từ 1 đến {standing}.",
        ),
        (
            "least_voters",
            spec.least_voters < safe,
            f"Bỏ phiếu kín cần ít nhất {safe} phiếu: ít hơn thì đoán được ai bỏ phiếu thế nào."
            if spec.is_secret
            else "Số phiếu tối thiểu từ 1.",
        ),
    )


def check_later_round(ballot: Ballot, spec: BallotSpec) -> None:
    """Refuse a later round that is about something else, or lets somebody new stand."""
    if ballot.previous is None:
        return
    before = ballot.previous
    role = OfficeRole(before.role) if before.role else None
    if (before.award_type, role) != (spec.award, spec.role):
        raise Invalid("Vòng tiếp theo giữ nguyên nội dung bỏ phiếu.", field="matter")
    seats, standing = left_by(before)
    if not set(spec.nominees) <= standing:
        raise Invalid(
            "Vòng tiếp theo chỉ có các đơn vị của vòng trước còn được bầu tiếp.", field="nominees"
        )
    if spec.seats > seats:
        raise Invalid(f"Vòng trước còn lại {seats} đơn vị để bầu.", field="seats")
    rule = spec_of(before)
    for field in _KEPT:
        if getattr(spec, field) != getattr(rule, field):
            raise Invalid("Vòng tiếp theo giữ nguyên điều kiện được bầu.", field=field)


def _fill(ballot: Ballot, spec: BallotSpec) -> None:
    ballot.title = spec.title.strip()
    ballot.purpose = spec.purpose.value
    ballot.award_type = spec.award
    ballot.role = spec.role.value if spec.role else ""
    ballot.method = spec.method.value
    ballot.is_secret = spec.is_secret
    ballot.share_of = spec.share_of.value
    ballot.threshold_numerator = spec.threshold.numerator
    ballot.threshold_denominator = spec.threshold.denominator
    ballot.threshold_strict = spec.threshold.strict
    ballot.quorum_numerator, ballot.quorum_denominator = spec.quorum
    ballot.seats = spec.seats
    ballot.max_choices = spec.max_choices
    ballot.self_vote = spec.self_vote
    ballot.least_voters = spec.least_voters
    ballot.meeting = spec.meeting


def _nominate(ballot: Ballot, agency_ids: Sequence[int]) -> None:
    Nominee.objects.bulk_create(
        Nominee(ballot=ballot, agency_id=agency_id, position=position)
        for position, agency_id in enumerate(agency_ids, start=1)
    )
