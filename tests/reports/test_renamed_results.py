"""A result gets another name on its page: sentences go on speaking of it, old words are told."""

import pytest
from django.urls import reverse

from accounts.models import AuditEvent
from awards.models import AwardCount, AwardType
from blocs.models import Agency, Membership, SectionRevision
from blocs.states import NarrativeSection
from reports.selectors.narrative import read_narrative
from tests.factories import make_award_type, make_editor
from tests.reports.narrating import REVENUE, against, make_year, revenue, said, say
from tests.reports.pages import settle_in, told
from tests.reports.year_pages import filled, row_at

pytestmark = pytest.mark.django_db
POLITICAL, REVIEW = NarrativeSection.POLITICAL_TASKS, NarrativeSection.REVIEW


@pytest.fixture
def year(client):
    season, members = make_year()
    settle_in(client, make_editor(members[0]))
    return season, members


def rename(client, season, row, **boxes):
    page = row_at(season, row)
    answer = client.post(page, filled(client.get(page), **boxes))
    assert answer.status_code == 302, answer.context["form"].errors
    return answer


def words_page(client, season) -> str:
    return client.get(
        reverse("reports:narrative", args=[season.bloc.code, season.cycle.label])
    ).content.decode()


def test_sentences_in_every_section_follow_the_new_name_and_stay_as_printed(client, year):
    season, (head, *_) = year
    row = revenue(season, head)
    against(row, ratio="158")
    key = REVENUE.format(head.code)
    say(season, f"Đạt {{10.500 tỷ đồng|{key}}}, {{đạt 158%|{key}.ty-le.bo-tai-chinh}}.", "Khác.")
    say(season, f"Nhờ {{10.500 tỷ đồng|{key}}}.", section=REVIEW)

    answer = rename(client, season, row, name="Thu NSNN", compared_0_issuer="Chính phủ")

    new = f"chi-tieu.{head.code}.thu-nsnn"
    assert said(season) == [
        f"Đạt {{10.500 tỷ đồng|{new}}}, {{đạt 158%|{new}.ty-le.chinh-phu}}.",
        "Khác.",
    ]
    assert said(season, REVIEW) == [f"Nhờ {{10.500 tỷ đồng|{new}}}."]
    narrative = read_narrative(season)
    assert (narrative.unknown_count, narrative.stale_count) == (0, 0)
    assert "2 đoạn của nội dung văn bản đã được nối theo tên mới." in told(answer)
    last = SectionRevision.objects.filter(section=POLITICAL.value).order_by("number").last()
    assert (last.cause, last.made_by) == ("figures", answer.wsgi_request.user)
    event = AuditEvent.objects.get(action="season.references")
    assert event.after["moves"][key] == new


def test_a_member_who_renames_its_own_result_takes_the_sentences_with_it(client, year):
    season, (_, member, _) = year
    row = revenue(season, member)
    say(season, f"{{10.500 tỷ đồng|{REVENUE.format(member.code)}}}.")
    settle_in(client, make_editor(member))

    rename(client, season, row, name="Thu NSNN")

    assert said(season) == [f"{{10.500 tỷ đồng|chi-tieu.{member.code}.thu-nsnn}}."]


def test_words_that_use_the_old_name_are_told_until_they_are_mended(client, year):
    season, (head, *_) = year
    row, key = revenue(season, head), REVENUE.format(head.code)
    say(season, f"Thu ngân sách {{10.500 tỷ đồng|{key}}}.", f"Kết quả {{10.500 tỷ đồng|{key}}}.")
    before = words_page(client, season)

    rename(client, season, row, name="Thu nội địa")

    page = words_page(client, season)
    assert "ghi tên cũ" not in before
    assert "1 đoạn còn ghi tên cũ" in page
    assert page.count("Câu còn ghi tên cũ “Thu ngân sách”, nay là “Thu nội địa”.") == 1
    assert "không còn trong dữ liệu" not in page
    new = f"chi-tieu.{head.code}.thu-noi-dia"
    say(season, f"THU NỘI ĐỊA {{10.500 tỷ đồng|{new}}}.")
    assert "ghi tên cũ" not in words_page(client, season)


