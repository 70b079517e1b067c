"""What tellers write down: whether it adds up, and where two of them differ."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from awards.rules.ballots import Count


@dataclass(frozen=True, slots=True)
class TellerNumbers:
    """The numbers of a counting minute: slips handed out and come back, and votes by place."""

    issued: int
    returned: int
    valid: int
    invalid: int
    blank: int
    votes: Mapping[int, int] = field(default_factory=dict)

    @property
    def count(self) -> Count:
        return Count(self.valid, self.invalid, self.blank, self.votes)


@dataclass(frozen=True, slots=True)
class Fault:
    """A number that cannot be, by the name of its cell: ``returned``, ``votes-3``."""

    cell: str
    text: str


CELLS: Mapping[str, str] = {
    "issued": "Số phiếu phát ra",
    "returned": "Số phiếu thu về",
    "valid": "Số phiếu hợp lệ",
    "invalid": "Số phiếu không hợp lệ",
    "blank": "Số phiếu trắng",
}


def cell_of(place: int) -> str:
    """Return the name of the cell that holds a nominee's votes."""
    return f"votes-{place}"


def faults_of(numbers: TellerNumbers, *, issued: int, max_choices: int) -> tuple[Fault, ...]:
    """Return what does not add up, cell by cell; empty when all of it can be.

    Issued slips are at least those returned; returned are valid, invalid and blank together;
    nobody has more votes than there are valid slips; all votes together are at most the valid
    slips times the choices of a slip.

    Args:
        issued: slips handed out according to the roll.
        max_choices: how many nominees one slip may name.
    """
    return (*_faults_of_slips(numbers, issued), *_faults_of_votes(numbers, max_choices))


def _faults_of_slips(numbers: TellerNumbers, issued: int) -> Iterator[Fault]:
    if numbers.issued != issued:
        yield Fault("issued", f"Danh sách cử tri ghi {issued} phiếu đã phát.")
    if numbers.returned > numbers.issued:
        yield Fault("returned", "Số phiếu thu về không thể nhiều hơn số phiếu phát ra.")
    total = numbers.valid + numbers.invalid + numbers.blank
    if total != numbers.returned:
        yield Fault(
            "returned",
            f"Hợp lệ {numbers.valid} + không hợp lệ {numbers.invalid} + trắng {numbers.blank} "
            f"= {total}, khác số phiếu thu về {numbers.returned}.",
        )


def _faults_of_votes(numbers: TellerNumbers, max_choices: int) -> Iterator[Fault]:
    for place, votes in sorted(numbers.votes.items()):
        if votes > numbers.valid:
            yield Fault(
                cell_of(place), f"Nhiều hơn số phiếu hợp lệ ({votes} trên {numbers.valid})."
            )
    most, total = numbers.valid * max_choices, sum(numbers.votes.values())
    if total > most:
        yield Fault(
            "valid",
            f"Tổng số lượt chọn {total} nhiều hơn {numbers.valid} phiếu hợp lệ × {max_choices} "
            f"lựa chọn = {most}.",
        )


def differing_cells(one: TellerNumbers, other: TellerNumbers) -> frozenset[str]:
    """Return the cells in which two tellers wrote different numbers."""
    cells = {name for name in CELLS if getattr(one, name) != getattr(other, name)}
    places = {*one.votes, *other.votes}
    return frozenset(
        cells | {cell_of(at) for at in places if one.votes.get(at) != other.votes.get(at)}
    )
