from datetime import date
from decimal import Decimal

import pytest

from accounts.errors import Invalid, NotAllowed
from accounts.models import AuditEvent
from blocs.models import AgencySuccession
from blocs.states import Role, Stage, SuccessionKind
from scoring.errors import GivenConflict
from scoring.models import LayerScore, ScoreLine
from scoring.services.given import save_sector_points
from scoring.services.targets import TargetEdit, set_assigned, set_targets
from scoring.states import GivenLayer
from tests.factories import (
    appoint,
    join,
    line_of,
    make_agency,
    make_approver,
    make_editor,
    make_officer,
    make_sheet,
    make_user,
)
from tests.scoring.given import edit, sector_year

pytestmark = pytest.mark.django_db


def points_of(line):
    return LayerScore.objects.get(line=line).points


def nothing_is_given():
    return not LayerScore.objects.exists()


def refused(line, user, *, points="10"):
    """Try to give points to a line; return why not, after seeing that nothing was written."""
    before = list(LayerScore.objects.values_list("points"))
    with pytest.raises(NotAllowed) as refusal:
        save_sector_points(edit=edit(line, points), actor=user)
    assert list(LayerScore.objects.values_list("points")) == before
    return str(refusal.value)


def test_an_index_beyond_its_scale_needs_a_reason():
    _, sheets, sector = sector_year()
    line, person = line_of(sheets[2], "V.1"), make_editor(sector)

    with pytest.raises(Invalid) as refusal:
        save_sector_points(edit=edit(line, actual="845", reason=" "), actor=person)

    assert str(refusal.value) == (
        "Tiêu chí V.1: kết quả 845 nằm ngoài thang gốc từ 0 đến 100; đề nghị kiểm tra lại, nếu "
        "đúng thì ghi lý do có nhắc lại kết quả 845."
    )
    assert nothing_is_given()
    assert not AuditEvent.objects.filter(action="line.score_for_sector").exists()

    save_sector_points(edit=edit(line, actual="84.5"), actor=person)
    row = save_sector_points(
        edit=edit(line, actual="104", reason="104 vì có điểm thưởng", seen=1), actor=person
    )
    assert (row.actual, row.points) == (104, 10)


@pytest.mark.parametrize("make", [make_editor, make_approver])
def test_the_people_of_the_named_agency_give_its_points(make):
    _, sheets, sector = sector_year()
    line, person = line_of(sheets[2], "V.3"), make(sector)

    row = save_sector_points(edit=edit(line, "17.5", reason=" Theo báo cáo "), actor=person)

    assert (row.layer, row.scorer, row.points, row.reason, row.version) == (
        GivenLayer.SECTOR,
        sector,
        Decimal("17.5"),
        "Theo báo cáo",
        1,
    )
    assert row.given_by == person
    event = AuditEvent.objects.get(action="line.score_for_sector")
    assert event.subject_id == str(row.pk)
    assert event.after["criterion"] == "V.3"
    assert event.after["agency"] == sheets[2].agency.code
    assert event.after["points"] == "17.50"


def test_an_index_of_another_agency_becomes_points():
    _, sheets, sector = sector_year()
    line = line_of(sheets[2], "V.1")

    save_sector_points(edit=edit(line, actual="87.5"), actor=make_editor(sector))

    assert points_of(line) == Decimal("8.75")


def test_the_members_compared_with_the_leader_follow_in_one_save():
    _, sheets, sector = sector_year()
    ScoreLine.objects.filter(criterion__key="V.2").update(target=100)
    first, second, third = (line_of(sheet, "V.2") for sheet in sheets)
    person = make_editor(sector)

    save_sector_points(edit=edit(first, actual="110"), actor=person)
    save_sector_points(edit=edit(second, actual="90"), actor=person)
    assert points_of(first) == 40
    save_sector_points(edit=edit(third, actual="120"), actor=person)

    # 20 for being on target, 20 shared by the excess: 10 % of at most 20 %.
    assert [points_of(line) for line in (first, second, third)] == [30, 18, 40]
    assert LayerScore.objects.get(line=first).version == 1  # nobody typed anything new there
    last = AuditEvent.objects.filter(action="line.score_for_sector").latest("id")
    assert last.before["peers"] == {sheets[0].agency.code: "40.00"}
    assert last.after["peers"] == {sheets[0].agency.code: "30.00"}


