"""Somebody with the whole database tries to find out who voted for whom.

Each attack is first tried on a store that keeps slips as rows, where it works; on ours it must
find nothing.
"""

from collections import Counter
from itertools import pairwise

import pytest
from django.db import connection

from awards import services
from awards.models import Ballot, BallotBox, BallotVoter
from awards.services.ballot_box import opened
from tests.awards.balloting import close, make_voting_year, set_open, vote
from tests.awards.dumps import every_row, normal, raw_bytes, raw_dump
from tests.factories import make_approver
from tests.reports.waiting import wait_until

pytestmark = pytest.mark.django_db(transaction=True)

SLIPS = ((1,), (1, 2), (2,), (3,), (1, 3))  # every voter's is another one
OTHERWISE = (SLIPS[4], SLIPS[2], SLIPS[3], SLIPS[0], SLIPS[1])
OF_A_BALLOT = ("awards_ballotvoter", "awards_ballotbox", "awards_nominee", "awards_nomineeresult")


@pytest.fixture
def year():
    if connection.vendor == "postgresql":
        # Rows that other tests left lie anywhere: ours shall lie in the order they are written in.
        with connection.cursor() as cursor:
            for name in (*OF_A_BALLOT, "accounts_auditevent"):
                cursor.execute(f"VACUUM FULL {name}")
    season, members = make_voting_year(5)
    for member in members:
        make_approver(member)
    return season, members


@pytest.fixture
def naive():
    """Keep slips as rows without a name, as a first thought would have it."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE naive_slip (id integer, ballot_id integer, chosen text)")
    yield cast_naively
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE naive_slip")


def cast_naively(ballot, voter, *places):
    """Mark the voter and put the slip into a table, as two writes of one transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM naive_slip")
        (number,) = cursor.fetchone()
        cursor.execute(
            "INSERT INTO naive_slip VALUES (%s, %s, %s)", [number + 1, ballot.pk, str(places)]
        )
    rows = BallotVoter.objects.filter(ballot=ballot, agency=voter)
    rows.update(voted=True, is_present=True, channel="online")


def cast(ballot, members, slips, keep=lambda: None):
    """Let the members vote one after another; return what was kept after each."""
    kept = [keep()]
    for member, places in zip(members, slips, strict=True):
        vote(ballot, member, *places)
        kept.append(keep())
    return kept


def stored_of(ballot, naive_too=False):
    """Return all rows of one ballot, and the audit about it, as they lie."""
    rows = every_row((*OF_A_BALLOT, *(["naive_slip"] if naive_too else [])))
    nominees = {row["id"] for row in rows["awards_nominee"] if row["ballot_id"] == ballot.pk}
    found = {
        name: [
            row
            for row in table
            if row.get("ballot_id", ballot.pk) == ballot.pk
            and row.get("nominee_id", min(nominees)) in nominees
        ]
        for name, table in rows.items()
    }
    events = every_row(["accounts_auditevent"])["accounts_auditevent"]
    about = [
        row
        for row in events
        if (row["subject_type"], row["subject_id"]) == ("awards.ballot", str(ballot.pk))
    ]
    hidden = {"hash", "previous_hash", "subject_id", "ballot_id", "nominee_id", "agency_id"}
    hidden |= {"sealed", "actor_id", "actor_label"}  # a seal is random; who voted is no secret
    for table in (*found.values(), about):
        for row in table:
            for name in hidden & set(row):
                del row[name]
    return found | {"accounts_auditevent": about}


def nominees_of(year):
    season, members = year
    return season, members, members[:3]


def test_who_cast_which_slip_changes_nothing_in_the_database(year):
    """Two ballots, the same voters in the same order, the same slips dealt out otherwise."""
    season, members, nominees = nominees_of(year)
    worlds = [set_open(season, nominees, max_choices=2) for _ in range(2)]
    before = []
    for ballot, slips in zip(worlds, (SLIPS, OTHERWISE), strict=True):
        cast(ballot, members, slips)
        before.append(normal(stored_of(ballot)))
        close(ballot)
    after = [normal(stored_of(ballot)) for ballot in worlds]

    assert before[0] == before[1]
    assert after[0] == after[1]
    assert '"voted": "True"' in after[0] or '"voted": "1"' in after[0]


def test_the_same_comparison_finds_slips_that_are_rows(year, naive):
    season, members, nominees = nominees_of(year)
    worlds = [set_open(season, nominees, max_choices=2) for _ in range(2)]

    for ballot, slips in zip(worlds, (SLIPS, OTHERWISE), strict=True):
        for member, places in zip(members, slips, strict=True):
            naive(ballot, member, *places)
    seen = [normal(stored_of(ballot, naive_too=True)) for ballot in worlds]

    assert seen[0] != seen[1]


def shared_with(table, ballot, rows):
    """Return voters whose line was written by the very transaction that wrote a row of the table.

    Only PostgreSQL tells; on SQLite a row has nothing but its number.
    """
    column = {"postgresql": "xmin", "sqlite": "rowid"}[connection.vendor]
    lines = [row for row in rows["awards_ballotvoter"] if row["ballot_id"] == ballot.pk]
    written = Counter(row[column] for row in lines)
    return [
        line["agency_id"]
        for row in rows[table]
        for line in lines
        if row[column] == line[column] and written[line[column]] == 1
    ]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL keeps who wrote")
