"""Link what plans cite to the plans in the portal: by itself when one is issued, and by hand.

Only the link and the relation change; the words of a citation stay as issued.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from papi_portal.wording import said
from plans.access import Viewer
from plans.actions import leave_event
from plans.models import Plan, PlanBasis
from plans.models.plans import PlanRelation
from tasks import cited
from tasks.access import may_edit_plan
from tasks.actions.refusals import ConflictError, LockedError
from tasks.cited import TAKING_PLACE


@dataclass(frozen=True, slots=True)
class Link:
    """Which plan a basis is chosen to mean, in which relation, and what stood there when chosen."""

    basis_id: int
    relation: str
    document_id: int | None
    stood: str

    @property
    def chosen(self) -> str:
        """What was chosen, as `stands` says what is."""
        return f"{self.relation}:{self.document_id or ''}"


def stands(basis: PlanBasis) -> str:
    """Return relation and plan of a basis in one word, to see whether somebody changed them."""
    return f"{basis.relation}:{basis.document_id or ''}"


def link_citing(plan: Plan, *, by: Viewer | None, at: datetime) -> list[PlanBasis]:
    """Link the plans that cite a plan by number, day and issuer to it, now that it is issued.

    Runs inside the transaction of the verb that issues it; each linked plan's trail says so.
    """
    found = cited.citing(plan)
    PlanBasis.objects.filter(pk__in=[basis.pk for basis in found]).update(document=plan)
    for basis in found:
        leave_event(
            verb="plan.link",
            sentence=(
                f"liên kết căn cứ “{basis}” với {plan} của {plan.issuer},"
                f" vừa có trong cổng ({PlanRelation(basis.relation).label})"
            ),
            by=by,
            at=at,
            about=basis.plan,
            territory=basis.plan.territory,
            details={"document": plan.pk},
        )
    return found


@transaction.atomic
def link_bases(*, plan: Plan, links: Collection[Link], by: Viewer, at: datetime) -> list[PlanBasis]:
    """Set which plans in the portal the bases of a plan mean; return those that changed.

    Of an issued plan nothing else changes. Raises PermissionDenied, LockedError for a plan that may
    not be chosen or a relation that only issuing brings, ConflictError when somebody changed a
    basis meanwhile: then nothing is written.
    """
    if not may_edit_plan(by, plan):
        raise PermissionDenied
    held = Plan.objects.select_for_update().get(pk=plan.pk)
    choosable = {one.pk: one for one in cited.choosable(by, plan)}
    bases = {one.pk: one for one in cited.linkable(held)}
    changed = []
    for link in links:
        basis = bases.get(link.basis_id)
        if link.chosen in {link.stood, basis and stands(basis)}:
            continue
        if basis is None or stands(basis) != link.stood:
            raise ConflictError(basis)
        _change(basis, link, choosable, is_draft=held.is_draft)
        changed.append(basis)
    PlanBasis.objects.bulk_update(changed, ["relation", "document"])
    for basis in changed:
        leave_event(
            verb="plan.link",
            sentence=_told(basis),
            by=by,
            at=at,
            about=held,
            territory=held.territory,
            details={"basis": basis.pk, "document": basis.document_id},
        )
    return changed


def _change(basis: PlanBasis, link: Link, choosable: Mapping[int, Plan], *, is_draft: bool) -> None:
    if link.relation in TAKING_PLACE and not is_draft:
        msg = said("Kế hoạch đã ban hành không thêm được văn bản mà nó sửa đổi hay thay thế.")
        raise LockedError(msg)
    basis.relation = link.relation
    if link.document_id == basis.document_id:
        return
    if link.document_id and link.document_id not in choosable:
        msg = said("Kế hoạch được chọn không còn trong danh sách; hãy tải lại trang rồi chọn lại.")
        raise LockedError(msg)
    basis.document = choosable[link.document_id] if link.document_id else None


def _told(basis: PlanBasis) -> str:
    relation = PlanRelation(basis.relation).label
    document = basis.document
    if document is None:
        return f"bỏ liên kết căn cứ “{basis}” với kế hoạch trong cổng ({relation})"
    return f"liên kết căn cứ “{basis}” với {document} của {document.issuer} ({relation})"
