"""What is wrong with an upload; the words say what it is and what to do."""


class UploadFault(Exception):  # noqa: N818 -- caught where the file's name is known
    """The file cannot be accepted; the message continues the sentence “Tệp “tên” …”."""


BROKEN = "bị hỏng hoặc không đúng định dạng; đề nghị mở lại, lưu hoặc in ra PDF rồi gửi lại."
EMPTY = "không có nội dung; đề nghị kiểm tra lại tệp."
TOO_BIG = "lớn hơn 20 MB; đề nghị nén, giảm độ phân giải hoặc tách tệp rồi gửi lại."
UNKNOWN_KIND = "không thuộc loại được nhận; chỉ nhận tệp pdf, docx, xlsx, jpg, png."
WRONG_CONTENT = "có nội dung không khớp với phần mở rộng; đề nghị gửi đúng tệp gốc."
LOCKED = "đặt mật khẩu; đề nghị gỡ mật khẩu rồi gửi lại."
TOO_MANY_PAGES = "có hơn 2.000 trang; đề nghị tách thành nhiều tệp."
ACTIVE = "chứa mã lệnh, biểu mẫu động hoặc tệp nhúng; đề nghị in ra PDF rồi gửi bản in."
BOMB = "nén bất thường, khi mở ra quá lớn; đề nghị lưu lại thành PDF rồi gửi."
TOO_MANY_PIXELS = "có hơn 50 triệu điểm ảnh; đề nghị giảm kích thước ảnh rồi gửi lại."

_WHERE_WORD_IS_ASKED = {
    BROKEN: "bị hỏng hoặc không đúng định dạng; đề nghị mở bằng Word, lưu lại dạng .docx rồi gửi.",
    TOO_BIG: "lớn hơn 20 MB; đề nghị bỏ bớt hình rồi gửi lại.",
    ACTIVE: (
        "chứa mã lệnh, tệp nhúng hoặc liên kết ra ngoài; đề nghị mở bằng Word, bỏ những phần ấy, "
        "lưu lại dạng .docx rồi gửi."
    ),
    BOMB: "nén bất thường, khi mở ra quá lớn; đề nghị bỏ bớt hình, lưu lại dạng .docx rồi gửi.",
}


def for_word(fault: UploadFault) -> str:
    """Return what is wrong where nothing but a Word file is taken: a PDF would not help there."""
    return _WHERE_WORD_IS_ASKED.get(str(fault), str(fault))
