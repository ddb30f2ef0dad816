"""A plan document comes in: upload, preview, confirmation or discard."""

from collections.abc import Collection, Iterator
from functools import wraps
from typing import TYPE_CHECKING, Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from papi_portal.pages import attachment, whole_number
from papi_portal.wording import joined, said
from papi_portal.workbook import XLSX
from plans.access import Page, Params, PortalRequest, Right, requires
from plans.actions import InfectedFileError, refuse_infected
from tasks import actions
from tasks.access import territories_to_plan_for, uploads_to_work_on
from tasks.catalogue import frameworks
from tasks.forms.intake import HeadForm, NamesForm, UploadForm
from tasks.models import Intake
from tasks.reading import UnreadableError, edits, read_strange
from tasks.reading.relinking import Relinked
from tasks.reading.written import as_json
from tasks.reports import blank_plan, came_from, ways_out
from tasks.reports import intake as intake_report
from tasks.reports.intake import issuing_territory
from tasks.views.plan_changes import received

if TYPE_CHECKING:
    from plans.models.territories import TerritoryQuerySet
    from tasks.models.intake import IntakeQuerySet

SANDBOX = "sandbox; default-src 'none'"


@require_http_methods(["GET", "POST"])
@requires(Right.READ)
def intake_start(request: PortalRequest) -> HttpResponse:
    """Ask for a plan document, read it and lead to its preview."""
    territories = _territories(request)
    if not territories.exists():
        raise PermissionDenied
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = UploadForm(*sent, territories=territories)
    known: list[Intake] = []
    if form.is_valid():
        known = _same_file(request, form)
        if not known:
            found = _read(request, form)
            if found:
                return redirect(found)
    waiting = uploads_to_work_on(request.viewer).waiting().with_plan()
    page = {"form": form, "known": known, "waiting": waiting}
    return render(request, "tasks/intake_start.html", page, status=422 if form.errors else 200)


@require_safe
@requires(Right.READ)
def intake_blank(request: PortalRequest) -> HttpResponse:
    """Give a workbook in which a plan may be written and uploaded."""
    if not _territories(request).exists():
        raise PermissionDenied
    response = HttpResponse(blank_plan.as_xlsx(), content_type=XLSX)
    response["Content-Disposition"] = attachment("Mẫu kế hoạch.xlsx")
    return response


def _territories(request: PortalRequest) -> "TerritoryQuerySet":
    """Return the territories that one plans for: the highest first, those of today before."""
    territories = territories_to_plan_for(request.viewer).select_related("parent__parent")
    return territories.order_by("-level", F("valid_to").desc(nulls_first=True), "code")


def _same_file(request: PortalRequest, form: UploadForm) -> list[Intake]:
    """Return where this very file was uploaded before, unless it is to be read once more."""
    if form.cleaned_data["again"]:
        return []
    file = form.cleaned_data["file"]
    digest = form.upload.sha256
    if file:
        file.seek(0)
    before = _uploads_seen(request).exclude(state=Intake.State.DISCARDED)
    return list(before.filter(sha256=digest).with_plan()[:5])


def _uploads_seen(request: PortalRequest) -> "IntakeQuerySet":
    return Intake.objects.visible_to(request.viewer) | uploads_to_work_on(request.viewer)


def _read(request: PortalRequest, form: UploadForm) -> Intake | None:
    """Read the document in a process of its own; say what is wrong at the form.

    A workbook that the portal wrote comes back as changes of its plan.
    """
    upload = form.upload
    try:
        _scan(request, form, upload)
        returned = received(request, upload)
        if isinstance(returned, Intake):
            return returned
        known = frameworks(_own_places(request, form))
        values = as_json(read_strange(upload.name, upload.content, known))
    except (InfectedFileError, UnreadableError) as error:
        form.add_error("file" if form.cleaned_data["file"] else "pasted", str(error))
        return None
    territories = _territories(request)
    return actions.start_intake(
        territory=form.cleaned_data["territory"] or issuing_territory(values, territories),
        upload=upload,
        values={**values, **returned},
        by=request.viewer,
        at=timezone.now(),
    )


def _own_places(request: PortalRequest, form: UploadForm) -> Collection[int]:
    """Return whose own sets of criteria a document may name: those it is planned for, and above."""
    chosen = form.cleaned_data["territory"]
    return [one.pk for one in chosen.line()] if chosen else request.viewer.known_ids


def _scan(request: PortalRequest, form: UploadForm, upload: actions.Upload) -> None:
    """Refuse an infected file; pasted text is none.

    What nobody could scan is read all the same: a child process without reach sees it alone.
    """
    if form.cleaned_data["file"]:
        refuse_infected(
            name=upload.name,
            content=upload.content,
            verb="intake.refuse",
            by=request.viewer,
            at=timezone.now(),
            territory=form.cleaned_data["territory"],
        )


@require_safe
@requires(Right.READ)
def intake_detail(request: PortalRequest, pk: int) -> HttpResponse:
    """Show every row of an uploaded document, what was understood and what was not."""
    intake = get_object_or_404(_uploads_seen(request).with_plan(), pk=pk)
    if intake.changes_plan_id:
        return redirect(intake)
    if not intake.is_waiting:
        return render(request, "tasks/intake_decided.html", {"intake": intake})
    return render(request, "tasks/intake_detail.html", preview_page(request, intake))


def preview_page(request: PortalRequest, intake: Intake) -> dict[str, Any]:
    """Return what the preview is drawn from."""
    preview = intake_report.build(intake)
    show = shown(request)
    return {
        "preview": preview,
        "came_from": came_from.build(viewer=request.viewer, intake=intake),
        "ways_out": ways_out.build(viewer=request.viewer, intake=intake),
        "intake": intake,
        "rows": preview.showing(show),
        "show": show,
        "names_form": NamesForm(names=preview.names, units=preview.units),
    }


