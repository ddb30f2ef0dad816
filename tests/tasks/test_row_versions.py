"""Two tabs on one row: who saves last sees both texts, and nothing is written over unseen."""

from typing import Any

import pytest

from plans.models import PlanSection
from tasks.models import Party, Task
from tests import factories
from tests.tasks.intake_pages import SCRIPT, Facts, address, text
from tests.tasks.reading.written_plans import row

pytestmark = pytest.mark.django_db
TYPED = {"text": "Bản của tab hai", "deadline_kind": "ongoing"}


def form_version(page: Any) -> Any:
    return page.context["form"]["version"].value()


@pytest.mark.parametrize("version", [{}, {"version": ""}, {"version": "x"}, {"version": "-1"}])
def test_row_sent_without_its_version_is_refused_with_both_texts(version: dict[str, str]) -> None:
    task = factories.task(factories.plan(factories.commune()))
    client = factories.signed_in(factories.officer(task.plan.territory))
    stood = task.text

    answer = client.post(f"/tasks/{task.pk}/edit/", {**TYPED, **version})

    shown = text(answer)
    assert (answer.status_code, form_version(answer)) == (409, 1)
    assert "Niêm yết công khai." in shown
    assert "<blockquote>Bản của tab hai</blockquote>" in shown
    assert ">\nBản của tab hai</textarea>" in shown, "what was typed is kept"
    task.refresh_from_db()
    assert (task.text, task.version) == (stood, 1)


def test_choices_are_compared_in_their_words() -> None:
    task = factories.task(factories.plan(factories.commune()))
    body = PlanSection.objects.create(
        plan=task.plan, part="body", position=1, label="III", heading="Tổ chức thực hiện"
    )
    named = factories.party(task, Party.Role.SUPPORT, text="Ai đó")
    client = factories.signed_in(factories.officer(task.plan.territory))
    sent = {"supports": named.text, "support-ai-do": "group:associations", "section": body.pk}

    shown = text(client.post(f"/tasks/{task.pk}/edit/", {**TYPED, **sent}))

    assert "<blockquote>III. Tổ chức thực hiện</blockquote>" in shown
    assert "<blockquote>các đoàn thể</blockquote>" in shown
    assert "<blockquote>group:associations</blockquote>" not in shown


def test_row_added_without_what_was_seen_is_refused_once() -> None:
    plan = factories.plan(factories.commune())
    client = factories.signed_in(factories.officer(plan.territory))

    answer = client.post(f"/plans/{plan.pk}/rows/add/", TYPED)

    assert (answer.status_code, form_version(answer)) == (409, 0)
    assert not Task.objects.exists()


@pytest.mark.parametrize("version", [{}, {"version": ""}])
def test_heading_sent_without_its_version_is_refused_with_both_texts(
    version: dict[str, str],
) -> None:
    task = factories.task(factories.plan(factories.commune()))
    client = factories.signed_in(factories.officer(task.plan.territory))
    sent = {"label": "1", "heading": "Bản của tab hai", **version}

    answer = client.post(f"/sections/{task.section_id}/edit/", sent)

    assert (answer.status_code, form_version(answer)) == (409, 1)
    assert "<blockquote>Bản của tab hai</blockquote>" in text(answer)
    assert PlanSection.objects.get().heading == "Sự tham gia của người dân"


# The preview of an uploaded document


@pytest.mark.parametrize("script", [True, False])
def test_row_of_the_preview_saved_from_two_tabs_shows_both(script: bool) -> None:
    facts = Facts()
    intake = facts.waiting(row("Họp thôn."), row("Loa."))
    where, how = address("intake-row", intake.pk, 1), SCRIPT if script else {}
    seen = form_version(facts.client.get(where))
    facts.client.post(where, {**TYPED, "text": "Bản của tab một", "version": seen})

    answer = facts.client.post(where, {**TYPED, "version": seen}, headers=how)

    shown = text(answer)
    assert answer.status_code == 409
    assert "<blockquote>Bản của tab một</blockquote>" in shown
    assert "<blockquote>Bản của tab hai</blockquote>" in shown
    intake.refresh_from_db()
    assert intake.values["rows"][0]["text"] == "Bản của tab một"

    facts.client.post(where, {**TYPED, "version": form_version(answer)})
    intake.refresh_from_db()
    assert intake.values["rows"][0]["text"] == "Bản của tab hai"


def test_other_rows_of_the_preview_may_change_meanwhile() -> None:
    facts = Facts()
    intake = facts.waiting(row("Họp thôn."), row("Loa."))
    first, second = (address("intake-row", intake.pk, number) for number in (1, 2))
    seen = form_version(facts.client.get(first))
    other = form_version(facts.client.get(second))
    facts.client.post(second, {**TYPED, "version": other})

    assert facts.client.post(first, {**TYPED, "version": seen}).status_code == 302


def test_row_of_the_preview_sent_without_its_version_is_refused() -> None:
    facts = Facts()
    intake = facts.waiting(row("Họp thôn."))

    answer = facts.client.post(address("intake-row", intake.pk, 1), TYPED)

    assert answer.status_code == 409
    intake.refresh_from_db()
    assert intake.values["rows"][0]["text"] == "Họp thôn."
