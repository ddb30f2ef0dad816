"""Published scores for tests, with as little as a test must say."""

import json
from decimal import Decimal
from pathlib import Path

from django.conf import settings

from indicators.actions import load_indexes
from indicators.models import Component, Score
from plans.models import Territory

LISTED: Path = settings.BASE_DIR / "fixtures" / "indexes.json"
REFERENCE: Path = settings.BASE_DIR.parent / "shared" / "reference"
SCORES = REFERENCE / "papi_scores_2011-2024.csv"
UNITS = REFERENCE / "units_before_2025-07.csv"


def load_papi() -> None:
    """Load the indexes as they come with the portal."""
    load_indexes(json.loads(LISTED.read_text(encoding="utf-8")))


def component(framework: str, code: str) -> Component:
    return Component.objects.get(framework__code=framework, code=code)


def score(place: Territory | None, of: Component, year: int, value: str, **more: object) -> Score:
    """Publish a score."""
    return Score.objects.create(
        territory=place,
        component=of,
        year=year,
        value=Decimal(value),
        source="Báo cáo PAPI",
        **more,
    )
