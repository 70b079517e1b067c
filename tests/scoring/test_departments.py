"""Which department of an agency prepares which criterion."""

import io
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from openpyxl import load_workbook

from accounts.errors import Invalid, NotAllowed, Refused, Stale
from accounts.models import AuditEvent
from accounts.row_texts import RowEdit
from blocs.states import Stage
from scoring.models import AmendedLine, ScoreLine
from scoring.rules.departments import departments_in_use
from scoring.services import clone_table, open_sheets, publish_table, set_departments
from scoring.spreadsheets.sheet_columns import COLUMNS, DEPARTMENT, SCORES
from tests.factories import (
    assign,
    line_of,
    make_approver,
    make_bloc,
    make_bloc_year,
    make_cycle,
    make_editor,
    make_officer,
    make_season,
    make_sheet,
    make_table,
)
from tests.scoring.amending import amended, apply
from tests.scoring.pages import sheet_page
from tests.scoring.sheet_books import confirm, editor_s_sheet, exported, filled, saved, send

pytestmark = pytest.mark.django_db
PLAN = "Phòng Kế hoạch"


def year(**fields):
    season, agencies = make_bloc_year(3, **{"stage": Stage.SELF_SCORING, **fields})
    assign(season, make_table())
    return season, agencies, make_sheet(season, agencies[2], points={"I.1": "30"})


def say(sheet, actor, **texts):
    """Save departments by key, written with an underscore for the dot."""
    lines = {key: line_of(sheet, key.replace("_", ".")) for key in texts}
    edits = {lines[key].pk: RowEdit(lines[key].department, text) for key, text in texts.items()}
    return set_departments(sheet_id=sheet.pk, edits=edits, actor=actor)


def said(sheet):
    return {
        line.criterion.key: line.department
        for line in sheet.lines.select_related("criterion")
        if line.department
    }


def test_departments_are_told_once_with_their_criteria():
    assert departments_in_use(["B", "", "A", "B"]) == [("B", 2), ("A", 1)]


def test_the_agencys_people_divide_its_criteria_and_the_audit_tells_what_changed():
    _, agencies, sheet = year()
    editor = make_editor(agencies[2])
    version = line_of(sheet, "I.1").version

    assert say(sheet, editor, I_1=f"  {PLAN} \u200b", I_2=" ") == 1

    assert said(sheet) == {"I.1": PLAN}
    assert line_of(sheet, "I.1").version == version
    line = AuditEvent.objects.get()
    assert (line.action, line.actor, line.before, line.after) == (
        "sheet.set_departments",
        editor,
        {"I.1": ""},
        {"I.1": PLAN},
    )
    assert say(sheet, editor, I_1=PLAN) == 0
    assert AuditEvent.objects.count() == 1


def test_it_may_be_said_whatever_becomes_of_the_sheet_but_not_after_the_year():
    season, agencies, sheet = year()
    approver = make_approver(agencies[2])
    season.stage = Stage.DECIDED.value
    season.save(update_fields=["stage"])
    assert say(sheet, approver, I_1=PLAN) == 1
    season.stage = Stage.CLOSED.value
    season.save(update_fields=["stage"])

    with pytest.raises(NotAllowed, match="đã kết thúc"):
        say(sheet, approver, I_1="Phòng khác")

    assert said(sheet) == {"I.1": PLAN}


@pytest.mark.parametrize("who", ["secretariat", "province", "member"])
def test_nobody_else_divides_an_agencys_criteria(who):
    season, agencies, sheet = year()
    person = {
        "secretariat": lambda: make_editor(agencies[0]),
        "province": lambda: make_officer(season.bloc),
        "member": lambda: make_editor(agencies[1]),
    }[who]()

    with pytest.raises(NotAllowed, match="Chỉ người của đơn vị"):
        say(sheet, person, I_1=PLAN)

    assert said(sheet) == {}
    assert not AuditEvent.objects.exists()


def test_one_bad_line_saves_none():
    _, agencies, sheet = year()
    other = make_sheet(sheet.season, agencies[1])
    one, two = line_of(sheet, "I.1"), line_of(sheet, "I.2")
    bad = [
        (Stale, {one.pk: RowEdit("", PLAN), two.pk: RowEdit("Phòng A", PLAN)}),
        (Invalid, {one.pk: RowEdit("", PLAN), two.pk: RowEdit("", "x" * 121)}),
        (Refused, {one.pk: RowEdit("", PLAN), line_of(other, "I.1").pk: RowEdit("", PLAN)}),
        (Refused, {one.pk: RowEdit("", PLAN), 0: RowEdit("", PLAN)}),
    ]

    for refusal, edits in bad:
        with pytest.raises(refusal):
            set_departments(sheet_id=sheet.pk, edits=edits, actor=None)

    assert not ScoreLine.objects.exclude(department="").exists()
    assert not AuditEvent.objects.exists()


