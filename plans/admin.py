"""Administration of people, their roles, units and periods; everything else is only shown."""

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING, Any, cast

from allauth.account.models import EmailAddress
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import BaseUserCreationForm
from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from papi_portal.admin_site import ModelAdmin, ReadingAdmin
from plans import actions
from plans.access import PortalRequest
from plans.models import (
    Event,
    Job,
    Membership,
    Period,
    Plan,
    Succession,
    Territory,
    Unit,
    User,
)

if TYPE_CHECKING:
    StackedInline = admin.StackedInline[Membership, User]
    PersonAdmin = UserAdmin[User]
    PersonForm = BaseUserCreationForm[User]
else:
    # Not generic at run time.
    StackedInline, PersonAdmin, PersonForm = admin.StackedInline, UserAdmin, BaseUserCreationForm


admin.site.unregister([Group, EmailAddress])  # rights come from roles, and nothing goes by mail


class NotedAdmin(ModelAdmin):
    """Adds and changes rows, each time with an entry in the trail, and deletes none.

    What is no more gets its last day, and an account is shut: the trail goes on naming them.
    """

    noted_as = ""
    """How the verbs of the entries begin."""

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_related(self, request: PortalRequest, form: Any, formsets: Any, change: Any) -> None:  # type: ignore[override]
        """Note what was saved, with all that belongs to it."""
        super().save_related(request, form, formsets, change)
        if any(one.has_changed() for one in (form, *formsets)):
            verb, word = ("edit", "sửa") if change else ("add", "thêm")
            changes = chain(_fields(form) if change else (), _rows(formsets))
            self.note(request, form.instance, verb, word, changes)

    def note(
        self, request: PortalRequest, row: Any, verb: str, word: str, changes: Iterable[str] = ()
    ) -> None:
        """Leave an entry about a row, in Vietnamese whoever acts."""
        with translation.override("vi"):
            what = f"{word} {self.opts.verbose_name} {row}"
            sentence = ": ".join(filter(None, [what, "; ".join(changes)]))
        actions.leave_event(
            verb=f"{self.noted_as}.{verb}",
            sentence=sentence,
            by=request.viewer,
            at=timezone.now(),
            about=row,
            territory=self.place_of(row, request),
        )

    def place_of(self, row: Any, request: PortalRequest) -> Territory | None:
        """Return where an act on a row is noted."""
        return cast("Territory | None", row.territory)


def _fields(form: Any) -> Iterator[str]:
    """Yield what was changed: whose telephone is which is nothing for the trail."""
    for name in form.changed_data:
        label, value = str(form.fields[name].label), form.cleaned_data[name]
        told = f" ({'có' if value else 'không'})" if isinstance(value, bool) else ""
        yield f"{label[:1].lower()}{label[1:]}{told}"


def _rows(formsets: Any) -> Iterator[str]:
    """Yield the rows that were added, changed and taken away with the one that they belong to."""
    for one in formsets:
        changed = [row for row, _ in one.changed_objects]
        kinds = {"thêm": one.new_objects, "sửa": changed, "bỏ": one.deleted_objects}
        for word, rows in kinds.items():
            yield from (f"{word} {row._meta.verbose_name} “{row}”" for row in rows)


class MembershipInline(StackedInline):
    """Roles of a person."""

    model = Membership
    extra = 0
    autocomplete_fields = ("unit",)


PASSWORD_SET = [{"changed": {"fields": ["password"]}}]
"""What Django's page says that it changed, and no other does."""


class UserCreationForm(PersonForm):
    """Makes an account with a full name."""

    class Meta(BaseUserCreationForm.Meta):
        model = User
        fields = ("username", "full_name")


