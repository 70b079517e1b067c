"""A result gets another name while a Word copy is out: edited sentences go on speaking of it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from blocs.models import Indicator
from blocs.states import NarrativeSection
from reports.selectors.narrative import read_narrative
from tests.factories import make_editor
from tests.reports.issuing import ready_draft
from tests.reports.narrating import REVENUE, make_year, revenue, said, say
from tests.reports.pages import settle_in, told
from tests.reports.word_copies import Copy
from tests.reports.year_pages import INDICATORS, filled, row_at

pytestmark = pytest.mark.django_db
ADVANTAGES = NarrativeSection.ADVANTAGES


class Year:
    """A season of whose results a report speaks, and its secretary at the screen."""

    def __init__(self, client) -> None:
        self.client = client
        self.season, (self.head, *_) = make_year()
        settle_in(client, make_editor(self.head))

    def key(self, name: str = "thu-ngan-sach") -> str:
        return REVENUE.format(self.head.code).replace("thu-ngan-sach", name)

    def rename(self, row: Indicator, name: str) -> None:
        page = row_at(self.season, row)
        answer = self.client.post(page, filled(self.client.get(page), name=name))
        assert answer.status_code == 302, answer.context["form"].errors

    def remove(self, row: Indicator) -> None:
        page = row_at(self.season, row, INDICATORS, "year-row-remove")
        seen = self.client.get(page).context["form"]["seen"].value()
        assert self.client.post(page, {"seen": seen}).status_code == 302

    def send(self, document, word: Copy):
        upload = SimpleUploadedFile("bao-cao.docx", word.data)
        address = reverse("reports:word-return", args=[document.uuid])
        return self.client.post(address, {"upload": upload})

    def confirm(self, document, shown):
        address = reverse("reports:word-return-take", args=[document.uuid])
        return self.client.post(address, {"held": shown.context["held"]})

    @property
    def stale(self) -> list[tuple[str, str]]:
        """Return what is out of date: as printed, and as the data says now."""
        rows = (row for one in read_narrative(self.season).sections for row in one.rows)
        return [(one.piece.shown, one.now) for row in rows for one in row.stale]


@pytest.fixture
def year(client):
    return Year(client)


def test_an_edited_sentence_speaks_of_the_result_by_its_new_name(year):
    row = revenue(year.season, year.head)
    say(year.season, "Câu đầu.", f"Thu đạt {{10.500 tỷ đồng|{year.key()}}}, vượt dự toán.")
    document = ready_draft(year.season)
    word = Copy(document)
    year.rename(row, "Thu nội địa")
    word.retype("Thu đạt", "Số thu đạt 10.500 tỷ đồng, vượt xa dự toán.")
    word.delete("Câu đầu.")

    shown = year.send(document, word)
    answer = year.confirm(document, shown)

    assert shown.context["returned"].left == []
    assert "Đã nhận lời văn của 1 mục." in told(answer)
    new = year.key("thu-noi-dia")
    assert said(year.season) == [f"Số thu đạt {{10.500 tỷ đồng|{new}}}, vượt xa dự toán."]
    Indicator.objects.filter(pk=row.pk).update(value=11000)
    assert year.stale == [("10.500 tỷ đồng", "11.000 tỷ đồng")]


def test_results_that_exchange_their_names_keep_their_own_sentences(year):
    first = revenue(year.season, year.head)
    second = revenue(year.season, year.head, name="Chi đầu tư")
    money = "{{10.500 tỷ đồng|{}}}"  # both print the same number
    thu, chi = money.format(year.key()), money.format(year.key("chi-dau-tu"))
    say(year.season, f"Kết quả thu {thu}.", f"Kết quả chi {chi}.")
    document = ready_draft(year.season)
    word = Copy(document)
    year.rename(first, "Tạm")
    year.rename(second, "Thu ngân sách")
    year.rename(first, "Chi đầu tư")
    word.retype("Kết quả thu", "Năm nay thu 10.500 tỷ đồng.")

    year.confirm(document, year.send(document, word))

    assert said(year.season) == [f"Năm nay thu {chi}.", f"Kết quả chi {thu}."]


def test_a_name_that_changes_between_comparing_and_confirming_is_followed(year):
    row = revenue(year.season, year.head)
    say(year.season, f"Thu đạt {{10.500 tỷ đồng|{year.key()}}}, vượt dự toán.")
    say(year.season, "Được tỉnh quan tâm.", section=ADVANTAGES)
    document = ready_draft(year.season)
    word = Copy(document)
    word.retype("Thu đạt", "Số thu đạt 10.500 tỷ đồng.")
    word.add("Đoạn mới.", after="Được tỉnh")
    shown = year.send(document, word)

    year.rename(row, "Thu nội địa")
    answer = year.confirm(document, shown)

    assert "Đã nhận lời văn của 2 mục." in told(answer)
    assert said(year.season) == [f"Số thu đạt {{10.500 tỷ đồng|{year.key('thu-noi-dia')}}}."]
    assert said(year.season, ADVANTAGES) == ["Được tỉnh quan tâm.", "Đoạn mới."]


def test_words_that_change_too_between_comparing_and_confirming_are_never_written_over(year):
    row = revenue(year.season, year.head)
    say(year.season, f"Thu đạt {{10.500 tỷ đồng|{year.key()}}}, vượt dự toán.")
    document = ready_draft(year.season)
    word = Copy(document)
    word.retype("Thu đạt", "Số thu đạt 10.500 tỷ đồng.")
    shown = year.send(document, word)
    year.rename(row, "Thu nội địa")
    say(year.season, "Người khác viết.")

    answer = year.confirm(document, shown)

    assert "Chưa lưu nội dung nào của tệp." in told(answer)
    assert said(year.season) == ["Người khác viết."]


def test_a_sentence_of_a_removed_result_is_edited_and_speaks_of_no_namesake(year):
    row = revenue(year.season, year.head)
    revenue(year.season, year.head, value="12")
    say(year.season, f"Thu đạt {{10.500 tỷ đồng|{year.key()}}}, vượt dự toán.")
    document = ready_draft(year.season)
    word = Copy(document)
    year.remove(row)
    word.retype("Thu đạt", "Số thu đạt 10.500 tỷ đồng.")

    year.confirm(document, year.send(document, word))

    (text,) = said(year.season)
    assert text.startswith("Số thu đạt {10.500 tỷ đồng|")
    assert year.stale == []
    assert read_narrative(year.season).unknown_count == 1
