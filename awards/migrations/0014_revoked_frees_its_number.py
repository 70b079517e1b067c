"""A revoked record frees its decision's number, so that it can be entered again as it was."""

from django.db import migrations, models

from awards.migrations import _decided_never_changes as before
from awards.migrations import _revoked_frees_its_number as now

ONCE = ("agency", "award_type", "cycle", "basis", "decision_number")


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
        migrations.RunPython(now.guard, now.unguard),
    ]
