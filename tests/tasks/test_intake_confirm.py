"""Confirming a preview: all of it becomes a draft, once, and only as it was seen."""

from typing import Any

import pytest
from django.db import DatabaseError
from django.test import Client

from plans.models import Plan, Succession, Territory
from tasks import actions
from tasks.models import Intake
from tasks.reading import edits
from tests import factories
from tests.tasks import uploads
from tests.tasks.intake_pages import Facts, address, follow, state, text
from tests.tasks.reading.written_plans import row

pytestmark = pytest.mark.django_db


@pytest.fixture
def facts(db: None) -> Facts:
    return Facts()


def confirm(facts: Facts, intake: Intake, version: object = 1) -> Any:
    return facts.client.post(address("intake-confirm", intake.pk), {"version": version})


def test_confirmed_document_leads_to_its_draft_with_a_word(facts: Facts) -> None:
    intake = facts.waiting(row("Một"), row("Hai"))

    response = confirm(facts, intake)

    plan = Plan.objects.get()
    page = follow(facts.client, response)
    assert response["Location"] == plan.get_absolute_url()
    assert "Đã nhập Kế hoạch số 12/KH-UBND vào bản dự thảo." in page
    assert plan.is_draft
    assert plan.tasks.count() == 2


def test_plan_links_to_the_file_it_came_from(facts: Facts) -> None:
    intake = facts.waiting()

    page = follow(facts.client, confirm(facts, intake))

    assert f'href="{address("intake-file", intake.pk)}"' in page
    assert "Kế hoạch PAPI 2026.docx" in page


def test_second_confirmation_leads_to_the_same_plan(facts: Facts) -> None:
    intake = facts.waiting()
    first = confirm(facts, intake)

    second = confirm(facts, intake)

    assert second["Location"] == first["Location"]
    assert Plan.objects.count() == 1


