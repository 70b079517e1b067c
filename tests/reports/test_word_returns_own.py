"""An edited Word copy of an agency's own report: the agency has its own words taken, no others."""

import pytest
from django.urls import reverse

from accounts.errors import Invalid, NotAllowed, Stale
from accounts.models import AuditEvent
from blocs.models import Season, SectionRevision, Statement
from blocs.rules.narrative import Paragraph, mark_of
from blocs.rules.own_words import own_lines, own_mark
from blocs.services import move_references, paragraphs_of, write_section
from blocs.states import NarrativeSection, RevisionCause, Stage
from reports import services
from reports.states import DocumentKind
from tests.factories import assign, make_award_type, make_editor, make_officer, make_proposal
from tests.reports.issuing import ready_draft
from tests.reports.narrating import make_year
from tests.reports.pages import settle_in, told
from tests.reports.test_views_own_words import say_own
from tests.reports.test_views_word_returns import confirm, send
from tests.reports.word_copies import Copy

pytestmark = pytest.mark.django_db
MEANS, POLITICAL = NarrativeSection.ACHIEVEMENT_MEANS, NarrativeSection.POLITICAL_TASKS
PARTY = NarrativeSection.PARTY_BUILDING
WHO = "Chỉ đơn vị Trưởng khối hoặc cơ quan thi đua, khen thưởng tỉnh được cập nhật."


def say_of(season, agency, *texts, section):
    write_section(
        season_id=season.pk,
        section=section,
        paragraphs=[
            *paragraphs_of(season, section),
            *(Paragraph(one, agency.code) for one in texts),
        ],
        seen=mark_of(paragraphs_of(season, section)),
        cause=RevisionCause.EDITED,
        actor=None,
    )


@pytest.fixture
def written():
    """Return a year, the head, a member whose report is made, another one, and the draft."""
    season, (head, _, member, other) = make_year(4)
    say_own(season, other, "Của đơn vị khác.", MEANS)
    say_own(season, member, "Đổi mới lề lối.\nGiao chỉ tiêu từng quý.", MEANS)
    say_of(season, member, "Hoàn thành kế hoạch.", section=POLITICAL)
    say_of(season, member, "Đảng bộ vững mạnh.", section=PARTY)
    proposal = make_proposal(season, member, award_type=make_award_type(name="Cờ thi đua"))
    return (
        season,
        head,
        member,
        other,
        ready_draft(season, DocumentKind.ACHIEVEMENT, str(proposal.pk)),
    )


def edited(document):
    """Return a copy whose own words and common words were changed."""
    word = Copy(document)
    word.add("- Thi đua theo tháng.", after="Đổi mới lề lối")
    word.retype("Hoàn thành kế hoạch", "- Hoàn thành vượt mức kế hoạch.")
    word.delete("Đảng bộ vững mạnh")
    return word


def stored(season, section):
    return [(one.agency, one.text) for one in paragraphs_of(season, section)]


def counts():
    return SectionRevision.objects.count(), AuditEvent.objects.filter(
        action="season.section"
    ).count()


def take(season, agency, actor, **sections):
    held = {
        name: {"seen": seen, "rows": [[text, agency.code] for text in texts]}
        for name, (seen, texts) in sections.items()
    }
    return services.take_returned_words(
        season_id=season.pk, agency=agency, held=held, since=None, actor=actor
    )


def test_own_words_are_taken_and_of_the_others_is_told_who_changes_them(client, written):
    season, _, member, other, document = written
    settle_in(client, make_editor(member))

    shown = send(client, document, edited(document))

    returned = shown.context["returned"]
    assert [one.held.section for one in returned.sections] == [MEANS]
    left = {one.before: (one.after, one.why) for one in returned.left}
    assert set(left) == {"Hoàn thành kế hoạch.", "Đảng bộ vững mạnh."}
    assert left["Hoàn thành kế hoạch."][0] == "Hoàn thành vượt mức kế hoạch."
    assert left["Đảng bộ vững mạnh."][0] == ""
    for _, why in left.values():
        assert why.startswith("Mục “")
        assert why.endswith(f"của trang Nội dung văn bản. {WHO}")
    assert WHO in shown.content.decode()

    answer = confirm(client, document, shown)

    assert "Đã nhận lời văn của 1 mục." in told(answer)
    own = reverse("reports:own-words", args=[season.bloc.code, season.cycle.label, member.code])
    assert answer.url == own
    assert stored(season, MEANS) == [
        (other.code, "Của đơn vị khác."),
        (member.code, "Đổi mới lề lối.\nThi đua theo tháng.\nGiao chỉ tiêu từng quý."),
    ]
    assert stored(season, POLITICAL) == [(member.code, "Hoàn thành kế hoạch.")]
    assert stored(season, PARTY) == [(member.code, "Đảng bộ vững mạnh.")]

    before = counts()
    assert "không lưu thêm gì" in told(confirm(client, document, shown))
    assert counts() == before


