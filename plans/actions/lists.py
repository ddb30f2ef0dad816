"""Take in lists of units and of people: shown first, then all of it or nothing."""

from datetime import datetime
from hashlib import sha256

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from papi_portal.importing import Outcome, run
from papi_portal.wording import said
from papi_portal.workbook import Table
from plans import lists
from plans.access import Right, Viewer
from plans.actions.events import leave_event
from plans.actions.received_files import refuse_infected
from plans.models import ListImport

GONE = said("Tệp này đã bị hủy hoặc đã quá 24 giờ kể từ khi tải lên. Hãy tải tệp lên lại.")


class ListGoneError(Exception):
    """Raised for a list that no longer waits for an answer; the text says why and what to do."""


def receive_list(
    *, kind: str, file_name: str, content: bytes, by: Viewer, at: datetime
) -> ListImport:
    """Keep an uploaded list with what it would do; the same file sent again is looked at again.

    Raises BadPackageError for a file that cannot be read, InfectedFileError. Nothing is believed
    yet, so no event.
    """
    _check_right(by)
    refuse_infected(name=file_name, content=content, verb=f"{kind}.refuse", by=by, at=at)
    table = lists.read(kind, content)
    outcome = run(lists.FORMS[kind].steps(by), table)
    digest = sha256(content).hexdigest()
    with transaction.atomic():
        ListImport.objects.expired(at).delete()
        own = ListImport.objects.waiting().visible_to(by).of_file(kind, digest)
        kept, _ = own.update_or_create(
            kind=kind,
            sha256=digest,
            uploaded_by=by.user,
            state=ListImport.State.WAITING,
            defaults={
                "uploaded_at": at,
                "file_name": file_name,
                "content": content,
                "outcome": outcome.as_json(),
            },
        )
    return kept


def confirm_list(*, list_import: ListImport, seen: str, by: Viewer, at: datetime) -> ListImport:
    """Take in a list, if it still does what the person has seen (the preview's fingerprint).

    A list confirmed before is returned as it is. One that would now do something else, or has
    mistakes, goes on waiting with its new preview. Raises ListGoneError if it waits no more.
    """
    known = ListImport.objects.get(pk=list_import.pk)
    _check_own(known, by)
    if known.state == ListImport.State.CONFIRMED:
        return known
    # Read before the row is held: a child process may take a minute over a large file.
    table = lists.read(known.kind, _waiting_content(known, at))
    return _take_in(list_import, table, seen=seen, by=by, at=at)


@transaction.atomic
def _take_in(
    list_import: ListImport, table: Table, *, seen: str, by: Viewer, at: datetime
) -> ListImport:
    """Take in a list that was read, unless it was decided while it was being read."""
    kept = _held(list_import, by)
    if kept.state == ListImport.State.CONFIRMED:
        return kept
    _waiting_content(kept, at)
    outcome, done = _import(kept.kind, table, seen, by)
    kept.outcome = outcome.as_json()
    if done:
        kept.state, kept.decided_at, kept.content = ListImport.State.CONFIRMED, at, None
        leave_event(
            verb=f"{kept.kind}.import",
            sentence=(
                f"nhập danh mục {kept.get_kind_display()} từ tệp “{kept.file_name}”:"
                f" thêm {outcome.created}, sửa {outcome.updated}"
            ),
            by=by,
            at=at,
            about=kept,
            details={"sha256": kept.sha256, "changes": kept.outcome["changes"]},
        )
    kept.save()
    return kept


@transaction.atomic
def discard_list(*, list_import: ListImport, by: Viewer | None, at: datetime) -> None:
    """Give an uploaded list up, or let the system do so (None): its content is forgotten.

    Nothing happens to one decided before.
    """
    kept = _held(list_import, by) if by else _locked(list_import)
    if kept.is_waiting:
        kept.state, kept.decided_at, kept.content = ListImport.State.DISCARDED, at, None
        kept.save()


def _import(kind: str, table: Table, seen: str, by: Viewer) -> tuple[Outcome, bool]:
    """Return the outcome and whether it was written; not if another wrote the rows meanwhile."""
    steps = lists.FORMS[kind].steps
    try:
        outcome = run(steps(by), table, seen=seen)
    except IntegrityError:
        return run(steps(by), table), False
    return outcome, not outcome.problems and outcome.fingerprint == seen


def _held(list_import: ListImport, by: Viewer) -> ListImport:
    kept = _locked(list_import)
    _check_own(kept, by)
    return kept


def _locked(list_import: ListImport) -> ListImport:
    """Return the list as it stands, held until the transaction ends."""
    return ListImport.objects.select_for_update().get(pk=list_import.pk)


def _waiting_content(kept: ListImport, at: datetime) -> bytes:
    content = bytes(kept.content or b"")
    if not kept.is_waiting or at >= kept.waits_until or sha256(content).hexdigest() != kept.sha256:
        raise ListGoneError(GONE)
    return content


def _check_own(kept: ListImport, by: Viewer) -> None:
    _check_right(by)
    if kept.uploaded_by_id != by.user.pk:
        raise PermissionDenied


def _check_right(by: Viewer) -> None:
    if not by.may(Right.ADMINISTER):
        raise PermissionDenied
