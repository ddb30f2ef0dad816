"""Which sums stay, are made anew, or go, when scores are typed or come in as a list."""

from decimal import Decimal
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection

from indicators.actions.scores import SUM_SOURCE, add_up, keep_sums
from indicators.models import Score
from tests import factories
from tests.indicators import published
from tests.indicators.score_pages import Facts

pytestmark = pytest.mark.django_db


@pytest.fixture
def facts(db: None) -> Facts:
    return Facts()


def sums() -> dict[str, Decimal]:
    found = Score.objects.filter(is_computed=True).select_related("component")
    return {one.component.code: one.value for one in found}


def test_scores_of_another_index_leave_the_sums_of_papi(facts: Facts) -> None:
    facts.send(c1=("2,5",), c2=("3,5",))
    assert sums() == {"0": Decimal(6)}

    facts.framework = factories.framework(code="pci-2005", first_year=2005, index_name="PCI")
    answer = facts.client.post(facts.address(index="pci"), facts.typed(c1=("7,1",)))

    assert answer.status_code == 302
    assert Score.objects.of_index("pci").get().value == Decimal("7.1")
    assert sums() == {"0": Decimal(6)}


def test_sum_goes_when_a_part_is_taken_back(facts: Facts) -> None:
    facts.send(c1=("2,5",), c2=("3,5",))

    facts.send(c1=("2,5",))

    assert sums() == {}


def test_kept_sum_stays_until_its_parts_come_and_never_beside_what_was_published(
    facts: Facts,
) -> None:
    kept = {"component": facts.component("0"), "territory": facts.province, "year": facts.year}
    keep_sums([Score(**kept, value=Decimal("7.5"), source="Bảng đầy đủ", is_computed=True)])

    facts.send(c1=("2,5",))
    assert sums() == {"0": Decimal("7.5")}

    facts.send(c1=("2,5",), c2=("3,5",))
    assert sums() == {"0": Decimal(6)}

    facts.send(c0=("6,02",), c1=("2,5",), c2=("3,5",))
    assert sums() == {}
    assert published_whole(facts) == Decimal("6.02")


def test_adding_up_twice_changes_nothing(facts: Facts) -> None:
    for code, value in (("1", "2.5"), ("2", "3.5")):
        published.score(facts.province, facts.component(code), facts.year, value)
    place = {(facts.province.pk, facts.year)}

    assert [add_up(place), add_up(place)] == [1, 1]
    assert sums() == {"0": Decimal(6)}


def published_whole(facts: Facts) -> Decimal:
    return Score.objects.get(component=facts.component("0"), is_computed=False).value


def test_sums_that_were_made_before_bear_the_words_by_which_they_are_found(facts: Facts) -> None:
    facts.send(c1=("2,5",), c2=("3,5",))
    made, kept = "Cổng cộng từ các thành phần đã công bố", "Bảng đầy đủ"
    Score.objects.filter(is_computed=True).update(source=made)
    whose = {"component": facts.component("0"), "territory": facts.province}
    keep_sums([Score(**whose, year=2020, value=7, source=kept, is_computed=True)])
    migration = import_module("indicators.migrations.0005_sums_name_the_portal")

    migration.rename(apps, SimpleNamespace(connection=connection))

    found = Score.objects.filter(is_computed=True)
    assert set(found.values_list("source", flat=True)) == {SUM_SOURCE, kept}
