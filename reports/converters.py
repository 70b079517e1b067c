"""How the addresses spell terms and offices: Vietnamese words without accents."""

from collections.abc import Mapping
from enum import StrEnum
from typing import ClassVar

from blocs.states import OfficeRole, Term


class _WordConverter:
    """Reads a word of the address as a word of the code, and writes it back."""

    regex = "[a-z-]+"
    words: ClassVar[Mapping[StrEnum, str]]

    def to_python(self, value: str) -> StrEnum:
        for word, slug in self.words.items():
            if slug == value:
                return word
        raise ValueError(value)

    def to_url(self, value: str) -> str:
        return next(slug for word, slug in self.words.items() if word == value)


class TermConverter(_WordConverter):
    """Reads ``nam-sau`` as ``Term.NEXT``."""

    words: ClassVar[Mapping[StrEnum, str]] = {Term.CURRENT: "nam-nay", Term.NEXT: "nam-sau"}


class RoleConverter(_WordConverter):
    """Reads ``truong`` as ``OfficeRole.HEAD``."""

    words: ClassVar[Mapping[StrEnum, str]] = {OfficeRole.HEAD: "truong", OfficeRole.DEPUTY: "pho"}
