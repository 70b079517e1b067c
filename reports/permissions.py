"""Who may have papers made; each answer carries its reason."""

from accounts.verdicts import YES, Verdict, no
from blocs.models import Season
from blocs.permissions import Seats, is_secretariat
from blocs.standing import Standing
from reports.models import Document
from reports.states import DocumentState


def can_ask_for_paper(standing: Standing, season: Season, seats: Seats) -> Verdict:
    """Say whether the person may have papers of the season made, also after its end."""
    if standing.is_system or standing.manages.covers(season.bloc):
        return YES
    if is_secretariat(standing, seats):
        return YES
    return no("Chỉ đơn vị Trưởng khối hoặc cơ quan thi đua, khen thưởng tỉnh được lập văn bản.")


def can_retry_document(standing: Standing, document: Document, seats: Seats) -> Verdict:
    """Say whether the person may have a failed paper made again."""
    if document.state != DocumentState.FAILED:
        return no("Chỉ lập lại được văn bản đã báo không lập được.")
    return can_ask_for_paper(standing, document.season, seats)
