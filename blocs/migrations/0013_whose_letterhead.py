from django.db import migrations, models

_WORDS = [("head_agency", "Đơn vị Trưởng khối, cụm"), ("bloc", "Khối, cụm")]


class Migration(migrations.Migration):
    dependencies = [("blocs", "0012_section_revisions")]

    operations = [
        migrations.AddField(
            model_name="province",
            name="letterhead_by",
            field=models.CharField(choices=_WORDS, default="head_agency", max_length=12),
        ),
        migrations.AddConstraint(
            model_name="province",
            constraint=models.CheckConstraint(
                condition=models.Q(("letterhead_by__in", [word for word, _ in _WORDS])),
                name="province_letterhead_valid",
            ),
        ),
    ]
