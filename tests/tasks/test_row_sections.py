"""Where a row may stand, as its form offers it: under a heading, under none, under a duty."""

from typing import Any

import pytest

from plans.models import PlanSection
from tasks.models import Task
from tasks.reading.portal_workbook import NO_SECTION
from tasks.reports.appendix import NOT_PRINTED
from tests import factories

pytestmark = pytest.mark.django_db
TYPED = {"text": "Họp dân", "deadline_kind": "ongoing"}


class Facts:
    """A draft with a row in its appendix, and a heading of the body."""

    def __init__(self) -> None:
        plan = factories.plan(factories.commune())
        self.task = factories.task(plan)
        self.duty = PlanSection.objects.create(
            plan=plan, part="body", position=1, label="III", heading="Tổ chức thực hiện"
        )
        self.client = factories.signed_in(factories.officer(plan.territory))
        self.address = f"/tasks/{self.task.pk}/edit/"
        self.add = f"/plans/{plan.pk}/rows/add/"

    def page(self, address: str) -> str:
        return self.client.get(address).content.decode()

    def send(self, address: str, version: int, section: object) -> Any:
        sent = {**TYPED, "version": version, "section": section}
        return self.client.post(address, sent, follow=True)


@pytest.fixture
def facts(db: None) -> Facts:
    return Facts()


def test_no_heading_is_offered_in_the_words_of_the_workbook(facts: Facts) -> None:
    assert f'<option value="">{NO_SECTION}</option>' in facts.page(facts.address)

    facts.send(facts.address, 1, "")

    assert Task.objects.get().section is None


def test_headings_of_the_body_stand_apart_with_what_follows(facts: Facts) -> None:
    group = '<optgroup label="Phần chính của văn bản – không in trong bảng phụ lục">'
    option = f'<option value="{facts.duty.pk}">III. Tổ chức thực hiện</option></optgroup>'

    assert group + option in facts.page(facts.address)
    assert NOT_PRINTED not in facts.page(facts.address)


def test_draft_without_a_body_offers_no_such_group(facts: Facts) -> None:
    facts.duty.delete()

    assert '<optgroup label="Phần chính' not in facts.page(facts.address)


def test_row_put_under_a_duty_is_told_not_to_be_printed(facts: Facts) -> None:
    answer = facts.send(facts.address, 1, facts.duty.pk)

    assert Task.objects.get().section == facts.duty
    assert NOT_PRINTED in answer.content.decode()
    assert "Nhiệm vụ ở mục này không in trong bảng phụ lục." in answer.content.decode()
    assert NOT_PRINTED in facts.page(facts.address), "also whenever it is opened again"


def test_row_added_under_a_duty_is_told_not_to_be_printed(facts: Facts) -> None:
    assert NOT_PRINTED in facts.page(f"{facts.add}?section={facts.duty.pk}")

    answer = facts.send(facts.add, facts.task.pk, facts.duty.pk)

    assert NOT_PRINTED in answer.content.decode()


def test_row_of_the_appendix_is_saved_without_a_warning(facts: Facts) -> None:
    answer = facts.send(facts.address, 1, facts.task.section_id)

    assert NOT_PRINTED not in answer.content.decode()
