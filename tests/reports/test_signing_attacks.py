"""Files that begin like the issued paper and are not that paper with one more signature."""

import io
import re
import zlib
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import FieldMDPAction, FieldMDPSpec, MDPPerm, SigFieldSpec
from pyhanko.sign.fields import append_signature_field as append_field

from accounts.errors import Invalid
from reports.models import SignedCopy
from reports.signing import reading
from reports.signing.places import fields_in
from tests.reports.signed_papers import file_of, issued_covenant, keep, keep_signed
from tests.reports.signing import Pen, person, signed
from tests.reports.test_views_verification import words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("printed_once")]
Change = Callable[[IncrementalPdfFileWriter], None]
Name, Dict, Array = generic.NameObject, generic.DictionaryObject, generic.ArrayObject
ALTERED = "có thay đổi ngoài chữ ký"


def changed(data: bytes, change: Change) -> bytes:
    """Return the file with one more revision."""
    writer = IncrementalPdfFileWriter(io.BytesIO(data))
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def page(writer: IncrementalPdfFileWriter) -> Any:
    return writer.find_page_for_modification(0)[0].get_object()


def other_page(writer: IncrementalPdfFileWriter) -> None:
    content = generic.StreamObject(stream_data=b"BT /F1 12 Tf (10 diem) Tj ET")
    page(writer)[Name("/Contents")] = writer.add_object(content)
    writer.update_container(page(writer))


def words_over_the_text(writer: IncrementalPdfFileWriter) -> None:
    note = annotation("/FreeText")
    note[Name("/Contents")] = generic.TextStringObject("100 điểm")
    add_to_page(writer, writer.add_object(note))


def a_box_to_fill(writer: IncrementalPdfFileWriter) -> None:
    box = annotation("/Widget")
    box[Name("/FT")] = Name("/Tx")
    box[Name("/T")] = generic.TextStringObject("diem")
    box[Name("/V")] = generic.TextStringObject("100")
    reference = writer.add_object(box)
    fields = writer.root["/AcroForm"]["/Fields"]
    fields.append(reference)
    writer.update_container(fields)
    add_to_page(writer, reference)


def script(writer: IncrementalPdfFileWriter) -> None:
    act = {Name("/S"): Name("/JavaScript"), Name("/JS"): generic.TextStringObject("app.alert(1)")}
    writer.root[Name("/OpenAction")] = writer.add_object(Dict(act))
    writer.update_root()


def no_script(writer: IncrementalPdfFileWriter) -> None:
    del writer.root["/OpenAction"]
    writer.update_root()


def first_signature_gone(writer: IncrementalPdfFileWriter) -> None:
    field = writer.root["/AcroForm"]["/Fields"][0]
    del field["/V"]
    writer.update_container(field)


def other_label(writer: IncrementalPdfFileWriter) -> None:
    field = writer.root["/AcroForm"]["/Fields"][1]
    field[Name("/TU")] = generic.TextStringObject("Sở khác")
    writer.update_container(field)


def annotation(kind: str) -> Any:
    box = Array(generic.NumberObject(one) for one in (100, 300, 300, 400))
    return Dict({Name("/Type"): Name("/Annot"), Name("/Subtype"): Name(kind), Name("/Rect"): box})


def add_to_page(writer: IncrementalPdfFileWriter, reference: Any) -> None:
    held = page(writer)
    held[Name("/Annots")] = Array([*held.get("/Annots", ()), reference])
    writer.update_container(held)


def refused(line, data: bytes, *, match: str) -> None:
    before = SignedCopy.objects.count()

    with pytest.raises(Invalid, match=match):
        keep(line, data)

    assert SignedCopy.objects.count() == before


ALTERATIONS = [other_page, words_over_the_text, a_box_to_fill, other_label]


@pytest.mark.parametrize("change", ALTERATIONS)
def test_a_page_that_is_changed_before_it_is_signed_is_refused(change):
    line, *_ = issued_covenant()

    refused(line, signed(changed(file_of(line), change)), match=ALTERED)


@pytest.mark.parametrize("change", [*ALTERATIONS, first_signature_gone])
def test_a_page_that_is_changed_after_it_was_signed_is_refused(change):
    line, *_ = issued_covenant()
    data = signed(file_of(line))

    refused(line, changed(data, change), match=ALTERED)
    refused(line, signed(changed(data, change), pen=Pen(field="ky-02")), match=ALTERED)


def test_a_signature_that_is_kept_here_is_not_taken_out_again():
    line, *_ = issued_covenant()
    kept = file_of(keep_signed(line, 1))

    stripped = signed(changed(kept, first_signature_gone), pen=Pen(field="ky-02"))

    refused(line, stripped, match=ALTERED)


@pytest.mark.parametrize("later", [None, no_script])
def test_what_acts_by_itself_is_refused_also_where_a_later_revision_hides_it(later):
    line, *_ = issued_covenant()
    data = changed(file_of(line), script)
    if later is not None:
        data = changed(data, later)

    refused(line, signed(data), match="chứa mã lệnh")


def test_a_signature_drawn_over_the_page_is_refused():
    line, *_ = issued_covenant()
    base = file_of(line)

    refused(line, signed(base, pen=Pen(field="x", box=(60, 100, 500, 700))), match="quá lớn")
    assert keep(line, signed(base, pen=Pen(field="x", box=(60, 100, 200, 160)))).number == 1


