"""What papers say where nobody wrote anything else; they add the sign that ends them.

Numbers come in as they are to stand there: printed, or as references to figures, so that paper and
page show the same words.
"""

from blocs.rules.writing import count_text

_DUTIES = (
    (
        "Các đơn vị thành viên căn cứ nội dung giao ước này tổ chức phát động, triển khai thực "
        "hiện tại đơn vị mình."
    ),
    (
        "Đơn vị {head} theo dõi, đôn đốc, tổng hợp kết quả thực hiện giao ước của các đơn vị "
        "thành viên."
    ),
)
_PLEDGE = (
    "Các đơn vị thành viên cam kết thực hiện nghiêm túc các nội dung đã ký kết trong giao ước này."
)


def covenant_duties(head: str) -> tuple[str, ...]:
    """Say who carries the covenant out; ``head`` such as ``Trưởng khối``."""
    return tuple(line.format(head=head) for line in _DUTIES)


def covenant_pledge() -> str:
    """Bind the members to the covenant."""
    return _PLEDGE


def covenant_copies_of(members: int) -> str:
    """Return how many copies there are: one for each member and one for the province."""
    return count_text(members + 1)


def covenant_copies(copies: str) -> str:
    """Say how many copies there are, and who keeps them."""
    return (
        f"Giao ước này được lập thành {copies} bản có giá trị như nhau, mỗi đơn vị thành viên giữ "
        "01 bản, 01 bản gửi cơ quan thi đua, khen thưởng tỉnh."
    )


def invitation_notes(head: str) -> str:
    """Ask the guests to come, or to say that they cannot."""
    return (
        "Đề nghị Quý vị đến dự đúng thời gian, thành phần; trường hợp không dự được, đề nghị báo "
        f"trước cho đơn vị {head}."
    )


def reminder_request(head: str) -> str:
    """Ask for what is owed."""
    return (
        "Đề nghị các đơn vị khẩn trương hoàn thành các nội dung nêu trên; trường hợp có khó khăn, "
        f"vướng mắc, đề nghị trao đổi với đơn vị {head} để được hướng dẫn."
    )


def submission_opening(bloc: str, cycle: str, agencies: str) -> str:
    """Say what led to the proposals; ``agencies`` such as ``05 đơn vị thành viên``."""
    return (
        f"{bloc} đã tổ chức chấm điểm, bình xét thi đua năm {cycle} và thống nhất đề nghị khen "
        f"thưởng đối với {agencies}, cụ thể:"
    )


def submission_pledge(bloc: str, council: str) -> str:
    """Answer for the proposals, and ask for a decision."""
    return (
        f"{bloc} cam kết nội dung Tờ trình, danh sách và hồ sơ kèm theo là đúng sự thật, chịu "
        f"trách nhiệm về kết quả bình xét và kính trình {council} xem xét, quyết định."
    )
