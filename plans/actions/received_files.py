"""A file that somebody sends in is scanned before anything is made of it."""

import logging
from datetime import datetime
from hashlib import sha256

from django.db import models

from papi_portal.attachments import scanning
from papi_portal.attachments.scanning import Infected, Scan, Unknown
from papi_portal.wording import said
from plans.access import Viewer
from plans.actions.events import home_of, leave_event
from plans.models import Territory

INFECTED = said(
    "Tệp “{name}” nhiễm mã độc ({virus}) nên không được nhận, cổng không lưu tệp này. Hãy quét"
    " vi-rút cho máy đang dùng, báo người phụ trách công nghệ thông tin của đơn vị, rồi chọn"
    " bản sạch của tệp."
)

logger = logging.getLogger(__name__)
security = logging.getLogger("papi.security")


class InfectedFileError(Exception):
    """Raised for a file that holds something harmful; the text says what to do."""


def refuse_infected(
    *,
    name: str,
    content: bytes,
    verb: str,
    by: Viewer,
    at: datetime,
    about: models.Model | None = None,
    territory: Territory | None = None,
) -> Scan | None:
    """Return what the scanner says of a file; None where none is set up.

    Raises InfectedFileError, and leaves the attempt in the trail: outside of a transaction, because
    the entry must outlive the refusal.
    """
    found = scanning.scan_for_sender(content)
    if isinstance(found, Unknown):
        logger.warning("A file was not scanned: %s", found.reason)
    if not isinstance(found, Infected):
        return found
    digest = sha256(content).hexdigest()
    security.warning("infected file (%s, %s) from user %s", found.name, digest, by.user.pk)
    leave_event(
        verb=verb,
        sentence=f"gửi tệp “{name}” nhiễm mã độc ({found.name}): không được nhận",
        by=by,
        at=at,
        about=about,
        territory=territory or home_of(by),
        details={"sha256": digest, "virus": found.name},
    )
    raise InfectedFileError(INFECTED.format(name=name, virus=found.name))
