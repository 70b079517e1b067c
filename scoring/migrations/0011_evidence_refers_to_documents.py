"""The data of a document stands in the register alone."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("scoring", "0010_enter_documents")]

    operations = [
        migrations.AlterField(
            model_name="evidence",
            name="title",
            field=models.CharField(default="", max_length=300),
        ),
        migrations.RemoveField(model_name="evidence", name="title"),
        migrations.RemoveField(model_name="evidence", name="number"),
        migrations.RemoveField(model_name="evidence", name="issued_on"),
        migrations.RemoveField(model_name="evidence", name="issuer"),
        migrations.RemoveField(model_name="evidence", name="file"),
        migrations.AlterField(
            model_name="evidence",
            name="document",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="uses",
                to="scoring.evidencedocument",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.UniqueConstraint(
                fields=("line", "document"), name="evidence_once_per_line"
            ),
        ),
    ]
