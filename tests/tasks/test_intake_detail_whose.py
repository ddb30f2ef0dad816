"""Who sees an uploaded document, while it waits and when it is decided."""

import pytest
from django.test import Client

from plans.access import Role
from plans.models import Plan
from tasks import actions
from tests import factories
from tests.tasks import uploads
from tests.tasks.intake_pages import Facts, address, state
from tests.tasks.preview_articles import page

pytestmark = pytest.mark.django_db


@pytest.fixture
def facts(db: None) -> Facts:
    return Facts()


# Decided


def test_confirmed_document_leads_to_its_plan(facts: Facts) -> None:
    intake = facts.waiting()
    plan = uploads.confirmed(intake)

    shown = page(facts, intake)

    assert f'href="{plan.get_absolute_url()}"' in shown
    assert (
        "Văn bản này do Nguyễn Văn A tải lên, đã được nhập vào cổng lúc 10:42 21/11/2026." in shown
    )
    assert f'href="{address("intake-file", intake.pk)}"' in shown
    assert "<article" not in shown


def test_document_whose_draft_was_thrown_away_says_so(facts: Facts) -> None:
    intake = facts.waiting()
    Plan.objects.filter(pk=uploads.confirmed(intake).pk).delete()

    shown = page(facts, intake)

    assert "đã được nhập vào cổng, nhưng bản dự thảo sau đó đã bị xóa" in shown
    assert "đã được hủy" not in shown


def test_discarded_document_says_so(facts: Facts) -> None:
    intake = facts.waiting()
    by = factories.viewer(facts.officer)
    actions.discard_intake(intake=intake, by=by, at=factories.NOW)

    shown = page(facts, intake)

    assert "Văn bản này đã được hủy; không có gì được ghi vào cổng." in shown
    assert address("intake-file", intake.pk) not in shown


def test_changed_workbook_of_a_plan_has_its_own_page(facts: Facts) -> None:
    intake = facts.waiting(changes_plan=factories.plan(facts.commune))

    response = facts.client.get(address("intake-detail", intake.pk))

    assert response["Location"] == address("plan-changes", intake.pk)


# Who


def test_waiting_document_exists_only_for_the_one_who_uploaded_it(facts: Facts) -> None:
    intake = facts.waiting()

    for who, person in facts.others().items():
        response = factories.signed_in(person).get(address("intake-detail", intake.pk))
        assert response.status_code == 404, who


def test_confirmed_document_is_read_by_who_reads_the_commune(facts: Facts) -> None:
    intake = facts.waiting()
    uploads.confirmed(intake)

    answers = {
        who: factories.signed_in(person).get(address("intake-detail", intake.pk)).status_code
        for who, person in facts.others().items()
    }

    assert answers == {
        "police of the commune": 404,
        "officer of another commune": 404,
        "reviewer of the province": 200,
        "auditor of the commune": 200,
    }


def test_own_upload_is_seen_but_no_more_decided_by_who_lost_the_right(facts: Facts) -> None:
    intake = facts.waiting()
    facts.officer.memberships.update(role=Role.AUDITOR)
    before = state()

    assert facts.client.get(address("intake-detail", intake.pk)).status_code == 200
    for name, rest in (
        ("intake-head", ()),
        ("intake-names", ()),
        ("intake-confirm", ()),
        ("intake-discard", ()),
        ("intake-split", ()),
        ("intake-row", (1,)),
        ("intake-row-act", (1, "drop")),
    ):
        response = facts.client.post(address(name, intake.pk, *rest), {"version": 1})
        assert response.status_code == 403, name
    assert state() == before


def test_visitor_signs_in_first(facts: Facts) -> None:
    response = Client().get(address("intake-detail", facts.waiting().pk))

    assert response.status_code == 302
    assert response["Location"].startswith("/accounts/login/?next=")


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_preview_is_only_read(facts: Facts, method: str) -> None:
    assert (
        getattr(facts.client, method)(address("intake-detail", facts.waiting().pk)).status_code
        == 405
    )


def test_number_that_names_nothing_is_not_found(facts: Facts) -> None:
    assert facts.client.get("/plans/in/0/").status_code == 404
    assert facts.client.get(f"/plans/in/{'9' * 25}/").status_code == 404
