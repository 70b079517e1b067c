"""Ballots, and what the database itself refuses about them.

Nominees change only before the opening, the roll only until voting ends, tellers' numbers only
until the result; a closed or void ballot, its results and the decisions that go beyond them never
change. SQLite forgets the triggers of a table that a later migration builds anew, and cannot build
it anew while a trigger of another table reads it: such a migration runs ``unguard`` first and
``guard`` last.
"""

import django.db.models.deletion
import django.db.models.expressions
import django.db.models.lookups
from django.conf import settings
from django.db import migrations, models

SAYS = "a ballot never changes what was decided"
DONE = "('closed', 'void')"
# What a closed ballot keeps: everything but the meeting, which is written anew when it changes.
FROZEN = [
    "id",
    "season_id",
    "title",
    "purpose",
    "award_type_id",
    "role",
    "method",
    "is_secret",
    "share_of",
    "threshold_numerator",
    "threshold_denominator",
    "threshold_strict",
    "quorum_numerator",
    "quorum_denominator",
    "seats",
    "max_choices",
    "self_vote",
    "least_voters",
    "round_number",
    "previous_id",
    "state",
    "version",
    "opened_at",
    "ended_at",
    "closed_at",
    "void_reason",
]
CHANGED = " OR ".join(f"NEW.{name} IS NOT OLD.{name}" for name in FROZEN)
# Tables whose rows may be written while their ballot is in one of these states.
WHILE = {
    "awards_nominee": ("draft",),
    "awards_ballotvoter": ("draft", "open"),
    "awards_tellercount": ("draft", "open", "counting"),
}
# Tables whose rows never change, and the column that is theirs alone.
NEVER = {
    "awards_ballotresult": "ballot_id",
    "awards_nomineeresult": "nominee_id",
    "awards_ballotoverride": "nominee_id",
}


def _sqlite(name, event, condition, says=SAYS):
    return f"""
    CREATE TRIGGER {name} BEFORE {event} WHEN {condition}
    BEGIN SELECT RAISE(ABORT, '{says}'); END
    """


def _not_while(row, states):
    allowed = ", ".join(f"'{state}'" for state in states)
    return f"{row}.ballot_id IN (SELECT id FROM awards_ballot WHERE state NOT IN ({allowed}))"  # noqa: S608 -- our own words


def _sqlite_while(table, states):
    old, new = _not_while("OLD", states), _not_while("NEW", states)
    return [
        _sqlite(f"{table}_no_update", f"UPDATE ON {table}", f"{old} OR {new}"),
        _sqlite(f"{table}_no_delete", f"DELETE ON {table}", old),
        # INSERT OR REPLACE deletes without firing the triggers above; the row is of its ballot.
        _sqlite(f"{table}_no_insert", f"INSERT ON {table}", new),
    ]


def _sqlite_never(table, own):
    taken = f"EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id OR {own} = NEW.{own})"  # noqa: S608 -- our own tables
    return [
        _sqlite(f"{table}_no_update", f"UPDATE ON {table}", "1"),
        _sqlite(f"{table}_no_delete", f"DELETE ON {table}", "1"),
        # The words that a plain INSERT would have heard from the UNIQUE constraint.
        _sqlite(
            f"{table}_no_replace",
            f"INSERT ON {table}",
            taken,
            f"UNIQUE constraint failed: {table}.{own}",
        ),
    ]


SQLITE = [
    _sqlite(
        "awards_ballot_no_update",
        "UPDATE ON awards_ballot",
        f"OLD.state IN {DONE} AND ({CHANGED})",
    ),
    _sqlite("awards_ballot_no_delete", "DELETE ON awards_ballot", "OLD.state <> 'draft'"),
    _sqlite(
        "awards_ballot_no_replace",
        "INSERT ON awards_ballot",
        "EXISTS (SELECT 1 FROM awards_ballot WHERE state <> 'draft' AND (id = NEW.id "
        "OR (state <> 'void' AND season_id = NEW.season_id AND round_number = NEW.round_number "
        "AND award_type_id IS NEW.award_type_id AND role = NEW.role)))",
    ),
    *(trigger for table, states in WHILE.items() for trigger in _sqlite_while(table, states)),
    *(trigger for table, own in NEVER.items() for trigger in _sqlite_never(table, own)),
    # Nothing is put into the box of a ballot that is not open.
    _sqlite(
        "awards_ballotbox_no_update",
        "UPDATE ON awards_ballotbox",
        f"NEW.sealed <> '' AND {_not_while('NEW', ('draft', 'open'))}",
    ),
]
SQLITE_BACK = [
    f"DROP TRIGGER {name}"
    for name in (
        "awards_ballotbox_no_update",
        *(f"{table}_no_{event}" for table in NEVER for event in ("replace", "delete", "update")),
        *(f"{table}_no_{event}" for table in WHILE for event in ("insert", "delete", "update")),
        "awards_ballot_no_replace",
        "awards_ballot_no_delete",
        "awards_ballot_no_update",
    )
]
REFUSE = f"RAISE EXCEPTION '{SAYS}' USING ERRCODE = 'restrict_violation'"


