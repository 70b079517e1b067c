"""Lists: what the shared table and filter make of an address."""

import re
from dataclasses import dataclass

import django_tables2 as tables
import pytest
from django import forms
from django.http import QueryDict
from django.test import RequestFactory

from accounts.lists import ListTable, RowFilter, state_mark


@dataclass(frozen=True)
class Notice:
    title: str
    state: str = "draft"


class NoticeTable(ListTable):
    title = tables.Column("Thông báo")

    class Meta(ListTable.Meta):
        empty_text = "Chưa có thông báo nào."
        per_page = 10

    def render_title(self, value):
        return self.link("/thong-bao/1/", value)


class NoticeFilter(RowFilter[Notice]):
    ten = forms.CharField(label="Tên", max_length=20)
    trang_thai = forms.ChoiceField(choices=[("", "Tất cả"), ("draft", "Dự thảo")])

    def keeps(self, row):
        return self.holds("ten", row.title) and self.chose("trang_thai", row.state)


NOTICES = [Notice("Họp Khối thi đua"), Notice("Ký giao ước", "sent")]


def kept(query):
    return NoticeFilter(QueryDict(query), rows=NOTICES).kept


def page_of(query):
    request = RequestFactory().get(f"/thong-bao/?{query}")
    rows = [Notice(f"Số {number:02}") for number in range(25)]
    return request, NoticeTable(rows, request=request)


def test_a_list_is_sorted_and_paged_as_the_address_says():
    _, table = page_of("sort=-title&page=2")

    assert [row.record.title for row in table.paginated_rows][:2] == ["Số 14", "Số 13"]
    assert (table.page.number, table.paginator.num_pages) == (2, 3)


@pytest.mark.parametrize(
    "query",
    [
        *("per_page=-3", "per_page=0", "per_page=100000", "per_page=x", "sort=nothing"),
        *("page=-1", "page=0", "page=99", "page=x", "page=" + "9" * 5000),
    ],
)
def test_an_odd_address_shows_a_page_of_the_usual_size(query):
    request, table = page_of(query)

    rows = re.findall("Số [0-9]{2}", table.as_html(request))

    assert len(rows) in {10, 5}
    assert table.paginator.per_page == 10


def test_a_link_leads_back_to_the_list_as_it_stands():
    request, table = page_of("sort=title&page=3")

    assert "/thong-bao/1/?tro-ve=%2Fthong-bao%2F%3Fsort%3Dtitle%26page%3D3" in table.as_html(
        request
    )


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", NOTICES),
        ("page=2", NOTICES),
        ("ten=++h%E1%BB%8Dp++kh%E1%BB%91i+", NOTICES[:1]),
        ("trang_thai=draft", NOTICES[:1]),
        ("ten=giao&trang_thai=draft", []),
        ("trang_thai=made-up", NOTICES),
        ("ten=" + "a" * 21, NOTICES),
    ],
)
def test_a_filter_keeps_what_was_asked_and_a_malformed_one_keeps_all(query, found):
    assert kept(query) == found


def test_every_field_of_a_filter_has_its_look_and_none_is_demanded():
    fields = NoticeFilter(QueryDict(""), rows=[]).form

    assert 'class="form-control"' in str(fields["ten"])
    assert 'class="form-select"' in str(fields["trang_thai"])
    assert "required" not in f"{fields['ten']}{fields['trang_thai']}"


def test_a_state_is_a_word_with_its_colour():
    assert state_mark("sent", "Đã <gửi>") == '<span class="state-sent">Đã &lt;gửi&gt;</span>'
