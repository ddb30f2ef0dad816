"""Ask the virus scanner about stored files: what waited is opened to all, or taken away."""

import logging
from datetime import datetime

from django.db import transaction
from django.db.models.fields.files import FieldFile

from papi_portal.attachments import scanning
from papi_portal.attachments.scanning import Clean, Infected, Scan, Unknown
from plans.actions import leave_event
from plans.models import Event
from tasks.actions.evidence import leave_evidence_event, spread_clean, unlink_once_committed
from tasks.models import Evidence, SignedCopy

security = logging.getLogger("papi.security")
TAKEN = "submission.take_away_signed"


def rescan(*, evidence: Evidence, at: datetime) -> Scan:
    """Scan a stored file; all rows that name it, or the same bytes, say what was found.

    An infected file is removed whatever the state of its report; its rows stay and say so.
    """
    found = _scanned(evidence.file)
    if isinstance(found, Clean):
        spread_clean(evidence.sha256)
    elif isinstance(found, Infected):
        _take_away(evidence.sha256, found.name, at)
    return found


@transaction.atomic
def rescan_signed(*, signed: SignedCopy, at: datetime) -> Scan:
    """Scan a stored signed copy; an infected one is removed, its row stays, the trail says so."""
    found = _scanned(signed.file)
    if isinstance(found, Infected):
        leave_event(
            verb=TAKEN,
            sentence=f"gỡ bản đã ký nhiễm mã độc ({found.name}) của {signed.issued.name_inside}",
            by=None,
            at=at,
            about=signed.issued.submission,
            territory=signed.issued.unit.territory,
            details={"issued": signed.issued_id, "signed": signed.pk, "sha256": signed.sha256},
        )
        security.warning("infected file (%s) taken from signed copy %s", found.name, signed.pk)
        unlink_once_committed(signed.file.name)
    return found


def was_taken_away(signed: SignedCopy) -> bool:
    """Tell whether a signed copy was infected: its row cannot say so, the trail does."""
    taken = Event.objects.about(signed.issued.submission).filter(verb=TAKEN)
    return taken.filter(details__signed=signed.pk).exists()


def _scanned(stored: FieldFile) -> Scan:
    try:
        with stored.open("rb") as file:
            found = scanning.scan(file.read())
    except FileNotFoundError:
        return Unknown("the stored file is missing")
    return found or Unknown("no scanner is set up")


@transaction.atomic
def _take_away(sha256: str, virus: str, at: datetime) -> None:
    same = Evidence.objects.of_file(sha256).counting()
    # Held before they are read: who reuses the file in this moment is found, or finds it gone.
    list(same.select_for_update().order_by("pk").values_list("pk"))
    rows = list(same.select_related("progress__period", "progress__assignment__task__plan"))
    same.update(scan=Evidence.Scan.INFECTED, file="")
    for name in {one.file.name for one in rows}:
        unlink_once_committed(name)
    for one in rows:
        act = f"gỡ tệp nhiễm mã độc ({virus}) “{one}” khỏi"
        leave_evidence_event(one, "infected", act, None, at)
        security.warning("infected file (%s, %s) taken from evidence %s", virus, sha256, one.pk)
