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
    ("giay-moi", "Giấy mời hội nghị"),
    ("chuong-trinh", "Chương trình hội nghị"),
    ("dang-ky-thi-dua", "Bản đăng ký thi đua"),
    ("phieu-giai-trinh", "Phiếu giải trình chênh lệch điểm"),
    ("bao-cao-so-ket", "Báo cáo sơ kết"),
    ("bao-cao-thanh-tich", "Báo cáo thành tích"),
    ("cong-van-don-doc", "Công văn đôn đốc"),
]
_ABOUT_ONE = [
    "bao-cao-thanh-tich",
    "bien-ban-kiem-phieu",
    "chuong-trinh",
    "dang-ky-thi-dua",
    "giay-moi",
    "phieu-bau",
    "phieu-giai-trinh",
    "phieu-tu-cham",
    "thong-bao-khong-du-dieu-kien",
]
_OF_ONE_AGENCY = [
    "bao-cao-thanh-tich",
    "dang-ky-thi-dua",
    "phieu-giai-trinh",
    "phieu-tu-cham",
    "thong-bao-khong-du-dieu-kien",
]


def _about_one():
    about = models.Q(kind__in=_ABOUT_ONE)
    return (about & ~models.Q(subject="") & ~models.Q(subject_name="")) | (
        ~about & models.Q(subject="", subject_name="")
    )


def _of_one_agency():
    own = models.Q(kind__in=_OF_ONE_AGENCY)
    return (own & models.Q(agency__isnull=False)) | (~own & models.Q(agency__isnull=True))


class Migration(migrations.Migration):
    dependencies = [("reports", "0006_papers_of_the_whole_year")]

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
        migrations.RemoveConstraint(model_name="document", name="document_about_one_names_it"),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.CheckConstraint(
                condition=_about_one(), name="document_about_one_names_it"
            ),
        ),
        migrations.RemoveConstraint(model_name="document", name="document_of_one_agency_names_it"),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.CheckConstraint(
                condition=_of_one_agency(), name="document_of_one_agency_names_it"
            ),
        ),
    ]
