"""Checks at start-up: whether anybody does what waits in the background."""

from typing import Any

from django.core.checks import Warning as CheckWarning
from django.core.checks import register
from django.db import DatabaseError
from django.utils import timezone

from plans.models import Job, JobWorker
from plans.models.jobs import SILENT

REMEDY = "run: manage.py run_jobs (as a service: deploy/papi-jobs.service)"
ID = "papi.W003"


@register()
def worker_is_heard(**kwargs: Any) -> list[CheckWarning]:
    """Warn when workers fell silent, or jobs wait and nobody takes them.

    A worker that ends as it should is forgotten: stopping it is no fault by itself.
    """
    at = timezone.now()
    try:
        if JobWorker.objects.heard(at).exists():
            waiting = Job.objects.waiting().filter(wanted_at__lte=at - SILENT).exists()
            return [_warning("jobs have been waiting for five minutes")] if waiting else []
        if JobWorker.objects.exists():
            return [_warning("the worker has not been heard for five minutes")]
        if Job.objects.waiting().exists():
            return [_warning("jobs wait, and no worker is there")]
    except DatabaseError:  # not there, or not migrated yet: others say so
        pass
    return []


@register(deploy=True)
def worker_is_there(**kwargs: Any) -> list[CheckWarning]:
    """Warn before production when no worker is there at all."""
    try:
        if JobWorker.objects.exists() or Job.objects.waiting().exists():
            return []  # the check above has said what is to be said
    except DatabaseError:
        return []
    return [_warning("no worker is there: long documents will wait")]


def _warning(what: str) -> CheckWarning:
    return CheckWarning(f"Work in the background stands still: {what}.", hint=REMEDY, id=ID)
