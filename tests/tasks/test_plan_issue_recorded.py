"""The page that issues a draft, of what was issued on paper before it came into the portal."""

from datetime import date, datetime
from typing import Any

import pytest
from django.core.files.base import ContentFile

from plans.models import Event, Period, Plan, Succession, Territory
from tasks.issuing import is_recorded
from tasks.models import Assignment, Intake
from tests import factories

pytestmark = pytest.mark.django_db
LAST_DAY = date(2025, 6, 30)


class Facts:
    """A draft of xã Liên Hội for 2025 - 2026, dated in its life, and the leader of xã Điềm He."""

    def __init__(self) -> None:
        self.new = factories.commune("Xã Điềm He")
        self.old = factories.commune("Xã Liên Hội", parent=self.new.parent)
        self.plan = factories.plan(self.old, number="354/KH-UBND", year=2025)
        factories.task(self.plan)
        Plan.objects.update(year_to=2026)
        Territory.objects.filter(pk=self.old.pk).update(valid_to=LAST_DAY)
        Succession.objects.create(
            predecessor=self.old, successor=self.new, kind=Succession.Kind.WHOLE
        )
        self.client = factories.signed_in(factories.leader(self.new))

    def page(self, name: str = "issue/") -> str:
        return self.client.get(f"/plans/{self.plan.pk}/{name}").content.decode()

    def record(self) -> Any:
        return self.client.post(f"/plans/{self.plan.pk}/issue/", follow=True)


@pytest.fixture
def facts(db: None) -> Facts:
    return Facts()


def uploaded(plan: Plan, on: date) -> Intake:
    """Return the document that became this draft."""
    return Intake.objects.create(
        territory=plan.territory,
        uploaded_by=factories.user(),
        uploaded_at=datetime(on.year, on.month, on.day, 8, tzinfo=factories.NOW.tzinfo),
        file=ContentFile(b"x", "Kế hoạch.docx"),
        size=1,
        values={},
        state=Intake.State.CONFIRMED,
        decided_at=factories.NOW,
        plan=plan,
    )


def test_leader_of_the_successor_records_and_goes_on_to_carry_it_over(facts: Facts) -> None:
    shown, draft_page = facts.page(), facts.page("")
    answer = facts.record().content.decode()

    assert "<h1>Ghi nhận Kế hoạch số 354/KH-UBND đã ban hành trên giấy</h1>" in shown
    assert 'type="submit">Ghi nhận Kế hoạch số 354/KH-UBND đã ban hành</button>' in shown
    assert "không phải ban hành lại" in shown
    assert "Xã Liên Hội đã kết thúc ngày 30/06/2025: không đơn vị nào phải báo cáo" in shown
    assert "Ghi nhận đã ban hành…" in draft_page
    assert "chưa có người dùng" not in shown
    assert "Đã ghi nhận Kế hoạch số 354/KH-UBND ban hành trên giấy." in answer
    facts.plan.refresh_from_db()
    assert facts.plan.is_issued
    assert Event.objects.about(facts.plan).get().sentence == (
        "ghi nhận Kế hoạch số 354/KH-UBND ban hành trên giấy ngày 15/01/2025,"
        " giao 1 nhiệm vụ (1 lượt)"
    )
    carry = f"/territories/{facts.new.pk}/carry/"
    assert f'href="{carry}">Tiếp nhận về xã Điềm He</a>' in answer
    assert "354/KH-UBND" in facts.client.get(carry).content.decode()

    facts.client.post(carry, {"tasks": [facts.plan.tasks.get().pk]})
    assert "Tiếp nhận về" not in facts.page(""), "the draft that goes on with it is there"


def test_recorded_plan_of_an_ended_commune_is_neither_amended_nor_copied(facts: Facts) -> None:
    facts.record()

    shown = facts.page("")

    assert f"/plans/{facts.plan.pk}/amend/" not in shown
    assert f"/plans/{facts.plan.pk}/copy/" not in shown


def test_plan_whose_years_are_over_has_nothing_to_carry(facts: Facts) -> None:
    Plan.objects.update(year_to=2025)

    assert "Tiếp nhận về" not in facts.record().content.decode()


def test_officer_of_the_successor_drafts_and_does_not_record(facts: Facts) -> None:
    client = factories.signed_in(factories.officer(facts.new))

    assert client.get(f"/plans/{facts.plan.pk}/rows/").status_code == 200
    assert client.post(f"/plans/{facts.plan.pk}/issue/").status_code == 403


@pytest.mark.parametrize(("ordinal", "owes"), [(2, True), (3, False), (4, False)])
def test_units_of_an_ended_commune_owe_nothing_after_its_end(
    facts: Facts, ordinal: int, owes: bool
) -> None:
    Territory.objects.filter(pk=facts.old.pk).update(valid_to=date(2026, 6, 30))
    facts.record()
    period = factories.period(facts.new, ordinal=ordinal)

    assert Assignment.objects.owed_in(period).exists() is owes
    assert Plan.objects.owing_in(Period.objects.get()).exists() is owes


def test_document_uploaded_with_number_and_day_is_recorded() -> None:
    plan = factories.plan(factories.commune(), number="12/KH-UBND")
    factories.task(plan)
    client = factories.signed_in(factories.leader(plan.territory))
    assert "<h1>Ban hành Kế hoạch" in client.get(f"/plans/{plan.pk}/issue/").content.decode()

    uploaded(plan, date(2026, 1, 15))
    shown = client.get(f"/plans/{plan.pk}/issue/").content.decode()

    assert "<h1>Ghi nhận Kế hoạch số 12/KH-UBND đã ban hành trên giấy</h1>" in shown
    assert "1 đơn vị phải báo cáo tiến độ" in shown


@pytest.mark.parametrize(
    ("changes", "recorded"),
    [
        ({}, True),
        ({"number": ""}, False),
        ({"issued_on": None}, False),
        ({"issued_on": date(2026, 2, 2)}, False),
        ({"number": "", "year_from": 2025, "year_to": 2025}, True),
    ],
    ids=["number and day", "no number", "no day", "a day after the upload", "years are over"],
)
def test_what_makes_a_draft_one_of_paper(changes: dict[str, Any], recorded: bool) -> None:
    plan = factories.plan(factories.commune(), number="12/KH-UBND")
    uploaded(plan, date(2026, 2, 1))
    Plan.objects.filter(pk=plan.pk).update(**changes)
    plan.refresh_from_db()

    assert is_recorded(plan, on=factories.TODAY) is recorded
