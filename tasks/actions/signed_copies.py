"""Keep an issued report as it was signed or stamped, beside what the portal printed."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from papi_portal.attachments import Attachment
from papi_portal.attachments.scanning import Unknown
from plans.access import Viewer
from plans.actions import leave_event, refuse_infected
from tasks.access import may_submit
from tasks.actions.issued_reports import held_paper, kept
from tasks.actions.refusals import LockedError
from tasks.models import IssuedReport, SignedCopy

MOST = 10
"""Copies of one paper: more is a mistake, and none is ever removed."""
NOT_SCANNED = (
    "Máy quét vi-rút của cổng chưa trả lời nên chưa nhận được tệp. Hãy tải lên lại sau ít phút; văn"
    " bản đã ban hành vẫn giữ nguyên."
)
WITHDRAWN = "Số của văn bản này đã hủy. Hãy tải bản đã ký lên văn bản đang có hiệu lực."
UNSIGNED = (
    "Đây đúng là tệp cổng đã in, chưa có chữ ký. Hãy ký số (hoặc in, ký, đóng dấu, quét), rồi chọn"
    " tệp đã ký."
)
TOO_MANY = f"Văn bản đã có {MOST} bản đã ký nên không nhận thêm. Hãy báo quản trị của cổng."


def add_signed_copy(
    *, issued: IssuedReport, file: Attachment, by: Viewer, at: datetime
) -> SignedCopy:
    """Keep a signed copy; those that came in before stay beside it.

    Raises PermissionDenied, InfectedFileError, LockedError for what nobody could scan, for what the
    portal itself printed, for a withdrawn paper and for one copy too many. The very file that came
    in last is given back as it stands: a form sent twice adds once.
    """
    if not may_submit(by, issued.unit):
        raise PermissionDenied
    _refuse_unscanned(issued, file, by, at)
    copy = SignedCopy(
        file_name=file.name,
        size=len(file.content),
        sha256=file.sha256,
        added_at=at,
        added_by=by.user,
    )
    # Around the transaction, because a commit may fail, too.
    with kept(copy.file, file.content), transaction.atomic():
        copy.issued = held_paper(issued)
        same = _last_if_same(copy)
        if same:
            copy.file.delete(save=False)
            return same
        copy.save()
        leave_event(
            verb="submission.sign",
            sentence=f"tải lên bản đã ký của {copy.issued.name_inside}: “{file.name}”",
            by=by,
            at=at,
            about=copy.issued.submission,
            territory=issued.unit.territory,
            details={"issued": issued.pk, "signed": copy.pk, "sha256": copy.sha256},
        )
    return copy


def _refuse_unscanned(issued: IssuedReport, file: Attachment, by: Viewer, at: datetime) -> None:
    """Let nothing in that is infected, or that nobody could scan: it is easily sent again."""
    found = refuse_infected(
        name=file.name,
        content=file.content,
        verb="submission.refuse_file",
        by=by,
        at=at,
        about=issued.submission,
        territory=issued.unit.territory,
    )
    if isinstance(found, Unknown):
        raise LockedError(NOT_SCANNED)


def _last_if_same(copy: SignedCopy) -> SignedCopy | None:
    """Refuse what does not fit; return the copy that came in last if it is this very file."""
    if copy.issued.is_withdrawn:
        raise LockedError(WITHDRAWN)
    if copy.sha256 == copy.issued.pdf_sha256:
        raise LockedError(UNSIGNED)
    known = list(copy.issued.signed.all())
    if known and known[0].sha256 == copy.sha256:
        return known[0]
    if len(known) >= MOST:
        raise LockedError(TOO_MANY)
    return None
