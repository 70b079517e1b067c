"""The page of a season's members: their names in its papers, and what keeps a name."""

import pytest

from accounts.errors import NotAllowed
from accounts.models import AuditEvent
from accounts.row_texts import RowEdit
from blocs.models import Membership
from blocs.states import NarrativeSection, Stage
from reports import services
from reports.selectors.narrative import read_narrative
from reports.selectors.signing import signing_of
from reports.states import DocumentKind
from tests.factories import make_bloc_year, make_editor, make_officer, make_user
from tests.reports.issuing import issue, ready_draft, season_of_2022
from tests.reports.narrating import make_year, say
from tests.reports.pages import of_season, settle_in
from tests.reports.signed_papers import issued_covenant

pytestmark = pytest.mark.django_db
# Session, person, appointments; season, its head; papers in force that agencies sign; members,
# their offices; ranking. Where such a paper is in force, also the names its places are told by.
QUERIES = 9
NAMES = 1


def page_of(season):
    return of_season(season, "member-list")


def names_of(season):
    return list(season.memberships.order_by("position").values_list("name", flat=True))


def sent(season, **names):
    rows = season.memberships.order_by("position")
    return {
        key: value
        for number, row in enumerate(rows, start=1)
        for key, value in (
            (f"{row.pk}-seen", row.name),
            (f"{row.pk}-text", names.get(f"name_{number}", row.name)),
        )
    }


def flat(page) -> str:
    """Return the page's source with its lines run together."""
    return " ".join(page.content.decode().split())


def test_the_secretariat_sees_all_of_them_and_writes_their_names_on_record(client):
    season, (head, *_) = make_year()
    Membership.objects.filter(agency=head).update(category="Xã miền núi")
    settle_in(client, make_editor(head))
    before = flat(client.get(page_of(season)))

    answer = client.post(page_of(season), sent(season, name_2="  Sở   Nội vụ mới "), follow=True)

    first = season.memberships.get(position=1)
    assert f'<th scope="row">{first.agency.short_name}</th>' in before
    assert "<td>Trưởng khối</td> <td>Xã miền núi</td>" in before
    assert "Đã lưu tên của 1 đơn vị." in flat(answer)
    assert names_of(season)[1] == "Sở Nội vụ mới"
    event = AuditEvent.objects.get(action="season.rename_members")
    assert list(event.after.values()) == ["Sở Nội vụ mới"]


def test_an_office_that_was_handed_over_is_told_as_on_the_season_page(client):
    season, (head, *_) = make_year()
    season.offices.update(state="handed_over")
    settle_in(client, make_editor(head))

    for page in (page_of(season), season.get_absolute_url()):
        assert "<td>Trưởng khối (đã bàn giao)</td>" in flat(client.get(page))


def test_a_provincial_officer_may_and_another_member_sees_why_not(client):
    season, (_, member, _) = make_year()
    settle_in(client, make_officer(season.bloc))
    assert client.post(page_of(season), sent(season, name_1="Mới")).status_code == 302
    client.logout()
    settle_in(client, make_editor(member))

    answer = client.post(page_of(season), sent(season, name_1="Cũ"))

    assert answer.status_code == 403
    assert names_of(season)[0] == "Mới"
    page = flat(client.get(page_of(season)))
    assert "Chỉ đơn vị Trưởng khối hoặc cơ quan thi đua" in page
    assert '-text"' not in page


def test_strangers_find_no_such_page(client):
    season, _ = make_year()
    settle_in(client, make_user())

    assert client.get(page_of(season)).status_code == 404


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("  ", "Quý vị cần ghi tên đơn vị."),
        ("x" * 251, "Dài quá 250 ký tự"),
        ("{other}", "Hai đơn vị cùng mang tên"),
    ],
)
def test_what_cannot_be_a_name_is_refused_and_stays_in_its_box(client, name, why):
    season, (head, *_) = make_year()
    settle_in(client, make_editor(head))
    held = names_of(season)
    typed = name.format(other=held[1].upper())

    answer = client.post(page_of(season), sent(season, name_1=typed))

    assert answer.status_code == 422
    assert why in flat(answer)
    assert f">{typed}</textarea>" in answer.content.decode()
    assert names_of(season) == held


