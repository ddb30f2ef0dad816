"""Promises become targets of the index they are about, and the preview says of which."""

from typing import Any

import pytest

from plans.models import Territory
from tasks.reports import intake as preview
from tests.tasks import uploads
from tests.tasks.reading.written_plans import Values, target

pytestmark = pytest.mark.django_db

PAR_INDEX = target("xếp thứ 12 cả nước", index="par_index", kind="rank_range", value="1")
OF_A_PART = target("Cải cách thể chế đạt 9,5 điểm", index="par_index", component="2", value="9.5")
UNKNOWN = target("DTI đạt 0,7 điểm", index="dti", value="0.7")


def without_index() -> Values:
    """Return a promise as uploads had it that waited while the portal learned of other indices."""
    return {name: value for name, value in target().items() if name != "index"}


@pytest.fixture
def commune(db: None) -> Territory:
    uploads.indices()
    return uploads.diem_he()


def kept(commune: Territory, *promised: Values, **changes: Any) -> list[tuple[str, str]]:
    """Return version and code of each target of the plan."""
    plan = uploads.confirmed(uploads.waiting(commune, targets=list(promised), **changes))
    targets = plan.targets.select_related("component__framework")
    return [(one.component.framework.code, one.component.code) for one in targets]


def test_each_promise_is_of_its_own_index(commune: Territory) -> None:
    assert kept(commune, target(), PAR_INDEX, OF_A_PART, UNKNOWN) == [
        ("papi-2021", "0"),
        ("par_index-2022", "0"),
        ("par_index-2022", "2"),
    ]


def test_the_version_is_that_of_the_plans_year(commune: Territory) -> None:
    assert kept(commune, target(), PAR_INDEX, years=[2019, 2019]) == [("papi-2019", "0")]


def test_a_promise_without_an_index_is_of_papi(commune: Territory) -> None:
    assert kept(commune, without_index()) == [("papi-2021", "0")]


def test_the_preview_says_what_each_promise_is_about(commune: Territory) -> None:
    intake = uploads.waiting(commune, targets=[without_index(), PAR_INDEX, OF_A_PART, UNKNOWN])

    assert preview.build(intake).targets == (
        ("PAPI", "đạt từ 43 điểm"),
        ("PAR INDEX", "xếp thứ 12 cả nước"),
        ("PAR INDEX, 2. Cải cách thể chế", "Cải cách thể chế đạt 9,5 điểm"),
        ("", "DTI đạt 0,7 điểm"),
    )
