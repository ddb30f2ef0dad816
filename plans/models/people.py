"""People who sign in, and the posts that give them reach."""

from collections import defaultdict
from datetime import date
from typing import Any, Self

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db import models
from django.db.models import F, FilteredRelation, Q
from django.utils import timezone

from papi_portal.constraints import one_of
from plans.access import RIGHTS, Post, Right, Role, Viewer
from plans.models.lasting import Lasting, LastingQuerySet
from plans.models.territories import Succession
from plans.models.units import Unit


class UserManager(BaseUserManager["User"]):
    """Makes accounts."""

    def create_user(self, username: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(username=self.model.normalize_username(username), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, username: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(username, password, is_staff=True, is_superuser=True, **fields)


class Language(models.TextChoices):
    """A language of the pages, under its own name."""

    VIETNAMESE = "vi", "Tiếng Việt"
    ENGLISH = "en", "English"


class User(AbstractBaseUser, PermissionsMixin):
    """A person who signs in: an official with one full name."""

    username = models.CharField(
        "tên đăng nhập",
        max_length=50,
        unique=True,
        validators=[UnicodeUsernameValidator()],
        error_messages={"unique": "Tên đăng nhập này đã có người dùng."},
    )
    full_name = models.CharField("họ và tên", max_length=100)
    email = models.EmailField("thư điện tử", blank=True)
    phone = models.CharField("điện thoại", max_length=20, blank=True)
    is_active = models.BooleanField("đang hoạt động", default=True)
    is_staff = models.BooleanField("được vào trang quản trị", default=False)
    joined_at = models.DateTimeField("ngày tạo", default=timezone.now)
    language = models.CharField("ngôn ngữ", max_length=2, choices=Language, blank=True)
    """Empty for who never chose."""

    objects = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        verbose_name = "người dùng"
        verbose_name_plural = "người dùng"
        ordering = ("username",)
        constraints = [
            one_of("language", Language, name="plans_user_language_is_known", blank=True)
        ]

    def __str__(self) -> str:
        return self.full_name

    def get_full_name(self) -> str:
        return self.full_name


class MembershipQuerySet(LastingQuerySet["Membership"]):
    """Memberships."""

    def viewer(self, user: User, on: date) -> Viewer:
        """Return what this person reaches on a day: one query, whatever the number of posts."""
        merged = "unit__territory__preceded_by"
        whole = FilteredRelation(merged, condition=~Q(**{f"{merged}__kind": Succession.Kind.PART}))
        rows = (
            self.in_force(on)
            .filter(user=user)
            .select_related("unit__territory__parent__parent")
            .annotate(
                whole=whole,
                before=F("whole__predecessor"),
                above_before=F("whole__predecessor__parent"),
                top_before=F("whole__predecessor__parent__parent"),
            )
        )
        held: dict[int, list[Membership]] = defaultdict(list)
        for row in rows:  # one for each territory merged into the post's
            held[row.pk].append(row)
        return Viewer.of(user, on=on, posts=tuple(_post(each) for each in held.values()))

    def handed_over_by(self, viewer: Viewer) -> Self:
        """Keep the posts that the viewer may hand over.

        Administrators all; a reviewer those of officers and leaders below their own territory, so
        that nobody deals out rights like their own.
        """
        if viewer.may(Right.ADMINISTER):
            return self
        above = {
            post.territory_ids[0] for post in viewer.posts if Right.APPOINT in RIGHTS[post.role]
        }
        below = Q(unit__territory__parent__in=above) | Q(unit__territory__parent__parent__in=above)
        return self.filter(below, role__in=[Role.OFFICER, Role.LEADER])


class Membership(Lasting):
    """The post of a person in a unit, from one day to another; all rights come from it."""

    Role = Role

    user = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="memberships", verbose_name="người dùng"
    )
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="memberships", verbose_name="đơn vị"
    )
    role = models.CharField("vai trò", max_length=10, choices=Role)
    title = models.CharField("chức vụ", max_length=100, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta(Lasting.Meta):
        verbose_name = "vai trò của người dùng"
        verbose_name_plural = "vai trò của người dùng"
        ordering = ("pk",)
        constraints = [
            *Lasting.Meta.constraints,
            one_of("role", Role, name="plans_membership_role_is_known"),
            models.UniqueConstraint(
                fields=["user", "unit", "role", "valid_from"],
                name="plans_membership_one_per_post_and_first_day",
                violation_error_message="Người này đã giữ vai trò này tại đơn vị từ ngày đó.",
            ),
            models.UniqueConstraint(
                fields=["user", "unit", "role"],
                condition=Q(valid_from__isnull=True),
                name="plans_membership_one_per_post_since_ever",
                violation_error_message="Người này đã giữ vai trò này tại đơn vị.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}, {self.unit}"


def _post(rows: list[Any]) -> Post:
    """Return a post from what was read of it.

    A commune that took in one hamlet of another does not read that other's reports.
    """
    membership, unit = rows[0], rows[0].unit
    lines = [(row.before, row.above_before, row.top_before) for row in rows if row.before]
    return Post(
        role=Role(membership.role),
        unit_id=unit.pk,
        unit_name=unit.name,
        is_committee=unit.kind == Unit.Kind.COMMITTEE,
        territory_ids=tuple(territory.pk for territory in unit.territory.line()),
        merged=tuple(tuple(filter(None, line)) for line in lines),
        place=_place(unit),
    )


def _place(unit: Unit) -> str:
    own, *above = unit.territory.line()
    names = [unit.name]
    if own.bare_name not in unit.name:
        names.append(own.name_inside)
    return ", ".join([*names, *(territory.name_inside for territory in above)])
