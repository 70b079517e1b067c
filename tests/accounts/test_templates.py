import re
from dataclasses import dataclass
from pathlib import Path

import django_tables2 as tables
import pytest
from django.conf import settings
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.template.loader import render_to_string
from django.test import RequestFactory

from accounts.verdicts import YES, no

TEMPLATES = Path(settings.BASE_DIR) / "templates"
MINE = [*TEMPLATES.glob("*.html"), *TEMPLATES.glob("_parts/*"), *TEMPLATES.glob("accounts/*")]


@dataclass(frozen=True)
class Step:
    label: str
    state: str
    due: str = ""
    url: str = ""


class Blocs(tables.Table):
    name = tables.Column(verbose_name="Khối, cụm")
    points = tables.Column(verbose_name="Điểm", attrs={"td": {"class": "num"}})

    class Meta:
        empty_text = "Chưa có khối, cụm nào."


def part(template: str, /, **context: object) -> str:
    request = RequestFactory().get("/khoi/?nam=2022&page=2")
    return render_to_string(f"_parts/{template}", context, request=request)


@pytest.mark.parametrize("path", MINE, ids=lambda path: path.name)
def test_no_page_carries_a_script_or_a_style_of_its_own(path):
    source = path.read_text(encoding="utf-8")

    assert re.findall(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)", source) == []


def test_an_allowed_action_is_a_button_that_works():
    html = part("_verdict_button.html", url="/x/", label="Nộp", verdict=YES, name="submit")

    assert 'action="/x/"' in html
    assert "disabled" not in html
    assert "seen_version" not in html


def test_a_forbidden_action_is_greyed_and_says_why_to_a_screen_reader_too():
    html = part(
        "_verdict_button.html",
        url="/x/",
        label="Nộp",
        verdict=no("Chưa đến hạn <b>"),
        name="submit",
        seen_version=3,
    )

    assert 'disabled aria-describedby="why-submit"' in html
    assert re.search(r'id="why-submit".*Chưa đến hạn &lt;b&gt;', html, re.DOTALL)
    assert 'name="seen_version" value="3"' in html


def test_the_stepper_says_each_state_in_words_and_marks_today():
    steps = [
        Step("Đăng ký", "done"),
        Step("Tự chấm", "current", "hạn 25/11", "/tu-cham/"),
        Step("Thẩm định", "todo"),
    ]

    html = part("_stepper.html", steps=steps)

    words = re.findall(r">(Đã qua|Đang làm|hạn 25/11|Chưa đến)<", html)
    assert words == ["Đã qua", "Đang làm", "hạn 25/11", "Chưa đến"]
    assert html.count('aria-current="step"') == 1
    assert 'href="/tu-cham/"' in html


def test_the_breadcrumb_ends_with_this_page():
    crumbs = [{"label": "Khối 1", "url": "/khoi/1/"}, {"label": "Năm 2022", "url": ""}]

    html = part("_breadcrumb.html", crumbs=crumbs)

    assert re.findall(r"<a [^>]*>([^<]+)", html) == ["Trang chủ", "Khối 1"]
    assert '<span aria-current="page">Năm 2022</span>' in html


@pytest.mark.parametrize(
    ("level", "role", "look"),
    [
        (constants.ERROR, "alert", "alert-danger"),
        (constants.WARNING, "alert", "alert-warning"),
        (constants.SUCCESS, "status", "alert-success"),
        (constants.INFO, "status", "alert-info"),
    ],
)
def test_a_message_has_a_look_and_a_role_for_its_kind(level, role, look):
    html = part("_messages.html", messages=[Message(level, "Đã lưu <b>")])

    assert f'role="{role}"' in html
    assert look in html
    assert "Đã lưu &lt;b&gt;" in html


def test_a_table_sorts_and_pages_without_losing_the_filters():
    request = RequestFactory().get("/khoi/?nam=2022&sort=-points&page=2")
    table = Blocs([{"name": f"Khối {i}", "points": i} for i in range(30)])
    tables.RequestConfig(request, paginate={"per_page": 10}).configure(table)

    html = table.as_html(request)

    links = set(re.findall(r'href="([^"]+)"', html))
    assert {"?nam=2022&amp;sort=points", "?nam=2022&amp;sort=name"} <= links
    assert "?nam=2022&amp;sort=-points&amp;page=3" in links
    assert html.count("aria-sort") == 1
    assert 'aria-sort="descending"' in html
    assert "Trang 2/3 · 30 dòng" in html
    assert html.count('<td class="num">') == 10
    assert 'class="table table-dense table-sticky"' in html


def test_an_empty_table_says_so():
    request = RequestFactory().get("/khoi/")

    assert "Chưa có khối, cụm nào." in Blocs([]).as_html(request)


def test_an_empty_place_offers_the_next_thing_to_do():
    html = part("_empty.html", title="Chưa có phiếu", hint="Tạo phiếu.", url="/tao/", label="Tạo")

    assert "Chưa có phiếu" in html
    assert '<a class="btn btn-primary" href="/tao/">Tạo</a>' in html


def test_a_final_action_asks_for_its_word():
    html = part("_confirm_word.html", word="CHỐT", what="Chốt 12 phiếu.", name="final")

    # The browser would refuse the accents that some keyboards type apart, and in its own language.
    assert "required" not in html
    assert "pattern" not in html
    assert "Chốt 12 phiếu." in html


def test_sample_data_is_marked():
    assert "DỮ LIỆU MẪU" in part("_sample_badge.html")


def test_every_icon_that_a_page_names_is_drawn():
    drawn = set(re.findall(r'<symbol id="([a-z]+)"', _static("img/icons.svg")))
    sources = [path.read_text(encoding="utf-8") for path in TEMPLATES.rglob("*.html")]

    named = {
        name for text in sources for name in re.findall(r'_icon.html" with name="(\w+)"', text)
    }

    assert named - drawn == set()
    assert {"check", "warning", "lock"} <= named


def _static(name: str) -> str:
    return (Path(settings.BASE_DIR) / "static" / name).read_text(encoding="utf-8")
