import django.db.models.deletion
from django.db import migrations, models


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
    ]
