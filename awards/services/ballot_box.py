"""The box of a ballot: counters, sealed so that no copy of the database shows how it filled.

A copy from before a vote and one from after it differ by that vote. Backups are such copies, and
so are a journal and the dead rows of a table. So the counters are encrypted anew at each vote
with a key that is made from the site's secret and stands in no table.
"""

import os
import struct
from collections.abc import Collection, Sequence

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import connection
from django.utils.crypto import salted_hmac

from accounts.errors import Refused
from awards.models import Ballot, BallotBox, BallotVoter
from awards.rules.ballots import Count
from awards.states import VoteChannel

_NONCE_BYTES = 12
_SALT = "awards.ballot_box"
BROKEN = (
    "Hòm phiếu không mở được: khóa bí mật của hệ thống đã đổi từ khi bỏ phiếu, hoặc dữ liệu đã bị "
    "sửa. Kết quả không đáng tin, cần hủy cuộc bỏ phiếu này và bỏ phiếu lại."
)


def sealed(count: Count, *, ballot_id: int) -> str:
    """Return the counters of a box as text that says nothing without the key.

    It is always of the same length for one ballot and different each time.
    """
    numbers = [count.valid, count.blank, *(count.votes[place] for place in sorted(count.votes))]
    nonce = os.urandom(_NONCE_BYTES)
    plain = struct.pack(f">{len(numbers)}I", *numbers)
    return (nonce + _cipher(ballot_id).encrypt(nonce, plain, _mark(ballot_id))).hex()


def opened(box: BallotBox, places: Collection[int]) -> Count:
    """Return the counters of a box.

    Args:
        places: the nominees' places on the slip.

    Raises:
        Refused: the key changed since, or somebody wrote into the box past this software.
    """
    try:
        data = bytes.fromhex(box.sealed)
        plain = _cipher(box.ballot_id).decrypt(
            data[:_NONCE_BYTES], data[_NONCE_BYTES:], _mark(box.ballot_id)
        )
        valid, blank, *votes = struct.unpack(f">{2 + len(places)}I", plain)
    except (InvalidTag, ValueError, struct.error) as error:
        raise Refused(BROKEN) from error
    return Count(valid=valid, blank=blank, votes=dict(zip(sorted(places), votes, strict=True)))


def count_in(box: BallotBox, roll: Sequence[BallotVoter], places: Collection[int]) -> Count:
    """Return the counters of a box that holds as many slips as the roll says were cast.

    Raises:
        Refused: it does not, or does not open.
    """
    count = opened(box, places)
    if count.returned != sum(voter.channel == VoteChannel.ONLINE for voter in roll):
        raise Refused(BROKEN)
    return count


def locked_box(ballot: Ballot) -> BallotBox:
    """Return the box of a held ballot, held too; it comes after the roll."""
    return BallotBox.objects.select_for_update(of=("self",), no_key=True).get(ballot=ballot)


def empty(ballot: Ballot) -> None:
    """Take everything out of the box; what was counted stands in the results, if anywhere."""
    box = locked_box(ballot)
    box.sealed = ""
    box.save(update_fields=["sealed"])


def wash_boxes() -> None:
    """Let the database forget what boxes held before, as far as it can be told to.

    PostgreSQL writes the table anew without its dead rows, SQLite empties its journal. It
    changes no row, and must not run inside a transaction.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"VACUUM FULL {BallotBox._meta.db_table}")  # noqa: SLF001 -- Django documents _meta
        else:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _cipher(ballot_id: int) -> AESGCM:
    return AESGCM(salted_hmac(_SALT, str(ballot_id), algorithm="sha256").digest())


def _mark(ballot_id: int) -> bytes:
    """Bind a box to its ballot: the box of another one does not open."""
    return f"ballot {ballot_id}".encode()
