import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("scoring", "0007_tell_reopening_from_return"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="amendedline",
            name="amendedline_once",
        ),
        migrations.AddField(
            model_name="amendedline",
            name="change",
            field=models.CharField(
                choices=[("changed", "Sửa đổi"), ("added", "Bổ sung"), ("removed", "Bãi bỏ")],
                default="changed",
                max_length=8,
            ),
        ),
        migrations.AddField(
            model_name="sheetreturn",
            name="amendment",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="returns",
                to="scoring.amendment",
            ),
        ),
        migrations.AddConstraint(
            model_name="amendedline",
            constraint=models.CheckConstraint(
                condition=models.Q(("change__in", ["changed", "added", "removed"])),
                name="amendedline_change_valid",
            ),
        ),
        migrations.AddConstraint(
            model_name="amendedline",
            constraint=models.UniqueConstraint(
                fields=("amendment", "sheet", "change", "key"), name="amendedline_once"
            ),
        ),
    ]
