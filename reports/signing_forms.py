"""Forms of signed and stamped copies; they parse and explain, services decide."""

from typing import Any

from crispy_forms.layout import Field, Layout, Submit
from django import forms

from accounts.form_parts import DayField, PageForm
from scoring.uploads.names import shown_name


class SignedFileForm(PageForm):
    """A file that came back signed."""

    upload = forms.FileField(
        label="Tệp PDF đã ký số",
        help_text="Ký trên tệp tải từ trang này; không quá 20 MB. Chữ ký được kiểm tra ngay.",
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf"}),
        error_messages={"required": "Quý vị chọn tệp PDF đã ký số."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(Field("upload"), Submit("keep", "Kiểm tra và lưu bản ký"))


class ScanForm(PageForm):
    """A scan of the paper as it was signed and stamped by hand."""

    upload = forms.FileField(
        label="Bản quét",
        help_text="PDF, JPG hoặc PNG, không quá 20 MB; gồm đủ các trang.",
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
        error_messages={"required": "Quý vị chọn tệp bản quét."},
    )
    signed_on = DayField("Ngày ký, đóng dấu", missing="Quý vị ghi ngày ký trên bản giấy.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(
            Field("upload"), Field("signed_on"), Submit("keep", "Lưu bản quét")
        )

    @property
    def values(self) -> dict[str, Any]:
        """What the service takes."""
        upload = self.cleaned_data["upload"]
        upload.seek(0)
        return {
            "upload": upload,
            "name": shown_name(upload.name),
            "signed_on": self.cleaned_data["signed_on"],
        }
