"""Only who keeps a calendar plans, changes, opens, closes and extends its periods."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from plans import actions
from plans.access import Viewer
from plans.calendars import Template, propose
from plans.models import Event, Period, Territory, User
from tests import factories

pytestmark = pytest.mark.django_db
YEAR = propose(Template.ONCE, 2027, with_districts=False)


class Facts:
    """A province's open period, and a commune that reports in it."""

    def __init__(self) -> None:
        self.province = factories.province()
        self.commune = factories.commune(parent=self.province)
        self.period = factories.period(self.province)

    def told(self, by: Viewer) -> dict[str, Any]:
        return {"period": self.period, "by": by, "at": factories.NOW}

    def as_kept(self) -> tuple[list[tuple[str, str]], int, int]:
        periods = list(Period.objects.values_list("name", "state").order_by("pk"))
        return periods, self.period.extensions.count(), Event.objects.count()


Act = Callable[[Facts, Viewer], object]
ACTS: dict[str, Act] = {
    "plan": lambda facts, by: actions.plan_periods(
        territory=facts.province, periods=YEAR, by=by, at=factories.NOW
    ),
    "change": lambda facts, by: actions.change_period(
        days=replace(YEAR[0], name="Kỳ khác"), **facts.told(by)
    ),
    "delete": lambda facts, by: actions.delete_period(**facts.told(by)),
    "open": lambda facts, by: actions.open_period(**facts.told(by)),
    "close": lambda facts, by: actions.close_period(**facts.told(by)),
    "reopen": lambda facts, by: actions.reopen_period(reason="Bổ sung", **facts.told(by)),
    "extend": lambda facts, by: actions.extend_period(
        units=[factories.committee(facts.commune)],
        due_on=facts.period.due_province_on.replace(day=30),
        reason="Mưa lũ",
        **facts.told(by),
    ),
}
STRANGERS: dict[str, Callable[[Territory, Territory], User]] = {
    "officer": lambda _province, commune: factories.officer(commune),
    "leader": lambda _province, commune: factories.leader(commune),
    "reviewer of another province": lambda _province, _commune: factories.reviewer(
        factories.province("Tỉnh Cao Bằng")
    ),
    "leader of the province": lambda province, _commune: factories.leader(province),
}


@pytest.mark.parametrize("who", STRANGERS)
@pytest.mark.parametrize("act", ACTS)
def test_stranger_to_the_calendar_changes_nothing(act: str, who: str) -> None:
    facts = Facts()
    by = factories.viewer(STRANGERS[who](facts.province, facts.commune))
    kept = facts.as_kept()

    with pytest.raises(PermissionDenied):
        ACTS[act](facts, by)

    assert facts.as_kept() == kept


@pytest.mark.parametrize("act", ["plan", "change", "close", "extend"])
def test_keeper_and_administration_may(act: str) -> None:
    for administers in (False, True):
        facts = Facts()
        person = factories.user() if administers else factories.reviewer(facts.province)
        person.is_superuser = administers
        person.save()

        ACTS[act](facts, factories.viewer(person))

        assert Event.objects.filter(actor=person).exists()
