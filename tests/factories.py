"""The smallest valid rows of every app, with counted names and no randomness.

Factories write rows past the services on purpose: a test arranges with them and acts with
a service. Nothing here checks a rule; the database's constraints do.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import count, cycle
from typing import Any

from accounts.models import User
from awards.models import (
    AwardCondition,
    AwardRecord,
    AwardType,
    Proposal,
    Quota,
    QuotaBracket,
)
from awards.states import AwardKind, AwardLevel, EligibilityKind
from blocs.models import (
    Agency,
    Appointment,
    Bloc,
    CalendarStep,
    Cycle,
    Meeting,
    MeetingPurpose,
    Membership,
    Office,
    Province,
    Season,
)
from blocs.states import MeetingKind, OfficeRole, OfficeState, Role, Stage, StepKind
from reports.models import Document
from reports.states import DocumentKind
from scoring.models import (
    CriteriaTable,
    Criterion,
    Evidence,
    EvidenceDocument,
    EvidenceFile,
    Ranking,
    ScoreLine,
    ScoreSheet,
    SeasonTable,
)
from scoring.rules.formulas import floor_of, top_of
from scoring.rules.nodes import EXTRA_KINDS
from scoring.selectors.nodes import as_node
from scoring.states import CriterionKind, RankingOrigin, SheetState, TableState

LONG_AGO = date(2000, 1, 1)
NOON = datetime(2022, 11, 15, 5, tzinfo=UTC)  # noon in Viet Nam
PASSWORD = "mot-mat-khau-du-dai"
Node = tuple[str, CriterionKind, str]  # key, kind, max points
# Two groups of 60 and 40 points, then a bonus and a penalty.
NODES = (
    ("I", CriterionKind.GROUP, "60"),
    ("I.1", CriterionKind.MANUAL, "40"),
    ("I.2", CriterionKind.PASS_FAIL, "20"),
    ("II", CriterionKind.GROUP, "40"),
    ("II.1", CriterionKind.MANUAL, "40"),
    ("III", CriterionKind.BONUS, "10"),
    ("IV", CriterionKind.PENALTY, "10"),
)
_numbers = count(1)
# Years have four digits: they begin again after some thousand, long after the test that took one.
_years = cycle(range(2101, 9000))


def make_user(*, password: str = PASSWORD, **fields: Any) -> User:
    number = next(_numbers)
    fields = {"username": f"nguoi-{number}", "full_name": f"Người dùng {number}", **fields}
    return User.objects.create_user(password=password, **fields)


def make_province(**fields: Any) -> Province:
    number = next(_numbers)
    return Province.objects.create(**{"code": f"tinh-{number}", "name": f"Tỉnh {number}", **fields})


def make_agency(**fields: Any) -> Agency:
    number = next(_numbers)
    named = {"code": f"so-{number}", "name": f"Sở {number}", "short_name": f"Sở {number}"}
    return Agency.objects.create(**{**named, **fields})


def appoint(
    user: User, role: Role, *, blocs: Sequence[Bloc] = (), starts_on: date = LONG_AGO, **fields: Any
) -> Appointment:
    appointment = Appointment.objects.create(
        user=user, role=role.value, starts_on=starts_on, **fields
    )
    appointment.blocs.set(blocs)
    return appointment


def make_editor(agency: Agency, **fields: Any) -> User:
    return appoint(make_user(**fields), Role.EDITOR, agency=agency).user


def make_approver(agency: Agency, **fields: Any) -> User:
    return appoint(make_user(**fields), Role.APPROVER, agency=agency).user


def make_officer(*blocs: Bloc, province: Province | None = None) -> User:
    """Return an officer of the named blocs, of one province, or of everything."""
    return appoint(make_user(), Role.OFFICER, blocs=blocs, province=province).user


def make_bloc(**fields: Any) -> Bloc:
    number = next(_numbers)
    return Bloc.objects.create(**{"code": f"khoi-{number}", "name": f"Khối {number}", **fields})


def make_cycle(**fields: Any) -> Cycle:
    """Return a calendar year; each call without a label takes the next year."""
    label = str(fields.pop("label", "") or next(_years))
    year = int(label[:4])
    days = {"starts_on": date(year, 1, 1), "ends_on": date(year, 12, 31)}
    return Cycle.objects.create(label=label, **{**days, **fields})


def make_season(
    *,
    members: int | Sequence[Agency] = 0,
    head: Agency | None = None,
    deputy: Agency | None = None,
    stage: Stage = Stage.SETUP,
    **fields: Any,
) -> Season:
    """Return a season with its members in order and the confirmed offices that are named."""
    if isinstance(members, int):
        members = [make_agency() for _ in range(members)]
    season = Season.objects.create(
        bloc=fields.pop("bloc", None) or make_bloc(),
        cycle=fields.pop("cycle", None) or make_cycle(),
        stage=stage.value,
        **fields,
    )
    for agency in members:
        join(season, agency)
    for role, holder in ((OfficeRole.HEAD, head), (OfficeRole.DEPUTY, deputy)):
        if holder is not None:
            make_office(season, role, holder)
    return season


def make_bloc_year(size: int = 3, **fields: Any) -> tuple[Season, list[Agency]]:
    """Return a season and its members: the first is the head, the second the deputy."""
    members = [make_agency() for _ in range(size)]
    deputy = members[1] if size > 1 else None
    return make_season(members=members, head=members[0], deputy=deputy, **fields), members


def join(season: Season, agency: Agency, **fields: Any) -> Membership:
    position = fields.pop("position", season.memberships.count() + 1)
    return Membership.objects.create(
        season=season, agency=agency, position=position, **{"name": agency.name, **fields}
    )


def make_office(season: Season, role: OfficeRole, agency: Agency, **fields: Any) -> Office:
    fields = {"state": OfficeState.CONFIRMED.value, **fields}
    return Office.objects.create(season=season, role=role.value, agency=agency, **fields)


def make_step(season: Season, kind: StepKind, *, due_at: datetime, **fields: Any) -> CalendarStep:
    fields = {"opens_at": datetime(2000, 1, 1, tzinfo=UTC), **fields}
    return CalendarStep.objects.create(season=season, kind=kind.value, due_at=due_at, **fields)


def make_meeting(season: Season, kind: MeetingKind = MeetingKind.SUMMARY, **fields: Any) -> Meeting:
    position = season.meetings.count() + 1
    fields = {"position": position, "name": f"Hội nghị {position}", **fields}
    meeting = Meeting.objects.create(season=season, **fields)
    MeetingPurpose.objects.create(meeting=meeting, kind=kind.value)
    return meeting


def make_table(
    nodes: Sequence[Node] = NODES,
    *,
    published: bool = True,
    changes: Mapping[str, Mapping[str, Any]] | None = None,
    **fields: Any,
) -> CriteriaTable:
    """Return a table from (key, kind, max points); the key tells the parent.

    Args:
        changes: other columns of single criteria, by key. A published table never changes,
            the database sees to it, so they have to be there from the start.
    """
    number = next(_numbers)
    tops = [Decimal(top) for key, kind, top in nodes if "." not in key and kind not in EXTRA_KINDS]
    fields = {"code": f"bang-{number}", "title": f"Bảng tiêu chí {number}", **fields}
    fields.setdefault("scale", sum(tops, start=Decimal(0)))
    table = CriteriaTable.objects.create(**fields)
    known: dict[str, Criterion] = {}
    for position, (key, kind, top) in enumerate(nodes, start=1):
        values: dict[str, Any] = {
            "parent": known.get(key.rpartition(".")[0]),
            "position": position,
            "depth": key.count("."),
            "code": key.rpartition(".")[2],
            "key": key,
            "label": f"Tiêu chí {key}",
            "kind": kind.value,
            "max_points": Decimal(top),
            **(changes or {}).get(key, {}),
        }
        known[key] = Criterion.objects.create(table=table, **values)
    return publish(table) if published else table


def publish(table: CriteriaTable) -> CriteriaTable:
    """Publish a draft past the services."""
    table.state = TableState.PUBLISHED.value
    table.published_at = NOON
    table.save(update_fields=["state", "published_at"])
    return table


def assign(season: Season, table: CriteriaTable | None = None, **fields: Any) -> SeasonTable:
    return SeasonTable.objects.create(season=season, table=table or make_table(), **fields)


def make_sheet(
    season: Season,
    agency: Agency,
    *,
    state: SheetState = SheetState.DRAFT,
    points: Mapping[str, str] | None = None,
    **fields: Any,
) -> ScoreSheet:
    """Return a sheet with a line for each leaf of the season's table (made when missing).

    Args:
        points: self points by key; other lines stay empty.
    """
    season_table = SeasonTable.objects.filter(season=season).first() or assign(season)
    if state not in {SheetState.DRAFT, SheetState.AWAITING}:
        fields.setdefault("submitted_at", NOON)
    sheet = ScoreSheet.objects.create(season=season, agency=agency, state=state.value, **fields)
    leaves = season_table.table.criteria.leaves().select_related("sector")
    ScoreLine.objects.bulk_create(
        ScoreLine(
            sheet=sheet,
            criterion=leaf,
            min_points=floor_of(as_node(leaf)),
            max_points=top_of(as_node(leaf)),
        )
        for leaf in leaves
    )
    score(sheet, points or {})
    return sheet


def score(sheet: ScoreSheet, points: Mapping[str, str], *, layer: str = "self") -> None:
    """Write points of one layer by the criteria's keys."""
    for key, value in points.items():
        reason = {"province_reason": "Theo kết luận của tỉnh"} if layer == "province" else {}
        lines = sheet.lines.filter(criterion__key=key)
        assert lines.update(**{f"{layer}_points": Decimal(value)}, **reason) == 1, key


