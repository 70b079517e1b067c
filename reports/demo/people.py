"""The demo's accounts: one person for every role, named by office."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from accounts.models import User
from accounts.services import create_user
from blocs.models import Agency, Bloc, Province
from blocs.services import appoint
from blocs.states import Role

BLOC = "tay-ninh-cqtw"
PROVINCE = "tay-ninh"
APPOINTED_ON = date(2020, 1, 1)


@dataclass(frozen=True, slots=True)
class Person:
    """A demo account: its name, what the person is, and where they are appointed."""

    username: str
    full_name: str
    role: Role
    agency: str = ""
    everywhere: bool = False


PEOPLE = (
    Person("thue.chuyenvien", "Chuyên viên Cục Thuế", Role.EDITOR, "cuc-thue-tay-ninh"),
    Person("thue.thutruong", "Lãnh đạo Cục Thuế", Role.APPROVER, "cuc-thue-tay-ninh"),
    Person("bhxh.thutruong", "Lãnh đạo Bảo hiểm xã hội", Role.APPROVER, "bhxh-tay-ninh"),
    Person("nhnn.thuky", "Thư ký khối (Ngân hàng Nhà nước)", Role.EDITOR, "nhnn-tay-ninh"),
    Person("nhnn.thutruong", "Trưởng khối (Ngân hàng Nhà nước)", Role.APPROVER, "nhnn-tay-ninh"),
    Person("kbnn.phokhoi", "Phó Trưởng khối (Kho bạc Nhà nước)", Role.APPROVER, "kbnn-tay-ninh"),
    Person("qltt.thutruong", "Lãnh đạo Cục Quản lý thị trường", Role.APPROVER, "cuc-qltt-tay-ninh"),
    Person("tinh.chuyenvien", "Chuyên viên thi đua, khen thưởng tỉnh", Role.OFFICER),
    Person("tinh.lanhdao", "Lãnh đạo Ban Thi đua - Khen thưởng", Role.BOARD_LEADER),
    Person("hoidong.thanhvien", "Thành viên Hội đồng phụ trách khối", Role.COUNCIL_MEMBER),
    Person("kiemtra.giamsat", "Cán bộ kiểm tra, giám sát", Role.AUDITOR, everywhere=True),
    Person("hoabinh.chuyenvien", "Chuyên viên đơn vị khối khác", Role.EDITOR, "nhnn-hoa-binh"),
)


@transaction.atomic
def add_people(password: str) -> dict[str, User]:
    """Create the accounts with one password and appoint each; return them by user name."""
    return {person.username: _add(person, password) for person in PEOPLE}


def _add(person: Person, password: str) -> User:
    user = create_user(
        actor=None,
        username=person.username,
        full_name=person.full_name,
        password=password,
        must_change_password=False,
    )
    if person.agency:
        agency = Agency.objects.get(code=person.agency)
        appoint(user=user, role=person.role, agency=agency, starts_on=APPOINTED_ON, actor=None)
        return user
    on_council = person.role is Role.COUNCIL_MEMBER
    appoint(
        user=user,
        role=person.role,
        province=None if person.everywhere else Province.objects.get(code=PROVINCE),
        blocs=[Bloc.objects.get(code=BLOC)] if on_council else [],
        starts_on=APPOINTED_ON,
        actor=None,
    )
    return user
