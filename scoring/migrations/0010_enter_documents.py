"""What the lines refer to is entered in the register; equal data and file are one document."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

FACTS = ("file_id", "title", "number", "issued_on", "issuer")


def enter_documents(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Enter what the lines refer to; equal data and the same file of one agency are one."""
    Evidence = apps.get_model("scoring", "Evidence")
    EvidenceDocument = apps.get_model("scoring", "EvidenceDocument")
    known: dict[tuple[object, ...], int] = {}
    for evidence in Evidence.objects.select_related("line__sheet").order_by("pk"):
        agency_id = evidence.line.sheet.agency_id
        values = {name: getattr(evidence, name) for name in FACTS}
        key = (agency_id, *values.values())
        if (
            key not in known
            or Evidence.objects.filter(line=evidence.line_id, document=known[key]).exists()
        ):
            known[key] = EvidenceDocument.objects.create(agency_id=agency_id, **values).pk
        evidence.document_id = known[key]
        evidence.save(update_fields=["document"])


def return_data(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Write each document's data back into the lines that refer to it."""
    Evidence = apps.get_model("scoring", "Evidence")
    for evidence in Evidence.objects.select_related("document").order_by("pk"):
        for name in FACTS:
            setattr(evidence, name, getattr(evidence.document, name))
        evidence.save(update_fields=[name.removesuffix("_id") for name in FACTS])


class Migration(migrations.Migration):
    dependencies = [("scoring", "0009_register_of_documents")]

    operations = [migrations.RunPython(enter_documents, return_data)]
