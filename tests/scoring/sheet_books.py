"""What the tests of a sheet's workbook share: download, fill in, send, confirm."""

import io
from decimal import Decimal

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from accounts.models import AuditEvent
from blocs.states import Stage
from scoring.services.claims import save_line
from scoring.spreadsheets.sheet_columns import SCORES
from tests.factories import make_bloc_year, make_editor, make_sheet
from tests.scoring.pages import sheet_page, text_of, value_of


def editor_s_sheet(client):
    """Return a sheet whose points are typed, its editor signed in. Rows: I.1 is 3, II.1 is 6."""
    season, agencies = make_bloc_year(3, stage=Stage.SELF_SCORING)
    found = make_sheet(season, agencies[2], points={"I.1": "38.5", "I.2": "20"})
    client.force_login(make_editor(found.agency))
    return found


def exported(client, sheet):
    answer = client.get(sheet_page("sheet-workbook", sheet))
    assert answer.status_code == 200
    return answer.content


def filled(data, **changes):
    """Return the workbook after typing values into cells of the scores."""
    book = load_workbook(io.BytesIO(data))
    for place, value in changes.items():
        book[SCORES][place] = value
    return saved(book)


def saved(book):
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def send(client, sheet, data, name="phieu.xlsx"):
    upload = SimpleUploadedFile(name, data)
    return client.post(sheet_page("sheet-import", sheet), {"upload": upload})


def confirm(client, sheet, answer):
    form = {"held": value_of(answer, "held")}
    return client.post(sheet_page("sheet-import-confirm", sheet), form, follow=True)


def refused(client, sheet, data):
    """Return what the page says of a workbook that it refuses; nothing is recorded."""
    events = AuditEvent.objects.count()
    answer = send(client, sheet, data)
    assert answer.status_code == 422
    assert AuditEvent.objects.count() == events
    return text_of(answer)


def save(line, points, actor=None):
    save_line(
        line_id=line.pk,
        seen_version=line.version,
        points=Decimal(points),
        explanation=line.explanation,
        actor=actor,
    )
