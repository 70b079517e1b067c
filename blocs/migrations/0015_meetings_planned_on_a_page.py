import datetime

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("blocs", "0014_programme_of_a_meeting")]

    operations = [
        migrations.AddField("meeting", "starts_at", models.TimeField(blank=True, null=True)),
        migrations.AddField(
            "meeting",
            "chair",
            models.CharField(blank=True, max_length=300, default=""),
            preserve_default=False,
        ),
        migrations.AddField(
            "meeting",
            "note",
            models.CharField(blank=True, max_length=500, default=""),
            preserve_default=False,
        ),
        migrations.AddField(
            "meeting",
            "cancelled_because",
            models.CharField(blank=True, max_length=500, default=""),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            "meeting",
            models.CheckConstraint(
                name="meeting_hour_within_its_part",
                condition=models.Q(
                    ("starts_at__isnull", True),
                    ("day_part", "unknown"),
                    models.Q(("day_part", "morning"), ("starts_at__lt", datetime.time(12, 0))),
                    models.Q(("day_part", "afternoon"), ("starts_at__gte", datetime.time(12, 0))),
                    _connector="OR",
                ),
            ),
        ),
    ]
