"""The covenant of Tây Ninh for 2023 from the seed article, by hand; signers by office only."""

from dataclasses import replace

from reports.papers import Covenant
from reports.papers.base import (
    Authority,
    LegalBasis,
    Letterhead,
    LetterheadVariant,
    SignatureBlock,
)
from reports.papers.covenant import SignatureCell, SigningPlace, TargetRow, Targets
from tests.reports.tay_ninh import (
    BANK,
    CUSTOMS,
    INSURANCE,
    MEMBERS,
    MOVEMENTS,
    STATISTICS,
    TASKS,
    TAX,
    TAY_NINH,
    TREASURY,
)


def signing_cell(agency: str) -> SignatureCell:
    """The cell of a member that signs with its own head, who is there."""
    place = {BANK: SigningPlace.HEAD, TAX: SigningPlace.DEPUTY}.get(agency, SigningPlace.MEMBER)
    office = {BANK: "Trưởng khối", TAX: "Phó Trưởng khối"}.get(agency, "")
    position = "Giám đốc" if agency in {BANK, INSURANCE, TREASURY} else "Cục trưởng"
    block = SignatureBlock(position=position)
    return SignatureCell(agency=agency, block=block, place=place, office=office)


def tay_ninh_covenant() -> Covenant:
    """The covenant of 2023 for Tây Ninh; one deputy signs and one signer is away."""
    cells = {name: signing_cell(name) for name in MEMBERS}
    cells[CUSTOMS] = replace(
        cells[CUSTOMS],
        block=SignatureBlock(
            authority=Authority.FOR_THE_HEAD, principal="Cục trưởng", position="Phó Cục trưởng"
        ),
    )
    cells[STATISTICS] = replace(cells[STATISTICS], absent_note="Vắng mặt, ký bổ sung sau")
    return Covenant(
        sample=False,
        letterhead=Letterhead(
            variant=LetterheadVariant.BLOC,
            parent_org="Ủy ban nhân dân tỉnh Tây Ninh",
            issuing_org=TAY_NINH,
            place="Tây Ninh",
            date="ngày 24 tháng 02 năm 2023",
        ),
        bloc=TAY_NINH,
        cycle="2023",
        basis=LegalBasis(
            (
                (
                    "Căn cứ Chỉ thị số 01/CT-UBND ngày 03/01/2023 của Chủ tịch UBND tỉnh về việc "
                    "phát động phong trào thi đua thực hiện thắng lợi nhiệm vụ phát triển kinh tế "
                    "- xã hội, đảm bảo quốc phòng - an ninh năm 2023"
                ),
                "Căn cứ Kế hoạch số 4134/KH-UBND ngày 29/11/2022 của UBND tỉnh;",
            )
        ),
        signed_on="ngày 24 tháng 02 năm 2023",
        member_count="07",
        political=(
            (
                "Hoàn thành đạt và vượt các chỉ tiêu phát triển kinh tế - xã hội được các bộ, "
                "ngành và UBND tỉnh giao trong năm."
            ),
        ),
        movements=MOVEMENTS,
        emulation=TASKS[:1] + TASKS[3:],
        targets=Targets(
            rows=tuple(
                TargetRow(agency=name, target="Hoàn thành 100% chỉ tiêu") for name in MEMBERS
            )
        ),
        organisation=(
            (
                "Tổ chức các hoạt động của Khối thi đua đảm bảo thiết thực, chất lượng, hiệu quả, "
                "đồng đều, liên tục, toàn diện và thực chất."
            ),
        ),
        commitment="Các đơn vị cam kết thực hiện tốt các nội dung giao ước nêu trên.",
        copies="Giao ước này được lập thành 08 bản, mỗi đơn vị giữ 01 bản, 01 bản gửi Ban Thi đua "
        "- Khen thưởng tỉnh.",
        cells=tuple(cells.values()),
        witnesses=(
            SignatureCell(
                agency="Hội đồng Thi đua - Khen thưởng tỉnh",
                block=SignatureBlock(position="Thành viên phụ trách Khối thi đua"),
            ),
            SignatureCell(
                agency="Ban Thi đua - Khen thưởng tỉnh",
                block=SignatureBlock(position="Phó Trưởng ban"),
            ),
        ),
    )