def preview_address(request: PortalRequest, intake: Intake, place: str | None = None) -> str:
    """Return the address of the preview that shows the same rows as before, at a place in it."""
    query = {"show": shown(request)} if shown(request) else None
    return reverse("tasks:intake-detail", args=[intake.pk], query=query, fragment=place)


def shown(request: PortalRequest) -> str:
    """Return which rows the page shows, or the page that a form was sent from."""
    asked = {request.GET.get("show"), request.POST.get("show")}
    return "doubtful" if "doubtful" in asked else ""


def waiting_intake(request: PortalRequest, pk: int) -> Intake:
    """Return an upload that the viewer may still edit: 404 if it is not theirs or decided.

    Who does not plan for its territory any more is refused (403).
    """
    waiting = uploads_to_work_on(request.viewer).waiting().filter(changes_plan=None).with_plan()
    intake = get_object_or_404(waiting, pk=pk)
    if not territories_to_plan_for(request.viewer).filter(pk=intake.territory_id).exists():
        raise PermissionDenied
    return intake


def refusals_told(view: Page[Params]) -> Page[Params]:
    """Lead back to the preview, with the reason, when an edit comes too late or is impossible."""

    @wraps(view)
    def told(request: PortalRequest, *args: Params.args, **kwargs: Params.kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except (actions.LockedError, edits.ImpossibleEditError) as error:
            messages.error(request, str(error))
            address = reverse("tasks:intake-detail", args=[kwargs["pk"]])
            return HttpResponseClientRedirect(address) if request.htmx else redirect(address)

    return cast("Page[Params]", told)


@require_http_methods(["GET", "POST"])
@requires(Right.READ)
@refusals_told
def intake_head(request: PortalRequest, pk: int) -> HttpResponse:
    """Correct what the document is: kind, number, day, subject, years, signatory."""
    intake = waiting_intake(request, pk)
    form = HeadForm.of(intake, _territories(request), request.POST or None)
    if request.method == "POST" and form.is_valid():
        territory = form.cleaned_data["territory"]
        done = actions.correct_head(intake=intake, edit=form.apply, territory=territory)
        messages.success(request, joined(_told(done, form.cleaned_data["year_from"]), by=" "))
        return redirect(intake)
    status = 422 if form.errors else 200
    return render(
        request, "tasks/intake_head.html", {"intake": intake, "form": form}, status=status
    )


def _told(done: Relinked, year: int) -> Iterator[str]:
    """Say what became of the head, and of the rows when its year was corrected."""
    yield said("Đã lưu thông tin văn bản.")
    if done.changed:
        yield said(
            "{count} dòng đã được gắn lại theo bộ tiêu chí dùng cho năm {year}.",
            count=done.changed,
            year=year,
        )
    if done.kept:
        yield said(
            "{count} dòng đã tự chọn chỉ số được giữ nguyên; hãy xem lại các dòng đó.",
            count=done.kept,
        )


@require_POST
@requires(Right.READ)
@refusals_told
def intake_names(request: PortalRequest, pk: int) -> HttpResponse:
    """Keep what the open names mean."""
    intake = waiting_intake(request, pk)
    preview = intake_report.build(intake)
    form = NamesForm(request.POST, names=preview.names, units=preview.units)
    if not form.is_valid():
        page = {**preview_page(request, intake), "names_form": form}
        return render(request, "tasks/intake_detail.html", page, status=422)
    actions.choose_names(intake=intake, choices=form.choices)
    messages.success(request, said("Đã lưu cách hiểu tên đơn vị."))
    return redirect(preview_address(request, intake))


@require_POST
@requires(Right.READ)
@refusals_told
def intake_confirm(request: PortalRequest, pk: int) -> HttpResponse:
    """Take the document in as a draft plan, all of it or nothing; a second click does no more."""
    uploads = uploads_to_work_on(request.viewer).filter(changes_plan=None)
    intake = get_object_or_404(uploads, pk=pk)
    version = whole_number(request.POST.get("version", "")) or 0
    try:
        plan = actions.confirm_intake(
            intake=intake, version=version, by=request.viewer, at=timezone.now()
        )
    except actions.LockedError:
        intake.refresh_from_db()
        if intake.plan is None:
            raise
        return redirect(intake.plan)
    messages.success(request, said("Đã nhập {plan} vào bản dự thảo. Hãy kiểm tra lại.", plan=plan))
    return redirect(plan)


@require_http_methods(["GET", "POST"])
@requires(Right.READ)
@refusals_told
def intake_discard(request: PortalRequest, pk: int) -> HttpResponse:
    """Give an uploaded document up, after asking once."""
    intake = waiting_intake(request, pk)
    if request.method == "GET":
        return render(request, "tasks/intake_discard.html", {"intake": intake})
    actions.discard_intake(intake=intake, by=request.viewer, at=timezone.now())
    messages.success(
        request,
        said("Đã hủy “{file_name}”; chưa có gì được ghi vào cổng.", file_name=intake.file_name),
    )
    return redirect("tasks:intake-start")


@require_safe
@requires(Right.READ)
def intake_file(request: PortalRequest, pk: int) -> HttpResponse:
    """Give the document back as it was uploaded, never shown inside the browser."""
    intakes = _uploads_seen(request).exclude(state=Intake.State.DISCARDED)
    intake = get_object_or_404(intakes, pk=pk)
    try:
        content = intake.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response: HttpResponse = FileResponse(  # type: ignore[assignment]  # streams
        content,
        as_attachment=True,
        filename=intake.file_name,
        content_type="application/octet-stream",
    )
    response["Content-Security-Policy"] = SANDBOX
    return response
