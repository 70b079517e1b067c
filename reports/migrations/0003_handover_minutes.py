from django.db import migrations, models

_KINDS = [
    ("bao-cao-tong-ket", "Báo cáo tổng kết"),
    ("giao-uoc", "Giao ước thi đua"),
    ("bang-tong-hop-diem", "Bảng tổng hợp điểm"),
    ("bien-ban-ban-giao", "Biên bản bàn giao"),
]


class Migration(migrations.Migration):
    dependencies = [("reports", "0002_score_matrix_paper")]

    operations = [
        migrations.AlterField(
            model_name="document",
            name="kind",
            field=models.CharField(choices=_KINDS, max_length=30),
        ),
        migrations.RemoveConstraint(model_name="document", name="document_kind_valid"),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", [kind for kind, _ in _KINDS])),
                name="document_kind_valid",
            ),
        ),
    ]
