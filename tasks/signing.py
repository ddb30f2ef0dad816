"""Who issues a draft, and the drafts that wait for a person to issue them."""

from collections import defaultdict
from datetime import date
from functools import reduce
from typing import TYPE_CHECKING

from django.db.models import Q

from papi_portal.wording import said
from plans.access import RIGHTS, Right, Viewer
from plans.models import Membership, Plan, Succession, Unit
from tasks.access import may_issue_plan, territories_to_plan_for
from tasks.issuing import is_recorded

if TYPE_CHECKING:
    from plans.models.plans import PlanQuerySet

SIGNING = [role for role, rights in RIGHTS.items() if Right.SUBMIT in rights]
REVIEWING = [role for role, rights in RIGHTS.items() if Right.REVIEW in rights]
NOBODY = said(
    "Chưa có người ban hành: {issuer} chưa có lãnh đạo dùng cổng; hãy đề nghị quản trị hệ thống cấp"
    " tài khoản."
)
INSTEAD = said(
    "{issuer} chưa có lãnh đạo dùng cổng nên {body} {act} thay; dự thảo có ở mục “Dự thảo chờ ban"
    " hành” trên trang Kế hoạch."
)
THEY = said(
    "Người {act}: {names}, {body}; dự thảo có ở mục “Dự thảo chờ ban hành” trên trang đầu của họ."
)


def waiting_for(viewer: Viewer) -> "PlanQuerySet":
    """Return the drafts that the viewer may issue, as `may_issue_plan` says of each.

    Asking costs who signs nothing no query.
    """
    posts = tuple(post for post in viewer.posts if post.role in {*SIGNING, *REVIEWING})
    if not posts:
        return Plan.objects.none()
    signing = Viewer.of(viewer.user, on=viewer.on, posts=posts)
    own = Q(issuer__in=signing.recording_unit_ids)
    others = Q(issuer__kind=Unit.Kind.COMMITTEE, territory__in=territories_to_plan_for(signing))
    return Plan.objects.filter(own | others, state=Plan.State.DRAFT).latest_first()


def next_step(viewer: Viewer, plan: Plan) -> str:
    """Say who issues a draft that the viewer may not issue, and where they find it.

    That is a leader of its UBND or of what took its place, else the office that stands in. It
    costs some five queries for each body of these.
    """
    if may_issue_plan(viewer, plan):
        return ""
    posts = _posts(plan, viewer.on)
    if not posts:
        return NOBODY.format(issuer=plan.issuer)
    body = posts[0].unit
    act = said("ghi nhận đã ban hành") if is_recorded(plan, on=viewer.on) else said("ban hành")
    if posts[0].role in REVIEWING:
        return INSTEAD.format(issuer=plan.issuer, body=body, act=act)
    names = [
        said("{title} {name}", title=one.title or said("Lãnh đạo"), name=one.user.full_name)
        for one in posts
    ]
    either = reduce(lambda one, other: said("{one} hoặc {other}", one=one, other=other), names)
    return THEY.format(act=act, names=either, body=body)


def _posts(plan: Plan, on: date) -> list[Membership]:
    """Return those who may issue a draft, of one body and role: its leaders before who stands in.

    Of each body one is asked for, because all who hold the same role there may the same.
    """
    bodies = defaultdict[tuple[bool, bool, int], list[Membership]](list)
    for post in _candidates(plan, on):
        stands_in, elsewhere = post.role in REVIEWING, post.unit_id != plan.issuer_id
        bodies[stands_in, elsewhere, post.unit_id].append(post)
    viewers = Membership.objects.all().viewer
    for _, posts in sorted(bodies.items()):
        if may_issue_plan(viewers(posts[0].user, on), plan):
            return posts
    return []


def _candidates(plan: Plan, on: date) -> list[Membership]:
    line = [place.pk for place in plan.territory.line()]
    heirs = Succession.objects.filter(predecessor__in=line).values("successor")
    leading = Q(unit=plan.issuer_id) | Q(unit__territory__in=heirs, unit__kind=Unit.Kind.COMMITTEE)
    above = Q(unit__territory__in=line) | Q(unit__territory__in=heirs)
    posts = Membership.objects.in_force(on).filter(
        Q(leading, role__in=SIGNING) | Q(above, role__in=REVIEWING), user__is_active=True
    )
    return list(posts.select_related("user", "unit"))
