from hypothesis import HealthCheck, given, settings

from scoring.spreadsheets.content import as_json, from_json
from scoring.spreadsheets.differences import differences
from tests.scoring.table_strategies import tables
from tests.scoring.workbooks import read, workbook

SLOW = settings(max_examples=20, suppress_health_check=list(HealthCheck))


@SLOW
@given(tables())
def test_every_sound_table_comes_back_from_its_workbook_as_it_was(content):
    found = read(workbook(content))

    assert found.normal() == content.normal()
    assert differences(content, found) == []
    assert from_json(as_json(found)) == found


@SLOW
@given(tables())
def test_a_second_writing_says_what_the_first_said(content):
    once = read(workbook(content))

    assert read(workbook(once)) == once
