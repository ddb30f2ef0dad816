"""A row above that a commune split into several: what changes above concerns all of them."""

import pytest

from plans.models import Plan
from tasks import actions, updates
from tasks.models import Task
from tests import factories
from tests.tasks import deriving

pytestmark = pytest.mark.django_db


class Facts:
    """A commune's draft in which the framework's first row is two rows, and the next version."""

    def __init__(self) -> None:
        province = factories.province()
        above = deriving.framework(province, rows=2)
        self.commune = factories.commune(parent=province)
        self.plan = deriving.derived(above, self.commune)
        self.first = self.plan.tasks.get(position=1)
        self.first.text = "Tuyên truyền"
        self.first.save(update_fields=["text"])
        self.second = factories.task(self.plan, text="Niêm yết")
        Task.objects.filter(pk=self.second.pk).update(origin=self.first.origin)
        self.amended = deriving.Amended(above)
        self.by = factories.viewer(factories.officer(self.commune))

    def change(self) -> None:
        self.amended.change(1, text="Việc đã sửa")
        self.amended.issue()

    def drop(self) -> None:
        self.amended.row(1).delete()
        self.amended.issue()

    def texts(self) -> list[str]:
        return list(self.plan.tasks.order_by("position").values_list("text", flat=True))


UNCHANGED = "- Tuyên truyền;\n- Niêm yết công khai."


@pytest.fixture
def facts(db: None) -> Facts:
    return Facts()


def test_change_above_is_shown_once_against_all_its_parts(facts: Facts) -> None:
    facts.change()

    (change,) = updates.build(facts.plan).changes

    assert change.mine == (facts.first, facts.second)
    assert change.is_adapted


def test_page_shows_all_parts_and_says_that_they_are_answered_together(facts: Facts) -> None:
    facts.change()
    client = factories.signed_in(factories.officer(facts.commune))

    page = client.get(f"/plans/{facts.plan.pk}/updates/").content.decode()

    assert "Dòng này đã được tách thành 2 phần" in page
    assert '<p class="lines">Tuyên truyền</p>' in page
    assert '<p class="lines">Niêm yết</p>' in page


def test_taken_change_stands_for_all_parts(facts: Facts) -> None:
    facts.change()

    actions.take_updates(plan=facts.plan, rows=None, by=facts.by, at=factories.NOW)

    assert facts.texts() == ["Việc đã sửa", UNCHANGED]
    assert facts.plan.tasks.get(position=1).pk == facts.first.pk
    assert updates.build(facts.plan).changes == ()


def test_row_dropped_above_takes_all_its_parts_along(facts: Facts) -> None:
    facts.drop()

    (dropped,) = updates.build(facts.plan).changes
    actions.take_updates(plan=facts.plan, rows=None, by=facts.by, at=factories.NOW)

    assert dropped.mine == (facts.first, facts.second)
    assert facts.texts() == [UNCHANGED]


def test_kept_parts_stay_and_are_not_asked_about_again(facts: Facts) -> None:
    facts.change()

    actions.keep_own_rows(plan=facts.plan, rows=None, by=facts.by, at=factories.NOW)

    assert facts.texts() == ["Tuyên truyền", UNCHANGED, "Niêm yết"]
    assert updates.build(Plan.objects.get(pk=facts.plan.pk)).changes == ()