def test_who_runs_the_season_has_all_of_them_taken(client, written):
    season, head, member, _, document = written
    settle_in(client, make_editor(head))

    shown = send(client, document, edited(document))
    answer = confirm(client, document, shown)

    assert shown.context["returned"].left == []
    assert "Đã nhận lời văn của 3 mục." in told(answer)
    assert stored(season, POLITICAL) == [(member.code, "Hoàn thành vượt mức kế hoạch.")]
    assert stored(season, PARTY) == []


def test_an_own_copy_with_common_words_alone_offers_nothing_to_take(client, written):
    _, _, member, _, document = written
    settle_in(client, make_editor(member))
    word = Copy(document)
    word.retype("Hoàn thành kế hoạch", "- Hoàn thành vượt mức kế hoạch.")

    page = send(client, document, word).content.decode()

    assert "Không có lời văn nào để nhận từ tệp" in page
    assert "Xác nhận, lưu lời văn" not in page
    assert WHO in page


def test_the_confirmation_itself_takes_no_common_words_from_the_agency(written):
    season, _, member, _, _ = written
    before, rows = counts(), list(Statement.objects.values())
    seen = mark_of(paragraphs_of(season, POLITICAL))
    means = own_mark(["Đổi mới lề lối.", "Giao chỉ tiêu từng quý."])

    for sections in (
        {POLITICAL.value: (seen, ["Lời khác."])},
        {MEANS.value: (means, ["Mới."]), POLITICAL.value: (seen, ["Lời khác."])},
        {POLITICAL.value: (seen, ["Hoàn thành kế hoạch."])},  # nothing would change
    ):
        with pytest.raises(NotAllowed, match="Chỉ đơn vị Trưởng khối"):
            take(season, member, make_editor(member), **sections)

    assert (counts(), list(Statement.objects.values())) == (before, rows)


def test_the_confirmation_takes_no_words_of_another_agency(written):
    season, _, member, other, _ = written
    before = counts()
    seen = own_mark(["Đổi mới lề lối.", "Giao chỉ tiêu từng quý."])

    with pytest.raises(NotAllowed, match="Chỉ người của đơn vị ấy"):
        take(season, member, make_editor(other), **{MEANS.value: (seen, ["Mới."])})

    assert counts() == before


def test_words_of_another_agency_written_meanwhile_are_in_nobodys_way(client, written):
    season, _, member, other, document = written
    settle_in(client, make_editor(member))
    shown = send(client, document, edited(document))
    say_own(season, other, "Người khác vừa viết.", MEANS)

    answer = confirm(client, document, shown)

    assert "Đã nhận lời văn của 1 mục." in told(answer)
    assert stored(season, MEANS)[0] == (other.code, "Người khác vừa viết.")


@pytest.mark.parametrize(
    ("act", "own"),
    [
        (lambda word: word.retype("A2.", "- A2 thêm."), ["A1.", "A2 thêm.", "A3."]),
        (lambda word: word.add("- A4.", after="A3."), ["A1.", "A2.", "A3.", "A4."]),
        (lambda word: word.add("- A0.", before="A1."), ["A0.", "A1.", "A2.", "A3."]),
        (lambda word: word.delete("A1."), ["A2.", "A3."]),
        (lambda word: [word.delete(one) for one in ("A1.", "A2.", "A3.")], []),
    ],
    ids=["retyped", "last", "first", "deleted", "all-deleted"],
)
def test_words_of_two_agencies_in_turn_stay_whose_they_are(client, written, act, own):
    season, _, member, other, _ = written
    turns = [("A1.", member), ("B1.", other), ("A2.\nA3.", member), ("B2.", other)]
    Statement.objects.filter(section=MEANS.value).delete()
    for text, agency in turns:
        say_of(season, agency, text, section=MEANS)
    proposal = season.proposals.get(agency=member)
    document = ready_draft(season, DocumentKind.ACHIEVEMENT, str(proposal.pk))
    settle_in(client, make_editor(member))
    word = Copy(document)
    act(word)

    confirm(client, document, send(client, document, word))

    rows = paragraphs_of(season, MEANS)
    assert own_lines(rows, member.code) == own
    assert [one.text for one in rows if one.agency == other.code] == ["B1.", "B2."]
    assert {one.agency for one in rows} <= {member.code, other.code}


