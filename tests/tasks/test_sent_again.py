"""A double click, a proxy's second try, a page loaded anew after it was sent: done once."""

from collections import Counter
from functools import partial
from http import HTTPStatus

import pytest

from plans.models import Event, Job
from tests.tasks.access_facts import Facts
from tests.tasks.access_issued import ISSUED_TABLE
from tests.tasks.access_reporting import REPORTING_TABLE
from tests.tasks.access_roles import ROLES
from tests.tasks.threads import at_once

pytestmark = pytest.mark.usefixtures("shared_database")
CLICKS = 3
EACH_TIME = {"plans:trail-export", "tasks:my-calendar", "plans:post-first-password"}
"""A download is noted each time; a new secret address or link takes the place of the last."""
TABLE = REPORTING_TABLE | ISSUED_TABLE
ONCE = [name for name, row in TABLE.items() if row.writers and name not in EACH_TIME]


def trail(since: int) -> Counter[tuple[str, str]]:
    """Return what was left in the trail, how often each; and jobs, which stand in no trail."""
    events = Event.objects.filter(pk__gt=since).values_list("verb", "sentence")
    return Counter([*events, *Job.objects.values_list("kind", "title")])


@pytest.mark.parametrize("name", ONCE)
def test_form_sent_many_times_at_once_and_once_more_is_done_once(name: str) -> None:
    row, facts = TABLE[name], Facts()
    client = facts.client(next(role for role in ROLES if role in row.writers))
    address = facts.address(name)
    typed = facts.typed(row)
    before = Event.objects.latest("pk").pk

    answers = at_once([partial(client.post, address, typed)] * CLICKS)

    kept = trail(before)
    assert kept, "nothing was done"
    assert set(kept.values()) == {1}, kept
    codes = [getattr(one, "status_code", one) for one in answers]
    assert row.done in codes
    told = {row.done, HTTPStatus.FOUND, HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT, 422}
    assert set(codes) <= told
    assert client.post(address, typed).status_code in told
    assert trail(before) == kept
