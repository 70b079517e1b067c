"""A pack changes between two looks at it, while the next paper to send is looked for."""

import pytest
from django.db import connection

from reports import services
from reports.models import Pack, PackItem
from reports.states import PackAction, PackItemState, PackState
from tests.reports.packing import SUMMARY, ask, fresh, ranked_season

pytestmark = pytest.mark.django_db


def pausing(pack: Pack):
    """Return a wrapper of queries that pauses the pack once its next place is known."""
    done = []

    def wrapper(execute, sql, params, many, context):
        found = execute(sql, params, many, context)
        if "MIN(" in sql and not done:
            done.append(sql)
            services.move_pack(pack_id=pack.pk, action=PackAction.PAUSE, actor=None)
        return found

    return wrapper, done


def test_a_pack_that_is_paused_meanwhile_sends_nothing_and_stays_paused():
    pack = ask(ranked_season(), [SUMMARY])
    wrapper, done = pausing(pack)

    with connection.execute_wrapper(wrapper):
        fed = services.feed_packs()

    assert (fed, len(done)) == (0, 1)
    assert fresh(pack).state == PackState.PAUSED
    assert PackItem.objects.get().state == PackItemState.WAITING
