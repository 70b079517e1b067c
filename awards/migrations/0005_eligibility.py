"""Written conditions of awards, and that what was once written, checked or confirmed stays.

A condition may only be retired, once; checks and confirmations never change. SQLite forgets the
triggers of a table that a later migration builds anew: such a migration runs ``unguard`` first
and ``guard`` last.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from awards.migrations._conditions_of_the_law import ROWS

SAYS = "what was written about eligibility never changes"
CONDITIONS = "awards_awardcondition"
APPENDED = ("awards_conditioncheck", "awards_conditionconfirmation")
COLUMNS = [
    "id",
    "award_type_id",
    "province_id",
    "route",
    "position",
    "kind",
    "params",
    "wording",
    "law",
    "article",
    "clause",
    "source",
    "valid_from",
    "valid_to",
    "is_warning",
    "replaces_id",
    "reason",
    "written_by_id",
    "written_at",
]
CHANGED = " OR ".join(f"NEW.{name} IS NOT OLD.{name}" for name in COLUMNS)


def _sqlite(name, event, condition):
    return f"""
    CREATE TRIGGER {name} BEFORE {event} WHEN {condition}
    BEGIN SELECT RAISE(ABORT, '{SAYS}'); END
    """


SQLITE = {
    f"{CONDITIONS}_only_retires": (
        f"UPDATE ON {CONDITIONS}",
        f"OLD.retired_at IS NOT NULL OR {CHANGED}",
    ),
    f"{CONDITIONS}_no_delete": (f"DELETE ON {CONDITIONS}", "1"),
    # INSERT OR REPLACE deletes without firing the trigger above.
    f"{CONDITIONS}_no_replace": (
        f"INSERT ON {CONDITIONS}",
        f"EXISTS (SELECT 1 FROM {CONDITIONS} WHERE id = NEW.id)",  # noqa: S608  # our own table
    ),
}
for _table in APPENDED:
    SQLITE |= {
        f"{_table}_no_update": (f"UPDATE ON {_table}", "1"),
        f"{_table}_no_delete": (f"DELETE ON {_table}", "1"),
        f"{_table}_no_replace": (
            f"INSERT ON {_table}",
            f"EXISTS (SELECT 1 FROM {_table} WHERE id = NEW.id)",  # noqa: S608  # as above
        ),
    }
POSTGRESQL = [
    f"""
    CREATE FUNCTION awards_eligibility_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION '{SAYS}' USING ERRCODE = 'restrict_violation';
    END $$
    """,
    f"""
    CREATE FUNCTION awards_condition_only_retires() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF OLD.retired_at IS NOT NULL
            OR to_jsonb(NEW) - 'retired_at' <> to_jsonb(OLD) - 'retired_at'
        THEN
            RAISE EXCEPTION '{SAYS}' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
    END $$
    """,
    f"""
    CREATE TRIGGER {CONDITIONS}_only_retires BEFORE UPDATE ON {CONDITIONS}
    FOR EACH ROW EXECUTE FUNCTION awards_condition_only_retires()
    """,
    f"""
    CREATE TRIGGER {CONDITIONS}_no_delete BEFORE DELETE ON {CONDITIONS}
    FOR EACH ROW EXECUTE FUNCTION awards_eligibility_refuse()
    """,
    *(
        f"""
        CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table}
        FOR EACH ROW EXECUTE FUNCTION awards_eligibility_refuse()
        """
        for table in APPENDED
    ),
    *(
        f"""
        CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
        FOR EACH STATEMENT EXECUTE FUNCTION awards_eligibility_refuse()
        """
        for table in (CONDITIONS, *APPENDED)
    ),
]
POSTGRESQL_BACK = [
    *(f"DROP TRIGGER {table}_no_truncate ON {table}" for table in (CONDITIONS, *APPENDED)),
    *(f"DROP TRIGGER {table}_no_change ON {table}" for table in APPENDED),
    f"DROP TRIGGER {CONDITIONS}_no_delete ON {CONDITIONS}",
    f"DROP TRIGGER {CONDITIONS}_only_retires ON {CONDITIONS}",
    "DROP FUNCTION awards_condition_only_retires()",
    "DROP FUNCTION awards_eligibility_refuse()",
]


def guard(_apps, schema_editor):
    sqlite = [_sqlite(name, *parts) for name, parts in SQLITE.items()]
    _run(schema_editor, {"sqlite": sqlite, "postgresql": POSTGRESQL})


def unguard(_apps, schema_editor):
    sqlite = [f"DROP TRIGGER {name}" for name in reversed(SQLITE)]
    _run(schema_editor, {"sqlite": sqlite, "postgresql": POSTGRESQL_BACK})


def _run(schema_editor, statements):
    for statement in statements[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def add_conditions(apps, schema_editor):
    awards = dict(apps.get_model("awards", "AwardType").objects.values_list("code", "pk"))
    condition = apps.get_model("awards", "AwardCondition")
    condition.objects.bulk_create(
        condition(
            award_type_id=awards[row["award"]] if row["award"] else None,
            **{name: value for name, value in row.items() if name != "award"},
        )
        for row in ROWS
    )


def remove_conditions(apps, schema_editor):
    """Leave the rows to the table, which goes as a whole."""


class Migration(migrations.Migration):
    dependencies = [
        ("awards", "0004_history"),
        ("blocs", "0003_steps_that_close"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AwardCondition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("route", models.CharField(blank=True, max_length=120)),
                ("position", models.PositiveSmallIntegerField(default=1)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("led_bloc", "Dẫn đầu khối, cụm"),
                            ("rank_at_most", "Thứ hạng trong khối, cụm"),
                            ("points_at_least", "Tổng điểm"),
                            ("criterion_floor", "Điểm sàn của từng nhóm tiêu chí"),
                            ("no_barring_fact", "Không có sự việc bị loại"),
                            ("registered_title", "Đã đăng ký thi đua"),
                            ("signed_covenant", "Đã ký giao ước thi đua"),
                            ("vote_share", "Tỷ lệ phiếu bầu"),
                            ("has_award", "Đã được tặng danh hiệu, hình thức"),
                            ("awards_in_years", "Số lần được tặng trong một thời gian"),
                            ("consecutive_years", "Số năm liên tục đạt mức hoàn thành nhiệm vụ"),
                            ("older_than", "Số năm từ khi thành lập"),
                            ("flag_eligible", "Thuộc đối tượng tặng cờ"),
                            ("not_dissolved", "Chưa giải thể, sáp nhập"),
                            ("not_rewarded_twice", "Không khen hai lần cho một thành tích"),
                            ("confirmed", "Do người có trách nhiệm xác nhận"),
                        ],
                        max_length=20,
                    ),
                ),
                ("params", models.JSONField(blank=True, default=dict)),
                ("wording", models.CharField(max_length=500)),
                ("law", models.CharField(max_length=250)),
                ("article", models.CharField(blank=True, max_length=60)),
                ("clause", models.CharField(blank=True, max_length=60)),
                ("source", models.CharField(max_length=500)),
                ("valid_from", models.DateField(blank=True, null=True)),
                ("valid_to", models.DateField(blank=True, null=True)),
                ("is_warning", models.BooleanField(default=False)),
                ("reason", models.CharField(blank=True, max_length=500)),
                ("written_at", models.DateTimeField(blank=True, null=True)),
                ("retired_at", models.DateTimeField(blank=True, null=True)),
                (
                    "award_type",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="conditions",
                        to="awards.awardtype",
                    ),
                ),
                (
                    "province",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="award_conditions",
                        to="blocs.province",
                    ),
                ),
                (
                    "replaces",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replacements",
                        to="awards.awardcondition",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["award_type__position", "route", "position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="ConditionCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("verified", models.BooleanField()),
                ("note", models.CharField(max_length=500)),
                ("checked_at", models.DateTimeField()),
                (
                    "checked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "condition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="checks",
                        to="awards.awardcondition",
                    ),
                ),
                (
                    "province",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="blocs.province",
                    ),
                ),
            ],
            options={
                "ordering": ["condition", "pk"],
            },
        ),
        migrations.CreateModel(
            name="ConditionConfirmation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("met", models.BooleanField()),
                ("note", models.CharField(max_length=500)),
                ("document", models.CharField(blank=True, max_length=300)),
                ("confirmed_at", models.DateTimeField()),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="condition_confirmations",
                        to="blocs.agency",
                    ),
                ),
                (
                    "condition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="confirmations",
                        to="awards.awardcondition",
                    ),
                ),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "season",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="condition_confirmations",
                        to="blocs.season",
                    ),
                ),
            ],
            options={
                "ordering": ["season", "agency", "condition", "pk"],
            },
        ),
        migrations.CreateModel(
            name="SeasonRuleDay",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField()),
                ("reason", models.CharField(max_length=500)),
                ("set_at", models.DateTimeField()),
                (
                    "season",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rule_day",
                        to="blocs.season",
                    ),
                ),
                (
                    "set_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["season"],
            },
        ),
        migrations.AddConstraint(
            model_name="awardcondition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "led_bloc",
                            "rank_at_most",
                            "points_at_least",
                            "criterion_floor",
                            "no_barring_fact",
                            "registered_title",
                            "signed_covenant",
                            "vote_share",
                            "has_award",
                            "awards_in_years",
                            "consecutive_years",
                            "older_than",
                            "flag_eligible",
                            "not_dissolved",
                            "not_rewarded_twice",
                            "confirmed",
                        ],
                    )
                ),
                name="condition_kind_valid",
            ),
        ),
        migrations.AddConstraint(
            model_name="awardcondition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("wording", ""), _negated=True),
                    models.Q(("law", ""), _negated=True),
                    models.Q(("source", ""), _negated=True),
                ),
                name="condition_says_what_and_by_which_law",
            ),
        ),
        migrations.AddConstraint(
            model_name="awardcondition",
            constraint=models.CheckConstraint(
                condition=models.Q(("position__gte", 1)), name="condition_position_from_one"
            ),
        ),
        migrations.AddConstraint(
            model_name="awardcondition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_from__isnull", True),
                    ("valid_to__isnull", True),
                    ("valid_from__lt", models.F("valid_to")),
                    _connector="OR",
                ),
                name="condition_days_in_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="awardcondition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("replaces__isnull", True),
                    models.Q(("replaces", models.F("id")), _negated=True),
                    _connector="OR",
                ),
                name="condition_replaces_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="awardcondition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("replaces__isnull", True),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="condition_replacement_has_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="awardcondition",
            constraint=models.UniqueConstraint(
                condition=models.Q(("province__isnull", False)),
                fields=("replaces", "province"),
                name="condition_replaced_once_in_a_province",
            ),
        ),
        migrations.AddConstraint(
            model_name="awardcondition",
            constraint=models.UniqueConstraint(
                condition=models.Q(("province__isnull", True)),
                fields=("replaces",),
                name="condition_replaced_once_for_all",
            ),
        ),
        migrations.AddConstraint(
            model_name="conditioncheck",
            constraint=models.CheckConstraint(
                condition=models.Q(("note", ""), _negated=True), name="check_says_how"
            ),
        ),
        migrations.AddConstraint(
            model_name="conditionconfirmation",
            constraint=models.CheckConstraint(
                condition=models.Q(("note", ""), _negated=True), name="confirmation_says_why"
            ),
        ),
        migrations.AddConstraint(
            model_name="seasonruleday",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="ruleday_has_a_reason"
            ),
        ),
        migrations.RunPython(add_conditions, remove_conditions),
        migrations.RunPython(guard, unguard),
    ]
