"""Documents get a register of their own; the lines may refer to it."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("blocs", "0001_agencies_blocs_and_seasons"),
        ("scoring", "0008_what_an_amendment_did"),
    ]

    operations = [
        migrations.CreateModel(
            name="EvidenceDocument",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=300)),
                ("number", models.CharField(blank=True, max_length=60)),
                ("issued_on", models.DateField(blank=True, null=True)),
                ("issuer", models.CharField(blank=True, max_length=200)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="documents",
                        to="blocs.agency",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="documents",
                        to="scoring.evidencefile",
                    ),
                ),
            ],
            options={
                "ordering": ["agency", "-issued_on", "title"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True),
                        name="evidencedocument_has_a_title",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="evidence",
            name="document",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="uses",
                to="scoring.evidencedocument",
            ),
        ),
        # Gone before the data moves, so that on the way back they come when it has returned.
        migrations.RemoveConstraint(model_name="evidence", name="evidence_has_a_title"),
        migrations.RemoveConstraint(model_name="evidence", name="evidence_file_once_per_line"),
    ]
