import resource
import subprocess
import sys

import pytest
from django.conf import settings

from reports import tasks
from reports.models import Document
from reports.states import DocumentState
from tests.reports.jobs import asked_for, queued_document


@pytest.mark.django_db
def test_delivered_twice_the_task_makes_one_file():
    document = queued_document()

    tasks.make_document(document.pk)
    first = Document.objects.values().get()
    tasks.make_document(document.pk)

    assert first["state"] == DocumentState.READY
    assert Document.objects.values().get() == first


@pytest.mark.django_db
def test_a_document_that_does_not_exist_is_nothing_to_do():
    tasks.make_document(4711)

    assert Document.objects.count() == 0


@pytest.mark.django_db
def test_the_sweep_sends_lost_documents_again(sent_tasks):
    document = queued_document()
    asked_for(document, seconds_ago=60)

    tasks.sweep_documents_task()

    assert sent_tasks == [("reports.tasks.make_document", (document.pk,))]


def test_the_beat_calls_the_sweep_by_its_name():
    entry = settings.CELERY_BEAT_SCHEDULE["sweep-documents"]

    assert entry["task"] == tasks.sweep_documents_task.name
    assert entry["options"]["expires"] < entry["schedule"]


def test_weasyprint_is_there_before_the_children_of_a_worker_are_forked():
    script = (
        "import sys; from celery.signals import worker_init; import reports.tasks\n"
        "print('weasyprint' in sys.modules)\n"
        "worker_init.send(sender=None)\n"
        "print('weasyprint' in sys.modules)"
    )
    ended = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )

    assert ended.stdout == "False\nTrue\n"


def test_a_child_of_the_worker_cannot_take_more_than_a_gigabyte():
    script = (
        "from reports.tasks import limit_memory; limit_memory()\n"
        "try:\n    bytearray(1024**3)\nexcept MemoryError:\n    print('MemoryError')"
    )
    ended = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )

    assert ended.stdout == "MemoryError\n"


def test_this_process_keeps_its_memory():
    assert resource.getrlimit(resource.RLIMIT_AS)[0] == resource.RLIM_INFINITY
