"""Two versions side by side."""

import pytest

from indicators.comparing import Fate, compare
from indicators.models import Framework
from indicators.versions import Versions
from tests.indicators import published

pytestmark = pytest.mark.django_db


@pytest.fixture
def versions() -> Versions:
    published.load_papi()
    return Versions.of("papi")


def version(versions: Versions, code: str) -> Framework:
    return next(one for one in versions.frameworks if one.code == code)


def test_dropped_component_stands_where_it_was(versions: Versions) -> None:
    found = compare(versions, version(versions, "papi-2019"), version(versions, "papi-2021"))

    codes = [(pair.old and pair.old.code, pair.new and pair.new.code) for pair in found.pairs]
    at = codes.index(("5.2", None))
    assert codes[at - 1 : at + 2] == [("5.1", "5.1"), ("5.2", None), ("5.3", "5.3")]
    assert dict(found.counts) == {"giữ nguyên": 34, "đổi thang điểm": 3, "không còn": 1}


def test_moved_and_renamed_components_are_recognised(versions: Versions) -> None:
    found = compare(versions, version(versions, "papi-2016"), version(versions, "papi-2018"))

    by_new = {pair.new.code: pair for pair in found.pairs if pair.new}
    assert by_new["2.2"].old is not None
    assert (by_new["2.2"].old.code, by_new["2.2"].fates) == ("2.1", (Fate.MOVED, Fate.RESCALED))
    assert by_new["2.4"].fates == (Fate.RENAMED, Fate.MOVED, Fate.RESCALED)
    assert by_new["2.1"].fates == by_new["7"].fates == (Fate.NEW,)
    assert {pair.old.code for pair in found.pairs if pair.old and not pair.new} == {"3.2", "3.3"}
