from django.db import migrations, models


def forget_succession(apps, schema_editor):
    """Go back to what the older words can say."""
    rows = apps.get_model("blocs", "Office").objects.using(schema_editor.connection.alias)
    rows.filter(selected_by="succession").update(selected_by="unknown")


class Migration(migrations.Migration):
    """A deputy who becomes the head succeeds, and does not take a turn."""

    dependencies = [("blocs", "0008_handover")]

    operations = [
        migrations.RemoveConstraint("office", "office_selection_valid"),
        migrations.RunPython(migrations.RunPython.noop, forget_succession),
        migrations.AlterField(
            model_name="office",
            name="selected_by",
            field=models.CharField(
                choices=[
                    ("elected", "Bầu"),
                    ("honoured", "Suy tôn"),
                    ("rotation", "Luân phiên"),
                    ("succession", "Phó kế nhiệm"),
                    ("appointed", "Chỉ định"),
                    ("agreed", "Thống nhất đề xuất"),
                    ("unknown", "Không ghi rõ"),
                ],
                default="unknown",
                max_length=12,
            ),
        ),
        migrations.AddConstraint(
            "office",
            models.CheckConstraint(
                condition=models.Q(
                    (
                        "selected_by__in",
                        [
                            "elected",
                            "honoured",
                            "rotation",
                            "succession",
                            "appointed",
                            "agreed",
                            "unknown",
                        ],
                    )
                ),
                name="office_selection_valid",
            ),
        ),
    ]
