"""Drafts that are ready and papers that are issued, without the time that a render takes."""

import secrets
from datetime import date
from typing import Any

from blocs.models import Agency, Cycle, Season
from reports import services
from reports.models import Document, Issue, ScannedCopy, Signature, SignedCopy
from reports.rules.codes import ALPHABET, DRAWN, with_check
from reports.states import DocumentKind, DocumentState
from tests.factories import (
    NOON,
    make_agency,
    make_bloc,
    make_cycle,
    make_document,
    make_province,
    make_season,
)

TODAY = date(2023, 3, 1)
DAY = date(2023, 2, 24)
SUMMARY = DocumentKind.SUMMARY_REPORT
_READY = {
    "state": DocumentState.READY.value,
    "file": "documents/x.pdf",
    "sha256": "a" * 64,
    "size": 10,
    "ready_at": NOON,
}


def season_of_2022(members: int = 2, **fields: Any) -> tuple[Season, list[Agency]]:
    """Return a bloc's year whose first member is the head.

    It is called the same in every test, so that its papers are too (``printed_once``).
    """
    place = Season.objects.count() + 1
    named = {"code": f"khoi-ky-{place}", "name": f"Khối thứ {place}"}
    province = make_province(code=f"tinh-ky-{place}", name=f"Tỉnh thứ {place}")
    bloc = make_bloc(**{**named, "province": province, **fields})
    cycle = Cycle.objects.filter(label="2022").first() or make_cycle(label="2022")
    agencies = [_agency(100 * place + number) for number in range(1, members + 1)]
    deputy = agencies[1] if members > 1 else None
    season = make_season(bloc=bloc, cycle=cycle, members=agencies, head=agencies[0], deputy=deputy)
    return season, agencies


def _agency(number: int) -> Agency:
    name = f"Sở thứ {number}"
    return make_agency(code=f"so-ky-{number}", name=name, short_name=name)


def ready_draft(season: Season, kind: DocumentKind = SUMMARY, subject: str = "") -> Document:
    """Return a draft of the season's facts as they are, said to be made."""
    document = services.ask_for_paper(
        season_id=season.pk, kind=kind.value, actor=None, subject=subject
    )
    return said_to_be_made(document)


def said_to_be_made(document: Document) -> Document:
    """Say that a document has its file."""
    Document.objects.filter(pk=document.pk).update(**_READY)
    document.refresh_from_db()
    return document


def issue(draft: Document, *, actor: Any = None, today: date = TODAY, **entry: Any) -> Issue:
    """Issue a draft as number 5 of the register on a day of 2023, or as it is said."""
    values = {"number": 5, "symbol": "BC-KTĐ", "issued_on": DAY, **entry}
    return services.issue_document(
        document_id=draft.pk, entry=services.Entry(**values), today=today, actor=actor
    )


def make_line(season: Season, agency: Agency | None, **fields: Any) -> Issue:
    """Write a line of the register past the services."""
    values = {
        "draft": make_document(season),
        "agency": agency,
        "number": 5,
        "symbol": "BC-KTĐ",
        "year": 2023,
        "issued_on": DAY,
        "excerpt": "Báo cáo tổng kết",
        "code": new_code(),
        "issued_at": NOON,
        **fields,
    }
    if "document" not in values:
        values["document"] = make_document(season, imprint=imprint(values), **_READY)
    return Issue.objects.create(**values)


def imprint(values: dict[str, Any]) -> dict[str, str]:
    number = values["number"]
    return {
        "date": "ngày 24 tháng 02 năm 2023",
        "code": values["code"],
        "address": f"https://thi-dua.example/xac-minh/{values['code']}",
        "number": "" if number is None else f"{number:02d}",
        "symbol": values["symbol"],
        "replaces": "",
    }


def new_code() -> str:
    return with_check("".join(secrets.choice(ALPHABET) for _ in range(DRAWN)))


def make_signed(line: Issue) -> tuple[SignedCopy, Signature, ScannedCopy]:
    """Write a signed copy with one signature, and a scan, past the services."""
    stored = {"size": 10, "uploaded_at": NOON, "sha256": "a" * 64}
    copy = SignedCopy.objects.create(issue=line, number=1, file="signed/a.pdf", **stored)
    signature = Signature.objects.create(
        copy=copy,
        position=1,
        field="ky-01",
        place="Sở A (Trưởng khối)",
        signer="Người ký",
        organisation="Cơ quan theo chứng thư",
        issuer="CA của bài thử",
        serial="12",
        signed_at=NOON,
        time_source="claimed",
        covers_file=True,
        trust="unknown",
        checked_at=NOON,
    )
    return copy, signature, make_scan(line)


def make_scan(line: Issue, **fields: Any) -> ScannedCopy:
    """Write a scan of a stamped copy past the services."""
    values = {
        "file": "scans/a.pdf",
        "name": "a.pdf",
        "extension": "pdf",
        "content_type": "application/pdf",
        "signed_on": DAY,
        "size": 10,
        "uploaded_at": NOON,
        "sha256": "a" * 64,
        **fields,
    }
    return ScannedCopy.objects.create(issue=line, **values)
