from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("blocs", "0010_deputies_succeed"),
    ]

    operations = [
        migrations.AddField(
            model_name="membership",
            name="category",
            field=models.CharField(blank=True, default="", max_length=60),
        ),
    ]
