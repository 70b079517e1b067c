"""What a person may write into a section of the report."""

import pytest

from reports.narrative_forms import SectionForm


def section(text: str) -> SectionForm:
    return SectionForm({"seen": "x", "since": "0", "boxes": "1", "text_0": text})


@pytest.mark.parametrize(
    ("text", "signs"), [("Đạt ☑ và ✓, ✓", "☑ ✓"), ("漢", "漢"), ("Tốt 😀", "😀")]
)
def test_signs_that_no_paper_could_print_are_named_at_their_box(text, signs):
    form = section(text)

    (told,) = form.errors["text_0"]
    assert told.startswith(
        f"“Đoạn 1” có ký tự mà phông chữ của văn bản không in được: {signs}. Đề nghị"
    )
    assert list(form.errors) == ["text_0"]


@pytest.mark.parametrize(
    "text", ["", "Đạt ≥ 100%\n- “tốt” → ½ ₫ …", "Tiếng Việt: ỷ Ữ đ\tvà\u00a0số"]
)
def test_what_papers_print_is_taken(text):
    form = section(text)

    assert form.is_valid()
    assert [one.text for one in form.paragraphs] == ([text] if text else [])
