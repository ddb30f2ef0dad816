"""Lào Cai lost 2,11 points in 2020, most of them where every province was asked anew: it is told.

The figures are the published ones; the whole of 2019 and the ranks are those of the reports.
"""

from decimal import Decimal
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.urls import reverse
from pypdf import PdfReader

from indicators.models import Score, Target
from indicators.standing import standings
from indicators.standing.standings import Standing
from indicators.targets import promises
from indicators.targets.judging import judge
from indicators.versions import Versions
from papi_portal import pdf
from plans.models import Territory
from tests import factories
from tests.indicators import published
from tests.papi_portal.workbooks import opened

pytestmark = pytest.mark.django_db
needs_pango = pytest.mark.skipif(pdf.problem() is not None, reason=f"no PDF here: {pdf.problem()}")
TOLD = "trong đó 8.3: cách đo đổi từ năm 2020, điểm của mọi tỉnh cùng thay đổi"
RANKS = {2019: 13, 2020: 28}


@pytest.fixture
def lao_cai(tmp_path: Path) -> Territory:
    """Return the province with its own scores of all years."""
    published.load_papi()
    place = factories.province("Tỉnh Lào Cai", code="10")
    head, *lines = published.SCORES.read_text(encoding="utf-8").splitlines()
    own = [line for line in lines if line.split(",")[2] == "10"]
    file = tmp_path / "lao-cai.csv"
    file.write_text("\n".join([head, *own]), encoding="utf-8")
    call_command("load_scores", file, stdout=StringIO())
    for year, rank in RANKS.items():
        whole = Score.objects.filter(component__depth=0, year=year)
        whole.update(rank=rank, ranked_of=63, is_computed=False)
    Score.objects.filter(component__depth=0, year=2019).update(value=Decimal("45.06"))
    return place


def standing(place: Territory, year: int) -> Standing:
    found = standings.standing(place, place, year=year, versions=Versions.of("papi"))
    assert found is not None
    return found


def promised(place: Territory, code: str, kind: str, value: str, *, year: int = 2020) -> Target:
    return Target.objects.create(
        plan=factories.issued_plan(place, number=f"{code}-{kind}-{year}/KH-UBND"),
        component=published.component("papi-2019" if year < 2021 else "papi-2021", code),
        position=1,
        year=year,
        kind=kind,
        value=Decimal(value),
        text="như kế hoạch",
    )


def page(place: Territory, name: str = "standing", **asked: int) -> bytes:
    client = factories.signed_in(factories.reviewer(place))
    content: bytes = client.get(reverse(f"indicators:{name}", args=[place.pk]), asked).content
    return content


def test_fall_of_the_whole_and_of_its_dimension_warns_of_the_part(lao_cai: Territory) -> None:
    found = standing(lao_cai, 2020)
    dimension = found.dimensions[7]

    assert (found.whole.change, found.places_gained) == (Decimal("-2.11"), -15)
    assert found.whole.step.warning == dimension.step.warning == TOLD
    assert found.dimensions[0].step.warning == ""
    shown = page(lao_cai, year=2020).decode()
    sentence = shown.split('class="lead"')[1].split("<figure")[0]
    assert "−2,11" in sentence
    assert TOLD in sentence


def test_promised_changes_are_judged_with_a_remark(lao_cai: Territory) -> None:
    targets = [
        promised(lao_cai, code, kind, value)
        for code, kind, value in (("8", "change", "0.08"), ("0", "change", "1.34"))
    ] + [promised(lao_cai, "0", "steps_up", "1")]

    dimension, whole, steps = judge(targets, (lao_cai.pk,), Versions.of("papi"))

    assert whole.actual == "giảm 2,11 điểm"
    assert dimension.remark == whole.remark == steps.remark == TOLD
    assert dimension.actual.startswith("giảm 1,")


def test_picture_of_the_years_marks_each_version_and_each_break(lao_cai: Territory) -> None:
    labels = [one.step.label for one in standing(lao_cai, 2020).years if one.step.label]

    assert [one.rsplit(" ", 1)[1] for one in labels[-5:]] == [
        "2018", "2019", "2020", "2021", "2022",
    ]  # fmt: skip
    assert "bộ tiêu chí và cách đo 3.2, 6.4 đổi từ năm 2021" in page(lao_cai).decode()


def test_promise_of_next_year_stands_beside_the_results_of_this_one(lao_cai: Territory) -> None:
    promised(lao_cai, "0", "score_min", "46.40")
    promised(lao_cai, "1", "score_min", "5.36", year=2021)

    found = promises.of_standing(
        factories.viewer(factories.reviewer(lao_cai)), standing(lao_cai, 2019)
    )

    told = {(one.points, one.year, one.distance) for known in found.values() for one in known}
    assert told == {
        (Decimal("46.40"), 2020, Decimal("-1.34")),
        (Decimal("5.36"), 2021, Decimal("-0.05")),
    }
    shown = page(lao_cai, year=2019).decode()
    assert '46,40 <span class="quiet">(2020)</span>' in shown
    assert shown.count("mục tiêu 2021") == 2  # keys of the bars and of the star
    goal = page(lao_cai, "what-if", year=2019).decode()
    assert "như kế hoạch (mục tiêu năm 2020)" in goal
    assert "Còn thiếu 1,34 điểm." in goal
    assert "46,40" not in page(lao_cai, year=2021).decode()


def test_promise_on_another_scale_is_no_measure(lao_cai: Territory) -> None:
    promised(lao_cai, "0", "score_min", "46.40")
    viewer = factories.viewer(factories.reviewer(lao_cai))

    assert promises.of_standing(viewer, standing(lao_cai, 2017)) == {}


def test_ranks_of_past_years_stand_in_the_tables(lao_cai: Territory) -> None:
    shown = page(lao_cai).decode().split("Điểm và hạng từng năm</caption>")[1]
    of_2020 = shown.split('scope="row">2020</th>')[1].split("</tr>")[0]

    assert '<td class="num">28/63</td>' in of_2020
    assert TOLD in of_2020
    years = opened(page(lao_cai, "standing-workbook"))["Các năm"]
    heads = [cell.value for cell in years[3]]
    assert [years[5][heads.index(year)].value for year in ("2019", "2020")] == [13, 28]


def test_what_is_measured_no_more_stands_at_the_end_of_the_years(lao_cai: Territory) -> None:
    heat = {row.name: row for row in standing(lao_cai, 2024).heat}
    names = [name for name in heat if "(chỉ đo" in name]

    assert {name.split(".", 2)[0] + "." + name.split(".", 2)[1] for name in names} >= {"5.2", "3.2"}
    (permits,) = (heat[name] for name in names if name.startswith("5.2.") and "2011" in name)
    assert permits.measured == "2011 – 2020"
    assert [cell.value is None for cell in permits.cells] == [False] * 10 + [True] * 4
    assert "(chỉ đo 2011 – 2020)" in page(lao_cai).decode()


@needs_pango
def test_print_tells_target_distance_ranks_and_breaks(lao_cai: Territory) -> None:
    promised(lao_cai, "0", "score_min", "46.40")

    pages = PdfReader(BytesIO(page(lao_cai, "standing-pdf", year=2020))).pages

    text = " ".join(" ".join(one.extract_text() for one in pages).split())
    assert "46,40 (2020)" in text
    assert "28/63" in text
    assert text.count("cách đo đổi từ năm 2020") > 3
