"""What a walk through a paper hands to others: tables, and sheets of slips."""

from xml.etree.ElementTree import Element

from reports.render.word.slips import is_sheet, write_sheet
from reports.render.word.tables import write_table
from reports.render.word.walker import Walker


def write_special(walker: Walker, element: Element) -> bool:
    """Write a table or a sheet of slips; say whether the element was one."""
    if element.tag == "table":
        write_table(walker, element)
        return True
    if is_sheet(element, walker.looks):
        write_sheet(walker, element)
        return True
    return False
