"""Real threads on a file of SQLite and on PostgreSQL: packs asked for, fed and paused at once."""

from collections import Counter

import pytest

from accounts.audit import Head, verify_chain
from accounts.models import AuditEvent
from reports import services
from reports.models import Document, Pack, PackItem
from reports.selectors.pack_changes import changes_since
from reports.services import pack_feeding
from reports.states import PackAction, PackState
from tests.factories import make_officer
from tests.reports.packing import (
    COVENANT,
    SUMMARY,
    ask,
    ask_province,
    choice_of,
    fresh,
    made,
    ranked_season,
)
from tests.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)
MANY = [SUMMARY, COVENANT, "bang-tong-hop-diem", "bien-ban-binh-xet", "to-trinh"]


def test_of_six_who_ask_at_once_all_get_the_same_pack():
    season = ranked_season()
    officer = make_officer(season.bloc)
    choice = choice_of(season, [SUMMARY, COVENANT])

    def ask_for_it():
        services.ask_for_conference_pack(season_id=season.pk, choice=choice, actor=officer)

    answers = at_once(*[ask_for_it] * 6)

    assert Counter(answers) == {"done": 6}
    assert Pack.objects.count() == 1
    assert PackItem.objects.count() == 2
    assert AuditEvent.objects.filter(action="pack.ask").count() == 1
    assert changes_since(Pack.objects.get()) == []
    assert isinstance(verify_chain(), Head)


def test_two_clicks_of_an_officer_at_once_start_one_job():
    season = ranked_season()
    officer = make_officer(province=season.bloc.province)

    def ask_for_it():
        services.ask_for_province_pack(
            province=season.bloc.province, cycle=season.cycle, kind=SUMMARY, actor=officer
        )

    answers = at_once(*[ask_for_it] * 4)

    assert Counter(answers) == {"done": 4}
    assert Pack.objects.count() == PackItem.objects.count() == 1


def test_six_workers_that_feed_at_once_send_no_more_than_there_is_room_for():
    season = ranked_season()
    ask(season, MANY)
    ask_province(season, "bien-ban-ban-giao")

    answers = at_once(*[services.feed_packs] * 6)

    assert Counter(answers) == {"done": 6}
    assert Document.objects.count() == pack_feeding.MOST_AT_ONCE
    assert isinstance(verify_chain(), Head)


def test_of_those_who_pause_and_cancel_at_once_each_finds_a_state_that_fits():
    pack = ask(ranked_season(), MANY)

    def move(action):
        return lambda: services.move_pack(pack_id=pack.pk, action=action, actor=None)

    answers = at_once(*[move(PackAction.PAUSE)] * 4, services.feed_packs)

    assert Counter(answers[:4]) == {"done": 1, "NotAllowed": 3}
    assert fresh(pack).state == PackState.PAUSED
    assert AuditEvent.objects.filter(action="pack.pause").count() == 1
    sent = Document.objects.count()
    services.feed_packs()
    assert Document.objects.count() == sent


def test_a_pack_asked_for_while_facts_change_holds_one_moment():
    season = ranked_season()

    def change():
        for number in range(20):
            season.next_tasks.filter(position=1).update(text=f"Nhiệm vụ {number}.")

    at_once(lambda: ask(season, [SUMMARY, COVENANT]), change)

    pack = made(Pack.objects.get())
    tasks = {
        text
        for document in Document.objects.filter(pack_items__pack=pack)
        for text in _tasks_in(document.content)
    }
    assert len(tasks) == 1


def _tasks_in(value):
    if isinstance(value, str):
        return {value} if value.startswith("Nhiệm vụ ") else set()
    held = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return {text for one in held for text in _tasks_in(one)}
