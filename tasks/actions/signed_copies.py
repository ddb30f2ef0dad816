"""Keep an issued report as it was signed, beside what the portal printed; take a wrong one back."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from papi_portal.attachments import Attachment
from papi_portal.attachments.scanning import Unknown
from papi_portal.text import cut
from papi_portal.wording import said
from plans.access import Viewer
from plans.actions import leave_event, refuse_infected
from tasks.access import may_put_papers_right, may_withdraw_copy
from tasks.actions.evidence import unlink_once_committed
from tasks.actions.issued_reports import QUOTED, held_paper, kept
from tasks.actions.refusals import LockedError
from tasks.models import IssuedReport, SignedCopy

MOST = 10
"""Copies of one paper, those withdrawn not counted: more is a mistake."""
NOT_SCANNED = said(
    "Máy quét vi-rút của cổng chưa trả lời nên chưa nhận được tệp. Hãy tải lên lại sau ít phút; văn"
    " bản đã ban hành vẫn giữ nguyên."
)
WITHDRAWN = said("Số của văn bản này đã hủy. Hãy tải bản đã ký lên văn bản đang có hiệu lực.")
UNSIGNED = said(
    "Đây đúng là tệp cổng đã in, chưa có chữ ký. Hãy ký số (hoặc in, ký, đóng dấu, quét), rồi chọn"
    " tệp đã ký."
)
TOO_MANY = said(
    "Văn bản đã có {most} bản đã ký nên không nhận thêm. Hãy báo quản trị hệ thống.", most=MOST
)
TAKEN_BACK = said(
    "Đúng tệp này đã được gỡ khỏi văn bản lúc {at:%H:%M %d/%m/%Y} nên không nhận lại. Nếu đã gỡ"
    " nhầm, hãy ký hoặc quét lại văn bản rồi tải tệp mới lên."
)
NO_REASON = said("Nêu lý do gỡ bản đã ký.")


def add_signed_copy(
    *, issued: IssuedReport, file: Attachment, by: Viewer, at: datetime
) -> SignedCopy:
    """Keep a signed copy; those that came in before stay beside it.

    Raises PermissionDenied, InfectedFileError, LockedError for what nobody could scan, for what the
    portal itself printed, for a withdrawn paper, for what was taken back and for one copy too many.
    The very file that came in last is given back as it stands: a form sent twice adds once.
    """
    if not may_put_papers_right(by, issued.unit):
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


@transaction.atomic
def withdraw_signed_copy(
    *, signed: SignedCopy, reason: str, by: Viewer, at: datetime
) -> SignedCopy:
    """Take a wrong signed copy back from everybody: its row stays, its file is destroyed.

    Raises PermissionDenied, and LockedError without a reason. Sent twice, it gives what stands.
    """
    if not may_withdraw_copy(by, signed):
        raise PermissionDenied
    if not reason.strip():
        raise LockedError(NO_REASON)
    paper = held_paper(signed.issued)
    held = paper.signed.get(pk=signed.pk)
    if held.is_withdrawn:
        return held
    stands = SignedCopy.objects.standing().filter(pk=held.pk)
    stands.update(withdrawn_at=at, withdrawn_by=by.user, withdrawn_for=reason)
    leave_event(
        verb="submission.withdraw_signed",
        sentence=(
            f"gỡ bản đã ký “{held.file_name}” của {paper.name_inside}: {cut(reason, QUOTED)}"
        ),
        by=by,
        at=at,
        about=paper.submission,
        territory=paper.unit.territory,
        details={
            "issued": paper.pk,
            "signed": held.pk,
            "file_name": held.file_name,
            "sha256": held.sha256,
            "reason": reason,
        },
    )
    unlink_once_committed(held.file.name)
    held.refresh_from_db()
    return held


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
    for one in copy.issued.signed.withdrawn():
        if one.withdrawn_at and one.sha256 == copy.sha256:
            raise LockedError(TAKEN_BACK.format(at=timezone.localtime(one.withdrawn_at)))
    known = list(copy.issued.signed.standing())
    if known and known[0].sha256 == copy.sha256:
        return known[0]
    if len(known) >= MOST:
        raise LockedError(TOO_MANY)
    return None