def test_a_longer_new_name_holds_the_old_one_and_is_no_old_name(client, year):
    season, (head, *_) = year
    row = revenue(season, head)
    say(season, f"Thu ngân sách nhà nước {{10.500 tỷ đồng|{REVENUE.format(head.code)}}}.")

    rename(client, season, row, name="Thu ngân sách nhà nước")

    assert "ghi tên cũ" not in words_page(client, season)


def test_a_row_given_to_another_member_leaves_its_sentence_unknown(client, year):
    season, (head, other, _) = year
    row = revenue(season, head)
    text = f"{{10.500 tỷ đồng|{REVENUE.format(head.code)}}}."
    say(season, text)

    rename(client, season, row, agency=str(other.pk))

    assert said(season) == [text]
    assert read_narrative(season).unknown_count == 1


def test_a_removed_result_never_lends_its_sentence_to_its_namesake(client, year):
    season, (head, *_) = year
    row, key = revenue(season, head, "1"), REVENUE.format(head.code)
    revenue(season, head, "2")
    say(season, f"{{1 tỷ đồng|{key}}}.", f"{{2 tỷ đồng|{key}-2}}.")
    page = row_at(season, row, name="year-row-remove")

    client.post(page, filled(client.get(page)))

    states = [one.state for one in figures(season)]
    assert states == ["unknown", "current"]


def test_namesakes_that_change_places_keep_their_sentences(client, year):
    season, (head, *_) = year
    a, b, key = revenue(season, head, "1"), revenue(season, head, "2"), REVENUE.format(head.code)
    say(season, f"{{1 tỷ đồng|{key}}}.", f"{{2 tỷ đồng|{key}-2}}.")
    page = reverse("reports:year-rows", args=[season.bloc.code, season.cycle.label, "indicators"])

    sent = filled(client.get(page), **{f"place_{a.pk}": "2", f"place_{b.pk}": "1"})
    client.post(page, sent)

    assert [one.state for one in figures(season)] == ["current", "current"]
    assert said(season)[0] == f"{{1 tỷ đồng|{key}-2}}."


def figures(season):
    return [
        piece
        for row in read_narrative(season).section(POLITICAL).rows
        for piece in row.pieces
        if piece.state
    ]


def test_a_kept_state_from_before_comes_back_with_the_new_name(client, year):
    season, (head, *_) = year
    row = revenue(season, head)
    say(season, f"Cũ {{10.500 tỷ đồng|{REVENUE.format(head.code)}}}.")
    say(season, "Mới.")
    rename(client, season, row, name="Thu NSNN")
    page = reverse(
        "reports:narrative-restore", args=[season.bloc.code, season.cycle.label, POLITICAL, 1]
    )

    client.post(page, filled(client.get(page)))

    assert said(season) == [f"Cũ {{10.500 tỷ đồng|chi-tieu.{head.code}.thu-nsnn}}."]


def test_who_was_editing_meanwhile_saves_without_losing_the_reference(client, year):
    season, (head, *_) = year
    row, key = revenue(season, head), REVENUE.format(head.code)
    say(season, f"Thu {{10.500 tỷ đồng|{key}}}.")
    page = reverse(
        "reports:narrative-section", args=[season.bloc.code, season.cycle.label, POLITICAL]
    )
    sent = filled(client.get(page), text_0=f"Cả năm thu {{10.500 tỷ đồng|{key}}}.")
    rename(client, season, row, name="Thu NSNN")
    rename(client, season, row, name="Thu nội địa")

    answer = client.post(page, {name: said for name, said in sent.items() if said != "False"})

    assert answer.status_code == 302
    assert said(season) == [f"Cả năm thu {{10.500 tỷ đồng|chi-tieu.{head.code}.thu-noi-dia}}."]
    late = client.post(page, sent)  # the other tab saves the same words of before
    assert late.status_code == 409


