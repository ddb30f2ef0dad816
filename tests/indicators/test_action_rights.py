"""Past the forms, too: who may not change what was measured changes nothing."""

from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError

from indicators import actions
from indicators.models import Score
from indicators.scores import typed_sets
from plans.access import Viewer
from plans.models import Territory
from tests import factories
from tests.indicators import published

pytestmark = pytest.mark.django_db
NOTHING: Any = None


@pytest.fixture
def province() -> Territory:
    return factories.province()


def enter(province: Territory, by: Viewer, points: str = "5.3") -> None:
    framework = factories.framework()
    entry = actions.Entry(Decimal(points))
    actions.enter_scores(
        province=province,
        year=2024,
        framework=framework,
        entries={factories.component(framework, "1").pk: entry},
        means={},
        source="Báo cáo PAPI",
        published_on=None,
        seen={},
        by=by,
        at=factories.NOW,
    )


def test_scores_are_not_entered_by_who_only_reads_them(province: Territory) -> None:
    officer = factories.viewer(factories.officer(province))

    with pytest.raises(PermissionDenied):
        enter(province, officer)

    assert not Score.objects.exists()


def test_national_mean_that_stands_is_not_corrected_by_a_province(province: Territory) -> None:
    mean = published.score(None, factories.component(factories.framework(), "1"), 2024, "5.1")
    stands = typed_sets.standing(None, 2024, mean.component.framework)

    with pytest.raises(PermissionDenied):
        actions.enter_scores(
            province=province,
            year=2024,
            framework=mean.component.framework,
            entries={},
            means={mean.component_id: actions.Entry(Decimal("5.2"))},
            source="Báo cáo PAPI",
            published_on=None,
            seen=typed_sets.said_together({}, stands),
            by=factories.viewer(factories.reviewer(province)),
            at=factories.NOW,
        )

    mean.refresh_from_db()
    assert mean.value == Decimal("5.1")


def test_set_of_criteria_is_not_taken_in_by_who_only_reads_it(province: Territory) -> None:
    officer = factories.viewer(factories.officer(province))

    with pytest.raises(PermissionDenied):
        actions.import_own_set(
            province=province, head=NOTHING, table=NOTHING, seen="", by=officer, at=factories.NOW
        )


def test_score_that_a_list_brought_in_the_same_moment_is_not_written_over(
    province: Territory, monkeypatch: pytest.MonkeyPatch
) -> None:
    def there_already(*_args: Any, **_kwargs: Any) -> None:
        raise IntegrityError

    monkeypatch.setattr(type(Score.objects.all()), "bulk_create", there_already)

    with pytest.raises(actions.ScoresChangedError):
        enter(province, factories.viewer(factories.reviewer(province)))


def test_points_beyond_the_scale_are_refused_past_the_form(province: Territory) -> None:
    reviewer = factories.viewer(factories.reviewer(province))

    with pytest.raises(ValidationError, match="nằm ngoài thang điểm"):
        enter(province, reviewer, "99")
