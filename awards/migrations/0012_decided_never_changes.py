"""Numbers of decisions are a province's own, and what a decision rests on never changes."""

from django.db import migrations, models

from awards.migrations import _decided_never_changes as now
from awards.migrations import _decisions_never_change as before

TAKEN = "Cơ quan này đã có quyết định cùng số trong năm."


class Migration(migrations.Migration):
    dependencies = [("awards", "0011_proposal_of_a_nominee")]

    operations = [
        migrations.RunPython(before.unguard, before.guard),
        migrations.RemoveConstraint(model_name="decision", name="decision_own_number"),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.UniqueConstraint(
                fields=("province", "issuer", "number", "year"),
                name="decision_own_number",
                violation_error_message=TAKEN,
            ),
        ),
        migrations.RunPython(now.guard, now.unguard),
    ]
