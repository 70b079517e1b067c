"""The award types of Luật Thi đua, khen thưởng 06/2022/QH15 that members of blocs receive."""

from django.apps.registry import Apps as StateApps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

LAW = "Luật Thi đua, khen thưởng số 06/2022/QH15"
# code, name, kind, level, who decides, article
TYPES = [
    ("co-chinh-phu", "Cờ thi đua của Chính phủ", "title", "state", "Chính phủ", "Điều 25"),
    (
        "huan-chuong-lao-dong-nhat",
        "Huân chương Lao động hạng Nhất",
        "commendation",
        "state",
        "Chủ tịch nước",
        "Điều 42",
    ),
    (
        "huan-chuong-lao-dong-nhi",
        "Huân chương Lao động hạng Nhì",
        "commendation",
        "state",
        "Chủ tịch nước",
        "Điều 43",
    ),
    (
        "huan-chuong-lao-dong-ba",
        "Huân chương Lao động hạng Ba",
        "commendation",
        "state",
        "Chủ tịch nước",
        "Điều 44",
    ),
    (
        "bang-khen-thu-tuong",
        "Bằng khen của Thủ tướng Chính phủ",
        "commendation",
        "state",
        "Thủ tướng Chính phủ",
        "Điều 73",
    ),
    (
        "bang-khen-bo",
        "Bằng khen cấp bộ, ban, ngành",
        "commendation",
        "ministry",
        "Bộ trưởng, người đứng đầu bộ, ban, ngành",
        "Điều 74",
    ),
    (
        "co-tinh",
        "Cờ thi đua của Ủy ban nhân dân tỉnh",
        "title",
        "province",
        "Chủ tịch Ủy ban nhân dân tỉnh",
        "Điều 26, Điều 79",
    ),
    (
        "bang-khen-tinh",
        "Bằng khen của Ủy ban nhân dân tỉnh",
        "commendation",
        "province",
        "Chủ tịch Ủy ban nhân dân tỉnh",
        "Điều 74",
    ),
    (
        "tap-the-lao-dong-xuat-sac",
        "Tập thể lao động xuất sắc",
        "title",
        "province",
        "Chủ tịch Ủy ban nhân dân tỉnh",
        "Điều 27, Điều 79",
    ),
    (
        "tap-the-lao-dong-tien-tien",
        "Tập thể lao động tiên tiến",
        "title",
        "agency",
        "Thủ trưởng cơ quan, đơn vị",
        "Điều 28",
    ),
]


def add_catalogue(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    award_type = apps.get_model("awards", "AwardType")
    award_type.objects.bulk_create(
        award_type(
            code=code,
            name=name,
            kind=kind,
            level=level,
            decided_by=decided_by,
            source=f"{LAW}, {article}",
            position=position,
        )
        for position, (code, name, kind, level, decided_by, article) in enumerate(TYPES, start=1)
    )


def remove_catalogue(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    award_type = apps.get_model("awards", "AwardType")
    award_type.objects.filter(code__in=[row[0] for row in TYPES]).delete()


class Migration(migrations.Migration):
    dependencies = [("awards", "0001_catalogue_and_proposals")]

    operations = [migrations.RunPython(add_catalogue, remove_catalogue)]
