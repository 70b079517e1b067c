"""What must hold for ballots, dossiers, the council's sittings and decisions of a season."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime
from itertools import pairwise
from typing import Any

from awards.rules.ballots import Threshold
from awards.rules.council import Sitting, Voted, council_outcome, vote_fault
from awards.states import ShareBase
from blocs.rules.stages import has_reached
from blocs.states import Stage
from reports.season_files.findings import Finding, entries
from reports.season_files.given_checks import ALREADY
from reports.season_files.plain import NOBODY

Row = Mapping[str, Any]
Findings = Iterator[Finding]
Named = tuple[str, str | None]  # a member and an award, by their codes
_AFTER_A_PASS = {"passed", "granted", "refused"}


def ballot_findings(season: Row) -> Findings:
    """Find ballots that cannot be."""
    seen: set[tuple[object, ...]] = set()
    closed: set[tuple[object, ...]] = set()
    for path, row in entries("ballots", season.get("ballots", [])):
        matter = (row["award"], row["role"])
        yield from _strangers(season, path, row)
        yield from _matter(season, path, row)
        yield from _numbers(path, row)
        key = (*matter, row["round"])
        if row["state"] != "void" and key in seen:
            yield Finding(path, "đã có cuộc bỏ phiếu khác về nội dung này, cùng vòng")
        if row["round"] > 1 and (*matter, row["round"] - 1) not in closed:
            yield Finding(f"{path}.round", "vòng trước chưa có kết quả ở trên")
        seen |= {key} if row["state"] != "void" else set()
        closed |= {key} if row["state"] == "closed" else set()


def _strangers(season: Row, path: str, row: Row) -> Findings:
    members = {member["code"] for member in season.get("members", [])}
    for section in ("nominees", "roll"):
        yield from _strange_and_twice(entries(f"{path}.{section}", row[section]), members)
    meetings = {meeting["name"] for meeting in season.get("meetings", [])}
    if row["meeting"] is not None and row["meeting"] not in meetings:
        yield Finding(f"{path}.meeting", f"“{row['meeting']}” không có trong mục meetings")


def _strange_and_twice(rows: Iterator[tuple[str, Row]], members: Collection[str]) -> Findings:
    seen: set[str] = set()
    for path, entry in rows:
        code = entry["agency"]
        if code not in members:
            yield Finding(f"{path}.agency", f"“{code}” không có trong mục members")
        if code in seen:
            yield Finding(path, ALREADY)
        seen.add(code)


def _matter(season: Row, path: str, row: Row) -> Findings:
    if (row["award"] is None) == (row["role"] == NOBODY):
        yield Finding(f"{path}.award", "cần ghi award hoặc role, không ghi cả hai")
    needed = Stage.APPRAISAL if row["role"] == NOBODY else Stage.BLOC_REVIEW
    if not has_reached(Stage(season.get("stage", Stage.SETUP)), needed):
        reason = f"chỉ có từ bước {needed.value} trở đi, stage phải ghi bước đó"
        yield Finding(path, reason)


def _numbers(path: str, row: Row) -> Findings:
    """Find numbers without a result, or a result without numbers."""
    is_closed = row["state"] == "closed"
    if is_closed != (row["count"] is not None):
        yield Finding(f"{path}.count", "ghi khi và chỉ khi state là closed")
    for inner, nominee in entries(f"{path}.nominees", row["nominees"]):
        if is_closed != (nominee["votes"] is not None):
            yield Finding(f"{inner}.votes", "ghi khi và chỉ khi state là closed")
        if nominee["override"] is not None and not is_closed:
            yield Finding(f"{inner}.override", "chỉ ghi khi state là closed")
    if (row["state"] == "void") != bool(row["void_reason"]):
        yield Finding(f"{path}.void_reason", "ghi khi và chỉ khi state là void")
    yield from _roll(path, row)
    yield from _times(path, row)


def _roll(path: str, row: Row) -> Findings:
    for inner, voter in entries(f"{path}.roll", row["roll"]):
        if voter["voted"] != NOBODY and not voter["present"]:
            yield Finding(f"{inner}.present", "đơn vị đã bỏ phiếu (voted) thì có mặt")
    if row["state"] == "closed" and not row["roll"]:
        yield Finding(f"{path}.roll", "cần ghi khi state là closed")
    if row["state"] == "draft" and row["roll"]:
        yield Finding(f"{path}.roll", "danh sách cử tri của cuộc chưa mở được lập lại khi nạp")


def _times(path: str, row: Row) -> Findings:
    for name in ("opened_at", "ended_at", "closed_at"):
        if row["state"] == "closed" and row[name] is None:
            yield Finding(f"{path}.{name}", "cần ghi khi state là closed")
        if row["state"] == "draft" and row[name] is not None:
            yield Finding(f"{path}.{name}", "không ghi khi state là draft")
    if row["state"] == "void" and row["closed_at"] is not None:
        yield Finding(f"{path}.closed_at", "không ghi khi state là void")
    for earlier, later in pairwise(("opened_at", "ended_at", "closed_at")):
        if row[earlier] and row[later] and _moment(row[later]) < _moment(row[earlier]):
            yield Finding(f"{path}.{later}", f"trước {earlier}")


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def dossier_findings(season: Row) -> Findings:
    """Find papers and opinions that cannot be, and results that no ballot gave."""
    voted = _voted(season)
    for path, row in entries("proposals", season.get("proposals", [])):
        round_number = row["voted_in_round"]
        if round_number is not None and (row["agency"], row["award"], round_number) not in voted:
            reason = f"không có kết quả vòng {round_number} cho đơn vị này trong mục ballots"
            yield Finding(f"{path}.voted_in_round", reason)
        if row["fallback"] is not None and row["fallback"] == row["award"]:
            yield Finding(f"{path}.fallback", "phải khác award")
        kinds: set[str] = set()
        for inner, item in entries(f"{path}.dossier", row["dossier"]):
            if item["kind"] in kinds:
                yield Finding(inner, "giấy tờ này đã ghi ở trên")
            kinds.add(item["kind"])
            yield from _paper(inner, item)
        names: set[str] = set()
        for inner, opinion in entries(f"{path}.opinions", row["opinions"]):
            if opinion["name"] in names:
                yield Finding(inner, "cơ quan này đã ghi ở trên")
            names.add(opinion["name"])
            yield from _opinion(inner, opinion)


def _voted(season: Row) -> set[tuple[str, str | None, int]]:
    return {
        (nominee["agency"], row["award"], row["round"])
        for row in season.get("ballots", [])
        if row["state"] == "closed"
        for nominee in row["nominees"]
    }


def _paper(path: str, item: Row) -> Findings:
    if item["state"] == "present" and not item["reference"]:
        yield Finding(f"{path}.reference", "cần ghi khi state là present")
    if item["state"] == "not_needed" and not item["note"]:
        yield Finding(f"{path}.note", "cần ghi khi state là not_needed")


def _opinion(path: str, row: Row) -> Findings:
    if (row["answer"] == "waiting") != (row["answered_on"] is None):
        yield Finding(f"{path}.answered_on", "ghi khi và chỉ khi đã có trả lời (answer)")
    for name in ("due_on", "answered_on"):
        if row[name] is not None and row[name] < row["asked_on"]:
            yield Finding(f"{path}.{name}", "trước ngày lấy ý kiến (asked_on)")
    if row["answer"] == "waiting" and (row["text"] or row["document"]):
        yield Finding(f"{path}.answer", "đã có nội dung trả lời nên không thể là waiting")
    if row["answer"] == "disagrees" and not row["text"]:
        yield Finding(f"{path}.text", "cần ghi lý do khi answer là disagrees")


def province_findings(season: Row) -> Findings:
    """Find sittings and decisions that do not fit the proposals."""
    for section in ("council_sessions", "decisions"):
        has_province = "name" not in season["bloc"] or season["bloc"]["province"] is not None
        if season.get(section) and not has_province:
            yield Finding(section, "cần ghi bloc.province")
    living = {
        (row["agency"], row["award"]): row
        for row in season.get("proposals", [])
        if row["state"] != "withdrawn"
    }
    yield from _sittings(season, living)
    yield from _decisions(season, living)


def _sittings(season: Row, living: Mapping[Named, Row]) -> Findings:
    sittings: set[object] = set()
    seen: set[Named] = set()
    for path, row in entries("council_sessions", season.get("council_sessions", [])):
        if (row["held_on"], row["name"]) in sittings:
            yield Finding(path, "phiên họp này đã ghi ở trên")
        sittings.add((row["held_on"], row["name"]))
        if row["present"] > row["members"]:
            yield Finding(f"{path}.present", "không được lớn hơn members")
        yield from _part(f"{path}.threshold", row["threshold"])
        for inner, vote in entries(f"{path}.votes", row["votes"]):
            yield from _named_once(inner, vote, living, seen)
            yield from _vote(inner, row, vote, living)


def _part(path: str, part: Row) -> Findings:
    if part["numerator"] > part["denominator"]:
        yield Finding(path, "không được lớn hơn 1")


def _vote(path: str, row: Row, vote: Row, living: Mapping[Named, Row]) -> Findings:
    sitting, voted = sitting_of(row), voted_of(vote)
    if fault := vote_fault(sitting, voted):
        yield Finding(path, fault)
        return
    proposal = living.get((vote["agency"], vote["award"]))
    if proposal is None:
        return
    outcome = council_outcome(sitting, voted)
    wanted = _AFTER_A_PASS if outcome.passed else {"refused"}
    if proposal["state"] not in wanted:
        said = "đã thông qua" if outcome.passed else "không thông qua"
        reason = f"Hội đồng {said} ({outcome.arithmetic}), đề nghị không thể là"
        yield Finding(path, f"{reason} {proposal['state']}")


def sitting_of(row: Row) -> Sitting:
    """Return the rule of a sitting of the canonical form."""
    return Sitting(
        row["members"], row["present"], ShareBase(row["base"]), Threshold(**row["threshold"])
    )


def voted_of(row: Row) -> Voted:
    """Return a vote of the canonical form."""
    return Voted(row["agreed"], row["disagreed"], row["invalid"])


def decision_key(row: Row) -> tuple[str, str, int]:
    """Return what no two decisions share: issuer, number and year."""
    return row["issuer"], row["number"], date.fromisoformat(row["issued_on"]).year


def _decisions(season: Row, living: Mapping[Named, Row]) -> Findings:
    keys: set[object] = set()
    seen: set[Named] = set()
    for path, row in entries("decisions", season.get("decisions", [])):
        if decision_key(row) in keys:
            yield Finding(path, "quyết định này đã ghi ở trên")
        keys.add(decision_key(row))
        for inner, line in entries(f"{path}.proposals", row["proposals"]):
            yield from _named_once(inner, line, living, seen)
            proposal = living.get((line["agency"], line["award"]))
            if proposal is not None:
                yield from _line(inner, row, proposal)


def _line(path: str, decision: Row, proposal: Row) -> Findings:
    wanted = "granted" if decision["state"] == "published" else "passed"
    if proposal["state"] != wanted:
        reason = f"đề nghị phải là {wanted} vì quyết định là {decision['state']}"
        yield Finding(path, f"{reason}, không phải {proposal['state']}")
        return
    note = proposal["decision"]
    if note is None:
        return
    if (note["number"], note["decided_on"]) != (decision["number"], decision["issued_on"]):
        yield Finding(path, "số hoặc ngày khác với decision của đề nghị")


def _named_once(path: str, row: Row, living: Mapping[Named, Row], seen: set[Named]) -> Findings:
    key = (row["agency"], row["award"])
    if key not in living:
        reason = f"không có đề nghị “{row['award']}” của “{row['agency']}” trong mục proposals"
        yield Finding(path, reason)
    if key in seen:
        yield Finding(path, "đề nghị này đã ghi ở trên")
    seen.add(key)
