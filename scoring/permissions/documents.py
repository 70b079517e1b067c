"""Who may change an agency's register of documents."""

from accounts.verdicts import YES, Verdict, no
from blocs.standing import Standing
from scoring.models import EvidenceDocument

_NOT_OURS = no("Chỉ người được phân công của đơn vị mới sửa sổ tài liệu của đơn vị.")


def can_edit_document(standing: Standing, document: EvidenceDocument) -> Verdict:
    """Say whether the person may correct a document's data.

    What was put forward with a sheet that was sent stays as the appraisers read it.
    """
    if not _is_ours(standing, document):
        return _NOT_OURS
    if document.uses.filter(line__sheet__submitted_at__isnull=False).exists():
        return no("Tài liệu đã gửi kèm phiếu chấm điểm nên không sửa được thông tin.")
    return YES


def can_remove_document(standing: Standing, document: EvidenceDocument) -> Verdict:
    """Say whether the person may take a document out of the register."""
    if not _is_ours(standing, document):
        return _NOT_OURS
    if document.uses.exists():
        return no("Tài liệu đang là minh chứng của tiêu chí nên không xóa khỏi sổ được.")
    return YES


def _is_ours(standing: Standing, document: EvidenceDocument) -> bool:
    return standing.is_system or document.agency_id in standing.agency_ids
