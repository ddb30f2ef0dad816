"""The targets of a plan: typed, judged against what was published, checked against each other."""

from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from indicators.models import Component, Score, Target
from plans.models import Event, Plan, Succession, Territory
from tests import factories
from tests.indicators import lao_cai, published
from tests.plans.list_pages import text

pytestmark = pytest.mark.django_db
QUERIES = 13


class Facts:
    """A draft of a province for a year of PAPI, and a browser of who writes it."""

    def __init__(self, name: str, year: int, framework: str) -> None:
        published.load_papi()
        self.province = factories.province(name)
        self.plan = factories.plan(self.province, year=year)
        self.framework = framework
        self.client = factories.signed_in(factories.officer(self.province))

    def component(self, code: str, framework: str = "") -> Component:
        return published.component(framework or self.framework, code)

    def address(self, name: str = "plan-targets", *args: Any) -> str:
        return reverse(f"tasks:{name}", args=args or [self.plan.pk])

    def typed(self, *, code: str = "0", **typed: Any) -> dict[str, Any]:
        self.plan.refresh_from_db()
        component = self.component(code).pk
        return {"component": component, "version": self.plan.version, **typed}

    def add(self, **typed: Any) -> Any:
        return self.client.post(self.address("target-add"), self.typed(**typed))

    def add_all(self, promises: list[dict[str, Any]]) -> None:
        for promise in promises:
            assert self.add(**promise).status_code == 302

    def page(self) -> str:
        return text(self.client.get(self.address()))

    def publish(self, year: int, framework: str, **points: str) -> None:
        for code, value in points.items():
            of = self.component(code.removeprefix("c"), framework)
            published.score(self.province, of, year, value.replace(",", "."))


def lao_cai_facts() -> Facts:
    return Facts("Tỉnh Lào Cai", 2020, "papi-2019")


ONE: dict[str, Any] = {"text": "đạt 45 điểm", "year": 2020, "kind": "score_min", "value": "45,0"}


def test_nine_targets_of_lao_cai_are_typed_and_add_up_to_46_40() -> None:
    facts = lao_cai_facts()
    facts.add_all(lao_cai.promises())

    page = facts.page()

    assert Target.objects.count() == 27
    assert "<b>27</b> chưa có số liệu" in page
    total = sum(
        one.value or 0 for one in Target.objects.filter(kind="score_min", component__depth=1)
    )
    assert total == Decimal("46.40")
    assert "mục tiêu của 8 chỉ số trực thuộc cộng lại" in page
    assert 'data-label="Tính được">46,40</td> <td data-label="Kết luận"><b>khớp</b>' in page
    assert page.count("chưa có điểm năm 2019 để đối chiếu") == 9


def test_changes_are_checked_as_soon_as_last_years_points_arrive() -> None:
    facts = lao_cai_facts()
    facts.add_all(lao_cai.promises())
    facts.publish(2019, "papi-2019", **{f"c{code}": one for code, one in lao_cai.LAST_YEAR.items()})

    page = facts.page()

    assert "từ 45,06 năm 2019 đến 46,40" in page
    assert page.count("<b>khớp</b>") == 10, "the sum, and each of nine changes"


def test_change_that_does_not_fit_shows_both_figures() -> None:
    facts = lao_cai_facts()
    facts.add_all([one for one in lao_cai.promises() if one["code"] == "8"])
    facts.publish(2019, "papi-2019", c8="4,31")

    page = facts.page()

    assert "2020: từ 4,31 năm 2019 đến 4,30" in page
    assert '+0,08</td> <td class="num" data-label="Tính được">−0,01</td>' in page
    assert '<b class="verdict verdict--missed">lệch 0,09</b>' in page


def test_sum_waits_for_the_targets_of_all_parts() -> None:
    facts = lao_cai_facts()
    facts.add_all([one for one in lao_cai.promises() if one["code"] in {"0", "1"}])

    assert "mới có mục tiêu của 1/8 chỉ số trực thuộc, chưa cộng được" in facts.page()


