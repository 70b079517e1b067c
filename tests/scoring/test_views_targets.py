import pytest

from scoring.views.targets import page_of
from tests.factories import line_of, make_editor, make_officer
from tests.scoring.calculated import aim, make_calculated_year, points_on, report
from tests.scoring.pages import sign_in, text_of, value_of

pytestmark = pytest.mark.django_db
WHY = "Theo Quyết định số 12/QĐ-UBND"


@pytest.fixture
def year():
    return make_calculated_year(3)


def target_cells(line, typed):
    seen = "" if line.target is None else str(int(line.target))
    return {f"{line.pk}-target": typed, f"{line.pk}-seen": seen}


def test_one_criterion_shows_every_member_with_target_and_assignment(client, year):
    season, agencies, sheets = year
    aim(sheets, "I.1", "100", "120.5", "90")
    sign_in(client, make_officer(season.bloc))

    page = client.get(page_of(season))

    said = text_of(page)
    assert "I.1. Tiêu chí I.1" in said
    assert "Đúng chỉ tiêu được 50% của 40 điểm" in said
    assert [value_of(page, f"{line_of(sheet, 'I.1').pk}-target") for sheet in sheets] == [
        "100",
        "120,5",
        "90",
    ]
    assert all(agency.name in said for agency in agencies)


def test_targets_are_saved_together_with_a_reason_and_the_points_follow(client, year):
    season, _, sheets = year
    report(sheets[1], "I.2", "90")
    sign_in(client, make_officer(season.bloc))
    form = {"reason": WHY}
    for sheet in sheets:
        form |= target_cells(line_of(sheet, "I.2"), "100")

    answer = client.post(page_of(season, **{"tieu-chi": "I.2"}), form, follow=True)

    assert "Đã lưu 3 chỉ tiêu." in text_of(answer)
    assert points_on(sheets, "I.2") == [None, "18.00", None]


def test_what_is_no_number_or_lacks_the_reason_keeps_everything_typed(client, year):
    season, _, sheets = year
    sign_in(client, make_officer(season.bloc))
    line = line_of(sheets[2], "I.1")
    page = page_of(season, **{"tieu-chi": "I.1"})

    bad = client.post(page, target_cells(line, "một trăm") | {"reason": WHY})
    assert bad.status_code == 422
    assert "Chỉ tiêu ghi bằng chữ số" in text_of(bad)
    assert value_of(bad, f"{line.pk}-target") == "một trăm"
    assert value_of(bad, "reason") == WHY

    mute = client.post(page, target_cells(line, "100"))
    assert mute.status_code == 422
    assert "cần nêu lý do" in text_of(mute)
    assert value_of(mute, f"{line.pk}-target") == "100"
    assert line_of(sheets[2], "I.1").target is None


def test_a_target_that_somebody_set_first_is_shown_and_kept(client, year):
    season, _, sheets = year
    sign_in(client, make_officer(season.bloc))
    form = target_cells(line_of(sheets[2], "I.1"), "90") | {"reason": WHY}
    aim(sheets, "I.1", "100", "100", "100")

    answer = client.post(page_of(season), form)

    assert answer.status_code == 409
    assert "vừa được người khác sửa thành 100" in text_of(answer)
    assert str(line_of(sheets[2], "I.1").target) == "100.0000"


def test_one_member_shows_all_its_criteria(client, year):
    season, agencies, _ = year
    sign_in(client, make_editor(agencies[0]))

    page = client.get(page_of(season, **{"don-vi": agencies[2].code}))

    said = text_of(page)
    assert [f"Tiêu chí {key}" in said for key in ("I.1", "I.2", "II", "VI")] == [True] * 4
    assert said.count("không có chỉ tiêu") == 5


def test_a_member_reads_and_changes_nothing(client, year):
    season, agencies, sheets = year
    sign_in(client, make_editor(agencies[2]))
    line = line_of(sheets[1], "I.1")

    page = client.get(page_of(season))
    assert page.status_code == 200
    assert f"{line.pk}-target" not in page.content.decode()
    assert "Không giao…" not in text_of(page)
    answer = client.post(page_of(season), target_cells(line, "5") | {"reason": WHY})
    assert answer.status_code == 403
    assert line_of(sheets[1], "I.1").target is None


