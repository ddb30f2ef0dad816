"""Who may see and do what: the one place where access is decided.

What a person may not see does not exist for them (404); what they see but may not change is 403.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, Self, cast

from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse

from papi_portal.wording import said

if TYPE_CHECKING:
    from django_htmx.middleware import HtmxDetails

    from plans.models import Territory, User

Params = ParamSpec("Params")


class Role(models.TextChoices):
    """What a person is in a unit."""

    OFFICER = "officer", "cán bộ cập nhật"
    LEADER = "leader", "lãnh đạo"
    REVIEWER = "reviewer", "cán bộ tổng hợp, thẩm định"
    SECTOR = "sector", "cán bộ sở, ngành"
    AUDITOR = "auditor", "kiểm tra, giám sát"
    ADMIN = "admin", "quản trị"


class Right(Enum):
    """What a page asks for."""

    READ = auto()
    RECORD = auto()
    SUBMIT = auto()
    REVIEW = auto()
    APPOINT = auto()
    ADMINISTER = auto()


RIGHTS: dict[Role, frozenset[Right]] = {
    Role.OFFICER: frozenset({Right.READ, Right.RECORD}),
    Role.LEADER: frozenset({Right.READ, Right.RECORD, Right.SUBMIT}),
    Role.REVIEWER: frozenset({Right.READ, Right.REVIEW, Right.APPOINT}),
    Role.SECTOR: frozenset({Right.READ, Right.RECORD}),
    Role.AUDITOR: frozenset({Right.READ}),
    Role.ADMIN: frozenset({Right.READ}),
}
OFFICE = frozenset({Right.READ, Right.APPOINT, Right.ADMINISTER})
"""What the portal's administrators may, whatever posts they hold."""
UNSEEN = frozenset({Right.APPOINT, Right.ADMINISTER})
"""Rights whose pages do not exist for those who lack them."""
SEES_BELOW = frozenset({Role.REVIEWER, Role.AUDITOR, Role.ADMIN})


@dataclass(frozen=True, slots=True)
class Post:
    """One membership in force: a role at a unit; territories run from its own upwards."""

    role: Role
    unit_id: int
    unit_name: str
    is_committee: bool
    territory_ids: tuple[int, ...]
    merged: tuple[tuple[int, ...], ...]
    """What was merged whole into its territory: each one with all that stood above it."""
    place: str

    @property
    def sees_below(self) -> bool:
        """Whether the territories below are read too: those who review, audit, or lead the UBND."""
        return self.role in SEES_BELOW or (self.role == Role.LEADER and self.is_committee)


