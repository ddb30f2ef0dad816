"""Do what people have asked for in the background; runs until it is asked to end."""

import logging
import os
import signal
import socket
import sys
import threading
from argparse import ArgumentParser
from datetime import datetime, timedelta
from types import FrameType
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import DatabaseError, connection
from django.utils import timezone
from django_tasks import TaskResultStatus

from papi_portal import kept_prints
from plans import actions, background

logger = logging.getLogger(__name__)

LOOK_SECONDS = 10.0
"""Between two looks for jobs whose worker is gone: with the lease, well below a minute."""
TIDY_EVERY = timedelta(hours=1)
QUEUE_KEPT = timedelta(days=1)


class Command(BaseCommand):
    """Run a worker: take jobs from the queue, give back what dead workers held, tidy up."""

    help = __doc__ or ""
    requires_system_checks = ()  # one of them asks whether a worker is there

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--once", action="store_true", help="do what waits, then end instead of waiting"
        )

    def handle(self, *args: Any, once: bool, **options: Any) -> None:
        name = f"{socket.gethostname()[:40]}-{os.getpid()}"
        watcher = Watcher(name)
        watcher.start()
        try:
            self._work(name, once=once)
        finally:
            watcher.end()
            actions.dismiss_worker(name=name)

    def _work(self, name: str, *, once: bool) -> None:
        """Take jobs from the database; another engine has workers of its own, this one watches."""
        if not apps.is_installed("django_tasks_db"):
            self.stdout.write("The queue has workers of its own; looking for lost jobs only.")
            signal.signal(signal.SIGTERM, lambda *_signal: sys.exit(0))
            threading.Event().wait(0 if once else None)
            return
        worker = worker_class()(
            queue_names=["default"],
            interval=1,
            batch=once,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=name,
            excluded_queue_names=[],
        )
        worker.configure_signals()
        worker.run()


def worker_class() -> Any:
    """Return the engine's worker, which on being asked to end gives its job back."""
    from django_tasks_db.management.commands.db_worker import Worker

    class JobWorker(Worker):
        """Ends at once: what it is doing is for another worker, or for its next run."""

        def shutdown(self, signum: int, frame: FrameType | None) -> None:
            background.stopping.set()
            super().shutdown(signum, frame)

    return JobWorker


class Watcher:
    """A thread beside the work: says that the worker is there, and looks for lost jobs."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.tidied_at: datetime | None = None
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="watcher", daemon=True)

    def start(self) -> None:
        """Look once at the beginning, then from time to time."""
        self.look()
        self._thread.start()

    def end(self) -> None:
        """Stop looking."""
        self._is_over.set()
        self._thread.join()

    def look(self) -> None:
        """Say that the worker is there, give back lost jobs, and once an hour tidy up."""
        at = timezone.now()
        actions.hear_worker(name=self.name, at=at)
        lost = actions.return_lost_jobs(at=at)
        if lost:
            logger.warning("%s jobs were left by workers that are gone", lost)
        if self.tidied_at is None or at - self.tidied_at >= TIDY_EVERY:
            self.tidied_at = at
            tidy(at)

    def _watch(self) -> None:
        try:
            while not self._is_over.wait(LOOK_SECONDS):
                try:
                    self.look()
                except DatabaseError:  # it may be restarting; the next look finds it again
                    logger.warning("The database did not answer the watcher", exc_info=True)
                    connection.close()
        finally:
            connection.close()


def tidy(at: datetime) -> None:
    """Remove old results and prints, and what the engine keeps of tasks over or lost."""
    forgotten = actions.forget_jobs(at=at)
    if forgotten:
        logger.info("%s results were older than %s days", forgotten, settings.JOBS_KEPT_DAYS)
    kept_prints.sweep(before=(at - timedelta(days=settings.JOBS_KEPT_DAYS)).timestamp())
    if apps.is_installed("django_tasks_db"):
        rows = apps.get_model("django_tasks_database", "DBTaskResult")._default_manager
        old = rows.filter(enqueued_at__lt=at - QUEUE_KEPT)
        old.exclude(status=TaskResultStatus.READY).delete()
