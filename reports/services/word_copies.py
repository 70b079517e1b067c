"""Word copies of papers, made when somebody asks for one; nothing is stored but who took it."""

import logging

from accounts.errors import NotAllowed
from accounts.models import User
from reports.models import Document
from reports.papers import ContentError
from reports.render.fonts import FontsMissingError
from reports.selectors.stored import UNREADABLE
from reports.selectors.word_forms import word_of
from reports.services.documents import record_download
from reports.states import DocumentState

log = logging.getLogger("reports.word")

_NOT_READY = "Văn bản chưa lập xong nên chưa tải về được."
_ISSUED_ON_OLD_FORM = (
    "Văn bản ban hành theo mẫu trước đây nên không lập được bản Word. Tệp PDF đã ban hành vẫn tải "
    "về được."
)
_NO_FONTS = "Máy chủ thiếu phông chữ nên chưa lập được bản Word. Đề nghị báo người quản trị."


def word_copy(*, document: Document, actor: User) -> bytes:
    """Return the paper as a Word file, and note who took a copy out of the system.

    The same document gives the same bytes.

    Raises:
        NotAllowed: the paper is not made yet, or can no longer be set.
    """
    if document.state != DocumentState.READY:
        raise NotAllowed(_NOT_READY)
    try:
        data = word_of(document)
    except ContentError as error:
        raise NotAllowed(_ISSUED_ON_OLD_FORM if document.is_issued else UNREADABLE) from error
    except FontsMissingError as error:
        log.exception("no fonts for the Word copy of document %s", document.pk)
        raise NotAllowed(_NO_FONTS) from error
    record_download(document=document, actor=actor, word=data)
    return data
