"""Text from people, in the one form that is stored."""

import re
import unicodedata

# Every way to end a line: Windows and old Mac, and what office programs put between pasted lines.
_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_KEPT = frozenset("\n\t")
# Control marks, marks that turn the direction of writing or take no place (a name that reads
# "exe.pdf" may end in "fdp.exe"), halves of pairs, private and unassigned characters.
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})


def tidy(text: str) -> str:
    """Return the text in NFC, without characters that cannot be seen and outer blanks."""
    lines = _LINE_ENDS.sub("\n", text)
    seen = (char for char in lines if char in _KEPT or unicodedata.category(char) not in _HIDDEN)
    return unicodedata.normalize("NFC", "".join(seen)).strip()


def tidy_line(text: str) -> str:
    """Return the tidied text on one line, with single blanks."""
    return " ".join(tidy(text).split())
