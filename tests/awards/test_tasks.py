import pytest
from django.conf import settings

from awards.models import BallotBox
from awards.tasks import wash_ballot_boxes
from config.celery import app
from tests.awards.balloting import make_voting_year, set_open, vote

EVERY_TEN_MINUTES = 600


def test_boxes_are_washed_on_schedule():
    entry = settings.CELERY_BEAT_SCHEDULE["wash-ballot-boxes"]

    app.loader.import_default_modules()
    assert entry["schedule"] == EVERY_TEN_MINUTES
    assert app.tasks[entry["task"]].name == wash_ballot_boxes.name


@pytest.mark.django_db(transaction=True)
def test_washing_twice_leaves_an_open_box_as_it_is():
    season, members = make_voting_year()
    ballot = set_open(season, members[:2])
    vote(ballot, members[0], 1)
    before = BallotBox.objects.get(ballot=ballot).sealed

    wash_ballot_boxes()
    wash_ballot_boxes()

    assert BallotBox.objects.get(ballot=ballot).sealed == before
