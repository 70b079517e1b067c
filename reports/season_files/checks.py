"""What must hold between the sections of a season, beyond the shape of each."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from datetime import datetime, time
from typing import Any

from blocs.rules.meetings import is_within
from blocs.rules.stages import has_reached
from blocs.rules.year_lists import (
    LEGAL_DOCUMENT_ONCE,
    MOVEMENT_ONCE,
    BaselineFault,
    baseline_faults,
)
from blocs.states import AGENCY_SECTIONS, DayPart, OfficeState, Stage, StepKind
from reports.season_files.award_checks import (
    ballot_findings,
    dossier_findings,
    province_findings,
)
from reports.season_files.findings import Finding, entries
from reports.season_files.given_checks import vote_findings
from reports.season_files.papers import paper_findings
from reports.season_files.score_checks import scoring_findings

Season = Mapping[str, Any]
Findings = Iterator[Finding]
# The province and its council take up only what names an award.
_OF_AN_AWARD = {"appraised", "passed", "granted"}
_WHY = "ghi khi và chỉ khi state là refused, withdrawn, hoặc agreed do tỉnh trả lại"
# The stage a season must have reached before it can hold the section.
NEEDED_STAGES = {
    "registrations": (Stage.REGISTRATION, "Đăng ký thi đua"),
    "votes": (Stage.APPRAISAL, "Thẩm định"),
    "reported_ranking": (Stage.BLOC_REVIEW, "Bình xét"),
    "proposals": (Stage.BLOC_REVIEW, "Bình xét"),
    "council_sessions": (Stage.SUBMITTED, "Trình tỉnh"),
    "decisions": (Stage.SUBMITTED, "Trình tỉnh"),
}


def season_findings(season: Season) -> list[Finding]:
    """Return what does not fit together in a whole canonical season."""
    return [finding for check in _CHECKS for finding in check(season)]


def stage_of(season: Season) -> Stage:
    """Return how far the season has come; a season that does not say so is being set up."""
    return Stage(season.get("stage", Stage.SETUP))


def listed(season: Season, section: str) -> Iterator[tuple[str, Any]]:
    """Yield each entry of a section with its path."""
    yield from entries(section, season.get(section, []))


def _once(rows: Iterable[tuple[str, Any]], key: Callable[[Any], Hashable], reason: str) -> Findings:
    """Find rows whose key stood before; a key that is None is no key."""
    seen: set[Hashable] = set()
    for path, row in rows:
        found = key(row)
        if found is not None and found in seen:
            yield Finding(path, reason)
        seen.add(found)


def _agencies(season: Season) -> Findings:
    yield from _once(
        listed(season, "members"), lambda row: row["code"], "mã đơn vị này đã có ở thành viên khác"
    )
    members = {row["code"] for row in season.get("members", [])}
    for path, code in _references(season):
        if code is not None and code not in members:
            yield Finding(path, f"“{code}” không có trong mục members")


def _references(season: Season) -> Iterator[tuple[str, str | None]]:
    """Yield every place that names a member."""
    named = ("offices", "indicators", "statements", "registrations", "votes", "proposals")
    for section in named:
        for path, row in listed(season, section):
            yield f"{path}.agency", row["agency"]
    for section, inner in (("meetings", "attendance"), ("calendar", "extensions")):
        for path, row in listed(season, section):
            for inner_path, entry in entries(f"{path}.{inner}", row[inner]):
                yield f"{inner_path}.agency", entry["agency"]
    ranking = season.get("reported_ranking", {"ranks": []})
    for path, row in entries("reported_ranking.ranks", ranking["ranks"]):
        yield f"{path}.agency", row["agency"]


def _statements(season: Season) -> Findings:
    for path, row in listed(season, "statements"):
        if row["section"] in AGENCY_SECTIONS and row["agency"] is None:
            yield Finding(
                f"{path}.agency",
                "cần ghi đơn vị: lời văn này thuộc báo cáo thành tích của từng đơn vị",
            )


def _cycle(season: Season) -> Findings:
    cycle = season["cycle"]
    if "starts_on" in cycle and cycle["starts_on"] >= cycle["ends_on"]:
        yield Finding("cycle.ends_on", "ngày kết thúc phải sau ngày bắt đầu")


def _offices(season: Season) -> Findings:
    held = [
        (path, row)
        for path, row in listed(season, "offices")
        if row["state"] != OfficeState.HANDED_OVER
    ]
    yield from _once(
        held,
        lambda row: (row["term"], row["role"]),
        "chức danh này đã có đơn vị khác đảm nhiệm trong cùng năm",
    )
    yield from _once(
        held,
        lambda row: (row["term"], row["agency"]),
        "đơn vị này đã giữ chức danh khác trong cùng năm",
    )
    for path, row in listed(season, "offices"):
        decided, handed_over = row["decided_on"], row["handed_over_on"]
        if handed_over and row["state"] != OfficeState.HANDED_OVER:
            yield Finding(f"{path}.handed_over_on", "chỉ ghi khi state là handed_over")
        if decided and handed_over and handed_over < decided:
            yield Finding(f"{path}.handed_over_on", "ngày bàn giao trước ngày quyết định")


def _calendar(season: Season) -> Findings:
    steps = list(listed(season, "calendar"))
    yield from _once(steps, lambda row: StepKind(row["kind"]), "bước này đã ghi ở trên")
    for path, row in steps:
        due = datetime.fromisoformat(row["due_at"])
        if datetime.fromisoformat(row["opens_at"]) >= due:
            yield Finding(f"{path}.due_at", "hạn cuối phải sau thời điểm bắt đầu")
        extensions = list(entries(f"{path}.extensions", row["extensions"]))
        yield from _once(extensions, lambda entry: entry["agency"], "đơn vị này đã ghi ở trên")
        for inner, extension in extensions:
            if datetime.fromisoformat(extension["due_at"]) <= due:
                yield Finding(f"{inner}.due_at", "hạn gia hạn phải sau hạn chung")


def _agree(day_part: str, starts_at: str) -> bool:
    return is_within(DayPart(day_part), time.fromisoformat(starts_at))


def _meetings(season: Season) -> Findings:
    for path, row in listed(season, "meetings"):
        purposes = entries(f"{path}.purposes", row["purposes"])
        yield from _once(
            purposes, lambda entry: (entry["kind"], entry["term"]), "nội dung này đã ghi ở trên"
        )
        attendance = list(entries(f"{path}.attendance", row["attendance"]))
        yield from _once(attendance, lambda entry: entry["agency"], "đơn vị này đã ghi ở trên")
        for inner, entry in attendance:
            if entry["present"] and entry["absence_reason"]:
                yield Finding(f"{inner}.absence_reason", "chỉ ghi cho đơn vị vắng mặt")
        if row["starts_at"] and not _agree(row["day_part"], row["starts_at"]):
            yield Finding(f"{path}.starts_at", "giờ họp không thuộc buổi đã ghi")
        guests = entries(f"{path}.guests", row["guests"])
        yield from _once(guests, lambda entry: entry["office"], "đại biểu này đã ghi ở trên")
        offices = {guest["office"] for guest in row["guests"]} | {""}
        for inner, point in entries(f"{path}.conclusions", row["conclusions"]):
            if point["speaker"] not in offices:
                yield Finding(f"{inner}.speaker", "không có trong danh sách guests của hội nghị")


def _contents(season: Season) -> Findings:
    yield from _once(
        listed(season, "movements"),
        lambda row: tuple(row[column] for column in MOVEMENT_ONCE),
        "phong trào này đã ghi ở trên cho cùng năm",
    )
    yield from _once(
        listed(season, "legal_documents"),
        lambda row: tuple(row[column] for column in LEGAL_DOCUMENT_ONCE),
        "văn bản này đã ghi ở trên",
    )
    for path, row in listed(season, "indicators"):
        for inner, baseline in entries(f"{path}.baselines", row["baselines"]):
            told = (baseline[name] for name in ("kind", "issuer", "value", "ratio", "change"))
            faults = baseline_faults(*told)
            if BaselineFault.NO_ISSUER in faults:
                yield Finding(f"{inner}.issuer", "cần ghi cơ quan giao kế hoạch, dự toán")
            if BaselineFault.SAYS_NOTHING in faults:
                yield Finding(inner, "cần có ít nhất một trong value, ratio, change")


def _once_per_member(season: Season) -> Findings:
    yield from _once(
        listed(season, "registrations"), lambda row: row["agency"], "đơn vị này đã ghi ở trên"
    )
    yield from _once(
        listed(season, "award_counts"), lambda row: row["award"], "hình thức này đã ghi ở trên"
    )
    yield from _once(
        listed(season, "proposals"),
        lambda row: None if row["state"] == "withdrawn" else (row["agency"], row["award"]),
        "đơn vị này đã được đề nghị hình thức khen thưởng đó",
    )
    ranking = season.get("reported_ranking", {"ranks": []})
    ranks = list(entries("reported_ranking.ranks", ranking["ranks"]))
    yield from _once(ranks, lambda row: row["agency"], "đơn vị này đã ghi ở trên")
    if ranks and len(ranks) < len(season.get("members", [])) and not ranking["unranked_reason"]:
        yield Finding(
            "reported_ranking.unranked_reason", "cần ghi vì sao các đơn vị còn lại không có hạng"
        )


def _proposals(season: Season) -> Findings:
    for path, row in listed(season, "proposals"):
        granted = row["state"] == "granted"
        if row["award"] is None and not row["options"]:
            yield Finding(f"{path}.options", "cần ghi award, hoặc options khi chưa quyết định")
        if row["state"] in _OF_AN_AWARD and row["award"] is None:
            yield Finding(f"{path}.award", f"cần ghi khi state là {row['state']}")
        if granted != (row["decision"] is not None):
            yield Finding(f"{path}.decision", "ghi khi và chỉ khi state là granted")
        must_say, may_say = _says_why(season, row)
        if (must_say and not row["answer"]) or (row["answer"] and not may_say):
            yield Finding(f"{path}.answer", _WHY)
        answered = row["state"] in _OF_AN_AWARD | {"refused"}
        # What was appraised stays so while the province has the season taken back to its review.
        needed = Stage.BLOC_REVIEW if row["state"] == "appraised" else Stage.SUBMITTED
        if answered and not has_reached(stage_of(season), needed):
            yield Finding(f"{path}.state", "tỉnh chỉ trả lời sau khi hồ sơ đã trình (submitted)")


def _says_why(season: Season, row: Season) -> tuple[bool, bool]:
    """Say whether a reason must and may stand at a proposal; agreed on, it may have come back."""
    is_over = row["state"] in {"refused", "withdrawn"}
    at_the_province = has_reached(stage_of(season), Stage.SUBMITTED)
    return is_over, is_over or (row["state"] == "agreed" and at_the_province)


def _stages(season: Season) -> Findings:
    for section, (stage, label) in NEEDED_STAGES.items():
        if season.get(section) and not has_reached(stage_of(season), stage):
            reason = f"chỉ có từ bước “{label}” ({stage.value}) trở đi, stage phải ghi bước đó"
            yield Finding(section, reason)


_CHECKS: tuple[Callable[[Season], Findings], ...] = (
    _agencies,
    _statements,
    _cycle,
    _offices,
    _calendar,
    _meetings,
    _contents,
    _once_per_member,
    _proposals,
    _stages,
    vote_findings,
    ballot_findings,
    dossier_findings,
    province_findings,
    paper_findings,
    scoring_findings,
)
