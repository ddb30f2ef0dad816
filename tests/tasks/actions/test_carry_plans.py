"""Carrying the open plans of merged communes over, with the real lists of Lạng Sơn."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from plans.models import Event, Period, Plan, PlanSection, Succession, Territory, Unit
from tasks import actions
from tasks.demo import ground
from tasks.models import Assignment, Party, Task
from tasks.reports import appendix
from tests import factories
from tests.tasks import merging

pytestmark = pytest.mark.django_db
LIEN_HOI, DIEM_HE = "06268", "06280"


class Facts:
    """Xã Liên Hội of huyện Văn Quan with a running plan, and xã Điềm He that took it in."""

    def __init__(self) -> None:
        ground.load_territories(factories.NOW)
        self.old = merging.commune(LIEN_HOI, before=True)
        self.new = merging.commune(DIEM_HE, before=False)
        self.plan = merging.old_plan(LIEN_HOI, tasks=2)
        self.by = factories.viewer(factories.officer(self.new), merging.AFTER.date())

    def carry(self, *plans: Plan, tasks: list[Task] | None = None, **changes: Any) -> Plan:
        plans = plans or (self.plan,)
        wanted: dict[str, Any] = {
            "plans": plans,
            "to": self.new,
            "tasks": tasks if tasks is not None else list(Task.objects.filter(plan__in=plans)),
            "by": self.by,
            "at": merging.AFTER,
        }
        return actions.carry_plans(**{**wanted, **changes})


@pytest.fixture
def facts(db: None) -> Facts:
    return Facts()


def test_draft_of_the_successor_goes_on_row_by_row(facts: Facts) -> None:
    Plan.objects.update(subject="Nâng cao PAPI năm 2025, trên địa bàn xã Liên Hội")

    draft = facts.carry()

    assert (draft.territory, draft.issuer.name) == (facts.new, "UBND xã Điềm He")
    assert (draft.state, draft.years, draft.place) == ("draft", "2025", "Điềm He")
    assert draft.subject == "Nâng cao PAPI năm 2025, trên địa bàn xã Điềm He"
    assert [one.origin for one in draft.tasks.order_by("position")] == list(
        facts.plan.tasks.order_by("position")
    )
    basis = draft.bases.get()
    assert (basis.relation, basis.document) == ("continues", facts.plan)
    assert basis.text == ("Tiếp tục Kế hoạch số 354/KH-UBND ngày 15/1/2025 của UBND xã Liên Hội.")
    event = Event.objects.about(draft).get()
    assert event.sentence == "lập dự thảo tiếp nhận 2 nhiệm vụ từ kế hoạch của xã Liên Hội"


def test_parties_are_understood_in_the_new_commune(facts: Facts) -> None:
    old_police = factories.unit(facts.old, "Công an xã")
    district = facts.old.parent
    assert district
    interior = factories.unit(district, "Phòng Nội vụ huyện", kind=Unit.Kind.DIVISION)
    justice = factories.unit(facts.old, "Tư pháp - Hộ tịch", kind=Unit.Kind.POST)
    task = facts.plan.tasks.order_by("position")[0]
    for unit in (old_police, interior, justice):
        factories.party(task, Party.Role.SUPPORT, unit=unit)
    factories.party(task, Party.Role.SUPPORT, group=Party.Group.ASSOCIATIONS, text="Đoàn thể")
    police = factories.unit(facts.new, "Công an xã")

    draft = facts.carry()

    parties = draft.tasks.order_by("position")[0].parties.order_by("role", "position")
    assert [(one.text, one.unit, one.group) for one in parties] == [
        ("UBND xã Liên Hội", draft.issuer, ""),
        ("Công an xã", police, ""),
        ("Phòng Nội vụ huyện", None, ""),
        ("Tư pháp - Hộ tịch", None, ""),
        ("Đoàn thể", None, "associations"),
    ]


def test_headings_of_several_plans_are_joined(facts: Facts) -> None:
    other = merging.old_plan("06256", number="12/KH-UBND")
    own = PlanSection.objects.create(
        plan=other, part="appendix", position=2, heading="Chỉ có ở đây"
    )
    PlanSection.objects.create(plan=other, part="body", position=1, heading="MỤC ĐÍCH")
    inner = PlanSection.objects.create(
        plan=other,
        part="appendix",
        position=3,
        heading="Bên trong",
        parent=other.sections.get(part="appendix", position=1),
    )
    for section in (own, inner):
        Task.objects.filter(pk=factories.task(other).pk).update(section=section)

    draft = facts.carry(facts.plan, other)

    rows = [
        (str(task.section), task.origin and task.origin.plan)
        for task in draft.tasks.order_by("position")
    ]
    first = "1. Sự tham gia của người dân"
    assert rows == [
        (first, other),
        (first, facts.plan),
        (first, facts.plan),
        ("Chỉ có ở đây", other),
        ("Bên trong", other),
    ]
    assert draft.sections.get(heading="Bên trong").parent == draft.sections.get(label="1")
    assert [one.document for one in draft.bases.order_by("position")] == [other, facts.plan]


def test_only_chosen_rows_are_carried(facts: Facts) -> None:
    chosen = facts.plan.tasks.get(position=2)

    draft = facts.carry(tasks=[chosen])

    assert [one.origin for one in draft.tasks.all()] == [chosen]


def test_old_plan_stays_until_the_new_one_is_issued_and_is_then_closed(facts: Facts) -> None:
    draft = facts.carry()
    facts.plan.refresh_from_db()
    assert facts.plan.is_issued

    Plan.objects.filter(pk=draft.pk).update(issued_on=merging.AFTER.date())
    draft.refresh_from_db()
    actions.issue_plan(plan=draft, by=None, at=merging.AFTER)

    facts.plan.refresh_from_db()
    assert (facts.plan.state, facts.plan.ended_on) == ("closed", merging.AFTER.date())
    assert facts.plan.end_reason == f"Tiếp nhận bằng {draft} của UBND xã Điềm He"
    assert {one.unit.name for one in Assignment.objects.filter(task__plan=draft, reports=True)} == {
        "UBND xã Điềm He"
    }


def test_old_names_stay_on_old_pages_and_prints(facts: Facts) -> None:
    draft = facts.carry()
    Plan.objects.filter(pk=draft.pk).update(issued_on=merging.AFTER.date(), number="9/KH-UBND")
    draft.refresh_from_db()
    actions.issue_plan(plan=draft, by=None, at=merging.AFTER)
    facts.plan.refresh_from_db()

    printed = appendix.build(facts.plan)
    assert printed.attached == (
        "(Kèm theo Kế hoạch số 354/KH-UBND ngày 15 tháng 01 năm 2025"
        " của Ủy ban nhân dân xã Liên Hội)"
    )
    assert printed.rows[0].lead == "UBND xã Liên Hội"
    assert "xã Điềm He" in appendix.build(draft).attached


def test_both_chains_work_side_by_side(facts: Facts) -> None:
    """Liên Hội hangs under huyện Văn Quan, Điềm He directly under the province."""
    old_line, new_line = facts.old.line(), facts.new.line()
    assert [one.level for one in old_line] == ["commune", "district", "province"]
    assert [one.level for one in new_line] == ["commune", "province"]
    draft = facts.carry()
    Plan.objects.filter(pk=draft.pk).update(issued_on=merging.AFTER.date())
    draft.refresh_from_db()
    actions.issue_plan(plan=draft, by=None, at=merging.AFTER)
    owing = []
    for province, ends in ((old_line[-1], date(2025, 6, 14)), (new_line[-1], date(2025, 9, 14))):
        period = Period.objects.create(
            territory=province,
            kind=Period.Kind.QUARTER,
            year=2025,
            ordinal=ends.month // 3,
            name=f"Quý {ends.month // 3}",
            data_from=date(2025, 1, 1),
            data_to=ends,
            due_commune_on=ends,
            due_province_on=ends,
            state=Period.State.OPEN,
        )
        owing.append(set(Plan.objects.all().owing_in(period)))

    facts.plan.refresh_from_db()
    assert owing == [{facts.plan}, {draft}], "the second quarter is the old commune's"


def test_second_draft_waits_for_the_first(facts: Facts) -> None:
    facts.carry()

    with pytest.raises(actions.LockedError, match="đã có dự thảo tiếp nhận"):
        facts.carry()

    assert Plan.objects.count() == 2


@pytest.mark.parametrize("why", ["no rows", "of another year", "a draft", "of a stranger"])
def test_what_cannot_be_carried_is_refused(facts: Facts, why: str) -> None:
    plan = facts.plan
    if why == "of another year":
        Plan.objects.update(year_from=2024, year_to=2024)
    elif why == "a draft":
        Plan.objects.update(state="draft")
    elif why == "of a stranger":
        plan = merging.old_plan("12193")

    with pytest.raises(actions.LockedError, match="Chọn ít nhất một nhiệm vụ"):
        facts.carry(plan, tasks=[] if why == "no rows" else None)


def test_row_of_a_plan_that_is_not_given_is_left_out(facts: Facts) -> None:
    foreign = merging.old_plan("12193").tasks.get()

    draft = facts.carry(tasks=[*facts.plan.tasks.all(), foreign])

    assert foreign not in {one.origin for one in draft.tasks.all()}


def test_neighbour_and_reader_carry_nothing(facts: Facts) -> None:
    other = merging.commune("06253", before=False)
    for person in (factories.officer(other), factories.reviewer(facts.new.line()[-1])):
        viewer = factories.viewer(person, merging.AFTER.date())
        with pytest.raises(PermissionDenied):
            facts.carry(by=viewer)


def test_commune_that_got_a_part_reads_and_carries_nothing(facts: Facts) -> None:
    Succession.objects.filter(predecessor=facts.old).update(kind=Succession.Kind.PART)
    by = factories.viewer(factories.officer(facts.new), merging.AFTER.date())

    with pytest.raises(actions.LockedError, match="Chọn ít nhất một nhiệm vụ"):
        facts.carry(by=by)


def test_commune_without_a_ubnd_has_nobody_who_could(facts: Facts) -> None:
    empty = merging.commune("06253", before=False)
    assert not Unit.objects.committees().of(empty).exists()

    with pytest.raises(PermissionDenied):
        facts.carry(to=empty)
    assert Territory.objects.filter(pk=empty.pk).exists()
