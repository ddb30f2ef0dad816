"""What a leader is shown as changed since the period before."""

import pytest

from tasks.reports import submission
from tests import factories

pytestmark = pytest.mark.django_db


def test_nothing_is_called_changed_where_nothing_was_told_before() -> None:
    plan = factories.issued_plan(factories.commune(), tasks=2)
    before, period = (factories.period(plan.territory, ordinal=number) for number in (3, 4))
    first, second = factories.reporting(plan)
    for row in (first, second):
        factories.recorded(row, period)

    def changed() -> list[str]:
        report = submission.build(
            plan=plan, unit=plan.issuer, period=period, before=before, on=factories.TODAY
        )
        return [row.name for row in report.changed]

    assert changed() == []

    factories.recorded(first, before)

    assert changed() == [str(second.task)]
