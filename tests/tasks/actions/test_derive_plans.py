"""Deriving plans of communes from a plan above: many drafts in one act."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from pytest_django import DjangoAssertNumQueries

from plans.models import Event, Plan, Territory, Unit, User
from tasks import actions
from tasks.actions.derive import without_plan
from tasks.models import Assignment, Party, RememberedParty, Task
from tasks.parties import key
from tests import factories
from tests.tasks import deriving

pytestmark = pytest.mark.django_db
Group, Role = Party.Group, Party.Role


class Facts:
    """A province with a framework and two communes; a reviewer who sends it down."""

    def __init__(self) -> None:
        self.province = factories.province()
        self.framework = deriving.framework(self.province)
        self.first, self.second = (
            factories.commune(name, parent=self.province) for name in ("Xã Một", "Xã Hai")
        )
        self.by = factories.viewer(factories.reviewer(self.province))

    def derive(self, *communes: Territory, due_on: date | None = None) -> list[Plan]:
        return actions.derive_plans(
            framework=self.framework,
            territories=communes,
            by=self.by,
            at=factories.NOW,
            due_on=due_on,
        )


@pytest.fixture
def facts(db: None) -> Facts:
    return Facts()


def test_each_commune_gets_a_draft_linked_row_by_row(facts: Facts) -> None:
    first, second = facts.derive(facts.first, facts.second)

    assert (first.territory, second.territory) == (facts.first, facts.second)
    assert (first.state, first.kind, first.number, first.years) == ("draft", "plan", "", "2026")
    assert first.issuer.name == "UBND xã Một"
    assert first.subject == "Nâng cao Chỉ số PAPI năm 2026, trên địa bàn xã Một"
    assert first.place == "Một"
    assert [one.origin for one in first.tasks.order_by("position")] == list(
        facts.framework.tasks.order_by("position")
    )
    assert first.sections.get().title == "1. Sự tham gia của người dân"
    basis = first.bases.get()
    assert (basis.relation, basis.document, basis.number) == (
        "carries_out",
        facts.framework,
        "80/BK-UBND",
    )
    assert basis.text == (
        "Thực hiện Bộ khung nhiệm vụ số 80/BK-UBND ngày 15/1/2026 của UBND tỉnh Lạng Sơn."
    )


def test_the_trail_names_each_commune_and_the_act(facts: Facts) -> None:
    (draft,) = facts.derive(facts.first, due_on=date(2026, 12, 1))

    event = Event.objects.about(draft).get()
    assert event.sentence.startswith("lập dự thảo của Xã Một từ Bộ khung nhiệm vụ số 80/BK-UBND")
    whole = Event.objects.about(facts.framework).first()
    assert whole
    assert whole.sentence == (
        "lập dự thảo cho 1 xã, phường từ Bộ khung nhiệm vụ số 80/BK-UBND; hạn ban hành 01/12/2026"
    )
    assert whole.details == {"territories": [facts.first.pk]}
    facts.framework.refresh_from_db()
    assert facts.framework.below_due_on == date(2026, 12, 1)


def test_ubnd_of_communes_becomes_the_communes_own(facts: Facts) -> None:
    (draft,) = facts.derive(facts.first)

    party = draft.tasks.order_by("position")[0].parties.get()
    assert (party.text, party.unit, party.group) == ("UBND cấp xã", draft.issuer, "")


def test_other_names_keep_role_and_meaning_or_find_the_communes_own(facts: Facts) -> None:
    health = factories.unit(facts.province, "Sở Y tế", kind=Unit.Kind.DEPARTMENT)
    culture = factories.unit(facts.first, "Phòng Văn hóa - Xã hội", kind=Unit.Kind.DIVISION)
    task = facts.framework.tasks.order_by("position")[0]
    factories.party(task, Role.GUIDE, unit=health)
    factories.party(task, Role.SUPPORT, group=Group.ASSOCIATIONS, text="các đoàn thể")
    factories.party(task, Role.SUPPORT, text="Phòng Văn hóa – Xã hội")
    factories.party(task, Role.SUPPORT, text="Bưu điện")

    first, second = facts.derive(facts.first, facts.second)

    named = [
        set(draft.tasks.order_by("position")[0].parties.values_list("role", "unit", "group"))
        for draft in (first, second)
    ]
    assert named[0] == {
        ("lead", first.issuer_id, ""),
        ("guide", health.pk, ""),
        ("support", None, "associations"),
        ("support", culture.pk, ""),
        ("support", None, ""),
    }
    assert ("support", culture.pk, "") not in named[1], "each commune finds its own units only"


def test_remembered_unit_that_ended_is_not_meant(facts: Facts) -> None:
    ended, standing = (factories.unit(facts.first, name) for name in ("Tổ một cửa", "Bưu điện xã"))
    Unit.objects.filter(pk=ended.pk).update(valid_to=date(2025, 6, 30))
    for name, unit in (("Bộ phận một cửa", ended), ("Bưu điện", standing)):
        RememberedParty.objects.create(territory=facts.first, key=key(name), unit=unit)
        factories.party(facts.framework.tasks.order_by("position")[0], Role.SUPPORT, text=name)

    (draft,) = facts.derive(facts.first)

    named = draft.tasks.order_by("position")[0].parties.filter(role=Role.SUPPORT)
    assert list(named.values_list("text", "unit")) == [
        ("Bộ phận một cửa", None),
        ("Bưu điện", standing.pk),
    ]


def test_components_come_along(facts: Facts) -> None:
    made = factories.framework()
    for task in facts.framework.tasks.all():
        task.components.add(factories.component(made, "1.1"))

    (draft,) = facts.derive(facts.first)

    assert {one.code for task in draft.tasks.all() for one in task.components.all()} == {"1.1"}


def test_only_headings_with_rows_come_along(facts: Facts) -> None:
    facts.framework.sections.create(part="body", position=1, heading="MỤC ĐÍCH", text="Dài dòng")

    (draft,) = facts.derive(facts.first)

    assert [one.heading for one in draft.sections.all()] == ["Sự tham gia của người dân"]


def test_commune_without_ubnd_gets_it_and_one_with_keeps_it(facts: Facts) -> None:
    kept = factories.committee(facts.second)

    first, second = facts.derive(facts.first, facts.second)

    assert second.issuer == kept
    assert first.issuer.kind == Unit.Kind.COMMITTEE
    assert first.issuer.aliases == ["Ủy ban nhân dân xã Một", "UBND cấp xã"]
    assert Unit.objects.committees().of(facts.first).count() == 1


@pytest.mark.parametrize("state", ["draft", "issued", "replaced"])
def test_commune_with_a_plan_of_its_own_is_passed_over(facts: Facts, state: str) -> None:
    (own,) = facts.derive(facts.first)
    ended = {"ended_on": factories.TODAY} if state == "replaced" else {}
    Plan.objects.filter(pk=own.pk).update(state=state, issued_on=factories.TODAY, **ended)

    drafts = facts.derive(facts.first, facts.second)

    assert [draft.territory for draft in drafts] == [facts.second]


def test_plan_that_carries_out_an_earlier_version_counts(facts: Facts) -> None:
    facts.derive(facts.first)
    newer = deriving.Amended(facts.framework).issue()

    assert without_plan(newer, on=factories.TODAY) == [facts.second]


def test_communes_elsewhere_and_ended_ones_are_passed_over(facts: Facts) -> None:
    Territory.objects.filter(pk=facts.first.pk).update(valid_to=date(2026, 6, 30))

    assert facts.derive(facts.first, factories.commune(), facts.province) == []


def test_communes_below_districts_are_reached() -> None:
    province = factories.province()
    district = Territory.objects.create(
        level="district", code="188", name="Huyện Văn Quan", parent=province
    )
    commune = factories.commune(parent=district)

    draft = deriving.derived(deriving.framework(province), commune)

    assert draft.territory == commune


def test_framework_must_be_in_force(facts: Facts) -> None:
    deriving.Amended(facts.framework).issue()

    with pytest.raises(actions.LockedError, match="đã được thay thế, không giao được"):
        facts.derive(facts.first)


def test_plan_of_a_commune_goes_no_further_down(facts: Facts) -> None:
    plan = factories.issued_plan(facts.first)
    by = factories.viewer(factories.leader(facts.first))

    with pytest.raises(actions.LockedError, match="không giao được cho cấp xã"):
        actions.derive_plans(framework=plan, territories=[], by=by, at=factories.NOW)


@pytest.mark.parametrize("who", ["officer of the commune", "officer of the province"])
def test_who_does_not_issue_it_sends_nothing_down(facts: Facts, who: str) -> None:
    person: User = factories.officer(facts.first if "commune" in who else facts.province)

    with pytest.raises(PermissionDenied):
        actions.derive_plans(
            framework=facts.framework,
            territories=[facts.first],
            by=factories.viewer(person),
            at=factories.NOW,
        )


def test_derived_plan_is_issued_and_owed_by_the_commune(facts: Facts) -> None:
    draft = deriving.issued(facts.derive(facts.first)[0])

    reporting = Assignment.objects.filter(task__plan=draft, reports=True)
    assert {one.unit for one in reporting} == {draft.issuer}


def test_queries_do_not_grow_with_communes_but_for_the_trail(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    province = factories.province()
    above = deriving.framework(province, rows=5)
    communes = [factories.commune(parent=province) for _ in range(12)]
    by = factories.viewer(factories.reviewer(province))

    with django_assert_max_num_queries(40 + len(communes)):
        actions.derive_plans(framework=above, territories=communes, by=by, at=factories.NOW)

    assert Task.objects.count() == 5 * 13