def test_double_click_leads_to_the_plan_of_the_first(
    facts: Facts, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The document is confirmed by the first click while the second waits for its turn."""
    intake = facts.waiting()
    act = actions.confirm_intake

    def confirmed_meanwhile(**sent: Any) -> Plan:
        act(**sent)
        return act(**sent)

    monkeypatch.setattr("tasks.actions.confirm_intake", confirmed_meanwhile)

    response = confirm(facts, intake)

    assert response["Location"] == Plan.objects.get().get_absolute_url()
    assert "đã được nhập hoặc đã hủy" not in follow(facts.client, response)


def test_preview_that_changed_meanwhile_is_to_be_seen_again(facts: Facts) -> None:
    intake = facts.waiting(row("Một"), row("Hai"))
    actions.edit_intake(intake=intake, edit=lambda values: edits.drop(values, 1, dropped=True))

    response = confirm(facts, intake, version=1)

    page = follow(facts.client, response)
    assert response["Location"] == intake.get_absolute_url()
    assert "vừa sửa bản xem trước; hãy xem lại rồi làm tiếp" in page
    assert '<input type="hidden" name="version" value="2">' in page
    assert not Plan.objects.exists()


@pytest.mark.parametrize("version", ["", "x", "-1", "1.0", "²", "9" * 30])
def test_version_that_is_no_number_is_refused(facts: Facts, version: str) -> None:
    page = follow(facts.client, confirm(facts, facts.waiting(), version))

    assert "hãy xem lại rồi làm tiếp" in page
    assert not Plan.objects.exists()


def test_form_without_a_version_is_refused(facts: Facts) -> None:
    facts.client.post(address("intake-confirm", facts.waiting().pk))

    assert not Plan.objects.exists()


def test_what_must_be_mended_is_said_again(facts: Facts) -> None:
    intake = facts.waiting(subject="", years=[None, None])

    page = follow(facts.client, confirm(facts, intake))

    assert "Chưa có trích yếu của kế hoạch. Chưa có năm thực hiện của kế hoạch." in page
    assert not Plan.objects.exists()


def test_no_row_left_is_refused(facts: Facts) -> None:
    intake = facts.waiting(row())
    actions.edit_intake(intake=intake, edit=lambda values: edits.drop(values, 1, dropped=True))

    page = follow(facts.client, confirm(facts, intake, version=2))

    assert "Không còn dòng nào để nhập." in page
    assert not Plan.objects.exists()


def test_number_taken_meanwhile_is_refused_and_the_preview_stays(facts: Facts) -> None:
    intake = facts.waiting()
    uploads.confirmed(uploads.waiting(facts.commune))

    page = follow(facts.client, confirm(facts, intake))

    told = "Kế hoạch số 12/KH-UBND ngày 05/02/2026 đã có trong cổng; hãy kiểm tra số, ngày."
    assert told in page
    assert 'type="submit" disabled>' in page
    assert Plan.objects.count() == 1


def test_territory_that_ended_before_the_day_names_its_successor(facts: Facts) -> None:
    new = factories.commune("Xã Khánh Khê", parent=facts.above)
    Succession.objects.create(predecessor=facts.commune, successor=new, kind="whole")
    Territory.objects.filter(pk=facts.commune.pk).update(valid_to="2025-06-30")

    page = follow(facts.client, confirm(facts, facts.waiting()))

    assert "Xã Điềm He đã kết thúc ngày 30/06/2025" in page
    assert "Có thể là kế hoạch của: Xã Khánh Khê." in page
    assert not Plan.objects.exists()


def test_failure_in_the_middle_leaves_the_preview_and_nothing_else(
    facts: Facts, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: object) -> None:
        raise DatabaseError

    intake = facts.waiting(row(lead=["Trạm Y tế"]))
    actions.choose_names(intake=intake, choices={"tram y te": "add:"})
    before = state()
    facts.client.raise_request_exception = False

    with monkeypatch.context() as broken:
        broken.setattr("tasks.actions.take_in._write_targets", fail)
        response = confirm(facts, intake, version=2)

    assert response.status_code == 500
    assert state() == before
    assert confirm(facts, intake, version=2).status_code == 302
    assert Plan.objects.count() == 1


def test_reviewer_confirms_for_a_commune_that_nobody_works_at(facts: Facts) -> None:
    empty = factories.commune("Xã Hai", parent=facts.above)
    factories.committee(empty)
    reviewer = factories.reviewer(facts.above)
    intake = uploads.waiting(empty, by=factories.viewer(reviewer))

    facts.client = factories.signed_in(reviewer)
    confirm(facts, intake)

    assert Plan.objects.get().territory == empty


def test_reviewer_is_refused_once_the_commune_has_its_own_people(facts: Facts) -> None:
    reviewer = factories.reviewer(facts.above)
    intake = uploads.waiting(facts.commune, by=factories.viewer(reviewer))

    facts.client = factories.signed_in(reviewer)

    assert confirm(facts, intake).status_code == 403
    assert not Plan.objects.exists()


def test_documents_of_others_are_not_found_even_when_confirmed(facts: Facts) -> None:
    waiting, done = facts.waiting(), facts.waiting(number="13/KH-UBND")
    uploads.confirmed(done)

    for who, person in facts.others().items():
        client, before = factories.signed_in(person), state()
        for intake in (waiting, done):
            response = client.post(address("intake-confirm", intake.pk), {"version": 1})
            assert response.status_code == 404, who
        assert state() == before


def test_discarded_document_is_not_taken_in(facts: Facts) -> None:
    intake = facts.waiting()
    by = factories.viewer(facts.officer)
    actions.discard_intake(intake=intake, by=by, at=factories.NOW)

    page = follow(facts.client, confirm(facts, intake, version=2))

    assert "Văn bản này đã được nhập hoặc đã hủy trước đó." in page
    assert not Plan.objects.exists()


def test_document_whose_draft_was_thrown_away_is_not_taken_in_again(facts: Facts) -> None:
    intake = facts.waiting()
    Plan.objects.filter(pk=uploads.confirmed(intake).pk).delete()

    follow(facts.client, confirm(facts, intake, version=2))

    assert not Plan.objects.exists()


def test_changed_workbook_is_confirmed_elsewhere(facts: Facts) -> None:
    intake = facts.waiting(changes_plan=factories.plan(facts.commune))

    assert confirm(facts, intake).status_code == 404


def test_visitor_signs_in_first(facts: Facts) -> None:
    response = Client().post(address("intake-confirm", facts.waiting().pk), {"version": 1})

    assert response["Location"].startswith("/accounts/login/?next=")
    assert not Plan.objects.exists()


@pytest.mark.parametrize("method", ["get", "put", "patch", "delete"])
def test_confirmation_is_only_posted(facts: Facts, method: str) -> None:
    response = getattr(facts.client, method)(address("intake-confirm", facts.waiting().pk))

    assert response.status_code == 405
    assert "Traceback" not in text(response)
