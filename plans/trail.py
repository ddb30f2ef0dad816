"""The trail as a page shows it: kinds of acts in words, who, what, and where to look."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import reduce
from operator import or_

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from plans.access import Viewer
from plans.models import Event, Membership, Territory, User
from plans.models.events import SIGN_IN, EventQuerySet


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of acts: its words, and how the verbs of its events begin."""

    words: str
    verbs: tuple[str, ...]


KINDS = {
    "plan": Kind("kế hoạch", ("plan.", "section.", "row.", "intake.")),
    "progress": Kind("tiến độ, minh chứng", ("progress.", "evidence.")),
    "report": Kind("báo cáo", ("submission.", "difficulty.", "answer.", "finding.")),
    "period": Kind("kỳ báo cáo", ("period.", "reminder.")),
    "list": Kind("danh mục", ("units.", "memberships.", "territory.", "succession.", "rule.")),
    "person": Kind("tài khoản, vai trò", ("post.", "person.", "trail.", "feed.")),
    "sign_in": Kind("đăng nhập, đăng xuất", (SIGN_IN,)),
}
ALL = "all"
"""Asked for, it brings sign-ins too, among which all else would be lost."""

EVERYTHING = {"": "mọi việc, trừ đăng nhập", ALL: "mọi việc"}


@dataclass(frozen=True, slots=True)
class Asked:
    """What part of the trail is asked for; what is empty does not narrow."""

    words: str = ""
    kind: str = ""
    since: date | None = None
    until: date | None = None
    territory: Territory | None = None
    person: User | None = None

    def __str__(self) -> str:
        """Return what is asked for in words: "kế hoạch, từ ngày 01/10/2026, chứa “họp”"."""
        parts = (
            KINDS[self.kind].words if self.kind in KINDS else EVERYTHING[self.kind],
            f"từ ngày {self.since:%d/%m/%Y}" if self.since else "",
            f"đến hết ngày {self.until:%d/%m/%Y}" if self.until else "",
            str(self.territory or ""),
            f"của {self.person}" if self.person else "",
            f"chứa “{self.words}”" if self.words else "",
        )
        return ", ".join(filter(None, parts))


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as a page shows it; addresses are empty where there is nothing to look at."""

    event: Event
    url: str

    @property
    def kind(self) -> str:
        return kind_of(self.event.verb)


def kind_of(verb: str) -> str:
    """Return the words of the kind that a verb belongs to."""
    return next((one.words for one in KINDS.values() if verb.startswith(one.verbs)), "việc khác")


def find(asked: Asked, viewer: Viewer) -> EventQuerySet:
    """Return the entries asked for among those the viewer reads, the latest first."""
    found = Event.objects.visible_to(viewer).saying(asked.words)
    if asked.kind in KINDS:
        begins = (Q(verb__startswith=verb) for verb in KINDS[asked.kind].verbs)
        found = found.filter(reduce(or_, begins))
    elif asked.kind != ALL:
        found = found.exclude(verb__startswith=SIGN_IN)
    if asked.since:
        found = found.filter(at__gte=_midnight(asked.since))
    if asked.until:
        found = found.filter(at__lt=_midnight(asked.until + timedelta(days=1)))
    if asked.territory:
        found = found.filter(territory__in=Territory.objects.within(asked.territory))
    if asked.person:
        found = found.concerning(asked.person)
    return found


def people(viewer: Viewer) -> QuerySet[User]:
    """Return those whose part of the trail may be asked for: of read units, or in read entries."""
    acts = Event.objects.visible_to(viewer).filter(actor=OuterRef("pk"))
    posts = Membership.objects.filter(viewer.reads_unit("unit"), user=OuterRef("pk"))
    return User.objects.filter(Exists(acts) | Exists(posts))


def entries(events: Sequence[Event], viewer: Viewer) -> list[Entry]:
    """Return events with where to look: one query for each kind of thing that has a page."""
    wanted: dict[int, set[int]] = defaultdict(set)
    for event in events:
        if event.subject_type_id and event.subject_id:
            wanted[event.subject_type_id].add(event.subject_id)
    pages: dict[tuple[int | None, int | None], str] = {
        (type_id, thing): url
        for type_id, things in wanted.items()
        for thing, url in _pages(ContentType.objects.get_for_id(type_id), things, viewer)
    }
    return [
        Entry(event, pages.get((event.subject_type_id, event.subject_id), "")) for event in events
    ]


def _pages(kind: ContentType, things: set[int], viewer: Viewer) -> Iterable[tuple[int, str]]:
    """Return the addresses of those of these things that have a page and that the viewer sees."""
    model = kind.model_class()
    rows = getattr(model, "objects", None)
    if not hasattr(model, "get_absolute_url") or not hasattr(rows, "visible_to"):
        return []
    seen = rows.visible_to(viewer).filter(pk__in=things)  # type: ignore[union-attr]
    return [(one.pk, one.get_absolute_url()) for one in seen.distinct()]


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
