"""The demonstration: what it loads, that loading again changes nothing, and who signs in."""

from datetime import datetime
from io import StringIO
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from plans.models import Period, Plan, User
from plans.signin import DEMO_PASSWORD
from tasks import demo
from tasks.demo import ground, people
from tests.factories import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the command load on 21/11/2026 whenever the tests run."""
    clock = SimpleNamespace(localtime=lambda: NOW)
    monkeypatch.setattr("tasks.management.commands.load_demo.timezone", clock)


@pytest.fixture
def _demo_mode(settings: Any) -> None:
    """Open the demonstration, with a quick hash: six good ones take a second."""
    settings.DEMO = True
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def load() -> str:
    out = StringIO()
    call_command("load_demo", stdout=out)
    return out.getvalue()


def everything() -> dict[str, list[Any]]:
    """Return the rows of every table of the portal, except when people last signed in."""
    apps_of_ours = ("plans", "indicators", "tasks")
    return {
        model._meta.label: list(model._default_manager.order_by("pk").values())
        for app in apps_of_ours
        for model in apps.get_app_config(app).get_models()
    }


# Loading


@pytest.mark.usefixtures("_demo_mode")
def test_loading_again_changes_nothing() -> None:
    first = load()
    before = everything()

    second = load()

    assert second == first
    assert everything() == before


def test_outside_demo_mode_nobody_can_sign_in() -> None:
    said = load()

    assert User.objects.count() == 0
    assert Plan.objects.count() == 6
    assert "No demo accounts" in said
    assert "0 people" in said


@pytest.mark.usefixtures("_demo_mode")
def test_later_load_in_demo_mode_adds_the_people(settings: Any) -> None:
    settings.DEMO = False
    load()
    settings.DEMO = True

    assert "24 people" in load()


def test_time_of_loading_decides_which_quarter_is_open() -> None:
    at = datetime(2026, 4, 2, 8, tzinfo=NOW.tzinfo)

    demo.load(at=at, with_people=False)

    assert [one.name for one in Period.objects.open()] == ["Quý II/2026"]


def test_loaded_before_its_own_day_the_illustration_is_issued_on_the_day_of_loading() -> None:
    at = datetime(2026, 12, 20, 8, tzinfo=NOW.tzinfo)

    demo.load(at=at, with_people=False)

    plan = Plan.objects.get(is_illustration=True)
    assert (plan.year_from, plan.issued_on, plan.state) == (2027, at.date(), "issued")


# People


@pytest.mark.usefixtures("_demo_mode")
def test_demo_password_opens_nothing_outside_demo_mode(settings: Any) -> None:
    ground.load(NOW)
    people.load()
    settings.DEMO = False

    response = Client().post(
        reverse("account_login"), {"login": "canbo", "password": DEMO_PASSWORD}
    )

    assert response.status_code == 200
    assert "_auth_user_id" not in response.client.session
