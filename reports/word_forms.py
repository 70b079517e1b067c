"""Forms of Word copies; they parse and explain, services decide."""

from typing import Any

from crispy_forms.layout import Field, Layout, Submit
from django import forms

from accounts.form_parts import PageForm
from reports.render.form_checks import MOST_BYTES as FORM_BYTES
from reports.render.word.reading import MOST_UNPACKED, MarkedWords, NotReadableError, read_words
from scoring.uploads import MAX_BYTES, faults
from scoring.uploads.faults import UploadFault, for_word
from scoring.uploads.names import extension_of, shown_name
from scoring.uploads.office import check_docx


class WordReturnForm(PageForm):
    """An edited Word copy; weighed and checked before anything in it is read."""

    upload = forms.FileField(
        label="Bản Word đã sửa",
        help_text="Tệp .docx tải về từ trang này. Phần mềm đối chiếu trước, chưa lưu gì.",
        widget=forms.ClearableFileInput(attrs={"accept": ".docx"}),
        error_messages={"required": "Quý vị chọn tệp Word."},
    )

    words: MarkedWords

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(Field("upload"), Submit("check", "Đối chiếu"))

    def clean_upload(self) -> Any:
        """Read the words of the file, or say what is wrong with it."""
        upload = self.cleaned_data["upload"]
        name = shown_name(upload.name)
        try:
            self.words = _words_in(upload.read(MAX_BYTES + 1), name)
        except UploadFault as fault:
            raise forms.ValidationError(f"Tệp “{name}” {for_word(fault)}") from fault
        return upload


def _words_in(data: bytes, name: str) -> MarkedWords:
    if extension_of(name) != "docx":
        raise UploadFault("không phải tệp Word .docx; đề nghị gửi đúng bản đã tải về.")
    if len(data) > MAX_BYTES:
        raise UploadFault(faults.TOO_BIG)
    try:
        return read_words(check_docx(data, max_unpacked=MOST_UNPACKED))
    except NotReadableError as error:
        raise UploadFault(faults.BROKEN) from error


class WordFormForm(PageForm):
    """A form of the province's own for one kind of paper; the service tries it first."""

    upload = forms.FileField(
        label="Tệp mẫu .docx",
        help_text="Không quá 2 MB, không có macro, tệp nhúng hay liên kết ra ngoài.",
        widget=forms.ClearableFileInput(attrs={"accept": ".docx"}),
        error_messages={"required": "Quý vị chọn tệp mẫu."},
    )

    @property
    def values(self) -> dict[str, Any]:
        """What the service takes."""
        upload = self.cleaned_data["upload"]
        upload.seek(0)
        return {"name": shown_name(upload.name), "data": upload.read(FORM_BYTES + 1)}
