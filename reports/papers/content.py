"""Papers as plain data: text cleaned on the way in, strict content on the way back."""

import hashlib
import json
import typing
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any, ClassVar, Self

_KEPT_CONTROLS = {"\n", "\t"}
_INVISIBLE = {"Cc", "Cf", "Cs"}  # controls, format marks (bidi overrides, soft hyphens), surrogates
_LINE_ENDS = str.maketrans({"\u2028": "\n", "\u2029": "\n", "\r": "\n"})


class ContentError(ValueError):
    """Stored content does not fit the paper it is said to be."""


def clean_text(text: str) -> str:
    """Return the text in NFC, with one kind of line end and without invisible characters."""
    text = text.replace("\r\n", "\n").translate(_LINE_ENDS)
    visible = "".join(sign for sign in text if sign in _KEPT_CONTROLS or not _is_invisible(sign))
    return unicodedata.normalize("NFC", visible)


def _is_invisible(sign: str) -> bool:
    return unicodedata.category(sign) in _INVISIBLE


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a paper. It is false when it says nothing, so that it can be left out.

    ``later`` names fields with a default that content stored before they were there does not have.
    """

    later: ClassVar[frozenset[str]] = frozenset()

    def __post_init__(self) -> None:
        """Clean every text of the part."""
        for field in fields(self):
            object.__setattr__(self, field.name, _cleaned(getattr(self, field.name)))

    def __bool__(self) -> bool:
        values = (getattr(self, field.name) for field in fields(self))
        return any(value for value in values if not isinstance(value, bool))


def _cleaned(value: object) -> object:
    if isinstance(value, StrEnum):
        return value
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, tuple):
        return tuple(_cleaned(item) for item in value)
    if isinstance(value, int | Part):
        return value
    raise TypeError(f"a paper holds text, numbers, tuples and parts, not {type(value).__name__}")


def walk(value: object) -> Iterator[Part]:
    """Yield the part and every part inside it."""
    if isinstance(value, Part):
        yield value
        for field in fields(value):
            yield from walk(getattr(value, field.name))
    elif isinstance(value, tuple):
        for item in value:
            yield from walk(item)


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper(Part):
    """A printed document as data, made from frozen facts.

    ``sample`` marks every page with "DỮ LIỆU MẪU"; a paper with one sample part is a sample.
    """

    kind: ClassVar[str]
    schema: ClassVar[int]
    template: ClassVar[str]

    sample: bool

    def __post_init__(self) -> None:
        """Clean the texts and refuse sample data in a paper that is not marked."""
        Part.__post_init__(self)
        if not self.sample and any(getattr(part, "sample", False) for part in walk(self)):
            raise ValueError("a paper with sample data must itself be marked as a sample")

    @property
    def document_title(self) -> str:
        """The title kept in the file's own description."""
        raise NotImplementedError

    @property
    def table_rows(self) -> int:
        """How many table rows the paper prints; it decides how long the render takes."""
        raise NotImplementedError

    @property
    def hindrance(self) -> str:
        """Why the paper, as it stands, may not be issued; empty where nothing is in the way."""
        return ""

    @property
    def content_schema(self) -> int:
        """The form of facts that ``as_content`` writes: today's, or an older one that says all."""
        return self.schema

    def as_content(self) -> dict[str, Any]:
        """Return the paper as JSON-ready data that ``from_content`` reads back."""
        return packed(self)

    def former_content(self) -> dict[str, Any] | None:
        """Return the facts as the schema before wrote them; None where no field came later."""
        if not self.later:
            return None
        return {name: held for name, held in self.as_content().items() if name not in self.later}

    @classmethod
    def from_content(cls, content: Mapping[str, Any]) -> Self:
        """Rebuild the paper from stored content.

        Raises:
            ContentError: a key is missing or unknown, or a value has the wrong shape.
        """
        return unpacked(cls, content, cls.kind)


def fingerprint(paper: Paper) -> str:
    """Return the sha256 of the paper's kind, schema version and content, in hex.

    Same facts, same fingerprint: the JSON is canonical (sorted keys, no spaces, UTF-8).
    """
    return _digest(paper.kind, paper.content_schema, paper.as_content())


def former_fingerprint(paper: Paper) -> str:
    """Return the fingerprint that the same facts had under the schema before; may be empty."""
    former = paper.former_content()
    return "" if former is None else _digest(paper.kind, paper.schema - 1, former)


def fingerprints(paper: Paper) -> tuple[str, ...]:
    """Return under which fingerprints the same facts may be known: today's comes first."""
    return tuple(filter(None, (fingerprint(paper), former_fingerprint(paper))))


def _digest(kind: str, schema: int, content: Mapping[str, Any]) -> str:
    envelope = {"kind": kind, "schema": schema, "content": content}
    text = json.dumps(envelope, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def packed(part: Part) -> dict[str, Any]:
    """Return the part as JSON-ready data that ``unpacked`` reads back."""
    return {field.name: _packed(getattr(part, field.name)) for field in fields(part)}


P = typing.TypeVar("P", bound=Part)


def unpacked(kind: type[P], content: object, path: str) -> P:
    """Rebuild a part from stored data; its ``later`` fields may be absent.

    Args:
        path: what to call the part in a fault.

    Raises:
        ContentError: a key is missing or unknown, or a value has the wrong shape.
    """
    return typing.cast("P", _unpacked_part(kind, content, path))


def _packed(value: object) -> object:
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, Part):
        return packed(value)
    if isinstance(value, tuple):
        return [_packed(item) for item in value]
    return value


def _unpacked_part(kind: type[Part], value: object, path: str) -> Part:
    if not isinstance(value, Mapping):
        raise ContentError(f"{path}: expected a mapping, found {type(value).__name__}")
    names = {field.name for field in fields(kind)}
    missing, unknown = sorted(names - kind.later - set(value)), sorted(set(value) - names)
    if missing or unknown:
        raise ContentError(f"{path}: missing {missing}, unknown {unknown}")
    hints = typing.get_type_hints(kind)
    values = {name: _unpacked(hints[name], held, f"{path}.{name}") for name, held in value.items()}
    try:
        return kind(**values)
    except (TypeError, ValueError) as error:
        raise ContentError(f"{path}: {error}") from error


def _unpacked(hint: Any, value: object, path: str) -> object:
    """Turn JSON-ready data back into what the type hint of a field asks for."""
    if typing.get_origin(hint) is tuple:
        return _unpacked_tuple(typing.get_args(hint)[0], value, path)
    if issubclass(hint, Part):
        return _unpacked_part(hint, value, path)
    if issubclass(hint, StrEnum):
        return _unpacked_word(hint, value, path)
    if type(value) is not hint:
        raise ContentError(f"{path}: expected {hint.__name__}, found {type(value).__name__}")
    return value


def _unpacked_tuple(hint: Any, value: object, path: str) -> tuple[object, ...]:
    if not isinstance(value, list):
        raise ContentError(f"{path}: expected a list, found {type(value).__name__}")
    return tuple(_unpacked(hint, item, f"{path}[{place}]") for place, item in enumerate(value))


def _unpacked_word(hint: type[StrEnum], value: object, path: str) -> StrEnum:
    try:
        return hint(str(value))
    except ValueError as error:
        raise ContentError(f"{path}: {error}") from error
