"""Signed states are still PDF/A-2a by the measures that the issued file is held to."""

import io
from dataclasses import dataclass

import pikepdf
import pytest
from PIL import Image

from reports.render.pdf import pdf_bytes
from reports.signing.archive import (
    FACE_MISSING,
    NO_CLAIM,
    NO_LOOK,
    NOT_PRINTED,
    archive_faults,
)
from tests.drills.test_papers import OUR_FACES
from tests.reports import layout
from tests.reports.layout_cases import CASES
from tests.reports.signing import Pen, person, signed
from tests.reports.test_issued_printed import WITHOUT_NUMBER

# Who signs may add to what is said of the file (pyHanko tells its own name and the time).
SAID = ("pdfaid:part", "pdfaid:conformance", "dc:title", "dc:language")
ACTS = ("/JavaScript", "/JS", "/OpenAction", "/AA", "/Launch", "/EmbeddedFiles")


@dataclass(frozen=True)
class Archived:
    """What an archive looks at in a file."""

    faces: frozenset[str]
    said: tuple[str, ...]
    colours: list[bytes]
    language: str
    is_marked: bool
    has_tags: bool
    pages: tuple[bytes, ...]
    acts: frozenset[str]

    @classmethod
    def of(cls, data: bytes) -> "Archived":
        with pikepdf.open(io.BytesIO(data)) as pdf:
            root, meta = pdf.Root, pdf.open_metadata()
            names = (list(one.keys()) for one in pdf.objects if isinstance(one, pikepdf.Dictionary))
            return cls(
                faces=frozenset(layout.font_names(data)),
                said=tuple(str(meta.get(name)) for name in SAID),
                colours=[one.DestOutputProfile.read_bytes() for one in root.OutputIntents],
                language=str(root.Lang),
                is_marked=bool(root.MarkInfo.Marked),
                has_tags="/StructTreeRoot" in root,
                pages=tuple(content_of(page) for page in pdf.pages),
                acts=frozenset(name for held in names for name in held) & frozenset(ACTS),
            )


def content_of(page: pikepdf.Page) -> bytes:
    page.contents_coalesce()
    return page.Contents.read_bytes()


@pytest.fixture(scope="module")
def issued() -> bytes:
    return pdf_bytes(CASES["giao-uoc"].small(), WITHOUT_NUMBER)


def test_ten_signatures_leave_all_that_makes_the_file_one_for_the_archive(issued):
    before = Archived.of(issued)
    data = issued
    for number in range(1, 11):
        prepared = number <= 4
        box = None if prepared else (60 + 40 * number, 60, 95 + 40 * number, 90)
        pen = Pen(field=f"ky-{number:02d}", box=box, stamped=number % 2 == 0, drawn=True)
        data = signed(data, person(), pen)

    after = Archived.of(data)

    assert after == before
    assert before.faces <= OUR_FACES
    assert before.acts == frozenset()
    assert after.said[:2] == ("2", "A")
    assert archive_faults(issued) == archive_faults(data) == []
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert len(pdf.Root.AcroForm.Fields) == 10
        assert "/NeedAppearances" not in pdf.Root.AcroForm
        assert not pdf.is_encrypted


def test_words_in_a_face_that_is_not_embedded_are_told(issued):
    data = signed(issued)

    assert archive_faults(data) == [FACE_MISSING.format(name="Courier")]


def test_a_picture_alone_keeps_the_format_of_the_archive(issued):
    """What the guide advises who signs: a hand's strokes or a seal, on a clear ground."""
    seal = Image.new("RGBA", (200, 200), (200, 0, 0, 120))

    data = signed(issued, pen=Pen(picture=seal))

    assert archive_faults(data) == []
    assert layout.font_names(data) == layout.font_names(issued)


def changed(data: bytes, change) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        change(pdf, pdf.Root.AcroForm.Fields[0])
        pdf.save(out)
    return out.getvalue()


def unclaimed(pdf, _) -> None:
    with pdf.open_metadata(set_pikepdf_as_editor=False) as meta:
        del meta["pdfaid:part"]


def hidden(_, field) -> None:
    field.F = 4 | 2


def unprinted(_, field) -> None:
    del field["/F"]


def bare(_, field) -> None:
    del field["/AP"]


def nested(pdf, field, **parts) -> None:
    """Put a font in a form in the form of the look."""
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, BaseFont=pikepdf.Name.Arial, **parts)
    inner = pdf.make_stream(b"", Resources=pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font)))
    field.AP.N.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(X=inner))


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (unclaimed, NO_CLAIM),
        (hidden, NOT_PRINTED),
        (unprinted, NOT_PRINTED),
        (bare, NO_LOOK),
        (nested, FACE_MISSING.format(name="Arial")),
    ],
)
def test_what_the_archive_would_not_take_is_told(issued, change, fault):
    assert archive_faults(changed(issued, change)) == [fault]


def test_words_in_a_face_that_comes_with_the_file_keep_the_format(issued):
    def with_face(pdf, field) -> None:
        face = pikepdf.Dictionary(FontFile2=pdf.make_stream(b"face"))
        nested(pdf, field, FontDescriptor=face)

    assert archive_faults(changed(issued, with_face)) == []


@pytest.mark.parametrize("odd", [pikepdf.Name.X, pikepdf.Array([1]), 7])
@pytest.mark.parametrize("where", ["/AP", "/Resources", "/Font"])
def test_a_look_of_an_odd_shape_breaks_nothing(issued, odd, where):
    def spoil(_, field) -> None:
        look = field.AP.N
        held = {"/AP": field, "/Resources": look, "/Font": look.Resources}[where]
        held[where] = odd

    assert archive_faults(changed(issued, spoil)) in ([], [NO_LOOK])