def test_transaction_numbers_single_out_no_voter(year, naive):
    season, members, nominees = nominees_of(year)
    ours, theirs = set_open(season, nominees, max_choices=2), set_open(season, nominees)
    with connection.cursor() as cursor:
        cursor.execute("BEGIN")
        naive(theirs, members[0], 1)
        cursor.execute("COMMIT")

    kept = cast(ours, members, SLIPS, keep=every_box_and_line)

    assert shared_with("naive_slip", theirs, every_row(("naive_slip", "awards_ballotvoter"))) == [
        members[0].pk
    ]
    for rows in kept[1:]:
        assert shared_with("awards_ballotbox", ours, rows) == []
        lines = [row for row in rows["awards_ballotvoter"] if row["ballot_id"] == ours.pk]
        assert len({row["xmin"] for row in lines}) == 1


def every_box_and_line():
    return every_row(("awards_ballotbox", "awards_ballotvoter"))


def test_rows_lie_in_the_order_of_the_roll_and_not_of_the_votes(year):
    season, members, nominees = nominees_of(year)
    ballot = set_open(season, nominees, max_choices=2)

    cast(ballot, members[::-1], SLIPS)
    rows = every_row(["awards_ballotvoter"])["awards_ballotvoter"]

    assert [row["agency_id"] for row in rows] == [member.pk for member in members]


def readable_counters(rows):
    """Return the counters of a box as far as they can be read from its row."""
    return [row["sealed"] for row in rows["awards_ballotbox"] if not is_hex(row["sealed"])]


def is_hex(text):
    return set(text) <= set("0123456789abcdef")


def test_copies_from_between_two_votes_do_not_show_the_vote(year):
    """Backups, journals and dead rows are such copies; the counters in them stay sealed."""
    season, members, nominees = nominees_of(year)
    ballot = set_open(season, nominees, max_choices=2)

    kept = cast(ballot, members, SLIPS, keep=every_box_and_line)

    boxes = [rows["awards_ballotbox"][0]["sealed"] for rows in kept]
    assert [readable_counters(rows) for rows in kept] == [[]] * 6
    assert len({len(box) for box in boxes}) == 1
    # no two copies agree in more places than two texts drawn by lot would
    for one, other in pairwise(boxes):
        same = sum(a == b for a, b in zip(one, other, strict=True))
        assert same < len(one) / 2
    # with the site's secret the difference shows: this is what the seal takes away
    places = [1, 2, 3]
    steps = [opened(BallotBox(ballot=ballot, sealed=box), places).votes for box in boxes]
    assert [steps[2][place] - steps[1][place] for place in places] == [1, 1, 0]


def test_no_line_of_a_dump_names_a_voter_beside_a_choice(year, tmp_path):
    season, members, nominees = nominees_of(year)
    ballot = set_open(season, nominees, max_choices=2)
    cast(ballot, members, SLIPS)
    while_open = raw_dump(tmp_path)
    close(ballot)
    closed = raw_dump(tmp_path)

    for dump in (while_open, closed):
        lines = [line for line in dump.splitlines() if "ballot.vote" in line]
        assert len(lines) == 5
        for member, line in zip(members, sorted(lines, key=position_in(dump)), strict=True):
            assert member.code in line
            assert [one.code for one in members if one.code in line] == [member.code]
            assert "votes" not in line
            assert "chosen" not in line
    # what was counted is told once, for all together, after the end
    assert sum('"votes"' in line for line in while_open.splitlines() if "ballot." in line) == 0
    assert sum('"votes"' in line for line in closed.splitlines() if "ballot." in line) == 1


def position_in(dump):
    return dump.splitlines().index


def test_nothing_of_a_box_stays_on_the_disk_once_it_is_washed(year):
    season, members, nominees = nominees_of(year)
    ballot = set_open(season, nominees, max_choices=2)
    seals = cast(ballot, members, SLIPS, keep=lambda: BallotBox.objects.get(ballot=ballot).sealed)
    assert sum(seal.encode() in raw_bytes() for seal in seals) > 0
    close(ballot)

    def is_clean():
        # Who reads at that moment, as autovacuum's own ANALYZE does, keeps dead rows alive until
        # the next washing, which the timetable brings.
        services.wash_boxes()
        left = raw_bytes()
        return not [seal for seal in seals if seal.encode() in left]

    wait_until(is_clean, "the box was washed")
    assert Ballot.objects.get(pk=ballot.pk).state == "closed"


def test_washing_leaves_open_boxes_as_they_are(year):
    season, members, nominees = nominees_of(year)
    ballot = set_open(season, nominees, max_choices=2)
    vote(ballot, members[0], 1)
    before = BallotBox.objects.get(ballot=ballot).sealed

    services.wash_boxes()
    vote(ballot, members[1], 1)

    assert BallotBox.objects.get(ballot=ballot).sealed != before
