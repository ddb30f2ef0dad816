"""The calendar of reporting periods: plan a year, open, close, reopen, give more time."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import partial
from typing import TypedDict

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from papi_portal.pages import asked_number, whole_number
from papi_portal.wording import said
from plans import actions, trail
from plans.access import PortalRequest, Right, Viewer, requires
from plans.calendars import Template, propose
from plans.models import Period, Plan, Territory
from tasks.actions import HandedInMeanwhileError, close_reviewed_periods
from tasks.forms.calendar import (
    CalendarFormSet,
    ExtendForm,
    PatternForm,
    PeriodForm,
    PlannedFormSet,
    ReasonForm,
    as_typed,
)
from tasks.reports import calendar as report

PREFIX = "period"


@require_safe
@requires(Right.READ)
def period_list(request: PortalRequest) -> HttpResponse:
    """Show the calendars of a year: what the viewer reports by, or keeps."""
    years = report.years(request.viewer)
    year = asked_number(request, "year") or (
        request.today.year if request.today.year in years or not years else years[0]
    )
    page = {
        "years": years,
        "year": year,
        "calendars": report.of_year(viewer=request.viewer, year=year, on=request.today),
        "may_plan": kept_territory(request) is not None,
    }
    return render(request, "tasks/period_list.html", page)


@require_http_methods(["GET", "POST"])
@requires(Right.REVIEW)
def period_add(request: PortalRequest) -> HttpResponse:
    """Choose a pattern and a year; look at the days it gives, correct them, keep them."""
    territory = kept_territory(request)
    if territory is None:
        raise PermissionDenied
    plans = Plan.objects.visible_to(request.viewer).issued().filter(territory=territory)
    asked = "template" in request.GET
    pattern = PatternForm(
        request.GET if asked else None,
        plans=plans.select_related("issuer"),
        year=request.today.year + (request.today.month > 10),
    )
    page: dict[str, object] = {"pattern": pattern, "territory": territory}
    if asked and pattern.is_valid():
        proposed = _proposed(pattern, territory)
        forms = CalendarFormSet(request.POST or None, initial=proposed, prefix=PREFIX)
        page["forms"] = forms
        if request.method == "POST" and forms.is_valid():
            made = _planned(request, territory, pattern, forms)
            if made:
                messages.success(request, said("Đã lập {made} kỳ báo cáo.", made=len(made)))
                return redirect(reverse("tasks:period-list", query={"year": made[0].year}))
    refused = pattern.errors or request.method == "POST"
    return render(request, "tasks/period_add.html", page, status=422 if refused else 200)


def _planned(
    request: PortalRequest, territory: Territory, pattern: PatternForm, forms: PlannedFormSet
) -> list[Period]:
    """Keep the periods as typed; none, and the reasons with the pattern, when they do not fit."""
    try:
        return actions.plan_periods(
            territory=territory,
            plan=pattern.cleaned_data["plan"],
            periods=forms.planned,
            by=request.viewer,
            at=timezone.now(),
        )
    except ValidationError as error:
        pattern.add_error(None, error.messages)
        return []


def _proposed(pattern: PatternForm, territory: Territory) -> list[dict[str, object]]:
    """Return the periods of the chosen pattern; districts are due only where there are any."""
    year, template = pattern.cleaned_data["year"], Template(pattern.cleaned_data["template"])
    districts = Territory.objects.filter(level=Territory.Level.DISTRICT).within(territory)
    with_districts = districts.in_force(date(year, 1, 1)).exists()
    return [as_typed(one) for one in propose(template, year, with_districts=with_districts)]


@require_safe
@requires(Right.READ)
def period_detail(request: PortalRequest, pk: int) -> HttpResponse:
    """Show one period: its days, its reports, who got more time, and what became of it."""
    period = _seen(request, pk)
    keeps = request.viewer.keeps_calendar_of(period.territory_id)
    page = {
        "period": period,
        "may_keep": keeps,
        "closing": report.closing(period) if keeps else None,
        "extensions": report.extensions(period, None if keeps else request.viewer.unit_ids),
        "entries": trail.about(period, request.viewer),
    }
    return render(request, "tasks/period_detail.html", page)


@require_http_methods(["GET", "POST"])
@requires(Right.REVIEW)
def period_edit(request: PortalRequest, pk: int) -> HttpResponse:
    """Correct the name and the days of a period that is not closed."""
    period = _kept(request, pk)
    if period.state == Period.State.CLOSED:
        messages.warning(
            request, said("{period} đã khóa; mở lại kỳ trước khi sửa lịch.", period=period)
        )
        return redirect(period)
    form = PeriodForm(request.POST or None, initial=as_typed(period))
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_period(
                period=period, days=form.planned, by=request.viewer, at=timezone.now()
            )
        except ValidationError as error:
            form.add_error(None, error.messages)
        except actions.WrongStateError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, said("Đã sửa lịch {period}.", period=period))
            return redirect(period)
    status = 422 if form.errors else 200
    return render(
        request, "tasks/period_edit.html", {"period": period, "form": form}, status=status
    )


@require_http_methods(["GET", "POST"])
@requires(Right.REVIEW)
def period_open(request: PortalRequest, pk: int) -> HttpResponse:
    """Ask once, then let units record progress for a planned period."""
    period = _kept(request, pk)
    return _moved(
        request,
        period,
        "tasks/period_open.html",
        {},
        lambda: actions.open_period(**_by(request, period)),
    )


@require_http_methods(["GET", "POST"])
@requires(Right.REVIEW)
def period_close(request: PortalRequest, pk: int) -> HttpResponse:
    """Say what closing leaves behind, then lock an open period; ask again when more came in."""
    period = _kept(request, pk)
    seen = seen_reports(request)

    def close() -> Period:
        return close_reviewed_periods(
            periods=[period], in_review=seen, by=request.viewer, at=timezone.now()
        )[0]

    page: dict[str, object] = {"closing": report.closing(period)}
    try:
        return _moved(request, period, "tasks/period_close.html", page, close)
    except HandedInMeanwhileError as error:
        page |= {"period": period, "more": error.more}
        return render(request, "tasks/period_close.html", page, status=409)


@require_http_methods(["GET", "POST"])
@requires(Right.REVIEW)
def period_reopen(request: PortalRequest, pk: int) -> HttpResponse:
    """Ask for the reason, then let a closed period take progress again."""
    period = _kept(request, pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and not form.is_valid():
        page = {"period": period, "form": form}
        return render(request, "tasks/period_reopen.html", page, status=422)
    reason = form.cleaned_data["reason"] if form.is_bound else ""
    act = partial(actions.reopen_period, reason=reason, **_by(request, period))
    return _moved(request, period, "tasks/period_reopen.html", {"form": form}, act)


@require_http_methods(["GET", "POST"])
@requires(Right.REVIEW)
def period_delete(request: PortalRequest, pk: int) -> HttpResponse:
    """Ask once, then take a period that was never opened out of its calendar."""
    period = _kept(request, pk)
    if request.method == "POST":
        try:
            actions.delete_period(**_by(request, period))
        except actions.WrongStateError as error:
            messages.error(request, str(error))
            return redirect(period)
        messages.success(request, said("Đã xóa kỳ {period}.", period=period))
        return redirect(reverse("tasks:period-list", query={"year": period.year}))
    return render(request, "tasks/period_delete.html", {"period": period})


@require_http_methods(["GET", "POST"])
@requires(Right.REVIEW)
def period_extend(request: PortalRequest, pk: int) -> HttpResponse:
    """Choose units, a later day and the reason; give them more time."""
    period = _kept(request, pk)
    units = report.reporting_units(period)
    chosen = {number for raw in request.GET.getlist("unit") if (number := whole_number(raw))}
    form = ExtendForm(request.POST or None, units=units, chosen=chosen)
    if request.method == "POST" and form.is_valid():
        try:
            given = actions.extend_period(
                units=form.chosen,
                due_on=form.cleaned_data["due_on"],
                reason=form.cleaned_data["reason"],
                **_by(request, period),
            )
        except actions.WrongStateError as error:
            form.add_error("due_on", str(error))
        else:
            messages.success(
                request,
                said("Đã gia hạn {period} cho {given} đơn vị.", period=period, given=len(given)),
            )
            return redirect(period)
    page = {"period": period, "form": form, "units": units}
    return render(request, "tasks/period_extend.html", page, status=422 if form.errors else 200)


def _moved(
    request: PortalRequest,
    period: Period,
    template: str,
    page: Mapping[str, object],
    move: Callable[[], Period],
) -> HttpResponse:
    """Show what a step of a period's life means; take it when it was confirmed."""
    if request.method == "GET":
        return render(request, template, {"period": period, **page})
    try:
        moved = move()
    except actions.WrongStateError as error:
        messages.error(request, str(error))
    else:
        messages.success(
            request, said("{period}: {state}.", period=moved, state=moved.get_state_display())
        )
    return redirect(period)


class _By(TypedDict):
    """What every act on a period is told."""

    period: Period
    by: Viewer
    at: datetime


def _by(request: PortalRequest, period: Period) -> _By:
    return {"period": period, "by": request.viewer, "at": timezone.now()}


def seen_reports(request: PortalRequest) -> set[int]:
    """Return the reports that the page for closing showed to wait for review."""
    return {whole_number(raw) or 0 for raw in request.POST.get("in_review", "").split()}


def _seen(request: PortalRequest, pk: int) -> Period:
    periods = Period.objects.visible_to(request.viewer)
    return get_object_or_404(
        periods.select_related("territory", "plan__issuer", "closed_by"), pk=pk
    )


def _kept(request: PortalRequest, pk: int) -> Period:
    """Return a period of a calendar that the viewer keeps."""
    period = _seen(request, pk)
    if not request.viewer.keeps_calendar_of(period.territory_id):
        raise PermissionDenied
    return period


def kept_territory(request: PortalRequest) -> Territory | None:
    """Return the territory whose calendar the viewer keeps, the first of their posts."""
    own = Territory.objects.filter(pk__in=request.viewer.own_ids).order_by("level", "pk")
    return next((one for one in own if request.viewer.keeps_calendar_of(one.pk)), None)
