"""The Celery application; tasks are found in each app's tasks.py."""

import os
from typing import Any

from celery import Celery
from celery.signals import setup_logging

from config.folder_broker import use_whole_messages
from config.redis_broker import free_ended_messages

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

use_whole_messages()
free_ended_messages()
app = Celery("config")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@setup_logging.connect
def keep_site_logging(**_: Any) -> None:
    """Keep the handlers of settings.LOGGING: with a receiver here Celery installs none."""
