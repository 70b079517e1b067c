"""From files to seasons: read, check the shape of each, join what speaks of one season."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from accounts.text_files import Unreadable, read_text
from reports.season_files.findings import Finding, Unloadable
from reports.season_files.schema import canonical
from reports.season_files.sentences import schema_findings
from reports.season_files.yaml_text import read_yaml

SAMPLE_SUFFIX = ".sample.yaml"
_POINTERS = frozenset({"schema", "bloc", "cycle"})


@dataclass(slots=True)
class Draft:
    """What all given files say of one season, and which file says it."""

    bloc: str
    cycle: str
    sections: dict[str, Any] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)

    def located(self, finding: Finding) -> Finding:
        """Return the finding with the file that holds the place."""
        section = finding.path.partition(".")[0].partition("[")[0]
        return replace(finding, file=self.files.get(section, self.files["schema"]))


def read_drafts(paths: Sequence[Path]) -> list[Draft]:
    """Return the seasons that the files describe, in the order of their first files.

    Raises:
        Unloadable: a file cannot be read, breaks the format, or repeats another's section.
    """
    contents: list[tuple[str, dict[str, Any]]] = []
    findings: list[Finding] = []
    for path in paths:
        try:
            contents.append((str(path), _read(path)))
        except Unloadable as fault:
            findings += [replace(finding, file=str(path)) for finding in fault.findings]
    raise_all(findings)
    drafts: dict[tuple[str, str], Draft] = {}
    for file, content in contents:
        key = (content["bloc"]["code"], content["cycle"]["label"])
        findings += _add(drafts.setdefault(key, Draft(*key)), file, content)
    raise_all(findings)
    return list(drafts.values())


def raise_all(findings: Sequence[Finding]) -> None:
    """Raise Unloadable when there is any finding."""
    if findings:
        raise Unloadable(findings)


def _read(path: Path) -> dict[str, Any]:
    try:
        text = read_text(path, encoding="utf-8-sig")
    except Unreadable as error:
        raise Unloadable([Finding("", str(error))]) from error
    data = read_yaml(text)
    raise_all(schema_findings(data))
    content: dict[str, Any] = canonical(data)
    if path.name.endswith(SAMPLE_SUFFIX):
        raise_all(list(_sample_findings(content)))
    return content


def _sample_findings(content: dict[str, Any]) -> list[Finding]:
    """Find facts in a sample file: what is made up stays apart from what is true."""
    found = [
        Finding(section, f"tệp {SAMPLE_SUFFIX} chỉ được có mục scoring và votes")
        for section in content
        if section not in _POINTERS | {"scoring", "votes"}
    ]
    if "votes" in content and "scoring" not in content:
        reason = f"tệp {SAMPLE_SUFFIX} có mục votes thì phải có mục scoring"
        found.append(Finding("votes", reason))
    if not content.get("scoring", {"sample": True})["sample"]:
        found.append(Finding("scoring.sample", f"phải là true trong tệp {SAMPLE_SUFFIX}"))
    return found


def _add(draft: Draft, file: str, content: dict[str, Any]) -> list[Finding]:
    """Put a file's sections into the draft; each section is one file's to describe."""
    findings = []
    for section, value in content.items():
        held = draft.sections.get(section)
        if held is None or _only_points(section, held):
            draft.sections[section] = value
            draft.files[section] = file
        elif held != value and not _only_points(section, value):
            reason = f"mục này đã có, với nội dung khác, trong tệp {draft.files[section]}"
            findings.append(Finding(section, reason, file))
    return findings


def _only_points(section: str, value: Any) -> bool:
    """Say whether a bloc or cycle is only named, and described elsewhere."""
    return section in _POINTERS and isinstance(value, dict) and len(value) == 1
