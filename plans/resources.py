"""Lists of units, and of people with their roles: how their rows are found, compared, refused."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet

from papi_portal.resources import (
    ChoiceWidget,
    DayWidget,
    ListField,
    ListResource,
    NamesWidget,
    WrongCellError,
)
from papi_portal.text import clean_line, fold
from papi_portal.wording import said
from papi_portal.workbook.columns import written
from plans import list_columns
from plans.access import Role, Viewer
from plans.actions.posts import PROTECTED
from plans.list_cells import PlaceWidget, UnitWidget, UserWidget, username_in
from plans.models import Lasting, Membership, Unit, User
from plans.places import Places

if TYPE_CHECKING:
    from tablib import Dataset

Row = Mapping[str, Any]
Post = tuple[int, int, str]
"""User, unit, role."""

IDENTITY = ("user", "unit", "role", "valid_from")

BACKWARDS = said("Ngày hết hiệu lực không được trước ngày có hiệu lực.")
ALIKE = said("Gần giống “{name}” đã có tại {place}; dòng này thêm một đơn vị mới.")
LOOKS_ALIKE = said(
    "Đã có tài khoản “{username}”, chỉ khác chữ hoa, chữ thường. Hãy ghi đúng tên đó."
)
TWO_PERSONS = said("Khác với dòng {row} của cùng tên đăng nhập. Hãy ghi giống nhau.")
SHUT = said("Tài khoản đang bị khóa; danh sách này không mở khóa.")
WHICH_POST = said("Người này đã nhiều lần giữ vai trò này tại đơn vị. Hãy ghi ngày có hiệu lực.")
OVERLAP = said(
    "Người này đã giữ vai trò này tại đơn vị trong thời gian đó (từ {since} đến {until})."
)


class UnitResource(ListResource):
    """Units of territories in force; a unit is known by its territory and its name."""

    columns = list_columns.UNITS

    level = ListField("territory__get_level_display", list_columns.LEVEL, readonly=True)
    territory = ListField("territory", list_columns.CODE)
    place = ListField("territory__name", list_columns.PLACE, readonly=True)
    name = ListField("name", list_columns.NAME)
    kind = ListField("kind", list_columns.KIND, widget=ChoiceWidget(Unit.Kind))
    aliases = ListField("aliases", list_columns.ALIASES, widget=NamesWidget())
    valid_from = ListField("valid_from", list_columns.VALID_FROM, widget=DayWidget())
    valid_to = ListField("valid_to", list_columns.VALID_TO, widget=DayWidget())

    class Meta:
        model = Unit
        import_id_fields = ("territory", "name")
        fields = (
            "level",
            "territory",
            "place",
            "name",
            "kind",
            "aliases",
            "valid_from",
            "valid_to",
        )

    def __init__(self, *, on: date) -> None:
        super().__init__()
        self.place_widget = self.fields["territory"].widget = PlaceWidget(Places(on))
        self._alike: dict[tuple[int, str], str] = {}

    def get_queryset(self) -> QuerySet[Unit]:
        return Unit.objects.select_related("territory")

    def load(self, rows: "Dataset") -> None:
        places = {key[0] for row in rows.dict if (key := self.key(row))}
        for unit in self.get_queryset().filter(territory__in=places):
            self.known[unit.territory_id, unit.name] = unit
            self._alike[unit.territory_id, fold(unit.name)] = unit.name

    def key(self, row: Row) -> tuple[int, str] | None:
        name = clean_line(written(row[list_columns.NAME.key]))
        try:
            place = self.place_widget.clean(None, row)
        except WrongCellError:
            return None
        return (place.pk, name) if name else None

    def subject(self, instance: Unit) -> str:
        return f"{instance.name}, {instance.territory.name_inside}"

    def remarks(self, row: Row) -> Iterator[tuple[str, str]]:
        yield list_columns.PLACE.key, self.place_widget.remark(row)

    def rules(self, instance: Unit) -> Iterator[tuple[str, str]]:
        yield from _days_in_order(instance)
        place = instance.territory
        known = self._alike.setdefault((place.pk, fold(instance.name)), instance.name)
        if instance.pk is None and known != instance.name:
            self.note(list_columns.NAME.key, ALIKE.format(name=known, place=place.name_inside))


class PersonResource(ListResource):
    """The people of a list of roles; somebody with two roles stands in two rows, alike.

    New people have no password: an administrator gives them their first one.
    """

    columns = list_columns.PERSON

    username = ListField("username", list_columns.USERNAME)
    full_name = ListField("full_name", list_columns.FULL_NAME)
    email = ListField("email", list_columns.EMAIL)
    phone = ListField("phone", list_columns.PHONE)

    class Meta:
        model = User
        import_id_fields = ("username",)
        fields = ("username", "full_name", "email", "phone")

    def __init__(self, *, by: Viewer) -> None:
        super().__init__()
        self._by = by
        self._spelling: dict[str, str] = {}
        self._again = 0

    def load(self, rows: "Dataset") -> None:
        names = {key for row in rows.dict if (key := self.key(row))}
        self.known = {one.username: one for one in User.objects.filter(username__in=names)}
        for name in User.objects.values_list("username", flat=True):
            self._spelling[name.lower()] = name

    def key(self, row: Row) -> str | None:
        return username_in(row)

    def init_instance(self, row: Row | None = None) -> User:
        person = User()
        person.set_unusable_password()
        return person

    def before_import_row(self, row: Row, **kwargs: Any) -> None:
        """Let a person stand in several rows: there only a difference is a mistake."""
        super().before_import_row(row, **kwargs)
        self._again, self._twice = self._twice, 0

    def rules(self, instance: User) -> Iterator[tuple[str, str]]:
        if self._again:
            before, now = self._before or {}, self.words(instance)
            first = self.numbers[self._again - 1]
            for key in (one for one in now if now[one] != before.get(one)):
                yield key, TWO_PERSONS.format(row=first)
        if instance.is_superuser and not self._by.sees_all:
            yield list_columns.USERNAME.key, PROTECTED
        spelling = self._spelling.setdefault(instance.username.lower(), instance.username)
        if spelling != instance.username:
            yield list_columns.USERNAME.key, LOOKS_ALIKE.format(username=spelling)
        self.known[instance.username] = instance


class MembershipResource(ListResource):
    """Roles of people in units; a role is known by person, unit, role and first day.

    Without a first day in the row the only one there is meant. Runs after PersonResource.
    """

    columns = list_columns.MEMBERSHIPS

    user = ListField("user", list_columns.USERNAME)
    full_name = ListField("user__full_name", list_columns.FULL_NAME, readonly=True)
    email = ListField("user__email", list_columns.EMAIL, readonly=True)
    phone = ListField("user__phone", list_columns.PHONE, readonly=True)
    level = ListField("unit__territory__get_level_display", list_columns.LEVEL, readonly=True)
    code = ListField("unit__territory__code", list_columns.CODE, readonly=True)
    place = ListField("unit__territory__name", list_columns.PLACE, readonly=True)
    unit = ListField("unit", list_columns.UNIT)
    role = ListField("role", list_columns.ROLE, widget=ChoiceWidget(Role))
    title = ListField("title", list_columns.TITLE)
    valid_from = ListField("valid_from", list_columns.VALID_FROM, widget=DayWidget())
    valid_to = ListField("valid_to", list_columns.VALID_TO, widget=DayWidget())

    class Meta:
        model = Membership
        import_id_fields = IDENTITY
        fields = (
            "user",
            "full_name",
            "email",
            "phone",
            "level",
            "code",
            "place",
            "unit",
            "role",
            "title",
            "valid_from",
            "valid_to",
        )

    def __init__(self, *, by: Viewer, on: date) -> None:
        super().__init__()
        self._by = by
        self.place_widget = PlaceWidget(Places(on))
        self.units = self.fields["unit"].widget = UnitWidget(self.place_widget)
        self.people = self.fields["user"].widget = UserWidget()
        self._posts: dict[Post, list[Membership]] = defaultdict(list)

    def get_queryset(self) -> QuerySet[Membership]:
        return Membership.objects.select_related("user", "unit__territory")

    def load(self, rows: "Dataset") -> None:
        listed = list(rows.dict)
        self.people.load(filter(None, map(username_in, listed)))
        self.units.load(listed)
        people = {person.pk for person in self.people.known.values()}
        for post in self.get_queryset().filter(user__in=people):
            self._posts[_post(post)].append(post)

    def key(self, row: Row) -> tuple[Any, ...] | None:
        """Return user, unit, role, first day; the first day is that of the post it means."""
        try:
            user, unit, role, day = (self.fields[name].clean(row) for name in IDENTITY)
        except ValueError:
            return None
        posts = self._posts.get((user.pk, unit.pk, role), [])
        day = posts[0].valid_from if day is None and len(posts) == 1 else day
        return user.pk, unit.pk, role, day

    def find(self, row: Row) -> Membership | None:
        key = self.key(row)
        if key is None:
            return None
        *post, day = key
        kept = [one for one in self._posts.get(tuple(post), ()) if one.valid_from == day]
        return kept[0] if kept else None

    def subject(self, instance: Membership) -> str:
        unit = instance.unit
        role = instance.get_role_display()
        return f"{instance.user.full_name}: {role}, {unit.name}, {unit.territory.name_inside}"

    def remarks(self, row: Row) -> Iterator[tuple[str, str]]:
        yield list_columns.PLACE.key, self.place_widget.remark(row)
        person = self.people.known.get(username_in(row) or "")
        yield list_columns.USERNAME.key, "" if person is None or person.is_active else SHUT

    def rules(self, instance: Membership) -> Iterator[tuple[str, str]]:
        yield from _days_in_order(instance)
        if instance.user.is_superuser and not self._by.sees_all:
            yield list_columns.USERNAME.key, PROTECTED
        posts = self._posts[_post(instance)]
        others = [one for one in posts if one is not instance]
        if instance.pk is None and instance.valid_from is None and len(others) > 1:
            yield list_columns.VALID_FROM.key, WHICH_POST
        elif clash := next((one for one in others if _overlap(one, instance)), None):
            since, until = written(clash.valid_from) or "trước", written(clash.valid_to) or "nay"
            yield list_columns.VALID_FROM.key, OVERLAP.format(since=since, until=until)
        if instance not in posts:
            posts.append(instance)


def _post(membership: Membership) -> Post:
    return membership.user_id, membership.unit_id, membership.role


def _overlap(one: Lasting, other: Lasting) -> bool:
    first, second = one.valid_from or date.min, other.valid_from or date.min
    return first <= (other.valid_to or date.max) and second <= (one.valid_to or date.max)


def _days_in_order(instance: Lasting) -> Iterator[tuple[str, str]]:
    if instance.valid_from and instance.valid_to and instance.valid_to < instance.valid_from:
        yield list_columns.VALID_TO.key, BACKWARDS
