"""Files of awards or of ratings: made as people make them, sent, and confirmed."""

import io
from collections.abc import Callable
from dataclasses import dataclass

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from awards.models import AwardRecord, CompletionRating
from awards.spreadsheets.matching import AwardRow
from awards.spreadsheets.rating_matching import RatingRow
from awards.spreadsheets.template import award_template, rating_template

BEST, GOOD = "Hoàn thành xuất sắc nhiệm vụ", "Hoàn thành tốt nhiệm vụ"


@dataclass(frozen=True)
class Files:
    """One thing that files bring; ``columns`` has each title with what a good row says there."""

    name: str
    what: str
    sheet: str
    columns: dict[str, str]
    template: Callable[[], bytes]
    model: type
    options: tuple[str, ...] = ()

    def __str__(self):
        return self.name

    def url(self, step=""):
        return reverse(f"awards:{self.name}{step}")

    def row(self, *values):
        return [*values, *list(self.columns.values())[len(values) :]]

    def of_year(self, year):
        return list((self.columns | {"Năm": str(year)}).values())

    def csv(self, *rows):
        lines = (";".join(f'"{value}"' for value in line) for line in (self.columns, *rows))
        return SimpleUploadedFile("tep.csv", "\r\n".join(lines).encode())

    def xlsx(self, *rows):
        book = load_workbook(io.BytesIO(self.template()))
        for number, line in enumerate(rows, start=2):
            for place, value in enumerate(line, start=1):
                book[self.sheet].cell(number, place).value = value or None
        stream = io.BytesIO()
        book.save(stream)
        return SimpleUploadedFile("tep.xlsx", stream.getvalue())

    def send(self, client, upload):
        return client.post(self.url(), {"upload": upload})

    def confirm(self, client, page):
        return client.post(self.url("-confirm"), {"held": page.context["held"]}, follow=True)


AWARDS = Files(
    name="award-import",
    what="thành tích",
    sheet="Thành tích",
    columns={
        "Đơn vị": "so-y-te",
        "Danh hiệu, hình thức": "co-tinh",
        "Năm": "2023",
        "Căn cứ": "",
        "Số quyết định": "15/QĐ-UBND",
        "Ngày quyết định": "05/02/2024",
        "Cơ quan ban hành": "UBND tỉnh",
    },
    template=award_template,
    model=AwardRecord,
)
RATINGS = Files(
    name="rating-import",
    what="mức xếp loại",
    sheet="Xếp loại",
    columns={
        "Đơn vị": "so-y-te",
        "Năm": "2023",
        "Mức độ hoàn thành nhiệm vụ": BEST,
        "Số quyết định": "15/QĐ-UBND",
        "Ngày quyết định": "05/02/2024",
        "Cơ quan ban hành": "UBND tỉnh",
    },
    template=rating_template,
    model=CompletionRating,
    options=("--ratings",),
)


def faults_of(page):
    return {fault.cell: fault.text for fault in page.context["faults"]}


def award_row(agency):
    return AwardRow(
        agency=agency, award="co-tinh", cycle="2023", basis="merit", decision_number="1/QĐ"
    )


def rating_row(agency="so-y-te"):
    return RatingRow(agency=agency, cycle="2023", level="good", decision_number="1/QĐ")
