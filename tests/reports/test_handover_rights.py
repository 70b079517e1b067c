"""After the handover the old head reads and no longer writes; the new head finishes the year."""

import importlib
import inspect
import pkgutil
from datetime import timedelta

import pytest

import awards.permissions
import blocs.permissions
import reports.permissions
import scoring.permissions
from accounts.errors import NotAllowed
from accounts.models import AuditEvent
from awards import services as awards_services
from awards.states import BallotMethod
from blocs import services as blocs_services
from blocs.access import season_for
from blocs.permissions import seats_of
from blocs.standing import standing_of
from blocs.states import OfficeRole, Stage, StepKind, Term
from reports import services as reports_services
from reports.access import document_for
from reports.states import DocumentKind
from scoring import services as scoring_services
from tests.awards.balloting import spec
from tests.blocs.handing import hand, make_leaving_year
from tests.factories import (
    NOON,
    assign,
    make_approver,
    make_award_type,
    make_document,
    make_editor,
    make_officer,
)

pytestmark = pytest.mark.django_db
STAGES = (Stage.BLOC_REVIEW, Stage.SUBMITTED, Stage.PROVINCIAL_APPRAISAL, Stage.DECIDED)
# They only let a person see, and what a head sees as a member it goes on seeing.
READING = {"can_see_points", "can_see_desk", "can_simulate"}


def modules():
    for app in (blocs, scoring, awards, reports):
        package = app.permissions
        yield package
        for found in pkgutil.iter_modules(getattr(package, "__path__", [])):
            yield importlib.import_module(f"{package.__name__}.{found.name}")


def asks_who_leads(rule):
    """Say whether a right is asked of a person, a season and its seats, and of nothing else."""
    given = inspect.signature(rule).parameters.values()
    needed = [one.name for one in given if one.default is inspect.Parameter.empty]
    return needed == ["standing", "season", "seats"]


RIGHTS = {
    name: rule
    for module in modules()
    for name, rule in inspect.getmembers(module, inspect.isfunction)
    if name.startswith("can_") and name not in READING and asks_who_leads(rule)
}


def holds(right, season, person):
    return bool(right(standing_of(person), season, seats_of(season)))


def test_the_rights_of_a_secretariat_are_found_by_themselves():
    assert {"can_run_season", "can_prepare_ballot", "can_propose", "can_ask_for_paper"} <= set(
        RIGHTS
    )


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("name", sorted(RIGHTS))
def test_every_right_of_the_secretariat_goes_to_the_new_head(name, stage):
    season, (old, new, _) = make_leaving_year(stage=stage)
    leaving, coming = make_approver(old), make_approver(new)
    held = holds(RIGHTS[name], season, leaving)

    following = hand(season).following

    assert not holds(RIGHTS[name], season, leaving)
    assert not holds(RIGHTS[name], following, leaving)
    assert holds(RIGHTS[name], season, coming) is held


def test_most_rights_were_really_held_before():
    """Otherwise the test above would prove nothing."""
    found = set()
    for stage in STAGES:
        season, (old, *_) = make_leaving_year(stage=stage, label=f"2{list(Stage).index(stage):03}")
        found |= {name for name, right in RIGHTS.items() if holds(right, season, make_editor(old))}

    assert set(RIGHTS) - found <= {"can_open_sheets", "can_set_targets", "can_assign_cross_scorers"}


def writes(season, members):
    """Return services of every app that a secretariat calls."""
    pk, day = season.pk, {"opens_at": NOON, "due_at": NOON + timedelta(days=1)}
    award, reviewed = make_award_type(), spec(members, method=BallotMethod.ONLINE)
    ranks = blocs_services.set_published_ranks
    return {
        "calendar": lambda actor: blocs_services.set_step(
            season_id=pk, kind=StepKind.DOSSIER, **day, actor=actor
        ),
        "offices": lambda actor: blocs_services.set_office(
            season_id=pk,
            term=Term.CURRENT,
            role=OfficeRole.DEPUTY,
            agency=members[0],
            actor=actor,
        ),
        "record": lambda actor: blocs_services.record_next_tasks(
            season_id=pk, specs=["Việc"], actor=actor
        ),
        "ranks": lambda actor: ranks(season_id=pk, depth=1, actor=actor),
        "stage": lambda actor: reports_services.advance_season(
            season_id=pk, to=Stage.SUBMITTED, seen_version=season.version, actor=actor
        ),
        "ranking": lambda actor: scoring_services.freeze_ranking(
            season_id=pk, seen_version=season.version, actor=actor
        ),
        "ballot": lambda actor: awards_services.create_ballot(
            season_id=pk, spec=reviewed, actor=actor
        ),
        "proposal": lambda actor: awards_services.propose_award(
            season_id=pk, agency_id=members[2].pk, award_type_id=award.pk, actor=actor
        ),
        "paper": lambda actor: reports_services.ask_for_paper(
            season_id=pk, kind=DocumentKind.COVENANT.value, actor=actor
        ),
    }


@pytest.mark.parametrize(
    "name",
    [
        "calendar",
        "offices",
        "record",
        "ranks",
        "stage",
        "ranking",
        "ballot",
        "proposal",
        "paper",
    ],
)
def test_the_old_head_is_refused_by_the_services_themselves(name):
    season, members = make_leaving_year(stage=Stage.BLOC_REVIEW)
    assign(season)
    work = writes(season, members)[name]
    person = make_approver(members[0])
    following = hand(season).following
    lines = AuditEvent.objects.count()

    with pytest.raises(NotAllowed):
        work(person)
    with pytest.raises(NotAllowed):
        writes(following, members)[name](person)

    assert AuditEvent.objects.count() == lines


def test_the_old_head_keeps_reading_both_years():
    season, (old, *_) = make_leaving_year()
    document = make_document(season)
    following = hand(season).following
    standing = standing_of(make_editor(old))

    for year in (season, following):
        assert season_for(standing, year.bloc.code, year.cycle.label) == year
    assert document_for(standing, document.uuid) == document


def test_the_province_still_decides_in_the_old_year():
    season, _ = make_leaving_year(stage=Stage.PROVINCIAL_APPRAISAL)
    hand(season)

    moved = reports_services.advance_season(
        season_id=season.pk,
        to=Stage.DECIDED,
        seen_version=season.version,
        actor=make_officer(season.bloc),
    )

    assert moved.stage == Stage.DECIDED