def test_khanh_hoa_is_judged_against_what_was_published() -> None:
    facts = Facts("Tỉnh Khánh Hòa", 2023, "papi-2021")
    facts.add_all(lao_cai.KHANH_HOA)
    whole = facts.component("0")
    published.score(facts.province, whole, 2022, "43.44", group="CN", rank=16, ranked_of=61)
    published.score(facts.province, whole, 2023, "44.08", group="TBC", rank=14, ranked_of=61)
    groups = ("CN", "CN", "CN", "TBC", "TBC", "TBC", "TBC", "TBT")
    for code, group in zip("12345678", groups, strict=True):
        published.score(facts.province, facts.component(code), 2023, "5", group=group)

    page = facts.page()

    said = [
        ("44,08 điểm", "chưa đạt", "thiếu 0,92 điểm"),
        ("tăng 0,64 điểm", "chưa đạt", "thiếu 0,92 điểm"),
        ("nhóm Trung bình cao", "chưa đạt", ""),
        ("tăng 2 bậc (từ hạng 16/61 đến hạng 14/61)", "đạt", "vượt 1 bậc"),
        ("7/8 chỉ số thuộc nhóm Trung bình cao trở lên", "chưa đạt", "thiếu 1 chỉ số"),
        ("3/8 chỉ số thuộc nhóm Cao nhất", "đạt", "vừa đúng"),
    ]
    rows = page.split("<tbody>")[1].split("</tr>")
    for row, words in zip(rows, said, strict=False):
        for word in words:
            assert word in row, (row, word)
    assert "<b>2</b> đạt · <b>4</b> chưa đạt · <b>0</b> chưa có số liệu" in page
    assert "từ 43,44 năm 2022 đến 45,00" in page


def test_next_promise_of_a_sentence_begins_with_its_words() -> None:
    facts = lao_cai_facts()

    answer = facts.add(**ONE, again="1")

    (made,) = Target.objects.all()
    assert answer["Location"] == f"{facts.address('target-add')}?of={made.pk}"
    page = text(facts.client.get(answer["Location"]))
    assert "đạt 45 điểm</textarea>" in page
    assert f'<option value="{made.component_id}" selected>' in page
    assert 'name="value" value' not in page


def test_target_is_changed_and_removed_and_the_trail_says_so() -> None:
    facts = lao_cai_facts()
    facts.add(**ONE)
    (made,) = Target.objects.all()

    shown = text(facts.client.get(facts.address("target-edit", made.pk)))
    facts.client.post(facts.address("target-edit", made.pk), facts.typed(**{**ONE, "value": "46"}))
    made.refresh_from_db()
    page = facts.page()
    facts.plan.refresh_from_db()
    asked = text(facts.client.get(facts.address("target-delete", made.pk)))
    facts.client.post(facts.address("target-delete", made.pk), {"version": facts.plan.version})

    assert 'value="45"' in shown
    assert made.value == 46
    assert "điểm từ 46,00" in page
    assert f'name="version" value="{facts.plan.version}"' in asked
    assert not Target.objects.exists()
    events = list(Event.objects.order_by("pk"))
    assert [one.verb for one in events] == ["target.add", "target.edit", "target.delete"]
    assert events[1].details == {"value": ["45", "46"]}
    assert events[2].sentence.startswith("xóa mục tiêu “đạt 45 điểm” khỏi dự thảo")


def test_save_on_top_of_another_is_refused_and_shows_both() -> None:
    facts = lao_cai_facts()
    facts.add(**ONE)
    (made,) = Target.objects.all()
    mine = facts.typed(**{**ONE, "value": "47"})
    facts.client.post(facts.address("target-edit", made.pk), facts.typed(**{**ONE, "value": "46"}))

    answer = facts.client.post(facts.address("target-edit", made.pk), mine)
    added = facts.client.post(facts.address("target-add"), mine)
    removed = facts.client.post(facts.address("target-delete", made.pk), {"version": 1})

    assert (answer.status_code, added.status_code) == (409, 409)
    assert "<blockquote>46</blockquote>" in text(answer)
    assert "<blockquote>47</blockquote>" in text(answer)
    assert removed["Location"] == facts.address("target-delete", made.pk)
    made.refresh_from_db()
    assert made.value == 46
    assert Target.objects.count() == 1


