from pathlib import Path

import pytest

from accounts.text_files import Unreadable, read_text


def test_the_whole_text_is_read_and_a_byte_order_mark_left_out_on_request(tmp_path):
    file = tmp_path / "a.txt"
    file.write_bytes("\ufeffKhối\n".encode())

    assert read_text(file) == "\ufeffKhối\n"
    assert read_text(file, encoding="utf-8-sig") == "Khối\n"


def refusal(path: Path) -> str:
    with pytest.raises(Unreadable) as refused:
        read_text(path)
    return str(refused.value)


def test_each_way_a_file_cannot_be_read_has_its_own_words(tmp_path):
    binary = tmp_path / "anh.png"
    binary.write_bytes(b"\xff\xfe\x00")

    assert refusal(tmp_path / "khong-co.yaml") == "tệp không tồn tại"
    assert refusal(binary / "trong-tep.yaml") == "tệp không tồn tại"
    assert refusal(tmp_path) == "đây là thư mục, không phải tệp"
    assert refusal(binary) == "tệp không phải là văn bản mã hóa UTF-8"
    assert refusal(tmp_path / "a\0b") == "tên tệp không hợp lệ"
    assert refusal(tmp_path / ("a" * 300)) == "không đọc được tệp (File name too long)"


def test_a_file_closed_to_us_is_said_to_be_so(tmp_path, monkeypatch):
    def closed(*_arguments: object, **_options: object) -> str:  # root may read every file
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_text", closed)

    assert refusal(tmp_path / "mat.yaml") == "không có quyền đọc tệp"
