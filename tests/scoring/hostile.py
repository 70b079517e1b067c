"""Files made in memory: good ones, broken ones and hostile ones. Nothing is stored in git."""

import hashlib
import io
import struct
import zipfile
import zlib

import pikepdf
from openpyxl import Workbook
from PIL import Image
from PIL.PngImagePlugin import PngInfo

DOCX_TYPES = (
    '<?xml version="1.0"?><Types '
    'xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
)
DOCUMENT = (
    '<?xml version="1.0"?><w:document '
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body/></w:document>'
)
RELS = (
    '<?xml version="1.0"?><Relationships xmlns='
    '"http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
)
PARTS = {"[Content_Types].xml": DOCX_TYPES, "word/document.xml": DOCUMENT}
_HA = "".join(f'<!ENTITY h{n} "{f"&h{n - 1};" * 10}">' for n in range(1, 10))
LAUGHS = f'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY h0 "ha">{_HA}]><w>&h9;</w>'


def pdf(*, pages=1, change=None, **saving):
    """Return a PDF of blank pages; ``change`` gets the open document."""
    out = io.BytesIO()
    with pikepdf.new() as document:
        for _ in range(pages):
            document.add_blank_page()
        if change:
            change(document)
        document.save(out, **saving)
    return out.getvalue()


def javascript(document):
    action = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
    document.Root.OpenAction = document.make_indirect(action)


def javascript_in_names(document):
    tree = pikepdf.Dictionary(Names=[pikepdf.String("x"), pikepdf.Dictionary()])
    document.Root.Names = pikepdf.Dictionary(JavaScript=tree)


def launch(document):
    action = pikepdf.Dictionary(S=pikepdf.Name.Launch, F="cmd.exe")
    annotation = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=action
    )
    document.pages[0].Annots = document.make_indirect(pikepdf.Array([annotation]))


def embedded_file(document):
    document.attachments["ma-doc.exe"] = b"MZ"


def file_annotation(document):
    annotation = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.FileAttachment, Rect=[0, 0, 9, 9]
    )
    document.pages[0].Annots = pikepdf.Array([annotation])


def dynamic_form(document):
    document.Root.AcroForm = pikepdf.Dictionary(XFA=pikepdf.String("x"), Fields=[])


def submitting_form(document):
    action = pikepdf.Dictionary(S=pikepdf.Name.SubmitForm, F="http://x.invalid")
    document.pages[0].AA = pikepdf.Dictionary(O=action)


def plain_links(document):
    """Open at the last page; lead from the first to an address."""
    action = pikepdf.Dictionary(S=pikepdf.Name.URI, URI="http://x.invalid")
    annotation = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=action
    )
    document.pages[0].Annots = pikepdf.Array([annotation])
    document.Root.OpenAction = pikepdf.Array([document.pages[0].obj, pikepdf.Name.Fit])


ACTING = [
    javascript,
    javascript_in_names,
    launch,
    embedded_file,
    file_annotation,
    dynamic_form,
    submitting_form,
]


def archive(entries, *, compression=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as target:
        for name, content in entries.items():
            target.writestr(name, content)
    return out.getvalue()


def docx():
    return archive(PARTS)


def with_part(name, text):
    return archive({**PARTS, name: text})


def xlsx(value="Kết quả"):
    out = io.BytesIO()
    workbook = Workbook()
    workbook.active["A1"] = value
    workbook.save(out)
    return out.getvalue()


def repacked(data, change):
    """Return the archive with its parts changed by ``change(name, bytes)``."""
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        return archive({name: change(name, source.read(name)) for name in source.namelist()})


def image(form="JPEG", size=(32, 24), mode="RGB", **saving):
    out = io.BytesIO()
    Image.new(mode, size, "red" if mode == "RGB" else 0).save(out, form, **saving)
    return out.getvalue()


def located_photo():
    """Return a photo that says where it was taken and by which device."""
    exif = Image.Exif()
    exif[0x010F] = "Máy ảnh"
    exif[0x0112] = 6  # lies on its side
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (11.0, 18.0, 0.0)
    return image(exif=exif.tobytes(), comment=b"bi mat")


def titled_picture():
    """Return a picture with a text and one transparent colour."""
    texts = PngInfo()
    texts.add_text("Comment", "bi mat")
    return image("PNG", mode="P", pnginfo=texts, transparency=0)


def claimed_png(width, height):
    """Return a PNG of a few bytes that claims more pixels than it has."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(b"\0" * 1000)), (b"IEND", b"")]
    written = [
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in chunks
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(written)


def damaged_pixels(data):
    """Return the PNG with one pixel's byte turned, which unpacks all the same."""
    place = data.index(b"IDAT") + 4 + 9
    return data[:place] + bytes([data[place] ^ 0x10]) + data[place + 1 :]


def damaged(data):
    """Return the archive with one byte of its second part turned."""
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        entry = source.infolist()[1]
    place = entry.header_offset + 30 + len(entry.filename) + entry.compress_size // 2
    return data[:place] + bytes([data[place] ^ 0xFF]) + data[place + 1 :]


def with_lying_sizes(data, name, *, claimed):
    """Return the archive whose headers say that the part unpacks to ``claimed`` bytes."""
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        entry = source.getinfo(name)
    true, lie = struct.pack("<I", entry.file_size), struct.pack("<I", claimed)
    assert data.count(true) >= 2
    return data.replace(true, lie)


def with_shared_bytes(*, copies):
    """Return an archive in which many names of the directory lead to the same bytes."""
    data = with_part("word/aa.xml", random_text(200_000))
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        start = source.start_dir
    end = data.rindex(b"PK\x05\x06")
    place = data.index(b"PK\x01\x02", data.rindex(b"word/document.xml"))
    entry = data[place:end]
    more = b"".join(entry.replace(b"aa.xml", f"{n:02}.xml".encode()) for n in range(copies))
    directory = data[start:end] + more
    count = 3 + copies
    tail = struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, count, count, len(directory), start, 0)
    return data[:start] + directory + tail


def random_text(size):
    """Return text that hardly packs, the same every time."""
    blocks = (hashlib.sha256(str(n).encode()).hexdigest() for n in range(size // 64))
    return f"<a>{''.join(blocks)}</a>"


def pdf_in_one_stream(*, padding):
    """Return a sound PDF of one page whose objects lie in a stream that unpacks to much."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
    ]
    starts = [sum(map(len, objects[:n])) for n in range(3)]
    index = b" ".join(b"%d %d" % (n + 1, start) for n, start in enumerate(starts)) + b" "
    packed = packed_with_blanks(index + b"".join(objects), padding)
    body = b"%PDF-1.7\n"
    stream_at = len(body)
    body += b"4 0 obj\n<</Type/ObjStm/N 3/First %d/Filter/FlateDecode/Length %d>>stream\n" % (
        len(index),
        len(packed),
    )
    body += packed + b"\nendstream\nendobj\n"
    table_at = len(body)
    rows = [(0, 0, 0), *((2, 4, n) for n in range(3)), (1, stream_at, 0), (1, table_at, 0)]
    table = b"".join(struct.pack(">BIB", *row) for row in rows)
    body += b"5 0 obj\n<</Type/XRef/Size 6/W[1 4 1]/Root 1 0 R/Length %d>>stream\n" % len(table)
    body += table + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % table_at
    return body


def packed_with_blanks(text, padding):
    packer = zlib.compressobj(9)
    blanks = b" " * 1_000_000
    pieces = [packer.compress(text), *(packer.compress(blanks) for _ in range(padding))]
    return b"".join([*pieces, packer.flush()])