@pytest.mark.parametrize("middle", ["in-its-own-place", "between"])
def test_a_signature_drawn_over_a_neighbour_s_place_is_refused(middle):
    line, *_ = issued_covenant()
    base = file_of(line)
    first, second, *_ = fields_in(base)
    left, bottom, right, top = (round(one) for one in first.box)
    begin = left if middle == "in-its-own-place" else right - 20
    end = round(second.box[0]) + 5

    pen = Pen(field="x", box=(begin, top - 20, end, top), page=first.page)

    assert pen.box[0] < right
    refused(line, signed(base, pen=pen), match=f"nằm lên chỗ ký của {re.escape(second.label)}")
    beside = replace(pen, box=(left, bottom, right, top))
    assert keep(line, signed(base, pen=beside)).signatures.get().place == first.label


def test_a_signature_that_was_taken_before_the_rule_stays(monkeypatch):
    line, *_ = issued_covenant()
    first, second, *_ = fields_in(file_of(line))
    box = (round(first.box[2]) - 20, round(first.box[1]), round(second.box[0]) + 5, 500)
    with monkeypatch.context() as patch:
        patch.setattr(reading, "covered_place", lambda *_: None)
        keep(line, signed(file_of(line), pen=Pen(field="x", box=box, page=first.page)))

    assert keep_signed(line, 3).signatures.get().place


def test_a_field_that_calls_itself_prepared_is_nobody_s_place():
    line, *_ = issued_covenant()
    spec = SigFieldSpec("ky-99", box=(60, 100, 160, 140), readable_field_name="Sở khác")
    data = changed(file_of(line), lambda writer: append_field(writer, spec))

    (one,) = keep(line, signed(data, pen=Pen(field="ky-99"))).signatures.all()

    assert one.place == ""


def test_a_field_with_an_endless_name_is_refused():
    line, *_ = issued_covenant()
    first, second = (
        Pen(field=f"{'x' * 200}{end}", box=(60, low, 160, low + 40))
        for end, low in (("1", 100), ("2", 200))
    )

    refused(line, signed(signed(file_of(line), pen=first), pen=second), match="quá 200 ký tự")


def test_what_cannot_be_seen_in_a_certificate_s_name_is_left_out():
    line, *_ = issued_covenant()
    who = person("Cục\0 Thuế\u202e", "Bộ\n Tài chính")

    (one,) = keep(line, signed(file_of(line), who)).signatures.all()

    assert (one.signer, one.organisation) == ("Cục Thuế", "Bộ Tài chính")


CLOSING = {"docmdp_permissions": MDPPerm.NO_CHANGES}


def test_a_signature_that_closes_the_paper_is_refused_while_others_are_to_sign():
    line, *_ = issued_covenant(2)
    base = file_of(line)

    refused(line, signed(base, pen=Pen(certify=True, settings=CLOSING)), match="khóa văn bản")
    open_to_more = Pen(certify=True, settings={"docmdp_permissions": MDPPerm.FILL_FORMS})
    keep(line, signed(base, pen=open_to_more))
    keep_signed(line, 2)
    assert line.signed_copies.count() == 2


def test_the_last_one_may_close_the_paper_and_nobody_signs_after():
    line, *_ = issued_covenant(1)
    kept = keep(line, signed(file_of(line), pen=Pen(certify=True, settings=CLOSING)))

    spec = SigFieldSpec("x", box=(60, 100, 160, 140))
    more = changed(file_of(kept), lambda writer: append_field(writer, spec))
    refused(line, more, match="có thay đổi ngoài chữ ký")


def test_a_field_that_locks_the_others_closes_the_paper():
    line, *_ = issued_covenant(2)
    lock = FieldMDPSpec(FieldMDPAction.ALL)
    spec = SigFieldSpec("x", box=(60, 100, 160, 140), field_mdp_spec=lock)
    data = changed(file_of(line), lambda writer: append_field(writer, spec))

    refused(line, signed(data, pen=Pen(field="x")), match="khóa văn bản")


def test_a_revision_that_unpacks_without_end_is_refused_in_a_moment():
    line, *_ = issued_covenant()
    base = file_of(line)
    reader = PdfFileReader(io.BytesIO(base))
    root = reader.trailer.raw_get("/Root").idnum
    packed = zlib.compress(b"\0" * 300_000_000, 9)
    table = (
        f"\n990 0 obj\n<</Type/XRef/W[1 4 2]/Index[0 42000000]/Size 42000000/Root {root} 0 R"
        f"/Prev {base.rindex(b'xref')}/Length {len(packed)}/Filter/FlateDecode>>\nstream\n"
    ).encode()
    at = len(base) + 1
    bomb = base + table + packed + f"\nendstream\nendobj\nstartxref\n{at}\n%%EOF\n".encode()

    refused(line, bomb, match="Tệp")


def test_many_revisions_are_refused():
    line, *_ = issued_covenant()

    refused(line, signed(file_of(line)) + b"%%EOF\n" * 30, match="quá nhiều lần lưu")


def test_what_follows_the_end_is_refused():
    line, *_ = issued_covenant()

    refused(line, signed(file_of(line)) + b"MZ" * 50, match="không đọc được")


@pytest.mark.parametrize(
    ("claimed", "told"),
    [
        ("D:99991231235900Z", "không ghi giờ ký"),
        ("D:00010101000000+14'00'", "không ghi giờ ký"),
        ("D:20230224093000", "09:30 24/02/2023"),
        ("D:20230224023000Z", "09:30 24/02/2023"),
    ],
)
def test_a_time_that_a_signer_claims_breaks_no_page(client, monkeypatch, claimed, told):
    line, *_ = issued_covenant()
    text = generic.TextStringObject(claimed)
    monkeypatch.setattr("pyhanko.sign.signers.pdf_byterange.pdf_date", lambda _: text)

    keep(line, signed(file_of(line)))

    assert told in words(client.get(f"/xac-minh/{line.code}"))
