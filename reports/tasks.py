"""Doors for Celery: keys in, the service called. The row of a document is the truth."""

import resource

from celery import shared_task
from celery.signals import worker_init, worker_process_init

# An oversized render then ends in a MemoryError that the job can record, instead of a killed
# machine (docs/sources.md#rendering).
MEMORY_LIMIT_BYTES = 1024**3


@worker_init.connect
def load_press(**_: object) -> None:
    """Import WeasyPrint once, before a worker's children are forked: it takes each a second."""
    import reports.render.press  # noqa: F401, PLC0415 -- only the worker sets papers


@worker_process_init.connect
def limit_memory(**_: object) -> None:
    """Give each child of a worker at most one gigabyte of address space."""
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT_BYTES, hard))


@shared_task
def make_document(document_id: int) -> None:
    """Make the document's file; safe to deliver twice, late, or to two workers."""
    from reports import services  # noqa: PLC0415 -- tasks are leaves

    services.make(document_id)
    services.go_on_after(document_id)


@shared_task
def feed_packs_task() -> None:
    """Send the next papers of packs to the workers; safe to deliver at any time."""
    from reports import services  # noqa: PLC0415 -- tasks are leaves

    services.feed_packs()


@shared_task
def assemble_pack(pack_id: int) -> None:
    """Put the files of a pack together; safe to deliver twice, late, or to two workers."""
    from reports import services  # noqa: PLC0415 -- tasks are leaves

    services.assemble(pack_id)


@shared_task
def sweep_documents_task() -> None:
    """Send lost jobs again and give up those that were tried too often."""
    from reports import services  # noqa: PLC0415 -- tasks are leaves

    services.sweep_documents()
    services.sweep_packs()