def _list(states):
    return ", ".join(f"'{state}'" for state in states)


POSTGRESQL = [
    f"""
    CREATE FUNCTION awards_ballot_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        {REFUSE};
    END $$
    """,
    f"""
    CREATE FUNCTION awards_ballot_stays() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'DELETE' THEN
            IF OLD.state <> 'draft' THEN {REFUSE}; END IF;
            RETURN OLD;
        END IF;
        IF OLD.state IN {DONE} AND to_jsonb(NEW) - 'meeting_id' <> to_jsonb(OLD) - 'meeting_id' THEN
            {REFUSE};
        END IF;
        RETURN NEW;
    END $$
    """,
    # The lock makes a writer wait for a change of state that is under way, and see it.
    f"""
    CREATE FUNCTION awards_ballot_only_while() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
        held text;
    BEGIN
        IF TG_OP <> 'INSERT' THEN
            SELECT state INTO held FROM awards_ballot WHERE id = OLD.ballot_id FOR SHARE;
            IF NOT held = ANY (TG_ARGV) THEN {REFUSE}; END IF;
        END IF;
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        SELECT state INTO held FROM awards_ballot WHERE id = NEW.ballot_id FOR SHARE;
        IF NOT held = ANY (TG_ARGV) THEN {REFUSE}; END IF;
        RETURN NEW;
    END $$
    """,  # noqa: S608 -- our own words
    f"""
    CREATE FUNCTION awards_ballotbox_while_open() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
        held text;
    BEGIN
        IF NEW.sealed = '' THEN RETURN NEW; END IF;
        SELECT state INTO held FROM awards_ballot WHERE id = NEW.ballot_id FOR SHARE;
        IF held NOT IN ('draft', 'open') THEN {REFUSE}; END IF;
        RETURN NEW;
    END $$
    """,  # noqa: S608 -- our own words
    """
    CREATE TRIGGER awards_ballot_stays BEFORE UPDATE OR DELETE ON awards_ballot
    FOR EACH ROW EXECUTE FUNCTION awards_ballot_stays()
    """,
    """
    CREATE TRIGGER awards_ballotbox_while_open BEFORE UPDATE ON awards_ballotbox
    FOR EACH ROW EXECUTE FUNCTION awards_ballotbox_while_open()
    """,
    *(
        f"""
        CREATE TRIGGER {table}_only_while BEFORE INSERT OR UPDATE OR DELETE ON {table}
        FOR EACH ROW EXECUTE FUNCTION awards_ballot_only_while({_list(states)})
        """
        for table, states in WHILE.items()
    ),
    *(
        f"""
        CREATE TRIGGER {table}_never BEFORE UPDATE OR DELETE ON {table}
        FOR EACH ROW EXECUTE FUNCTION awards_ballot_refuse()
        """
        for table in NEVER
    ),
    *(
        f"""
        CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
        FOR EACH STATEMENT EXECUTE FUNCTION awards_ballot_refuse()
        """
        for table in ("awards_ballot", *NEVER)
    ),
]
POSTGRESQL_BACK = [
    *(f"DROP TRIGGER {table}_no_truncate ON {table}" for table in ("awards_ballot", *NEVER)),
    *(f"DROP TRIGGER {table}_never ON {table}" for table in NEVER),
    *(f"DROP TRIGGER {table}_only_while ON {table}" for table in WHILE),
    "DROP TRIGGER awards_ballotbox_while_open ON awards_ballotbox",
    "DROP TRIGGER awards_ballot_stays ON awards_ballot",
    "DROP FUNCTION awards_ballotbox_while_open()",
    "DROP FUNCTION awards_ballot_only_while()",
    "DROP FUNCTION awards_ballot_stays()",
    "DROP FUNCTION awards_ballot_refuse()",
]


