import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("blocs", "0013_whose_letterhead")]

    operations = [
        migrations.CreateModel(
            name="ProgrammeItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("starts_at", models.TimeField(blank=True, null=True)),
                ("text", models.CharField(max_length=500)),
                ("performer", models.CharField(blank=True, max_length=300)),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="programme",
                        to="blocs.meeting",
                    ),
                ),
            ],
            options={
                "ordering": ["meeting", "position"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("meeting", "position"), name="programme_own_position"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="programme_says_something",
                    ),
                ],
            },
        ),
    ]
