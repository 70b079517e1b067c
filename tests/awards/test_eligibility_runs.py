"""Years in a row: what breaks a run, what leaves it open, and when it can be whole."""

from datetime import date

import pytest

from awards.states import Answer
from blocs.states import CycleKind
from tests.awards.cases import case, finding, held, rated

MET, NOT_MET, UNCLEAR = Answer.MET, Answer.NOT_MET, Answer.UNCLEAR
FIVE = {"years": 5, "levels": ["excellent"], "titles": ["tap-the-lao-dong-xuat-sac"]}
TITLE = "tap-the-lao-dong-xuat-sac"
SCHOOL = CycleKind.SCHOOL_YEAR


def run(*years, level="excellent", **fields):
    return [rated(year, level, **fields) for year in years]


def test_five_good_years_up_to_the_season_are_enough_and_each_is_named():
    found = finding("consecutive_years", FIVE, case(*run(2021, 2022, 2023, 2024, 2025)))

    assert found.answer is MET
    assert found.used[0] == "Năm 2021: Hoàn thành xuất sắc nhiệm vụ"
    assert len(found.used) == 5


def test_more_years_than_asked_show_the_last_ones():
    found = finding("consecutive_years", FIVE, case(*run(*range(2015, 2026))))

    assert (found.answer, len(found.used)) == (MET, 5)


def test_a_title_makes_a_year_good_as_a_level_does():
    records = [*run(2021, 2022), held(TITLE, 2023, decision="7/QĐ"), *run(2024, 2025)]
    found = finding("consecutive_years", FIVE, case(*records))

    assert found.answer is MET
    assert found.used[2] == "Tập thể lao động xuất sắc, năm 2023 (Quyết định số 7/QĐ)"


def test_a_title_outweighs_a_lower_level_of_the_same_year():
    records = [*run(2021, 2022, 2024, 2025), rated(2023, "good"), held(TITLE, 2023)]

    assert finding("consecutive_years", FIVE, case(*records)).answer is MET


def test_a_gap_year_breaks_the_run_and_is_named():
    found = finding("consecutive_years", FIVE, case(*run(2020, 2021, 2022, 2024, 2025)))

    assert (found.answer, found.earliest) == (NOT_MET, 2028)
    assert found.missing == (
        "Mới có 2/5 năm liên tục (năm 2024 đến năm 2025); bị ngắt: năm 2023 chưa có kết quả trong "
        "hồ sơ. Nếu năm ấy đã có quyết định, đề nghị bổ sung vào thành tích của đơn vị."
    )
    assert found.used == (
        "Năm 2024: Hoàn thành xuất sắc nhiệm vụ",
        "Năm 2025: Hoàn thành xuất sắc nhiệm vụ",
    )


def test_the_seasons_own_year_is_counted_only_once_it_has_a_result():
    found = finding("consecutive_years", FIVE, case(*run(2021, 2023, 2024)))
    nothing = finding("consecutive_years", FIVE, case(*run(2023)))

    assert found.missing.startswith(
        "Mới có 2/5 năm liên tục (năm 2023 đến năm 2024); năm 2025 chưa có kết quả trong hồ sơ; "
        "bị ngắt: năm 2022"
    )
    assert found.earliest == 2027
    assert nothing.missing.startswith(
        "Mới có 0/5 năm liên tục; năm 2025 chưa có kết quả trong hồ sơ; bị ngắt: năm 2024"
    )


def test_a_year_below_the_level_breaks_the_run_with_its_level():
    records = [*run(2021, 2023, 2024, 2025), rated(2022, "good", decision="9/QĐ")]
    found = finding("consecutive_years", FIVE, case(*records))

    assert (found.answer, found.earliest) == (NOT_MET, 2027)
    assert found.missing == (
        "Mới có 3/5 năm liên tục (năm 2023 đến năm 2025); "
        "bị ngắt: năm 2022: Hoàn thành tốt nhiệm vụ (Quyết định số 9/QĐ)."
    )


@pytest.mark.parametrize("missing_year", [2021, 2022, 2023, 2024])
def test_each_year_of_the_period_can_break_it(missing_year):
    years = [year for year in range(2016, 2026) if year != missing_year]
    found = finding("consecutive_years", FIVE, case(*run(*years)))

    assert (found.answer, found.earliest) == (NOT_MET, missing_year + 5)


def test_the_year_before_the_period_does_not_matter():
    assert (
        finding("consecutive_years", FIVE, case(*run(2021, 2022, 2023, 2024, 2025))).answer is MET
    )
    worse = [rated(2020, "not_completed"), *run(2021, 2022, 2023, 2024, 2025)]
    assert finding("consecutive_years", FIVE, case(*worse)).answer is MET


def test_the_seasons_own_year_without_a_result_is_left_open():
    found = finding("consecutive_years", FIVE, case(*run(2021, 2022, 2023, 2024)))

    assert (found.answer, found.asks_people) == (UNCLEAR, True)
    assert found.missing == "Năm 2025 chưa có kết quả trong hồ sơ."


def test_the_seasons_own_year_below_the_level_starts_the_count_anew():
    records = [*run(2020, 2021, 2022, 2023, 2024), rated(2025, "completed")]
    found = finding("consecutive_years", FIVE, case(*records))

    assert (found.answer, found.earliest) == (NOT_MET, 2030)
    assert found.missing == ("Mới có 0/5 năm liên tục; bị ngắt: năm 2025: Hoàn thành nhiệm vụ.")


