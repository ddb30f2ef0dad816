"""Show a province's plans and accepted progress to everybody; take them back; keep plans out.

Each act is the administrators' of the province: others are refused with PermissionDenied.
"""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from papi_portal.text import clean_line
from plans.access import Viewer
from plans.actions.events import leave_event
from plans.models import Plan, Publication, Territory


@transaction.atomic
def publish(*, province: Territory, licence: str, by: Viewer, at: datetime) -> Publication:
    """Switch the public page of a province on, or change under which licence it gives its data.

    Done again with the same words, nothing happens.
    """
    held, licence = _held(province, by), clean_line(licence)
    if held.is_shown and held.licence == licence:
        return held
    sentence = (
        "sửa điều kiện sử dụng dữ liệu của trang công khai" if held.is_shown else "mở công khai"
    )
    held.is_shown, held.licence = True, licence
    held.save()
    said = f": {licence}" if licence else ""
    _leave_event("on", f"{sentence}{said}", held, by, at)
    return held


@transaction.atomic
def unpublish(*, province: Territory, by: Viewer, at: datetime) -> Publication:
    """Switch the public page of a province off: from now on it does not exist."""
    held = _held(province, by)
    if held.is_shown:
        held.is_shown = False
        held.save()
        _leave_event("off", "tắt công khai", held, by, at)
    return held


@transaction.atomic
def keep_out(*, plan: Plan, province: Territory, by: Viewer, at: datetime) -> None:
    """Keep a plan out of the public page of its province, shown or not."""
    held = _held(province, by)
    if not held.kept_out.filter(pk=plan.pk).exists():
        held.kept_out.add(plan)
        _leave_event("keep_out", f"không công khai {plan} của {plan.issuer}", held, by, at)


@transaction.atomic
def show_again(*, plan: Plan, province: Territory, by: Viewer, at: datetime) -> None:
    """Let a plan be shown that was kept out of the public page of its province, or of one that went
    into it.
    """
    held = _held(province, by)
    kept_out, _ = Publication.kept_out.through.objects.filter(plan=plan).delete()
    if kept_out:
        _leave_event("show_again", f"công khai lại {plan} của {plan.issuer}", held, by, at)


def _held(province: Territory, by: Viewer) -> Publication:
    """Return what the province shows, held until the transaction ends; nothing at first."""
    if not by.publishes(province.pk) or province.level != Territory.Level.PROVINCE:
        raise PermissionDenied
    Publication.objects.get_or_create(territory=province)
    return Publication.objects.select_for_update().get(territory=province)


def _leave_event(verb: str, sentence: str, held: Publication, by: Viewer, at: datetime) -> None:
    leave_event(
        verb=f"publication.{verb}",
        sentence=sentence,
        by=by,
        at=at,
        about=held,
        territory=held.territory,
    )
