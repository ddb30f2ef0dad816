"""What the preview offers about its stops, and the click by which another territory is chosen."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from plans.access import Role
from plans.models import Membership, Succession, Territory
from tasks.models import Intake
from tests import factories
from tests.tasks import uploads
from tests.tasks.intake_pages import Facts, address, follow, state, text

pytestmark = pytest.mark.django_db


class Merged(Facts):
    """The commune since the merger, and the one of the same name before it."""

    def __init__(self) -> None:
        super().__init__()
        self.before = factories.commune("Xã Điềm He", parent=self.above)
        factories.committee(self.before)
        Succession.objects.create(predecessor=self.before, successor=self.commune, kind="whole")
        Territory.objects.filter(pk=self.before.pk).update(valid_to=date(2025, 6, 30))
        Territory.objects.filter(pk=self.commune.pk).update(valid_from=date(2025, 7, 1))

    def of_2024(self) -> Intake:
        return self.waiting(issued_on="2024-05-30", years=[2024, 2024])

    def choose(self, intake: Intake, territory: object, client: Client | None = None) -> Any:
        typed = {"territory": territory}
        return (client or self.client).post(address("intake-territory", intake.pk), typed)


@pytest.fixture
def facts(db: None) -> Merged:
    return Merged()


def test_territory_that_ended_is_suggested_with_its_last_day_and_chosen_by_one_click(
    facts: Merged,
) -> None:
    intake = facts.of_2024()

    page = text(facts.client.get(address("intake-detail", intake.pk)))
    assert "Có thể là kế hoạch của: Xã Điềm He – đến 30/06/2025." in page
    assert f'name="territory" value="{facts.before.pk}">Chọn Xã Điềm He – đến 30/06/2025' in page

    page = follow(facts.client, facts.choose(intake, facts.before.pk))
    assert "Văn bản nay là kế hoạch của Xã Điềm He – đến 30/06/2025; hãy xem lại." in page
    assert "Phải sửa trước khi nhập" not in page
    assert Intake.objects.get().territory == facts.before


def test_territory_that_one_does_not_plan_for_is_named_without_a_button(facts: Merged) -> None:
    Succession.objects.update(kind="part")

    page = text(facts.client.get(address("intake-detail", facts.of_2024().pk)))

    assert "Có thể là kế hoạch của: Xã Điềm He – đến 30/06/2025." in page
    assert "intake-territory" not in page
    assert "Chọn Xã Điềm He" not in page


def test_what_stood_neither_on_the_day_is_not_suggested(facts: Merged) -> None:
    Territory.objects.filter(pk=facts.before.pk).update(valid_to=date(2020, 1, 1))

    page = text(facts.client.get(address("intake-detail", facts.of_2024().pk)))

    assert "Xã Điềm He chỉ có từ ngày 01/07/2025" in page
    assert "Có thể là kế hoạch của" not in page


@pytest.mark.parametrize("sent", ["", "x", "0", "-1", "9" * 30, "1\x00"])
def test_nonsense_and_foreign_territories_are_not_found(facts: Merged, sent: str) -> None:
    intake, foreign = facts.of_2024(), factories.commune("Xã Hai", parent=facts.above)
    before = state()

    assert facts.choose(intake, sent).status_code == 404
    assert facts.choose(intake, foreign.pk).status_code == 404
    assert state() == before


def test_document_of_a_stranger_is_not_found(facts: Merged) -> None:
    stranger = factories.signed_in(factories.officer(factories.commune("Xã Hai")))

    assert facts.choose(facts.of_2024(), facts.before.pk, stranger).status_code == 404


def test_who_plans_for_it_no_more_is_refused(facts: Merged) -> None:
    intake = facts.of_2024()
    facts.officer.memberships.update(role=Role.AUDITOR)

    assert facts.choose(intake, facts.before.pk).status_code == 403
    assert Intake.objects.get().territory == facts.commune


def test_decided_document_and_other_methods_change_nothing(facts: Merged) -> None:
    intake = facts.waiting()
    assert facts.client.get(address("intake-territory", intake.pk)).status_code == 405
    uploads.confirmed(intake)
    before = state()

    assert facts.choose(intake, facts.before.pk).status_code == 404
    assert state() == before


def test_plan_that_is_here_already_is_linked(facts: Merged) -> None:
    known = uploads.confirmed(facts.waiting())

    page = text(facts.client.get(address("intake-detail", facts.waiting().pk)))

    link = f'<a href="{known.get_absolute_url()}">Xem Kế hoạch số 12/KH-UBND đã có trong cổng</a>'
    assert link in page


def test_plan_that_one_may_not_read_is_not_linked(facts: Merged) -> None:
    known, again = uploads.confirmed(facts.waiting()), facts.waiting()
    Membership.objects.filter(user=facts.officer).update(
        unit=facts.commune.units.get(kind="police"), role=Role.OFFICER
    )

    page = text(facts.client.get(address("intake-detail", again.pk)))

    assert "đã có trong cổng; hãy kiểm tra số, ngày" in page
    assert known.get_absolute_url() not in page