def test_what_a_kind_does_not_use_or_cannot_do_without_is_told_beside_its_field() -> None:
    facts = lao_cai_facts()
    wrong = [
        ({"kind": "score_min", "value": ""}, "Hãy ghi giá trị"),
        ({"kind": "group_min"}, "không dùng ô này"),
        ({"kind": "group_min", "value": ""}, "Hãy chọn nhóm."),
        ({"kind": "count_in_group", "value": "", "group": "CN"}, "Hãy ghi số chỉ số nội dung."),
        ({"kind": "first_in_region", "value": ""}, "Hãy chọn vùng."),
        ({"value": "81"}, "81 nằm ngoài thang điểm 10 – 80"),
        ({"value": "khá"}, "“khá” không phải là số."),
        ({"year": "2022"}, "PAPI 2019 - 2020 không đo năm 2022."),
        ({"kind": "rank_range", "value": "1,5"}, "Hạng, số bậc là số nguyên từ 1 đến 99."),
        ({"kind": "rank_range", "value": "10", "value_to": "5"}, "không được nhỏ hơn"),
        ({"kind": "percent_min", "value": "120"}, "Tỷ lệ nằm trong khoảng"),
        ({"kind": "change", "value": "71"}, "không tăng giảm nhiều như vậy"),
        ({"kind": "count_in_group", "value": "", "group": "CN", "count": "9"}, "có 8 chỉ số"),
        (
            {"kind": "count_in_group", "value": "", "group": "CN", "count": "1", "code": "1.1"},
            "không có chỉ số trực thuộc",
        ),
        ({"text": " "}, "Chép câu nêu mục tiêu"),
        ({"component": "999999"}, "999999"),
    ]
    for changes, sentence in wrong:
        answer = facts.add(**{**ONE, **changes})
        assert (answer.status_code, sentence in text(answer)) == (422, True), sentence
    assert not Target.objects.exists()


def test_points_may_be_promised_to_fall_less_and_range_to_be_reached() -> None:
    facts = lao_cai_facts()

    facts.add_all(
        [
            {**ONE, "kind": "change", "value": "-0,05"},
            {**ONE, "kind": "rank_range", "value": "5", "value_to": "10"},
            {**ONE, "kind": "percent_min", "value": "90%"},
        ]
    )

    assert [one.promise for one in Target.objects.order_by("position")] == [
        "giảm không quá 0,05 điểm",
        "xếp hạng 5 – 10",
        "tỷ lệ từ 90%",
    ]


def test_targets_of_an_issued_plan_are_changed_by_amending_it() -> None:
    facts = lao_cai_facts()
    facts.add(**ONE)
    (made,) = Target.objects.all()
    Plan.objects.update(state=Plan.State.ISSUED)

    page = facts.page()
    answers = [
        facts.client.post(facts.address(name, *args), facts.typed(**ONE))
        for name, args in (
            ("target-add", ()),
            ("target-edit", (made.pk,)),
            ("target-delete", (made.pk,)),
            ("targets-import", ()),
        )
    ]

    assert "muốn đổi mục tiêu thì lập bản sửa đổi, bổ sung" in page
    assert facts.address("target-edit", made.pk) not in page
    assert {one["Location"] for one in answers} == {facts.plan.get_absolute_url()}
    assert Target.objects.get().value == 45


def test_plan_without_targets_says_what_to_do() -> None:
    facts = lao_cai_facts()

    assert "Kế hoạch này chưa có mục tiêu bằng số" in facts.page()
    assert facts.address() in text(facts.client.get(facts.plan.get_absolute_url()))


@pytest.mark.parametrize(("before", "is_known"), [(1, True), (2, False)])
def test_results_of_what_was_merged_are_not_those_of_the_new_province(
    before: int, *, is_known: bool
) -> None:
    facts = lao_cai_facts()
    for number in range(before):
        old = factories.province(f"Tỉnh Cũ {number}")
        kind = "renamed" if before == 1 else "whole"
        Succession.objects.create(predecessor=old, successor=facts.province, kind=kind)
        published.score(old, facts.component("0"), 2020, "46")
    facts.add(**ONE)

    page = facts.page()

    assert ("46,00 điểm" in page) is is_known
    assert f"<b>{int(not is_known)}</b> chưa có số liệu" in page
    assert ("chưa được công bố" in page) is not is_known


@pytest.mark.parametrize("promises", [3, 27])
def test_page_costs_the_same_for_few_and_for_many_targets(
    promises: int, django_assert_num_queries: Any
) -> None:
    facts = lao_cai_facts()
    facts.add_all(lao_cai.promises()[:promises])
    facts.publish(2019, "papi-2019", c0="45,06")
    assert Score.objects.count() == 1
    assert Territory.objects.count() == 1

    with django_assert_num_queries(QUERIES):
        facts.client.get(facts.address())
