"""The page on which the scores of one province and year are typed."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from indicators.models import Framework, Score
from plans.access import Role
from plans.models import Event, Succession, Territory, Unit
from tests import factories
from tests.indicators import published
from tests.indicators.score_pages import PUBLISHED_ON, Facts
from tests.plans.list_files import administrator
from tests.plans.list_pages import text

pytestmark = pytest.mark.django_db

LAO_CAI_2019: dict[str, Any] = {
    "c0": ("45,06", "CN", "13", "63"),
    "c1": ("5,31", "CN"), "c1_1": "0,81", "c1_2": "1,53", "c1_3": "1,66", "c1_4": "1,31",
    "c2": ("5,46", "TBC"), "c2_1": "0,85", "c2_2": "1,79", "c2_3": "1,47", "c2_4": "1,35",
    "c3": ("4,98", "TBC"), "c3_1": "1,89", "c3_2": "1,05", "c3_3": "2,04",
    "c4": ("6,76", "TBT"), "c4_1": "1,64", "c4_2": "2,09", "c4_3": "1,07", "c4_4": "1,96",
    "c5": ("7,46", "TBC"), "c5_1": "1,93", "c5_2": "1,89", "c5_3": "1,67", "c5_4": "1,97",
    "c6": ("7,28", "TBC"), "c6_1": "2,07", "c6_2": "1,75", "c6_3": "1,98", "c6_4": "1,49",
    "c7": ("3,57", "TBT"), "c7_1": "0,95", "c7_2": "2,05", "c7_3": "0,58",
    "c8": ("4,22", "CN"), "c8_1": "0,47", "c8_2": "1,98", "c8_3": "1,86",
}  # fmt: skip
"""Appendix of plan 151/KH-UBND of Lào Cai, 26/5/2020."""


@pytest.fixture
def facts(db: None) -> Facts:
    return Facts()


def test_page_has_the_tree_of_the_version_that_measures_the_year(facts: Facts) -> None:
    page = text(facts.client.get(facts.address()))

    assert "Kết quả PAPI năm 2024 của tỉnh Lào Cai" in page
    for component in facts.framework.components.all():
        for name in ("value", "group", "rank", "ranked_of"):
            assert f'name="{name}-{component.pk}"' in page
    assert 'aria-label="Điểm, 1.1. Thành phần 1.1"' in page


def test_last_year_is_offered_first(facts: Facts) -> None:
    page = text(facts.client.get(facts.address().partition("?")[0]))

    assert "năm 2025 của tỉnh Lào Cai" in page
    assert '<option value="2026" >' in page


def test_what_is_typed_is_published_and_sums_are_made(facts: Facts) -> None:
    answer = facts.client.post(
        facts.address(),
        facts.typed(c1_1="5.5", c1_2="1,5", c2=("6,060", "CN", "3", "61")),
        follow=True,
    )

    assert "Đã lưu kết quả PAPI năm 2024: thêm 3, sửa 0, bỏ 0." in text(answer)
    stored = {one.component.code: one for one in Score.objects.select_related("component")}
    assert {code: one.value for code, one in stored.items()} == {
        "1": Decimal(7),
        "1.1": Decimal("5.5"),
        "1.2": Decimal("1.5"),
        "2": Decimal("6.06"),
        "0": Decimal("13.06"),
    }
    assert {code for code, one in stored.items() if one.is_computed} == {"0", "1"}
    typed = stored["2"]
    assert (typed.group, typed.rank, typed.ranked_of) == ("CN", 3, 61)
    assert (typed.source, typed.published_on) == ("Báo cáo PAPI", PUBLISHED_ON)
    assert "cổng cộng: 13,06" in text(answer)


def test_one_event_says_what_was_done(facts: Facts) -> None:
    facts.send(c1="5,5", c2="6")
    facts.send(c1="5,6")

    last = Event.objects.first()
    assert Event.objects.count() == 2
    assert last is not None
    assert last.sentence == "nhập kết quả PAPI năm 2024 của tỉnh Lào Cai: thêm 0, sửa 1, bỏ 1"
    assert (last.verb, last.territory) == ("scores.enter", facts.province)
    assert last.details["changes"] == [
        ["1", "5,5; Báo cáo PAPI; 15/04/2025", "5,6; Báo cáo PAPI; 15/04/2025"],
        ["2", "6; Báo cáo PAPI; 15/04/2025", ""],
    ]


def test_same_again_changes_nothing_and_leaves_no_event(facts: Facts) -> None:
    facts.send(c1=("5,5", "TBC", "20", "61"))
    answer = facts.client.post(
        facts.address(), facts.typed(c1=("5,50", "TBC", "20", "61")), follow=True
    )

    assert "Không có gì thay đổi" in text(answer)
    assert Event.objects.count() == 1


def test_new_source_holds_for_every_score_of_the_set(facts: Facts) -> None:
    facts.send(c1="5,5", c2="6")
    typed = {**facts.typed(c1="5,5", c2="6"), "source": "papi.org.vn", "published_on": ""}

    facts.client.post(facts.address(), typed)

    found = Score.objects.filter(is_computed=False).values_list("source", "published_on")
    assert set(found) == {("papi.org.vn", None)}


def test_source_of_what_stays_is_kept(facts: Facts) -> None:
    for code in ("1.1", "1.2"):
        published.score(facts.province, facts.component(code), 2024, "5")
    typed = facts.typed(c1_1="5", c1_2="5,1") | {"source": "Báo cáo PAPI", "published_on": ""}

    facts.client.post(facts.address(), typed)
    facts.client.post(facts.address(), facts.typed(c1_1="5", c1_2="5,1") | {"published_on": ""})

    assert set(Score.objects.values_list("source", "is_computed")) == {
        ("Báo cáo PAPI", False),
        ("Cổng theo dõi PAPI tính tổng từ các thành phần đã công bố", True),
    }


@pytest.mark.parametrize(
    ("scores", "sentence"),
    [
        ({"c1": "10,1"}, "10,1 nằm ngoài thang điểm 1 – 10 của “1. Nội dung 1”."),
        ({"c1": "năm"}, "“năm” không phải là số. Hãy ghi chữ số, ví dụ 45,06."),
        ({"c1": ("5", "", "62", "61")}, "Hạng 62 lớn hơn tổng số 61 tỉnh được xếp hạng."),
        ({"c1": ("5", "", "6", "")}, "Xếp hạng phải ghi kèm tổng số tỉnh được xếp hạng."),
        ({"c1": ("5", "", "1.5", "61")}, "“1.5” không phải là số."),
        ({"c1": ("", "CN")}, "Có nhóm hoặc hạng mà không có điểm."),
        ({"c1": ("5", "A")}, "A"),
        ({}, "Chưa có điểm nào."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_written(
    facts: Facts, scores: dict[str, Any], sentence: str
) -> None:
    answer = facts.send(c2="5", **scores) if scores else facts.send()

    assert answer.status_code == 422
    assert sentence in text(answer)
    assert not Score.objects.exists()
    assert not Event.objects.exists()


def test_source_is_asked_for(facts: Facts) -> None:
    answer = facts.client.post(facts.address(), {**facts.typed(c1="5"), "source": " "})

    assert answer.status_code == 422
    assert "Ghi nguồn" in text(answer)


def test_change_meanwhile_is_shown_and_not_overwritten(facts: Facts) -> None:
    facts.send(c1="5,5")
    typed = facts.typed(c1="5,7", c2="6")
    facts.send(c1="5,6")

    answer = facts.client.post(facts.address(), typed)

    page = text(answer)
    assert answer.status_code == 409
    assert "lúc mở 5,5; Báo cáo PAPI; 15/04/2025 → bây giờ <b>5,6; Báo cáo" in page
    assert 'value="5,7"' in page
    assert list(Score.objects.values_list("value", flat=True)) == [Decimal("5.6")]
    again = facts.client.post(facts.address(), facts.typed(c1="5,7", c2="6"))
    assert again.status_code == 302
    assert set(Score.objects.filter(is_computed=False).values_list("value", flat=True)) == {
        Decimal("5.7"),
        Decimal(6),
    }


@pytest.mark.parametrize("seen", ["", "[]", "{", "[" * 100_000, '{"1": {"x": []}}'])
def test_broken_memory_of_the_page_counts_as_a_change(facts: Facts, seen: str) -> None:
    facts.send(c1="5,5")

    answer = facts.client.post(facts.address(), {**facts.typed(c1="5,7"), "seen": seen})

    assert answer.status_code == 409


def test_published_sums_are_checked_with_both_figures() -> None:
    published.load_papi()
    facts = Facts(Framework.objects.get(code="papi-2019"))
    facts.year = 2019

    page = text(facts.client.post(facts.address(), facts.typed(**LAO_CAI_2019), follow=True))

    whole = "Chỉ số Hiệu quả quản trị và hành chính công cấp tỉnh"
    assert f"{whole}: công bố <b>45,06</b>, cộng lại được <b>45,04</b>, lệch 0,02 </li>" in page
    assert "8. Quản trị điện tử: công bố <b>4,22</b>, cộng lại được <b>4,31</b>, lệch 0,09" in page
    rounding = 'lệch 0,01 <span class="quiet">(có thể do làm tròn)</span>'
    assert (
        f"6. Cung ứng dịch vụ công: công bố <b>7,28</b>, cộng lại được <b>7,29</b>, {rounding}"
        in page
    )
    assert page.count("cộng lại được") == 4
    assert Score.objects.get(component__depth=0).value == Decimal("45.06")


def test_group_by_rank_is_suggested_and_not_stored(facts: Facts) -> None:
    dimension = facts.component("1")
    for number in range(60):
        other = factories.province(f"Tỉnh {number}", code=f"{100 + number}")
        published.score(other, dimension, 2024, f"{9 - number / 10}")

    answer = facts.client.post(facts.address(), facts.typed(c1="6,95"), follow=True)

    assert "gợi ý theo hạng 22/61: Trung bình cao" in text(answer)
    assert not Score.objects.exclude(group="").exists()
    facts.send(c1=("6,95", "TBT"))
    assert "gợi ý" not in text(facts.client.get(facts.address()))


def test_year_that_nobody_measures_has_no_form(facts: Facts) -> None:
    facts.year = 2020

    answer = facts.client.get(facts.address())

    assert answer.status_code == 200
    assert "Không có bộ tiêu chí PAPI nào đo tỉnh Lào Cai năm 2020" in text(answer)
    assert facts.client.post(facts.address(), {"source": "x"}).status_code == 422
    unknown = facts.client.get(facts.address(index="khong-co"), follow=True)
    assert "Chưa có bộ tiêu chí nào của chỉ số này" in text(unknown)
    assert unknown.redirect_chain[-1][0] == reverse("indicators:framework-list")
    assert facts.client.get(facts.address(year="xx")).status_code == 404


def test_years_before_a_merger_are_typed_for_the_old_province(facts: Facts) -> None:
    new = Territory.objects.create(
        level="province", code="15", name="Tỉnh Lào Cai", valid_from=date(2025, 7, 1)
    )
    Territory.objects.filter(pk=facts.province.pk).update(valid_to=date(2025, 6, 30))
    Succession.objects.create(predecessor=facts.province, successor=new, kind="whole")
    client = factories.signed_in(factories.reviewer(new))
    address = facts.address().replace(f"/{facts.province.pk}/", f"/{new.pk}/")

    page = text(client.get(address))

    assert "nào đo tỉnh Lào Cai năm 2024" in page
    assert facts.address().partition("?")[0] in page
    assert client.get(facts.address()).status_code == 200


def test_only_reviewers_of_the_province_and_administrators_type(facts: Facts) -> None:
    typed = facts.typed(c1="5")
    department = factories.unit(facts.province, "Sở Y tế", kind=Unit.Kind.DEPARTMENT)
    codes = [
        factories.signed_in(person).post(facts.address(), typed).status_code
        for person in (
            factories.officer(facts.province),
            factories.member(department, Role.SECTOR),
            factories.reviewer(factories.province("Tỉnh Khác")),
            administrator(),
        )
    ]

    assert codes == [403, 403, 403, 302]
    assert facts.client.get(facts.address()).status_code == 200


@pytest.mark.parametrize("provinces", [1, 20])
def test_page_costs_the_same_for_few_and_for_many_scores(
    facts: Facts, provinces: int, django_assert_max_num_queries: Any
) -> None:
    for number in range(provinces):
        place = factories.province(f"Tỉnh {number}", code=f"{100 + number}")
        for component in facts.framework.components.all():
            published.score(place, component, 2024, "5")
    facts.send(c1="5", c1_1="4", c1_2="4")

    with django_assert_max_num_queries(14):
        facts.client.get(facts.address())


def test_standing_of_the_province_leads_here_those_who_may(facts: Facts) -> None:
    standing = reverse("indicators:standing", args=[facts.province.pk])
    link = reverse("indicators:score-entry", args=[facts.province.pk])

    assert f'href="{link}"' in text(facts.client.get(standing))
    officer = factories.signed_in(factories.officer(facts.province))
    assert link not in text(officer.get(standing))
