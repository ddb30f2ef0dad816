"""The plain admin: for superusers only, behind the portal's own sign-in."""

import pytest
from django.contrib import admin
from django.test import Client

from plans.access import Role
from plans.models import Membership, User
from tests import factories

pytestmark = pytest.mark.django_db


def superuser() -> User:
    return User.objects.create_superuser("quan-tri", full_name="Quản trị")


@pytest.mark.parametrize("address", ["/admin/", "/admin/login/", "/admin/plans/user/"])
def test_visitor_is_sent_to_the_portal_sign_in(address: str) -> None:
    answer = Client().get(address, follow=True)

    assert answer.redirect_chain[-1][0].startswith("/accounts/login/?next=/admin/")


@pytest.mark.parametrize("role", [Role.ADMIN, Role.REVIEWER, Role.OFFICER])
def test_role_alone_does_not_open_the_admin(role: Role) -> None:
    person = factories.member(factories.unit(factories.province()), role)
    client = factories.signed_in(person)

    assert client.get("/admin/login/").status_code == 403
    assert client.get("/admin/plans/user/", follow=True).status_code == 403


def test_staff_mark_alone_does_not_open_the_admin() -> None:
    person = factories.user()
    User.objects.filter(pk=person.pk).update(is_staff=True)

    assert factories.signed_in(person).get("/admin/", follow=True).status_code == 403


@pytest.mark.parametrize("model", [model._meta.label_lower for model in admin.site._registry])
def test_each_list_opens_for_a_superuser(model: str) -> None:
    factories.issued_plan(factories.commune())

    address = f"/admin/{model.replace('.', '/')}/"

    assert factories.signed_in(superuser()).get(address).status_code == 200


@pytest.mark.parametrize("model", ["user", "unit", "territory", "plan", "event"])
def test_long_lists_can_be_searched(model: str) -> None:
    page = factories.signed_in(superuser()).get(f"/admin/plans/{model}/", {"q": "Điềm He"})

    assert page.status_code == 200
    assert 'value="Điềm He"' in page.content.decode()


@pytest.mark.parametrize("model", ["plan", "event", "territory", "succession"])
def test_what_only_actions_write_is_only_shown(model: str) -> None:
    client = factories.signed_in(superuser())
    plan = factories.issued_plan(factories.commune())

    assert client.get(f"/admin/plans/{model}/add/").status_code == 403
    answer = client.post(f"/admin/plans/plan/{plan.pk}/delete/", {"post": "yes"})
    assert answer.status_code == 403


def test_account_with_its_roles_can_be_opened_and_made() -> None:
    client = factories.signed_in(superuser())
    person = factories.officer(factories.commune())

    assert client.get(f"/admin/plans/user/{person.pk}/change/").status_code == 200
    typed = {
        "username": "can-bo-moi",
        "full_name": "Trần Thị B",
        "usable_password": "true",
        "password1": "mot-mat-khau-dai",
        "password2": "mot-mat-khau-dai",
        "memberships-TOTAL_FORMS": "1",
        "memberships-INITIAL_FORMS": "0",
        "memberships-0-unit": str(factories.unit(factories.commune(), "Trạm y tế").pk),
        "memberships-0-role": Role.OFFICER,
    }
    client.post("/admin/plans/user/add/", typed)

    made = User.objects.get(username="can-bo-moi")
    assert made.check_password("mot-mat-khau-dai")
    assert not made.is_staff
    assert Membership.objects.get(user=made).unit.name == "Trạm y tế"
