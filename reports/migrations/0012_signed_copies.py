import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from reports.migrations._signed_never_changes import guard, unguard


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0011_render_progress"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="SignedCopy",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("number", models.PositiveSmallIntegerField()),
                ("file", models.FileField(upload_to="")),
                ("sha256", models.CharField(max_length=64)),
                ("size", models.PositiveIntegerField()),
                ("uploaded_at", models.DateTimeField()),
                (
                    "issue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signed_copies",
                        to="reports.issue",
                    ),
                ),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "signed copies",
                "ordering": ["issue", "number"],
            },
        ),
        migrations.CreateModel(
            name="Signature",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("field", models.CharField(max_length=200)),
                ("place", models.CharField(blank=True, max_length=700)),
                ("signer", models.CharField(max_length=200)),
                ("organisation", models.CharField(blank=True, max_length=300)),
                ("issuer", models.CharField(max_length=300)),
                ("serial", models.CharField(max_length=60)),
                ("signed_at", models.DateTimeField(null=True)),
                (
                    "time_source",
                    models.CharField(
                        choices=[
                            ("trusted-stamp", "dấu thời gian tin cậy"),
                            ("stamp", "dấu thời gian chưa xác định được nơi cấp"),
                            ("claimed", "theo máy của người ký"),
                            ("none", "không ghi giờ ký"),
                        ],
                        max_length=13,
                    ),
                ),
                ("covers_file", models.BooleanField()),
                (
                    "trust",
                    models.CharField(
                        choices=[
                            ("trusted", "Chứng thư tin cậy"),
                            ("unknown", "Chưa xác định được tổ chức chứng thực tin cậy"),
                            ("self-signed", "Chứng thư tự ký, không do tổ chức chứng thực cấp"),
                            ("expired", "Chứng thư không còn hiệu lực khi ký"),
                            ("revoked", "Chứng thư đã bị thu hồi"),
                        ],
                        max_length=11,
                    ),
                ),
                ("trust_note", models.CharField(blank=True, max_length=300)),
                ("checked_at", models.DateTimeField()),
                (
                    "copy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signatures",
                        to="reports.signedcopy",
                    ),
                ),
            ],
            options={
                "ordering": ["copy", "position"],
            },
        ),
        migrations.CreateModel(
            name="ScannedCopy",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("file", models.FileField(upload_to="")),
                ("name", models.CharField(max_length=200)),
                ("extension", models.CharField(max_length=4)),
                ("content_type", models.CharField(max_length=100)),
                ("size", models.PositiveIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("signed_on", models.DateField()),
                ("uploaded_at", models.DateTimeField()),
                ("version", models.PositiveIntegerField(default=1)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("reason", models.CharField(blank=True, max_length=500)),
                (
                    "issue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="scanned_copies",
                        to="reports.issue",
                    ),
                ),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "scanned copies",
                "ordering": ["issue", "uploaded_at", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=("issue", "sha256"),
                        name="scannedcopy_bytes_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("size__gte", 1),
                            models.Q(("file", ""), _negated=True),
                            models.Q(("sha256", ""), _negated=True),
                        ),
                        name="scannedcopy_not_empty",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("withdrawn_at__isnull", False),
                                models.Q(("reason", ""), _negated=True),
                            ),
                            models.Q(
                                ("reason", ""),
                                ("withdrawn_at__isnull", True),
                                ("withdrawn_by__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="scannedcopy_withdrawn_says_why",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="signedcopy",
            constraint=models.UniqueConstraint(
                fields=("issue", "number"), name="signedcopy_number_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="signedcopy",
            constraint=models.UniqueConstraint(
                fields=("issue", "sha256"), name="signedcopy_bytes_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="signedcopy",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("number__gte", 1),
                    ("size__gte", 1),
                    models.Q(("file", ""), _negated=True),
                    models.Q(("sha256", ""), _negated=True),
                ),
                name="signedcopy_counted_from_one_and_not_empty",
            ),
        ),
        migrations.AddConstraint(
            model_name="signature",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("time_source__in", ["trusted-stamp", "stamp", "claimed", "none"])
                ),
                name="signature_time_source_valid",
            ),
        ),
        migrations.AddConstraint(
            model_name="signature",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("trust__in", ["trusted", "unknown", "self-signed", "expired", "revoked"])
                ),
                name="signature_trust_valid",
            ),
        ),
        migrations.AddConstraint(
            model_name="signature",
            constraint=models.UniqueConstraint(
                fields=("copy", "field"), name="signature_field_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="signature",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("signed_at__isnull", True), ("time_source", "none")),
                    models.Q(
                        ("signed_at__isnull", False),
                        models.Q(("time_source", "none"), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="signature_without_time_iff_none_is_told",
            ),
        ),
        migrations.RunPython(guard, unguard),
    ]
