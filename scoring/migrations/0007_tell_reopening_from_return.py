"""Tell an appraisal that was opened again from a sheet that went back to its agency.

Both were kept alike before. The audit knows which is which: it has one line for each, in the
same order and with the same reason.
"""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def find_reopenings(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Mark the rows whose line in the audit says that the appraisal was opened again."""
    backs = apps.get_model("scoring", "SheetReturn").objects.filter(by_own_head=False)
    events = apps.get_model("accounts", "AuditEvent").objects.filter(
        action__in=["sheet.return", "sheet.reopen"], subject_type="scoring.scoresheet"
    )
    for sheet_id in backs.order_by().values_list("sheet", flat=True).distinct():
        told = list(
            events.filter(subject_id=str(sheet_id)).order_by("id").values_list("action", "reason")
        )
        for back in backs.filter(sheet=sheet_id).order_by("returned_at", "id"):
            place = next((i for i, (_, reason) in enumerate(told) if reason == back.reason), None)
            if place is None:
                continue
            if told.pop(place)[0] == "sheet.reopen":
                back.is_reopening = True
                back.save(update_fields=["is_reopening"])


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_users_and_audit"),
        ("scoring", "0006_results_of_the_province_and_titles"),
    ]

    operations = [
        migrations.AddField(
            model_name="sheetreturn",
            name="is_reopening",
            field=models.BooleanField(default=False),
        ),
        # What the column says goes with it.
        migrations.RunPython(find_reopenings, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="sheetreturn",
            constraint=models.CheckConstraint(
                condition=models.Q(("by_own_head", True), ("is_reopening", True), _negated=True),
                name="return_of_one_kind",
            ),
        ),
    ]