def test_who_saves_second_is_told(client):
    season, (head, *_) = make_year()
    settle_in(client, make_editor(head))
    mine = sent(season, name_1="Của tôi")
    season.memberships.filter(position=1).update(name="Của người khác")

    answer = client.post(page_of(season), mine)

    assert answer.status_code == 409
    assert "vừa được người khác ghi là “Của người khác”" in flat(answer)
    assert names_of(season)[0] == "Của người khác"


@pytest.mark.parametrize(
    ("stage", "why"),
    [(Stage.SUBMITTED, "Hồ sơ đã trình tỉnh"), (Stage.CLOSED, "Năm thi đua này đã kết thúc")],
)
def test_what_is_with_the_province_keeps_its_names(client, stage, why):
    season, _ = make_bloc_year(3, stage=stage)
    settle_in(client, make_officer(season.bloc))
    held = names_of(season)

    answer = client.post(page_of(season), sent(season, name_1="Mới"))

    assert (answer.status_code, names_of(season)) == (403, held)
    assert why in flat(client.get(page_of(season)))


@pytest.mark.usefixtures("printed_once")
def test_a_name_under_which_an_issued_covenant_is_signed_stays(client):
    line, season, agencies = issued_covenant()
    settle_in(client, make_officer(season.bloc))
    held, signing = names_of(season), signing_of(line).agencies_signing()

    answer = client.post(page_of(season), sent(season, name_2="Mới"))

    assert answer.status_code == 422
    assert f"Giao ước thi đua đang có hiệu lực có chỗ ký in “{held[1]} (Phó" in flat(answer)
    assert "Giao ước thi đua đang có hiệu lực có chỗ ký theo tên đã in" in flat(answer)
    assert flat(client.get(page_of(season))).count("có chỗ ký theo tên đã in") == 1
    assert "Lưu tên đơn vị" not in flat(client.get(page_of(season)))
    assert names_of(season) == held
    assert signing == signing_of(line).agencies_signing() == {one.pk for one in agencies}


def test_a_draft_to_be_signed_by_names_of_before_is_not_issued():
    season, _ = season_of_2022(3)
    draft = ready_draft(season, DocumentKind.COVENANT)
    row = season.memberships.get(position=2)
    services.rename_members(
        season_id=season.pk, edits={row.pk: RowEdit(row.name, "Mới")}, actor=None
    )

    with pytest.raises(NotAllowed, match="tên đơn vị thành viên đã đổi sau khi lập bản dự thảo"):
        issue(draft, number=None, symbol="")


def test_the_report_leads_here_from_the_number_of_members():
    season, _ = make_year()
    say(season, "{03|don-vi.so-luong} đơn vị.", section=NarrativeSection.SITUATION)

    (row,) = read_narrative(season).section(NarrativeSection.SITUATION).rows

    assert [one.url for one in row.origins] == [page_of(season)]


@pytest.mark.parametrize("members", [1, 3])
def test_the_page_costs_the_same_for_one_member_and_for_many(
    client, django_assert_num_queries, members
):
    season, (head, *_) = make_year(members)
    settle_in(client, make_editor(head))

    with django_assert_num_queries(QUERIES):
        page = client.get(page_of(season))

    assert flat(page).count('-text"') == members


@pytest.mark.parametrize("members", [1, 3])
def test_names_that_are_held_cost_one_query_more_however_many(
    client, django_assert_num_queries, members
):
    season, (head, *_) = season_of_2022(members)
    issue(ready_draft(season, DocumentKind.COVENANT), number=None, symbol="")
    settle_in(client, make_editor(head))

    with django_assert_num_queries(QUERIES + NAMES):
        page = client.get(page_of(season))

    assert (flat(page).count('<th scope="row">'), flat(page).count('-text"')) == (members, 0)
    assert "có chỗ ký theo tên đã in" in flat(page)
