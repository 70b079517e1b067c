"""Criteria workbooks for tests: the template's table, and the same with something changed."""

import io
from functools import cache, lru_cache

from openpyxl import load_workbook

from scoring.spreadsheets.criteria_reading import read_criteria_book
from scoring.spreadsheets.criteria_rows import Sector, Title
from scoring.spreadsheets.criteria_writing import written_criteria
from scoring.spreadsheets.faults import WorkbookFaults
from scoring.spreadsheets.template import template_content

NAME = "bang.xlsx"
FINANCE = Sector("so-tai-chinh", "Sở Tài chính tỉnh", "Sở Tài chính")
HEALTH = Sector("so-y-te", "Sở Y tế tỉnh", "Sở Y tế")
SECTORS = (FINANCE, HEALTH)
TITLES = (
    Title("co-chinh-phu", "Cờ thi đua của Chính phủ"),
    Title("co-tinh", "Cờ thi đua của Ủy ban nhân dân tỉnh"),
)
CRITERIA, RULES, BANDS, CONDITIONS = "Tiêu chí", "Quy định", "Xếp loại", "Điều kiện"


@cache
def template():
    """Return the bytes of the template; it is the same each time."""
    return written_criteria(template_content(), SECTORS)


def workbook(content=None):
    """Return the bytes of a table's workbook, the template's by default."""
    return written_criteria(content, SECTORS) if content else template()


def changed(*changes, data=None):
    """Return a workbook after each change, a function of the open workbook."""
    book = load_workbook(io.BytesIO(data or workbook()))
    for change in changes:
        change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def cell(place, value, sheet=CRITERIA, number_format=None):
    """Return a change that types into one cell."""

    def change(book):
        found = book[sheet][place]
        found.value = value
        if number_format:
            found.number_format = number_format

    return change


def setting(label, value, number_format=None):
    """Return a change of one value of “Quy định”."""

    def change(book):
        found = next(row[1] for row in book[RULES].iter_rows() if row[0].value == label)
        found.value = value
        if number_format:
            found.number_format = number_format

    return change


@lru_cache
def place_of(label, data=None):
    """Return the cell of a setting's value; the same workbook is opened once for each."""
    book = load_workbook(io.BytesIO(data or workbook()))
    return next(row[1].coordinate for row in book[RULES].iter_rows() if row[0].value == label)


def read(data, name=NAME):
    return read_criteria_book(io.BytesIO(data), name, SECTORS)


def faults_of(*changes, data=None):
    """Return what is said of a workbook after the changes, a sentence each."""
    try:
        read(changed(*changes, data=data))
    except WorkbookFaults as refusal:
        return [str(fault) for fault in refusal.faults]
    return []
