"""In what capacity a person signs for an agency, told from the office the person holds.

Source: NĐ 30/2020/NĐ-CP, Điều 13: the deputy signs for the head (KT.), the head of a unit inside
the agency by order (TL.), anybody else by mandate in writing (TUQ.).
"""

from dataclasses import dataclass

_DEPUTY = "Phó "
_MANDATE = "ủy quyền"
_HEAD = "Thủ trưởng đơn vị"
_INSIDE = ("Trưởng phòng", "Trưởng Phòng", "Chánh Văn phòng", "Chánh Thanh tra")


@dataclass(frozen=True, slots=True)
class Capacity:
    """The prefix (empty for the head), in whose stead, and the signer's own office."""

    prefix: str
    principal: str
    position: str


def signing_capacity(title: str, *, agency: str = "") -> Capacity:
    """Return how the holder of an office signs for the agency.

    Args:
        title: the office as the record names it, such as ``Phó Giám đốc Sở Nội vụ``.
        agency: its name, which is printed above and need not be said again.
    """
    position = title.strip()
    if agency and position.endswith(f" {agency}") and not _leads(_headed(position), agency):
        position = position.removesuffix(agency).strip()
    if _MANDATE in position.lower():
        return Capacity("TUQ.", _HEAD, position)
    head = _headed(position)
    if head.startswith(_INSIDE) and not _leads(head, agency):
        return Capacity("TL.", _HEAD, position)
    return Capacity("KT.", head, position) if head != position else Capacity("", "", position)


def _headed(position: str) -> str:
    """Return the office whose deputy it is; the office itself where it is no deputy's."""
    if not position.startswith(_DEPUTY):
        return position
    head = position.removeprefix(_DEPUTY)
    return f"{head[:1].upper()}{head[1:]}"


def _leads(title: str, agency: str) -> bool:
    """Say whether the office is the head's own: ``Chánh Văn phòng`` of a ``Văn phòng``."""
    first, _, rest = title.partition(" ")
    begins = rest[:6].lower()
    return first in {"Chánh", "Trưởng"} and bool(begins) and agency.lower().startswith(begins)
