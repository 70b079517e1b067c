"""All blocs of a province beside the limits: numbers, arithmetic, cuts with their reasons."""

import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from awards.models import AwardCount, AwardLabel, CouncilVote, Proposal, Quota
from tests.awards.decided import make_session
from tests.awards.limiting import flag, limit, ranked, review
from tests.factories import (
    NOON,
    make_approver,
    make_award_type,
    make_bloc,
    make_bloc_year,
    make_cycle,
    make_editor,
    make_officer,
    make_proposal,
    make_province,
)
from tests.scoring.pages import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_shipped_limit():
    Quota.objects.all().delete()


def url(season, name="quota-province"):
    province = season.bloc.province
    return reverse(f"awards:{name}", args=[province.code, season.cycle.label])


def put(season, agency, state="sent", award=None, **fields):
    if state == "granted":
        fields = {"decision_number": "1/QĐ", "decided_on": "2024-02-01", **fields}
    if state == "refused":
        fields = {"answer": "Thành tích chưa nổi bật.", **fields}
    return make_proposal(season, agency, award_type=award or flag(), state=state, **fields)


def seen(client, season):
    found = client.get(url(season)).context["found"]
    return {line.held.name: line for line in found.awards}, found


def test_each_bloc_and_the_province_are_counted_beside_their_limits(client, officer, province):
    one, members = review(province)
    two, others = review(province, cycle=one.cycle)
    for agency, state in zip(members, ("granted", "refused", "withdrawn"), strict=True):
        put(one, agency, state)
    for agency, state in zip(others, ("draft", "sent", "passed"), strict=True):
        put(two, agency, state)
    limit(one, (1, None, 2))
    limit(one, (1, 5, 1), (6, None, 3), scope="province")

    lines, found = seen(client, one)

    total = lines[flag().name].held
    assert (total.tally.proposed, total.tally.sent) == (5, 4)
    assert (total.tally.granted, total.tally.refused, total.tally.waiting) == (1, 1, 2)
    assert (total.limit, total.over) == (3, 1)
    assert total.answer.limit.text == ("Có 6 đơn vị thành viên, thuộc mức từ 6 trở lên: tối đa 3.")
    told = {
        line.season.pk: (line.held.tally.proposed, line.held.limit, line.held.over)
        for line in found.lines
    }
    assert told == {one.pk: (2, 2, 0), two.pk: (3, 2, 1)}


def test_the_council_s_cuts_are_told_by_their_reasons(client, officer, province):
    season, members = make_bloc_year(6, bloc=make_bloc(province=province))
    put(season, members[0], "granted")
    late = [
        put(season, one, "refused", answer=said)
        for one, said in zip(
            members[1:4], ("Nộp hồ sơ muộn.", "nộp hồ  sơ muộn", "Chưa nổi bật"), strict=True
        )
    ]
    session = make_session(season, name="Phiên 1")
    for agency, votes in zip(members[4:], (3, 4), strict=True):
        lost = put(season, agency, "refused", answer=f"Hội đồng không thông qua: {votes}/9")
        CouncilVote.objects.create(
            session=session,
            proposal=lost,
            agreed=votes,
            disagreed=9 - votes,
            passed=False,
            recorded_at=NOON,
        )

    page = client.get(url(season))

    (line,) = page.context["found"].awards
    assert [(cut.number, cut.reason) for cut in line.cuts] == [
        (2, "Hội đồng biểu quyết không thông qua: Phiên 1, 20/02/2023"),
        (2, "Nộp hồ sơ muộn."),
        (1, "Chưa nổi bật"),
    ]
    assert [one.proposal_id for one in line.cuts[1].refusals] == [late[0].pk, late[1].pk]
    text = text_of(page)
    assert "6 → 1" in text
    assert "Gửi 6, không được chấp thuận 5, còn 1: 1 đã được khen thưởng." in text
    assert "Hội đồng không thông qua: 4/9" in text
    assert f"{members[1].name} ({season.bloc.name})" in text


def test_a_grade_of_a_flag_is_counted_once_and_apart_where_it_has_its_own_limit(
    client, officer, province
):
    season, members = review(province)
    grade = make_award_type(province=province, counts_as=flag(), grade=1)
    put(season, members[0], award=grade)
    put(season, members[1], "refused")
    put(season, members[2], "refused", award=grade)
    assert list(seen(client, season)[0]) == [flag().name]

    limit(season, (1, None, 0), award_type=grade)
    lines, found = seen(client, season)

    assert lines[flag().name].held.tally.proposed == 3
    assert lines[grade.name].held.is_part
    assert [len(line.cuts) for line in found.awards] == [1, 0]
    (part,) = [line.held for line in found.lines if line.held.is_part]
    assert (part.tally.proposed, part.over) == (2, 1)


