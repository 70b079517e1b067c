import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from reports.migrations._issued_never_changes import guard, unguard


def wait_since_asked(apps, _schema_editor):
    """Let the papers that wait now keep their turn."""
    documents = apps.get_model("reports", "Document").objects
    documents.filter(state="queued").update(queued_at=models.F("requested_at"))


def fail_cancelled(apps, _schema_editor):
    documents = apps.get_model("reports", "Document").objects
    documents.filter(state="cancelled").update(state="failed", error="Đã hủy lập.")


class Migration(migrations.Migration):
    dependencies = [
        ("blocs", "0014_programme_of_a_meeting"),
        ("reports", "0010_word_forms"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        # SQLite builds the table anew, and PostgreSQL changes no column that a trigger reads.
        migrations.RunPython(unguard, guard),
        migrations.RemoveConstraint(
            model_name="document",
            name="document_state_valid",
        ),
        migrations.AddField(
            model_name="document",
            name="claim",
            field=models.UUIDField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="document",
            name="pages_laid",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="document",
            name="queued_at",
            field=models.DateTimeField(default=django.utils.timezone.now),
        ),
        migrations.AddField(
            model_name="document",
            name="started_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="document",
            name="step",
            field=models.CharField(
                blank=True,
                choices=[
                    ("prepare", "Chuẩn bị nội dung"),
                    ("layout", "Dàn trang"),
                    ("write", "Ghi tệp PDF"),
                ],
                max_length=7,
            ),
        ),
        migrations.AlterField(
            model_name="document",
            name="state",
            field=models.CharField(
                choices=[
                    ("queued", "Đang chờ lập"),
                    ("running", "Đang lập"),
                    ("ready", "Đã lập xong"),
                    ("failed", "Không lập được"),
                    ("cancelled", "Đã hủy lập"),
                ],
                default="queued",
                max_length=9,
            ),
        ),
        migrations.AddIndex(
            model_name="document",
            index=models.Index(
                condition=models.Q(("state__in", ("queued", "running"))),
                fields=["queued_at", "id"],
                name="document_pending_by_turn",
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["queued", "running", "ready", "failed", "cancelled"])
                ),
                name="document_state_valid",
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.CheckConstraint(
                condition=models.Q(("step__in", ["", "prepare", "layout", "write"])),
                name="document_step_valid",
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state", "running"),
                    models.Q(("claim__isnull", True), ("pages_laid", 0), ("step", "")),
                    _connector="OR",
                ),
                name="document_held_only_while_it_is_made",
            ),
        ),
        migrations.RunPython(wait_since_asked, fail_cancelled),
        migrations.RunPython(guard, unguard),
    ]
