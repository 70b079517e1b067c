"""The conditions that migration 0005 ships. Like a migration, it is never edited once landed.

What is here is what docs/sources.md#eligibility supports, each with the place it was read in.
No row is verified: somebody of the province compares it with the text first.
"""

from datetime import date

L22 = "Luật Thi đua, khen thưởng số 06/2022/QH15"
READ_L22 = (
    "Đọc từ bản công khai toàn văn Luật 06/2022/QH15; chưa đối chiếu với Cơ sở dữ liệu quốc gia "
    "về văn bản pháp luật"
)
FROM_L22 = date(2024, 1, 1)
D98 = "Nghị định số 98/2023/NĐ-CP"
D152 = "Nghị định số 152/2025/NĐ-CP"
FROM_D152 = date(2025, 7, 1)
C15 = "Thông tư số 15/2025/TT-BNV"
FROM_C15 = date(2025, 8, 5)
BNG18 = "Thông tư số 03/2018/TT-BNG (Bộ Ngoại giao, theo luật trước năm 2024)"
AMENDED = "Luật số 06/2026/QH16 sửa đổi Luật Thi đua, khen thưởng"
READ_AMENDED = "Nguồn thứ cấp, chưa đọc toàn văn; được cho là có hiệu lực từ ngày 01/10/2026"
FROM_AMENDED = date(2026, 10, 1)

FLAGS = ("co-chinh-phu", "co-tinh")
TITLES = (*FLAGS, "tap-the-lao-dong-xuat-sac", "tap-the-lao-dong-tien-tien")
CERTIFICATES = ["bang-khen-tinh", "bang-khen-bo"]
ORDERS = [
    "huan-chuong-lao-dong-nhat",
    "huan-chuong-lao-dong-nhi",
    "huan-chuong-lao-dong-ba",
]
STATE = [*ORDERS, "bang-khen-thu-tuong"]
MERIT = {"bases": ["merit"]}
EXCELLENT = {"levels": ["excellent"], "titles": ["tap-the-lao-dong-xuat-sac"]}


def row(kind, wording, *, award=None, law=L22, source=READ_L22, since=FROM_L22, **fields):
    """Return the columns of one condition."""
    return {
        "award": award,
        "kind": kind,
        "wording": wording,
        "params": {},
        "law": law,
        "source": source,
        "valid_from": since,
        **fields,
    }


def group(count, *codes):
    return {"codes": list(codes), "count": count}


def ways(*alternatives):
    return [{"groups": list(groups)} for groups in alternatives]


def of_every_award():
    yield row(
        "no_barring_fact",
        "Không có sự việc bị loại khỏi xét khen thưởng đã được kết luận theo bảng tiêu chí của khối, cụm.",
        params={"effects": ["bar_all"]},
        law="Bảng tiêu chí chấm điểm của năm thi đua",
        article="mục Điều kiện",
        source="Điều kiện do tỉnh quy định trong bảng tiêu chí; sự việc ở trang “Điều kiện và sự việc”",
        since=None,
    )
    yield row(
        "not_dissolved",
        "Đơn vị không bị giải thể, chấm dứt hoạt động khi sắp xếp tổ chức bộ máy.",
        law=C15,
        source="Trích thuvienphapluat.vn, văn bản 668075; chưa đọc toàn văn",
        since=FROM_C15,
    )
    yield row(
        "confirmed",
        "Báo cáo thành tích được lập theo Mẫu số 02, Phụ lục I.",
        law=D98,
        article="Phụ lục I",
        source="Biểu mẫu công khai; chưa đối chiếu toàn văn nghị định",
        valid_to=FROM_D152,
        is_warning=True,
    )
    yield row(
        "confirmed",
        "Báo cáo thành tích được lập theo mẫu của phụ lục kèm theo nghị định.",
        law=D152,
        article="Phụ lục",
        source="Thuộc tính văn bản trên vbpl.vn (id 178327); chưa đọc toàn văn, chưa rõ số của mẫu",
        since=FROM_D152,
        is_warning=True,
    )
    yield row(
        "confirmed",
        "Đã đối chiếu các điều kiện ghi theo Luật 06/2022/QH15 với văn bản sửa đổi; hồ sơ nhận trước "
        "ngày 01/10/2026 theo quy định cũ, trừ khi quy định mới có lợi hơn.",
        law=AMENDED,
        source=READ_AMENDED,
        since=FROM_AMENDED,
        is_warning=True,
    )


