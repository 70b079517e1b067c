"""The words that the columns of this app may hold."""

from enum import StrEnum


class DocumentState(StrEnum):
    QUEUED = "queued"
    RUNNING = "running"
    READY = "ready"
    FAILED = "failed"


class DocumentKind(StrEnum):
    SUMMARY_REPORT = "bao-cao-tong-ket"
    COVENANT = "giao-uoc"
    SCORE_MATRIX = "bang-tong-hop-diem"
    HANDOVER_MINUTES = "bien-ban-ban-giao"
