import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.validators import RegexValidator

from accounts.pages import first_error
from accounts.spoken_forms import OLD_PAGE, SpokenForm


def errors_of(field, data, files=None):
    """Return what a form with this one field says about it."""
    form = type("OneField", (SpokenForm,), {"one": field})(data, files or {})
    return [str(error) for error in form.errors.get("one", [])]


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        (forms.CharField(label="Tên"), "", "Quý vị cần ghi “Tên”."),
        (
            forms.CharField(label="Tên", max_length=3),
            "Dài quá",
            "“Tên” dài quá 3 ký tự (đang có 7); đề nghị rút gọn.",
        ),
        (
            forms.CharField(label="Tên"),
            "a\0b",
            "“Tên” có ký tự không hiển thị được; đề nghị ghi lại.",
        ),
        (
            forms.RegexField("[0-9]+", label="Mã"),
            "x",
            "Nội dung ở “Mã” chưa đúng; đề nghị quý vị xem và ghi lại.",
        ),
        (
            forms.IntegerField(label="Số ngày"),
            "1,5",
            "“Số ngày” phải là số nguyên, ghi bằng chữ số.",
        ),
        (forms.IntegerField(label="Số ngày", min_value=1), "0", "“Số ngày” phải từ 1 trở lên."),
        (forms.IntegerField(label="Số ngày", max_value=9), "10", "“Số ngày” không được quá 9."),
        (forms.DecimalField(label="Điểm"), "x", "“Điểm” phải là số, ví dụ 12,5."),
        (
            forms.DateField(label="Ngày ký"),
            "30/02/2026",
            "“Ngày ký” ghi theo dạng ngày/tháng/năm, ví dụ 05/03/2026.",
        ),
        (forms.TimeField(label="Giờ"), "25:00", "“Giờ” ghi theo dạng giờ:phút, ví dụ 17:00."),
        (forms.ChoiceField(label="Bước", choices=[("a", "A")]), "", "Quý vị cần chọn “Bước”."),
        (
            forms.ChoiceField(label="Bước", choices=[("a", "A")]),
            "b",
            "Nội dung đã chọn ở “Bước” không có trong danh sách; đề nghị quý vị chọn lại.",
        ),
        (forms.BooleanField(label="Đồng ý"), "", "Quý vị cần đánh dấu “Đồng ý”."),
        (forms.FileField(label="Tệp Excel"), "", "Quý vị cần chọn tệp ở “Tệp Excel”."),
    ],
)
def test_a_sentence_names_the_field_and_says_what_to_do(field, typed, sentence):
    assert errors_of(field, {"one": typed}) == [sentence]


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.xlsx", b"", "Tệp ở “Tệp” không có nội dung; đề nghị quý vị chọn tệp khác."),
        ("tên dài.xlsx", b"x", "Tên tệp ở “Tệp” dài quá 8 ký tự; đề nghị quý vị đổi tên tệp."),
    ],
)
def test_a_file_that_cannot_be_taken_is_told_by_its_field(name, content, sentence):
    field = forms.FileField(label="Tệp", max_length=8)

    assert errors_of(field, {}, {"one": SimpleUploadedFile(name, content)}) == [sentence]


def test_what_a_form_says_itself_stays():
    field = forms.CharField(
        label="Mã",
        validators=[RegexValidator("^[a-z]+$", "Mã chỉ gồm chữ thường.")],
        error_messages={"required": "Quý vị ghi mã bảng."},
    )

    assert errors_of(field, {"one": ""}) == ["Quý vị ghi mã bảng."]
    assert errors_of(field, {"one": "1"}) == ["Mã chỉ gồm chữ thường."]


@pytest.mark.parametrize("label", ["Tỷ lệ (%)", "Đạt 100%s", "{label} {0}"])
def test_a_label_may_hold_any_sign(label):
    assert errors_of(forms.IntegerField(label=label, max_value=9), {"one": "10"}) == [
        f"“{label}” không được quá 9."
    ]


def test_the_label_that_a_form_sets_later_is_the_one_that_is_named():
    class Later(SpokenForm):
        one = forms.CharField(label="Trước")

        def __init__(self, *args):
            super().__init__(*args)
            self.fields["one"].label = "Sau"

    assert first_error(Later({})) == "Quý vị cần ghi “Sau”."


class WithHidden(SpokenForm):
    seen_version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    seen = forms.CharField(widget=forms.HiddenInput)
    by_hand = forms.IntegerField()


def test_hidden_fields_that_are_wrong_say_once_above_the_form_that_the_page_is_old():
    form = WithHidden({"seen_version": "0", "seen": "", "by_hand": "x"})

    assert dict(form.errors) == {"__all__": [OLD_PAGE], "by_hand": [OLD_PAGE]}


def test_a_refusal_about_a_hidden_field_is_shown_above_the_form():
    form = WithHidden({"seen_version": "1", "seen": "x", "by_hand": "1"})

    form.add_error("seen", "Nội dung vừa được người khác sửa.")

    assert dict(form.errors) == {"__all__": ["Nội dung vừa được người khác sửa."]}