@pytest.fixture
def begun(client, year):
    """Two results, and the form of a section opened before they change names."""
    season, (head, *_) = year
    one, two = revenue(season, head, "1"), revenue(season, head, "2", name="Chi")
    page = reverse(
        "reports:narrative-section", args=[season.bloc.code, season.cycle.label, POLITICAL]
    )
    sent = filled(client.get(page))
    for row, name in ((one, "Tạm"), (two, "Thu ngân sách"), (one, "Chi")):
        rename(client, season, row, name=name)
    return season, page, sent, REVENUE.format(head.code), f"chi-tieu.{head.code}.chi"


def test_a_reference_that_was_typed_meanwhile_follows_where_nobody_had_one(client, begun):
    season, page, sent, key, chi = begun

    answer = client.post(page, sent | {"text_0": f"{{1 tỷ đồng|{key}}}."})

    assert answer.status_code == 302
    assert said(season) == [f"{{1 tỷ đồng|{chi}}}."]
    assert [one.state for one in figures(season)] == ["current"]


def test_what_was_refused_comes_back_with_todays_keys_and_is_moved_once(client, begun):
    season, page, sent, key, chi = begun
    say(season, "Người khác.")

    refused = client.post(page, sent | {"text_0": f"{{1 tỷ đồng|{key}}}."})

    assert refused.status_code == 409
    again = filled(refused)
    assert again["text_0"] == f"{{1 tỷ đồng|{chi}}}."
    client.post(page, again | {"text_1": f"{{2 tỷ đồng|{key}}}."})
    assert said(season) == [f"{{1 tỷ đồng|{chi}}}.", f"{{2 tỷ đồng|{key}}}."]
    assert [one.state for one in figures(season)] == ["current", "current"]


def test_a_form_with_a_fault_comes_back_with_todays_keys_too(client, begun):
    season, page, sent, key, chi = begun

    faulty = client.post(page, sent | {"text_0": f"{{1 tỷ đồng|{key}}}.", "text_1": "✓"})

    assert faulty.status_code == 422
    again = filled(faulty) | {"text_1": f"{{2 tỷ đồng|{key}}}."}
    assert client.post(page, again).status_code == 302
    assert said(season) == [f"{{1 tỷ đồng|{chi}}}.", f"{{2 tỷ đồng|{key}}}."]


def test_namesakes_with_many_plans_tell_the_audit_of_two_moves(client, year):
    season, (head, *_) = year
    a, b, key = revenue(season, head, "1"), revenue(season, head, "2"), REVENUE.format(head.code)
    for row in (a, b):
        for number in range(30):
            against(row, ratio="100", issuer=f"Sở {number}")
    page = reverse("reports:year-rows", args=[season.bloc.code, season.cycle.label, "indicators"])

    client.post(page, filled(client.get(page), **{f"place_{a.pk}": "2", f"place_{b.pk}": "1"}))

    event = AuditEvent.objects.get(action="season.references")
    assert event.after["moves"] == {key: f"{key}-2", f"{key}-2": key}


def test_names_of_members_and_awards_are_labels_and_no_key_holds_them(client, year):
    season, (head, *_) = year
    revenue(season, head)
    award = make_award_type()
    AwardCount.objects.create(season=season, award_type=award, agencies=2)
    told = f"{{10.500 tỷ đồng|{REVENUE.format(head.code)}}}, {{03|don-vi.so-luong}}"
    say(season, f"{told}, {{02 đơn vị|khen-thuong.{award.code}}}.")

    Agency.objects.filter(pk=head.pk).update(name="Tên mới", short_name="Mới")
    Membership.objects.filter(agency=head).update(name="Tên mới")
    AwardType.objects.filter(pk=award.pk).update(name="Tên mới")

    assert [one.state for one in figures(season)] == ["current"] * 3
