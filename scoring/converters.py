"""How the addresses spell the steps of a sheet: Vietnamese words without accents."""

from collections.abc import Mapping

from scoring.states import SheetAction

SLUGS: Mapping[SheetAction, str] = {
    SheetAction.ASK_APPROVAL: "trinh-duyet",
    SheetAction.SEND_BACK: "chuyen-lai",
    SheetAction.SUBMIT: "gui-phieu",
    SheetAction.RETURN: "tra-lai",
    SheetAction.APPRAISE: "hoan-thanh",
    SheetAction.REOPEN: "mo-lai",
}
_ACTIONS = {slug: action for action, slug in SLUGS.items()}


class SheetActionConverter:
    """Reads ``tra-lai`` as ``SheetAction.RETURN`` and writes it back."""

    regex = "[a-z-]+"

    def to_python(self, value: str) -> SheetAction:
        try:
            return _ACTIONS[value]
        except KeyError as error:
            raise ValueError(value) from error

    def to_url(self, value: str) -> str:
        return SLUGS[SheetAction(value)]
