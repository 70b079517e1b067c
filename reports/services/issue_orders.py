"""What the clerk orders when a paper is issued: checked against the register, then written."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from accounts.errors import Invalid
from accounts.models import User
from blocs.models import Agency, Province
from blocs.rules.paper_days import FirstDay, day_fault
from blocs.rules.writing import date_long, date_text
from reports.models import CarriedPaper, Document, Issue
from reports.papers import Imprint, Paper, packed, signing_offices
from reports.rules.codes import ALPHABET, DRAWN, grouped, with_check
from reports.rules.days import first_day_of
from reports.rules.numbers import (
    full_number,
    number_text,
    symbol_fault,
    tidy_symbol,
)
from reports.selectors.issuing import MOST_EXCERPT, Draft, Issuer


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What the clerk enters from the register of the issuing body.

    Args:
        number: None for a kind of paper without a number.
        replaces_id: the issued paper that this one corrects, if any.
    """

    issued_on: date
    number: int | None = None
    symbol: str = ""
    replaces_id: int | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """One paper to be issued.

    Args:
        source: the stored draft, ``draft`` the same as it reads.
        issuer: whose register the entry was made in.
        former: the paper in force that this one replaces, if any.
    """

    source: Document
    draft: Draft
    issuer: Issuer
    entry: Entry
    former: Issue | None


def check_order(order: Order, *, today: date) -> None:
    """Refuse a number, symbol or day that does not hold, and a number that is taken.

    Raises:
        Invalid: the field is named.
    """
    _check_number(order.draft, order.entry)
    _check_day(order, today)
    _check_free(order.issuer, order.entry)


def _check_number(draft: Draft, entry: Entry) -> None:
    if not draft.symbol:
        if entry.number is not None or entry.symbol:
            raise Invalid("Loại văn bản này không có số, ký hiệu.", field="number")
        return
    if entry.number is None or entry.number < 1:
        raise Invalid("Quý vị ghi số của văn bản theo sổ, từ 1 trở lên.", field="number")
    fault = symbol_fault(tidy_symbol(entry.symbol), proposed=draft.symbol)
    if fault:
        raise Invalid(fault, field="symbol")


def _check_day(order: Order, today: date) -> None:
    draft, entry, former = order.draft, order.entry, order.former
    first = first_day_of(order.source.kind, order.source.season.cycle.starts_on)
    if former is not None and former.issued_on > first.day:
        first = FirstDay(former.issued_on, f"văn bản được thay thế ({former.reference})")
    fault = day_fault(entry.issued_on, today=today, first=first)
    if not fault and draft.dated and draft.dated != date_long(entry.issued_on):
        fault = f"Văn bản đã ghi {draft.dated}; ngày ban hành phải là ngày ấy."
    if fault:
        raise Invalid(fault, field="issued_on")


def _check_free(issuer: Issuer, entry: Entry) -> None:
    symbol, year = tidy_symbol(entry.symbol), entry.issued_on.year
    taken = number_taken(issuer.agency, issuer.province, year, symbol, entry.number)
    if taken is not None:
        number = full_number(entry.number, symbol)
        raise Invalid(
            f"Số {number} năm {entry.issued_on.year} đã cấp cho “{taken.excerpt}”, ngày "
            f"{date_text(taken.issued_on)}.",
            field="number",
        )


def number_taken(
    agency: Agency | None, province: Province | None, year: int, symbol: str, number: int | None
) -> Issue | CarriedPaper | None:
    """Return the paper of the issuer's register that bears the number, here or from elsewhere."""
    if number is None:
        return None
    same = {"province": province, "year": year, "symbol": symbol, "number": number}
    own = Issue.objects.filter(agency=agency, **same).first()
    return own or CarriedPaper.objects.filter(issuer=agency, **same).first()


def write_issue(order: Order, actor: User | None) -> Issue:
    """Write the issued paper, still to be made, and its line of the register."""
    source, entry, former = order.source, order.entry, order.former
    paper = order.draft.paper
    assert paper is not None  # noqa: S101 -- a draft that cannot be read was refused
    code = with_check("".join(secrets.choice(ALPHABET) for _ in range(DRAWN)))
    symbol = tidy_symbol(entry.symbol)
    return Issue.objects.create(
        document=_document(source, _imprint(entry, symbol, code, former), actor),
        draft=source,
        agency=order.issuer.agency,
        province=order.issuer.province,
        number=entry.number,
        symbol=symbol,
        year=entry.issued_on.year,
        issued_on=entry.issued_on,
        excerpt=_excerpt(paper),
        signers=list(signing_offices(paper)),
        code=code,
        replaces=former,
        issued_by=actor,
        issued_at=timezone.now(),
    )


def _imprint(entry: Entry, symbol: str, code: str, former: Issue | None) -> Imprint:
    return Imprint(
        date=date_long(entry.issued_on),
        code=grouped(code),
        address=settings.SITE_URL + reverse("reports:check-paper", args=[code]),
        number="" if entry.number is None else number_text(entry.number),
        symbol=symbol,
        replaces=str(former) if former else "",
    )


def _document(source: Document, imprint: Imprint, actor: User | None) -> Document:
    """Store the issued paper beside its draft; the fingerprint is that of both together."""
    whole = f"{source.fingerprint} {imprint.code}"
    return Document.objects.create(
        season=source.season,
        kind=source.kind,
        subject=source.subject,
        subject_name=source.subject_name,
        agency_id=source.agency_id,
        content=source.content,
        imprint=packed(imprint),
        fingerprint=hashlib.sha256(whole.encode()).hexdigest(),
        is_sample=source.is_sample,
        requested_by=actor,
        requested_at=timezone.now(),
    )


def _excerpt(paper: Paper) -> str:
    title = paper.document_title
    return title if len(title) <= MOST_EXCERPT else f"{title[: MOST_EXCERPT - 1]}…"