def of_flags():
    for award in FLAGS:
        yield row(
            "flag_eligible",
            "Tập thể thuộc đối tượng được tặng cờ thi đua.",
            award=award,
            article="Điều 42, 43, 44",
        )
        yield row(
            "no_barring_fact",
            "Không có sự việc không được đề nghị Cờ thi đua đã được kết luận theo bảng tiêu chí của khối, cụm.",
            award=award,
            position=2,
            params={"effects": ["bar_flag"]},
            law="Bảng tiêu chí chấm điểm của năm thi đua",
            article="mục Điều kiện",
            source="Điều kiện do tỉnh quy định trong bảng tiêu chí; sự việc ở trang “Điều kiện và sự việc”",
            since=None,
        )


def of_government_flag():
    first = {
        "award": "co-chinh-phu",
        "article": "Điều 25",
        "clause": "khoản 1",
        "route": "Điều 25 khoản 1",
    }
    yield row(
        "led_bloc",
        "Dẫn đầu phong trào thi đua của cụm, khối thi đua do bộ, ban, ngành, tỉnh tổ chức.",
        **first,
    )
    for position, wording in enumerate(
        (
            "Hoàn thành vượt mức các chỉ tiêu thi đua, nhiệm vụ được giao trong năm.",
            "Nội bộ đoàn kết; tổ chức đảng, đoàn thể trong sạch, vững mạnh.",
            "Đi đầu trong thực hành tiết kiệm, phòng, chống tham nhũng, lãng phí, tiêu cực.",
        ),
        start=2,
    ):
        yield row("confirmed", wording, position=position, **first)
    for clause, wording in (
        (
            "khoản 2",
            "Dẫn đầu phong trào thi đua của cụm, khối thi đua do Hội đồng Thi đua - Khen thưởng Trung ương tổ chức.",
        ),
        (
            "khoản 3",
            "Tiêu biểu dẫn đầu phong trào thi đua do Thủ tướng Chính phủ phát động, có thời gian từ 05 năm trở lên.",
        ),
    ):
        yield row(
            "confirmed",
            wording,
            award="co-chinh-phu",
            article="Điều 25",
            clause=clause,
            route=f"Điều 25 {clause}",
            params={"exception": True},
        )


def of_provincial_flag():
    first = {
        "award": "co-tinh",
        "article": "Điều 26",
        "clause": "khoản 1",
        "route": "Điều 26 khoản 1",
    }
    yield row("led_bloc", "Dẫn đầu phong trào thi đua của khối, cụm thi đua trong năm.", **first)
    for position, wording in enumerate(
        (
            "Hoàn thành vượt mức các chỉ tiêu thi đua, nhiệm vụ được giao trong năm.",
            "Nội bộ đoàn kết; tổ chức đảng, đoàn thể trong sạch, vững mạnh; không có tham nhũng, tiêu cực.",
        ),
        start=2,
    ):
        yield row("confirmed", wording, position=position, **first)
    yield row(
        "confirmed",
        "Tiêu biểu dẫn đầu phong trào thi đua theo chuyên đề có thời gian từ 03 năm trở lên, xét khi tổng kết.",
        award="co-tinh",
        article="Điều 26",
        clause="khoản 2",
        route="Điều 26 khoản 2",
        params={"exception": True},
    )


def of_provincial_certificate():
    third = {"award": "bang-khen-tinh", "article": "Điều 74", "clause": "khoản 3"}
    yield row(
        "consecutive_years",
        "Có 02 năm liên tục trở lên được công nhận hoàn thành xuất sắc nhiệm vụ hoặc được tặng danh "
        "hiệu “Tập thể lao động xuất sắc”.",
        route="Điều 74 khoản 3, 02 năm liên tục",
        params={"years": 2, **EXCELLENT},
        **third,
    )
    yield row(
        "confirmed",
        "Có thành tích xuất sắc được bình xét trong phong trào thi đua.",
        route="Điều 74 khoản 3, phong trào thi đua",
        **third,
    )
    for name, wording in (
        ("đột xuất", "Lập được thành tích đột xuất."),
        ("đóng góp", "Có đóng góp thuộc trường hợp mà khoản này quy định."),
    ):
        yield row(
            "confirmed",
            wording,
            route=f"Điều 74 khoản 3, {name}",
            params={"exception": True},
            **third,
        )


