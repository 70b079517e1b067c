"""Images: measured before they are unpacked, then written anew without what cameras add."""

import io
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager

from PIL import Image, ImageFile, ImageOps, UnidentifiedImageError

from scoring.uploads import faults
from scoring.uploads.faults import UploadFault

MAX_PIXELS = 50_000_000
# Pillow warns at its own limit before ours can be asked; ours is the lower one.
_TOO_LARGE = (Image.DecompressionBombError, Image.DecompressionBombWarning)
_BROKEN = (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, TypeError)
_PHOTO_QUALITY = 90
_SWITCH = threading.Lock()  # one setting for all threads


def clean_jpeg(data: bytes) -> bytes:
    """Return the photo upright and without its metadata, or raise UploadFault."""
    if not data.startswith(b"\xff\xd8\xff"):
        raise UploadFault(faults.WRONG_CONTENT)
    return _rewritten(data, "JPEG")


def clean_png(data: bytes) -> bytes:
    """Return the picture without its metadata, or raise UploadFault."""
    if not data.startswith(b"\x89PNG\r\n\x1a\n"):
        raise UploadFault(faults.WRONG_CONTENT)
    return _rewritten(data, "PNG")


def _rewritten(data: bytes, form: str) -> bytes:
    if zipfile.is_zipfile(io.BytesIO(data)):
        raise UploadFault(faults.WRONG_CONTENT)
    try:
        with Image.open(io.BytesIO(data), formats=[form]) as image:
            if image.width * image.height > MAX_PIXELS:
                raise UploadFault(faults.TOO_MANY_PIXELS)
            _verify(data, form)
            with _no_truncation():
                image.load()
            return _written(ImageOps.exif_transpose(image), form)
    except _TOO_LARGE as error:
        raise UploadFault(faults.TOO_MANY_PIXELS) from error
    except _BROKEN as error:
        raise UploadFault(faults.BROKEN) from error


def _verify(data: bytes, form: str) -> None:
    """Compare the checksums of a picture's parts, which loading its pixels does not look at."""
    with Image.open(io.BytesIO(data), formats=[form]) as image:
        image.verify()


@contextmanager
def _no_truncation() -> Iterator[None]:
    """Have Pillow refuse half an image: WeasyPrint switches that off for its whole process."""
    with _SWITCH:
        before = ImageFile.LOAD_TRUNCATED_IMAGES
        ImageFile.LOAD_TRUNCATED_IMAGES = False
        try:
            yield
        finally:
            ImageFile.LOAD_TRUNCATED_IMAGES = before


def _written(image: Image.Image, form: str) -> bytes:
    """Write the pixels and, for a picture, what makes some of them transparent."""
    image.info = {key: value for key, value in image.info.items() if key == "transparency"}
    out = io.BytesIO()
    if form == "JPEG":
        image.save(out, format=form, quality=_PHOTO_QUALITY, exif=b"")
    else:
        image.save(out, format=form, exif=b"")
    return out.getvalue()
