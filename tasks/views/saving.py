"""Save rows of what is owed: one by script, or all of a page at once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import Http404
from django.utils import timezone

from papi_portal.wording import said
from plans.access import PortalRequest
from plans.models import Period
from plans.models.periods import with_before
from tasks import actions
from tasks.forms.progress import Entry, ProgressForm
from tasks.models import Assignment, Progress
from tasks.reports import owed
from tasks.reports.owed_rows import TYPED, Owed, OwedRow

GROWN_OLD = said("Trang đã cũ, nội dung chưa được lưu. Xem lại rồi bấm Lưu lần nữa.")
FILLED_IN = said("Đã điền như kỳ trước, chưa lưu: xem lại, sửa nếu cần, rồi bấm Lưu.")


@dataclass(frozen=True, slots=True)
class Unsaved:
    """A row that was not saved, with what was typed and why."""

    form: ProgressForm
    refusal: str = ""
    is_conflict: bool = False

    @property
    def status(self) -> int:
        return 409 if self.refusal or self.is_conflict else 422

    def entry(self, row: OwedRow) -> Entry:
        """Return what the page shows, beside the row as it stands now."""
        return Entry.unsaved(self.form, row, refusal=self.refusal, is_conflict=self.is_conflict)


@dataclass(slots=True)
class Saving:
    """What became of the rows of a page."""

    saved: list[OwedRow] = field(default_factory=list)
    unsaved: dict[int, Unsaved] = field(default_factory=dict)
    filled: int = 0
    """How many rows were only filled in, to be looked at first."""

    @property
    def status(self) -> int:
        """The answer to a page with unsaved rows: 409 where others came before, 422 for mistakes.

        Rows that were only filled in are no refusal.
        """
        refused = {one.status for one in self.unsaved.values() if one.refusal != FILLED_IN}
        return min(refused, default=200)

    def entry(self, row: OwedRow) -> Entry:
        """Return a row as it stands, or as it was typed and not saved."""
        found = self.unsaved.get(row.assignment_id)
        return found.entry(row) if found else Entry.of(row)


def save_row(
    request: PortalRequest, assignment: Assignment, period: Period, form: ProgressForm
) -> Progress | Unsaved:
    """Save one row in an act of its own; return what stands now, or why it is not saved."""
    if not form.is_valid():
        return Unsaved(form)
    last = form.row.last
    try:
        return actions.record_progress(
            assignment=assignment,
            period=period,
            recorded=form.recorded,
            version=form.cleaned_data["version"],
            repeats=_repeated(form, period) if last else None,
            by=request.viewer,
            at=timezone.now(),
        )
    except actions.LockedError as error:
        return Unsaved(form, refusal=str(error))
    except actions.ConflictError as error:
        return Unsaved(form, is_conflict=True) if error.current else Unsaved(form, GROWN_OLD)


def save_rows(request: PortalRequest, period: Period, found: Owed) -> Saving:
    """Save every row of the page that the person changed, each in an act of its own.

    A row that is given up (`drop`) stays as it stands; one to be filled in as in the period
    before (`repeat`) is shown first.
    """
    saving, changed = Saving(), []
    for row in found.rows:
        if f"{row.prefix}-drop" in request.POST:
            continue
        if request.POST.get("repeat") == str(row.assignment_id) and row.last:
            form = ProgressForm(_filled(request.POST, row), row=row, in_list=True)
            saving.unsaved[row.assignment_id] = Unsaved(form, FILLED_IN)
            saving.filled += 1
            continue
        form = ProgressForm(request.POST, row=row, in_list=True)
        if form.is_touched:
            changed.append(form)
    assignments = Assignment.objects.owed_with_plan().in_bulk(
        [form.row.assignment_id for form in changed]
    )
    for form in changed:
        pk = form.row.assignment_id
        done = save_row(request, assignments[pk], period, form)
        if isinstance(done, Unsaved):
            saving.unsaved[pk] = done
        else:
            saving.saved.append(form.row)
    return saving


def kept_rows(typed: Mapping[str, Any] | None, found: Owed) -> Saving:
    """Return what was typed before a session ended, as rows that wait to be saved."""
    saving = Saving()
    for row in found.rows if typed else ():
        form = ProgressForm(typed or {}, row=row, in_list=True)
        if form.is_touched and not row.lock:
            saving.unsaved[row.assignment_id] = Unsaved(form)
    return saving


def typed_over(row: OwedRow, texts: Mapping[str, str]) -> Unsaved | None:
    """Return the row with these texts in its fields, None if they say what stands there."""
    typed = {**row.typed, **texts, "version": row.version, "seen": row.seen}
    data = {f"{row.prefix}-{name}": text for name, text in typed.items()}
    form = ProgressForm(data, row=row, in_list=True)
    stands = actions.Recorded(**{name: getattr(row, name) for name in TYPED})
    is_same = not form.is_touched or (form.is_valid() and form.recorded == stands)
    return None if is_same else Unsaved(form)


def row_of(
    request: PortalRequest, assignment_id: int, period: Period, before: Period | None
) -> tuple[Assignment, OwedRow]:
    """Return one assignment and its row as it stands now: 404 if it may not be seen."""
    found = owed.build_row(
        viewer=request.viewer,
        assignment_id=assignment_id,
        period=period,
        before=before,
        on=request.today,
    )
    if found is None:
        raise Http404
    return found


def owed_now(request: PortalRequest, period: Period, before: Period | None) -> Owed:
    """Return all that the viewer's units owe, as it stands now."""
    return owed.build(viewer=request.viewer, period=period, before=before, on=request.today)


def _repeated(form: ProgressForm, period: Period) -> Period | None:
    """Return the period before, if its result is saved again in the very same words."""
    last, recorded = form.row.last, form.recorded
    if last is None or not recorded.result or recorded.result != last.result:
        return None
    _, before = with_before(period.pk, Period.objects.all())
    return before


def _filled(data: Mapping[str, Any], row: OwedRow) -> dict[str, Any]:
    """Return what was sent, with the texts of the period before in one row."""
    last = row.last.typed if row.last else {}
    return {**dict(data.items()), **{f"{row.prefix}-{name}": text for name, text in last.items()}}