def test_given_points_follow_a_target_that_changes_later():
    season, sheets, sector = sector_year()
    ScoreLine.objects.filter(criterion__key="V.2").update(target=100)
    first, second = (line_of(sheet, "V.2") for sheet in sheets[:2])
    for line, actual in ((first, "110"), (second, "120")):
        save_sector_points(edit=edit(line, actual=actual), actor=make_editor(sector))

    set_targets(
        season_id=season.pk,
        edits=[TargetEdit(second.pk, Decimal(100), Decimal(150))],
        reason="Giao lại chỉ tiêu",
        actor=None,
    )

    # The second is 20 % short of its new target now: 20 × 120/150; the first leads.
    assert (points_of(first), points_of(second)) == (40, 16)


def test_a_member_that_loses_the_criterion_leads_nobody_any_more():
    _, sheets, sector = sector_year()
    ScoreLine.objects.filter(criterion__key="V.2").update(target=100)
    first, second = (line_of(sheet, "V.2") for sheet in sheets[:2])
    for line, actual in ((first, "110"), (second, "120")):
        save_sector_points(edit=edit(line, actual=actual), actor=make_editor(sector))

    set_assigned(line_id=second.pk, seen=True, is_assigned=False, reason="Không có", actor=None)

    assert points_of(first) == 40


@pytest.mark.parametrize(
    ("key", "given", "said"),
    [
        ("V.3", {"points": "20.25"}, "điểm phải từ 0 đến 20"),
        ("V.3", {"points": "3.1"}, "theo bước 0,25"),
        ("V.3", {"actual": "3"}, "không nhập kết quả"),
        ("V.1", {"points": "3"}, "tính từ kết quả"),
        ("V.3", {"points": "3", "reason": "x" * 5001}, "dài quá"),
    ],
)
def test_what_the_criterion_does_not_allow_is_refused(key, given, said):
    _, sheets, sector = sector_year()

    with pytest.raises(Invalid, match=said):
        save_sector_points(edit=edit(line_of(sheets[2], key), **given), actor=make_editor(sector))

    assert nothing_is_given()


def test_a_save_on_top_of_a_colleague_s_is_a_conflict_that_shows_both_values():
    _, sheets, sector = sector_year()
    line = line_of(sheets[2], "V.3")
    save_sector_points(edit=edit(line, "17"), actor=make_editor(sector))

    with pytest.raises(GivenConflict, match="đang lưu 17,00, quý vị nhập 12,00") as refusal:
        save_sector_points(edit=edit(line, "12"), actor=make_editor(sector))

    assert refusal.value.current == LayerScore.objects.get()
    assert points_of(line) == 17


def test_a_save_that_changes_nothing_writes_nothing():
    _, sheets, sector = sector_year()
    line, person = line_of(sheets[2], "V.1"), make_editor(sector)
    save_sector_points(edit=edit(line, actual="50"), actor=person)

    save_sector_points(edit=edit(line, actual="50.0"), actor=person)

    assert AuditEvent.objects.filter(action="line.score_for_sector").count() == 1
    assert LayerScore.objects.get().version == 1


def test_points_are_taken_back_by_an_empty_cell():
    _, sheets, sector = sector_year()
    line, person = line_of(sheets[2], "V.1"), make_editor(sector)
    save_sector_points(edit=edit(line, actual="50"), actor=person)

    row = save_sector_points(edit=edit(line, seen=1), actor=person)

    assert (row.actual, row.points, row.version) == (None, None, 2)