def test_who_did_not_lead_is_named_where_only_leaders_may_be_proposed(client, officer, province):
    season, (leader, second, _) = review(province)
    limit(season, (1, None, 9), only_leaders=True)
    limit(season, (1, None, 9), only_leaders=True, scope="province")
    ranked(season, leader, second)
    for agency in (leader, second):
        put(season, agency)

    page = client.get(url(season), {"tinh_trang": "vuot"})

    name = season.memberships.get(agency=second).name
    assert text_of(page).count(f"Chưa dẫn đầu theo bảng xếp hạng: {name}.") == 2
    assert len(page.context["table"].rows) == 1


def test_names_of_the_province_counts_without_names_and_undecided_ones_are_told(
    client, officer, province
):
    season, members = review(province)
    AwardLabel.objects.create(province=province, award_type=flag(), label="Cờ dẫn đầu")
    AwardCount.objects.create(season=season, award_type=flag(), agencies=4)
    make_proposal(season, members[0])

    text = text_of(client.get(url(season)))

    assert "Cờ dẫn đầu" in text
    assert "4 không nêu tên" in text
    assert "có 1 đề nghị chưa xác định hình thức" in text


def test_another_province_or_year_is_not_counted(client, officer, province):
    season, (agency, *_) = review(province)
    put(season, agency)
    for stranger in (review(cycle=season.cycle), review(province, cycle=make_cycle())):
        put(stranger[0], stranger[1][0])

    lines, found = seen(client, season)

    assert lines[flag().name].held.tally.proposed == 1
    assert len(found.seasons) == 1


def test_the_list_is_filtered_by_bloc_award_and_standing(client, officer, province):
    season, (agency, *_) = review(province)
    other, _ = review(province, cycle=season.cycle)
    put(season, agency)
    put(season, agency, award=make_award_type(name="Bằng khen thử"))
    limit(season, (1, None, 0))

    for asked, count in (
        ({}, 3),
        ({"khoi": other.bloc.name}, 1),
        ({"hinh_thuc": "bằng khen thử"}, 1),
        ({"tinh_trang": "vuot"}, 1),
        ({"tinh_trang": "trong"}, 1),
        ({"tinh_trang": "khong"}, 1),
    ):
        assert len(client.get(url(season), asked).context["table"].rows) == count


@pytest.mark.parametrize("size", [1, 3, 35])
def test_the_page_costs_the_same_for_one_bloc_and_for_all(
    client, django_assert_num_queries, officer, province, size
):
    cycle = make_cycle()
    for number in range(size):
        season, members = make_bloc_year(2, bloc=make_bloc(province=province), cycle=cycle)
        put(season, members[0], "refused")
        put(season, members[1], award=make_award_type(code=f"rieng-{number}"))
        limit(season, (1, None, 1), bloc_kind="") if number == 0 else None
    limit(season, (1, None, 1), scope="province")
    client.get(url(season))

    # session, user, appointments; province, its years; blocs, three for their days, two for
    # limits, proposals, counts without names, members, votes, three for what limits count,
    # the province's names, catalogue; samples, years, provinces twice
    with django_assert_num_queries(23):
        page = client.get(url(season))

    assert len(page.context["found"].seasons) == size


def sheets_of(answer):
    book = load_workbook(io.BytesIO(answer.content))
    return {
        sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book
    }, book


def test_the_workbook_holds_the_same_and_no_text_of_it_becomes_a_formula(client, officer, province):
    season, members = review(province)
    season.bloc.name = "=1+1"
    season.bloc.save(update_fields=["name"])
    put(season, members[0], "granted")
    put(season, members[1], "refused", answer="=HYPERLINK(1)")
    limit(season, (1, None, 1))
    limit(season, (1, None, 1), scope="province", source="@SUM(A1)")

    answer = client.get(url(season, "quota-province-xlsx"))

    sheets, book = sheets_of(answer)
    assert answer["Content-Disposition"] == (
        f'attachment; filename="han-muc-{province.code}-{season.cycle.label}.xlsx"'
    )
    total = sheets["Toàn tỉnh"][1]
    assert total[:8] == [flag().name, 2, 2, 1, None, 1, 1, None]
    assert total[9:] == [
        "@SUM(A1)",
        "Gửi 2, không được chấp thuận 1, còn 1: 1 đã được khen thưởng.",
    ]
    assert sheets["Từng khối, cụm"][1][:3] == ["=1+1", flag().name, 2]
    name = season.memberships.get(agency=members[1]).name
    assert sheets["Không được chấp thuận"][1][1:] == [
        "=HYPERLINK(1)",
        1,
        f"{name} (=1+1)",
        "=HYPERLINK(1)",
    ]
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds


