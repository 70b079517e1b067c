"""What limits that only warn said of a proposal is kept whole."""

from django.apps.registry import Apps as StateApps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models.functions import Length, Substr

BEFORE = 500  # characters


def shorten(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    rows = apps.get_model("awards", "Proposal").objects.annotate(size=Length("over_quota"))
    rows.filter(size__gt=BEFORE).update(over_quota=Substr("over_quota", 1, BEFORE))


def name_what_has_only_an_item(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for row in apps.get_model("awards", "AwardLabel").objects.filter(label=""):
        row.label = row.award_type.name
        row.save(update_fields=["label"])


class Migration(migrations.Migration):
    dependencies = [("awards", "0008_decisions")]

    operations = [
        migrations.AlterField(
            model_name="proposal",
            name="over_quota",
            field=models.TextField(blank=True),
        ),
        migrations.RunPython(migrations.RunPython.noop, shorten),
        migrations.RemoveConstraint(model_name="awardlabel", name="awardlabel_says_something"),
        migrations.AlterField(
            model_name="awardlabel",
            name="label",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddConstraint(
            model_name="awardlabel",
            constraint=models.CheckConstraint(
                condition=~models.Q(label="") | ~models.Q(item=""),
                name="awardlabel_says_something",
            ),
        ),
        migrations.RunPython(migrations.RunPython.noop, name_what_has_only_an_item),
    ]
