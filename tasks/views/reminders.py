"""What waits for me, whom to remind, and the calendar of my due days."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from papi_portal import csv_files, icalendar
from papi_portal.pages import attachment
from papi_portal.wording import said
from plans import actions, letterheads
from plans.access import PortalRequest, Right, requires
from plans.models import CalendarFeed, Membership, Unit
from tasks import waiting as waiting_report
from tasks.access import reviewing_unit_id
from tasks.reports import due_days, late
from tasks.reports.late import Late
from tasks.views.downward import FILE_TYPES
from tasks.views.periods import PeriodChoice, choose_period

CALENDAR_NAME = "Hạn nộp báo cáo PAPI"
HEADER = ["Mã số", "Đơn vị", "Tình trạng", "Chưa cập nhật", "Tổng số nhiệm vụ", "Hạn nộp"]
HEADER += ["Gia hạn", "So với hạn", "Người liên hệ", "Chức vụ", "Điện thoại", "Thư điện tử"]
OF_CONTACT = ("name", "title", "phone", "email")


@require_safe
@requires(Right.READ)
def waiting(request: PortalRequest) -> HttpResponse:
    """Show all that waits for the viewer today."""
    items = waiting_report.build(viewer=request.viewer, on=request.today)
    return render(request, "tasks/waiting.html", {"items": items})


@require_safe
@requires(Right.REVIEW)
def late_reports(request: PortalRequest) -> HttpResponse:
    """Show who has not reported, whom to call there, and words to send."""
    choice = choose_period(request)
    if choice is None:
        return render(request, "tasks/late_reports.html", {"late": None})
    found = _late(request, choice)
    issuer_id = reviewing_unit_id(request.viewer, choice.period)
    page = {
        "late": found,
        "show": found.show,
        "choice": choice,
        "issuer_id": issuer_id,
        "lacking": _lacking(request, issuer_id) if found.rows else "",
    }
    return render(request, "tasks/late_reports.html", page)


@require_safe
@requires(Right.REVIEW)
def late_file(request: PortalRequest, kind: str) -> HttpResponse:
    """Give the same words as a text file, or the list as a table for Excel."""
    choice = choose_period(request)
    if choice is None or kind not in FILE_TYPES:
        raise Http404
    found = _late(request, choice)
    content = _as_csv(found) if kind == "csv" else found.text.encode()
    response = HttpResponse(content, content_type=FILE_TYPES[kind])
    response["Content-Disposition"] = attachment(f"Chưa nộp báo cáo {choice.period}.{kind}")
    return response


def _lacking(request: PortalRequest, issuer_id: int | None) -> str:
    """Say what the letters of a body would lack at their end: two queries."""
    seen = Unit.objects.visible_to(request.viewer).select_related("territory__parent")
    issuer = seen.filter(pk=issuer_id).first() if issuer_id else None
    return letterheads.lacking(letterheads.build(issuer)) if issuer else ""


def _late(request: PortalRequest, choice: PeriodChoice) -> Late:
    return late.build(
        viewer=request.viewer,
        period=choice.period,
        on=request.today,
        show=request.GET.get("show", ""),
    )


def _as_csv(found: Late) -> bytes:
    rows = [
        [
            row.unit.territory.code,
            row.unit.name,
            row.state_word,
            str(row.missing),
            str(row.total),
            f"{row.due_on:%d/%m/%Y}",
            "có" if row.is_extended else "",
            row.due.text,
            *("; ".join(getattr(one, part) for one in row.contacts) for part in OF_CONTACT),
        ]
        for row in found.rows
    ]
    return csv_files.write([HEADER, *rows])


@require_http_methods(["GET", "POST"])
@requires(Right.READ)
def my_calendar(request: PortalRequest) -> HttpResponse:
    """Show my due days; make the secret address at which a calendar reads them, or revoke it."""
    if not request.viewer.posts:
        raise PermissionDenied
    secret = ""
    if request.method == "POST" and request.POST.get("act") == "revoke":
        if actions.revoke_calendar_feed(by=request.viewer, at=timezone.now()):
            messages.success(
                request, said("Đã hủy địa chỉ lịch. Ứng dụng lịch không đọc được nữa.")
            )
        return redirect("tasks:my-calendar")
    if request.method == "POST":
        secret = actions.make_calendar_feed(by=request.viewer, at=timezone.now())
    page = {
        "days": due_days.build(viewer=request.viewer, on=request.today),
        "feed": CalendarFeed.objects.filter(user=request.user).first(),
        # Said in the answer to the very click and never again: only its hash is kept.
        "address": _address(request, secret) if secret else "",
    }
    return render(request, "tasks/my_calendar.html", page)


def _address(request: PortalRequest, secret: str) -> str:
    return request.build_absolute_uri(reverse("tasks:calendar-feed", args=[secret]))


def _by_secret(view: Callable[[PortalRequest], HttpResponse]) -> Callable[..., HttpResponse]:
    """Let a view be seen by its secret address, as the person to whom it belongs.

    The gate of the view stays. A wrong secret, and that of a person who is switched off or holds
    no post, is not found.
    """

    @wraps(view)
    def opened(request: PortalRequest, secret: str) -> HttpResponse:
        feed = CalendarFeed.objects.at(secret).select_related("user").first()
        if feed is None:
            raise Http404
        request.user = feed.user
        request.viewer = Membership.objects.all().viewer(feed.user, request.today)
        if not request.viewer.posts:
            raise Http404
        return view(request)

    return opened


@login_not_required
@require_safe
@_by_secret
@requires(Right.READ)
def calendar_feed(request: PortalRequest) -> HttpResponse:
    """Give the due days of a person as iCalendar, to whoever knows the secret address."""
    days = (
        icalendar.WholeDay(
            uid=f"{day.key}@papi-portal",
            on=day.on,
            title=day.title,
            url=f"{settings.PUBLIC_URL}{day.url}",
        )
        for day in due_days.build(viewer=request.viewer, on=request.today)
    )
    content = icalendar.written(days, name=CALENDAR_NAME, at=timezone.now())
    return HttpResponse(content, content_type=icalendar.TYPE)
