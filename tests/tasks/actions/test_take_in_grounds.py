"""Promises become targets; grounds are kept as cited and linked to the plan they mean."""

from datetime import date
from decimal import Decimal

import pytest

from indicators.models import Target
from plans.models import Plan, PlanBasis, Territory
from tests import factories
from tests.tasks import uploads
from tests.tasks.actions.taking_in import taken
from tests.tasks.reading.written_plans import Values, citation, target

pytestmark = pytest.mark.django_db


@pytest.fixture
def commune(db: None) -> Territory:
    return uploads.diem_he()


@pytest.mark.parametrize(
    ("changes", "kept"),
    [
        ({}, ("score_min", Decimal(43), None, "", None, "")),
        (
            {"kind": "rank_range", "value": "10", "value_to": "15"},
            ("rank_range", Decimal(10), Decimal(15), "", None, ""),
        ),
        (
            {"kind": "rank_range", "value": "15", "value_to": "10"},
            ("rank_range", Decimal(10), Decimal(15), "", None, ""),
        ),
        (
            {"kind": "group_min", "value": "", "group": "TBC"},
            ("group_min", None, None, "TBC", None, ""),
        ),
        (
            {"kind": "count_in_group", "value": "", "group": "CN", "count": 3},
            ("count_in_group", None, None, "CN", 3, ""),
        ),
        (
            {"kind": "first_in_region", "value": "", "region": "Trung du"},
            ("first_in_region", None, None, "", None, "Trung du"),
        ),
    ],
)
def test_promises_become_targets(
    commune: Territory, changes: Values, kept: tuple[object, ...]
) -> None:
    factories.framework()

    found = taken(commune, targets=[target(**changes)]).targets.get()

    assert (
        found.kind,
        found.value,
        found.value_to,
        found.group,
        found.count,
        found.region,
    ) == kept
    assert (found.component.code, found.year, found.text) == ("0", 2026, "đạt từ 43 điểm")


def test_promise_without_a_year_is_of_the_plans_first(commune: Territory) -> None:
    factories.framework()

    assert taken(commune, targets=[target(year=None)]).targets.get().year == 2026


@pytest.mark.parametrize(
    "changes",
    [{"component": "9.9"}, {"kind": "steps_up", "value": ""}, {"kind": "group_min", "group": ""}],
)
def test_promise_that_cannot_be_judged_does_not_stop_the_plan(
    commune: Territory, changes: Values
) -> None:
    factories.framework()

    plan = taken(commune, targets=[target(**changes), target()])

    assert [one.position for one in Target.objects.filter(plan=plan)] == [2]


def test_grounds_and_what_is_replaced_are_kept_as_cited(commune: Territory) -> None:
    plan = taken(
        commune,
        basis=[
            citation(
                "Kế hoạch số 15/KH-UBND ngày 20/01/2026 của UBND tỉnh về PAPI",
                relation="carries_out",
                kind="Kế hoạch",
                number="15/KH-UBND",
                issued_on="2026-01-20",
                issuer="UBND tỉnh",
                subject="PAPI",
            ),
            citation("k" * 2_000, kind="k" * 90, number="n" * 90, subject="s" * 900),
        ],
        replaces=[citation("Kế hoạch cũ", relation="replaces")],
    )

    first, long, replaced = plan.bases.order_by("position")
    assert (first.relation, first.kind, first.number) == ("carries_out", "Kế hoạch", "15/KH-UBND")
    assert (first.issued_on, first.issuer_name, first.subject) == (
        date(2026, 1, 20),
        "UBND tỉnh",
        "PAPI",
    )
    assert (first.text[-8:], first.document) == (" về PAPI", None)
    assert (long.text, len(long.number)) == ("k" * 2_000, 50)
    assert (replaced.relation, replaced.text) == (PlanBasis.Relation.REPLACES, "Kế hoạch cũ")


def cited_in(territory: Territory, issuer: str) -> Plan | None:
    """Return the plan linked to "12/KH-UBND of 15/1/2026" as cited in a plan of a territory."""
    cites = citation("…", number="12/KH-UBND", issued_on="2026-01-15", issuer=issuer)
    return taken(territory, number="99/KH-UBND", basis=[cites]).bases.get().document


@pytest.mark.parametrize(
    "issuer", ["Ủy ban nhân dân tỉnh Lạng Sơn", "UBND tỉnh", "ubnd tỉnh lạng sơn", ""]
)
def test_ground_is_linked_to_the_plan_in_the_portal(commune: Territory, issuer: str) -> None:
    assert commune.parent
    above = factories.issued_plan(commune.parent, number="12/KH-UBND")

    assert cited_in(commune, issuer) == above


def test_ground_of_a_commune_that_is_no_more_is_linked_by_its_name(commune: Territory) -> None:
    old = factories.commune("Xã Liên Hội", parent=commune.parent)
    above = factories.issued_plan(old, number="12/KH-UBND")

    assert cited_in(commune, "Ủy ban nhân dân xã Liên Hội") == above


def test_ground_is_not_linked_to_a_plan_of_the_same_number_by_somebody_else(
    commune: Territory,
) -> None:
    assert commune.parent
    factories.committee(commune.parent)
    factories.issued_plan(factories.commune("Xã Hai", parent=commune.parent), number="12/KH-UBND")

    assert cited_in(commune, "UBND tỉnh Lạng Sơn") is None
    assert cited_in(uploads.diem_he(), "UBND huyện Văn Quan") is None


def test_ground_that_two_plans_fit_is_not_guessed(commune: Territory) -> None:
    for name in ("Xã Hai", "Xã Ba"):
        factories.issued_plan(factories.commune(name, parent=commune.parent), number="12/KH-UBND")

    assert cited_in(commune, "") is None
