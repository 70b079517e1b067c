"""Why a signed file is not taken; each sentence says what to do."""

from accounts.errors import Invalid


class SigningFault(Invalid):
    """The file is not the paper with one more valid signature."""

    def __init__(self, message: str) -> None:
        super().__init__(message, field="upload")


NOT_PREPARED = (
    "Văn bản này ban hành trước khi phần mềm chuẩn bị ô ký số nên không nhận được chữ ký số. Đề "
    "nghị nơi giữ sổ mở bản dự thảo, bấm “Ban hành” và chọn thay thế văn bản này, rồi các nơi ký "
    "trên văn bản mới; hoặc lưu bản ký, đóng dấu trên giấy."
)
AGAIN = "Đề nghị tải tệp mới nhất từ trang này rồi ký lại."
UNREADABLE = f"Tệp không đọc được như một văn bản đã ký. {AGAIN}"
ALTERED = (
    "Tệp có thay đổi ngoài chữ ký (nội dung trang, ghi chú, biểu mẫu hoặc chữ ký cũ) nên không "
    f"được nhận. {AGAIN} Khi ký, đề nghị không ghi chú và không lưu lại bằng phần mềm khác."
)
BROKEN = "Chữ ký ở ô “{field}” không còn nguyên vẹn: tệp đã bị sửa sau khi ký. " + AGAIN
WEAK = (
    "Chữ ký ở ô “{field}” dùng thuật toán đã lạc hậu, không bảo đảm an toàn. Đề nghị cập nhật "
    "phần mềm ký, chọn SHA-256 rồi ký lại."
)
NOTHING_NEW = "Tệp không có chữ ký mới nào. Đề nghị ký số rồi tải tệp đã ký lên."
TOO_MANY = f"Tệp có quá nhiều lần lưu hoặc quá nhiều chữ ký nên không được nhận. {AGAIN}"
LOST = "Tệp không còn đủ các chữ ký đã ghi nhận."
LONG_NAME = (
    "Tên một ô ký trong tệp dài quá 200 ký tự. Đề nghị ký lại vào ô ký đã chuẩn bị, hoặc đặt tên ô "
    "ngắn hơn."
)
CLOSED = (
    "Chữ ký ở ô “{field}” khóa văn bản, không cho ký thêm, trong khi còn nơi chưa ký. Đề nghị ký "
    "lại và không chọn “khóa văn bản sau khi ký” (chữ ký chứng thực)."
)
COVERS_TEXT = (
    "Khung chữ ký ở ô “{field}” quá lớn, có thể che nội dung văn bản. Đề nghị ký lại vào ô ký đã "
    "chuẩn bị, hoặc vẽ khung nhỏ hơn một phần mười trang."
)
COVERS_PLACE = (
    "Khung chữ ký ở ô “{field}” nằm lên chỗ ký của {place}. Đề nghị ký lại vào ô ký đã chuẩn bị "
    "của mình, hoặc vẽ khung nằm gọn trong ô ấy."
)
FOREIGN = (
    "Tệp này không phải văn bản đã ban hành, hoặc phần mềm ký đã ghi lại cả tệp thay vì ký nối "
    "tiếp. Đề nghị tải tệp từ trang này, ký bằng phần mềm ký số nối tiếp (PAdES), không in lại và "
    "không lưu thành tệp khác."
)
UNSIGNED = "Tệp này là văn bản đã ban hành, chưa có chữ ký nào. " + NOTHING_NEW
KNOWN = "Tệp này đã được ghi nhận: {state}. Quý vị không cần tải lên lần nữa."
BEHIND = (
    "Tệp được ký trên {seen}, trong khi nay đã có {latest}. Nhận tệp này thì mất chữ ký của nơi "
    "khác. Đề nghị tải bản mới nhất từ trang này và ký trên bản ấy."
)
MEANWHILE = (
    "Trong lúc kiểm tra tệp, một phần chữ ký trong tệp đã được người khác tải lên. Đề nghị tải tệp "
    "này lên lần nữa để ghi nhận các chữ ký còn lại."
)
NOT_YOURS = (
    "Chữ ký mới ở ô “{field}” không nằm ở ô ký của đơn vị quý vị ({own}). Đề nghị ký vào đúng ô, "
    "hoặc nhờ đơn vị giữ sổ văn bản tải tệp lên."
)