def line_of(sheet: ScoreSheet, key: str) -> ScoreLine:
    return sheet.lines.select_related("criterion").get(criterion__key=key)


def make_evidence_file(agency: Agency, **fields: Any) -> EvidenceFile:
    number = next(_numbers)
    fields = {
        "file": f"evidence/{number}.pdf",
        "name": f"Quyết định {number}.pdf",
        "extension": "pdf",
        "content_type": "application/pdf",
        "size": 1000 + number,
        "sha256": f"{number:064x}",
        "uploaded_at": NOON,
        **fields,
    }
    return EvidenceFile.objects.create(agency=agency, **fields)


def make_document_of(agency: Agency, **fields: Any) -> EvidenceDocument:
    """Return a document in the agency's register."""
    values = {"title": f"Văn bản {next(_numbers)}", **fields}
    return EvidenceDocument.objects.create(agency=agency, **values)


def make_evidence(line: ScoreLine, **fields: Any) -> Evidence:
    """Return a document of the register put forward for the line."""
    return Evidence.objects.create(
        line=line, document=make_document_of(line.sheet.agency, **fields)
    )


def make_ranking(season: Season, **fields: Any) -> Ranking:
    """Return a ranking without rows; its content is not one that can be recomputed."""
    number = fields.pop("number", season.rankings.count() + 1)
    fields = {
        "origin": RankingOrigin.COMPUTED.value,
        "content": {},
        "sha256": "0" * 64,
        "frozen_at": NOON,
        **fields,
    }
    return Ranking.objects.create(season=season, number=number, **fields)


