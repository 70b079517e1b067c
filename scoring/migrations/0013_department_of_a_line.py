from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("scoring", "0012_named_levels"),
    ]

    operations = [
        migrations.AddField(
            model_name="scoreline",
            name="department",
            field=models.CharField(blank=True, default="", max_length=120),
        ),
    ]
