"""A province's own form for Word copies: checked, tried, kept by version, used, ended."""

import io
import re
import zipfile
from unittest.mock import patch

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.errors import Invalid, NotAllowed, Stale
from accounts.models import AuditEvent
from reports import services
from reports.models import WordForm
from reports.render.form_checks import MOST_BYTES, check_form, starting_form
from reports.render.word.names import NAMES
from reports.selectors.word_forms import word_of
from reports.states import DocumentKind
from tests.factories import make_editor, make_officer, make_province
from tests.reports.issuing import ready_draft, season_of_2022
from tests.reports.pages import settle_in
from tests.reports.word_files import body_text, form, opened

KIND = DocumentKind.SUMMARY_REPORT.value
BODY = "{{ noi_dung }}"


def packed(data: bytes, **parts: bytes) -> bytes:
    """Return the file with more parts in it."""
    made = io.BytesIO(data)
    with zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return made.getvalue()


def replaced(data: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """Return the file with other words in one of its parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as package, zipfile.ZipFile(made, "w") as written:
        for name in package.namelist():
            content = package.read(name)
            assert name != part or old in content
            written.writestr(name, content.replace(old, new) if name == part else content)
    return made.getvalue()


def with_field(*runs: str) -> bytes:
    """Return a form with a field whose instruction is split over runs."""
    texts = "".join(f"<w:r><w:instrText>{run}</w:instrText></w:r>" for run in runs)
    field = f'<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>{texts}</w:p><w:sectPr'
    return replaced(GOOD, "word/document.xml", b"<w:sectPr", field.encode())


def with_relation(kind: str) -> bytes:
    return replaced(
        GOOD,
        "word/_rels/document.xml.rels",
        b"</Relationships>",
        f'<Relationship Id="r" Type="x/{kind}" Target="a.dat"/></Relationships>'.encode(),
    )


GOOD = form("MẪU RIÊNG CỦA TỈNH", "{%p if so_ky_hieu %}", "{{ so_ky_hieu }}", "{%p endif %}", BODY)


SIMPLE = b'<w:p><w:fldSimple w:instr="LINK Excel.Sheet a"/></w:p><w:sectPr'
TEMPLATE = b".template.main+xml"
DEEP = b"<w:p>" * 300 + b"</w:p>" * 300 + b"<w:sectPr"


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (form("{{ x.__class__ }}", BODY), "thuộc tính"),
        (form("{{ trich_yeu.__class__ }}", BODY), "thuộc tính"),
        (form("{{ trich_yeu['a'] }}", BODY), "phần tử"),
        (form("{{ ten_la }}", BODY), "không có tên “ten_la”"),
        (form("{% for a in trich_yeu %}{{ a }}{% endfor %}", BODY), "“For”"),
        (form("{{ trich_yeu|upper }}", BODY), "“Filter”"),
        (form("{{ trich_yeu * 999999 }}", BODY), "“Mul”"),
        (form("{% set a = 1 %}", BODY), "“Assign”"),
        (form("{{ trich_yeu", BODY), "dấu ngoặc nhọn"),
        (form(BODY, header="{{ x.__class__ }}"), "Đầu trang"),
        (form("không có chỗ"), "hiện có 0"),
        (form(BODY, BODY), "hiện có 2"),
        (form(f"trước {BODY}"), "đứng một mình"),
        (form("{%p if so_ky_hieu %}", BODY, "{%p endif %}"), "ngoài mọi {% if %}"),
        (form(f"{{% if so_ky_hieu %}}{BODY}{{% endif %}}"), "hiện có 0"),
        (form(BODY, header=BODY), "chỉ được đứng ở thân"),
        (with_field(" inclu", "depicture &quot;http://a/b&quot;"), "trường lấy nội dung"),
        (with_field("DDE c d e"), "trường lấy nội dung"),
        (
            replaced(GOOD, "word/document.xml", b"<w:sectPr", SIMPLE),
            "trường lấy nội dung",
        ),
        (with_relation("aFChunk"), "tệp nhúng"),
        (with_relation("subDocument"), "tệp nhúng"),
        (replaced(GOOD, "[Content_Types].xml", b".document.main+xml", TEMPLATE), "không đọc được"),
        (replaced(GOOD, "word/document.xml", b"<w:sectPr", DEEP), "không đọc được"),
        (packed(GOOD, word__vbaProject_dot_bin=b"x"), "mã lệnh"),
        (packed(GOOD, word__embeddings__a_dot_bin=b"x"), "tệp nhúng"),
        (packed(GOOD, word__b_dot_xml=b"<a>{{ x }}</a>"), "word/b.xml"),
        (
            packed(
                GOOD,
                word___rels__a_dot_xml_dot_rels=(
                    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
                    b'relationships"><Relationship Id="r" Type="x/hyperlink" Target="http://a"'
                    b' TargetMode="External"/></Relationships>'
                ),
            ),
            "liên kết ra ngoài",
        ),
        (packed(GOOD, word__c_dot_xml=b"0" * 20_000_000), "nén bất thường"),
        (b"x" * (MOST_BYTES + 1), "lớn hơn 2 MB"),
        (b"PK", "không khớp"),
    ],
)
def test_a_form_that_could_do_anything_else_is_refused_with_the_reason(data, why):
    with pytest.raises(Invalid, match=why) as refusal:
        check_form(data, "mau.docx")
    assert "PDF" not in str(refusal.value)  # no way out where only a Word file is taken


def test_a_form_that_opens_and_cannot_be_filled_is_refused_with_what_to_do():
    """Word writes a section into every file that it saves; other programs may leave it out."""
    with zipfile.ZipFile(io.BytesIO(GOOD)) as package:
        body = package.read("word/document.xml")
    (section,) = re.findall(rb"<w:sectPr.*</w:sectPr>", body, re.DOTALL)

    with pytest.raises(Invalid) as refusal:
        check_form(replaced(GOOD, "word/document.xml", section, b""), "mau.docx")

    assert "“mau.docx” mở được, nhưng phần mềm không lập thử được" in str(refusal.value)
    assert "lưu lại dạng .docx rồi gửi lại" in str(refusal.value)


def test_fields_that_only_count_or_name_are_taken():
    check_form(with_field("PAGE"), "mau.docx")
    check_form(with_field(" HYPERLINK \\l &quot;muc-1&quot;"), "mau.docx")


def test_what_was_not_checked_is_not_rendered(written):
    season, _, document = written
    said = b"<dc:creator>&#123;&#123; 7*191 &#125;&#125;"
    keep(season, replaced(GOOD, "docProps/core.xml", b"<dc:creator>", said))

    assert opened(word_of(document)).core_properties.author.startswith("{{ 7*191 }}")


def test_a_kept_form_that_cannot_take_a_paper_is_a_refusal_and_no_fault(client, written):
    season, _, document = written
    held = keep(season)
    WordForm.objects.filter(pk=held.pk).update(data=form("không có chỗ"))
    settle_in(client, make_officer(province=season.bloc.province))

    answer = client.get(reverse("reports:document-word", args=[document.uuid]), follow=True)

    assert "không lập được văn bản này" in answer.content.decode()


def in_a_cell(*lines: str) -> bytes:
    """Return a form with a table of one row; the first cell holds the lines."""
    made = docx.Document()
    first = made.add_table(1, 2).rows[0].cells[0]
    first.paragraphs[0].text = lines[0]
    for line in lines[1:]:
        first.add_paragraph(line)
    made.add_paragraph(BODY)
    data = io.BytesIO()
    made.save(data)
    return data.getvalue()


def in_rows(*texts: str) -> bytes:
    """Return a form with a table of one column, a row for each text."""
    made = docx.Document()
    table = made.add_table(len(texts), 1)
    for row, text in zip(table.rows, texts, strict=True):
        row.cells[0].text = text
    made.add_paragraph(BODY)
    data = io.BytesIO()
    made.save(data)
    return data.getvalue()


def in_the_header(*lines: str) -> bytes:
    made = docx.Document(io.BytesIO(form(BODY, header=lines[0])))
    for line in lines[1:]:
        made.sections[0].header.add_paragraph(line)
    data = io.BytesIO()
    made.save(data)
    return data.getvalue()


SOMETIMES = ("{%p if so_ky_hieu %}", "{{ so_ky_hieu }}", "{%p endif %}")


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (in_a_cell(*SOMETIMES), "một ô bảng không còn đoạn nào"),
        (in_a_cell("{%p if not so_ky_hieu %}", "Không số", "{%p endif %}"), "một ô bảng"),
        (in_rows("{%tr if so_ky_hieu %}", "Có số", "{%tr endif %}"), "một bảng không còn hàng"),
        (in_the_header("{%p if trich_yeu %}", "Có", "{%p endif %}"), "đầu trang không còn"),
    ],
)
def test_a_form_that_word_could_not_open_with_empty_names_is_refused(data, why):
    with pytest.raises(Invalid, match=why):
        check_form(data, "mau.docx")


def test_a_form_that_keeps_a_paragraph_where_a_name_may_be_empty_passes():
    check_form(in_a_cell(*SOMETIMES, ""), "mau.docx")


def test_a_good_form_and_the_starting_form_pass():
    check_form(GOOD, "mau.docx")
    check_form(starting_form(), "mau.docx")


@pytest.fixture
def written(db):
    season, members = season_of_2022()
    return season, members, ready_draft(season)


def keep(season, data=GOOD, actor=None, kind=KIND):
    return services.keep_word_form(
        province_id=season.bloc.province_id, kind=kind, name="mau.docx", data=data, actor=actor
    )


def test_word_copies_are_set_in_the_form_until_it_ends(written):
    season, _, document = written
    plain = word_of(document)

    held = keep(season)
    filled = word_of(document)
    services.end_word_form(form_id=held.pk, actor=None)

    text = body_text(filled)
    assert text.startswith("MẪU RIÊNG CỦA TỈNH")
    assert body_text(plain).partition("của Khối")[2][-200:] in text
    assert "CỘNG HÒA" not in text
    assert filled != plain == word_of(document)


def test_the_filled_form_keeps_its_margins_and_every_section_has_its_page(written):
    season, _, document = written
    made = opened(GOOD)
    made.sections[0].left_margin = 1_234_567 // 635 * 635
    data = io.BytesIO()
    made.save(data)
    keep(season, data.getvalue())

    sections = opened(word_of(document)).sections

    assert sections[0].left_margin == made.sections[0].left_margin


def test_versions_are_counted_and_the_one_before_ends(written):
    season, *_ = written
    first, second = keep(season), keep(season, starting_form())

    first.refresh_from_db()
    assert (first.version, second.version) == (1, 2)
    assert first.ended_at is not None
    assert [event.action for event in AuditEvent.objects.order_by("pk")][-2:] == [
        "wordform.keep",
        "wordform.keep",
    ]


def test_a_form_ends_once(written):
    held = keep(written[0])
    services.end_word_form(form_id=held.pk, actor=None)

    with pytest.raises(Stale):
        services.end_word_form(form_id=held.pk, actor=None)


def test_only_the_province_keeps_and_ends_forms(written):
    season, members, _ = written
    held = keep(season)
    stranger = make_officer(province=make_province())
    before = AuditEvent.objects.count()

    for actor in (make_editor(members[0]), stranger):
        with pytest.raises(NotAllowed):
            keep(season, actor=actor)
        with pytest.raises(NotAllowed):
            services.end_word_form(form_id=held.pk, actor=actor)

    assert (WordForm.objects.count(), AuditEvent.objects.count()) == (1, before)


def test_a_form_is_tried_before_anything_is_locked(written):
    with (
        patch("reports.services.word_forms.check_form", side_effect=Invalid("thử")),
        CaptureQueriesContext(connection) as asked,
        pytest.raises(Invalid),
    ):
        keep(written[0])
    with (
        patch("reports.services.word_forms.check_form") as tried,
        pytest.raises(NotAllowed),
    ):
        keep(written[0], actor=make_editor(written[1][0]))

    assert not any("SAVEPOINT" in one["sql"] for one in asked)
    tried.assert_not_called()


def test_slips_have_no_form(written):
    with pytest.raises(Invalid, match="không dùng mẫu riêng"):
        keep(written[0], kind=DocumentKind.BALLOT_SLIPS.value)


def at(season, name, *more):
    return reverse(f"reports:{name}", args=[season.bloc.province.code, *more])


def test_the_pages_take_a_form_in_and_hand_it_out_and_end_it(client, written):
    season, *_ = written
    settle_in(client, make_officer(province=season.bloc.province))
    page = at(season, "word-form", KIND)

    sent = client.post(page, {"upload": SimpleUploadedFile("mau.docx", GOOD)}, follow=True)

    assert "Bản 1 của tỉnh" in client.get(at(season, "word-form-list")).content.decode()
    assert "mau.docx" in sent.content.decode()
    assert all(f"{{{{ {name} }}}}</code>" in sent.content.decode() for name in NAMES)
    handed = client.get(at(season, "word-form-file", KIND, 1))
    assert b"".join(handed.streaming_content) == GOOD
    client.post(at(season, "word-form-end", KIND, 1))
    assert not WordForm.objects.in_force().exists()


def test_a_refused_form_is_shown_with_its_reason_and_not_kept(client, written):
    season, *_ = written
    settle_in(client, make_officer(province=season.bloc.province))
    bad = SimpleUploadedFile("mau.docx", form("{{ x.y }}", BODY))

    answer = client.post(at(season, "word-form", KIND), {"upload": bad})

    assert "thuộc tính" in answer.content.decode()
    assert WordForm.objects.count() == 0


@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("word-form-list", ()),
        ("word-form-start", ()),
        ("word-form", (KIND,)),
        ("word-form-file", (KIND, 1)),
    ],
)
def test_the_forms_of_another_province_do_not_exist_for_me(client, written, name, more):
    season, *_ = written
    keep(season)
    client.force_login(make_officer(province=make_province()))

    assert client.get(at(season, name, *more)).status_code == 404


def test_the_list_of_forms_asks_as_much_for_one_as_for_three(client, written):
    season, *_ = written
    settle_in(client, make_officer(province=season.bloc.province))
    keep(season)
    page = at(season, "word-form-list")

    with CaptureQueriesContext(connection) as one:
        client.get(page)
    keep(season)
    keep(season, kind=DocumentKind.COVENANT.value)
    with CaptureQueriesContext(connection) as three:
        client.get(page)

    assert len(one) == len(three)