def test_a_criterion_is_taken_from_a_draft_after_asking_and_given_back(client, year):
    _, agencies, sheets = year
    sign_in(client, make_editor(agencies[0]))
    line = line_of(sheets[2], "I.1")
    address = f"/phieu/dong/{line.pk}/phan-cong/"

    asked = client.get(address)
    assert "không tính vào tổng điểm" in text_of(asked)
    mute = client.post(address, {"seen": "co", "reason": " "})
    assert mute.status_code == 422
    taken = client.post(address, {"seen": "co", "reason": "Không có chức năng"}, follow=True)
    assert "Không giao: Không có chức năng" in text_of(taken)
    client.post(address, {"seen": "khong", "reason": "Giao bổ sung"})

    assert line_of(sheets[2], "I.1").is_assigned


def test_nobody_is_offered_to_take_a_criterion_from_their_own_agency(client, year):
    season, agencies, sheets = year
    sign_in(client, make_editor(agencies[0]))
    own = line_of(sheets[0], "I.1")

    page = client.get(page_of(season))
    answer = client.get(f"/phieu/dong/{own.pk}/phan-cong/")

    assert f"/phieu/dong/{own.pk}/phan-cong/" not in page.content.decode()
    assert "thuộc chính đơn vị này" in text_of(answer)
    assert (
        client.post(f"/phieu/dong/{own.pk}/phan-cong/", {"seen": "co", "reason": "x"}).status_code
        == 403
    )


def test_a_second_click_says_that_it_was_decided_before(client, year):
    season, _, sheets = year
    sign_in(client, make_officer(season.bloc))
    address = f"/phieu/dong/{line_of(sheets[2], 'I.1').pk}/phan-cong/"
    form = {"seen": "co", "reason": WHY}

    first, second = (text_of(client.post(address, form, follow=True)) for _ in range(2))

    assert "Đã thay đổi phân công tiêu chí." in first
    assert "Đã thay đổi phân công tiêu chí." not in second
    assert "lần bấm này không thay đổi gì" in second
    assert not line_of(sheets[2], "I.1").is_assigned


def test_a_line_of_another_bloc_does_not_exist(client, year):
    _, agencies, _ = year
    _, _, others = make_calculated_year(2)
    sign_in(client, make_editor(agencies[0]))

    address = f"/phieu/dong/{line_of(others[0], 'I.1').pk}/phan-cong/"

    assert client.get(address).status_code == 404


@pytest.mark.parametrize("size", [1, 3])
def test_the_matrix_asks_as_often_for_one_member_as_for_three(
    client, django_assert_num_queries, size
):
    season, agencies, _ = make_calculated_year(size)
    sign_in(client, make_officer(season.bloc))

    with django_assert_num_queries(10):
        client.get(page_of(season))
    with django_assert_num_queries(10):
        client.get(page_of(season, **{"don-vi": agencies[0].code}))


@pytest.mark.parametrize("number", ["9" * 30, "²", "x"])
def test_a_cell_that_no_page_made_is_passed_over(client, year, number):
    season, _, sheets = year
    sign_in(client, make_officer(season.bloc))

    answer = client.post(page_of(season), {f"{number}-target": "100", "reason": WHY})

    assert answer.status_code in {302, 422}
    assert line_of(sheets[0], "I.1").target is None


@pytest.mark.parametrize("typed", ["-5", "0"])
def test_a_target_that_nothing_can_be_measured_against_is_refused(client, year, typed):
    season, _, sheets = year
    sign_in(client, make_officer(season.bloc))
    line = line_of(sheets[0], "I.2")
    page = page_of(season, **{"tieu-chi": "I.2"})

    answer = client.post(page, target_cells(line, typed) | {"reason": WHY})

    assert answer.status_code in {403, 422}
    assert "chỉ tiêu phải lớn hơn 0 mới tính được." in text_of(answer)
    assert value_of(answer, f"{line.pk}-target") == typed
    assert line_of(sheets[0], "I.2").target is None
