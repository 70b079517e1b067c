"""Where the lists that a report prints from the data are changed, and whether a person may."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.urls import reverse

from accounts.verdicts import YES, Verdict, no
from awards.permissions import can_keep_history, can_propose
from blocs.models import Agency, Season
from blocs.permissions import (
    Seats,
    can_name_officers,
    can_register,
    can_rename_members,
    can_run_season,
    can_write_result,
)
from blocs.standing import Standing
from reports.permissions import can_keep_word_forms
from reports.states import PrintedList, YearRows
from scoring.permissions import can_freeze_ranking

_NO_FORM = no("Khối, cụm này không thuộc tỉnh nào nên dùng mẫu có sẵn của phần mềm.")
_NO_MEMBERS = no("Năm thi đua này chưa có danh sách đơn vị thành viên.")
_FORM = "Chữ cố định của mẫu Word"
_May = Callable[[Standing, Season, Seats], Verdict]


@dataclass(frozen=True, slots=True)
class ListPlace:
    """A list, or the words of a form: the page on which it is changed, and whether one may."""

    name: str
    page: str
    url: str
    verdict: Verdict


def list_places(
    lists: Iterable[str],
    standing: Standing,
    season: Season,
    seats: Seats,
    agency: Agency | None = None,
) -> list[ListPlace]:
    """Return where each of the lists is changed; a list that nobody knows is left out.

    Args:
        lists: names as the marks of a returned file tell them.
        agency: whose own paper it is, where it is one.
    """
    known = [PrintedList(one) for one in lists if one in _NAMES]
    return [_place(one, standing, season, seats, agency) for one in known]


def _place(
    one: PrintedList, standing: Standing, season: Season, seats: Seats, agency: Agency | None
) -> ListPlace:
    if agency is not None and one is PrintedList.REGISTRATIONS:
        return _own_registration(standing, season, agency)
    if agency is not None and one is PrintedList.RECORDS:
        return _own_records(standing, agency)
    page, _, may = _PAGES[one]
    if agency is not None and one is PrintedList.INDICATORS:
        verdict = can_write_result(standing, season, seats, agency.pk)
    else:
        verdict = may(standing, season, seats)
    return ListPlace(_NAMES[one], page, list_url(season, one), verdict)


def form_place(standing: Standing, season: Season) -> ListPlace:
    """Return where the fixed words of the season's Word form are changed."""
    province = season.bloc.province
    if province is None:
        return ListPlace(_FORM, "", "", _NO_FORM)
    url = reverse("reports:word-form-list", args=[province.code])
    return ListPlace(_FORM, "Mẫu Word của tỉnh", url, can_keep_word_forms(standing, province.pk))


def _own_registration(standing: Standing, season: Season, agency: Agency) -> ListPlace:
    page = f"Đăng ký thi đua của {agency.short_name}"
    url = reverse("reports:registration", args=[season.bloc.code, season.cycle.label, agency.code])
    verdict = can_register(standing, season, agency)
    return ListPlace(_NAMES[PrintedList.REGISTRATIONS], page, url, verdict)


def _own_records(standing: Standing, agency: Agency) -> ListPlace:
    page, url = f"Thành tích của {agency.short_name}", reverse("awards:history", args=[agency.code])
    return ListPlace(_NAMES[PrintedList.RECORDS], page, url, can_keep_history(standing, agency))


def _who_sees(_: Standing, _season: Season, _seats: Seats) -> Verdict:
    """The page itself says what the person may do there."""
    return YES


def _may_register(standing: Standing, season: Season, _: Seats) -> Verdict:
    """Say whether the person registers for a member of the season. Two queries at most."""
    members = season.memberships.select_related("agency")
    member = members.filter(agency__in=standing.agency_ids).first() or members.first()
    return can_register(standing, season, member.agency) if member else _NO_MEMBERS


def list_url(season: Season, one: PrintedList) -> str:
    """Return the address of the page where a list of the data is changed."""
    name = _PAGES[one][1]
    rows = [_ROWS[one]] if one in _ROWS else []
    return reverse(name, args=[season.bloc.code, season.cycle.label, *rows])


_NAMES: Mapping[str, str] = MappingProxyType(
    {
        PrintedList.TASKS: "Nhiệm vụ năm sau (đánh số)",
        PrintedList.MOVEMENTS: "Danh sách phong trào thi đua",
        PrintedList.INDICATORS: "Chỉ tiêu và mức so sánh",
        PrintedList.AWARDS: "Số lượng khen thưởng",
        PrintedList.MEETINGS: "Hội nghị",
        PrintedList.MEMBERS: "Đơn vị thành viên",
        PrintedList.OFFICES: "Trưởng, Phó",
        PrintedList.RANKING: "Điểm và xếp hạng",
        PrintedList.PROPOSALS: "Đề nghị khen thưởng",
        PrintedList.REGISTRATIONS: "Chỉ tiêu, danh hiệu đăng ký thi đua",
        PrintedList.REFERENCES: "Văn bản viện dẫn, nguồn số liệu",
        PrintedList.SHEETS: "Điểm, minh chứng, giải trình",
        PrintedList.BALLOTS: "Cuộc bỏ phiếu, kiểm phiếu",
        PrintedList.HANDOVER: "Nội dung bàn giao",
        PrintedList.RECORDS: "Danh hiệu, khen thưởng, xếp loại đã có",
    }
)
_YEAR_ROWS = "reports:year-rows"
_ROWS: Mapping[str, YearRows] = MappingProxyType(
    {
        PrintedList.INDICATORS: YearRows.INDICATORS,
        PrintedList.MOVEMENTS: YearRows.MOVEMENTS,
        PrintedList.AWARDS: YearRows.AWARDS,
        PrintedList.REFERENCES: YearRows.DOCUMENTS,
    }
)
_PAGES: Mapping[str, tuple[str, str, _May]] = MappingProxyType(
    {
        PrintedList.MEMBERS: ("Đơn vị thành viên", "reports:member-list", can_rename_members),
        PrintedList.TASKS: ("Nhiệm vụ năm sau", "blocs:next-tasks", can_run_season),
        PrintedList.INDICATORS: ("Số liệu báo cáo, Chỉ tiêu", _YEAR_ROWS, can_run_season),
        PrintedList.MOVEMENTS: ("Số liệu báo cáo, Phong trào thi đua", _YEAR_ROWS, can_run_season),
        PrintedList.AWARDS: ("Số liệu báo cáo, Khen thưởng đã nhận", _YEAR_ROWS, can_run_season),
        PrintedList.REFERENCES: (
            "Số liệu báo cáo, Văn bản viện dẫn và Nguồn số liệu",
            _YEAR_ROWS,
            can_run_season,
        ),
        PrintedList.MEETINGS: ("Hội nghị", "blocs:meeting-list", can_run_season),
        PrintedList.OFFICES: ("Trưởng, Phó", "reports:officer-list", can_name_officers),
        PrintedList.RANKING: ("Xếp hạng", "scoring:ranking", can_freeze_ranking),
        PrintedList.PROPOSALS: ("Đề nghị khen thưởng", "awards:proposal-list", can_propose),
        PrintedList.REGISTRATIONS: ("Đăng ký thi đua", "reports:registration-list", _may_register),
        PrintedList.SHEETS: ("Phiếu chấm điểm", "scoring:sheet-list", _who_sees),
        PrintedList.BALLOTS: ("Cuộc bỏ phiếu", "awards:ballot-list", _who_sees),
        PrintedList.HANDOVER: ("Bàn giao", "reports:handover", _who_sees),
        PrintedList.RECORDS: ("Thành tích", "reports:member-list", _who_sees),
    }
)
