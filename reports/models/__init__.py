from reports.models.carried import CarriedPaper
from reports.models.documents import (
    DOCUMENT_KINDS,
    DOCUMENT_STATES,
    PENDING,
    RENDER_STEPS,
    Document,
)
from reports.models.issues import Issue
from reports.models.packs import PACK_STATES, Pack, PackItem
from reports.models.register_lines import ISSUE_STATES
from reports.models.signatures import ScannedCopy, Signature, SignedCopy
from reports.models.word_forms import WordForm

__all__ = [
    "DOCUMENT_KINDS",
    "DOCUMENT_STATES",
    "ISSUE_STATES",
    "PACK_STATES",
    "PENDING",
    "RENDER_STEPS",
    "CarriedPaper",
    "Document",
    "Issue",
    "Pack",
    "PackItem",
    "ScannedCopy",
    "Signature",
    "SignedCopy",
    "WordForm",
]