def make_award_type(**fields: Any) -> AwardType:
    number = next(_numbers)
    fields = {
        "code": f"danh-hieu-{number}",
        "name": f"Danh hiệu {number}",
        "kind": AwardKind.TITLE.value,
        "level": AwardLevel.PROVINCE.value,
        "decided_by": "Chủ tịch Ủy ban nhân dân tỉnh",
        "position": 1000 + number,
        **fields,
    }
    return AwardType.objects.create(**fields)


def make_record(agency: Agency, award_type: AwardType, cycle: Cycle, **fields: Any) -> AwardRecord:
    return AwardRecord.objects.create(agency=agency, award_type=award_type, cycle=cycle, **fields)


def make_condition(
    kind: EligibilityKind = EligibilityKind.CONFIRMED,
    *,
    params: Mapping[str, Any] | None = None,
    **fields: Any,
) -> AwardCondition:
    """Return a condition that is always in force, of every award unless one is named."""
    number = next(_numbers)
    fields = {
        "wording": f"Điều kiện {number}",
        "law": "Luật thử nghiệm",
        "article": f"Điều {number}",
        "source": "Văn bản thử nghiệm",
        **fields,
    }
    return AwardCondition.objects.create(kind=kind.value, params=params or {}, **fields)


def make_quota(*brackets: tuple[int, int | None, int], **fields: Any) -> Quota:
    """Return a limit since 2020: by brackets (least, most, limit), else 20 per cent of members."""
    by_number = {"mode": "brackets"} if brackets else {"mode": "percent", "percent": Decimal(20)}
    fields = {
        "award_type": fields.get("award_type") or make_award_type(),
        "valid_from": date(2020, 1, 1),
        "source": "Quyết định thử nghiệm",
        **by_number,
        **fields,
    }
    quota = Quota.objects.create(**fields)
    for least, most, limit in brackets:
        QuotaBracket.objects.create(quota=quota, least=least, most=most, limit=limit)
    return quota


def make_proposal(season: Season, agency: Agency, **fields: Any) -> Proposal:
    return Proposal.objects.create(season=season, agency=agency, **fields)


def make_document(
    season: Season, kind: DocumentKind = DocumentKind.SUMMARY_REPORT, **fields: Any
) -> Document:
    number = next(_numbers)
    fields = {"content": {}, "fingerprint": f"{number:064x}", "requested_at": NOON, **fields}
    return Document.objects.create(season=season, kind=kind.value, **fields)
