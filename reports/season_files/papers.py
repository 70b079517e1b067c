"""The register of a season in its file: read from both tables, checked, taken over as history."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils import timezone

from blocs.models import Season
from reports.models import CarriedPaper, Issue
from reports.rules.codes import CodeFault, read_code
from reports.season_files.findings import Finding, entries
from reports.season_files.plain import plain
from reports.season_files.site import Site, entered_at, known_day, moment
from reports.services import CarriedSpec, carry_paper
from reports.states import DocumentKind, IssueState

Row = Mapping[str, Any]
_SHARED = ("number", "symbol", "issued_on", "excerpt", "code", "state", "reason", "ended_at")


def read_papers(season: Season) -> list[dict[str, Any]]:
    """Return the papers issued here and those that came from elsewhere. Two queries."""
    own = Issue.objects.filter(document__season=season).select_related(
        "agency", "replaces", "document__agency"
    )
    carried = CarriedPaper.objects.filter(season=season)
    return [
        *(_issued(row) for row in own.defer("document__content", "document__imprint")),
        *(_carried(row) for row in carried.select_related("agency", "issuer", "replaces")),
    ]


def _issued(row: Issue) -> dict[str, Any]:
    document = row.document
    return {
        "kind": document.kind,
        "about": document.subject_name,
        "agency": document.agency.code if document.agency else None,
        "issuer": row.agency.code if row.agency else None,
        "sha256": document.sha256,
        "replaces": row.replaces.code if row.replaces else None,
        "sample": document.is_sample,
        **plain(row, *_SHARED),
    }


def _carried(row: CarriedPaper) -> dict[str, Any]:
    return {
        **plain(row, "kind", "about", "sha256", *_SHARED),
        "agency": row.agency.code if row.agency else None,
        "issuer": row.issuer.code if row.issuer else None,
        "replaces": row.replaces.code if row.replaces else None,
        "sample": row.is_sample,
    }


def order_of(row: Row) -> tuple[str, str, str, int, str]:
    """Return where a paper stands in the list: by day, kind, number and code."""
    return row["issued_on"], row["kind"], row["symbol"], row["number"] or 0, row["code"]


def paper_findings(season: Mapping[str, Any]) -> Iterator[Finding]:
    """Find lines of the register that cannot be true, alone or beside each other."""
    rows = season.get("papers", [])
    members = {row["code"] for row in season.get("members", [])}
    codes: dict[str, Row] = {}
    numbers: set[tuple[Any, ...]] = set()
    for path, row in entries("papers", rows):
        yield from _line(path, row, members)
        number = (row["issuer"], row["issued_on"][:4], row["symbol"], row["number"])
        if row["number"] is not None and number in numbers:
            yield Finding(f"{path}.number", "số này đã ghi ở dòng trên của cùng cơ quan, cùng năm")
        if row["code"] in codes:
            yield Finding(f"{path}.code", "mã này đã ghi ở dòng trên")
        numbers.add(number)
        codes[row["code"]] = row
    yield from _replacements(rows, codes)


def _line(path: str, row: Row, members: set[str]) -> Iterator[Finding]:
    for name in ("agency", "issuer"):
        if row[name] is not None and row[name] not in members:
            yield Finding(f"{path}.{name}", f"“{row[name]}” không có trong mục members")
    if (row["number"] is None) != (row["symbol"] == ""):
        yield Finding(f"{path}.symbol", "ghi khi và chỉ khi có number")
    try:
        read_code(row["code"])
    except CodeFault as fault:
        yield Finding(f"{path}.code", str(fault))
    if (row["state"] == IssueState.WITHDRAWN) != (row["reason"] != ""):
        yield Finding(f"{path}.reason", "ghi khi và chỉ khi state là withdrawn")
    if (row["state"] == IssueState.ISSUED) != (row["ended_at"] is None):
        yield Finding(f"{path}.ended_at", "ghi khi và chỉ khi state là replaced hoặc withdrawn")


def _replacements(rows: list[Row], codes: Mapping[str, Row]) -> Iterator[Finding]:
    replaced: set[str] = set()
    for path, row in entries("papers", rows):
        former = row["replaces"]
        if former is None:
            continue
        why = _no_former(row, codes)
        if not why and former in replaced:
            why = "văn bản này đã được một văn bản khác thay thế"
        if why:
            yield Finding(f"{path}.replaces", why)
        replaced.add(former)
    for path, row in entries("papers", rows):
        if row["state"] == IssueState.REPLACED and row["code"] not in replaced:
            yield Finding(f"{path}.state", "không có văn bản nào ghi thay thế văn bản này")
    yield from _circles(rows, codes)


def _no_former(row: Row, codes: Mapping[str, Row]) -> str:
    """Say why a paper cannot replace the one that it names; empty where it can."""
    former = codes.get(row["replaces"])
    if former is None or former is row:
        return f"“{row['replaces']}” không phải mã của một văn bản khác trong mục này"
    if former["state"] != IssueState.REPLACED:
        return "văn bản được thay thế phải có state là replaced"
    if former["issued_on"] > row["issued_on"]:
        return "văn bản được thay thế có ngày ban hành sau văn bản này"
    return ""


def _circles(rows: list[Row], codes: Mapping[str, Row]) -> Iterator[Finding]:
    """Find papers that replace each other in a circle."""
    for path, row in entries("papers", rows):
        seen, former = {row["code"]}, row["replaces"]
        while former in codes and former not in seen:
            seen.add(former)
            former = codes[former]["replaces"]
        if former == row["code"] and len(seen) > 1:
            yield Finding(f"{path}.replaces", "các văn bản thay thế lẫn nhau thành vòng")


def papers(site: Site) -> None:
    """Take the lines over, each after the one that it replaces."""
    waiting = list(enumerate(site.todo["papers"]))
    written: set[str] = set()
    while waiting:
        ready = [one for one in waiting if one[1]["replaces"] in {None, *written}]
        for place, row in ready:
            _carry(site, f"papers[{place}]", row)
            written.add(row["code"])
        waiting = [one for one in waiting if one not in ready]


def _carry(site: Site, path: str, row: Row) -> None:
    with entered_at(path):
        carry_paper(
            season_id=site.season.pk,
            spec=_spec(site, row),
            today=timezone.localdate(),
            actor=None,
        )


def _spec(site: Site, row: Row) -> CarriedSpec:
    return CarriedSpec(
        kind=DocumentKind(row["kind"]),
        about=row["about"],
        agency=site.agency(row["agency"]),
        issuer=site.agency(row["issuer"]),
        number=row["number"],
        symbol=row["symbol"],
        issued_on=known_day(row["issued_on"]),
        excerpt=row["excerpt"],
        code=row["code"],
        sha256=row["sha256"],
        state=IssueState(row["state"]),
        reason=row["reason"],
        ended_at=moment(row["ended_at"]) if row["ended_at"] else None,
        replaces=row["replaces"],
        is_sample=row["sample"],
    )
