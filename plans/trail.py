"""The trail as a page shows it: kinds of acts in words, who, what, and where to look."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import reduce
from operator import or_

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.utils import timezone

from papi_portal.templatetags.portal import moment
from papi_portal.wording import said
from plans.access import Viewer
from plans.models import Event, Membership, Territory, User
from plans.models.events import SIGN_IN, EventQuerySet


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of acts: its words, and how the verbs of its events begin."""

    words: str
    verbs: tuple[str, ...]


KINDS = {
    "plan": Kind(
        said("kế hoạch"),
        ("plan.", "section.", "row.", "target.", "intake.", "publication."),
    ),
    "progress": Kind(said("tiến độ, minh chứng"), ("progress.", "evidence.")),
    "report": Kind(said("báo cáo"), ("submission.", "difficulty.", "answer.", "finding.")),
    "period": Kind(said("kỳ báo cáo"), ("period.", "reminder.")),
    "list": Kind(
        said("danh mục"),
        (
            *("units.", "memberships.", "scores.", "framework.", "letterhead."),
            *("territory.", "succession.", "rule."),
        ),
    ),
    "person": Kind(said("tài khoản, vai trò"), ("post.", "person.", "trail.", "feed.")),
    "sign_in": Kind(said("đăng nhập, đăng xuất"), (SIGN_IN,)),
}
ALL = "all"
"""Asked for, it brings sign-ins too, among which all else would be lost."""

SAVE = "progress.record"
"""The verb of what typing leaves behind at every pause: see `fold`."""
IN_ONE_GO = timedelta(minutes=15)
READ = 200
"""Events about one thing that its page reads; the searchable page has the rest."""

EVERYTHING = {"": said("mọi việc, trừ đăng nhập"), ALL: said("mọi việc")}


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
    """One line as a page shows it: an event, or the last of several saves of one row in one go.

    The address is empty where there is nothing to look at.
    """

    event: Event
    first_at: datetime
    times: int = 1
    url: str = ""

    @property
    def kind(self) -> str:
        return kind_of(self.event.verb)

    @property
    def when(self) -> str:
        """The moment; of several saves from when to when: "10:42–10:51 21/11/2026"."""
        first, last = moment(self.first_at), moment(self.event.at)
        return last if first == last else f"{first.partition(' ')[0]}–{last}"

    @property
    def thing(self) -> tuple[int | None, int | None]:
        """What the event is about: its kind and number."""
        return self.event.subject_type_id, self.event.subject_id

    def goes_on(self, earlier: Event) -> bool:
        """Tell whether an earlier event is a save of the same row by the same person in one go.

        Saves of a row say the same up to the colon: for which period, on whose behalf, and whether
        the words are those of the period before. The state that was saved comes after it.
        """
        return (
            self.event.verb == earlier.verb == SAVE
            and (self.event.actor_id, self.event.actor_text)
            == (earlier.actor_id, earlier.actor_text)
            and _head(self.event) == _head(earlier)
            and self.event.at - earlier.at <= IN_ONE_GO
        )


def fold(events: Iterable[Event]) -> list[Entry]:
    """Return events, the latest first, as lines: a row that saved itself ten times is one of them.

    Only what is shown is folded: every save stays stored, and is in the file that is taken out.
    What others do to the row in between starts a new line.
    """
    lines: list[Entry] = []
    latest: dict[tuple[int | None, int | None], int] = {}
    for event in events:
        line = Entry(event, event.at)
        known = latest.get(line.thing)
        if known is not None and lines[known].goes_on(event):
            times = lines[known].times + 1
            lines[known] = replace(lines[known], first_at=event.at, times=times)
            continue
        latest[line.thing] = len(lines)
        lines.append(line)
    return lines


def about(thing: Model, viewer: Viewer) -> list[Entry]:
    """Return the latest lines about a thing that the viewer reads, as its page shows them."""
    return _latest(Event.objects.visible_to(viewer).about(thing))


def way_of(thing: Model, *, but: Collection[str] = ()) -> list[Entry]:
    """Return the latest lines about a thing to who reads it, wherever its unit is at home.

    Acts of the verbs in `but` are left out.
    """
    return _latest(Event.objects.about(thing).exclude(verb__in=but))


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


def entries(events: Iterable[Event], viewer: Viewer) -> list[Entry]:
    """Return lines with where to look: one query for each kind of thing that has a page."""
    lines = fold(events)
    wanted: dict[int, set[int]] = defaultdict(set)
    for type_id, thing in (line.thing for line in lines):
        if type_id and thing:
            wanted[type_id].add(thing)
    pages: dict[tuple[int | None, int | None], str] = {
        (type_id, thing): url
        for type_id, things in wanted.items()
        for thing, url in _pages(ContentType.objects.get_for_id(type_id), things, viewer)
    }
    return [replace(line, url=pages.get(line.thing, "")) for line in lines]


def _pages(kind: ContentType, things: set[int], viewer: Viewer) -> Iterable[tuple[int, str]]:
    """Return the addresses of those of these things that have a page and that the viewer sees."""
    model = kind.model_class()
    rows = getattr(model, "objects", None)
    if not hasattr(model, "get_absolute_url") or not hasattr(rows, "visible_to"):
        return []
    seen = rows.visible_to(viewer).filter(pk__in=things)  # type: ignore[union-attr]
    return [(one.pk, one.get_absolute_url()) for one in seen.distinct()]


def _latest(events: EventQuerySet) -> list[Entry]:
    return fold(events.defer("details", "words")[:READ])


def _head(event: Event) -> str:
    return event.sentence.partition(":")[0]


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
