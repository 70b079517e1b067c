import django.db.models.deletion
import django.db.models.lookups
from django.conf import settings
from django.db import migrations, models

from reports.migrations._issued_never_changes import guard, unguard


class Migration(migrations.Migration):
    dependencies = [
        ("blocs", "0008_handover"),
        ("reports", "0008_reports_and_reminders"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="document",
            name="imprint",
            field=models.JSONField(blank=True, null=True),
        ),
        migrations.CreateModel(
            name="Issue",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(blank=True, null=True)),
                ("symbol", models.CharField(blank=True, max_length=40)),
                ("year", models.PositiveSmallIntegerField()),
                ("issued_on", models.DateField()),
                ("excerpt", models.CharField(max_length=500)),
                ("signers", models.JSONField(blank=True, default=list)),
                ("code", models.CharField(max_length=20, unique=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("issued", "Còn hiệu lực"),
                            ("replaced", "Đã được thay thế"),
                            ("withdrawn", "Đã thu hồi"),
                        ],
                        default="issued",
                        max_length=9,
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("reason", models.CharField(blank=True, max_length=500)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("issued_at", models.DateTimeField()),
                (
                    "agency",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="issues",
                        to="blocs.agency",
                    ),
                ),
                (
                    "document",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="issue",
                        to="reports.document",
                    ),
                ),
                (
                    "draft",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="issues",
                        to="reports.document",
                    ),
                ),
                (
                    "issued_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "province",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="issues",
                        to="blocs.province",
                    ),
                ),
                (
                    "replaces",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="reports.issue",
                    ),
                ),
            ],
            options={
                "ordering": ["-issued_on", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["issued", "replaced", "withdrawn"])),
                        name="issue_state_valid",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            django.db.models.lookups.Exact(
                                models.Func(
                                    models.F("code"),
                                    models.Value("23456789BCFGHJKMNPQRTVX"),
                                    function="LTRIM",
                                ),
                                models.Value(""),
                            ),
                            ("code__gt", ""),
                        ),
                        name="issue_code_valid",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("agency__isnull", False), ("province__isnull", True)),
                            models.Q(("agency__isnull", True), ("province__isnull", False)),
                            _connector="OR",
                        ),
                        name="issue_by_an_agency_or_a_province",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("number__isnull", True), ("symbol", "")),
                            models.Q(
                                ("number__gte", 1),
                                ("number__isnull", False),
                                models.Q(("symbol", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="issue_number_with_its_symbol",
                    ),
                    models.UniqueConstraint(
                        fields=("agency", "year", "symbol", "number"),
                        name="issue_number_once_per_agency",
                    ),
                    models.UniqueConstraint(
                        fields=("province", "year", "symbol", "number"),
                        name="issue_number_once_per_province",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "issued")),
                        fields=("draft",),
                        name="issue_draft_in_force_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state", "withdrawn"), models.Q(("reason", ""), _negated=True)
                            ),
                            models.Q(
                                models.Q(("state", "withdrawn"), _negated=True), ("reason", "")
                            ),
                            _connector="OR",
                        ),
                        name="issue_withdrawn_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "issued"), ("ended_at__isnull", True)),
                            models.Q(
                                models.Q(("state", "issued"), _negated=True),
                                ("ended_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="issue_ended_iff_no_longer_in_force",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("replaces__isnull", True),
                            models.Q(("replaces", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="issue_replaces_another",
                    ),
                ],
            },
        ),
        migrations.RunPython(guard, unguard),
    ]