def test_an_open_own_year_does_not_hide_an_earlier_gap():
    found = finding("consecutive_years", FIVE, case(*run(2020, 2021, 2023, 2024)))

    assert (found.answer, found.earliest) == (NOT_MET, 2027)


def test_without_any_record_nothing_is_in_a_row():
    found = finding("consecutive_years", FIVE, case())

    assert (found.answer, found.earliest, found.used) == (NOT_MET, 2029, ())


def test_a_revoked_title_breaks_the_run_and_says_so():
    lost = held(TITLE, 2023, revoked_on=date(2025, 5, 1))
    found = finding("consecutive_years", FIVE, case(*run(2021, 2022, 2024, 2025), lost))

    assert found.answer is NOT_MET
    assert "năm 2023 đã bị thu hồi ngày 01/5/2025" in found.missing
    assert "đề nghị bổ sung" not in found.missing


@pytest.mark.parametrize(
    ("base_year", "answer", "earliest"), [(2020, MET, None), (2021, NOT_MET, 2026)]
)
def test_all_years_lie_after_the_year_of_the_base(base_year, answer, earliest):
    params = {**FIVE, "after": ["bang-khen-tinh"]}
    records = [*run(*range(2018, 2026)), held("bang-khen-tinh", base_year)]
    found = finding("consecutive_years", params, case(*records))

    assert (found.answer, found.earliest) == (answer, earliest)


def test_the_base_that_stands_in_the_way_is_named():
    params = {**FIVE, "after": ["bang-khen-tinh"]}
    records = [*run(*range(2018, 2026)), held("bang-khen-tinh", 2023)]

    assert finding("consecutive_years", params, case(*records)).missing == (
        "Mới có 2/5 năm liên tục (năm 2024 đến năm 2025); chỉ tính các năm sau năm 2023, "
        "là năm của Bằng khen của Ủy ban nhân dân tỉnh."
    )


def test_the_first_of_several_bases_is_counted_from():
    params = {**FIVE, "after": ["bang-khen-tinh"]}
    records = [*run(*range(2018, 2026))]
    records += [held("bang-khen-tinh", 2018), held("bang-khen-tinh", 2024)]

    assert finding("consecutive_years", params, case(*records)).answer is MET


def test_without_its_base_a_run_is_not_enough():
    params = {**FIVE, "after": ["bang-khen-tinh"]}
    found = finding("consecutive_years", params, case(*run(*range(2015, 2026))))

    assert found.answer is NOT_MET
    assert found.missing == (
        "Hồ sơ không có Bằng khen của Ủy ban nhân dân tỉnh làm mốc để tính từ sau đó."
    )


def test_inherited_years_count_and_name_the_predecessor():
    old = run(2021, 2022, 2023, inherited_from="Sở Kế hoạch và Đầu tư")
    found = finding("consecutive_years", FIVE, case(*old, *run(2024, 2025)))

    assert found.answer is MET
    assert found.used[0] == (
        "Năm 2021: Hoàn thành xuất sắc nhiệm vụ (kế thừa từ Sở Kế hoạch và Đầu tư)"
    )


def test_predecessors_that_differ_leave_the_year_open():
    differing = [
        rated(2023, "excellent", inherited_from="Sở A"),
        rated(2023, "completed", inherited_from="Sở B"),
    ]
    found = finding("consecutive_years", FIVE, case(*run(2021, 2022, 2024, 2025), *differing))

    assert found.answer is UNCLEAR
    assert "kế thừa từ Sở B" in found.missing


def test_its_own_result_speaks_before_that_of_a_predecessor():
    records = [*run(2021, 2022, 2023, 2024, 2025), rated(2023, "completed", inherited_from="Sở B")]

    assert finding("consecutive_years", FIVE, case(*records)).answer is MET


def test_school_years_run_among_themselves():
    records = run(2021, 2022, 2023, 2024, 2025, cycle_kind=SCHOOL)
    of_school = case(*records, season={"cycle_kind": SCHOOL, "label": "2025-2026"})
    found = finding("consecutive_years", FIVE, of_school)

    assert found.answer is MET
    assert found.used[0] == "Năm học 2021-2022: Hoàn thành xuất sắc nhiệm vụ"


def test_a_year_that_only_another_kind_of_year_covers_is_left_open():
    records = [*run(2021, 2022, 2024, 2025), *run(2023, cycle_kind=SCHOOL)]
    found = finding("consecutive_years", FIVE, case(*records))

    assert found.answer is UNCLEAR
    assert found.missing.startswith("Năm 2023 chỉ có kết quả theo loại năm khác: năm học 2023-2024")


@pytest.mark.parametrize(
    ("records", "answer", "missing"),
    [
        (run(2025), MET, ""),
        (run(2024), UNCLEAR, "Năm 2025 chưa có kết quả trong hồ sơ."),
        (run(2025, level="good"), NOT_MET, "Năm 2025: Hoàn thành tốt nhiệm vụ."),
    ],
)
def test_one_year_is_the_seasons_own(records, answer, missing):
    found = finding("consecutive_years", {"years": 1, "levels": ["excellent"]}, case(*records))

    assert (found.answer, found.missing) == (answer, missing)


def test_levels_alone_count_no_titles():
    params = {"years": 2, "levels": ["excellent", "good"]}

    assert finding("consecutive_years", params, case(*run(2024, 2025, level="good"))).answer is MET
    titled = case(rated(2025), held(TITLE, 2024))
    assert finding("consecutive_years", params, titled).answer is NOT_MET
