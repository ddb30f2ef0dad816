"""Several people change the evidence of one row in the same moment."""

from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

from tasks import actions
from tasks.models import Evidence
from tests import factories
from tests.papi_portal.clamd import EICAR, FakeClamd, known
from tests.tasks.showing import Facts, attachment, kept, stored, stored_as
from tests.tasks.threads import at_once

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("shared_database")]


def test_of_twelve_pieces_at_once_ten_are_kept_and_two_leave_nothing() -> None:
    facts = Facts()
    before = len(stored())

    done = at_once([partial(facts.add, attachment(b"%d" % number)) for number in range(12)])

    refused = [one for one in done if isinstance(one, actions.EvidenceRefusedError)]
    assert len(refused) == 2
    assert Evidence.objects.count() == len(stored()) - before == 10


def test_one_file_sent_many_times_at_once_is_kept_once() -> None:
    facts = Facts()
    before = len(stored())

    done = at_once([facts.add] * 6)

    assert {one.pk for one in done if isinstance(one, Evidence)} == {Evidence.objects.get().pk}
    assert len(stored()) - before == 1


@pytest.mark.parametrize("attempt", range(3))
def test_file_is_never_lost_to_who_reuses_it(attempt: int) -> None:
    facts = Facts()
    source = facts.add(attachment(b"%d" % attempt), period=facts.before)

    acts: list[Callable[[], Any]] = [partial(facts.reuse, source), partial(facts.remove, source)]
    reused, _ = at_once(acts)

    if isinstance(reused, Evidence):
        assert kept(Evidence.objects.get()) == b"%d" % attempt
    else:
        assert not Evidence.objects.exists()
        assert stored_as(source) not in stored()


@pytest.mark.parametrize("attempt", range(3))
def test_infected_file_is_never_left_to_who_reuses_it(attempt: int, clamd: FakeClamd) -> None:
    facts = Facts()
    source = facts.add(attachment(b"%d" % attempt), period=facts.before)
    clamd.answer = lambda _content: known(EICAR)

    acts: list[Callable[[], Any]] = [
        partial(facts.reuse, source),
        partial(actions.rescan, evidence=source, at=factories.NOW),
    ]
    at_once(acts)

    assert set(Evidence.objects.values_list("scan", "file")) == {("infected", "")}
    assert stored_as(source) not in stored()
