"""Every table of published scores goes out as a workbook and comes back through the same door.

Of what the other tables say nothing comes back: they are read, typed and framed as printed.
"""

from collections.abc import Callable
from datetime import date

import pytest
from django.urls import reverse

from indicators.models import Score
from indicators.scores.resources import ScoreResource
from papi_portal import importing
from papi_portal.workbook import XLSX
from plans import lists
from tests import factories
from tests.indicators import published
from tests.indicators.scored import Scored
from tests.papi_portal.workbooks import opened

pytestmark = pytest.mark.django_db
Address = Callable[[Scored], str]


def _standing(scored: Scored) -> str:
    return reverse("indicators:standing-workbook", args=[scored.province.pk])


def _component(scored: Scored) -> str:
    component = scored.component("3.2").pk
    return reverse("tasks:component-workbook", args=[scored.province.pk, component])


def _compare(scored: Scored) -> str:
    places = "&".join(f"place={one.pk}" for one in (scored.province, *scored.others))
    return f"{reverse('indicators:compare-workbook')}?{places}&year=2024"


def _scores(scored: Scored) -> str:
    return f"{reverse('indicators:score-workbook', args=[scored.province.pk])}?year=2024"


def _effort(scored: Scored) -> str:
    factories.period(scored.province)
    return reverse("tasks:effort-workbook", args=[scored.province.pk])


def _what_if(scored: Scored) -> str:
    return f"{reverse('indicators:what-if-workbook', args=[scored.province.pk])}?points=9"


def _framework(scored: Scored) -> str:
    return reverse("indicators:framework-workbook", args=[scored.framework.code])


SCORES: dict[str, tuple[Address, int]] = {
    "standing": (_standing, 20),
    "component": (_component, 2),
    "compare": (_compare, 30),
    "scores": (_scores, 10),
}
"""Tables with scores, and how many stand in the workbook."""
READ: list[Address] = [_standing, _component, _compare, _effort, _what_if, _framework]


@pytest.mark.parametrize("name", SCORES)
def test_scores_come_back_as_they_went_out(name: str) -> None:
    scored = Scored()
    address, count = SCORES[name]
    Score.objects.filter(component__code="3.2").update(
        group="CN", rank=2, ranked_of=61, published_on=date(2025, 4, 15)
    )
    before = list(Score.objects.order_by("pk").values())

    answer = scored.client.get(address(scored))

    assert answer["Content-Type"] == XLSX
    table = lists.read("scores", answer.content)
    outcome = importing.run([ScoreResource()], table, keep=True)
    assert (outcome.unchanged, outcome.changes, outcome.problems) == (count, (), ())
    assert list(Score.objects.order_by("pk").values()) == before


@pytest.mark.parametrize("address", READ, ids=lambda one: one.__name__.strip("_"))
def test_table_is_framed_for_reading_and_printing_and_says_what_it_is(address: Address) -> None:
    scored = Scored()

    book = opened(scored.client.get(address(scored)).content)

    for page in (book.worksheets[0], *(one for one in book.worksheets if one["A1"].value)):
        if page.sheet_state == "visible":
            header = int(page.freeze_panes[1:]) - 1
            assert page.print_title_rows == f"${header}:${header}"
            assert page.print_area.endswith(f"{page.max_row}")
            assert page.auto_filter.ref.startswith(f"A{header}:")
    first = book.worksheets[0]
    said = [first[f"A{line}"].value for line in range(1, int(first.freeze_panes[1:]) - 1)]
    assert said[0], "what the table is"
    assert address is _framework or "Nguồn: Báo cáo PAPI." in said


def test_changed_score_of_another_index_is_the_one_that_changes() -> None:
    published.load_papi()
    province = factories.province("Tỉnh Lào Cai", code="10")
    client = factories.signed_in(factories.reviewer(province))
    for code, value in (("0", "85.5"), ("1", "8.31")):
        published.score(province, published.component("par_index-2022", code), 2023, value)
    address = reverse("indicators:score-workbook", args=[province.pk])

    answer = client.get(f"{address}?index=par_index&year=2023")
    Score.objects.filter(component__code="1").update(value=8)

    table = lists.read("scores", answer.content)
    outcome = importing.run([ScoreResource()], table)
    assert [(one.subject, one.fields) for one in outcome.changes] == [
        (
            "Tỉnh Lào Cai, 2023, 1. Công tác chỉ đạo, điều hành cải cách hành chính",
            (("Điểm", "8", "8,31"),),
        )
    ]


def test_year_that_nobody_measures_has_no_workbook() -> None:
    scored = Scored()
    address = reverse("indicators:score-workbook", args=[scored.province.pk])

    assert scored.client.get(f"{address}?year=2020").status_code == 404
    assert scored.client.get(f"{address}?index=khong-co").status_code == 404
