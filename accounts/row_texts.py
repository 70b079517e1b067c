"""One text box for each row of a table, all saved at once: what was typed and what stood there.

A page shows for each row an input ``<key>-text`` with a hidden ``<key>-seen``. Whatever was typed
comes back with the page when something is wrong, beside what the database holds by then. A row
that was not touched shows what is stored, so that sending the page again takes nothing back.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from django.http import QueryDict

from accounts.errors import Stale


@dataclass(frozen=True, slots=True)
class RowText:
    """What a row's box shows: the text, what is stored, and what is wrong with the text."""

    text: str
    seen: str
    fault: str = ""


@dataclass(frozen=True, slots=True)
class RowEdit:
    """What a row shall say, and what the page showed."""

    seen: str
    text: str


class RowTexts:
    """The boxes of a page, as they were sent or as they stand.

    Args:
        data: what was sent; None for a page that is only opened.
        stored: the text of each row by its key; other keys are not listened to.
        most: how many characters a text may have.
    """

    def __init__(self, data: QueryDict | None, stored: Mapping[int, str], *, most: int) -> None:
        self._stored, self._most = stored, most
        self._typed: dict[int, RowEdit] = {}
        for key in stored:
            text = None if data is None else data.get(f"{key}-text")
            if data is not None and text is not None:
                edit = RowEdit(data.get(f"{key}-seen", ""), text)
                if edit.text.strip() != edit.seen:
                    self._typed[key] = edit

    @property
    def edits(self) -> Mapping[int, RowEdit]:
        """The rows whose box says something else than the page showed."""
        return self._typed

    @cached_property
    def faults(self) -> Mapping[int, str]:
        """What is wrong with which row."""
        lengths = {key: len(edit.text.strip()) for key, edit in self._typed.items()}
        return {
            key: f"Dài quá {self._most} ký tự (đang có {length}); đề nghị rút gọn."
            for key, length in lengths.items()
            if length > self._most
        }

    def row(self, key: int) -> RowText:
        """Return what the box of a row shows."""
        stored = self._stored[key]
        typed = self._typed.get(key)
        return RowText(typed.text if typed else stored, stored, self.faults.get(key, ""))


def refuse_changed(rows: Iterable[tuple[str, str, RowEdit]]) -> None:
    """Refuse when texts were changed after the page was opened; the message names all of them.

    Args:
        rows: what to call the text, what is stored, and what was asked.

    Raises:
        Stale: another text is stored than the page showed.
    """
    found = [
        f"{name} vừa được người khác {f'ghi là “{stored}”' if stored else 'bỏ trống'}"
        for name, stored, edit in rows
        if stored != edit.seen
    ]
    if found:
        raise Stale(f"{'; '.join(found)}. Quý vị xem lại.")
