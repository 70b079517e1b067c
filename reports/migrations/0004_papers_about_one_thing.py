import django.db.models.deletion
from django.db import migrations, models

_KINDS = [
    ("bao-cao-tong-ket", "Báo cáo tổng kết"),
    ("giao-uoc", "Giao ước thi đua"),
    ("bang-tong-hop-diem", "Bảng tổng hợp điểm"),
    ("bien-ban-ban-giao", "Biên bản bàn giao"),
    ("phieu-bau", "Phiếu bầu"),
    ("bien-ban-kiem-phieu", "Biên bản kiểm phiếu"),
    ("bien-ban-binh-xet", "Biên bản bình xét"),
    ("to-trinh", "Tờ trình đề nghị khen thưởng"),
    ("thong-bao-khong-du-dieu-kien", "Thông báo không đủ điều kiện"),
    ("phieu-tu-cham", "Phiếu tự chấm điểm"),
]
_ABOUT_ONE = models.Q(
    kind__in=["bien-ban-kiem-phieu", "phieu-bau", "phieu-tu-cham", "thong-bao-khong-du-dieu-kien"]
)
_OF_ONE_AGENCY = models.Q(kind__in=["phieu-tu-cham", "thong-bao-khong-du-dieu-kien"])


class Migration(migrations.Migration):
    dependencies = [
        ("blocs", "0001_agencies_blocs_and_seasons"),
        ("reports", "0003_handover_minutes"),
    ]

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
        migrations.AddField(
            model_name="document",
            name="subject",
            field=models.CharField(blank=True, default="", max_length=100),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="document",
            name="subject_name",
            field=models.CharField(blank=True, default="", max_length=300),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="document",
            name="agency",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="papers",
                to="blocs.agency",
            ),
        ),
        migrations.RemoveConstraint(model_name="document", name="document_once_per_fingerprint"),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.UniqueConstraint(
                fields=("season", "kind", "subject", "fingerprint"),
                name="document_once_per_fingerprint",
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.CheckConstraint(
                condition=(_ABOUT_ONE & ~models.Q(subject="") & ~models.Q(subject_name=""))
                | (~_ABOUT_ONE & models.Q(subject="", subject_name="")),
                name="document_about_one_names_it",
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.CheckConstraint(
                condition=(_OF_ONE_AGENCY & models.Q(agency__isnull=False))
                | (~_OF_ONE_AGENCY & models.Q(agency__isnull=True)),
                name="document_of_one_agency_names_it",
            ),
        ),
    ]
