"""How the addresses spell the steps of the calendar: Vietnamese words without accents."""

from collections.abc import Mapping

from blocs.states import StepKind

SLUGS: Mapping[StepKind, str] = {
    StepKind.REGISTRATION: "dang-ky",
    StepKind.COVENANT: "giao-uoc",
    StepKind.MID_REVIEW: "so-ket",
    StepKind.SELF_SCORING: "tu-cham",
    StepKind.APPRAISAL: "tham-dinh",
    StepKind.BLOC_REVIEW: "binh-xet",
    StepKind.DOSSIER: "ho-so",
}
_KINDS = {slug: kind for kind, slug in SLUGS.items()}


class StepKindConverter:
    """Reads ``tu-cham`` as ``StepKind.SELF_SCORING`` and writes it back."""

    regex = "[a-z-]+"

    def to_python(self, value: str) -> StepKind:
        try:
            return _KINDS[value]
        except KeyError as error:
            raise ValueError(value) from error

    def to_url(self, value: str) -> str:
        return SLUGS[StepKind(value)]
