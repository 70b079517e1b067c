"""Lines of the register that came with a season file: numbers that are taken, without files."""

import django.db.models.deletion
import django.db.models.lookups
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("blocs", "0015_meetings_planned_on_a_page"),
        ("reports", "0013_packs"),
    ]

    operations = [
        migrations.CreateModel(
            name="CarriedPaper",
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
                ("about", models.CharField(blank=True, max_length=300)),
                ("number", models.PositiveIntegerField(blank=True, null=True)),
                ("symbol", models.CharField(blank=True, max_length=40)),
                ("year", models.PositiveSmallIntegerField()),
                ("issued_on", models.DateField()),
                ("excerpt", models.CharField(max_length=500)),
                ("code", models.CharField(max_length=20, unique=True)),
                ("sha256", models.CharField(blank=True, max_length=64)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("issued", "Còn hiệu lực"),
                            ("replaced", "Đã được thay thế"),
                            ("withdrawn", "Đã thu hồi"),
                        ],
                        default="issued",
                        max_length=9,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=500)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("is_sample", models.BooleanField(default=False)),
                (
                    "agency",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="blocs.agency",
                    ),
                ),
                (
                    "issuer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="blocs.agency",
                    ),
                ),
                (
                    "province",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="blocs.province",
                    ),
                ),
                (
                    "replaces",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="reports.carriedpaper",
                    ),
                ),
                (
                    "season",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="carried_papers",
                        to="blocs.season",
                    ),
                ),
            ],
            options={
                "ordering": ["-issued_on", "-pk"],
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
                        name="carried_kind_valid",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["issued", "replaced", "withdrawn"])),
                        name="carried_state_valid",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            django.db.models.lookups.Exact(
                                models.Func(
                                    models.F("code"),
                                    models.Value("23456789BCFGHJKMNPQRTVX"),
                                    function="LTRIM",
                                ),
                                models.Value(""),
                            ),
                            ("code__gt", ""),
                        ),
                        name="carried_code_valid",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("issuer__isnull", False), ("province__isnull", True)),
                            models.Q(("issuer__isnull", True), ("province__isnull", False)),
                            _connector="OR",
                        ),
                        name="carried_by_an_agency_or_a_province",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("number__isnull", True), ("symbol", "")),
                            models.Q(
                                ("number__gte", 1),
                                ("number__isnull", False),
                                models.Q(("symbol", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="carried_number_with_its_symbol",
                    ),
                    models.UniqueConstraint(
                        fields=("issuer", "year", "symbol", "number"),
                        name="carried_number_once_per_agency",
                    ),
                    models.UniqueConstraint(
                        fields=("province", "year", "symbol", "number"),
                        name="carried_number_once_per_province",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state", "withdrawn"), models.Q(("reason", ""), _negated=True)
                            ),
                            models.Q(
                                models.Q(("state", "withdrawn"), _negated=True), ("reason", "")
                            ),
                            _connector="OR",
                        ),
                        name="carried_withdrawn_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "issued"), ("ended_at__isnull", True)),
                            models.Q(
                                models.Q(("state", "issued"), _negated=True),
                                ("ended_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="carried_ended_iff_no_longer_in_force",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("replaces__isnull", True),
                            models.Q(("replaces", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="carried_replaces_another",
                    ),
                ],
            },
        ),
    ]