@admin.register(User)
class PortalUserAdmin(NotedAdmin, PersonAdmin):
    """Accounts: a person has one full name and any number of roles."""

    noted_as = "person"
    add_form = UserCreationForm
    list_display = ("username", "full_name", "is_active", "is_superuser")
    list_filter = ("is_active", "is_superuser", "memberships__role")
    search_fields = ("username", "full_name")
    ordering = ("username",)
    inlines = (MembershipInline,)
    filter_horizontal = ()
    readonly_fields = ("last_login", "joined_at")
    fieldsets = (
        (None, {"fields": ("username", "password", "full_name", "email", "phone")}),
        (_("Quyền"), {"fields": ("is_active", "is_staff", "is_superuser")}),
        (_("Thời điểm"), {"fields": ("last_login", "joined_at")}),
    )
    add_fieldsets: Any = ((None, {"fields": ("username", "full_name", "password1", "password2")}),)

    @transaction.atomic
    def user_change_password(
        self,
        request: HttpRequest,
        id: str,  # noqa: A002 # Django's name
        form_url: str = "",
    ) -> HttpResponse:
        """Set a password and leave the entry, or neither."""
        return super().user_change_password(request, id, form_url)

    def log_change(self, request: PortalRequest, obj: User, message: Any) -> Any:  # type: ignore[override]
        """Note a password as well: it is set without the form of the account."""
        if message == PASSWORD_SET:
            self.note(request, obj, "password", "đặt lại mật khẩu của")
        return super().log_change(request, obj, message)

    def place_of(self, row: User, request: PortalRequest) -> Territory | None:
        return actions.home_of(Membership.objects.all().viewer(row, request.viewer.on))


@admin.register(Unit)
class UnitAdmin(NotedAdmin):
    """Units and the names that plans give them."""

    noted_as = "units"
    list_display = ("name", "kind", "territory")
    list_filter = ("kind",)
    search_fields = ("name", "territory__name")
    autocomplete_fields = ("territory",)
    list_select_related = ("territory",)

    def get_readonly_fields(self, request: HttpRequest, obj: Unit | None = None) -> tuple[str, ...]:
        """Keep a unit where it is: its plans and reports are its territory's, too."""
        return ("territory",) if obj else ()


@admin.register(Territory)
class TerritoryAdmin(ReadingAdmin):
    """Territories: they come from the official lists (load_units)."""

    list_display = ("name", "level", "code", "parent", "valid_from", "valid_to")
    list_filter = ("level",)
    search_fields = ("name", "code")
    list_select_related = ("parent",)


@admin.register(Succession)
class SuccessionAdmin(ReadingAdmin):
    """What became of territories (load_successions)."""

    list_display = ("predecessor", "successor", "kind", "note")
    list_select_related = ("predecessor", "successor")


@admin.register(Plan)
class PlanAdmin(ReadingAdmin):
    """Plans."""

    list_display = ("__str__", "issuer", "issued_on", "state")
    list_filter = ("state", "year_from")
    search_fields = ("number", "subject")
    list_select_related = ("issuer",)


@admin.register(Period)
class PeriodAdmin(NotedAdmin):
    """Reporting periods: days are set here, opening is an act of its own."""

    noted_as = "period"
    list_display = ("name", "territory", "data_from", "data_to", "due_commune_on", "state")
    list_filter = ("state", "year")
    list_select_related = ("territory",)
    autocomplete_fields = ("territory", "plan")
    readonly_fields = ("state", "closed_at", "closed_by")
    actions = ("open_periods",)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse to change a locked period: what was reported in it stands."""
        return obj is None or obj.state != Period.State.CLOSED

    @admin.action(description=_("Mở kỳ báo cáo đã chọn"))
    def open_periods(self, request: PortalRequest, periods: QuerySet[Period]) -> None:
        """Open what was ticked; say which could not be."""
        for period in periods:
            try:
                actions.open_period(period=period, by=request.viewer, at=timezone.now())
            except actions.WrongStateError as error:
                messages.error(request, str(error))
            else:
                messages.success(request, f"{period.name}: {period.get_state_display()}.")


@admin.register(Job)
class JobAdmin(ReadingAdmin):
    """Work in the background: what it is, whose, and how it stands; results are for their owner."""

    list_display = ("title", "wanted_by", "wanted_at", "state", "attempts", "heard_at", "reason")
    list_filter = ("state", "kind")
    list_select_related = ("wanted_by",)
    exclude = ("file",)


@admin.register(Event)
class EventAdmin(ReadingAdmin):
    """The trail."""

    list_display = ("at", "actor_text", "sentence")
    search_fields = ("actor_text", "sentence")