def test_a_reason_is_counted_once_in_the_workbook_and_sample_data_says_so(
    client, officer, province
):
    season, members = review(province)
    for member in members:
        put(season, member, "refused")
    sheets, _ = sheets_of(client.get(url(season, "quota-province-xlsx")))
    assert [row[2] for row in sheets["Không được chấp thuận"][1:]] == [3, None, None]
    assert all(rows[0][0] != "DỮ LIỆU MẪU" for rows in sheets.values())

    type(season).objects.update(is_sample=True)
    sheets, book = sheets_of(client.get(url(season, "quota-province-xlsx")))

    assert {rows[0][0] for rows in sheets.values()} == {"DỮ LIỆU MẪU"}
    assert [row[2] for row in sheets["Không được chấp thuận"][2:]] == [3, None, None]
    assert {sheet.freeze_panes for sheet in book} == {"C3"}


def test_only_who_oversees_the_whole_province_finds_the_pages(client, province):
    season, (head, *_) = review(province)
    strangers = (
        make_editor(head),
        make_approver(head),
        make_officer(season.bloc),
        make_officer(province=make_province()),
    )
    for person in strangers:
        client.force_login(person)
        for name in ("quota-province", "quota-province-xlsx"):
            assert client.get(url(season, name)).status_code == 404
        assert client.get(reverse("awards:quota-overview")).status_code == 404
    for person in strangers[:3]:
        client.force_login(person)
        for page in ("front", "quota-list"):
            text = client.get(reverse(f"awards:{page}")).content.decode()
            assert reverse("awards:quota-overview") not in text


def test_the_entry_leads_to_the_latest_year_and_is_linked_where_officers_go(
    client, officer, province
):
    review(province, cycle=make_cycle(label="2021"))
    season, _ = review(province, cycle=make_cycle(label="2023"))
    entry = reverse("awards:quota-overview")

    assert client.get(entry).url == url(season)
    assert f'href="{entry}"' in client.get(reverse("awards:quota-list")).content.decode()
    assert f'href="{url(season)}"' in client.get(reverse("awards:front")).content.decode()
    years = client.get(url(season)).context["years"]
    assert [one.label for one in years] == ["2023", "2021"]
    assert client.get(url(season).replace("2023", "2022")).status_code == 404


def test_the_entry_leads_to_the_latest_year_that_has_work_in_it(client, officer, province):
    busy, (member, *_) = review(province, cycle=make_cycle(label="2021"))
    empty, (other, *_) = review(province, cycle=make_cycle(label="2023"))
    put(busy, member)
    put(empty, other, "withdrawn")
    elsewhere, (stranger, *_) = review(make_province(), cycle=make_cycle(label="2024"))
    put(elsewhere, stranger)

    page = client.get(reverse("awards:quota-overview"), follow=True)

    assert page.redirect_chain[-1][0] == url(busy)
    assert f'href="{url(empty)}"' in page.content.decode()
    assert f'href="{url(busy)}"' in client.get(reverse("awards:front")).content.decode()


def test_who_oversees_several_provinces_goes_from_one_to_another(client, province):
    season, _ = review(province)
    other, _ = review(make_province(), cycle=season.cycle)
    client.force_login(make_officer())

    asked = client.get(reverse("awards:quota-overview"), {"tinh": other.bloc.province.code})

    assert asked.url == url(other)
    assert client.get(reverse("awards:quota-overview"), {"tinh": "x"}).status_code == 404


def test_a_year_without_proposals_and_limits_says_so(client, officer, province):
    season, _ = review(province)

    text = text_of(client.get(url(season)))

    assert "Chưa có đề nghị nào và chưa có hạn mức nào trong năm này." in text
    assert "Chưa có đề nghị nào không được chấp thuận." in text
    assert not Proposal.objects.exists()
