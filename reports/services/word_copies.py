"""Word copies of papers, made when somebody asks for one; nothing is stored but who took it."""

import hashlib
import logging

from django.db import transaction

from accounts import audit
from accounts.errors import NotAllowed
from accounts.models import User
from reports.models import Document
from reports.papers import ContentError
from reports.render.fonts import FontsMissingError
from reports.selectors.word_forms import word_of
from reports.states import DocumentState

log = logging.getLogger("reports.word")

_NOT_READY = "Văn bản chưa lập xong nên chưa tải về được."
_UNREADABLE = "Nội dung đã lưu không khớp với mẫu văn bản hiện hành. Đề nghị lập văn bản mới."
_NO_FONTS = "Máy chủ thiếu phông chữ nên chưa lập được bản Word. Đề nghị báo người quản trị."


def word_copy(*, document: Document, actor: User) -> bytes:
    """Return the paper as a Word file, and note who took a copy out of the system.

    Raises:
        NotAllowed: the paper is not made yet, or can no longer be set.
    """
    if document.state != DocumentState.READY:
        raise NotAllowed(_NOT_READY)
    data = made_word_copy(document)
    record_word_copy(document=document, data=data, actor=actor)
    return data


def made_word_copy(document: Document) -> bytes:
    """Return the paper as a Word file; the same document gives the same bytes.

    Raises:
        NotAllowed: the paper can no longer be set.
    """
    try:
        return word_of(document)
    except ContentError as error:
        raise NotAllowed(_UNREADABLE) from error
    except FontsMissingError as error:
        log.exception("no fonts for the Word copy of document %s", document.pk)
        raise NotAllowed(_NO_FONTS) from error


@transaction.atomic
def record_word_copy(*, document: Document, data: bytes, actor: User) -> None:
    """Note who took a Word copy of a paper, and which bytes."""
    audit.record(
        actor=actor,
        action="document.download",
        subject=document,
        before={},
        after={"sha256": hashlib.sha256(data).hexdigest(), "format": "docx"},
    )
