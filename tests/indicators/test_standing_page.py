"""The standing of a province: the page, its files, and how much it asks of the database."""

import re
from datetime import date
from decimal import Decimal
from io import BytesIO
from xml.etree import ElementTree

import pytest
from django.urls import reverse
from PIL import Image
from pypdf import PdfReader
from pytest_django import DjangoAssertNumQueries

from indicators.models import Component, Framework, Region, Target
from indicators.scores.resources import ScoreResource
from indicators.standing.standings import standing
from indicators.versions import Versions
from papi_portal import importing, pdf
from plans import lists
from tests import factories
from tests.indicators.published import score
from tests.indicators.scored import Scored
from tests.papi_portal.workbooks import opened

pytestmark = pytest.mark.django_db
needs_pango = pytest.mark.skipif(pdf.problem() is not None, reason=f"no PDF here: {pdf.problem()}")


def address(scored: Scored, name: str = "standing", *more: str) -> str:
    return reverse(f"indicators:{name}", args=[scored.province.pk, *more])


def test_page_says_points_rank_and_change_first() -> None:
    scored = Scored()

    page = scored.client.get(address(scored)).content.decode()

    assert "<b>6,00</b> điểm năm 2024, thứ 1/3" in page
    assert "+1,00" in page
    assert page.index("<b>6,00</b>") < page.index("<figure")
    for name in ("standing-pdf", "standing-workbook", "what-if"):
        assert address(scored, name) in page
    assert f"{reverse('indicators:compare')}?place={scored.province.pk}&amp;year=2024" in page
    assert 'href="radar.png' in page
    assert "Nguồn: Báo cáo PAPI." in page
    assert re.search(r'href="/indicators/"\s+aria-current="true">Chỉ số</a>', page)


def test_own_province_comes_first_and_all_are_one_step_away() -> None:
    scored = Scored()
    home = reverse("indicators:home")

    assert scored.client.get(home)["Location"] == address(scored)
    assert f'href="{home}?show=all"' in scored.client.get(address(scored)).content.decode()
    every = scored.client.get(home, {"show": "all"}).content.decode()
    assert all(reverse("indicators:standing", args=[one.pk]) in every for one in scored.others)


def test_provinces_of_today_stand_before_those_that_ended() -> None:
    scored = Scored()
    ended = factories.province("Tỉnh An Giang")
    ended.valid_to = date(2025, 6, 30)
    ended.save()

    page = scored.client.get(reverse("indicators:home"), {"show": "all"}).content.decode()

    today, before = page.split("Trước sắp xếp đơn vị hành chính")
    assert address(scored) in today
    assert reverse("indicators:standing", args=[ended.pk]) in before
    assert "đến 30/06/2025" in before


def test_target_stands_beside_the_result_with_its_distance() -> None:
    scored = Scored()
    plan = factories.issued_plan(scored.province)
    targets = {"component": scored.component("1.1"), "kind": Target.Kind.SCORE_MIN, "year": 2024}
    Target.objects.create(plan=plan, position=1, text="từ 6,50", value=Decimal("6.5"), **targets)

    page = scored.client.get(address(scored)).content.decode()
    earlier = scored.client.get(f"{address(scored)}?year=2023").content.decode()

    assert '6,50 <span class="quiet">(2024)</span><br><span class="quiet">−0,28</span>' in page
    assert '6,50 <span class="quiet">(2024)</span><br><span class="quiet">−1,28</span>' in earlier


def test_mean_is_the_published_one_or_said_to_be_of_the_provinces() -> None:
    scored = Scored()
    score(None, scored.component("0"), 2024, "5.5")

    page = scored.client.get(address(scored)).content.decode()

    assert '5,50<br><span class="quiet">công bố</span>' in page
    assert '<td class="num">6,21</td>' in page
    assert "trung bình các tỉnh" in page


def test_group_of_a_sub_indicator_is_not_suggested() -> None:
    scored = Scored(60)

    (whole, part) = (scored.component(code) for code in ("0", "1.1"))
    found = standing(scored.province, scored.province, year=2024, versions=Versions.of("papi"))

    assert found is not None
    groups = {one.component: one.position for one in (found.whole, *found.lines)}
    assert [getattr(groups[one], "group", None) for one in (whole, part)] == ["CN", ""]


def test_all_years_stand_in_the_table_whichever_is_chosen() -> None:
    scored = Scored()
    newer = factories.framework(code="papi-2024", first_year=2024, dimensions=3)
    whole = newer.components.get(depth=0)
    Component.objects.filter(pk=whole.pk).update(follows=scored.component("0"))
    Framework.objects.filter(pk=scored.framework.pk).update(last_year=2023)
    score(scored.province, whole, 2024, "7")

    page = scored.client.get(f"{address(scored)}?year=2023").content.decode()
    heat = page.split("standing heat")[1]

    assert re.findall(r"<th scope=\"col\" class=\"num\">(\d+)</th>", heat) == ["2023", "2024"]
    assert re.findall(r"<td.*?>(.+?)</td>", heat.split("</tr>")[1]) == ["5,00", "7,00"]


