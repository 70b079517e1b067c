"""Pages name awards; agencies and awards of another province are not for a province's table."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from accounts.errors import Invalid
from accounts.models import AuditEvent
from awards.models import AwardType
from blocs.states import Stage
from scoring import services
from scoring.selectors.titles import title_names, titles_for
from scoring.services.publishing import publish_table
from scoring.spreadsheets.content import content_of
from scoring.states import CriterionKind, Scorer, TableState
from tests.factories import (
    assign,
    make_agency,
    make_bloc_year,
    make_cycle,
    make_editor,
    make_officer,
    make_province,
    make_sheet,
    make_table,
)
from tests.scoring.pages import sign_in, text_of
from tests.scoring.workbooks import cell, changed, workbook

pytestmark = pytest.mark.django_db
PAGE = "/bang-tieu-chi/nhap-tu-excel/"
BONUS = {"titles": {"co-chinh-phu": "15", "co-tinh": "10"}}
KINDS = [("I", CriterionKind.MANUAL, "10"), ("II", CriterionKind.AWARD_BONUS, "15")]


def award_table(**fields):
    return make_table(KINDS, changes={"II": {"rule": BONUS}}, **fields)


def own_form(province, code="co-rieng"):
    return AwardType.objects.create(
        code=code,
        name="Cờ hạng Nhất của tỉnh",
        kind="title",
        level="province",
        decided_by="Chủ tịch",
        position=900,
        province=province,
    )


def test_a_province_s_table_may_name_the_law_s_awards_and_its_own():
    home, away = make_province(), make_province()
    own_form(home)

    codes = [{title.code for title in titles_for(one)} for one in (home, away, None)]

    assert codes[0] - codes[1] == {"co-rieng"}
    assert codes[1] == codes[2]
    assert "co-chinh-phu" in codes[2]


def test_names_are_looked_up_once_and_only_when_asked(django_assert_num_queries):
    names = title_names()

    with django_assert_num_queries(1):
        assert names["co-chinh-phu"] == "Cờ thi đua của Chính phủ"
        assert names.get("khong-co-that") is None
        assert len(list(names)) == len(names)


def test_a_sheet_and_a_table_s_page_name_the_awards_and_no_codes(client):
    season, agencies = make_bloc_year(3, stage=Stage.SELF_SCORING)
    table = award_table()
    assign(season, table)
    sheet = make_sheet(season, agencies[2])
    sign_in(client, make_editor(agencies[2]))
    address = [season.bloc.code, season.cycle.label]

    for page in (sheet.get_absolute_url(), reverse("scoring:criteria-table", args=address)):
        text = text_of(client.get(page))
        assert "Cờ thi đua của Chính phủ: 15; Cờ thi đua của Ủy ban nhân dân tỉnh: 10" in text
        assert "co-chinh-phu" not in text


@pytest.fixture
def home():
    return make_province(name="Tây Ninh")


@pytest.fixture
def officer(client, home):
    user = make_officer(province=home)
    sign_in(client, user)
    return user


def scored_by(name):
    """Return a workbook whose I.5 is scored by an agency of its field."""
    return changed(cell("I7", "Cơ quan chuyên ngành chấm"), cell("J7", name), cell("D7", "13,5"))


def listed(answer):
    """Return what a workbook offers to choose from."""
    book = load_workbook(io.BytesIO(answer.content))
    return [cell for row in book["Danh mục"].iter_rows(values_only=True) for cell in row if cell]


def send(client, data, **fields):
    upload = SimpleUploadedFile("bang.xlsx", data)
    return client.post(PAGE, {"code": "mau", "cycle": "2026", "upload": upload, **fields})


def test_the_agency_of_another_province_is_neither_listed_nor_taken(client, officer, home):
    own = make_agency(short_name="Cục Thuế", name="Cục Thuế tỉnh Tây Ninh", province=home)
    make_agency(short_name="Cục Thuế", name="Cục Thuế tỉnh khác", province=make_province())

    taken = send(client, scored_by("Cục Thuế"))
    refused = send(client, scored_by("Cục Thuế tỉnh khác"))

    assert taken.status_code == 200
    assert own.code in {node.sector for node, *_ in taken.context["rows"]}
    assert f": {own.short_name}" in text_of(taken)
    assert refused.status_code == 422
    assert "Chưa có cơ quan “Cục Thuế tỉnh khác”" in text_of(refused)
    named = listed(client.get(reverse("scoring:criteria-template")))
    assert f"Cục Thuế tỉnh Tây Ninh ({own.code})" in named
    assert not [name for name in named if "tỉnh khác" in name]


def test_a_member_s_workbook_of_its_table_names_no_other_agencies(client):
    season, agencies = make_bloc_year(1)
    stranger = make_agency(name="Sở không liên quan")
    assign(season, make_table(code="cua-khoi"))
    client.force_login(make_editor(agencies[0]))

    address = reverse("scoring:season-workbook", args=[season.bloc.code, season.cycle.label])
    named = listed(client.get(address))

    assert named
    assert not [name for name in named if stranger.code in name]


def test_an_export_with_an_agency_that_was_taken_before_comes_back_unchanged(client, officer, home):
    foreign, cycle = make_agency(province=make_province()), make_cycle()
    named = {"I": {"scored_by": Scorer.SECTOR.value, "sector": foreign}}
    nodes = [("I", CriterionKind.MANUAL, "10")]
    table = make_table(nodes, changes=named, code="mau", cycle=cycle, province=home)
    data = client.get(reverse("scoring:table-workbook", args=[table.pk])).content

    again = send(client, data, cycle=cycle.label)
    other = send(client, data, code="khac", cycle=cycle.label)

    assert "Tệp không khác bản 1 đang có." in text_of(again)
    assert other.status_code == 422


def test_a_table_with_another_province_s_agency_is_not_published(home):
    foreign = make_agency(name="Sở Tài chính tỉnh khác", province=make_province())
    named = {"I": {"scored_by": Scorer.SECTOR.value, "sector": foreign}}
    table = make_table(
        [("I", CriterionKind.MANUAL, "10")], changes=named, province=home, published=False
    )
    events = AuditEvent.objects.count()

    with pytest.raises(Invalid, match=r"thuộc tỉnh khác.*Sở Tài chính tỉnh khác \(I\)"):
        publish_table(table=table, actor=None)
    with pytest.raises(Invalid, match="thuộc tỉnh khác"):
        services.replace_draft(
            table=table,
            title="Bảng",
            scale=table.scale,
            nodes=content_of(table).nodes,
            seen_version=table.version,
            actor=None,
        )

    table.refresh_from_db()
    assert table.state == TableState.DRAFT
    assert AuditEvent.objects.count() == events


def test_a_shared_table_may_name_any_agency():
    foreign = make_agency(province=make_province())
    named = {"I": {"scored_by": Scorer.SECTOR.value, "sector": foreign}}
    table = make_table([("I", CriterionKind.MANUAL, "10")], changes=named, published=False)

    assert publish_table(table=table, actor=None).state == TableState.PUBLISHED


def test_an_award_of_nobody_s_catalogue_is_named_by_its_cell_on_the_page(client, officer):
    data = changed(
        cell("K14", "cách tính: danh hiệu cao nhất; khong-co-that → 15"), data=workbook()
    )

    assert "danh mục khen thưởng không có “khong-co-that”" in text_of(send(client, data))
