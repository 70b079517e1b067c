"""Limits of proposals, and the one limit that the law sets everywhere.

Whether the decrees after 91/2017 keep the 20 per cent was not read: the row only warns.
"""

from datetime import date
from decimal import Decimal

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

SOURCE = (
    "Nghị định số 91/2017/NĐ-CP, Điều 11 khoản 1: không quá 20% số tập thể đạt tiêu chuẩn tặng "
    "cờ thi đua cấp tỉnh; chưa đối chiếu với Nghị định số 98/2023/NĐ-CP và số 152/2025/NĐ-CP"
)


def limit_government_flags(apps, _schema_editor):
    flag = apps.get_model("awards", "AwardType").objects.get(code="co-chinh-phu")
    apps.get_model("awards", "Quota").objects.create(
        award_type=flag,
        scope="province",
        mode="percent",
        base="flag_standard",
        percent=Decimal("20.00"),
        rounding="down",
        strictness="soft",
        only_leaders=False,
        valid_from=date(2017, 10, 1),
        source=SOURCE,
        verified=False,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("awards", "0006_ballots"),
        ("blocs", "0003_steps_that_close"),
    ]

    operations = [
        migrations.CreateModel(
            name="Quota",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "scope",
                    models.CharField(
                        choices=[("bloc", "Mỗi khối, cụm"), ("province", "Toàn tỉnh")],
                        default="bloc",
                        max_length=8,
                    ),
                ),
                (
                    "bloc_kind",
                    models.CharField(
                        blank=True,
                        choices=[("khoi", "Khối thi đua"), ("cum", "Cụm thi đua")],
                        max_length=4,
                    ),
                ),
                (
                    "mode",
                    models.CharField(
                        choices=[
                            ("brackets", "Theo mức số lượng"),
                            ("percent", "Theo tỷ lệ phần trăm"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "base",
                    models.CharField(
                        choices=[
                            ("members", "Số đơn vị thành viên"),
                            ("ranked", "Số đơn vị được xếp hạng"),
                            ("flag_standard", "Số tập thể được đề nghị hoặc được tặng cờ thi đua"),
                        ],
                        default="members",
                        max_length=13,
                    ),
                ),
                (
                    "percent",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=5,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(100)],
                    ),
                ),
                (
                    "rounding",
                    models.CharField(
                        choices=[
                            ("down", "Bỏ phần lẻ"),
                            ("nearest", "Làm tròn đến số gần nhất"),
                            ("up", "Làm tròn lên"),
                        ],
                        default="down",
                        max_length=7,
                    ),
                ),
                (
                    "strictness",
                    models.CharField(
                        choices=[
                            ("hard", "Bắt buộc: vượt thì không nhận"),
                            ("soft", "Cảnh báo: vượt vẫn nhận, có ghi"),
                        ],
                        default="soft",
                        max_length=4,
                    ),
                ),
                ("only_leaders", models.BooleanField(default=False)),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(blank=True, null=True)),
                ("source", models.CharField(max_length=300)),
                ("verified", models.BooleanField(default=False)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "award_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="quotas",
                        to="awards.awardtype",
                    ),
                ),
                (
                    "province",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="quotas",
                        to="blocs.province",
                    ),
                ),
            ],
            options={
                "ordering": ["award_type__position", "scope", "bloc_kind", "-valid_from"],
            },
        ),
        migrations.CreateModel(
            name="QuotaBracket",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("least", models.PositiveSmallIntegerField()),
                ("most", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("limit", models.PositiveSmallIntegerField()),
                (
                    "quota",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="brackets",
                        to="awards.quota",
                    ),
                ),
            ],
            options={
                "ordering": ["quota", "least"],
            },
        ),
        migrations.AddConstraint(
            model_name="quota",
            constraint=models.CheckConstraint(
                condition=models.Q(("scope__in", ["bloc", "province"])), name="quota_scope_valid"
            ),
        ),
        migrations.AddConstraint(
            model_name="quota",
            constraint=models.CheckConstraint(
                condition=models.Q(("mode__in", ["brackets", "percent"])), name="quota_mode_valid"
            ),
        ),
        migrations.AddConstraint(
            model_name="quota",
            constraint=models.CheckConstraint(
                condition=models.Q(("base__in", ["members", "ranked", "flag_standard"])),
                name="quota_base_valid",
            ),
        ),
        migrations.AddConstraint(
            model_name="quota",
            constraint=models.CheckConstraint(
                condition=models.Q(("rounding__in", ["down", "nearest", "up"])),
                name="quota_rounding_valid",
            ),
        ),
        migrations.AddConstraint(
            model_name="quota",
            constraint=models.CheckConstraint(
                condition=models.Q(("strictness__in", ["hard", "soft"])),
                name="quota_strictness_valid",
            ),
        ),
        migrations.AddConstraint(
            model_name="quota",
            constraint=models.CheckConstraint(
                condition=models.Q(("bloc_kind__in", ["", "khoi", "cum"])),
                name="quota_bloc_kind_valid",
            ),
        ),
        migrations.AddConstraint(
            model_name="quota",
            constraint=models.CheckConstraint(
                condition=models.Q(("scope", "bloc"), ("bloc_kind", ""), _connector="OR"),
                name="quota_bloc_kind_only_for_blocs",
            ),
        ),
        migrations.AddConstraint(
            model_name="quota",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("mode", "percent"),
                        ("percent__isnull", False),
                        ("percent__range", (0, 100)),
                    ),
                    models.Q(("mode", "brackets"), ("percent__isnull", True)),
                    _connector="OR",
                ),
                name="quota_percent_iff_by_percent",
            ),
        ),
        migrations.AddConstraint(
            model_name="quota",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_to__isnull", True),
                    ("valid_from__lt", models.F("valid_to")),
                    _connector="OR",
                ),
                name="quota_dates_in_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="quota",
            constraint=models.CheckConstraint(
                condition=models.Q(("source", ""), _negated=True), name="quota_names_its_source"
            ),
        ),
        migrations.AddConstraint(
            model_name="quota",
            constraint=models.UniqueConstraint(
                fields=("province", "award_type", "scope", "bloc_kind", "valid_from"),
                name="quota_once_per_start",
            ),
        ),
        migrations.AddConstraint(
            model_name="quota",
            constraint=models.UniqueConstraint(
                condition=models.Q(("province__isnull", True)),
                fields=("award_type", "scope", "bloc_kind", "valid_from"),
                name="quota_once_per_start_everywhere",
            ),
        ),
        migrations.AddConstraint(
            model_name="quota",
            constraint=models.UniqueConstraint(
                condition=models.Q(("valid_to__isnull", True)),
                fields=("province", "award_type", "scope", "bloc_kind"),
                name="quota_one_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="quota",
            constraint=models.UniqueConstraint(
                condition=models.Q(("province__isnull", True), ("valid_to__isnull", True)),
                fields=("award_type", "scope", "bloc_kind"),
                name="quota_one_open_everywhere",
            ),
        ),
        migrations.AddConstraint(
            model_name="quotabracket",
            constraint=models.UniqueConstraint(
                fields=("quota", "least"), name="quotabracket_once_per_start"
            ),
        ),
        migrations.AddConstraint(
            model_name="quotabracket",
            constraint=models.UniqueConstraint(
                condition=models.Q(("most__isnull", True)),
                fields=("quota",),
                name="quotabracket_one_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="quotabracket",
            constraint=models.CheckConstraint(
                condition=models.Q(("least__gte", 1)), name="quotabracket_from_one"
            ),
        ),
        migrations.AddConstraint(
            model_name="quotabracket",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("most__isnull", True), ("most__gte", models.F("least")), _connector="OR"
                ),
                name="quotabracket_ends_in_order",
            ),
        ),
        migrations.RunPython(limit_government_flags, migrations.RunPython.noop),
    ]