def of_prime_ministers_certificate():
    fields = {
        "award": "bang-khen-thu-tuong",
        "article": "Điều 73",
        "clause": "khoản 4 điểm e",
        "route": "Điều 73 khoản 4 điểm e",
    }
    yield from run_with_awards(
        fields,
        base=CERTIFICATES,
        base_wording="Đã được tặng Bằng khen của bộ, ban, ngành, tỉnh.",
        awards_wording="Trong thời gian liên tục đó được tặng 01 Cờ thi đua cấp tỉnh hoặc 02 Bằng khen cấp tỉnh.",
        any_of=ways([group(1, "co-tinh")], [group(2, *CERTIFICATES)]),
    )
    yield row(
        "confirmed",
        "Thuộc tập thể tiêu biểu nhất của cụm, khối thi đua do Hội đồng Thi đua - Khen thưởng Trung ương tổ chức.",
        award="bang-khen-thu-tuong",
        article="Điều 73",
        clause="khoản 4 điểm c",
        route="Điều 73 khoản 4 điểm c",
        params={"exception": True},
    )


def of_labour_orders():
    flag, gov, certificates = "co-tinh", "co-chinh-phu", CERTIFICATES
    third = {
        "award": ORDERS[2],
        "article": "Điều 44",
        "clause": "khoản 4 điểm đ",
        "route": "Điều 44 khoản 4 điểm đ",
    }
    yield row(
        "older_than",
        "Có quá trình xây dựng, phát triển từ 10 năm trở lên.",
        params={"years": 10},
        **third,
    )
    yield from run_with_awards(
        third,
        base=["bang-khen-thu-tuong"],
        base_wording="Đã được tặng Bằng khen của Thủ tướng Chính phủ.",
        awards_wording="Trong thời gian liên tục đó được tặng 01 Cờ thi đua của Chính phủ, hoặc 02 Cờ thi "
        "đua cấp tỉnh, hoặc 01 Cờ thi đua cấp tỉnh và 01 Bằng khen cấp tỉnh; nếu không thuộc đối "
        "tượng được tặng cờ thi đua: 02 Bằng khen cấp tỉnh.",
        any_of=ways([group(1, gov)], [group(2, flag)], [group(1, flag), group(1, *certificates)]),
        not_flag_eligible=ways([group(2, *certificates)]),
        first=2,
    )
    second = {
        "award": ORDERS[1],
        "article": "Điều 43",
        "clause": "khoản 4 điểm d",
        "route": "Điều 43 khoản 4 điểm d",
    }
    yield from run_with_awards(
        second,
        base=[ORDERS[2]],
        base_wording="Đã được tặng Huân chương Lao động hạng Ba.",
        awards_wording="Trong thời gian liên tục đó được tặng 01 Cờ thi đua của Chính phủ và 01 Cờ thi đua "
        "cấp tỉnh, hoặc 03 Cờ thi đua cấp tỉnh; nếu không thuộc đối tượng được tặng cờ thi đua: "
        "03 Bằng khen cấp tỉnh.",
        any_of=ways([group(1, gov), group(1, flag)], [group(3, flag)]),
        not_flag_eligible=ways([group(3, *certificates)]),
    )
    highest = {
        "award": ORDERS[0],
        "article": "Điều 42",
        "clause": "khoản 4 điểm d",
        "route": "Điều 42 khoản 4 điểm d",
    }
    yield from run_with_awards(
        highest,
        base=[ORDERS[1]],
        base_wording="Đã được tặng Huân chương Lao động hạng Nhì.",
        awards_wording="Trong thời gian liên tục đó được tặng 02 Cờ thi đua của Chính phủ, hoặc 01 Cờ thi "
        "đua của Chính phủ và 02 Cờ thi đua cấp tỉnh, hoặc 04 Cờ thi đua cấp tỉnh; nếu không thuộc "
        "đối tượng được tặng cờ thi đua: 04 Bằng khen cấp tỉnh.",
        any_of=ways([group(2, gov)], [group(1, gov), group(2, flag)], [group(4, flag)]),
        not_flag_eligible=ways([group(4, *certificates)]),
    )


