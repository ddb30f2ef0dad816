"""Take a plan document in: kept as uploaded, edited in the preview, then all of it or nothing."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Model

from papi_portal.text import cut
from papi_portal.wording import said
from plans.access import Viewer
from plans.actions import leave_event
from plans.models import Plan, Territory
from tasks.access import territories_to_plan_for
from tasks.actions.refusals import LockedError, number_told_if_taken
from tasks.actions.take_in import COPIED, LONGEST_NAME, ROLES, ROW_COPIED, day_of, write_plan
from tasks.catalogue import frameworks
from tasks.issuing import ODD_YEARS, are_known
from tasks.models import Intake, Task
from tasks.reading import edits, relinking
from tasks.reading.relinking import Relinked

if TYPE_CHECKING:
    from plans.models.plans import PlanQuerySet
    from plans.models.territories import TerritoryQuerySet

Values = dict[str, Any]
DECIDED = said("Văn bản này đã được nhập hoặc đã hủy trước đó.")
NO_COMMITTEE = said("{territory} chưa có UBND trong danh sách đơn vị; thêm UBND rồi nhập lại.")
KNOWN = said("{plan} ngày {day:%d/%m/%Y} đã có trong cổng; hãy kiểm tra số, ngày.")
ROW = said("Dòng {position}")
LONG_NAME = said("{where}: tên “{name}” dài quá {most} ký tự; hãy tách.")
LONG_FIELD = said("{where}: mục “{field}” dài quá {most} ký tự; hãy rút gọn.")
OVER = said("{territory} đã kết thúc ngày {day:%d/%m/%Y}")
BEGINS = said("{territory} chỉ có từ ngày {day:%d/%m/%Y}")
OUT_OF_FORCE = said("{since}, còn văn bản ban hành ngày {on:%d/%m/%Y}.{instead}")
EDITED = said(
    "Người khác (hoặc một thẻ khác của trình duyệt này) vừa sửa bản xem trước; hãy xem lại rồi làm"
    " tiếp."
)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came: its name, cleaned, and its bytes."""

    name: str
    content: bytes

    @property
    def sha256(self) -> str:
        return sha256(self.content).hexdigest()


def start_intake(
    *, territory: Territory, upload: Upload, values: Values, by: Viewer, at: datetime
) -> Intake:
    """Keep an uploaded document with what was understood of it."""
    return keep_upload(
        Intake(territory=territory, values=edits.numbered(values)),
        upload,
        purpose=f"nhập kế hoạch của {territory.name_inside}",
        by=by,
        at=at,
    )


@transaction.atomic
def keep_upload(
    intake: Intake, upload: Upload, *, purpose: str, by: Viewer, at: datetime
) -> Intake:
    """Store what was uploaded, with what was read in it and what it is for."""
    intake.uploaded_by, intake.uploaded_at = by.user, at
    intake.file_name, intake.size = upload.name, len(upload.content)
    intake.sha256 = upload.sha256
    intake.file.save(upload.name, ContentFile(upload.content), save=False)
    with file_goes_with(intake.file):
        intake.save()
        leave_event(
            verb="intake.start",
            sentence=f"tải lên “{upload.name}” để {purpose}",
            by=by,
            at=at,
            about=intake,
            territory=intake.territory,
            details={"sha256": intake.sha256, "size": intake.size},
        )
    return intake


@transaction.atomic
def edit_intake(*, intake: Intake, edit: Callable[[Values], Values]) -> Intake:
    """Apply an edit of the preview to what stands now.

    Raises LockedError when the document was decided meanwhile, ImpossibleEditError when the
    rows do not allow it. No event: nothing is believed yet.
    """
    held = _held(intake)
    held.values = edit(held.values)
    return _kept(held)


@transaction.atomic
def correct_head(
    *, intake: Intake, edit: Callable[[Values], Values], territory: Territory
) -> Relinked:
    """Correct what the document is; rows follow a changed year to that year's indices.

    Returns how many rows were linked otherwise, and how many a person linked by hand were left.
    Raises LockedError when the document was decided meanwhile.
    """
    held = _held(intake)
    was = held.values["years"][0]
    known = frameworks([one.pk for one in territory.line()])
    relinked = relinking.for_year(edit(held.values), was=was, frameworks=known)
    held.values, held.territory = relinked.values, territory
    _kept(held)
    return relinked


@transaction.atomic
def choose_names(*, intake: Intake, choices: dict[str, str]) -> Intake:
    """Keep what people decided about names of units: the folded name and its choice in words."""
    held = _held(intake)
    held.choices = {**held.choices, **choices}
    return _kept(held)


@transaction.atomic
def discard_intake(*, intake: Intake, by: Viewer | None, at: datetime) -> None:
    """Give an uploaded document up: what was read goes now, the file when the act is certain.

    The system itself (None) gives up what nobody decided about in time.
    """
    held = _held(intake)
    held.state, held.decided_at = Intake.State.DISCARDED, at
    held.values, held.choices = {}, {}
    _kept(held)
    transaction.on_commit(lambda: intake.file.delete(save=False))
    leave_event(
        verb="intake.discard",
        sentence=f"hủy văn bản tải lên “{intake.file_name}”"
        + ("" if by else " vì quá hạn chờ xác nhận"),
        by=by,
        at=at,
        about=intake,
        territory=intake.territory,
    )


