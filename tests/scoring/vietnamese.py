"""Tell an official's words from the program's: what no Vietnamese syllable looks like."""

import re

# Letters without marks may still be Vietnamese: “theo”, “trong”, “khung”.
_SYLLABLE = re.compile(
    r"(?:b|ch?|d|gh?|gi|h|kh?|l|m|ngh?|nh?|ph?|qu|r|s|th?|tr|v|x)?"
    r"[aeiouy]{1,3}(?:ch?|m|ng?|nh|p|t)?",
    re.IGNORECASE,
)
_WORDS = re.compile(r"\w+")
_ADDRESS = re.compile(r"[A-Z]{1,3}[0-9]+(?::[A-Z]{1,3}[0-9]+)?|[IVX]+")
_QUOTED = re.compile(r"“[^“”]*”")
# What the program's rules call things, though it could be a syllable.
NAMES = ("cap", "to", "top", "from", "min", "sum")
# What stands on an official's screen in English.
ON_SCREEN = {"XLSX", "CSV", "Excel", "Text", "Paste", "Values", "Unmerge", "TRUE", "FALSE"}


def foreign_words(sentence, typed=""):
    """Return the words of a sentence that an official did not type and cannot know."""
    said = _QUOTED.sub(lambda found: "" if found[0][1:-1] in typed else found[0], sentence)
    named = [name for name in NAMES if f"“{name}”" in said]
    return named + [word for word in _WORDS.findall(said) if _is_foreign(word)]


def _is_foreign(word):
    if not word.isascii() or word.isdigit() or len(word) == 1 or word in ON_SCREEN:
        return False
    return not (_SYLLABLE.fullmatch(word) or _ADDRESS.fullmatch(word))
