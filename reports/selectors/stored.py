"""A stored paper, as it was when it was asked for."""

from reports.models import Document
from reports.papers import PAPERS, Imprint, Paper, unpacked

UNREADABLE = "Nội dung đã lưu không khớp với mẫu văn bản hiện hành. Đề nghị lập văn bản mới."


def stored_paper(document: Document) -> tuple[Paper, Imprint | None]:
    """Return the paper of a document, and number, day and code where it is issued.

    Raises:
        ContentError: what is stored does not fit today's kinds of papers.
    """
    paper = PAPERS[document.kind].from_content(document.content)
    if document.imprint is None:
        return paper, None
    return paper, unpacked(Imprint, document.imprint, "imprint")