@dataclass(frozen=True, slots=True)
class Viewer:
    """A person as seen on one day: their posts and what these reach.

    A post at a territory's UBND reaches every unit of it, at another unit that unit only;
    reviewers and auditors also reach the territories below. Predecessors of a territory
    are read with it; of theirs only plans are still written down, never reports.
    """

    user: "User"
    on: date
    posts: tuple[Post, ...]
    sees_all: bool
    rights: frozenset[Right]
    unit_ids: frozenset[int]
    """Units where the person holds a post."""
    guiding_unit_ids: frozenset[int]
    """Units by which the person follows what they guide; who reads all below needs none."""
    recording_unit_ids: frozenset[int]
    """Units that the person reports for."""
    recording_whole_ids: frozenset[int]
    """Territories for all of whose units the person reports, from a post at the UBND."""
    read_ids: frozenset[int]
    """Territories read in full from a post at the UBND, with their predecessors."""
    below_ids: frozenset[int]
    """Territories read in full with everything below them."""
    own_ids: frozenset[int]
    """Territories of the units where the person holds a post."""
    known_ids: frozenset[int]
    """Own territories, their predecessors and all above these: issued plans are read."""

    @classmethod
    def of(cls, user: "User", *, on: date, posts: tuple[Post, ...]) -> Self:
        """Work out the reach of these posts."""
        recording = [post for post in posts if Right.RECORD in RIGHTS[post.role]]
        return cls(
            user=user,
            on=on,
            posts=posts,
            sees_all=user.is_superuser,
            rights=(OFFICE if user.is_staff or user.is_superuser else frozenset[Right]()).union(
                *(RIGHTS[post.role] for post in posts)
            ),
            unit_ids=frozenset(post.unit_id for post in posts),
            guiding_unit_ids=frozenset(post.unit_id for post in posts if not post.sees_below),
            recording_unit_ids=frozenset(post.unit_id for post in recording),
            recording_whole_ids=frozenset(
                post.territory_ids[0] for post in recording if post.is_committee
            ),
            read_ids=_with_merged(post for post in posts if post.is_committee),
            below_ids=_with_merged(post for post in posts if post.sees_below),
            own_ids=frozenset(post.territory_ids[0] for post in posts),
            known_ids=frozenset(
                id_ for post in posts for line in (post.territory_ids, *post.merged) for id_ in line
            ),
        )

    @property
    def place(self) -> str:
        """The place the person works for, as the header shows it."""
        if self.posts:
            return self.posts[0].place
        return said("Quản trị hệ thống") if self.sees_all else ""

    @property
    def reach(self) -> frozenset[str]:
        """All that the person may, in words that can be kept: what is lost is missing later."""
        posts = {f"{post.role} {post.unit_id}" for post in self.posts}
        kinds = {"reads": self.read_ids, "below": self.below_ids, "knows": self.known_ids}
        places = {f"{how} {place}" for how, ids in kinds.items() for place in ids}
        return frozenset(posts | places | ({"all"} if self.sees_all else set()))

    @property
    def records(self) -> bool:
        """Whether the person reports on anything."""
        return self.may(Right.RECORD)

    @property
    def appoints(self) -> bool:
        """Whether the person hands posts over."""
        return self.may(Right.APPOINT)

    def may(self, right: Right) -> bool:
        """Tell whether any post gives this right."""
        return right in self.rights

    def keeps_calendar_of(self, territory_id: int) -> bool:
        """Tell whether the person plans, opens and closes the periods of a territory's calendar."""
        return any(
            Right.REVIEW in RIGHTS[post.role] and post.territory_ids[0] == territory_id
            for post in self.posts
        )

    def publishes(self, province_id: int) -> bool:
        """Tell whether the person switches the public page of a province on and off."""
        return self.sees_all or any(
            post.role == Role.ADMIN and post.territory_ids[0] == province_id for post in self.posts
        )

    def merged_into(self, territory_ids: Collection[int]) -> frozenset[int]:
        """Return what was merged whole into these, of the territories where one holds a post."""
        return frozenset(
            line[0]
            for post in self.posts
            if post.territory_ids[0] in territory_ids
            for line in post.merged
        )

    def reads_all_of(self, territory_id: int) -> bool:
        """Tell whether a territory is read with everything below it."""
        return self.sees_all or territory_id in self.below_ids

    def reads(self, territory: "Territory") -> bool:
        """Tell whether a territory is read in full, as `reads_territory` says of many."""
        own, *above = (one.pk for one in territory.line())
        return (
            self.sees_all
            or own in self.read_ids | self.below_ids
            or not self.below_ids.isdisjoint(above)
        )

    def reads_territory(self, path: str) -> Q:
        """Return the condition that the territory at this path is read in full."""
        if self.sees_all:
            return Q(**{f"{path or 'pk'}__isnull": False})
        own, parent = (path, f"{path}__parent") if path else ("pk", "parent")
        return (
            Q(**{f"{own}__in": self.read_ids | self.below_ids})
            | Q(**{f"{parent}__in": self.below_ids})
            | Q(**{f"{parent}__parent__in": self.below_ids})
        )

    def knows_territory(self, path: str) -> Q:
        """Return the condition that the territory at this path is one's own or above it."""
        return Q(**{f"{path or 'pk'}__in": self.known_ids})

    def reads_unit(self, path: str) -> Q:
        """Return the condition that the unit at this path is read in full."""
        prefix = f"{path}__" if path else ""
        return Q(**{f"{path or 'pk'}__in": self.unit_ids}) | self.reads_territory(
            f"{prefix}territory"
        )


def _with_merged(posts: Iterable[Post]) -> frozenset[int]:
    return frozenset(line[0] for post in posts for line in (post.territory_ids, *post.merged))


class PortalRequest(HttpRequest):
    """A request that went through the portal's middleware."""

    user: Any
    htmx: "HtmxDetails"
    viewer: Viewer
    today: date


Page = Callable[Concatenate[PortalRequest, Params], HttpResponse]


def requires(right: Right) -> Callable[[Page[Params]], Page[Params]]:
    """Close a view to all but those who hold the right; a test proves that none is left open.

    Who has not signed in never comes here: Django's LoginRequiredMiddleware asks first.
    """

    def close(view: Page[Params]) -> Page[Params]:
        @wraps(view)
        def gated(
            request: PortalRequest, *args: Params.args, **kwargs: Params.kwargs
        ) -> HttpResponse:
            if not request.viewer.may(right):
                raise Http404 if right in UNSEEN else PermissionDenied
            return view(request, *args, **kwargs)

        gated.gate = right  # type: ignore[attr-defined]
        return cast("Page[Params]", gated)

    return close
