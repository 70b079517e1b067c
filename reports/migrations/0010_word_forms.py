import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("blocs", "0012_section_revisions"),
        ("reports", "0009_issued_papers"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="WordForm",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
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
                        ],
                        max_length=30,
                    ),
                ),
                ("version", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=255)),
                ("data", models.BinaryField()),
                ("sha256", models.CharField(max_length=64)),
                ("kept_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "ended_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "kept_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "province",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="word_forms",
                        to="blocs.province",
                    ),
                ),
            ],
            options={
                "ordering": ["kind", "-version"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "bao-cao-tong-ket",
                                    "giao-uoc",
                                    "bang-tong-hop-diem",
                                    "bien-ban-ban-giao",
                                    "phieu-bau",
                                    "bien-ban-kiem-phieu",
                                    "bien-ban-binh-xet",
                                    "to-trinh",
                                    "thong-bao-khong-du-dieu-kien",
                                    "phieu-tu-cham",
                                    "giay-moi",
                                    "chuong-trinh",
                                    "dang-ky-thi-dua",
                                    "phieu-giai-trinh",
                                    "bao-cao-so-ket",
                                    "bao-cao-thanh-tich",
                                    "cong-van-don-doc",
                                ],
                            )
                        ),
                        name="word_form_kind_valid",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("version__gte", 1)), name="word_form_counted_from_one"
                    ),
                    models.UniqueConstraint(
                        fields=("province", "kind", "version"), name="word_form_version_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("province", "kind"),
                        name="word_form_in_force_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_by__isnull", True), ("ended_at__isnull", False), _connector="OR"
                        ),
                        name="word_form_ended_by_somebody_when_ended",
                    ),
                ],
            },
        ),
    ]
