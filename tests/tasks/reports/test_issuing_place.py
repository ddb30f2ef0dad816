"""Before a commune issues a plan it is told on which rows somebody else would report."""

import pytest

from plans.models import Plan, Unit
from tasks.reports import issuing
from tests import factories

pytestmark = pytest.mark.django_db
TOLD = (
    "Cơ quan chủ trì không thuộc xã Điềm He, nên chính cơ quan đó phải báo cáo nhiệm vụ này;"
    " nếu xã thực hiện thì sửa lại chủ trì:"
)


def told(plan: Plan) -> dict[str, list[str]]:
    checks = issuing.build(plan=plan, on=factories.TODAY).checks
    return {one.sentence: [link.text for link in one.links] for one in checks}


def test_row_led_by_a_department_is_named_with_it() -> None:
    draft = factories.plan(factories.commune())
    province = draft.territory.parent
    assert province
    factories.task(draft)
    factories.task(draft, lead=factories.unit(province, "Sở Tư pháp", kind=Unit.Kind.DEPARTMENT))

    assert told(draft)[TOLD] == ["2) Nhiệm vụ 2: Sở Tư pháp"]


def test_rows_of_the_own_units_are_not_named() -> None:
    draft = factories.plan(factories.commune())
    factories.task(draft)
    factories.task(draft, lead=factories.unit(draft.territory))

    assert TOLD not in told(draft)
