"""Lists of units, people, scores: workbooks go out, come in, are looked at and confirmed."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from papi_portal.importing import Outcome, once
from papi_portal.pages import attachment, sheet
from papi_portal.wording import said
from papi_portal.workbook import XLSX
from papi_portal.zip_guard import BadPackageError
from plans import actions, lists
from plans.access import PortalRequest, Right, requires
from plans.list_forms import ListUploadForm
from plans.models import ListImport

LATEST = 10
OTHERWISE = said(
    "Chưa có gì được nhập: dữ liệu của cổng đã thay đổi từ lúc xem trước. Hãy xem lại rồi xác nhận."
)
DONE = said("Đã nhập danh sách: thêm {created}, sửa {updated}, giữ nguyên {unchanged}.")
DISCARDED = said("Đã hủy tệp “{name}”; không có gì thay đổi.")


@require_safe
@requires(Right.ADMINISTER)
def list_index(request: PortalRequest) -> HttpResponse:
    """Show the lists that are kept as workbooks, and one's own latest uploads."""
    latest = ListImport.objects.visible_to(request.viewer).defer("content", "outcome")[:LATEST]
    forms = [(form, form.parts()) for form in lists.FORMS.values()]
    page = {"forms": forms, "latest": latest}
    return render(request, "plans/list_index.html", page)


@require_http_methods(["GET", "POST"])
@requires(Right.ADMINISTER)
def list_upload(request: PortalRequest, kind: str) -> HttpResponse:
    """Ask for a workbook, or read it and go on to its preview."""
    form_of_list = _form(kind)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ListUploadForm(*sent)
    if form.is_valid():
        try:
            received = actions.receive_list(
                kind=kind,
                file_name=form.file_name,
                content=form.cleaned_data["file"].read(),
                by=request.viewer,
                at=timezone.now(),
            )
        except (BadPackageError, actions.InfectedFileError) as error:
            form.add_error("file", str(error))
        else:
            return redirect(received)
    page = {"list": form_of_list, "form": form}
    return render(request, "plans/list_upload.html", page, status=422 if form.errors else 200)


@require_safe
@requires(Right.ADMINISTER)
def list_blank(request: PortalRequest, kind: str) -> HttpResponse:
    """Give the workbook to fill in."""
    return _workbook(lists.blank(_form(kind).kind), f"{_form(kind).title} - mẫu")


@require_safe
@requires(Right.ADMINISTER)
def list_present(request: PortalRequest, kind: str) -> HttpResponse:
    """Give the list as it stands, or a part of it, to be changed and brought back."""
    form, part = _form(kind), request.GET.get("part", "")
    parts = form.parts()
    if part and part not in parts:
        raise Http404
    part = part or next(iter(parts), "")
    name = " - ".join(filter(None, (form.title, part, f"{request.today:%Y-%m-%d}")))
    return _workbook(lists.present(kind, by=request.viewer, part=part), name)


@require_safe
@requires(Right.ADMINISTER)
def list_import(request: PortalRequest, pk: int) -> HttpResponse:
    """Show what an uploaded list would do, or what it did."""
    kept = _uploaded(request, pk)
    outcome = Outcome.from_json(kept.outcome)
    parts: dict[str, tuple[Any, ...]] = {
        "errors": once(outcome.problems),
        "changes": outcome.changes,
        "notes": once(outcome.notes),
    }
    first = "errors" if outcome.problems else "changes"
    asked = request.GET.get("show", "")
    show = asked if asked in parts else first
    page = {
        "import": kept,
        "list": lists.FORMS[kept.kind],
        "outcome": outcome,
        "parts": parts,
        "show": show,
        "sheet": sheet(parts[show], request),
        "gone": kept.is_waiting and timezone.now() >= kept.waits_until,
        "before": _same_file(kept),
    }
    return render(request, "plans/list_import.html", page)


@require_POST
@requires(Right.ADMINISTER)
def list_confirm(request: PortalRequest, pk: int) -> HttpResponse:
    """Take in an uploaded list as it was seen; a second time shows the same result."""
    kept = _uploaded(request, pk)
    try:
        decided = actions.confirm_list(
            list_import=kept,
            seen=request.POST.get("seen", ""),
            by=request.viewer,
            at=timezone.now(),
        )
    except (actions.ListGoneError, BadPackageError) as error:
        messages.error(request, str(error))
        return redirect(kept)
    if decided.is_waiting:
        messages.warning(request, OTHERWISE)
    else:
        outcome = Outcome.from_json(decided.outcome)
        counts = {name: getattr(outcome, name) for name in ("created", "updated", "unchanged")}
        messages.success(request, DONE.format(**counts))
    return redirect(decided)


@require_POST
@requires(Right.ADMINISTER)
def list_discard(request: PortalRequest, pk: int) -> HttpResponse:
    """Give an uploaded list up."""
    kept = _uploaded(request, pk)
    actions.discard_list(list_import=kept, by=request.viewer, at=timezone.now())
    messages.success(request, DISCARDED.format(name=kept.file_name))
    return redirect("plans:list-index")


@require_safe
@requires(Right.ADMINISTER)
def list_errors(request: PortalRequest, pk: int) -> HttpResponse:
    """Give the uploaded workbook back, with what is wrong with each row in a last column."""
    kept = _uploaded(request, pk)
    if not kept.is_waiting:
        raise Http404
    try:
        content = lists.returned(kept)
    except BadPackageError as error:
        messages.error(request, str(error))
        return redirect(kept)
    return _workbook(content, f"{kept.file_name.removesuffix('.xlsx')} - có cột Lỗi")


def _form(kind: str) -> lists.ListForm:
    if kind not in lists.FORMS:
        raise Http404
    return lists.FORMS[kind]


def _uploaded(request: PortalRequest, pk: int) -> ListImport:
    return get_object_or_404(ListImport.objects.visible_to(request.viewer), pk=pk)


def _same_file(kept: ListImport) -> ListImport | None:
    """Return where the same file was taken in before, by anybody."""
    same = ListImport.objects.confirmed().of_file(kept.kind, kept.sha256).exclude(pk=kept.pk)
    return same.select_related("uploaded_by").defer("outcome").first()


def _workbook(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = attachment(f"{name}.xlsx")
    return response
