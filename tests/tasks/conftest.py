"""What the tests of access share: one set of facts for a whole module, made once."""

from collections.abc import Iterator

import pytest
from pytest_django import DjangoDbBlocker

from tests.standing import standing
from tests.tasks.access_facts import Facts


@pytest.fixture(scope="module")
def standing_facts(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Facts]:
    """Return facts that stand while a module runs; what each test does with them is undone."""
    yield from standing(django_db_blocker, Facts)
