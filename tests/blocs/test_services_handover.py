"""The secretariat goes to the next head, once, all or nothing, and on record."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from accounts.errors import Invalid, NotAllowed, Refused
from accounts.models import AuditEvent
from blocs import services
from blocs.migrations import _handovers_never_change as guards
from blocs.models import Cycle, Handover, HandoverReceipt, Office, Season, StepExtension
from blocs.permissions import Seats, seats_of
from blocs.states import OfficeRole, OfficeState, SelectionMethod, Stage, StepKind, Term
from tests.blocs.handing import DAY, hand, make_leaving_year
from tests.constraints import change, run
from tests.factories import (
    NOON,
    join,
    make_agency,
    make_approver,
    make_bloc_year,
    make_cycle,
    make_editor,
    make_office,
    make_officer,
    make_season,
    make_step,
)

pytestmark = pytest.mark.django_db


def counts():
    rows = Season, Cycle, Office, Handover, AuditEvent
    return [model.objects.count() for model in rows]


def refused(season, match, error=Refused, **fields):
    """Hand over in vain, and see that nothing at all was written."""
    before = counts()
    with pytest.raises(error, match=match):
        hand(season, **fields)
    assert counts() == before


def test_offices_calendar_and_rights_move_in_one_action():
    season, (old, new, third) = make_leaving_year()
    step = make_step(
        season,
        StepKind.DOSSIER,
        due_at=NOON,
        opens_at=NOON - timedelta(days=9),
        grace_days=3,
        closing="refuses",
    )
    StepExtension.objects.create(
        step=step, agency=third, due_at=NOON + timedelta(days=9), reason="Bão", approved_at=NOON
    )

    handover = hand(season, make_approver(old), place="Hội trường", note="Giao con dấu treo")

    following = handover.following
    assert (following.cycle.label, following.stage) == ("2026", Stage.SETUP)
    assert [row.agency for row in following.memberships.all()] == [old, new, third]
    assert seats_of(following) == Seats(head_id=new.pk, deputy_id=third.pk)
    assert seats_of(season) == Seats(head_id=new.pk, deputy_id=third.pk)
    ended = season.offices.filter(term=Term.CURRENT)
    assert {(one.state, one.handed_over_on) for one in ended} == {(OfficeState.HANDED_OVER, DAY)}
    (carried,) = following.steps.all()
    assert (carried.due_at, carried.grace_days, carried.closing) == (
        NOON.replace(year=2023),
        3,
        "refuses",
    )
    assert not StepExtension.objects.filter(step=carried).exists()
    assert (handover.from_agency, handover.to_agency) == (old, new)
    assert (handover.place, handover.note) == ("Hội trường", "Giao con dấu treo")
    assert handover.steps[0]["kind"] == "dossier"
    assert {(one["role"], one["name"]) for one in handover.offices["after"]} == {
        ("head", new.name),
        ("deputy", third.name),
    }
    actions = [line.action for line in AuditEvent.objects.order_by("pk")]
    assert actions == [
        "cycle.add",
        "season.open",
        "season.carry_offices",
        "season.carry_steps",
        "office.hand_over",
        "office.hand_over",
        "season.hand_over",
    ]


def test_a_season_is_handed_over_once():
    season, (old, *_) = make_leaving_year()
    hand(season)

    refused(season, "đã được bàn giao")
    refused(season, "Chỉ đơn vị đang làm Trưởng khối", NotAllowed, actor=make_approver(old))


@pytest.mark.parametrize("stage", Stage)
def test_the_head_hands_over_from_the_review_to_the_end_of_the_year(stage):
    season, (old, *_) = make_leaving_year(stage=stage)
    in_time = list(Stage).index(Stage.BLOC_REVIEW) <= list(Stage).index(stage)

    if in_time and stage is not Stage.CLOSED:
        assert hand(season, make_editor(old)).pk
    else:
        refused(season, "bước “Bình xét”|Chỉ cơ quan", NotAllowed, actor=make_editor(old))


def test_after_the_end_of_the_year_the_province_still_does():
    season, _ = make_leaving_year(stage=Stage.CLOSED)

    assert hand(season, make_officer(season.bloc)).following.cycle.label == "2026"


@pytest.mark.parametrize("place", [1, 2])
def test_neither_the_next_head_nor_a_member_takes_the_office(place):
    season, members = make_leaving_year()

    refused(season, "đang làm Trưởng khối", NotAllowed, actor=make_approver(members[place]))


def test_nothing_moves_without_a_confirmed_next_head():
    season, members = make_bloc_year(3, stage=Stage.DECIDED, cycle=make_cycle(label="2025"))
    refused(season, "Chưa có Trưởng khối năm sau")
    make_office(season, OfficeRole.HEAD, members[1], term=Term.NEXT.value, state="proposed")

    refused(season, "Chưa có Trưởng khối năm sau")


def test_nothing_moves_where_nobody_held_the_office():
    agency = make_agency()
    season = make_season(members=[agency], stage=Stage.DECIDED, cycle=make_cycle(label="2025"))
    make_office(season, OfficeRole.HEAD, agency, term=Term.NEXT.value)

    refused(season, "không có bên bàn giao")


def test_an_office_that_ended_before_keeps_its_day():
    season, (old, new, _) = make_leaving_year()
    head = season.offices.get(term=Term.CURRENT, role="head")
    services.hand_over_office(office_id=head.pk, on=date(2025, 12, 30), actor=None)

    handover = hand(season, make_approver(new))

    head.refresh_from_db()
    assert (handover.from_agency, head.handed_over_on) == (old, date(2025, 12, 30))


def test_the_day_lies_neither_ahead_nor_before_the_decision():
    season, _ = make_leaving_year()
    tomorrow = timezone.localdate() + timedelta(days=1)
    refused(season, "sau hôm nay", Invalid, on=tomorrow)
    season.offices.filter(term=Term.CURRENT).update(decided_on=date(2026, 1, 16))

    refused(season, "trước ngày quyết định")


def test_nothing_is_handed_over_before_the_next_head_was_decided_on():
    season, _ = make_leaving_year()
    coming = season.offices.filter(term=Term.NEXT, role=OfficeRole.HEAD)
    coming.update(decided_on=DAY + timedelta(days=1))
    refused(season, "là ngày chọn Trưởng khối năm sau", Invalid)
    coming.update(decided_on=DAY)

    assert hand(season).handed_over_on == DAY


def test_a_label_that_names_no_year_opens_none():
    season, _ = make_leaving_year()

    refused(season, "năm", Invalid, label="quy-1")
    refused(season, "sau năm thi đua này", label="2025")


def test_a_following_season_that_is_open_already_is_taken_as_it_is():
    season, (old, new, third) = make_leaving_year()
    following = make_season(
        bloc=season.bloc, cycle=make_cycle(label="2026"), members=[third, new, old]
    )
    make_office(following, OfficeRole.HEAD, new, state="proposed")
    make_step(season, StepKind.DOSSIER, due_at=NOON)
    make_step(season, StepKind.COVENANT, due_at=NOON)
    own = make_step(following, StepKind.COVENANT, due_at=NOON)

    handover = hand(season)

    assert handover.following == following
    assert seats_of(following) == Seats(head_id=new.pk, deputy_id=third.pk)
    kinds = {step.kind: step.due_at for step in following.steps.all()}
    assert kinds == {"covenant": own.due_at, "dossier": NOON.replace(year=2023)}


def test_a_following_season_with_another_head_is_not_overruled():
    season, (old, new, third) = make_leaving_year()
    following = make_season(
        bloc=season.bloc, cycle=make_cycle(label="2026"), members=[old, new, third], head=old
    )

    refused(season, f"đã ghi Trưởng khối, cụm là {old.name}")
    Office.objects.filter(season=following).delete()
    following.memberships.filter(agency=new).delete()
    refused(season, "không phải thành viên của năm 2026")


def test_the_same_head_may_go_on():
    season, (old, *_) = make_bloc_year(3, stage=Stage.DECIDED, cycle=make_cycle(label="2025"))
    make_office(season, OfficeRole.HEAD, old, term=Term.NEXT.value)

    handover = hand(season, make_approver(old))

    assert handover.from_agency == handover.to_agency == old
    assert seats_of(season).head_id == seats_of(handover.following).head_id == old.pk


def test_a_school_year_follows_a_school_year():
    days = {"starts_on": date(2024, 9, 5), "ends_on": date(2025, 9, 4), "kind": "school_year"}
    season, _ = make_leaving_year(cycle=make_cycle(label="2024-2025", **days))

    cycle = hand(season, label="2025-2026").following.cycle

    assert (cycle.starts_on, cycle.kind) == (date(2025, 9, 5), "school_year")


def test_what_follows_is_not_changed_from_the_old_season_any_more():
    season, (_, _, third) = make_leaving_year()
    hand(season)
    season.offices.filter(term=Term.NEXT, role="deputy").update(state="proposed")
    deputy = season.offices.get(term=Term.NEXT, role="deputy")

    with pytest.raises(Refused, match="đã bàn giao"):
        services.confirm_office(office_id=deputy.pk, actor=None)
    with pytest.raises(Refused, match="đã bàn giao"):
        services.set_office(
            season_id=season.pk, term=Term.NEXT, role=OfficeRole.DEPUTY, agency=third, actor=None
        )


def test_the_new_head_says_once_that_it_has_taken_over():
    season, (old, new, third) = make_leaving_year()
    handover = hand(season)

    for person in (make_approver(old), make_approver(third), make_officer(season.bloc)):
        with pytest.raises(NotAllowed, match="Trưởng khối mới"):
            services.receive_handover(handover_id=handover.pk, actor=person)
    services.receive_handover(handover_id=handover.pk, note=" Đủ ", actor=make_editor(new))
    lines = AuditEvent.objects.count()
    with pytest.raises(Refused, match="Đã xác nhận"):
        services.receive_handover(handover_id=handover.pk, actor=make_editor(new))

    assert HandoverReceipt.objects.get().note == "Đủ"
    assert (AuditEvent.objects.count(), AuditEvent.objects.last().action) == (
        lines,
        "season.receive",
    )


def test_the_database_never_changes_a_handover():
    season, (_, new, _) = make_leaving_year()
    handover = hand(season)
    receipt = services.receive_handover(handover_id=handover.pk, actor=make_editor(new))

    for row in (handover, receipt):
        table = row._meta.db_table
        columns = [field.attname for field in row._meta.local_fields]
        for name in columns:
            with pytest.raises(IntegrityError, match=guards.SAYS), transaction.atomic():
                change(row, **{name: getattr(row, name)})
        with pytest.raises(IntegrityError, match=guards.SAYS), transaction.atomic():
            run(f"DELETE FROM {table} WHERE id = %s", row.pk)  # noqa: S608 -- our own tables
    if connection.vendor == "sqlite":
        with pytest.raises(IntegrityError, match=guards.SAYS), transaction.atomic():
            run("INSERT OR REPLACE INTO blocs_handover SELECT * FROM blocs_handover")


@pytest.mark.parametrize("way", [way for way in SelectionMethod if way != "unknown"])
def test_an_officer_may_come_by_any_way_and_only_an_appointment_is_the_provinces(way):
    season, (old, new, _) = make_bloc_year(3, stage=Stage.DECIDED)
    wanted = {"season_id": season.pk, "term": Term.NEXT, "role": OfficeRole.HEAD, "agency": new}

    if way is SelectionMethod.APPOINTED:
        with pytest.raises(NotAllowed):
            services.set_office(**wanted, selected_by=way, basis="QĐ 1", actor=make_editor(old))
        with pytest.raises(Invalid, match="văn bản chỉ định"):
            services.set_office(**wanted, selected_by=way, actor=make_officer(season.bloc))
        actor = make_officer(season.bloc)
    else:
        actor = make_editor(old)
    office = services.set_office(**wanted, selected_by=way, basis="QĐ 1", actor=actor)

    assert (office.selected_by, office.basis, office.state) == (way, "QĐ 1", "proposed")


def test_what_is_confirmed_is_what_the_page_showed():
    season, (_, new, third) = make_bloc_year(3, stage=Stage.DECIDED)
    office = make_office(season, OfficeRole.HEAD, new, term=Term.NEXT.value, state="proposed")

    with pytest.raises(Refused, match="vừa được đổi"):
        services.confirm_office(office_id=office.pk, seen_agency=third.code, actor=None)
    services.confirm_office(office_id=office.pk, seen_agency=new.code, actor=None)

    assert Office.objects.get(pk=office.pk).state == OfficeState.CONFIRMED


def test_the_following_season_opens_also_for_a_member_that_joined_late():
    season, _ = make_leaving_year()
    late = make_agency()
    join(season, late)

    assert hand(season).following.memberships.filter(agency=late).exists()


@pytest.mark.parametrize("term", Term)
def test_nobody_is_named_for_a_season_that_was_handed_over(term):
    season, members = make_leaving_year()
    hand(season)
    before = counts()

    with pytest.raises(Refused, match="đã bàn giao nên không ghi"):
        services.set_office(
            season_id=season.pk, term=term, role=OfficeRole.HEAD, agency=members[0], actor=None
        )

    assert counts() == before


def test_no_season_is_handed_over_before_it_began():
    season, _ = make_leaving_year()

    refused(season, "trước khi năm thi đua bắt đầu", Invalid, on=date(2024, 12, 31))
