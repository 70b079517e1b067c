import pytest

from blocs.rules.signing import Capacity, signing_capacity


@pytest.mark.parametrize(
    ("title", "agency", "expected"),
    [
        ("Cục trưởng", "Cục Thuế", ("", "", "Cục trưởng")),
        ("Giám đốc Sở Nội vụ", "Sở Nội vụ", ("", "", "Giám đốc")),
        ("Phó Giám đốc Sở Nội vụ", "Sở Nội vụ", ("KT.", "Giám đốc", "Phó Giám đốc")),
        ("Phó Cục trưởng", "Cục Thuế", ("KT.", "Cục trưởng", "Phó Cục trưởng")),
        ("Phó chủ nhiệm", "", ("KT.", "Chủ nhiệm", "Phó chủ nhiệm")),
        ("Chánh Văn phòng UBND tỉnh", "Văn phòng UBND tỉnh", ("", "", "Chánh Văn phòng UBND tỉnh")),
        ("Chánh Văn phòng", "Sở Nội vụ", ("TL.", "Thủ trưởng đơn vị", "Chánh Văn phòng")),
        ("Trưởng phòng Tổ chức", "Cục Thuế", ("TL.", "Thủ trưởng đơn vị", "Trưởng phòng Tổ chức")),
        ("Trưởng phòng Giáo dục", "Phòng Giáo dục", ("", "", "Trưởng phòng Giáo dục")),
        (
            "Kế toán trưởng (được ủy quyền)",
            "Cục Thuế",
            ("TUQ.", "Thủ trưởng đơn vị", "Kế toán trưởng (được ủy quyền)"),
        ),
        ("", "Cục Thuế", ("", "", "")),
        (
            "Phó Chánh Thanh tra tỉnh",
            "Thanh tra tỉnh",
            ("KT.", "Chánh Thanh tra tỉnh", "Phó Chánh Thanh tra tỉnh"),
        ),
        ("Phó Chánh Văn phòng", "Sở Nội vụ", ("TL.", "Thủ trưởng đơn vị", "Phó Chánh Văn phòng")),
        ("Trưởng phòng", "Phòng Giáo dục", ("", "", "Trưởng phòng")),
    ],
)
def test_the_capacity_follows_from_the_office(title, agency, expected):
    assert signing_capacity(title, agency=agency) == Capacity(*expected)
