"""Who below has issued a plan, and by when it was due."""

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from plans.access import Viewer
from plans.models import Plan, Territory
from tasks.reports import issuance
from tests import factories
from tests.tasks import deriving

pytestmark = pytest.mark.django_db
DUE_ON = date(2026, 11, 15)


class Facts:
    """A framework due on 15/11 and four communes: issued in time, late, a draft, none."""

    def __init__(self) -> None:
        self.province = factories.province()
        self.framework = deriving.framework(self.province)
        Plan.objects.filter(pk=self.framework.pk).update(below_due_on=DUE_ON)
        self.framework.refresh_from_db()
        self.communes = [
            factories.commune(f"Xã {name}", parent=self.province)
            for name in ("Đúng", "Muộn", "Thảo", "Không")
        ]
        self.plans = [deriving.derived(self.framework, commune) for commune in self.communes[:3]]
        for plan, day in zip(self.plans, (DUE_ON, date(2026, 11, 18)), strict=False):
            Plan.objects.filter(pk=plan.pk).update(state="issued", issued_on=day)
        self.viewer = factories.viewer(factories.reviewer(self.province))

    def build(
        self, *, viewer: Viewer | None = None, on: date = factories.TODAY
    ) -> issuance.Issuance:
        return issuance.build(viewer=viewer or self.viewer, plan=self.framework, on=on)


@pytest.fixture
def facts(db: None) -> Facts:
    return Facts()


def test_communes_stand_by_state_those_without_a_plan_first(facts: Facts) -> None:
    found = facts.build()

    assert [(row.territory.name, row.state_word, row.timing) for row in found.rows] == [
        ("Xã Không", "chưa có", "quá hạn 6 ngày"),
        ("Xã Thảo", "dự thảo", "quá hạn 6 ngày"),
        ("Xã Đúng", "đã ban hành", "đúng hạn"),
        ("Xã Muộn", "đã ban hành", "muộn 3 ngày"),
    ]
    assert found.states == {"none": 1, "draft": 1, "issued": 2}
    assert [row.territory.name for row in found.owing] == ["Xã Không", "Xã Thảo"]
    assert [row.late_days for row in found.late] == [3]


@pytest.mark.parametrize(
    ("on", "words"),
    [
        (date(2026, 11, 1), "trong hạn (còn 14 ngày)"),
        (date(2026, 11, 13), "sắp đến hạn (còn 2 ngày)"),
        (DUE_ON, "đến hạn hôm nay"),
        (date(2026, 11, 16), "quá hạn 1 ngày"),
    ],
)
def test_standing_is_said_in_the_words_of_the_house(facts: Facts, on: date, words: str) -> None:
    assert facts.build(on=on).rows[0].timing == words


def test_without_a_day_nothing_is_late(facts: Facts) -> None:
    facts.framework.below_due_on = None

    found = facts.build()

    assert {row.timing for row in found.rows} == {""}
    assert found.late == ()


@pytest.mark.parametrize(
    ("show", "count"),
    [("owing", 2), ("late", 1), ("issued", 2), ("draft", 1), ("none", 1), ("", 4), ("x", 4)],
)
def test_list_is_narrowed_to_a_figure(facts: Facts, show: str, count: int) -> None:
    assert len(facts.build().rows_showing(show)) == count


@pytest.mark.parametrize(
    ("named", "show", "names"),
    [
        ("khong", "", ["Xã Không"]),
        ("XÃ THẢO", "", ["Xã Thảo"]),
        ("muon", "issued", ["Xã Muộn"]),
        ("muon", "draft", []),
        ("uon", "", []),
        ("  ", "owing", ["Xã Không", "Xã Thảo"]),
    ],
)
def test_list_is_searched_without_marks_within_a_figure(
    facts: Facts, named: str, show: str, names: list[str]
) -> None:
    found = facts.build().rows_showing(show, named=named)

    assert [row.territory.name for row in found] == names


def test_commune_is_found_by_its_code(facts: Facts) -> None:
    commune = facts.communes[1]

    found = facts.build().rows_showing("", named=commune.code)

    assert [row.territory for row in found] == [commune]
    assert facts.build().rows_showing("", named=commune.code[:2]) == ()


def test_plan_that_carries_out_another_version_counts(facts: Facts) -> None:
    facts.framework = deriving.Amended(facts.framework).issue()

    assert facts.build().states["issued"] == 2


def test_issued_plan_counts_before_a_draft_and_the_latest_before_others(facts: Facts) -> None:
    commune = facts.communes[0]
    draft = factories.plan(commune)
    draft.bases.create(position=1, relation="carries_out", text="x", document=facts.framework)
    assert facts.build().rows[2].plan == facts.plans[0]

    Plan.objects.filter(pk=facts.plans[0].pk).update(state="replaced", ended_on=factories.TODAY)
    assert facts.build().rows[2].plan == facts.plans[0], "it was issued once"

    Plan.objects.filter(pk=draft.pk).update(state="issued", issued_on=date(2026, 11, 20))
    row = next(one for one in facts.build().rows if one.territory == commune)
    assert (row.plan, row.late_days) == (draft, 5)


def test_other_relations_and_ended_communes_do_not_count(facts: Facts) -> None:
    plan = factories.issued_plan(facts.communes[3])
    plan.bases.create(position=1, relation="rests_on", text="x", document=facts.framework)
    Territory.objects.filter(pk=facts.communes[0].pk).update(valid_to=date(2026, 6, 30))

    assert facts.build().states == {"none": 1, "draft": 1, "issued": 1}


def test_commune_sees_its_own_row_only(facts: Facts) -> None:
    viewer = factories.viewer(factories.officer(facts.communes[2]))

    found = facts.build(viewer=viewer)

    assert [row.territory for row in found.rows] == [facts.communes[2]]


def test_plan_to_ask_for_first_is_the_one_with_a_day() -> None:
    province = factories.province()
    plain = factories.issued_plan(province, year=2025)
    newest = factories.issued_plan(province, year=2026)
    frame = deriving.framework(province)
    factories.issued_plan(factories.commune(parent=province))
    factories.plan(province)
    viewer = factories.viewer(factories.reviewer(province))
    assert issuance.frameworks(viewer) == [frame, newest, plain]

    Plan.objects.filter(pk=plain.pk).update(below_due_on=DUE_ON)
    assert issuance.frameworks(viewer) == [plain, frame, newest]


def test_costs_the_same_for_three_communes_and_for_sixty(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    province = factories.province()
    above = deriving.framework(province)
    viewer = factories.viewer(factories.reviewer(province))
    for communes in (3, 60):
        while Territory.objects.communes().count() < communes:
            deriving.derived(above, factories.commune(parent=province))
        with django_assert_num_queries(3):
            assert (
                len(issuance.build(viewer=viewer, plan=above, on=factories.TODAY).rows) == communes
            )
