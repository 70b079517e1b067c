from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("scoring", "0005_published_tables_never_change"),
    ]

    operations = [
        migrations.AddField(
            model_name="scoreline",
            name="province_actual",
            field=models.DecimalField(blank=True, decimal_places=4, max_digits=18, null=True),
        ),
        migrations.AddField(
            model_name="scoreline",
            name="province_minus",
            field=models.DecimalField(blank=True, decimal_places=4, max_digits=18, null=True),
        ),
        migrations.AddField(
            model_name="scoreline",
            name="titles_words",
            field=models.TextField(blank=True),
        ),
    ]
