"""Whose scores a province shows: its own, those it goes on from, those of what was merged."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from indicators import lineages
from indicators.models import Component, Framework, Index, Target
from indicators.standing import falls
from indicators.targets import checked
from indicators.targets.judging import Outcome
from plans.models import Succession, Territory
from tests import factories
from tests.indicators.published import score
from tests.indicators.scored import Scored
from tests.papi_portal.workbooks import opened
from tests.plans.list_pages import text

pytestmark = pytest.mark.django_db
MERGED_DAY = date(2025, 7, 1)


class Facts:
    """A province of today after those with scores of 2023 and 2024 that went into it."""

    def __init__(self, kind: str, name: str = "Tỉnh Lạng Sơn") -> None:
        self.scored = Scored()
        self.old, self.other = self.scored.province, self.scored.others[0]
        self.new = factories.province(name)
        Territory.objects.filter(pk=self.new.pk).update(valid_from=MERGED_DAY)
        ended = Territory.objects.filter(pk__in=[self.old.pk, self.other.pk])
        ended.update(valid_to=date(2025, 6, 30))
        before = [self.old] if kind in lineages.ONE_TO_ONE else [self.old, self.other]
        for one in before:
            Succession.objects.create(predecessor=one, successor=self.new, kind=kind)

    def publish(self, *codes: str, value: str = "7") -> None:
        """Publish scores of 2025 for the province of today."""
        for code in codes:
            score(self.new, self.component(code), 2025, value)

    def component(self, code: str) -> Component:
        return self.scored.component(code)

    def page(self, name: str = "indicators:standing", *args: int, **asked: int) -> str:
        address = reverse(name, args=[self.new.pk, *args])
        answer = self.scored.client.get(address, asked)
        assert answer.status_code == 200
        return text(answer)

    def target(self, kind: str, value: str, of: Territory | None = None) -> checked.PlanTargets:
        """Judge one target of the whole index for 2025, of a plan of the province of today."""
        plan = factories.plan(of or self.new, year=2025)
        Target.objects.create(
            plan=plan,
            component=self.component("0"),
            year=2025,
            kind=kind,
            value=Decimal(value),
            text="tăng",
            position=1,
        )
        return checked.of_plan(plan)


def other_index() -> Component:
    """Make another index with one component and no years like those of PAPI."""
    index = Index.objects.create(code="other", name="Chỉ số khác", short_name="KHÁC", position=9)
    framework = Framework.objects.create(index=index, code="other-2020", first_year=2020)
    return Component.objects.create(
        framework=framework,
        code="0",
        name="Chỉ số khác",
        depth=0,
        position=0,
        scale_min=0,
        scale_max=100,
    )


def years_shown(page: str) -> list[str]:
    """Return the columns of the table of all years."""
    return re.findall(r"<th scope=\"col\" class=\"num\">(\d+)</th>", page.split("standing heat")[1])


def years_offered(page: str) -> list[str]:
    return re.findall(r"<option value=\"(\d+)\"", page.split('name="year"')[1].split("<h2")[0])


# One that goes on


def test_province_that_was_kept_goes_on_with_the_years_before() -> None:
    facts = Facts("kept")
    facts.publish("0", "1.1")

    page = facts.page()

    assert years_shown(page) == ["2023", "2024", "2025"]
    assert years_offered(page) == ["2025", "2024", "2023"]
    assert "<b>7,00</b> điểm năm 2025" in page
    assert "+1,00" in page
    assert 'name="of"' not in page


def test_year_before_names_who_got_it() -> None:
    facts = Facts("renamed", "Thành phố Mới")
    facts.publish("0")

    page = facts.page(of=facts.old.pk, year=2024)

    assert "<b>6,00</b> điểm năm 2024, thứ 1/3" in page
    assert "PAPI của tỉnh Lạng Sơn qua các năm" in page
    assert years_shown(page) == ["2023", "2024", "2025"]


def test_rise_of_a_province_that_was_kept_is_judged_from_the_year_before() -> None:
    facts = Facts("kept")
    facts.publish("0")

    (verdict,) = facts.target("change", "0.5").verdicts

    assert (verdict.outcome, verdict.actual) == (Outcome.MET, "tăng 1,00 điểm")


@pytest.mark.parametrize(("kind", "outcome"), [("kept", Outcome.MET), ("whole", Outcome.UNKNOWN)])
def test_plan_of_before_is_judged_by_what_the_province_of_today_got(
    kind: str, outcome: Outcome
) -> None:
    facts = Facts(kind)
    facts.publish("0")

    (verdict,) = facts.target("change", "0.5", of=facts.old).verdicts

    assert verdict.outcome == outcome


def test_promised_rise_is_checked_with_the_points_of_the_one_before() -> None:
    facts = Facts("kept")
    facts.publish("1.1")
    found = facts.target("change", "0.5")
    Target.objects.create(
        plan=found.plan,
        component=facts.component("0"),
        year=2025,
        kind="score_min",
        value=Decimal("6.5"),
        text="đạt",
        position=2,
    )

    (check,) = checked.of_plan(found.plan).changes

    assert (check.said, check.found) == (Decimal("0.5"), Decimal("0.50"))


def test_fall_against_the_year_before_is_told_of_a_province_that_was_kept() -> None:
    facts = Facts("kept")
    first = facts.scored.framework.components.get(code="1")
    score(facts.new, first, 2025, "1")

    found = falls.of_provinces([facts.new.pk], [first], year=2026)[facts.new.pk]

    assert (found.year, [one.after for one in found.falls]) == (2025, [Decimal(1)])


def test_component_of_a_province_that_was_kept_runs_through() -> None:
    facts = Facts("kept")
    facts.publish("1.1")

    page = facts.page("tasks:component", facts.component("1.1").pk)

    years = re.findall(r"<th scope=\"row\">(\d{4})</th>", page)
    assert years == ["2025", "2024", "2023"]


def test_workbook_of_a_province_that_was_kept_holds_both() -> None:
    facts = Facts("kept")
    facts.publish("0")

    answer = facts.scored.client.get(reverse("indicators:standing-workbook", args=[facts.new.pk]))

    book = opened(answer.content)
    assert [cell.value for cell in book["Các năm"][3]] == ["Chỉ số", "2023", "2024", "2025"]
    assert book["Điểm công bố"].max_row == 1 + 20 + 1


# One that was merged


def test_merged_province_offers_its_own_scores_beside_those_of_before() -> None:
    facts = Facts("whole")
    facts.publish("0")

    own, before = facts.page(), facts.page(of=facts.other.pk, year=2024)

    assert "<b>7,00</b> điểm năm 2025" in own
    assert years_shown(own) == ["2025"]
    assert own.count("<option", own.index('name="of"'), own.index('name="year"')) == 3
    assert "kết quả của chính tỉnh Lạng Sơn, hợp thành từ 01/07/2025" in own
    assert "<b>5,99</b> điểm năm 2024" in before
    assert years_shown(before) == ["2023", "2024"]
    assert "kết quả của tỉnh 1 trước sắp xếp" in before
    assert "chưa có kết quả riêng" not in before


def test_merged_province_without_scores_shows_those_of_before_and_says_so() -> None:
    page = Facts("whole").page()

    assert "chưa có kết quả riêng. Dưới đây là kết quả của tỉnh Lạng Sơn trước sắp xếp" in page
    assert years_shown(page) == ["2023", "2024"]


@pytest.mark.parametrize("kind", ["kept", "whole"])
def test_some_scores_of_parts_alone_are_results(kind: str) -> None:
    facts = Facts(kind)
    facts.publish("1.1", "1.2")

    page = facts.page()

    assert "Chưa có kết quả nào được nhập" not in page
    assert "Năm 2025 thiếu điểm của một số thành phần" in page
    assert "7,00" in page


def test_results_of_before_do_not_judge_what_was_merged() -> None:
    facts = Facts("whole")
    facts.publish("0")

    found = facts.target("change", "0.5")

    assert [one.outcome for one in found.verdicts] == [Outcome.UNKNOWN]
    assert not found.is_merged


# Another index


@pytest.mark.parametrize(("kind", "is_merged"), [("kept", False), ("whole", True)])
def test_score_of_another_index_takes_nothing_away(kind: str, *, is_merged: bool) -> None:
    facts = Facts(kind)
    score(facts.new, other_index(), 2025, "80")
    score(facts.old, facts.component("0"), 2025, "6.5")

    found = facts.target("score_min", "6.4")

    outcome = Outcome.UNKNOWN if is_merged else Outcome.MET
    assert [one.outcome for one in found.verdicts] == [outcome]
    assert found.is_merged is is_merged
    page = facts.page(of=facts.old.pk) if is_merged else facts.page()
    assert "<b>6,50</b> điểm năm 2025" in page


def test_component_of_another_index_has_the_years_of_that_index() -> None:
    facts = Facts("whole")
    component = other_index()
    score(facts.new, component, 2025, "80")

    page = facts.page("tasks:component", component.pk)

    assert "Năm 2025 tỉnh Lạng Sơn được <b>80,00</b> điểm" in page


# Addresses


def test_link_of_a_component_keeps_whose_scores_and_which_year() -> None:
    facts = Facts("whole")
    facts.publish("0", "1.1")
    component = facts.component("1.1")

    page = facts.page(of=facts.other.pk, year=2023)

    address = reverse("tasks:component", args=[facts.new.pk, component.pk])
    asked = f"?of={facts.other.pk}&amp;year=2023"
    assert f'href="{address}{asked}"' in page
    shown = text(facts.scored.client.get(address + asked.replace("&amp;", "&")))
    assert "Năm 2023 tỉnh 1 được" in shown


@pytest.mark.parametrize(
    "name", ["standing", "what-if", "standing-pdf", "standing-workbook", "score-entry"]
)
def test_province_of_an_endless_number_is_not_found(name: str) -> None:
    scored = Scored()
    address = reverse(f"indicators:{name}", args=["9" * 23])

    assert scored.client.get(address).status_code == 404


# Compared


def test_namesakes_are_told_apart_by_their_years() -> None:
    facts = Facts("whole")
    facts.publish("0")
    both: dict[str, Any] = {"place": [facts.old.pk, facts.new.pk], "year": 2024}
    page = text(facts.scored.client.get(reverse("indicators:compare"), both))
    picture = reverse("indicators:compare-picture", args=["compared", "svg"])
    drawn = facts.scored.client.get(picture, both).content.decode()
    book = opened(facts.scored.client.get(reverse("indicators:compare-workbook"), both).content)

    for name in ("Lạng Sơn đến 2024", "Lạng Sơn từ 2025"):
        assert f"checked> {name}</label>" in page
        assert f"{name}</a>" in page
        assert f">{name}</text>" in drawn
        assert f"Tỉnh {name}" in [cell.value for cell in book["So sánh"][3]]
    assert "> 1</label>" in page, "no years where names differ"


def test_province_that_was_kept_is_compared_once_with_all_its_years() -> None:
    facts = Facts("kept")
    facts.publish("0")
    compare = reverse("indicators:compare")

    for one in (facts.old, facts.new):
        page = text(facts.scored.client.get(compare, {"place": one.pk, "year": 2024}))
        assert page.count("Lạng Sơn</label>") == 1
        assert "<b>6,00</b>" in page


# Questions


def test_lineage_costs_two_questions_and_all_runs_three(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    facts = Facts("whole")
    facts.publish("0")

    with django_assert_num_queries(2):
        found = lineages.of_place(facts.new, "papi")
    with django_assert_num_queries(3):
        runs = lineages.runs("papi")

    assert [one.span for one in found.runs] == ["2025", "2023 – 2024", "2023 – 2024"]
    assert len(runs) == 4
