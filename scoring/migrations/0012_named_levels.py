"""Let a criterion name the levels that a person chooses from.

SQLite builds the table of the criteria anew for it, so the triggers that keep published tables
as they are step aside and come back (see 0005). Rows with the new kind stop the way back.
"""

from importlib import import_module

from django.db import migrations, models

guards = import_module("scoring.migrations.0005_published_tables_never_change")
KINDS = [
    ("group", "Nhóm tiêu chí"),
    ("manual", "Chấm trong khung điểm"),
    ("pass_fail", "Đạt / không đạt"),
    ("options", "Chọn mức xếp loại"),
    ("bonus", "Điểm thưởng"),
    ("penalty", "Điểm trừ"),
    ("tiers", "Thang mức"),
    ("proportional", "Theo tỷ lệ hoàn thành"),
    ("leader_relative", "So với đơn vị dẫn đầu"),
    ("count", "Theo số lượng"),
    ("bonus_penalty", "Cộng, trừ theo số việc"),
    ("award_bonus", "Thưởng theo danh hiệu"),
    ("step", "Cộng, trừ theo từng phần trăm"),
    ("external", "Lấy điểm của cơ quan khác"),
]


class Migration(migrations.Migration):
    dependencies = [("scoring", "0011_evidence_refers_to_documents")]

    operations = [
        migrations.RunPython(guards.unguard, guards.guard),
        migrations.RemoveConstraint(model_name="criterion", name="criterion_kind_valid"),
        migrations.AlterField(
            model_name="criterion",
            name="kind",
            field=models.CharField(choices=KINDS, max_length=16),
        ),
        migrations.AddConstraint(
            model_name="criterion",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", [kind for kind, _ in KINDS])),
                name="criterion_kind_valid",
            ),
        ),
        migrations.RunPython(guards.guard, guards.unguard),
    ]
