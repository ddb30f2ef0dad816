"""Up to six provinces side by side in one year."""

from xml.etree import ElementTree

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from indicators.models import Score
from plans.models import Territory
from tests.indicators.published import score
from tests.indicators.scored import Scored
from tests.papi_portal.workbooks import opened

pytestmark = pytest.mark.django_db


def asked(*provinces: Territory, year: int = 2024) -> str:
    return "?" + "&".join(f"place={one.pk}" for one in provinces) + f"&year={year}"


def test_page_first_asks_which_provinces() -> None:
    scored = Scored()

    page = scored.client.get(reverse("indicators:compare")).content.decode()

    assert page.count('type="checkbox"') == 3
    assert "<details open>" in page
    assert "<table" not in page


def test_provinces_stand_beside_each_other_as_chosen_with_the_best_marked() -> None:
    scored = Scored()
    province, other = scored.province, scored.others[1]
    score(None, scored.component("0"), 2024, "5.5")

    page = scored.client.get(reverse("indicators:compare") + asked(other, province))

    text = page.content.decode()
    assert text.index(f"{other.bare_name}</a>") < text.index(f"{province.bare_name}</a>")
    assert "<b>6,00</b>" in text
    assert "<b>5,98</b>" not in text
    for said in ("5,98", "1/3", "3/3", "5,50"):
        assert said in text
    assert 'href="compared.svg' in text


def test_column_of_the_published_mean_stands_only_where_one_was_published() -> None:
    scored = Scored()

    page = scored.client.get(reverse("indicators:compare") + asked(scored.province))

    assert "Trung bình công bố" not in page.content.decode()


def test_province_without_a_score_of_the_year_keeps_its_place() -> None:
    scored = Scored()
    Score.objects.filter(territory=scored.others[0], year=2024).delete()

    page = scored.client.get(reverse("indicators:compare") + asked(*scored.others))

    assert page.status_code == 200
    assert page.content.decode().count("–") >= 4


def test_year_is_the_last_one_that_the_chosen_have() -> None:
    scored = Scored()
    score(scored.others[0], scored.component("0"), 2025, "5")
    page = f"{reverse('indicators:compare')}?place={scored.province.pk}"

    alone = scored.client.get(page).content.decode()
    both = scored.client.get(f"{page}&place={scored.others[0].pk}").content.decode()

    assert "PAPI năm 2024" in alone
    assert "PAPI năm 2025" in both


def test_seven_are_too_many_and_stay_chosen() -> None:
    scored = Scored(provinces=8)

    page = scored.client.get(reverse("indicators:compare") + asked(*scored.others))

    assert page.status_code == 422
    text = page.content.decode()
    assert "Đã chọn 7 tỉnh. Hãy bỏ bớt, chỉ giữ lại tối đa 6 tỉnh." in text
    assert text.count("checked") == 7


@pytest.mark.parametrize("query", ["?place=x&place=999999", "?year=1999", "?place="])
def test_what_is_not_there_is_left_out(query: str) -> None:
    scored = Scored()

    page = scored.client.get(reverse("indicators:compare") + query)

    assert page.status_code == 200
    assert "<table" not in page.content.decode()


@pytest.mark.parametrize(("provinces", "compared"), [(2, 1), (30, 6)])
def test_questions_do_not_grow_with_the_provinces(
    provinces: int, compared: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    scored = Scored(provinces)
    chosen = asked(*scored.others[:compared])

    with django_assert_num_queries(11):
        assert scored.client.get(reverse("indicators:compare") + chosen).status_code == 200


def test_picture_names_each_bar() -> None:
    scored = Scored()
    place = reverse("indicators:compare-picture", args=["compared", "svg"])

    response = scored.client.get(place + asked(scored.province, *scored.others))

    drawn = ElementTree.fromstring(response.content)  # noqa: S314 - our own
    words = [one.text for one in drawn.iter("{http://www.w3.org/2000/svg}text")]
    assert words.count("Lạng Sơn") == 4
    assert len(drawn.findall("{*}rect")) == 1 + 4 * 3
    assert scored.client.get(place).status_code == 404


def test_workbook_holds_points_and_ranks_of_each() -> None:
    scored = Scored()
    place = reverse("indicators:compare-workbook")

    response = scored.client.get(place + asked(scored.province, scored.others[0]))

    book = opened(response.content)
    rows = [[cell.value for cell in row] for row in book["So sánh"].iter_rows(min_row=3)]
    assert rows[0][:5] == ["Chỉ số", "Tỉnh Lạng Sơn", "Hạng, Lạng Sơn", "Tỉnh 1", "Hạng, 1"]
    assert rows[1] == ["PAPI", 6, 1, 5.99, 2, None, 6]
    assert book["Điểm công bố"].max_row == 1 + 2 * scored.framework.components.count()
    assert scored.client.get(place).status_code == 404