def next_year(season, agencies, table):
    following = make_season(
        bloc=season.bloc, cycle=make_cycle(), members=agencies, stage=Stage.SELF_SCORING
    )
    assign(following, table)
    open_sheets(season_id=following.pk, actor=None)
    return {sheet.agency_id: sheet for sheet in following.sheets.all()}


def test_the_next_year_begins_with_the_departments_of_the_criteria_that_go_on():
    season, agencies, sheet = year()
    other = make_sheet(season, agencies[1])
    say(sheet, None, I_1=PLAN, II_1="Văn phòng")
    say(other, None, I_1="Phòng Tổng hợp")
    table = season.season_table.table
    copy = clone_table(table=table, code="bang-sau", title="Bảng sau", actor=None)
    publish_table(table=copy, actor=None)
    copy.refresh_from_db()

    opened = next_year(season, agencies, copy)

    assert [said(opened[agency.pk]) for agency in agencies] == [
        {},
        {"I.1": "Phòng Tổng hợp"},
        {"I.1": PLAN, "II.1": "Văn phòng"},
    ]
    told = AuditEvent.objects.get(action="season.open_sheets").after
    assert told["departments"] == 3


def test_the_same_table_in_another_year_and_a_clone_of_a_clone_keep_them_too():
    season, agencies, sheet = year()
    say(sheet, None, I_1=PLAN, II_1="Văn phòng")
    table = season.season_table.table
    again = next_year(season, agencies, table)[agencies[2].pk]
    assert said(again) == {"I.1": PLAN, "II.1": "Văn phòng"}
    say(again, None, I_1="Phòng mới", II_1="")

    tables = [table]
    for number in (1, 2):
        copy = clone_table(table=tables[-1], code=f"bang-{number}", title="Bảng", actor=None)
        publish_table(table=copy, actor=None)
        copy.refresh_from_db()
        tables.append(copy)
    last = next_year(season, agencies, tables[-1])[agencies[2].pk]

    # The latest year that says anything of a criterion counts.
    assert said(last)["I.1"] == "Phòng mới"
    say(last, None, I_1="Phòng sau cùng", II_1="")
    after = next_year(season, agencies, tables[-1])[agencies[2].pk]
    assert said(after) == {"I.1": "Phòng sau cùng"}  # nothing older comes back


def test_a_department_follows_its_criterion_through_an_amendment_and_stays_in_the_record():
    season, _, sheet = year()
    say(sheet, None, I_1=PLAN, II_1="Văn phòng")
    table = amended(
        season.season_table.table, changes={"I.1": {"label": "Nội dung khác"}}, without=["II.1"]
    )

    apply(season, table)

    assert said(sheet) == {"I.1": PLAN}
    gone = AmendedLine.objects.get(key="II.1", sheet=sheet)
    assert gone.before["department"] == "Văn phòng"


@pytest.mark.django_db(transaction=True)
def test_two_people_of_an_agency_at_once_do_not_overwrite_each_other():
    _, agencies, sheet = year()
    people = [make_editor(agencies[2]) for _ in range(4)]
    line = line_of(sheet, "I.1")

    def save(number):
        edits = {line.pk: RowEdit("", f"Phòng {number}")}
        try:
            set_departments(sheet_id=sheet.pk, edits=edits, actor=people[number])
        except Refused as refusal:
            return type(refusal).__name__
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(4) as pool:
        outcomes = sorted(pool.map(save, range(4)))

    assert outcomes == ["Stale", "Stale", "Stale", "done"]
    assert AuditEvent.objects.count() == 1


def test_the_workbook_shows_the_department_and_an_older_one_is_still_read(client):
    sheet = editor_s_sheet(client)
    say(sheet, None, I_1=PLAN)
    book = load_workbook(io.BytesIO(exported(client, sheet)))
    scores = book[SCORES]
    place = COLUMNS.index(DEPARTMENT) + 1
    by_key = {row[0].value: row[place - 1].value for row in scores.iter_rows()}
    assert (by_key["Mã"], by_key["I.1"], by_key["I.2"]) == ("Tham mưu, thực hiện", PLAN, None)
    assert scores.cell(3, place).protection.locked

    scores.delete_cols(place)
    confirm(client, sheet, send(client, sheet, filled(saved(book), F3="39")))

    assert str(line_of(sheet, "I.1").self_points) == "39.00"
    assert said(sheet) == {"I.1": PLAN}


def test_a_stranger_finds_no_departments(client):
    _, _, sheet = year()
    for person in (make_officer(make_bloc()), make_editor(make_bloc_year()[1][0])):
        client.force_login(person)
        assert client.get(sheet_page("departments", sheet)).status_code == 404
        assert client.post(sheet_page("departments", sheet)).status_code == 404
