"""Which period a page opens with when nobody asked for one."""

import pytest

from plans.models import Period
from tests import factories
from tests.plans.list_pages import text

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("third", "fourth", "shown"),
    [
        (Period.State.CLOSED, Period.State.PLANNED, "Quý III/2026"),
        (Period.State.CLOSED, Period.State.OPEN, "Quý IV/2026"),
        (Period.State.PLANNED, Period.State.PLANNED, "Quý IV/2026"),
    ],
)
def test_what_was_locked_stays_in_view_until_the_next_is_opened(
    third: str, fourth: str, shown: str
) -> None:
    province = factories.province()
    factories.period(province, ordinal=3, state=third)
    factories.period(province, ordinal=4, state=fourth)
    client = factories.signed_in(factories.reviewer(province))

    assert f"Tổng hợp {shown}" in text(client.get("/reports/rollup/"))
