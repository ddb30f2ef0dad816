"""Published scores of the demonstration: some in full, of the others the sums that ranks need.

In full are 2023 and 2024, and all years of the three provinces whose plans are shown.
"""

import csv
import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

from indicators.actions import load_regions
from indicators.actions.scores import keep_sums
from indicators.models import PAPI, Score
from indicators.scores.columns import SCORES
from indicators.scores.resources import ScoreResource
from indicators.versions import Versions
from papi_portal import importing
from papi_portal.csv_lists import read_csv
from papi_portal.planner import renew_statistics
from plans.models import Territory

BEFORE_REFORM = date(2025, 6, 30)
"""The last day of the provinces that these scores are about."""
SOURCE = "Số liệu PAPI các tỉnh, CECODES, VFF-CRT và UNDP"
PUBLISHED = ("papi_scores.csv", "papi_published.csv")
SUMMED = "Cộng từ đủ các thành phần trong bảng số liệu của các tỉnh"
SUMS = "papi_sums_2011-2022.csv"


def load(fixtures: Path) -> None:
    """Load regions and scores; of scores none where the portal has some: they may be better."""
    regions = json.loads((fixtures / "regions.json").read_text(encoding="utf-8"))
    load_regions(regions, on=BEFORE_REFORM)
    if Score.objects.exists():
        return
    for name in PUBLISHED:
        table = read_csv((fixtures / name).read_bytes(), SCORES)
        found = importing.run([ScoreResource(source=SOURCE)], table, keep=True)
        if found.problems:
            raise ValueError(name, found.problems[0].sentence)
    keep_sums(_sums(fixtures / SUMS))
    renew_statistics(Score)


def _sums(file: Path) -> Iterator[Score]:
    """Yield what the parts of a province add up to, where the fixture leaves the parts out."""
    versions = Versions.of(PAPI)
    found = Territory.objects.filter(level=Territory.Level.PROVINCE).in_force(BEFORE_REFORM)
    provinces = {one.code: one for one in found}
    components = {(one.framework, one.code): one for one in versions.components.values()}
    with file.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            year = int(row["year"])
            version = versions.measuring(year)
            if version is not None:
                yield Score(
                    component=components[version, row["component"]],
                    territory=provinces[row["province_code"]],
                    year=year,
                    value=Decimal(row["value"]),
                    source=SUMMED,
                    is_computed=True,
                )
