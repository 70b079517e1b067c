"""The register of another site, taken over line by line; nothing here makes or issues a paper."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from accounts import audit
from accounts.errors import Invalid
from accounts.models import User
from blocs.models import Agency, Province, Season
from blocs.rules.paper_days import day_fault
from blocs.rules.writing import date_text
from blocs.services.rows import insert, season_to_write
from reports.models import CarriedPaper, Issue
from reports.rules.days import first_day_of
from reports.services.issue_orders import number_taken
from reports.services.locks import lock_issuer
from reports.states import DocumentKind, IssueState


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedSpec:
    """One line of the register as a season file tells it; without an issuer the province's.

    Args:
        agency: whose own paper it is, if it is one agency's.
        replaces: code of the line that it replaces, which was taken over before it.
    """

    kind: DocumentKind
    issued_on: date
    excerpt: str
    code: str
    about: str = ""
    agency: Agency | None = None
    issuer: Agency | None = None
    number: int | None = None
    symbol: str = ""
    sha256: str = ""
    state: IssueState = IssueState.ISSUED
    reason: str = ""
    ended_at: datetime | None = None
    replaces: str | None = None
    is_sample: bool = False


@transaction.atomic
def carry_paper(
    *, season_id: int, spec: CarriedSpec, today: date, actor: User | None
) -> CarriedPaper:
    """Write a line of another site's register into this one's; its number is taken from then on.

    Raises:
        NotAllowed: the season is closed, or not by this person.
        Invalid: the day does not hold, number or code is taken; the field is named.
    """
    season = season_to_write(season_id, actor)
    province = None if spec.issuer else season.bloc.province
    if spec.issuer is None and province is None:
        raise Invalid("Khối, cụm này chưa ghi tỉnh nên cần ghi đơn vị ban hành.", field="issuer")
    _check_day(season, spec, today)
    lock_issuer(spec.issuer, province)
    _check_free(spec, province)
    (row,) = insert(
        CarriedPaper, [_row(season, spec, province)], refusal="Dòng sổ văn bản không hợp lệ."
    )
    audit.record(
        actor=actor,
        action="season.carried_paper",
        subject=season,
        before={},
        after={"number": row.full_number, "code": row.code, "state": row.state},
    )
    return row


def _check_day(season: Season, spec: CarriedSpec, today: date) -> None:
    first = first_day_of(spec.kind, season.cycle.starts_on)
    fault = day_fault(spec.issued_on, today=today, first=first)
    if fault:
        raise Invalid(fault, field="issued_on")


def _check_free(spec: CarriedSpec, province: Province | None) -> None:
    known = Issue.objects.filter(code=spec.code).exists()
    if known or CarriedPaper.objects.filter(code=spec.code).exists():
        raise Invalid(f"Mã {spec.code} đã có trong sổ văn bản.", field="code")
    taken = number_taken(spec.issuer, province, spec.issued_on.year, spec.symbol, spec.number)
    if taken is not None:
        raise Invalid(
            f"Số này đã cấp cho “{taken.excerpt}”, ngày {date_text(taken.issued_on)}.",
            field="number",
        )


def _row(season: Season, spec: CarriedSpec, province: Province | None) -> CarriedPaper:
    return CarriedPaper(
        season=season,
        kind=spec.kind.value,
        about=spec.about,
        agency=spec.agency,
        issuer=spec.issuer,
        province=province,
        number=spec.number,
        symbol=spec.symbol,
        year=spec.issued_on.year,
        issued_on=spec.issued_on,
        excerpt=spec.excerpt,
        code=spec.code,
        sha256=spec.sha256,
        state=spec.state.value,
        reason=spec.reason,
        ended_at=spec.ended_at,
        replaces=CarriedPaper.objects.filter(season=season, code=spec.replaces or "").first(),
        is_sample=spec.is_sample,
    )
