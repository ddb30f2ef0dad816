"""The plain admin: nothing is changed there without an entry in the trail."""

import pytest
from django.contrib import admin
from django.contrib.messages import get_messages
from django.db.models import Model
from django.test import RequestFactory

from plans.admin import NotedAdmin
from plans.models import Event, Period, Unit, User
from tests import factories

pytestmark = pytest.mark.django_db

ADDRESS = "/admin/plans/period/"


def ticked(act: str, *periods: Period) -> list[str]:
    """Tick periods as a superuser, do the act, and return what the page says."""
    chosen = {"action": act, "_selected_action": [str(period.pk) for period in periods]}
    answer = factories.signed_in(superuser()).post(ADDRESS, chosen)
    return [str(message) for message in get_messages(answer.wsgi_request)]


def test_ticked_periods_are_opened_one_by_one() -> None:
    place = factories.province()
    locked = factories.period(place, ordinal=3, state=Period.State.CLOSED)
    planned = factories.period(place, ordinal=4, state=Period.State.PLANNED)

    said = ticked("open_periods", locked, planned)

    assert sorted(said) == [
        "Không thể mở Quý III/2026: kỳ này đã khóa.",
        "Quý IV/2026: đang mở.",
    ]
    planned.refresh_from_db()
    assert planned.is_open
    assert Event.objects.get().actor_text == "Quản trị, Quản trị hệ thống"


def test_state_of_a_period_is_not_typed_in() -> None:
    period = factories.period(factories.province())
    client = factories.signed_in(superuser())

    page = client.get(f"{ADDRESS}{period.pk}/change/").content.decode()

    assert 'name="name"' in page
    assert 'name="state"' not in page
    answer = client.post(f"{ADDRESS}{period.pk}/delete/", {"post": "yes"})
    assert answer.status_code == 403


MODELS = sorted(admin.site._registry, key=lambda model: model._meta.label)
NO_ROLES = {"memberships-TOTAL_FORMS": "0", "memberships-INITIAL_FORMS": "0"}


def superuser(language: str = "") -> User:
    return User.objects.create_superuser("quan-tri", full_name="Quản trị", language=language)


def noted(about: Model) -> tuple[str, str]:
    """Return the verb and the sentence of the only entry about something."""
    event = Event.objects.about(about).get()
    assert event.actor == User.objects.get(username="quan-tri")
    return event.verb, event.sentence


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_each_model_is_noted_or_only_shown_and_never_deleted(
    model: type[Model], rf: RequestFactory
) -> None:
    shown = admin.site._registry[model]
    request = rf.get("/")
    request.user = superuser()

    assert not shown.has_delete_permission(request)
    assert "delete_selected" not in shown.get_actions(request)
    if not isinstance(shown, NotedAdmin):
        assert not shown.has_add_permission(request)
        assert not shown.has_change_permission(request)
        assert not shown.get_actions(request)


def test_unit_is_noted_when_it_is_added_and_when_it_is_changed() -> None:
    place = factories.commune()
    client = factories.signed_in(superuser("en"))
    sent = {"territory": str(place.pk), "name": "Trạm y tế", "kind": "health_station"}
    sent |= {"aliases": "[]", "initial-aliases": "[]"}

    client.post("/admin/plans/unit/add/", sent)
    unit = Unit.objects.get(name="Trạm y tế")
    added = noted(unit)
    client.post(f"/admin/plans/unit/{unit.pk}/change/", sent)
    assert noted(unit) == added == ("units.add", "thêm cơ quan, đơn vị Trạm y tế")

    changed = {**sent, "name": "Trạm Y tế xã", "aliases": '["TYT"]'}
    client.post(f"/admin/plans/unit/{unit.pk}/change/", changed)

    event = Event.objects.about(unit).latest("pk")
    assert event.sentence == "sửa cơ quan, đơn vị Trạm Y tế xã: tên; tên gọi khác"
    assert event.territory == place


def test_unit_stays_where_its_plans_are() -> None:
    unit, other = factories.unit(factories.commune("Xã Một")), factories.commune("Xã Hai")
    client = factories.signed_in(superuser())
    address = f"/admin/plans/unit/{unit.pk}/change/"
    sent = {"name": "Công an", "kind": unit.kind, "aliases": "[]", "initial-aliases": "[]"}

    client.post(address, {**sent, "territory": str(other.pk)})

    unit.refresh_from_db()
    assert (unit.name, unit.territory.name) == ("Công an", "Xã Một")
    assert 'name="territory"' not in client.get(address).content.decode()
    assert 'name="territory"' in client.get("/admin/plans/unit/add/").content.decode()


def test_period_is_noted() -> None:
    period = factories.period(factories.province())
    client = factories.signed_in(superuser())
    days = ("data_from", "data_to", "due_commune_on", "due_province_on")
    sent = {name: f"{getattr(period, name):%d/%m/%Y}" for name in days}
    same = {"territory": str(period.territory_id), "kind": period.kind, "year": "2026"}

    client.post(f"{ADDRESS}{period.pk}/change/", {**sent, **same, "ordinal": "4", "name": "Quý 4"})

    assert noted(period) == ("period.edit", "sửa kỳ báo cáo Quý 4: tên kỳ")


def test_account_its_roles_and_its_password_are_noted() -> None:
    client = factories.signed_in(superuser("en"))
    person = factories.user("can-bo", "Trần Thị B")
    unit = factories.committee(factories.commune())
    address = f"/admin/plans/user/{person.pk}/"
    sent = {"username": "can-bo", "full_name": "Trần Thị B", "phone": "0912345678"}
    role = {"memberships-TOTAL_FORMS": "1", "memberships-0-unit": str(unit.pk)}

    client.post(f"{address}change/", {**sent, **NO_ROLES, **role, "memberships-0-role": "leader"})

    said = "điện thoại; đang hoạt động (không); thêm vai trò của người dùng “{}”"
    words = said.format(person.memberships.get())
    assert noted(person) == ("person.edit", f"sửa người dùng Trần Thị B: {words}")
    assert Event.objects.about(person).get().territory == unit.territory

    password = {"password1": "mot-mat-khau-dai", "password2": "mot-mat-khau-dai"}
    client.post(f"{address}password/", {**password, "usable_password": "true"})

    event = Event.objects.about(person).latest("pk")
    assert (event.verb, event.sentence) == (
        "person.password",
        "đặt lại mật khẩu của người dùng Trần Thị B",
    )


def test_own_password_and_signing_out_are_those_of_the_portal() -> None:
    person = superuser()
    person.set_password("mot-mat-khau-dai")
    person.save()
    client = factories.signed_in(person)

    answer = client.get("/admin/password_change/")
    assert answer["Location"] == "/accounts/password/change/"
    typed = {"oldpassword": "mot-mat-khau-dai"} | dict.fromkeys(
        ("password1", "password2"), "mot-mat-khau-khac"
    )
    client.post(answer["Location"], typed)
    client.post("/admin/logout/")

    verbs = Event.objects.about(person).order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["person.password", "account.sign_out"]