def guard(_apps, schema_editor):
    _run(schema_editor, {"sqlite": SQLITE, "postgresql": POSTGRESQL})


def unguard(_apps, schema_editor):
    _run(schema_editor, {"sqlite": SQLITE_BACK, "postgresql": POSTGRESQL_BACK})


def _run(schema_editor, statements):
    for statement in statements[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [
        ("awards", "0005_eligibility"),
        ("blocs", "0003_steps_that_close"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Ballot",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=200)),
                (
                    "purpose",
                    models.CharField(
                        choices=[("award", "Đề nghị khen thưởng"), ("office", "Chức danh năm sau")],
                        max_length=6,
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        blank=True,
                        choices=[("head", "Trưởng khối, cụm"), ("deputy", "Phó Trưởng khối, cụm")],
                        max_length=8,
                    ),
                ),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("online", "Trực tuyến"),
                            ("paper", "Phiếu giấy"),
                            ("mixed", "Trực tuyến và phiếu giấy"),
                            ("hands", "Giơ tay"),
                        ],
                        max_length=8,
                    ),
                ),
                ("is_secret", models.BooleanField(default=True)),
                (
                    "share_of",
                    models.CharField(
                        choices=[
                            ("members", "Tổng số đơn vị thành viên"),
                            ("present", "Số đơn vị có mặt"),
                            ("valid", "Số phiếu hợp lệ"),
                        ],
                        max_length=8,
                    ),
                ),
                ("threshold_numerator", models.PositiveSmallIntegerField()),
                ("threshold_denominator", models.PositiveSmallIntegerField()),
                ("threshold_strict", models.BooleanField(default=False)),
                ("quorum_numerator", models.PositiveSmallIntegerField()),
                ("quorum_denominator", models.PositiveSmallIntegerField()),
                ("seats", models.PositiveSmallIntegerField(default=1)),
                ("max_choices", models.PositiveSmallIntegerField(default=1)),
                ("self_vote", models.BooleanField(default=True)),
                ("least_voters", models.PositiveSmallIntegerField()),
                ("round_number", models.PositiveSmallIntegerField(default=1)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Đang chuẩn bị"),
                            ("open", "Đang bỏ phiếu"),
                            ("counting", "Đang kiểm phiếu"),
                            ("closed", "Đã có kết quả"),
                            ("void", "Không có giá trị"),
                        ],
                        default="draft",
                        max_length=8,
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("opened_at", models.DateTimeField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("void_reason", models.CharField(blank=True, max_length=500)),
                (
                    "award_type",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ballots",
                        to="awards.awardtype",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="ballots",
                        to="blocs.meeting",
                    ),
                ),
                (
                    "previous",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="next_rounds",
                        to="awards.ballot",
                    ),
                ),
                (
                    "season",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="ballots",
                        to="blocs.season",
                    ),
                ),
            ],
            options={
                "ordering": ["season", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="BallotBox",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sealed", models.TextField(blank=True)),
                (
                    "ballot",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="box",
                        to="awards.ballot",
                    ),
                ),
            ],
            options={
                "ordering": ["ballot"],
            },
        ),
        migrations.CreateModel(
            name="BallotResult",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("members", models.PositiveSmallIntegerField()),
                ("present", models.PositiveSmallIntegerField()),
                ("issued", models.PositiveSmallIntegerField()),
                ("returned", models.PositiveSmallIntegerField()),
                ("valid", models.PositiveSmallIntegerField()),
                ("invalid", models.PositiveSmallIntegerField()),
                ("blank", models.PositiveSmallIntegerField()),
                ("has_quorum", models.BooleanField()),
                (
                    "ballot",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="result",
                        to="awards.ballot",
                    ),
                ),
            ],
            options={
                "ordering": ["ballot"],
            },
        ),
        migrations.CreateModel(
            name="BallotVoter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("is_present", models.BooleanField(default=False)),
                ("voted", models.BooleanField(default=False)),
                (
                    "channel",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "Chưa bỏ phiếu"),
                            ("online", "Trực tuyến"),
                            ("paper", "Phiếu giấy"),
                        ],
                        default="",
                        max_length=6,
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ballot_rolls",
                        to="blocs.agency",
                    ),
                ),
                (
                    "ballot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="voters",
                        to="awards.ballot",
                    ),
                ),
            ],
            options={
                "ordering": ["ballot", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Nominee",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="nominations",
                        to="blocs.agency",
                    ),
                ),
                (
                    "ballot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="nominees",
                        to="awards.ballot",
                    ),
                ),
            ],
            options={
                "ordering": ["ballot", "position"],
            },
        ),
        migrations.CreateModel(
            name="BallotOverride",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", models.CharField(max_length=500)),
                ("decision", models.CharField(max_length=300)),
                ("decided_at", models.DateTimeField()),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "nominee",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="override",
                        to="awards.nominee",
                    ),
                ),
            ],
            options={
                "ordering": ["nominee"],
            },
        ),
        migrations.CreateModel(
            name="NomineeResult",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("votes", models.PositiveIntegerField()),
                ("base", models.PositiveIntegerField()),
                ("threshold_numerator", models.PositiveSmallIntegerField()),
                ("threshold_denominator", models.PositiveSmallIntegerField()),
                ("threshold_strict", models.BooleanField()),
                ("reached", models.BooleanField()),
                ("elected", models.BooleanField(default=False)),
                ("tied", models.BooleanField(default=False)),
                (
                    "nominee",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="result",
                        to="awards.nominee",
                    ),
                ),
            ],
            options={
                "ordering": ["nominee"],
            },
        ),
        migrations.CreateModel(
            name="TellerCount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place", models.PositiveSmallIntegerField()),
                ("issued", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("returned", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("valid", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("invalid", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("blank", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("votes", models.JSONField(blank=True, null=True)),
                ("entered_at", models.DateTimeField(blank=True, null=True)),
                (
                    "ballot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="teller_counts",
                        to="awards.ballot",
                    ),
                ),
                (
                    "teller",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="teller_counts",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["ballot", "place"],
            },
        ),
        migrations.AddConstraint(
            model_name="ballot",
            constraint=models.CheckConstraint(
                condition=models.Q(("purpose__in", ["award", "office"])),
                name="ballot_purpose_valid",
            ),
        ),
        migrations.AddConstraint(
            model_name="ballot",
            constraint=models.CheckConstraint(
                condition=models.Q(("method__in", ["online", "paper", "mixed", "hands"])),
                name="ballot_method_valid",
            ),
        ),
        migrations.AddConstraint(
            model_name="ballot",
            constraint=models.CheckConstraint(
                condition=models.Q(("share_of__in", ["members", "present", "valid"])),
                name="ballot_share_of_valid",
            ),
        ),
        migrations.AddConstraint(
            model_name="ballot",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["draft", "open", "counting", "closed", "void"])),
                name="ballot_state_valid",
            ),
        ),
        migrations.AddConstraint(
            model_name="ballot",
            constraint=models.CheckConstraint(
                condition=models.Q(("title", ""), _negated=True), name="ballot_has_a_title"
            ),
        ),
        migrations.AddConstraint(
            model_name="ballot",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("award_type__isnull", False), ("purpose", "award"), ("role", "")),
                    models.Q(
                        ("award_type__isnull", True),
                        ("purpose", "office"),
                        ("role__in", ["head", "deputy"]),
                        ("seats", 1),
                    ),
                    _connector="OR",
                ),
                name="ballot_for_an_award_or_an_office",
            ),
        ),
        migrations.AddConstraint(
            model_name="ballot",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("method", "hands"), _negated=True),
                    ("is_secret", False),
                    _connector="OR",
                ),
                name="ballot_hands_are_not_secret",
            ),
        ),
        migrations.AddConstraint(
            model_name="ballot",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("threshold_denominator__lte", 100),
                    ("threshold_numerator__gte", 1),
                    ("threshold_numerator__lte", models.F("threshold_denominator")),
                ),
                name="ballot_threshold_between_none_and_all",
            ),
        ),
        migrations.AddConstraint(
            model_name="ballot",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("threshold_strict", False),
                    ("threshold_numerator__lt", models.F("threshold_denominator")),
                    _connector="OR",
                ),
                name="ballot_not_more_than_all",
            ),
        ),
        migrations.AddConstraint(
            model_name="ballot",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("quorum_denominator__lte", 100),
                    ("quorum_numerator__gte", 1),
                    ("quorum_numerator__lte", models.F("quorum_denominator")),
                ),
                name="ballot_quorum_between_none_and_all",
            ),
        ),
        migrations.AddConstraint(
            model_name="ballot",
            constraint=models.CheckConstraint(
                condition=models.Q(("max_choices__gte", 1), ("seats__gte", 1)),
                name="ballot_seats_and_choices_from_one",
            ),
        ),
        migrations.AddConstraint(
            model_name="ballot",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("share_of", "valid"), _negated=True),
                    ("self_vote", True),
                    _connector="OR",
                ),
                name="ballot_self_vote_where_slips_are_the_base",
            ),
        ),
        migrations.AddConstraint(
            model_name="ballot",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("is_secret", False), ("least_voters__gte", 1)),
                    ("least_voters__gte", 3),
                    _connector="OR",
                ),
                name="ballot_safe_number_when_secret",
            ),
        ),
        migrations.AddConstraint(
            model_name="ballot",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("previous__isnull", True), ("round_number", 1)),
                    models.Q(("previous__isnull", False), ("round_number__gte", 2)),
                    _connector="OR",
                ),
                name="ballot_later_round_has_one_before",
            ),
        ),
        migrations.AddConstraint(
            model_name="ballot",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "void"), _negated=True),
                fields=("previous",),
                name="ballot_one_next_round",
            ),
        ),
        migrations.AddConstraint(
            model_name="ballot",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "void"), _negated=True),
                fields=("season", "award_type", "round_number"),
                name="ballot_once_per_award_and_round",
            ),
        ),
        migrations.AddConstraint(
            model_name="ballot",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    models.Q(("state", "void"), _negated=True), ("purpose", "office")
                ),
                fields=("season", "role", "round_number"),
                name="ballot_once_per_office_and_round",
            ),
        ),
        migrations.AddConstraint(
            model_name="ballot",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("opened_at__isnull", True), ("state", "draft")),
                    ("state", "void"),
                    models.Q(
                        models.Q(
                            ("state", "draft"), ("state", "void"), _connector="OR", _negated=True
                        ),
                        ("opened_at__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="ballot_opened_has_its_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="ballot",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["draft", "open", "void"]), ("ended_at__isnull", True)),
                    ("state", "void"),
                    models.Q(
                        models.Q(("state__in", ["draft", "open", "void"]), _negated=True),
                        ("ended_at__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="ballot_ended_has_its_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="ballot",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at__isnull", False), ("state", "closed")),
                    models.Q(
                        models.Q(("state", "closed"), _negated=True), ("closed_at__isnull", True)
                    ),
                    _connector="OR",
                ),
                name="ballot_closed_has_its_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="ballot",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("ended_at__isnull", True),
                        ("ended_at__gte", models.F("opened_at")),
                        _connector="OR",
                    ),
                    models.Q(
                        ("closed_at__isnull", True),
                        ("closed_at__gte", models.F("ended_at")),
                        _connector="OR",
                    ),
                ),
                name="ballot_times_in_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="ballot",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "void"), models.Q(("void_reason", ""), _negated=True)),
                    models.Q(models.Q(("state", "void"), _negated=True), ("void_reason", "")),
                    _connector="OR",
                ),
                name="ballot_void_has_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="ballotresult",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "returned",
                        django.db.models.expressions.CombinedExpression(
                            django.db.models.expressions.CombinedExpression(
                                models.F("valid"), "+", models.F("invalid")
                            ),
                            "+",
                            models.F("blank"),
                        ),
                    ),
                    ("issued__gte", models.F("returned")),
                ),
                name="ballotresult_adds_up",
            ),
        ),
        migrations.AddConstraint(
            model_name="ballotresult",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("members__gte", models.F("present")), ("members__gte", models.F("issued"))
                ),
                name="ballotresult_within_the_roll",
            ),
        ),
        migrations.AddConstraint(
            model_name="ballotvoter",
            constraint=models.CheckConstraint(
                condition=models.Q(("channel__in", ["", "online", "paper"])),
                name="ballotvoter_channel_valid",
            ),
        ),
        migrations.AddConstraint(
            model_name="ballotvoter",
            constraint=models.UniqueConstraint(
                fields=("ballot", "agency"), name="ballotvoter_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="ballotvoter",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("channel", ""), ("voted", False)),
                    models.Q(("voted", True), models.Q(("channel", ""), _negated=True)),
                    _connector="OR",
                ),
                name="ballotvoter_voted_by_a_channel",
            ),
        ),
        migrations.AddConstraint(
            model_name="ballotvoter",
            constraint=models.CheckConstraint(
                condition=models.Q(("voted", False), ("is_present", True), _connector="OR"),
                name="ballotvoter_who_votes_is_there",
            ),
        ),
        migrations.AddConstraint(
            model_name="nominee",
            constraint=models.UniqueConstraint(
                fields=("ballot", "agency"), name="nominee_once_per_agency"
            ),
        ),
        migrations.AddConstraint(
            model_name="nominee",
            constraint=models.UniqueConstraint(
                fields=("ballot", "position"), name="nominee_own_position"
            ),
        ),
        migrations.AddConstraint(
            model_name="nominee",
            constraint=models.CheckConstraint(
                condition=models.Q(("position__gte", 1)), name="nominee_position_from_one"
            ),
        ),
        migrations.AddConstraint(
            model_name="ballotoverride",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("reason", ""), _negated=True),
                    models.Q(("decision", ""), _negated=True),
                ),
                name="ballotoverride_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="nomineeresult",
            constraint=models.CheckConstraint(
                condition=models.Q(("votes__lte", models.F("base"))),
                name="nomineeresult_votes_within_base",
            ),
        ),
        migrations.AddConstraint(
            model_name="nomineeresult",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("reached", False),
                    models.Q(
                        ("threshold_strict", True),
                        django.db.models.lookups.GreaterThan(
                            django.db.models.expressions.CombinedExpression(
                                models.F("votes"), "*", models.F("threshold_denominator")
                            ),
                            django.db.models.expressions.CombinedExpression(
                                models.F("threshold_numerator"), "*", models.F("base")
                            ),
                        ),
                    ),
                    models.Q(
                        ("base__gte", 1),
                        ("threshold_strict", False),
                        django.db.models.lookups.GreaterThanOrEqual(
                            django.db.models.expressions.CombinedExpression(
                                models.F("votes"), "*", models.F("threshold_denominator")
                            ),
                            django.db.models.expressions.CombinedExpression(
                                models.F("threshold_numerator"), "*", models.F("base")
                            ),
                        ),
                    ),
                    _connector="OR",
                ),
                name="nomineeresult_reached_as_computed",
            ),
        ),
        migrations.AddConstraint(
            model_name="nomineeresult",
            constraint=models.CheckConstraint(
                condition=models.Q(("elected", False), ("reached", True), _connector="OR"),
                name="nomineeresult_elected_only_when_reached",
            ),
        ),
        migrations.AddConstraint(
            model_name="nomineeresult",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("tied", False),
                    models.Q(("elected", False), ("reached", True)),
                    _connector="OR",
                ),
                name="nomineeresult_tied_is_not_elected",
            ),
        ),
        migrations.AddConstraint(
            model_name="tellercount",
            constraint=models.UniqueConstraint(
                fields=("ballot", "teller"), name="tellercount_another_person"
            ),
        ),
        migrations.AddConstraint(
            model_name="tellercount",
            constraint=models.UniqueConstraint(
                fields=("ballot", "place"), name="tellercount_own_place"
            ),
        ),
        migrations.AddConstraint(
            model_name="tellercount",
            constraint=models.CheckConstraint(
                condition=models.Q(("place__gte", 1), ("place__lte", 2)),
                name="tellercount_one_of_two",
            ),
        ),
        migrations.AddConstraint(
            model_name="tellercount",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("blank__isnull", True),
                        ("entered_at__isnull", True),
                        ("invalid__isnull", True),
                        ("issued__isnull", True),
                        ("returned__isnull", True),
                        ("valid__isnull", True),
                        ("votes__isnull", True),
                    ),
                    models.Q(
                        ("blank__isnull", False),
                        ("entered_at__isnull", False),
                        ("invalid__isnull", False),
                        ("issued__isnull", False),
                        ("returned__isnull", False),
                        ("valid__isnull", False),
                        ("votes__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="tellercount_all_numbers_or_none",
            ),
        ),
        migrations.AddConstraint(
            model_name="tellercount",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("entered_at__isnull", True),
                    models.Q(
                        (
                            "returned",
                            django.db.models.expressions.CombinedExpression(
                                django.db.models.expressions.CombinedExpression(
                                    models.F("valid"), "+", models.F("invalid")
                                ),
                                "+",
                                models.F("blank"),
                            ),
                        ),
                        ("issued__gte", models.F("returned")),
                    ),
                    _connector="OR",
                ),
                name="tellercount_adds_up",
            ),
        ),
        migrations.RunPython(guard, unguard),
    ]
