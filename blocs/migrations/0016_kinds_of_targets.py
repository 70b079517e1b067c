from django.db import migrations, models


def forget_kind(apps, schema_editor):
    """Go back to what the older words can say."""
    alias = schema_editor.connection.alias
    rows = apps.get_model("blocs", "RegistrationItem").objects.using(alias)
    rows.filter(kind="building").update(kind="target")


class Migration(migrations.Migration):
    """Targets of building the Party, authorities and unions are told from those of the tasks."""

    dependencies = [("blocs", "0015_meetings_planned_on_a_page")]

    operations = [
        migrations.RemoveConstraint("registrationitem", "registrationitem_kind_valid"),
        migrations.RunPython(migrations.RunPython.noop, forget_kind),
        migrations.AlterField(
            model_name="registrationitem",
            name="kind",
            field=models.CharField(
                choices=[
                    ("target", "Chỉ tiêu thực hiện nhiệm vụ chính trị"),
                    ("building", "Chỉ tiêu xây dựng Đảng, chính quyền, đoàn thể"),
                    ("title", "Danh hiệu, hình thức khen thưởng"),
                ],
                max_length=8,
            ),
        ),
        migrations.AddConstraint(
            "registrationitem",
            models.CheckConstraint(
                condition=models.Q(("kind__in", ["target", "building", "title"])),
                name="registrationitem_kind_valid",
            ),
        ),
    ]
