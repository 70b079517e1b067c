"""Limits and the catalogue: what a warning said is kept whole, and two awards that were missing.

``Xã, phường tiêu biểu`` comes with what docs/sources.md#eligibility supports; nobody has
compared it with the text.
"""

from datetime import date

from django.apps.registry import Apps as StateApps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import Max
from django.db.models.functions import Length, Substr

from awards.migrations._conditions_of_the_law import (
    AMENDED,
    FROM_AMENDED,
    L22,
    READ_AMENDED,
    READ_L22,
    row,
)

BEFORE = 500  # characters
NO_DISTRICTS = date(2025, 7, 1)
COMMUNE = "xa-phuong-tieu-bieu"
# code, name, level, who decides, article
TYPES = [
    (
        "co-bo",
        "Cờ thi đua của bộ, ban, ngành",
        "ministry",
        "Bộ trưởng, người đứng đầu bộ, ban, ngành",
        "Điều 26",
    ),
    (COMMUNE, "Xã, phường tiêu biểu", "province", "Chủ tịch Ủy ban nhân dân tỉnh", "Điều 29"),
]
CONDITIONS = [
    row(
        "confirmed",
        "Dẫn đầu phong trào thi đua của huyện.",
        award=COMMUNE,
        article="Điều 29",
        valid_to=NO_DISTRICTS,
    ),
    row(
        "confirmed",
        "Từ ngày 01/7/2025 không còn cấp huyện nên điều kiện dẫn đầu phong trào thi đua của huyện "
        "không áp dụng được; tỉnh đối chiếu quy định thay thế trước khi đề nghị.",
        award=COMMUNE,
        article="Điều 29",
        source=f"{READ_L22}; quy định thay thế mới chỉ biết qua báo chí về dự thảo luật sửa đổi",
        since=NO_DISTRICTS,
        is_warning=True,
    ),
    *(
        row(
            "registered_title",
            "Đã đăng ký tham gia thi đua.",
            award=award,
            position=9,
            params={"any_title": True},
            law=AMENDED,
            article="sửa đổi Điều 3, Điều 4",
            source=READ_AMENDED,
            since=FROM_AMENDED,
        )
        for award in ("co-bo", COMMUNE)
    ),
]


def shorten(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    rows = apps.get_model("awards", "Proposal").objects.annotate(size=Length("over_quota"))
    rows.filter(size__gt=BEFORE).update(over_quota=Substr("over_quota", 1, BEFORE))


def name_what_has_only_an_item(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for label in apps.get_model("awards", "AwardLabel").objects.filter(label=""):
        label.label = label.award_type.name
        label.save(update_fields=["label"])


def complete_catalogue(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    award_type = apps.get_model("awards", "AwardType")
    if award_type.objects.filter(code=COMMUNE).exists():
        return  # the migration was taken back and runs again
    last = award_type.objects.aggregate(last=Max("position"))["last"] or 0
    for position, (code, name, level, decided_by, article) in enumerate(TYPES, start=last + 1):
        award_type.objects.create(
            code=code,
            name=name,
            kind="title",
            level=level,
            decided_by=decided_by,
            source=f"{L22}, {article}",
            position=position,
        )
    awards = dict(award_type.objects.values_list("code", "pk"))
    condition = apps.get_model("awards", "AwardCondition")
    condition.objects.bulk_create(
        condition(
            award_type_id=awards[fields["award"]],
            **{name: value for name, value in fields.items() if name != "award"},
        )
        for fields in CONDITIONS
    )


def keep_catalogue(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Leave the rows: conditions are never deleted, and records may name the awards."""


class Migration(migrations.Migration):
    dependencies = [("awards", "0008_decisions")]

    operations = [
        migrations.AlterField(
            model_name="proposal",
            name="over_quota",
            field=models.TextField(blank=True),
        ),
        migrations.RunPython(migrations.RunPython.noop, shorten),
        migrations.RemoveConstraint(model_name="awardlabel", name="awardlabel_says_something"),
        migrations.AlterField(
            model_name="awardlabel",
            name="label",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddConstraint(
            model_name="awardlabel",
            constraint=models.CheckConstraint(
                condition=~models.Q(label="") | ~models.Q(item=""),
                name="awardlabel_says_something",
            ),
        ),
        migrations.RunPython(migrations.RunPython.noop, name_what_has_only_an_item),
        migrations.RunPython(complete_catalogue, keep_catalogue),
    ]
