"""The portal's wholes, ranks and changes against figures added up from the published parts."""

import csv
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from indicators.rounding import rounded
from indicators.standing import standings
from indicators.versions import Versions
from plans.models import Territory
from plans.official_lists import read_units
from tests.indicators import published

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(
        not published.SCORES.is_file(), reason=f"the source {published.SCORES.name} is not there"
    ),
]
COUNTS = {2011: 63, 2017: 63, 2018: 61, 2021: 60, 2024: 61}
"""Provinces all of whose parts were published, by year."""
FIGURES: dict[str, tuple[tuple[str, int, str | None], ...]] = {
    "01": (("36.41", 20, None), ("34.63", 56, "0.82"), ("42.32", 54, None),
           ("44.45", 9, "2.82"), ("43.77", 29, "-0.19")),
    "10": (("35.11", 41, None), ("37.00", 28, "1.28"), ("44.37", 28, None),
           ("40.15", 49, "-2.80"), ("41.75", 48, "-0.36")),
    "20": (("38.38", 9, None), ("34.96", 52, "0.36"), ("47.05", 1, None),
           ("45.84", 4, "3.47"), ("45.00", 12, "1.52")),
    "31": (("34.20", 51, None), ("35.81", 42, "0.26"), ("42.80", 49, None),
           ("44.00", 13, "1.71"), ("42.70", 42, "0.59")),
    "46": (("35.28", 36, None), ("36.03", 37, "0.69"), ("43.21", 43, None),
           ("48.06", 1, "3.53"), ("45.09", 11, "-0.95")),
    "56": (("34.53", 46, None), ("35.58", 48, "1.33"), ("42.17", 56, None),
           ("41.69", 40, "2.55"), ("43.81", 27, "-1.13")),
    "79": (("36.77", 18, None), ("35.88", 39, "0.97"), ("42.40", 52, None),
           ("40.68", 46, "-1.30"), ("42.81", 41, "1.03")),
    "96": (("35.48", 35, None), ("34.95", 53, "0.73"), ("44.81", 18, None),
           ("41.77", 39, "-1.00"), ("44.52", 17, "4.41")),
}  # fmt: skip
"""Points, rank and change by code, in the years of COUNTS; 2018 does not subtract from 2017.

Ranks are of the sums with all their decimals: in 2011 two provinces have 38,38 when rounded.
"""


def load(place: Path) -> None:
    """Load the years of the table and those before them."""
    published.load_papi()
    for row in read_units(settings.BASE_DIR / "fixtures" / "territories_before_2025-07.csv"):
        if row.level == "province":
            Territory.objects.create(level=row.level, code=row.code, name=row.name)
    years = {str(one) for year in COUNTS for one in (year - 1, year)}
    file = place / published.SCORES.name
    with published.SCORES.open(encoding="utf-8") as given, file.open("w", encoding="utf-8") as kept:
        rows = csv.reader(given)
        csv.writer(kept).writerows([next(rows), *(row for row in rows if row[0] in years)])
    call_command("load_scores", file, stdout=StringIO())


def test_wholes_ranks_and_changes_are_those_of_the_published_parts(tmp_path: Path) -> None:
    load(tmp_path)
    versions = Versions.of("papi")

    wrong = []
    for code, figures in FIGURES.items():
        place = Territory.objects.get(level=Territory.Level.PROVINCE, code=code)
        for (year, count), (points, rank, change) in zip(COUNTS.items(), figures, strict=True):
            found = standings.standing(place, place, year=year, versions=versions)
            assert found is not None
            whole, position = found.whole, found.whole.position
            assert whole.value is not None
            assert position is not None
            told = rounded(whole.value), position.rank, position.ranked_of, whole.change
            due = Decimal(points), rank, count, None if change is None else Decimal(change)
            if told != due:
                wrong.append((code, year, told, due))
    assert wrong == []
