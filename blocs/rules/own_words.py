"""What one agency says in a section that prints each agency's words in its own paper alone.

Each of its lines is printed as a paragraph. They are stored in as few paragraphs as hold them, so
that many agencies find room in one section.
"""

from collections.abc import Sequence

from blocs.rules.figures import lines_of, printed
from blocs.rules.narrative import MOST_SIGNS, Paragraph, mark_of, signs_of

MOST_OWN_SIGNS = 4 * MOST_SIGNS  # of one agency in one section


def own_lines(paragraphs: Sequence[Paragraph], agency: str) -> list[str]:
    """Return the agency's lines of a section, as they are stored."""
    return [line for one in paragraphs if one.agency == agency for line in lines_of(one.text)]


def own_mark(lines: Sequence[str]) -> str:
    """Return a short sign that changes with what is printed of the lines; keys may move."""
    return mark_of([Paragraph(printed(line)) for line in lines])


def exact_mark(lines: Sequence[str]) -> str:
    """Return a short sign that changes with any change of the lines, also of a key alone."""
    return mark_of([Paragraph(line) for line in lines])


def fault_of(lines: Sequence[str]) -> str:
    """Say why the lines cannot be stored; empty where they can."""
    for place, line in enumerate(lines, start=1):
        if (signs := signs_of(line)) > MOST_SIGNS:
            return (
                f"Dòng {place} dài {signs} ký tự, nhiều hơn {MOST_SIGNS} ký tự; đề nghị quý vị "
                "xuống dòng để tách thành nhiều đoạn."
            )
    if (signs := signs_of("\n".join(lines))) > MOST_OWN_SIGNS:
        return (
            f"Lời văn dài {signs} ký tự, nhiều hơn {MOST_OWN_SIGNS} ký tự; đề nghị quý vị rút gọn."
        )
    return ""


def with_own(section: Sequence[Paragraph], agency: str, lines: Sequence[str]) -> list[Paragraph]:
    """Return the whole section with the agency's lines where its first ones stood, or last."""
    first = next((at for at, one in enumerate(section) if one.agency == agency), len(section))
    before, behind = section[:first], section[first:]
    return [*before, *_stored(lines, agency), *(one for one in behind if one.agency != agency)]


def _stored(lines: Sequence[str], agency: str) -> list[Paragraph]:
    texts: list[str] = []
    for line in lines:
        joined = f"{texts[-1]}\n{line}" if texts else line
        if texts and signs_of(joined) <= MOST_SIGNS:
            texts[-1] = joined
        else:
            texts.append(line)
    return [Paragraph(text, agency) for text in texts]
