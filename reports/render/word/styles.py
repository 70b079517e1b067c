"""The named styles of a Word file: one for each look that the paper really has."""

from typing import Any

from docx.document import Document
from docx.oxml.ns import qn

from reports.render.word.looks import BlockLook
from reports.render.word.xml import add, add_block_look, add_text_look

FONT = "Times New Roman"
_HEADINGS = {"h1": 0, "h2": 1, "h3": 2}
_NAMES = {
    "p": "Đoạn văn",
    "td": "Ô bảng",
    "th": "Đầu bảng",
    "h1": "Tên văn bản",
    "h2": "Đề mục lớn",
    "h3": "Đề mục nhỏ",
    "addressee": "Kính gửi",
    "addressee-line": "Nơi kính gửi",
    "annex-reference": "Dòng dẫn phụ lục",
    "annex-title": "Tên phụ lục",
    "basis": "Căn cứ",
    "closing": "Dòng kết",
    "figure": "Ô số",
    "centre": "Ô giữa",
    "issuing-org": "Cơ quan ban hành",
    "lead": "Dòng dẫn",
    "motto": "Tiêu ngữ",
    "nation": "Quốc hiệu",
    "note": "Ghi chú",
    "parent-org": "Cơ quan chủ quản",
    "recipients-label": "Nơi nhận",
    "sample-label": "Nhãn dữ liệu mẫu",
    "sample-mark": "Dấu dữ liệu mẫu",
    "signature-name": "Tên người ký",
    "signature-title": "Chức vụ người ký",
    "signing-hint": "Lời dẫn ký",
    "signing-office": "Vai trò người ký",
    "subject": "Trích yếu",
    "total": "Ô tổng",
}


class StyleBook:
    """Styles by look: the same look is the same style, whatever element has it."""

    def __init__(self, document: Document, *, is_guest: bool = False) -> None:
        """Take the document's styles over.

        Args:
            is_guest: the document is somebody's form, whose own styles stay as they are.
        """
        self._element: Any = document.styles.element
        self._is_guest = is_guest
        self._known: dict[BlockLook, str] = {}
        self._names: set[str] = set()
        if is_guest:
            names = self._element.iterfind(f"{qn('w:style')}/{qn('w:name')}")
            self._names = {name.get(qn("w:val"), "") for name in names}
            return
        for old in self._element.findall(qn("w:style")):
            self._element.remove(old)
        self._set_defaults()

    def style_of(self, look: BlockLook, tag: str, css_class: str) -> str:
        """Return the id of the style for a look, named by the element that has it first."""
        known = self._known.get(look)
        if known is not None:
            return known
        style_id = f"{'NDTD' if self._is_guest else 'TD'}{len(self._known) + 1:02d}"
        self._known[look] = style_id
        wanted = self._add("paragraph", style_id, self._name_for(tag, css_class))
        if not self._is_guest:  # what a form's own Normal adds would shift our lines
            add(wanted, "w:basedOn", val="Normal")
        add(wanted, "w:qFormat")
        add_block_look(wanted, look, _HEADINGS.get(tag))
        letters = add_text_look(wanted, look.text)
        if self._is_guest and letters is not None:
            letters.insert(0, _fonts(letters))
        return style_id

    def _add(self, kind: str, style_id: str, name: str) -> Any:
        made = add(self._element, "w:style", type=kind, styleId=style_id)
        add(made, "w:name", val=name)
        return made

    def _name_for(self, tag: str, css_class: str) -> str:
        first = css_class.split(maxsplit=1)[0] if css_class else tag
        stem = _NAMES.get(first) or _NAMES.get(tag) or first
        name, number = stem, 1
        while name in self._names:
            number += 1
            name = f"{stem} {number}"
        self._names.add(name)
        return name

    def _set_defaults(self) -> None:
        defaults = self._element.find(qn("w:docDefaults"))
        for part in list(defaults):
            defaults.remove(part)
        letters = add(add(defaults, "w:rPrDefault"), "w:rPr")
        letters.append(_fonts(letters))
        add(letters, "w:sz", val=28)
        add(letters, "w:szCs", val=28)
        add(letters, "w:lang", val="vi-VN", eastAsia="vi-VN", bidi="ar-SA")
        lines = add(add(defaults, "w:pPrDefault"), "w:pPr")
        add(lines, "w:spacing", before=0, after=0, line=240, lineRule="auto")
        for kind, style_id, name in (
            ("paragraph", "Normal", "Normal"),
            ("character", "DefaultParagraphFont", "Default Paragraph Font"),
            ("table", "TableNormal", "Normal Table"),
        ):
            self._add(kind, style_id, name).set(qn("w:default"), "1")


def _fonts(parent: Any) -> Any:
    made = parent.makeelement(qn("w:rFonts"))
    for use in ("ascii", "hAnsi", "eastAsia", "cs"):
        made.set(qn(f"w:{use}"), FONT)
    return made