def run_with_awards(
    fields, *, base, base_wording, awards_wording, any_of, not_flag_eligible=(), first=1
):
    """Yield: holds the base; then 5 years in a row up to now; in them so many awards."""
    yield row("has_award", base_wording, position=first, params={"codes": base, **MERIT}, **fields)
    yield row(
        "consecutive_years",
        "Sau đó có từ 05 năm liên tục trở lên được công nhận hoàn thành xuất sắc nhiệm vụ hoặc được "
        "tặng danh hiệu “Tập thể lao động xuất sắc” đến thời điểm đề nghị.",
        position=first + 1,
        params={"years": 5, "after": base, **EXCELLENT, **MERIT},
        **fields,
    )
    yield row(
        "awards_in_years",
        awards_wording,
        position=first + 2,
        params={
            "any_of": any_of,
            "not_flag_eligible": list(not_flag_eligible),
            "after": base,
            **EXCELLENT,
            **MERIT,
        },
        **fields,
    )


def of_labour_titles():
    excellent = {"award": "tap-the-lao-dong-xuat-sac", "article": "Điều 27"}
    yield row(
        "consecutive_years",
        "Hoàn thành xuất sắc nhiệm vụ trong năm.",
        params={"years": 1, "levels": ["excellent"]},
        **excellent,
    )
    for position, wording in enumerate(
        (
            "100% cá nhân trong tập thể hoàn thành nhiệm vụ được giao.",
            "Có ít nhất 70% cá nhân đạt danh hiệu “Lao động tiên tiến”.",
            "Có cá nhân đạt danh hiệu “Chiến sĩ thi đua cơ sở”.",
            "Nội bộ đoàn kết, gương mẫu chấp hành chủ trương, pháp luật.",
        ),
        start=2,
    ):
        yield row("confirmed", wording, position=position, **excellent)
    advanced = {"award": "tap-the-lao-dong-tien-tien", "article": "Điều 28"}
    yield row("confirmed", "Có ít nhất 70% cá nhân đạt danh hiệu “Lao động tiên tiến”.", **advanced)
    yield row(
        "confirmed",
        "Không có cá nhân bị kỷ luật từ hình thức cảnh cáo trở lên.",
        position=2,
        **advanced,
    )


def of_registration():
    for award in TITLES:
        yield row(
            "registered_title",
            "Đã đăng ký tham gia thi đua.",
            award=award,
            position=9,
            params={"any_title": True},
            law=AMENDED,
            article="sửa đổi Điều 3, Điều 4",
            source=READ_AMENDED,
            since=FROM_AMENDED,
        )


def not_twice():
    fields = {
        "law": BNG18,
        "article": "Điều 3",
        "clause": "khoản 2 điểm b",
        "source": "Đọc toàn văn; thông tư của một bộ, nêu để nhắc, không phải quy định của tỉnh",
        "since": None,
        "is_warning": True,
        "position": 20,
    }
    for award in STATE:
        yield row(
            "not_rewarded_twice",
            "Trong một năm không tặng hai hình thức khen thưởng cấp Nhà nước cho một tập thể, trừ thành tích đột xuất.",
            award=award,
            params={"codes": STATE},
            **fields,
        )
    for award in CERTIFICATES:
        yield row(
            "not_rewarded_twice",
            "Không tặng nhiều hình thức khen thưởng cho một thành tích đạt được.",
            award=award,
            params={"codes": [*CERTIFICATES, "bang-khen-thu-tuong"]},
            **fields,
        )


ROWS = [
    *of_every_award(),
    *of_flags(),
    *of_government_flag(),
    *of_provincial_flag(),
    *of_provincial_certificate(),
    *of_prime_ministers_certificate(),
    *of_labour_orders(),
    *of_labour_titles(),
    *of_registration(),
    *not_twice(),
]
