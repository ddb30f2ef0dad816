"""A table from Excel, pasted or as a file, shown in the officer's rows before it is saved."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from papi_portal import attachments, signed_out
from papi_portal.pages import attachment
from papi_portal.wording import said
from papi_portal.workbook import XLSX
from papi_portal.zip_guard import BadPackageError
from plans.access import PortalRequest, Right, requires
from plans.actions import InfectedFileError, refuse_infected
from plans.models import Period
from plans.printing import about
from tasks import brought_back, pasted
from tasks.brought_back import Brought
from tasks.forms.paste import PasteForm
from tasks.forms.progress import Entry
from tasks.reports import owed_workbook
from tasks.reports.owed_rows import Owed, OwedGroup, OwedRow
from tasks.views.periods import seen_period
from tasks.views.saving import owed_now, typed_over

STRAYS_SHOWN = 100
LOCKED = said("“{name}”: {lock}")


@dataclass(frozen=True, slots=True)
class Preview:
    """What would be saved of a pasted table, and what would not."""

    groups: list[tuple[OwedGroup, list[Entry]]]
    same: int
    """How many rows already say what the table says."""
    kept: int
    """How many rows have been saved since, and stand in the workbook as they left the portal."""
    old: list[OwedRow]
    """The rows that would change, and have been saved since the workbook left the portal."""
    strays: list[pasted.Stray]
    unread: tuple[str, ...]
    is_understood: bool

    @property
    def is_blank(self) -> bool:
        """Whether the table names the columns, and nothing stands below them."""
        return not (self.is_understood or self.strays)

    @property
    def has_nothing_new(self) -> bool:
        """Whether some rows are understood and stay as they stand in the portal."""
        return bool(self.same or self.kept)

    @property
    def entries(self) -> list[Entry]:
        return [entry for _, entries in self.groups for entry in entries]

    @property
    def wrong(self) -> list[Entry]:
        return [entry for entry in self.entries if entry.errors]

    @property
    def replacing(self) -> int:
        """How many rows lose a saved text."""
        return sum(bool(entry.replaced) for entry in self.entries)

    @property
    def strays_shown(self) -> list[pasted.Stray]:
        return self.strays[:STRAYS_SHOWN]

    @property
    def strays_left(self) -> int:
        return len(self.strays) - len(self.strays_shown)


@require_http_methods(["GET", "POST"])
@requires(Right.RECORD)
def progress_paste(request: PortalRequest, period_id: int) -> HttpResponse:
    """Show what a pasted table would change; the page of rows saves it.

    A table that was sent after the session had ended is shown as soon as its person is back.
    """
    period, before = seen_period(request, period_id)
    found = owed_now(request, period, before)
    is_sent = request.method == "POST"
    kept = None if is_sent else signed_out.take_kept(request, request.path)
    form = PasteForm(request.POST, request.FILES) if is_sent else PasteForm(kept)
    brought = _brought(request, form, period)
    preview = _preview(brought, found) if brought else None
    if preview and preview.is_blank:
        form.refuse_blank()
    page = {
        "brought": brought,
        "owed": found,
        "period": period,
        "form": form,
        "preview": preview,
        "columns": [(names[0], names[1:]) for names in pasted.COLUMNS.values()],
        "typed_by": signed_out.signature(request.user.pk),
    }
    refused = is_sent and not (preview and preview.is_understood)
    return render(request, "tasks/progress_paste.html", page, status=422 if refused else 200)


@require_safe
@requires(Right.RECORD)
def progress_sheet(request: PortalRequest, period_id: int) -> HttpResponse:
    """Give the rows as they stand as a workbook: to be filled in, copied and pasted."""
    period = get_object_or_404(Period.objects.visible_to(request.viewer), pk=period_id)
    told = about(brought_back.OWED, {"period": period.pk}, by=request.viewer, at=timezone.now())
    sheet = owed_workbook.as_xlsx(owed_now(request, period, before=None), told)
    response = HttpResponse(sheet, content_type=XLSX)
    response["Content-Disposition"] = attachment(f"Việc của đơn vị {period.name}.xlsx")
    return response


def _brought(request: PortalRequest, form: PasteForm, period: Period) -> Brought | None:
    """Return the table that was sent, as a file or pasted; say at the form what is wrong."""
    if not form.is_valid():
        return None
    file = form.cleaned_data["file"]
    if not file:
        return Brought(form.cleaned_data["table"])
    content = file.read()
    try:
        refuse_infected(
            name=attachments.shown_name(file.name),
            content=content,
            verb="progress.refuse",
            by=request.viewer,
            at=timezone.now(),
        )
        brought = brought_back.read(content, period=period, viewer=request.viewer)
    except (InfectedFileError, BadPackageError) as error:
        form.add_error("file", str(error))
        return None
    return None if form.refuse_long(brought.lines) else brought


def _preview(brought: Brought, found: Owed) -> Preview:
    read = pasted.read(brought.lines, found.rows)
    strays = [*brought.strays, *read.strays]
    groups, same, kept, old = [], 0, 0, []
    for group in found.groups:
        entries = []
        for row in group.rows:
            told = read.said.get(row.assignment_id)
            unsaved = typed_over(row, told.typed) if told and told.typed else None
            if told and unsaved and row.lock:
                strays.append(pasted.Stray(told.line, LOCKED.format(name=row.name, lock=row.lock)))
            elif unsaved:
                entries.append(unsaved.entry(row))
                old += [row] if told and told.is_old else []
            elif told and told.is_old and not told.typed:
                kept += 1
            else:
                same += bool(told)
        if entries:
            groups.append((group, entries))
    strays.sort(key=lambda one: one.line)
    is_understood = bool(read.said)
    return Preview(groups, same, kept, old, strays, read.unread, is_understood=is_understood)