@transaction.atomic
def confirm_intake(*, intake: Intake, version: int, by: Viewer, at: datetime) -> Plan:
    """Make a draft plan of what the preview shows: all of it or nothing.

    Raises LockedError when the preview changed meanwhile, a hard stop is left or the number was
    taken in this very moment,
    PermissionDenied when the person does not plan for the territory any more.
    """
    intake = _held(intake)
    if not territories_to_plan_for(by).filter(pk=intake.territory_id).exists():
        raise PermissionDenied
    if intake.version != version:
        raise LockedError(EDITED)
    stops = hard_stops(intake)
    if stops:
        raise LockedError(" ".join(stops))
    with number_told_if_taken():
        plan, added = write_plan(
            territory=intake.territory,
            values=intake.values,
            choices=intake.choices,
            on=day_of(intake),
        )
    intake.state, intake.decided_at, intake.plan = Intake.State.CONFIRMED, at, plan
    _kept(intake)
    leave_event(
        verb="intake.confirm",
        sentence=f"nhập {plan} từ “{intake.file_name}”: {plan.tasks.count()} nhiệm vụ"
        + (f"; thêm đơn vị: {', '.join(unit.name for unit in added)}" if added else ""),
        by=by,
        at=at,
        about=plan,
        territory=plan.territory,
        details={"sha256": intake.sha256, "file": intake.file_name},
    )
    return plan


def hard_stops(intake: Intake) -> tuple[str, ...]:
    """Return what must be mended before the document can be taken in, each in a sentence."""
    return tuple(_hard_stops(intake))


def _hard_stops(intake: Intake) -> Iterator[str]:
    values, territory = intake.values, intake.territory
    if not [row for row in values["rows"] if not row["dropped"]]:
        yield said("Không còn dòng nào để nhập.")
    if not values["subject"]:
        yield said("Chưa có trích yếu của kế hoạch.")
    yield from _of_years(*values["years"])
    issued_on = values["issued_on"] and date.fromisoformat(values["issued_on"])
    if issued_on and not Territory.objects.filter(pk=territory.pk).in_force(issued_on).exists():
        yield _out_of_force(territory, issued_on)
    if not territory.units.committees().exists():
        yield NO_COMMITTEE.format(territory=territory)
    elif known := same_number(intake).first():
        yield KNOWN.format(plan=known, day=issued_on)
    yield from _too_long(values)


def _of_years(year_from: int | None, year_to: int | None) -> Iterator[str]:
    if not year_from or not year_to:
        yield said("Chưa có năm thực hiện của kế hoạch.")
    elif year_to < year_from:
        yield said("Năm kết thúc không được trước năm bắt đầu.")
    elif not are_known(year_from, year_to):
        yield ODD_YEARS


def _too_long(values: Values) -> Iterator[str]:
    """Name what the tables cannot hold whole: nothing is cut without a person seeing it."""
    yield from _of_fields(Plan, {name: values[name] for name in COPIED}, said("Văn bản"))
    for position, row in enumerate(values["rows"], start=1):
        found = {**row, "deadline_text": row["deadline"]["raw"]}
        if not row["dropped"]:
            where = ROW.format(position=position)
            kept = {name: found[name] for name in (*ROW_COPIED, "deadline_text")}
            yield from _of_fields(Task, kept, where)
            names = (name for role in ROLES for name in row[role] if len(name) > LONGEST_NAME)
            for name in map(partial(cut, longest=60), names):
                yield LONG_NAME.format(where=where, name=name, most=LONGEST_NAME)


def _of_fields(model: type[Model], values: Values, where: str) -> Iterator[str]:
    for name, value in values.items():
        field: Any = model._meta.get_field(name)
        longest = field.max_length
        if longest and len(value) > longest:
            yield LONG_FIELD.format(where=where, field=field.verbose_name, most=longest)


def same_number(intake: Intake) -> "PlanQuerySet":
    """Return the plan that this document is, if it was taken in or written before."""
    values = intake.values
    numbered = Plan.objects.exclude(number="").exclude(issued_on=None)
    return numbered.filter(
        territory=intake.territory,
        issuer__kind="committee",
        kind=values["kind"] or Plan.Kind.PLAN,
        number=values["number"],
        issued_on=values["issued_on"],
    )


def standing_instead(territory: Territory, on: date) -> "TerritoryQuerySet":
    """Return the territories standing on a day that one out of force then came from or became."""
    ended = territory.valid_to and territory.valid_to < on
    link = "preceded_by__predecessor" if ended else "succeeded_by__successor"
    return Territory.objects.filter(**{link: territory}).in_force(on)


def _out_of_force(territory: Territory, on: date) -> str:
    """Say since when or until when the territory stands, and which to choose instead."""
    if territory.valid_to and territory.valid_to < on:
        since = OVER.format(territory=territory, day=territory.valid_to)
    else:
        since = BEGINS.format(territory=territory, day=territory.valid_from)
    others = ", ".join(f"{one}{one.end_mark}" for one in standing_instead(territory, on))
    instead = said(" Có thể là kế hoạch của: {others}.", others=others) if others else ""
    return OUT_OF_FORCE.format(since=since, on=on, instead=instead)


def _held(intake: Intake) -> Intake:
    """Return the document as it stands, held until the transaction ends."""
    held = Intake.objects.select_for_update().get(pk=intake.pk)
    if not held.is_waiting:
        raise LockedError(DECIDED)
    return held


def _kept(intake: Intake) -> Intake:
    intake.version += 1
    intake.save()
    return intake


@contextmanager
def file_goes_with(file: Any) -> Iterator[None]:
    """Remove a stored file again if what belongs to it cannot be written."""
    try:
        yield
    except BaseException:
        file.delete(save=False)
        raise
