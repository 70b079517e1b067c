"""A revoked record frees its decision's number, and the achievement of a proposal is short.

What was longer is cut; the audit line that wrote it keeps the whole. Back only while no number was
entered again after a revocation; what was cut stays cut.
"""

from django.core.validators import MaxLengthValidator
from django.db import migrations, models
from django.db.models.functions import Length
from django.db.models.lookups import GreaterThan, LessThanOrEqual

from awards.migrations import _decided_never_changes as before
from awards.migrations import _revoked_frees_its_number as now

ONCE = ("agency", "award_type", "cycle", "basis", "decision_number")
MOST = 4_000
TOO_LONG = "Tóm tắt thành tích chỉ được tối đa 4.000 ký tự. Đề nghị rút gọn."


def shorten(apps, schema_editor):
    rows = apps.get_model("awards", "Proposal").objects.using(schema_editor.connection.alias)
    for row in rows.filter(GreaterThan(Length("achievement"), MOST)):
        row.achievement = f"{row.achievement[: MOST - 1]}…"
        row.save(update_fields=["achievement"])


class Migration(migrations.Migration):
    dependencies = [("awards", "0012_decided_never_changes")]

    operations = [
        migrations.RunPython(before.unguard, before.guard),
        migrations.RemoveConstraint(model_name="awardrecord", name="awardrecord_once_per_decision"),
        migrations.AddConstraint(
            model_name="awardrecord",
            constraint=models.UniqueConstraint(
                condition=models.Q(revoked_on__isnull=True),
                fields=ONCE,
                name="awardrecord_once_per_decision",
            ),
        ),
        migrations.RunPython(shorten, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="proposal",
            name="achievement",
            field=models.TextField(blank=True, validators=[MaxLengthValidator(MOST, TOO_LONG)]),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.CheckConstraint(
                condition=LessThanOrEqual(Length("achievement"), MOST),
                name="proposal_achievement_is_short",
            ),
        ),
        migrations.RunPython(now.guard, now.unguard),
    ]
