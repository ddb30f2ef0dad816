"""Lists of published scores come in through the pages of lists: shown first, all or nothing."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from indicators.models import Component, Framework, Score
from papi_portal import importing
from papi_portal.importing import Outcome
from papi_portal.workbook import read_rows
from papi_portal.zip_guard import BadPackageError
from plans import lists
from plans.models import Event, ListImport, Territory
from tests import factories
from tests.indicators import published
from tests.indicators.score_books import long, wide
from tests.papi_portal.workbooks import opened
from tests.plans.list_files import administrator, received
from tests.plans.list_pages import address, seen, text

pytestmark = pytest.mark.django_db
SCORES = ListImport.Kind.SCORES
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


NAMED_OTHERWISE = {"year": 2018, "component": "2.1", "name": "Danh sách hộ nghèo"}
WRONG: list[tuple[dict[str, Any], str, str]] = [
    ({"value": 2.61}, "G", "2,61 nằm ngoài thang điểm 0,25 – 2,5 của “1.1. Tri thức công dân”."),
    ({"component": "0", "value": 81}, "G", "81 nằm ngoài thang điểm 10 – 80"),
    ({"component": "1.2", "value": "khá"}, "G", "“khá” không phải là số. Hãy ghi chữ số, ví dụ"),
    ({"component": "1.3", "value": "-1"}, "G", "-1 nằm ngoài thang điểm"),
    ({"component": "1.4", "value": "1,2,3"}, "G", "“1,2,3” không phải là số."),
    ({"component": "5.5"}, "E", "PAPI 2019 - 2020 không có thành phần mang mã 5.5."),
    ({"year": 2018, "component": "8.3"}, "E", "không có thành phần mang mã 8.3. Mã này có ở PAPI"),
    (NAMED_OTHERWISE, "E", "mã 2.1 là “Tiếp cận thông tin”, không phải “Danh sách hộ nghèo” (mã"),
    ({"component": "Tự do ngôn luận"}, "E", "không có thành phần tên “Tự do ngôn luận”."),
    ({"year": 2010}, "A", "Chưa có bộ tiêu chí PAPI nào đo năm 2010."),
    ({"year": "hai nghìn"}, "A", "“hai nghìn” không phải là năm."),
    ({"framework": "papi-2018"}, "B", "papi-2018 không đo năm 2019; năm đó dùng papi-2019."),
    (
        {"year": 2025},
        "C",
        "không có tỉnh nào mang mã 10. Mã 10 là của Tỉnh Lào Cai, đến 30/06/2025",
    ),
    (
        {"province_code": "15", "province": "Lào Cai"},
        "C",
        "mã 15 là Tỉnh Yên Bái, không phải “Lào Cai”. Tỉnh Lào Cai năm đó mang mã 10.",
    ),
    ({"province_code": None, "province": "Lao Kay"}, "D", "không có tỉnh nào tên “Lao Kay”."),
    ({"province_code": None}, "C", "Hãy ghi mã tỉnh, tên tỉnh, hoặc “Cả nước”."),
    ({"component": "2.1", "rank": 64, "ranked_of": 63}, "I", "Hạng 64 lớn hơn tổng số 63 tỉnh"),
    ({"component": "2.2", "rank": 13}, "I", "Xếp hạng phải ghi kèm tổng số tỉnh"),
    ({"component": "2.3", "rank": "ba", "ranked_of": 63}, "I", "“ba” không phải là số."),
    ({"component": "2.4", "group": "Khá"}, "H", "“Khá” không có trong danh mục."),
    ({"component": "3.1", "published_on": "mai"}, "L", "“mai” không phải là ngày."),
]


@pytest.fixture
def lao_cai() -> Territory:
    """Return Lào Cai as it was until 30/6/2025; code 15 was Yên Bái then, and is Lào Cai since."""
    published.load_papi()
    facts = {"level": Territory.Level.PROVINCE, "name": "Tỉnh Lào Cai"}
    last, first = date(2025, 6, 30), date(2025, 7, 1)
    Territory.objects.create(**{**facts, "name": "Tỉnh Yên Bái"}, code="15", valid_to=last)
    Territory.objects.create(**facts, code="15", valid_from=first)
    return Territory.objects.create(**facts, code="10", valid_to=last)


def row(**cells: Any) -> dict[str, Any]:
    return {"year": 2019, "province_code": "10", "component": "1.1", "value": 0.81, **cells}


def taken(*rows: dict[str, Any]) -> Outcome:
    """Return what a long list does, done if nothing is wrong with it."""
    table = read_rows(long(*rows), lists.FORMS[SCORES].columns)
    return importing.run(
        lists.FORMS[SCORES].steps(factories.viewer(factories.user())), table, keep=True
    )


def refused(*rows: dict[str, Any]) -> list[tuple[str, str]]:
    """Return where and why a list is refused; nothing of it is written."""
    before = list(Score.objects.values_list("pk", "value"))
    outcome = taken(*rows)
    assert list(Score.objects.values_list("pk", "value")) == before
    return [(one.cell, one.sentence) for one in outcome.problems]


def test_score_is_published_with_group_rank_and_source(lao_cai: Territory) -> None:
    outcome = taken(
        row(
            component="0",
            value="45,06",
            group="Cao nhất",
            rank=13,
            ranked_of=63,
            source="Báo cáo PAPI 2019",
            published_on=date(2020, 4, 28),
        )
    )

    assert (outcome.created, outcome.problems) == (1, ())
    score = Score.objects.get()
    assert (score.territory, score.component.framework.code) == (lao_cai, "papi-2019")
    assert (score.value, score.group, score.rank, score.ranked_of) == (
        Decimal("45.06"),
        "CN",
        13,
        63,
    )
    assert (score.source, score.published_on) == ("Báo cáo PAPI 2019", date(2020, 4, 28))


@pytest.mark.usefixtures("lao_cai")
def test_points_are_the_same_however_they_are_written() -> None:
    said = ["45.06", "45,06", "45,060", 45.06, "45.0600"]

    outcome = taken(
        *(row(component="0", year=year, value=one) for year, one in enumerate(said, 2019))
    )

    assert outcome.problems == ()
    assert list(Score.objects.values_list("value", flat=True)) == [Decimal("45.06")] * 5


@pytest.mark.usefixtures("lao_cai")
def test_each_row_says_what_is_wrong_and_nothing_is_written() -> None:
    found = refused(*(row(**cells) for cells, _, _ in WRONG))

    assert [cell for cell, _ in found] == [
        f"{letter}{number}" for number, (_, letter, _) in enumerate(WRONG, start=2)
    ]
    for (_, _, expected), (_, sentence) in zip(WRONG, found, strict=True):
        assert expected in sentence


@pytest.mark.usefixtures("lao_cai")
def test_file_half_right_is_refused_as_a_whole() -> None:
    found = refused(row(), row(component="1.2", value="?"), row(component="1.1", value=0.9))

    assert [cell for cell, _ in found] == ["G3", "C4"]
    assert found[1][1] == "Trùng với dòng 2. Mỗi mục chỉ ghi một dòng."


@pytest.mark.usefixtures("lao_cai")
def test_same_score_by_code_and_by_name_is_a_duplicate() -> None:
    by_name = {"province_code": None, "province": "Tỉnh Lào Cai", "component": "Civic Knowledge"}

    assert refused(row(), row(**by_name)) == [("C3", "Trùng với dòng 2. Mỗi mục chỉ ghi một dòng.")]


def test_province_is_known_as_publishers_write_it() -> None:
    published.load_papi()
    written = {
        "Thành phố Hồ Chí Minh": "TP. HCM",
        "Thành phố Huế": "Thừa Thiên-Huế",
        "Tỉnh Bà Rịa - Vũng Tàu": "Ba Ria Vung Tau",
        "Tỉnh Đắk Lắk": "Đắc Lắc",
        "Tỉnh Hoà Bình": "Hòa Bình",
    }
    for number, name in enumerate(written, start=10):
        factories.province(name, code=str(number))

    taken(*(row(province_code=None, province=said) for said in written.values()))

    assert set(Score.objects.values_list("territory__name", flat=True)) == set(written)


@pytest.mark.usefixtures("lao_cai")
def test_published_whole_takes_the_place_of_a_sum() -> None:
    parts = {"1.1": 0.81, "1.2": 1.53, "1.3": 1.66, "1.4": 1.31}
    taken(*(row(component=code, value=value) for code, value in parts.items()))
    assert Score.objects.get(component__code="1").is_computed

    taken(row(component="1", value=5.35, group="Cao nhất"))

    whole = Score.objects.get(component__code="1")
    assert (whole.is_computed, whole.value, whole.group) == (False, Decimal("5.35"), "CN")


@pytest.mark.usefixtures("lao_cai")
def test_blank_and_zero_are_no_score_and_say_so() -> None:
    outcome = taken(row(value=0), row(component="1.2", value=None))

    assert not Score.objects.exists()
    assert [note.sentence for note in outcome.notes] == [
        "Không có số liệu (để trống hoặc 0): dòng này được bỏ qua."
    ] * 2


def test_wide_workbook_goes_through_preview_and_confirmation(lao_cai: Territory) -> None:
    person = administrator()
    client = factories.signed_in(person)
    header = ["Tỉnh", "1. Tham gia", "1.1. Tri thức công dân", "Cơ hội tham gia"]
    data = wide({"2019": [header, ["Lào Cai", 5.31, "0,81", 1.53]], "2024": [header]})

    kept = received(person, data, kind=SCORES, file_name="PAPI.xlsx")
    page = text(client.get(kept.get_absolute_url()))
    answer = client.post(address("list-confirm", kept.pk), seen(kept), follow=True)

    assert "Tỉnh Lào Cai, 2019, 1.1. Tri thức công dân" in page
    assert "Đã nhập danh sách: thêm 3, sửa 0, giữ nguyên 0." in text(answer)
    assert list(lao_cai.scores.values_list("component__code", "value").order_by("component")) == [
        ("1", Decimal("5.31")),
        ("1.1", Decimal("0.81")),
        ("1.2", Decimal("1.53")),
    ]
    assert Event.objects.get().verb == "scores.import"


def test_wide_workbook_half_right_names_the_cells_and_comes_back_with_them(
    lao_cai: Territory,
) -> None:
    person = administrator()
    client = factories.signed_in(person)
    header = ["Mã", "Tỉnh", "1.1", "5.2"]
    data = wide({"2024": [header, ["10", "Lào Cai", 9, 1], ["15", "Lào Cai", 1, None]]})

    kept = received(person, data, kind=SCORES, file_name="PAPI.xlsx")
    page = text(client.get(kept.get_absolute_url()))
    back = opened(client.get(address("list-errors", kept.pk)).content)

    assert "Trang 2024, ô C2" in page
    assert "9 nằm ngoài thang điểm 0,25 – 2,5" in page
    assert "Trang 2024, ô D1" in page
    assert "không có thành phần mang mã 5.2" in page
    assert "Trang 2024, ô A3" in page
    assert "Nhập: thêm" not in page
    assert not Score.objects.exists()
    assert ["ngoài thang" in str(one[-1].value) for one in back["Điểm"].iter_rows(min_row=2)] == [
        True,
        False,
        False,
    ]


def test_published_scores_of_a_year_go_out_and_come_back_unchanged(lao_cai: Territory) -> None:
    component = Component.objects.get(framework__code="papi-2021", code="1.1")
    more = {"group": "CN", "rank": 13, "ranked_of": 61, "published_on": date(2025, 4, 15)}
    published.score(lao_cai, component, 2024, "0.8123", **more)
    published.score(None, component, 2024, "0.9")
    published.score(lao_cai, component, 2023, "0.7")
    client = factories.signed_in(administrator())

    answers = [
        client.get(address("list-present", SCORES), asked) for asked in ({}, {"part": "2023"})
    ]

    counts = []
    for answer in answers:
        assert answer["Content-Type"] == XLSX
        table = lists.read(SCORES, answer.content)
        outcome = importing.run(
            lists.FORMS[SCORES].steps(factories.viewer(factories.user())), table
        )
        counts.append((outcome.unchanged, outcome.changes, outcome.problems))
    assert counts == [(2, (), ()), (1, (), ())]


@pytest.mark.usefixtures("lao_cai")
def test_page_of_lists_offers_each_year_and_no_other() -> None:
    component = Component.objects.get(framework__code="papi-2021", code="1.1")
    published.score(None, component, 2024, "0.9")
    published.score(None, component, 2023, "0.9")
    client = factories.signed_in(administrator())

    page = text(client.get(address("list-index")))

    assert "Danh sách hiện có là kết quả công bố năm 2024." in page
    assert f'href="{address("list-present", SCORES)}?part=2023">2023</a>' in page
    assert client.get(address("list-present", SCORES), {"part": "2022"}).status_code == 404


def test_workbook_without_scores_is_refused_with_a_sentence() -> None:
    with pytest.raises(BadPackageError, match="Không tìm thấy bảng điểm"):
        lists.read(SCORES, wide({"2024": [["Tỉnh"], ["Lào Cai"]]}))


def test_every_kind_of_list_has_a_form() -> None:
    assert set(lists.FORMS) == set(ListImport.Kind.values)


def test_blank_workbook_explains_its_columns() -> None:
    book = opened(lists.blank(SCORES))

    assert book.sheetnames[:2] == ["Kết quả công bố", "Hướng dẫn"]
    assert Framework.objects.count() == 0


@pytest.mark.usefixtures("lao_cai")
def test_sums_are_told_to_the_hundredth_in_a_short_list() -> None:
    parts = {"6.1": 2.07, "6.2": 1.75, "6.3": 1.98, "6.4": 1.49}

    outcome = taken(
        row(component="6", value=7.28), *(row(component=c, value=v) for c, v in parts.items())
    )

    (note,) = outcome.notes
    assert note.cell == "G2"
    assert note.sentence == (
        "Tỉnh Lào Cai, 2019: “6. Cung ứng dịch vụ công” công bố 7,28, các thành phần cộng lại được"
        " 7,29, lệch 0,01."
    )
