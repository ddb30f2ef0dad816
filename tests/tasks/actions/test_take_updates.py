"""Taking changes above over: every row is written, at a cost that does not grow with them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tasks import actions
from tasks.models import Party, Task
from tests import factories
from tests.tasks import deriving

pytestmark = pytest.mark.django_db


class Facts:
    """A commune's draft whose framework got other words, rows that are new and rows that went."""

    def __init__(self, rows: int) -> None:
        province = factories.province()
        framework = deriving.framework(province, rows=2 * rows)
        commune = factories.commune(parent=province)
        self.plan = deriving.derived(framework, commune)
        self.by = factories.viewer(factories.officer(commune))
        amended = deriving.Amended(framework)
        amended.draft.tasks.filter(position__lte=rows).update(text="Việc đã sửa")
        amended.draft.tasks.filter(position__gt=rows).delete()
        component = factories.component(factories.framework(), "1.1")
        for number in range(rows):
            section = amended.draft.sections.create(
                part="appendix", position=10 + number, label="", heading=f"Mục {number}"
            )
            task = factories.task(amended.draft, text=f"Việc mới {number}")
            Task.objects.filter(pk=task.pk).update(section=section, title="Việc mới")
            task.components.add(component)
        self.newest = amended.issue()

    def take(self) -> int:
        """Take everything over; return the number of queries."""
        with CaptureQueriesContext(connection) as asked:
            actions.take_updates(plan=self.plan, rows=None, by=self.by, at=factories.NOW)
        return len(asked)


@pytest.mark.parametrize("rows", [3, 30])
def test_costs_the_same_for_few_rows_and_for_many(rows: int) -> None:
    facts = Facts(rows)

    assert facts.take() <= 51
    assert facts.plan.tasks.filter(text="Việc đã sửa").count() == rows
    assert facts.plan.tasks.filter(title="Việc mới").count() == rows
    assert facts.plan.tasks.count() == 2 * rows


def test_new_rows_come_in_the_order_from_above_each_under_its_heading() -> None:
    facts = Facts(3)

    facts.take()

    new = facts.plan.tasks.filter(title="Việc mới").order_by("position").select_related("section")
    assert [(row.text, row.section and row.section.heading) for row in new] == [
        (f"Việc mới {number}", f"Mục {number}") for number in range(3)
    ]
    assert [row.position for row in facts.plan.tasks.order_by("position")] == list(range(1, 7))


def test_new_rows_under_one_heading_bring_it_once() -> None:
    facts = Facts(3)
    section = facts.newest.tasks.filter(title="Việc mới").order_by("position")[0].section
    facts.newest.tasks.filter(title="Việc mới").update(section=section)

    facts.take()

    assert facts.plan.sections.filter(heading="Mục 0").count() == 1
    assert facts.plan.tasks.filter(section__heading="Mục 0").count() == 3


def test_new_rows_bring_their_parties_and_components() -> None:
    facts = Facts(1)

    facts.take()

    new = facts.plan.tasks.get(title="Việc mới")
    assert [one.code for one in new.components.all()] == ["1.1"]
    assert [(one.role, one.text) for one in new.parties.all()] == [
        (Party.Role.LEAD, facts.newest.issuer.name)
    ]
    assert new.version == 1
