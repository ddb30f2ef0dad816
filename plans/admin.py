"""Administration of people, their roles and the units; everything else is only shown."""

from typing import TYPE_CHECKING, Any

from allauth.account.models import EmailAddress
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import BaseUserCreationForm
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
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


class MembershipInline(StackedInline):
    """Roles of a person."""

    model = Membership
    extra = 0
    autocomplete_fields = ("unit",)


class UserCreationForm(PersonForm):
    """Makes an account with a full name."""

    class Meta(BaseUserCreationForm.Meta):
        model = User
        fields = ("username", "full_name")


@admin.register(User)
class PortalUserAdmin(PersonAdmin):
    """Accounts: a person has one full name and any number of roles."""

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


@admin.register(Unit)
class UnitAdmin(ModelAdmin):
    """Units and the names that plans give them."""

    list_display = ("name", "kind", "territory")
    list_filter = ("kind",)
    search_fields = ("name", "territory__name")
    autocomplete_fields = ("territory",)
    list_select_related = ("territory",)

    def save_model(self, request: PortalRequest, obj: Unit, form: Any, change: Any) -> None:  # type: ignore[override]
        """Save the unit, and leave an entry in the trail as every change does."""
        super().save_model(request, obj, form, change)
        actions.leave_event(
            verb="units.edit",
            sentence=f"{'sửa' if change else 'thêm'} cơ quan, đơn vị {obj.name}",
            by=request.viewer,
            at=timezone.now(),
            about=obj,
            territory=obj.territory,
        )


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
class PeriodAdmin(ModelAdmin):
    """Reporting periods: days are set here, opening is an act of its own."""

    list_display = ("name", "territory", "data_from", "data_to", "due_commune_on", "state")
    list_filter = ("state", "year")
    list_select_related = ("territory",)
    autocomplete_fields = ("territory", "plan")
    readonly_fields = ("state", "closed_at", "closed_by")
    actions = ("open_periods",)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse to change a locked period: what was reported in it stands."""
        return obj is None or obj.state != Period.State.CLOSED

    def save_model(self, request: PortalRequest, obj: Period, form: Any, change: Any) -> None:  # type: ignore[override]
        """Save the days, and leave an entry in the trail as every change does."""
        super().save_model(request, obj, form, change)
        actions.leave_event(
            verb="period.edit",
            sentence=f"{'sửa' if change else 'thêm'} kỳ báo cáo {obj.name}",
            by=request.viewer,
            at=timezone.now(),
            about=obj,
            territory=obj.territory,
        )

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
