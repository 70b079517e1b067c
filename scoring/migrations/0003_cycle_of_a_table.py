import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("blocs", "0001_agencies_blocs_and_seasons"),
        ("scoring", "0002_formulas_layers_and_amendments"),
    ]

    operations = [
        migrations.AddField(
            model_name="criteriatable",
            name="cycle",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="tables",
                to="blocs.cycle",
            ),
        ),
    ]
