import django.db.models.deletion
from django.db import migrations, models


def give_owners(apps, _schema_editor):
    """A table that the blocs of one province alone score with belongs to that province."""
    table_model = apps.get_model("scoring", "CriteriaTable")
    used = apps.get_model("scoring", "SeasonTable").objects.values_list(
        "table", "season__bloc__province"
    )
    owners = {}
    for table, province in used:
        owners.setdefault(table, set()).add(province)
    for table, provinces in owners.items():
        if len(provinces) == 1:
            table_model.objects.filter(pk=table).update(province=provinces.pop())


class Migration(migrations.Migration):
    dependencies = [
        ("blocs", "0001_agencies_blocs_and_seasons"),
        ("scoring", "0003_cycle_of_a_table"),
    ]

    operations = [
        migrations.AddField(
            model_name="criteriatable",
            name="province",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="tables",
                to="blocs.province",
            ),
        ),
        migrations.AddField(
            model_name="criteriatable",
            name="version",
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.RunPython(give_owners, migrations.RunPython.noop),
    ]
