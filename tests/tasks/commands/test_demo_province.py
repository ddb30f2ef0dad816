"""The demonstration at work: how its communes reported, all by the portal's own rules.

Loaded once, because the tests only look.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.plugin import DjangoDbBlocker

from plans.access import Role
from plans.models import Event, Extension, Membership, Period, Plan, User
from plans.signin import DEMO_PASSWORD
from tasks import demo
from tasks.models import Assignment, Evidence, Finding, Progress, Submission
from tasks.models.answers import RAISED
from tests.factories import NOW
from tests.standing import standing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_loaded")]
MADE_UP = "Số liệu minh họa: "
SEEN = (
    ("canbo", "/", "đã cập nhật 0/22 nhiệm vụ"),
    ("chutich", "/", "đã cập nhật 0/22 nhiệm vụ"),
    ("sonoivu", "/reports/rollup/", "Xã Điềm He"),
    ("soyte", "/", "đã cập nhật 0/1 nhiệm vụ"),
    ("kiemtra", "/reports/rollup/", "Xã Điềm He"),
    ("quantri", "/reports/rollup/", "Xã Điềm He"),
)
"""Who signs in, where they come to, and what they find there."""


@pytest.fixture(scope="module")
def _loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[object]:
    """Load the demonstration on 21/11/2026; what stood before stands again afterwards."""
    yield from standing(django_db_blocker, lambda: demo.load(at=NOW, with_people=True))


def reports(period: str) -> dict[str, Submission]:
    """Return the reports of a period by the place of the unit, its name for departments."""
    found = Submission.objects.filter(period__name=period)
    return {one.unit.name.removeprefix("UBND xã "): one for one in found.select_related("unit")}


def way(report: Submission) -> str:
    """Return the states that a report went through."""
    return " ".join(report.steps.order_by("version").values_list("state", flat=True))


def test_running_period_has_every_state_of_a_report() -> None:
    running = {name: one.state for name, one in reports("Quý IV/2026").items()}

    assert running == {
        "Thất Khê": "accepted",
        "Bình Gia": "submitted",
        "Đồng Đăng": "submitted",
        "Hữu Lũng": "submitted",
        "Chi Lăng": "returned",
        "Sở Tư pháp": "submitted",
        "Sở Tài chính": "submitted",
        "Sở Nông nghiệp và Môi trường": "accepted",
        "Sở Khoa học và Công nghệ": "accepted",
    }
    assert [one.name for one in Period.objects.open()] == ["Quý IV/2026"]


def test_period_that_is_over_was_reported_at_once_again_late_and_with_more_time() -> None:
    last = reports("Quý III/2026")
    handed_in = {
        name: timezone.localtime(one.steps.filter(state="submitted").earliest("at").at).date()
        for name, one in last.items()
    }

    assert {one.state for one in last.values()} == {"accepted"}
    assert way(last["Thất Khê"]) == "submitted accepted"
    assert way(last["Bình Gia"]) == "submitted returned submitted accepted"
    assert handed_in["Thất Khê"] <= date(2026, 9, 17) < handed_in["Chi Lăng"]
    given = Extension.objects.get(period__name="Quý III/2026")
    assert given.unit.name == "UBND xã Hữu Lũng"
    assert date(2026, 9, 17) < handed_in["Hữu Lũng"] <= given.due_on
    assert Period.objects.get(name="Quý III/2026").state == "closed"


def test_one_commune_has_not_begun_and_one_never_handed_in() -> None:
    running = Progress.objects.filter(period__name="Quý IV/2026")

    assert not running.filter(assignment__task__plan__territory__name="Xã Lộc Bình").exists()
    assert Extension.objects.filter(period__name="Quý IV/2026").count() == 1
    assert "Hữu Lũng" not in reports("Quý I/2026")


def test_something_waits_for_an_answer_and_something_was_answered() -> None:
    told = Progress.objects.filter(RAISED)

    assert told.filter(period__name="Quý IV/2026", answers=None).count() >= 3
    assert not told.filter(period__name="Quý III/2026", answers=None).exists()
    assert Counter(Finding.objects.values_list("state", flat=True)) == {"open": 1, "closed": 1}
    assert Finding.objects.get(state="open").due_on > NOW.date()


def test_what_is_made_up_says_so() -> None:
    assert not Progress.objects.exclude(result__startswith=MADE_UP).exists()
    assert not Evidence.objects.exclude(text__startswith=MADE_UP).exists()
    assert not Finding.objects.exclude(text__startswith=MADE_UP).exists()
    assert not Submission.objects.exclude(results__startswith=MADE_UP).exists()
    for plan in Plan.objects.filter(year_from=2026):
        assert plan.is_illustration
        assert plan.number == ""
        assert plan.opening.startswith("Bản minh họa của cổng, không phải văn bản đã ban hành.")
        assert plan.issuer.name in plan.opening


def test_neighbours_do_not_say_the_same() -> None:
    said = Progress.objects.filter(period__name="Quý IV/2026").values_list("result", flat=True)

    assert len(set(said)) > 0.7 * len(said)
    assert max(Counter(said).values()) <= 3


def test_each_row_of_a_commune_names_its_own_offices() -> None:
    rows = Assignment.objects.filter(
        reports=True, task__plan__year_from=2026, task__plan__territory__level="commune"
    )

    assert rows.count() == 22 + 6 * 10
    for row in rows.select_related("unit", "task__plan"):
        assert row.unit.territory_id == row.task.plan.territory_id
        assert "Điềm He" not in row.task.lead_text or row.task.plan.place == "Điềm He"


def test_six_people_hold_their_posts_and_see_what_is_theirs(settings: Any) -> None:
    settings.DEMO = True
    can_sign_in = [user for user in User.objects.all() if user.has_usable_password()]
    posts = {
        membership.user.username: (membership.role, membership.unit.name)
        for membership in Membership.objects.filter(user__in=can_sign_in).select_related("unit")
    }
    assert posts == {
        "canbo": (Role.OFFICER, "UBND xã Điềm He"),
        "chutich": (Role.LEADER, "UBND xã Điềm He"),
        "sonoivu": (Role.REVIEWER, "Sở Nội vụ"),
        "soyte": (Role.SECTOR, "Sở Y tế"),
        "kiemtra": (Role.AUDITOR, "Thanh tra tỉnh"),
    }
    assert [user.username for user in User.objects.filter(is_superuser=True)] == ["quantri"]
    for username, address, seen in SEEN:
        response = Client().post(
            reverse("account_login"), {"login": username, "password": DEMO_PASSWORD}, follow=True
        )
        assert response.redirect_chain[-1][0] == address, username
        assert seen in response.content.decode(), username


def test_colleagues_are_seen_but_cannot_sign_in() -> None:
    colleagues = User.objects.filter(password__startswith="!")

    assert colleagues.count() == 18
    assert all(one.phone.startswith("0205 000 ") for one in colleagues)
    assert set(Membership.objects.filter(user__in=colleagues).values_list("role", flat=True)) == {
        "officer",
        "leader",
    }


def test_nothing_happened_after_the_loading_and_each_act_has_its_doer() -> None:
    assert not Event.objects.filter(at__gt=NOW).exists()
    steps = Event.objects.filter(verb__startswith="submission.")
    assert steps.count() > 100
    assert not steps.filter(actor=None).exists()
    in_turn = list(steps.order_by("pk").values_list("at", flat=True))
    assert in_turn == sorted(in_turn)