def test_own_words_follow_a_result_that_got_another_key_meanwhile(client, written):
    season, _, member, _, _ = written
    key, new = f"chi-tieu.{member.code}.thu", f"chi-tieu.{member.code}.thu-nsnn"
    say_own(season, member, f"Thu {{5 tỷ|{key}}}.\nCâu hai.", MEANS)
    proposal = season.proposals.get(agency=member)
    document = ready_draft(season, DocumentKind.ACHIEVEMENT, str(proposal.pk))
    settle_in(client, make_editor(member))
    word = Copy(document)
    word.add("- Câu ba.", after="Câu hai.")
    shown = send(client, document, word)
    move_references(season, {key: new}, None)

    answer = confirm(client, document, shown)

    assert "Đã nhận lời văn của 1 mục." in told(answer)
    assert stored(season, MEANS)[1][1] == f"Thu {{5 tỷ|{new}}}.\nCâu hai.\nCâu ba."


def test_own_words_written_meanwhile_are_kept(client, written):
    season, _, member, _, document = written
    settle_in(client, make_editor(member))
    shown = send(client, document, edited(document))
    say_own(season, member, "Đồng nghiệp vừa viết.", MEANS)
    before = counts()

    answer = confirm(client, document, shown)

    assert "Chưa lưu nội dung nào của tệp" in told(answer)
    assert counts() == before
    assert stored(season, MEANS)[1] == (member.code, "Đồng nghiệp vừa viết.")
    with pytest.raises(Stale):
        take(season, member, None, **{MEANS.value: (own_mark([]), ["Mới."])})


def test_after_the_end_of_the_year_nothing_is_taken(client, written):
    season, _, member, _, document = written
    Season.objects.update(stage=Stage.CLOSED.value)
    before = counts()
    for person in (make_editor(member), make_officer(season.bloc)):
        with pytest.raises(NotAllowed, match="đã kết thúc"):
            take(season, member, person, **{MEANS.value: ("", ["Mới."])})
    settle_in(client, make_editor(member))

    returned = send(client, document, edited(document)).context["returned"]

    assert returned.sections == []
    assert len(returned.left) == 3
    assert all("Năm thi đua này đã kết thúc" in one.why for one in returned.left)
    assert counts() == before


def test_a_paragraph_that_is_too_long_is_told_and_not_taken(client, written):
    _, _, member, _, document = written
    settle_in(client, make_editor(member))
    word = Copy(document)
    word.tear("Đổi mới lề lối", "lề lối")
    for number in range(30):
        word.add(f"- {number} " + "a" * 900, after="Đổi mới")

    returned = send(client, document, word).context["returned"]

    assert returned.sections == []
    assert any("nhiều hơn 20000 ký tự" in one.why for one in returned.left)


def test_references_to_points_that_are_not_open_are_refused_by_the_confirmation_too(written):
    season, _, member, other, _ = written
    assign(season, totals_from=Stage.DECIDED.value, lines_from=Stage.DECIDED.value)
    seen = own_mark(["Đổi mới lề lối.", "Giao chỉ tiêu từng quý."])
    text = f"{{95,5 điểm|diem.{other.code}}}"

    with pytest.raises(Invalid, match="chưa mở"):
        take(season, member, make_editor(member), **{MEANS.value: (seen, [text])})


def test_more_than_a_hundred_new_lines_are_taken_as_the_page_takes_them(client, written):
    season, _, member, _, document = written
    settle_in(client, make_editor(member))
    word = Copy(document)
    for at in range(120, 0, -1):
        word.add(f"- Việc thứ {at}.", after="Giao chỉ tiêu")

    shown = send(client, document, word)
    confirm(client, document, shown)

    assert shown.context["returned"].left == []
    lines = own_lines(paragraphs_of(season, MEANS), member.code)
    assert lines[2:] == [f"Việc thứ {at}." for at in range(1, 121)]
