"""The page on which a season goes on with an amended table."""

import pytest
from django.urls import reverse

from awards.models import AwardRecord, AwardType
from blocs.states import Stage
from scoring.models import Amendment, ScoreLine
from scoring.states import CriterionKind, LinePolicy, SheetState
from tests.factories import (
    line_of,
    make_bloc,
    make_cycle,
    make_editor,
    make_officer,
    make_sheet,
    make_table,
)
from tests.scoring.amending import amended, scoring_season
from tests.scoring.calculated import make_calculated_table
from tests.scoring.pages import season_page, sign_in, text_of

pytestmark = pytest.mark.django_db
CHANGES = {"I.1": {"max_points": 30}, "I": {"max_points": 50}, "II.1": {"label": "Viết lại"}}
ADDED = [("II.2", CriterionKind.MANUAL, "10")]


def page_of(season, table):
    return reverse("reports:amendment-apply", args=[season.bloc.code, season.cycle.label, table.pk])


def amended_season(*, sheets=1, **fields):
    season, agencies, officer = scoring_season(stage=Stage.APPRAISAL, **fields)
    for agency in agencies[:sheets]:
        make_sheet(season, agency, state=SheetState.SUBMITTED, points={"I.1": "38", "II.1": "20"})
    later = amended(season.season_table.table, changes=CHANGES, added=ADDED)
    return season, later, officer


def sent(season, **changes):
    return {
        "seen_table": season.season_table.table_id,
        "reason": "Theo Quyết định số 9",
        "confirmation": "ÁP DỤNG",
        "dong-0": "clamp",
        "dong-1": "keep",
        **changes,
    }


@pytest.mark.parametrize("sheets", [1, 3])
def test_the_page_costs_the_same_for_one_sheet_and_for_three(
    client, django_assert_num_queries, sheets
):
    season, later, officer = amended_season(sheets=sheets)
    sign_in(client, officer)

    # session, user, appointments, season; its table and the later one; the way between them
    # (keys, origins); both trees; choices, what sheets hold, sheets; sample
    with django_assert_num_queries(14):
        page = client.get(page_of(season, later))

    assert len(page.context["preview"].sheets) == sheets


def test_the_page_shows_each_changed_line_with_what_is_suggested(client):
    season, later, officer = amended_season()
    sign_in(client, officer)

    page = client.get(page_of(season, later))

    first, second = (choice for choice, _ in page.context["rows"])
    assert (first.node.key, first.suggested, first.filled) == ("I.1", LinePolicy.CLAMP, 1)
    assert first.words == ("điểm tối đa: 40 → 30",)
    assert (first.least, first.most) == (38, 38)
    assert (second.node.key, second.suggested) == ("II.1", LinePolicy.KEEP)
    assert "II.2 Tiêu chí mới II.2 (10 điểm)" in text_of(page)
    assert "Áp dụng cho 1 phiếu" in text_of(page)


def classes(category):
    return {
        "bands": [
            {"code": "tot", "label": "Tốt", "total_share": "0.5", "category": category},
            {"code": "dat", "label": "Đạt", "total_share": "0"},
        ]
    }


def test_changed_rules_and_classes_are_told_with_the_members_that_lose_their_own(client):
    season, agencies, officer = scoring_season(table=make_table(rules=classes("Xã miền núi")))
    season.memberships.filter(agency=agencies[0]).update(category="Xã miền núi")
    later = amended(season.season_table.table, rules={**classes("Đảo"), "decimals": 1})
    sign_in(client, officer)

    page = text_of(client.get(page_of(season, later)))

    assert "0 bãi bỏ; 3 chỗ sửa đổi quy tắc, mức xếp loại" in page
    assert "Số chữ số thập phân Giá trị 2 1" in page
    assert "tot (Xã miền núi) Bỏ Tốt —" in page
    assert "tot (Đảo) Thêm mới — Tốt" in page
    assert f"không có mức riêng cho nhóm “Xã miền núi” ({agencies[0].name})" in page


def test_the_choices_are_applied_and_the_season_tells_it(client):
    season, later, officer = amended_season()
    sign_in(client, officer)

    done = client.post(page_of(season, later), sent(season, **{"dong-1": "ask_again"}))
    page = client.get(done.url)

    assert done.url == season_page("criteria-table", season)
    assert Amendment.objects.get().to_table == later
    found = ScoreLine.objects.order_by("criterion__position").values_list("self_points", flat=True)
    assert list(found) == [30, None, None, None, None, None]
    assert "Lý do: Theo Quyết định số 9" in text_of(page)


@pytest.mark.parametrize(
    ("changes", "status", "sentence"),
    [
        ({"confirmation": "OK"}, 422, "gõ đúng chữ ÁP DỤNG"),
        ({"reason": ""}, 422, "cần nêu lý do"),
        ({"dong-0": "keep"}, 422, "Không giữ nguyên được điểm ở I.1"),
        ({"dong-0": "lost"}, 422, "“Điểm đã có ở tiêu chí I.1” không có trong danh sách"),
        ({"seen_table": 999_999}, 409, "vừa được giao bảng tiêu chí khác"),
    ],
)
def test_what_cannot_be_applied_is_refused_with_the_reason_and_keeps_what_was_chosen(
    client, changes, status, sentence
):
    season, later, officer = amended_season()
    sign_in(client, officer)

    page = client.post(page_of(season, later), sent(season, **{"dong-1": "ask_again"} | changes))

    assert page.status_code == status
    assert sentence in text_of(page)
    assert page.context["form"]["dong-1"].value() == "ask_again"
    assert not Amendment.objects.exists()


def test_the_head_sees_the_changes_but_does_not_decide(client):
    season, later, _ = amended_season()
    sign_in(client, make_editor(season.offices.get(role="head").agency))

    shown = client.get(page_of(season, later))
    refused = client.post(page_of(season, later), sent(season))

    assert "Chỉ cơ quan thi đua, khen thưởng tỉnh" in text_of(shown)
    assert refused.status_code == 403
    assert not Amendment.objects.exists()


def test_a_table_that_does_not_continue_the_season_s_has_no_page(client):
    season, later, officer = amended_season()
    sign_in(client, officer)

    assert client.get(page_of(season, make_table())).status_code == 404
    assert client.get(page_of(season, make_table(published=False))).status_code == 404
    sign_in(client, make_officer(make_bloc()))
    assert client.get(page_of(season, later)).status_code == 404


def test_the_season_s_table_leads_to_its_amendment_for_who_decides(client):
    season, later, officer = amended_season()
    link = page_of(season, later)

    sign_in(client, officer)
    assert link in client.get(season_page("criteria-table", season)).content.decode()
    sign_in(client, make_editor(season.offices.get(role="head").agency))
    assert link not in client.get(season_page("criteria-table", season)).content.decode()


def test_the_page_has_the_awards_counted_by_the_amended_table(client):
    season, agencies, officer = scoring_season(table=make_calculated_table())
    sheet = make_sheet(season, agencies[0])
    AwardRecord.objects.create(
        agency=agencies[0],
        award_type=AwardType.objects.get(code="co-tinh"),
        cycle=make_cycle(label=str(season.cycle.starts_on.year - 2)),
    )
    rule = {"titles": {"co-tinh": "10"}, "years_back": 2}
    later = amended(season.season_table.table, changes={"VI": {"rule": rule}})
    sign_in(client, officer)

    client.post(page_of(season, later), sent(season) | {"dong-0": "keep"})

    assert line_of(sheet, "VI").self_points == 10
