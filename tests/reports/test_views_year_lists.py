"""The pages of a year's lists: what each shows, takes and refuses, and what follows."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from accounts.models import AuditEvent
from awards.models import AwardCount
from blocs.models import Indicator, LegalDocument, Movement, Source
from blocs.services import MovementSpec, add_row
from reports.indicator_forms import MOST_BASELINES
from reports.selectors.year_lists import LISTS
from tests.factories import make_award_type, make_editor
from tests.reports.narrating import REVENUE, against, make_year, revenue, said, say
from tests.reports.pages import settle_in, told
from tests.reports.year_pages import (
    AWARDS,
    DOCUMENTS,
    MOVEMENTS,
    SOURCES,
    add_at,
    at,
    faults,
    filled,
    row_at,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def year():
    season, members = make_year()
    return season, members


def test_a_result_is_added_as_it_is_typed_here_and_listed_as_it_is_printed(client, year):
    season, (head, *_) = year
    settle_in(client, make_editor(head))
    empty = client.get(at(season)).content.decode()
    sent = filled(
        client.get(add_at(season)),
        agency=str(head.pk),
        name="  Thu   ngân sách",
        value="10.500,5",
        unit="tỷ đồng",
        qualifier="less_than",
        compared_0_issuer="Bộ Tài chính",
        compared_0_label="dự toán",
        compared_0_ratio="130",
        compared_1_kind="last_year",
        compared_1_change="-2,5",
    )

    answer = client.post(add_at(season), sent)

    assert "Danh sách chưa có mục nào." in empty
    assert answer.url == at(season)
    row = Indicator.objects.get()
    assert (row.name, row.value, row.agency) == ("Thu ngân sách", Decimal("10500.5"), head)
    lines = row.baselines.values_list("kind", "issuer", "label", "value", "ratio", "change")
    assert list(lines) == [
        ("plan", "Bộ Tài chính", "dự toán", None, 130, None),
        ("last_year", "", "", None, None, Decimal("-2.5")),
    ]
    page = client.get(at(season)).content.decode()
    assert f'<tr id="{REVENUE.format(head.code)}">' in page
    assert ">gần 10.500,5 tỷ đồng</span></td>" in page
    assert 'đạt 130% so với dự toán Bộ Tài chính giao</span><span class="line">giảm 2,5%' in page


def test_a_result_comes_back_into_its_boxes_and_saving_them_changes_nothing(client, year):
    season, (head, *_) = year
    row = revenue(season, head, value="8841", qualifier="about", qualifier_text="chừng")
    against(row, ratio="158.25", change=Decimal("-2"), value=Decimal("5591.8"))
    settle_in(client, make_editor(head))
    before = AuditEvent.objects.count()

    sent = filled(client.get(row_at(season, row)))
    answer = client.post(row_at(season, row), sent)

    assert (sent["value"], sent["compared_0_value"]) == ("8841", "5591,8")
    assert (sent["compared_0_ratio"], sent["compared_0_change"]) == ("158,25", "-2")
    assert "Đã lưu" in told(answer)
    assert AuditEvent.objects.count() == before


@pytest.mark.parametrize("boxes", [None, "", "x"])
def test_a_page_that_does_not_say_its_boxes_takes_no_comparison_away(client, year, boxes):
    season, (head, *_) = year
    row = revenue(season, head, value="8841")
    against(row, ratio="158.25")
    settle_in(client, make_editor(head))
    sent = filled(client.get(row_at(season, row))) | {"boxes": boxes, "name": "Thu"}

    answer = client.post(row_at(season, row), {k: v for k, v in sent.items() if v is not None})

    assert answer.status_code == 422
    assert "Trang này đã cũ" in answer.content.decode()
    assert row.baselines.count() == 1


def test_emptied_boxes_take_the_comparison_away(client, year):
    season, (head, *_) = year
    row = revenue(season, head)
    against(row, ratio="158")
    against(row, ratio="120", issuer="UBND tỉnh")
    settle_in(client, make_editor(head))
    emptied = {f"compared_0_{name}": "" for name in ("issuer", "label", "ratio")}

    client.post(row_at(season, row), filled(client.get(row_at(season, row)), **emptied))

    assert list(row.baselines.values_list("position", "issuer")) == [(1, "UBND tỉnh")]


@pytest.mark.parametrize(
    ("changes", "field", "why"),
    [
        ({"name": ""}, "name", "Quý vị cần ghi “Tên chỉ tiêu”."),
        ({"value": "8.841"}, "value", "8.841 có thể hiểu hai cách"),
        ({"value": "gần 5"}, "value", "“Kết quả” phải là số"),
        ({"value": "9" * 15}, "value", "“Kết quả” có nhiều nhất 14 chữ số trước và 4 chữ số sau"),
        ({"value": "12345678901234,56"}, "value", "cả thảy 15 chữ số; đề nghị quý vị làm tròn"),
        ({"compared_0_value": "1" * 16}, "compared_0_value", "ví dụ tỷ đồng thay cho đồng."),
        ({"compared_0_change": "1" * 8}, "compared_0_change", "7 chữ số trước và 2 chữ số sau dấu"),
        ({"compared_0_ratio": "1,234"}, "compared_0_ratio", "2 chữ số sau dấu phẩy"),
        ({"compared_0_ratio": "5"}, "compared_0_issuer", "do cơ quan nào giao"),
        ({"compared_1_issuer": "Bộ"}, "compared_1_value", "tỷ lệ hoặc mức tăng, giảm"),
        ({"subject": "toàn tỉnh"}, "subject", "đã chọn đơn vị nên để trống"),
        ({"note": "x" * 501}, "note", "dài quá 500 ký tự"),
        ({"note": "ok 😀"}, "note", "không in được"),
        ({"agency": "0"}, "agency", "đề nghị quý vị chọn lại"),
    ],
)
def test_what_does_not_hold_is_said_beside_its_box_and_what_was_typed_stays(
    client, year, changes, field, why
):
    season, (head, *_) = year
    settle_in(client, make_editor(head))
    start = {"agency": str(head.pk), "name": "Thu ngân sách", "unit": "đồng quê"}

    answer = client.post(add_at(season), filled(client.get(add_at(season)), **start | changes))

    assert answer.status_code == 422
    ((name, (sentence,)),) = faults(answer).items()
    assert (name, why in sentence) == (field, True)
    assert "đồng quê" in answer.content.decode()
    assert "có ô cần xem lại, được đánh dấu đỏ" in answer.content.decode()
    assert not Indicator.objects.exists()


def test_movements_counts_documents_and_sources_are_written_the_same_way(client, year):
    season, (head, *_) = year
    award = make_award_type(name="Cờ thi đua")
    settle_in(client, make_editor(head))
    for kind, typed in (
        (MOVEMENTS, {"name": "Chung sức", "term": "next", "launched_by": "province"}),
        (AWARDS, {"award": str(award.pk), "agencies": "3", "note": "một đơn vị hai lần"}),
        (
            DOCUMENTS,
            {"kind": "Chỉ thị", "issued_on": "03/01/2023", "covenant_basis": "on", "number": "1"},
        ),
        (SOURCES, {"title": "Bài báo", "published_on": "04/12/2021"}),
    ):
        sent = filled(client.get(add_at(season, kind)), **typed)
        assert client.post(add_at(season, kind), sent).url == at(season, kind)

    movement, count = Movement.objects.get(), AwardCount.objects.get()
    document, source = LegalDocument.objects.get(), Source.objects.get()
    assert (movement.name, movement.term, movement.launched_by) == ("Chung sức", "next", "province")
    assert (count.award_type, count.agencies, count.note) == (award, 3, "một đơn vị hai lần")
    assert (document.issued_on, document.covenant_basis) == (date(2023, 1, 3), True)
    assert (source.title, source.published_on) == ("Bài báo", date(2021, 12, 4))
    for kind, row, shown in (
        (MOVEMENTS, movement, "Chung sức|2023"),
        (AWARDS, count, "Cờ thi đua|03"),
        (DOCUMENTS, document, "Chỉ thị số 1|03/01/2023"),
        (SOURCES, source, "Bài báo||04/12/2021"),
    ):
        (listed, _), *_ = client.get(at(season, kind)).context["rows"]
        assert "|".join(" ".join(lines) for lines in listed.cells).startswith(shown)
        same = filled(client.get(row_at(season, row, kind)))
        before = AuditEvent.objects.count()
        assert client.post(row_at(season, row, kind), same).status_code == 302
        assert AuditEvent.objects.count() == before


def test_the_catalogue_orders_the_counts_of_awards_and_no_person(client, year):
    season, (head, *_) = year
    first, second = (
        season.award_counts.create(award_type=make_award_type(), agencies=2) for _ in range(2)
    )
    settle_in(client, make_editor(head))
    page = client.get(at(season, AWARDS))

    answer = client.post(at(season, AWARDS), filled(page, **{f"place_{second.pk}": "1"}))

    assert "Lưu thứ tự" not in page.content.decode()
    assert answer.status_code == 422
    assert "xếp theo danh mục khen thưởng" in answer.content.decode()
    assert [row.pk for row in LISTS[AWARDS].of(season)] == [first.pk, second.pk]


def test_comparisons_that_a_season_file_brought_stay_however_many_they_are(client, year):
    season, (head, *_) = year
    row = revenue(season, head)
    for place in range(MOST_BASELINES + 1):
        against(row, ratio="1", issuer=f"Bộ {place}")
    settle_in(client, make_editor(head))

    answer = client.post(row_at(season, row), filled(client.get(row_at(season, row)), note="x"))

    assert answer.status_code == 302
    assert Indicator.objects.get().note == "x"
    assert row.baselines.count() == MOST_BASELINES + 1


def test_a_result_that_was_renamed_is_told_by_its_new_name(client, year):
    season, (head, *_) = year
    row = revenue(season, head)
    settle_in(client, make_editor(head))

    sent = filled(client.get(row_at(season, row)), name="Thu nội địa")

    assert "Đã lưu “Thu nội địa”. Câu nào" in told(client.post(row_at(season, row), sent))


def test_an_award_is_counted_once(client, year):
    season, (head, *_) = year
    award = make_award_type()
    season.award_counts.create(award_type=award, agencies=2)
    settle_in(client, make_editor(head))
    sent = filled(client.get(add_at(season, AWARDS)), award=str(award.pk), agencies="3")

    answer = client.post(add_at(season, AWARDS), sent)

    assert answer.status_code == 422
    assert "đã có trong danh sách" in faults(answer)["award"][0]
    assert AwardCount.objects.get().agencies == 2


def test_a_changed_result_marks_the_sentence_and_one_click_brings_it_up_to_date(client, year):
    season, (head, *_) = year
    row = revenue(season, head)
    key = REVENUE.format(head.code)
    say(season, f"Thu đạt {{10.500 tỷ đồng|{key}}}.")
    settle_in(client, make_editor(head))
    words = reverse("reports:narrative", args=[season.bloc.code, season.cycle.label])
    fresh = client.get(words)

    client.post(row_at(season, row), filled(client.get(row_at(season, row)), value="11.000,5"))

    assert fresh.context["narrative"].stale_count == 0
    assert f'<a href="{at(season)}#{key}">10.500 tỷ đồng</a>' in fresh.content.decode()
    shown = client.get(words)
    assert "<del>10.500 tỷ đồng</del>" in shown.content.decode()
    assert "<ins>11.000,5 tỷ đồng</ins>" in shown.content.decode()
    update = reverse("reports:narrative-figures", args=[season.bloc.code, season.cycle.label])
    client.post(update, {"seen": shown.context["narrative"].figures_mark})
    assert said(season) == [f"Thu đạt {{11.000,5 tỷ đồng|{key}}}."]
    assert client.get(words).context["narrative"].stale_count == 0


def test_removing_a_result_names_the_figures_that_come_from_it_first(client, year):
    season, (head, *_) = year
    row = revenue(season, head)
    key = REVENUE.format(head.code)
    say(season, f"Thu {{10.500 tỷ đồng|{key}}}, {{đạt 5%|{key}.ty-le.bo}}, {{3|{key}-khac}}.")
    settle_in(client, make_editor(head))
    remove = row_at(season, row, name="year-row-remove")

    page = client.get(remove)
    answer = client.post(remove, filled(page))

    assert "2 số liệu trong nội dung văn bản lấy từ mục này" in page.content.decode()
    assert answer.url == at(season)
    assert not Indicator.objects.exists()
    words = reverse("reports:narrative", args=[season.bloc.code, season.cycle.label])
    assert client.get(words).context["narrative"].unknown_count == 3


def test_what_another_person_changed_meanwhile_stays_and_so_does_what_was_typed(client, year):
    season, (head, *_) = year
    row = revenue(season, head)
    settle_in(client, make_editor(head))
    sent = filled(client.get(row_at(season, row)), value="7", note="của tôi")
    Indicator.objects.update(value=8)

    answer = client.post(row_at(season, row), sent)

    assert answer.status_code == 409
    assert "vừa được người khác thay đổi" in answer.content.decode()
    assert 'value="của tôi"' in answer.content.decode()
    assert Indicator.objects.get().value == 8
    again = client.post(row_at(season, row), filled(client.get(row_at(season, row)), value="7"))
    assert (again.status_code, Indicator.objects.get().value) == (302, 7)


def test_rows_are_sent_to_other_places(client, year):
    season, (head, *_) = year
    a, b, c = (
        add_row(LISTS[MOVEMENTS], season_id=season.pk, spec=MovementSpec(one), actor=None).pk
        for one in "ABC"
    )
    settle_in(client, make_editor(head))
    page = client.get(at(season, MOVEMENTS))

    answer = client.post(at(season, MOVEMENTS), filled(page, **{f"place_{c}": "1"}))
    wrong = client.post(at(season, MOVEMENTS), filled(page, **{f"place_{c}": "đầu"}))
    late = client.post(at(season, MOVEMENTS), filled(page, **{f"place_{b}": "1"}))

    assert "Đã sắp xếp lại danh sách." in told(answer)
    assert [row.pk for row in LISTS[MOVEMENTS].of(season)] == [c, a, b]
    assert (wrong.status_code, late.status_code) == (422, 409)
    assert "“Thứ tự của mục 1” phải là số nguyên" in wrong.content.decode()
    assert "Danh sách vừa được người khác thay đổi" in late.content.decode()
