from django.db import migrations, models

from blocs.migrations._revisions_never_change import guard, unguard

FORMER = [
    ("situation", "Đặc điểm tình hình"),
    ("advantages", "Thuận lợi"),
    ("difficulties", "Khó khăn"),
    ("political_tasks", "Nhiệm vụ chính trị"),
    ("party_building", "Xây dựng Đảng, chính quyền, đoàn thể"),
    ("movements", "Phong trào thi đua"),
    ("commendation", "Công tác khen thưởng"),
    ("bloc_activities", "Hoạt động của khối, cụm"),
    ("limitations", "Hạn chế, nguyên nhân"),
    ("next_year", "Phương hướng năm sau"),
    ("review", "Bình xét"),
    ("recommendations", "Kiến nghị, đề xuất"),
]
SECTIONS = [
    *FORMER,
    ("second_half", "Sơ kết: nhiệm vụ thời gian còn lại"),
    ("covenant_aims", "Giao ước: mục tiêu, phương hướng chung"),
    ("covenant_tasks", "Giao ước: thực hiện nhiệm vụ chính trị"),
    ("covenant_building", "Giao ước: xây dựng Đảng, chính quyền, đoàn thể"),
    ("covenant_movements", "Giao ước: phong trào thi đua"),
    ("covenant_targets", "Giao ước: chỉ tiêu, danh hiệu phấn đấu"),
    ("covenant_duties", "Giao ước: tổ chức thực hiện"),
    ("covenant_pledge", "Giao ước: cam kết"),
    ("covenant_copies", "Giao ước: số bản và nơi giữ"),
    ("invitation_notes", "Giấy mời: lời đề nghị"),
    ("reminder_request", "Công văn đôn đốc: lời đề nghị"),
    ("submission_grounds", "Tờ trình: căn cứ"),
    ("submission_opening", "Tờ trình: quá trình bình xét, đề nghị"),
    ("submission_pledge", "Tờ trình: cam kết"),
    ("achievement_profile", "Báo cáo thành tích: đặc điểm, tình hình"),
    ("achievement_duties", "Báo cáo thành tích: chức năng, nhiệm vụ"),
    ("achievement_means", "Báo cáo thành tích: biện pháp, nguyên nhân"),
    ("achievement_conduct", "Báo cáo thành tích: chấp hành chủ trương"),
]


def forget_sections(apps, schema_editor):
    """Go back to what the older words can say: the own words of the other papers are lost."""
    alias, former = schema_editor.connection.alias, [value for value, _ in FORMER]
    for model in ("Statement", "SectionRevision"):
        rows = apps.get_model("blocs", model).objects.using(alias)
        rows.exclude(section__in=former).delete()


def _valid(name):
    values = [value for value, _ in SECTIONS]
    return models.CheckConstraint(condition=models.Q(("section__in", values)), name=name)


class Migration(migrations.Migration):
    """Other papers than the reports have words of their own too."""

    dependencies = [("blocs", "0016_kinds_of_targets")]

    operations = [
        migrations.RunPython(unguard, guard),
        migrations.RemoveConstraint("sectionrevision", "revision_section_valid"),
        migrations.RemoveConstraint("statement", "statement_section_valid"),
        migrations.RunPython(migrations.RunPython.noop, forget_sections),
        migrations.AlterField(
            model_name="sectionrevision",
            name="section",
            field=models.CharField(choices=SECTIONS, max_length=20),
        ),
        migrations.AlterField(
            model_name="statement",
            name="section",
            field=models.CharField(choices=SECTIONS, max_length=20),
        ),
        migrations.AddConstraint("sectionrevision", _valid("revision_section_valid")),
        migrations.AddConstraint("statement", _valid("statement_section_valid")),
        migrations.RunPython(guard, unguard),
    ]
