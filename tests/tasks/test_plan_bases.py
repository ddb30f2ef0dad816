"""The page on which a person says which plans in the portal a plan cites."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plans.models import Plan, PlanBasis
from tasks import actions
from tasks.actions.bases import stands
from tests import factories
from tests.tasks.test_cited import Facts as Cited
from tests.tasks.test_cited import citation

pytestmark = pytest.mark.django_db


class Facts(Cited):
    """The province has issued; the commune's plan cites it without its number."""

    def __init__(self) -> None:
        super().__init__()
        actions.issue_plan(plan=self.above, by=None, at=factories.NOW)
        self.basis = citation(self.plan, number="", text="Kế hoạch của UBND tỉnh <về PAPI>")
        self.client = factories.signed_in(factories.officer(self.commune))
        self.address = f"/plans/{self.plan.pk}/bases/"

    def page(self) -> str:
        return self.client.get(self.address).content.decode()

    def send(self, document: object, relation: str = "carries_out", stood: str = "") -> Any:
        pk = self.basis.pk
        typed = {
            f"document_{pk}": document,
            f"relation_{pk}": relation,
            f"stood_{pk}": stood or stands(self.basis),
        }
        return self.client.post(self.address, typed, follow=True)


@pytest.fixture
def facts(db: None) -> Facts:
    return Facts()


def test_plan_leads_here_and_what_is_chosen_is_linked(facts: Facts) -> None:
    assert (
        f'href="{facts.address}"'
        in facts.client.get(facts.plan.get_absolute_url()).content.decode()
    )
    shown = facts.page()

    answer = facts.send(facts.above.pk)

    assert "<p>Kế hoạch của UBND tỉnh &lt;về PAPI&gt;</p>" in shown
    assert (
        f'<option value="{facts.above.pk}">Kế hoạch số 80/KH-UBND ngày 15/01/2026,'
        " UBND tỉnh Lạng Sơn: Nâng cao Chỉ số PAPI năm 2026</option>"
    ) in shown
    assert answer.request["PATH_INFO"] == facts.plan.get_absolute_url()
    assert "Đã lưu liên kết của 1 căn cứ." in answer.content.decode()
    facts.basis.refresh_from_db()
    assert facts.basis.document == facts.above


def test_nothing_changed_is_told(facts: Facts) -> None:
    assert "Không có liên kết nào thay đổi." in facts.send("").content.decode()


@pytest.mark.parametrize("document", ["x", "0", "999999"])
def test_what_is_not_in_the_list_is_refused(facts: Facts, document: str) -> None:
    answer = facts.send(document)

    assert answer.status_code == 422
    assert "Kế hoạch trong cổng của căn cứ 1" in answer.content.decode()
    facts.basis.refresh_from_db()
    assert facts.basis.document is None


def test_plans_of_others_and_drafts_are_not_offered(facts: Facts) -> None:
    others = [
        factories.plan(facts.province),
        factories.issued_plan(factories.commune(parent=facts.province)),
        factories.issued_plan(factories.province("Tỉnh khác")),
        facts.plan,
        later := factories.issued_plan(facts.province, number="90/KH-UBND"),
    ]
    Plan.objects.filter(pk=later.pk).update(issued_on=date(2026, 1, 16))
    own = factories.issued_plan(facts.commune)

    shown = facts.page()

    assert f'<option value="{own.pk}"' in shown
    assert [one for one in others if f'<option value="{one.pk}"' in shown] == []


def test_issued_plan_is_not_offered_to_replace_and_a_draft_is(facts: Facts) -> None:
    assert 'value="replaces"' not in facts.page()

    Plan.objects.filter(pk=facts.plan.pk).update(state=Plan.State.DRAFT)
    assert 'value="replaces"' in facts.page()


def test_link_that_the_person_may_not_read_is_kept_without_its_words(facts: Facts) -> None:
    hidden = factories.plan(facts.province, number="99/KH-UBND")
    PlanBasis.objects.filter(pk=facts.basis.pk).update(document=hidden)
    facts.basis.refresh_from_db()

    shown = facts.page()
    facts.send(hidden.pk, "rests_on")

    assert "Giữ kế hoạch đang liên kết (tài khoản này không xem được)" in shown
    assert "99/KH-UBND" not in shown
    facts.basis.refresh_from_db()
    assert (facts.basis.document, facts.basis.relation) == (hidden, "rests_on")


def test_who_comes_second_is_shown_what_stands(facts: Facts) -> None:
    other = factories.issued_plan(facts.province, number="5/KH-UBND")
    seen = stands(facts.basis)
    PlanBasis.objects.filter(pk=facts.basis.pk).update(document=other)

    answer = facts.send(facts.above.pk, stood=seen)

    assert answer.request["PATH_INFO"] == facts.address
    assert "Người khác vừa đổi liên kết của kế hoạch này" in answer.content.decode()
    facts.basis.refresh_from_db()
    assert facts.basis.document == other


def test_plan_that_cites_nothing_says_so(facts: Facts) -> None:
    PlanBasis.objects.all().delete()

    assert "Kế hoạch không viện dẫn văn bản nào để liên kết" in facts.page()


def test_reviewer_and_neighbour_are_kept_out(facts: Facts) -> None:
    neighbour = factories.officer(factories.commune(parent=facts.province))

    assert factories.signed_in(neighbour).get(facts.address).status_code == 404
    reviewer = factories.signed_in(factories.reviewer(facts.province))
    assert reviewer.get(facts.address).status_code == 403


def test_costs_the_same_for_one_basis_and_for_thirty(facts: Facts) -> None:
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            facts.page()
        counts.append(len(queries))
        for _ in range(29):
            citation(facts.plan, number="", document=facts.above)
            factories.issued_plan(facts.province)

    assert counts[0] == counts[1]
