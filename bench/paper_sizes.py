"""Every kind of paper in the sizes that change it, gathered from blocs of those sizes."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from bench.data import CLOSED_YEAR, LARGE, OPEN_YEAR, season_of
from bench.workplace import tell
from blocs.models import Province, Season
from reports.gather import GATHERERS_OF_ONE, gather_paper
from reports.papers import BallotSlips, CountingMinutes, Paper, RefusalNotice
from reports.papers.base import Letterhead, LetterheadVariant, SignatureBlock
from reports.papers.counting import NomineeVotes
from reports.papers.minutes import FactLine, Occasion
from reports.states import DocumentKind
from reports.subjects import subjects_of
from reports.synthetic.building import build_province

MEMBERS, CRITERIA = (7, 15, 20), (60, 180)
_BY_BOTH = frozenset({DocumentKind.SCORE_MATRIX})
_BY_CRITERIA = frozenset({DocumentKind.SELF_SCORES, DocumentKind.EXPLANATION})
# One agency, one meeting: as long in a bloc of any size.
_BY_NEITHER = frozenset(
    {
        DocumentKind.SUBMISSION,
        DocumentKind.REFUSAL_NOTICE,
        DocumentKind.INVITATION,
        DocumentKind.PROGRAMME,
        DocumentKind.ENROLMENT,
        DocumentKind.ACHIEVEMENT,
    }
)
# What is written while the year is in progress; the others when it is over.
_OF_OPEN_YEAR = frozenset({DocumentKind.HANDOVER_MINUTES, DocumentKind.REMINDER})


@dataclass(frozen=True, slots=True)
class Size:
    """A bloc's size, and how to say what of it changes the paper."""

    members: int
    criteria: int
    words: str


def sizes_of(kind: DocumentKind) -> Iterator[Size]:
    """Yield the sizes in which a kind differs, the smallest first."""
    least_members, least_criteria = MEMBERS[0], CRITERIA[0]
    if kind in _BY_BOTH:
        for criteria in CRITERIA:
            for members in MEMBERS:
                yield Size(members, criteria, f"{members} members x {criteria} criteria")
    elif kind in _BY_CRITERIA:
        for criteria in CRITERIA:
            yield Size(least_members, criteria, f"{criteria} criteria, any number of members")
    elif kind in _BY_NEITHER:
        yield Size(least_members, least_criteria, "any number of members and criteria")
    else:
        for members in MEMBERS:
            yield Size(members, least_criteria, f"{members} members, any number of criteria")


def paper_of(kind: DocumentKind, size: Size) -> Paper:
    """Return the kind's paper of a bloc of a size."""
    bloc = _bloc_of(size)
    if kind in _VOTED:
        return _VOTED[kind](season_of(bloc, CLOSED_YEAR))
    season = season_of(bloc, OPEN_YEAR if kind in _OF_OPEN_YEAR else CLOSED_YEAR)
    key = ""
    if kind.value in GATHERERS_OF_ONE:
        key = next(one.key for one in subjects_of(season, kind.value) if one.ready)
    return gather_paper(season, kind.value, key)


def _bloc_of(size: Size) -> str:
    """Return the code of the bloc of a size; build it when nobody did before."""
    prefix = f"mau-{size.members}x{size.criteria}"
    plan = replace(LARGE, members=size.members, criteria=size.criteria, prefix=prefix)
    if not Province.objects.filter(code=plan.province_code).exists():
        tell(f"building a bloc of {size.members} members x {size.criteria} criteria")
        build_province(plan)
    return plan.bloc_code(1)


# A synthetic year holds no ballots and no refusals: their papers are made here, with its members.


def _names(season: Season) -> tuple[str, ...]:
    return tuple(season.memberships.order_by("position").values_list("name", flat=True))


def _letterhead(season: Season, symbol: str) -> Letterhead:
    return Letterhead(
        variant=LetterheadVariant.BLOC,
        parent_org="Ủy ban nhân dân Tỉnh Mẫu",
        issuing_org=season.bloc.name,
        place="Tỉnh Mẫu",
        symbol=symbol,
    )


def _slips(season: Season) -> BallotSlips:
    names = _names(season)
    return BallotSlips(
        sample=True,
        bloc=season.bloc.name,
        cycle=season.cycle.label,
        matter="Đề nghị tặng Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh",
        occasion="Hội nghị tổng kết, bình xét thi đua",
        instructions=("Đánh dấu X vào cột “Đồng ý” hoặc cột “Không đồng ý”.",),
        nominees=names,
        count=len(names),
    )


def _counting(season: Season) -> CountingMinutes:
    names = _names(season)
    share = f"{len(names)}/{len(names)}"
    return CountingMinutes(
        sample=True,
        letterhead=_letterhead(season, "BB-KTĐ"),
        bloc=season.bloc.name,
        cycle=season.cycle.label,
        title="Bỏ phiếu đề nghị tặng Bằng khen",
        matter="Đề nghị tặng Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh",
        occasion=Occasion(name="Hội nghị bình xét thi đua", time_text="", place="Hội trường"),
        began="15:30",
        ended="16:05",
        tellers=("Người kiểm phiếu thứ nhất", "Người kiểm phiếu thứ hai"),
        rule=(FactLine("Hình thức bỏ phiếu", "phiếu giấy, phiếu kín"),),
        quorum=f"có mặt {share} thành viên",
        slips=(FactLine("Số phiếu phát ra", str(len(names))),),
        sums=(f"Số phiếu thu về bằng số phiếu phát ra ({len(names)}).",),
        rows=tuple(
            NomineeVotes(name=name, votes=share, arithmetic=f"{share} ≥ 2/3", result="Được bầu")
            for name in names
        ),
        conclusions=(f"Được bầu {len(names)} đơn vị.",),
        copies="Biên bản được lập thành 02 bản.",
        signers=(SignatureBlock(position="Người kiểm phiếu"), SignatureBlock(position="Thư ký")),
    )


def _notice(season: Season) -> RefusalNotice:
    agency = _names(season)[0]
    return RefusalNotice(
        sample=True,
        letterhead=_letterhead(season, "TB-TĐKT"),
        agency=agency,
        subject="Về đề nghị khen thưởng không đủ điều kiện",
        addressees=(agency, f"Đơn vị Trưởng khối ({season.bloc.name})"),
        told=(
            f"Đề nghị tặng Bằng khen đối với {agency} không được chấp thuận.",
            "Lý do: chưa đủ hai năm liên tục hoàn thành xuất sắc nhiệm vụ.",
        ),
        signature=SignatureBlock(position="Thủ trưởng cơ quan"),
    )


_VOTED: Mapping[DocumentKind, Callable[[Season], Paper]] = MappingProxyType(
    {
        DocumentKind.BALLOT_SLIPS: _slips,
        DocumentKind.COUNTING_MINUTES: _counting,
        DocumentKind.REFUSAL_NOTICE: _notice,
    }
)
