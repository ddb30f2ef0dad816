"""The targets of a plan as a workbook, and the list in it on its way back in."""

from functools import partial

from indicators import workbooks
from indicators.targets.checked import Check, PlanTargets
from indicators.targets.columns import TARGETS
from indicators.targets.resources import TargetResource
from papi_portal import kept_lists
from papi_portal.wording import said
from papi_portal.workbook import Column, Sheet, Table, Value, guide, read_strange, write
from plans import lists
from plans.models import Plan

MOST = 300
"""Targets of one list; real plans have forty at most."""
TOO_MANY = said(
    "Tệp có quá {most} mục tiêu. Hãy bớt dòng, hoặc xem lại có đúng tệp không.", most=MOST
)

CHECKS = (
    workbooks.COMPONENT,
    workbooks.YEAR,
    Column("what", "Đối chiếu", 44),
    Column("said", "Kế hoạch ghi", 12, kind="points"),
    Column("found", "Tính được", 12, kind="points"),
    Column("result", "Kết luận", 24),
)


def workbook_of(found: PlanTargets, source: str) -> bytes:
    """Return the targets judged, the checks if any, and the list that can come back."""
    title = f"Mục tiêu của {found.plan}"
    checks = [*found.sums, *found.changes]
    resource = TargetResource(found.plan)
    listed = resource.export(resource.get_queryset().order_by("position", "pk"))  # type: ignore[no-untyped-call]
    judged = [
        workbooks.targets(found.plan, found.verdicts, source),
        *([Sheet("Đối chiếu", CHECKS, map(_cells, checks), above=(title, source))] * bool(checks)),
    ]
    to_fill = [Sheet("Danh sách mục tiêu", TARGETS, listed, above=(title,))]
    # Excel opens on the first sheet: in a draft that is the one to be filled in.
    first, then = (to_fill, judged) if found.plan.is_draft else (judged, to_fill)
    return write([*first, *then, guide(TARGETS)])


def _cells(check: Check) -> tuple[Value, ...]:
    return (str(check.about), check.year, check.sentence, check.said, check.found, check.word)


def read(content: bytes) -> Table:
    """Return the list of a stranger's workbook, as `plans.lists.read_few`."""
    reading = partial(read_strange, content, TARGETS)
    return lists.read_few(reading, most=MOST, too_many=TOO_MANY)


def packed(table: Table, plan: Plan) -> str:
    """Return a list as its preview keeps it for the confirmation: signed, for this plan alone."""
    return kept_lists.packed(table, salt=_salt(plan))


def unpacked(kept: str, plan: Plan) -> Table:
    """Return the list that a preview kept; raise PreviewGoneError for anything else."""
    table, _ = kept_lists.unpacked(kept, TARGETS, salt=_salt(plan))
    return table


def _salt(plan: Plan) -> str:
    return f"{__name__}.{plan.pk}"