def test_nobody_else_gives_the_sector_s_points():
    season, sheets, _ = sector_year()
    line = line_of(sheets[2], "V.3")
    head, deputy, member = (sheet.agency for sheet in sheets)
    others = [make_approver(head), make_editor(deputy), make_officer(season.bloc), make_officer()]
    others += [make_editor(make_agency()), make_user(), appoint(make_user(), Role.AUDITOR).user]

    for person in others:
        assert "Chỉ người được phân công của" in refused(line, person)
    assert "Chỉ người được phân công của" in refused(line, make_editor(member))


def test_a_sector_agency_writes_no_other_lines():
    _, sheets, sector = sector_year()

    said = refused(line_of(sheets[2], "I.1"), make_editor(sector))

    assert said == "Tiêu chí này không do cơ quan chuyên ngành chấm."


@pytest.mark.parametrize(
    "stage", [stage for stage in Stage if stage not in {Stage.SELF_SCORING, Stage.APPRAISAL}]
)
def test_the_points_are_given_while_the_bloc_scores(stage):
    _, sheets, sector = sector_year(stage=stage)

    assert "bước" in refused(line_of(sheets[2], "V.3"), make_editor(sector))


def test_a_line_that_is_not_assigned_gets_no_points():
    _, sheets, sector = sector_year()
    line = line_of(sheets[2], "V.3")
    ScoreLine.objects.filter(pk=line.pk).update(is_assigned=False, unassigned_reason="Không có")

    assert "không được giao tiêu chí này: Không có" in refused(line, make_editor(sector))


def test_a_sector_agency_that_is_a_member_does_not_score_itself():
    season, sheets, sector = sector_year()
    join(season, sector)
    own = make_sheet(season, sector)

    assert "không chấm điểm cho chính mình" in refused(line_of(own, "V.3"), make_editor(sector))
    assert "không chấm điểm cho chính mình" in refused(line_of(own, "V.3"), None)
    save_sector_points(edit=edit(line_of(sheets[2], "V.3"), "10"), actor=make_editor(sector))


def test_a_second_appointment_takes_the_right_to_score_the_other_agency():
    _, sheets, sector = sector_year()
    person = make_editor(sector)
    appoint(person, Role.APPROVER, agency=sheets[2].agency)

    assert "chính đơn vị này" in refused(line_of(sheets[2], "V.3"), person)
    save_sector_points(edit=edit(line_of(sheets[1], "V.3"), "10"), actor=person)


def this_year(season):
    """Let the cycle be one that has begun: the factories' years lie ahead."""
    type(season.cycle).objects.filter(pk=season.cycle.pk).update(
        starts_on=date(2020, 1, 1), ends_on=date(2099, 12, 31)
    )


def test_who_worked_for_the_agency_this_year_does_not_score_it_for_the_sector():
    season, sheets, sector = sector_year()
    this_year(season)
    person = make_editor(sector)
    appoint(person, Role.EDITOR, agency=sheets[2].agency, ends_on=date(2020, 1, 2))
    appoint(person, Role.EDITOR, agency=sheets[1].agency, ends_on=date(2019, 12, 31))

    assert "đã làm việc cho đơn vị này" in refused(line_of(sheets[2], "V.3"), person)
    save_sector_points(edit=edit(line_of(sheets[1], "V.3"), "10"), actor=person)


def test_an_agency_merged_into_the_sector_s_is_its_own():
    season, sheets, sector = sector_year()
    this_year(season)
    AgencySuccession.objects.create(
        predecessor=sheets[2].agency,
        successor=sector,
        kind=SuccessionKind.MERGED.value,
        happened_on=date(2020, 7, 1),
    )

    assert "sáp nhập" in refused(line_of(sheets[2], "V.3"), make_editor(sector))


def test_rights_end_with_the_appointment():
    _, sheets, sector = sector_year()
    person = make_user()
    appoint(person, Role.EDITOR, agency=sector, ends_on=date(2026, 1, 2))

    assert "Chỉ người được phân công của" in refused(line_of(sheets[2], "V.3"), person)
