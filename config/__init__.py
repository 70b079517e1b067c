"""The composition root: settings, addresses and processes. Nothing imports it but the process."""

from config.celery import app as celery_app

__all__ = ["celery_app"]
