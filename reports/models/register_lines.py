"""What every line of the register of issued papers holds, whether issued here or elsewhere."""

from django.db import models
from django.db.models import F, Q

from accounts.constraints import made_of, one_of
from blocs.models import Agency, Province
from blocs.rules.writing import date_text
from reports.rules.codes import ALPHABET, LENGTH, grouped
from reports.rules.numbers import MOST_SYMBOL_SIGNS, full_number
from reports.states import IssueState

ISSUE_STATES = [
    (IssueState.ISSUED.value, "Còn hiệu lực"),
    (IssueState.REPLACED.value, "Đã được thay thế"),
    (IssueState.WITHDRAWN.value, "Đã thu hồi"),
]
IN_FORCE = Q(state=IssueState.ISSUED.value)


class RegisterLine(models.Model):
    """Number, day, code and state of one issued paper.

    A paper of a kind without a number has neither number nor symbol. ``year`` is that of the day,
    for numbers begin anew each year. ``reason`` is why it was withdrawn, ``ended_at`` when it was
    withdrawn or replaced.

    Source: NĐ 30/2020/NĐ-CP, Điều 15.
    """

    number = models.PositiveIntegerField(null=True, blank=True)
    symbol = models.CharField(max_length=MOST_SYMBOL_SIGNS, blank=True)
    year = models.PositiveSmallIntegerField()
    issued_on = models.DateField()
    excerpt = models.CharField(max_length=500)
    code = models.CharField(max_length=LENGTH, unique=True)
    state = models.CharField(max_length=9, choices=ISSUE_STATES, default=IssueState.ISSUED.value)
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )
    reason = models.CharField(max_length=500, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True
        ordering = ["-issued_on", "-pk"]

    @property
    def full_number(self) -> str:
        """Number and symbol as they are written; empty for a paper without a number."""
        return full_number(self.number, self.symbol)

    @property
    def reference(self) -> str:
        """How other papers name this one: ``số 05/BC-KTĐ ngày 24/02/2023``."""
        number = f"số {self.full_number} " if self.full_number else ""
        return f"{number}ngày {date_text(self.issued_on)}"

    @property
    def spoken_code(self) -> str:
        """The code in groups, as it is printed."""
        return grouped(self.code)


def issuer_name(agency: Agency | None, province: Province | None) -> str:
    """Name the body whose register gives the number, by today's name."""
    return agency.name if agency else f"Cơ quan thi đua, khen thưởng {province}"


def register_constraints(line: str, *, issuer: str) -> list[models.BaseConstraint]:
    """Return what the database holds every line to.

    Args:
        line: how the names of the constraints begin.
        issuer: the field of the agency that issued it, where no province did.
    """
    return [
        made_of("code", ALPHABET, name=f"{line}_code_valid"),
        models.CheckConstraint(
            name=f"{line}_by_an_agency_or_a_province",
            condition=Q((f"{issuer}__isnull", False), province__isnull=True)
            | Q((f"{issuer}__isnull", True), province__isnull=False),
        ),
        models.CheckConstraint(
            name=f"{line}_number_with_its_symbol",
            # A comparison with NULL is no "no" to the database, so NULL is named.
            condition=Q(number__isnull=True, symbol="")
            | (Q(number__isnull=False, number__gte=1) & ~Q(symbol="")),
        ),
        *(
            models.UniqueConstraint(
                fields=[field, "year", "symbol", "number"], name=f"{line}_number_once_per_{owner}"
            )
            for field, owner in ((issuer, "agency"), ("province", "province"))
        ),
        *_state_constraints(line),
    ]


def _state_constraints(line: str) -> list[models.BaseConstraint]:
    withdrawn = Q(state=IssueState.WITHDRAWN.value)
    return [
        one_of("state", IssueState, name=f"{line}_state_valid"),
        models.CheckConstraint(
            name=f"{line}_withdrawn_says_why",
            condition=withdrawn & ~Q(reason="") | ~withdrawn & Q(reason=""),
        ),
        models.CheckConstraint(
            name=f"{line}_ended_iff_no_longer_in_force",
            condition=IN_FORCE & Q(ended_at__isnull=True) | ~IN_FORCE & Q(ended_at__isnull=False),
        ),
        models.CheckConstraint(
            name=f"{line}_replaces_another",
            condition=Q(replaces__isnull=True) | ~Q(replaces=F("id")),
        ),
    ]
