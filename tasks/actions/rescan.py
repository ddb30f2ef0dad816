"""Ask the virus scanner about stored evidence: what waited is opened to all, or taken away."""

import logging
from datetime import datetime
from functools import partial

from django.db import transaction

from papi_portal.attachments import scanning
from papi_portal.attachments.scanning import Clean, Infected, Scan, Unknown
from tasks.actions.evidence import leave_evidence_event, unlink
from tasks.models import Evidence

security = logging.getLogger("papi.security")


def rescan(*, evidence: Evidence, at: datetime) -> Scan:
    """Scan a stored file; all rows that name it, or the same bytes, say what was found.

    An infected file is removed whatever the state of its report; its rows stay and say so.
    """
    try:
        with evidence.file.open("rb") as file:
            found = scanning.scan(file.read())
    except FileNotFoundError:
        return Unknown("the stored file is missing")
    if isinstance(found, Clean):
        unsure = (Evidence.Scan.NONE, Evidence.Scan.WAITING)
        same = Evidence.objects.of_file(evidence.sha256).filter(scan__in=unsure)
        same.update(scan=Evidence.Scan.CLEAN)
    elif isinstance(found, Infected):
        _take_away(evidence.sha256, found.name, at)
    return found or Unknown("no scanner is set up")


@transaction.atomic
def _take_away(sha256: str, virus: str, at: datetime) -> None:
    same = Evidence.objects.of_file(sha256).counting()
    # Held before they are read: who reuses the file in this moment is found, or finds it gone.
    list(same.select_for_update().order_by("pk").values_list("pk"))
    rows = list(same.select_related("progress__period", "progress__assignment__task__plan"))
    same.update(scan=Evidence.Scan.INFECTED, file="")
    for name in {one.file.name for one in rows}:
        transaction.on_commit(partial(unlink, name), robust=True)
    for one in rows:
        act = f"gỡ tệp nhiễm mã độc ({virus}) “{one}” khỏi"
        leave_evidence_event(one, "infected", act, None, at)
        security.warning("infected file (%s, %s) taken from evidence %s", virus, sha256, one.pk)
