"""Doors for Celery: the service called, nothing else."""

from celery import shared_task


@shared_task
def wash_ballot_boxes() -> None:
    """Let the database forget what the boxes of ballots held before; every ten minutes."""
    from awards import services  # noqa: PLC0415 -- tasks are leaves

    services.wash_boxes()
