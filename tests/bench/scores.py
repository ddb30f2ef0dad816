"""How long published scores take to come in, and the pages that show them, with all that is known.

`make bench`, or `tests/postgres.sh python -m tests.bench.scores` for PostgreSQL. The 21,891 scores
of the reference list are loaded as an operator loads them.
"""

import io
import os
import time
from datetime import date

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "papi_portal.settings")

import django

django.setup()

from django.core.management import call_command  # noqa: E402 - Django is to be set up before

from indicators.models import Component  # noqa: E402
from plans.models import Succession, Territory  # noqa: E402
from plans.official_lists import read_units  # noqa: E402
from tests import factories  # noqa: E402
from tests.bench import ground  # noqa: E402
from tests.bench.measuring import HEAD, Page, measure, say  # noqa: E402
from tests.indicators import published  # noqa: E402

FIELD = """
SELECT * FROM indicators_score s JOIN indicators_component c ON c.id = s.component_id
JOIN indicators_framework f ON f.id = c.framework_id WHERE f.code = 'papi-2021' AND s.year = 2024;
SELECT * FROM indicators_score WHERE territory_id = {place}
"""
BEFORE_MERGERS = date(2025, 6, 30)
ONE = """
SELECT * FROM indicators_score s JOIN indicators_component c ON c.id = s.component_id
WHERE c.code = '6.3'
"""


def main() -> None:
    """Load all scores into an empty test database and measure the pages of one province."""
    with ground.empty_database():
        start, busy = time.perf_counter(), time.process_time()
        publish()
        clock, own = time.perf_counter() - start, time.process_time() - busy
        told = f"\nNạp mọi điểm công bố: {clock:.1f} giây, {own:.1f} giây xử lý\n"
        say(told.replace(".", ","))
        ground.settle()
        place = Territory.objects.get(name="Tỉnh Lào Cai")
        client = factories.signed_in(factories.reviewer(place))
        part = Component.objects.get(framework__code="papi-2021", code="6.3").pk
        here = f"/indicators/provinces/{place.pk}/"
        say(HEAD)
        for name, address, least in (
            ("chỉ số của tỉnh", here, FIELD),
            ("một chỉ số thành phần", f"{here}components/{part}/", ONE),
            ("cần thêm điểm ở đâu", f"{here}what-if/?points=60", FIELD),
            ("so sánh các tỉnh", f"/indicators/compare/?place={place.pk}", FIELD),
        ):
            bare = least.format(place=place.pk)
            measure(Page(name, lambda address=address: client.get(address), bare))  # type: ignore[misc]


def publish() -> None:
    """Load all published scores, and first the provinces of those years.

    Where there are those of today, these follow the old ones of their names.
    """
    published.load_papi()
    provinces = Territory.objects.filter(level=Territory.Level.PROVINCE)
    today = {one.name: one for one in provinces}
    until = BEFORE_MERGERS if today else None
    for row in read_units(published.UNITS):
        if row.level != Territory.Level.PROVINCE:
            continue
        old = Territory.objects.create(
            level=row.level, code=row.code, name=row.name, valid_to=until
        )
        if row.name in today:
            Succession.objects.create(
                predecessor=old, successor=today[row.name], kind=Succession.Kind.KEPT
            )
    call_command("load_scores", published.SCORES, stdout=io.StringIO())


if __name__ == "__main__":
    main()