@pytest.mark.parametrize("provinces", [2, 30])
def test_questions_do_not_grow_with_the_provinces(
    provinces: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    scored = Scored(provinces)

    with django_assert_num_queries(13):
        assert scored.client.get(address(scored)).status_code == 200


def test_rank_in_a_region_is_not_told_to_a_province_without_one() -> None:
    scored = Scored()

    assert "Trong vùng" not in scored.client.get(address(scored)).content.decode()


def test_place_in_a_region_is_told_with_how_many_were_surveyed() -> None:
    scored = Scored(10)
    region = Region.objects.create(name="Đông Nam Bộ")
    region.territories.set([*scored.others[:2], factories.province("Không khảo sát")])
    region.territories.add(scored.province)

    page = " ".join(scored.client.get(address(scored)).content.decode().split())

    assert '<td class="num">1/3<br><span class="quiet">cao nhất 6,00 Tỉnh Lạng Sơn</span>' in page
    assert "trên số tỉnh của vùng Đông Nam Bộ có số liệu năm đó; vùng có 4 tỉnh." in page


# Pictures


@pytest.mark.parametrize("name", ["years", "bars", "radar"])
def test_picture_is_a_document_with_title_and_description(name: str) -> None:
    scored = Scored()

    response = scored.client.get(address(scored, "standing-picture", name, "svg"))

    assert response["Content-Type"] == "image/svg+xml"
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    drawn = ElementTree.fromstring(response.content)  # noqa: S314 - our own
    assert "năm 2024" in f"{drawn.findtext('{*}title')} {drawn.findtext('{*}desc')}"
    assert drawn.find("{*}rect").get("fill") == "#fff"  # type: ignore[union-attr]
    assert not any("style" in one.attrib for one in drawn.iter())


@needs_pango
def test_picture_is_made_of_dots_for_those_who_need_them() -> None:
    scored = Scored()

    response = scored.client.get(address(scored, "standing-picture", "years", "png"))

    picture = Image.open(BytesIO(response.content))
    assert (response["Content-Type"], picture.format) == ("image/png", "PNG")
    assert picture.width >= 1000


@pytest.mark.parametrize(("name", "kind"), [("years", "gif"), ("pie", "svg"), ("style", "png")])
def test_picture_that_is_not_there_is_not_found(name: str, kind: str) -> None:
    scored = Scored()

    assert scored.client.get(address(scored, "standing-picture", name, kind)).status_code == 404


@pytest.mark.parametrize("name", ["standing-pdf", "standing-picture"])
def test_machine_that_cannot_print_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(pdf, "problem", lambda: "the system library pango-1.0 is missing.")
    scored = Scored()
    more = ("bars", "png") if name == "standing-picture" else ()

    response = scored.client.get(address(scored, name, *more))

    assert response.status_code == 503
    page = response.content.decode()
    assert "Máy chủ chưa in được PDF" in page
    assert address(scored) in page


# Print


@needs_pango
def test_print_holds_sentence_pictures_tables_and_source() -> None:
    scored = Scored()

    response = scored.client.get(address(scored, "standing-pdf"))

    pages = PdfReader(BytesIO(response.content)).pages
    assert [round(float(one) / 72 * 25.4) for one in pages[0].mediabox[2:]] == [210, 297]
    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert "CHỈ SỐ PAPI CỦA TỈNH LẠNG SƠN NĂM 2024" in text
    assert "6,00 điểm năm 2024, thứ 1/3" in text
    assert "PAPI của tỉnh Lạng Sơn qua các năm" in text
    assert "3.2. Thành phần 3.2" in text
    assert "Nguồn: Báo cáo PAPI. In từ cổng theo dõi PAPI ngày 21/11/2026." in text


# Excel


def test_workbook_holds_typed_numbers_below_title_and_source() -> None:
    scored = Scored()

    response = scored.client.get(address(scored, "standing-workbook"))

    book = opened(response.content)
    assert book.sheetnames == ["Năm 2024", "Các năm", "Điểm công bố", "choices"]
    lines, years = book["Năm 2024"], book["Các năm"]
    assert [lines["A1"].value, lines["A2"].value] == [
        "PAPI Tỉnh Lạng Sơn năm 2024",
        "Nguồn: Báo cáo PAPI.",
    ]
    assert [lines[f"{at}4"].value for at in "ABDEFIJ"] == ["PAPI", 6, 1, 1, 3, 5.99, 6]
    assert [lines[at].number_format for at in ("B4", "D4")] == ["0.00", "+0.00;-0.00;0.00"]
    assert (lines.freeze_panes, lines.print_area) == ("A4", "'Năm 2024'!$A$1:$P$13")
    assert [cell.value for cell in years[3]] == ["Chỉ số", "2023", "2024"]
    assert [cell.value for cell in years[4]] == ["PAPI", 5, 6]
    assert [cell.value for cell in years[5]] == ["Hạng", 1, 1]
    assert [cell.value for cell in years[6]] == ["Trên tổng số", 3, 3]
    assert [cell.number_format for cell in years[5]][1:] == ["General", "General"]


def test_scores_in_the_workbook_come_back_as_they_are() -> None:
    scored = Scored()

    response = scored.client.get(address(scored, "standing-workbook"))

    table = lists.read("scores", response.content)
    outcome = importing.run([ScoreResource()], table)
    assert table.sheet == "Điểm công bố"
    assert (outcome.unchanged, outcome.changes, outcome.problems) == (20, (), ())


def test_province_without_scores_has_a_page_and_no_files() -> None:
    scored = Scored()
    client, scored.province = scored.client, factories.province("Tỉnh Mới")

    assert "Chưa có kết quả nào được nhập" in client.get(address(scored)).content.decode()
    for name in ("standing-pdf", "standing-workbook", "what-if-workbook"):
        assert client.get(address(scored, name)).status_code == 404
    assert client.get(address(scored, "standing-picture", "years", "svg")).status_code == 404
