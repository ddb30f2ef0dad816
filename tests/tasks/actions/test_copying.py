"""Copying a plan into a draft: to amend it, or for another year."""

import json
from contextlib import suppress
from datetime import date
from decimal import Decimal

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied

from indicators.actions import load_indexes
from indicators.models import Framework, Target
from papi_portal.text import fold
from plans.models import Event, Plan, PlanBasis, PlanSection, Unit
from tasks import actions
from tasks.actions.copying import cited, moved_days, moved_years
from tasks.actions.row_copies import Copy, copy_rows
from tasks.models import Party, Task
from tasks.reports import drafting
from tests import factories
from tests.tasks.citing import cite

pytestmark = pytest.mark.django_db
Relation = PlanBasis.Relation


def full_plan() -> Plan:
    """Return an issued plan with headings, rows of all sorts, grounds and a promise."""
    commune = factories.commune()
    made = factories.framework()
    plan = factories.plan(commune, number="12/KH-UBND")
    Plan.objects.filter(pk=plan.pk).update(
        subject="Nâng cao PAPI năm 2026", appendix_title="PHỤ LỤC NĂM 2026", recipients=["Lưu: VT"]
    )
    plan.refresh_from_db()
    PlanSection.objects.create(plan=plan, part="body", position=1, label="I", heading="MỤC ĐÍCH")
    top = PlanSection.objects.create(plan=plan, part="body", position=2, label="II", heading="VIỆC")
    PlanSection.objects.create(
        plan=plan, part="body", position=3, label="1", heading="Việc chung", parent=top
    )
    task = factories.task(plan, components=(factories.component(made, "1.1"),))
    factories.party(task, Party.Role.SUPPORT, group=Party.Group.ASSOCIATIONS)
    factories.party(task, Party.Role.GUIDE, text="Sở nào đó")
    factories.task(plan, ends_on=date(2026, 6, 30))
    Task.objects.filter(plan=plan).update(output="Báo cáo", note="Hằng quý")
    cite(plan, None, Relation.RESTS_ON, "Căn cứ Luật")
    Target.objects.create(
        plan=plan,
        component=factories.component(made, "1"),
        position=1,
        year=2026,
        kind=Target.Kind.SCORE_MIN,
        value=Decimal("5.5"),
        text="từ 5,5 điểm",
    )
    return actions.issue_plan(plan=plan, by=None, at=factories.NOW)


def words(plan: Plan) -> list[tuple[object, ...]]:
    """Return all that the rows of a plan say, without keys."""
    return [
        (
            task.position,
            task.section and task.section.title,
            *(getattr(task, name) for name in ("label", "title", "text", "lead_text", "output")),
            *(task.deadline_text, task.deadline_kind, task.note),
            *(one.code for one in task.components.all()),
            *(
                (one.role, one.position, one.text, one.unit, one.group)
                for one in task.parties.all()
            ),
        )
        for task in plan.tasks.order_by("position")
    ]


def test_amendment_is_a_whole_copy_linked_row_by_row() -> None:
    plan = full_plan()
    before = words(plan)

    draft = actions.amend_plan(
        plan=plan, by=factories.viewer(factories.officer(plan.territory)), at=factories.NOW
    )

    assert (draft.state, draft.number, draft.issued_on) == ("draft", "", None)
    assert (draft.subject, draft.recipients) == (plan.subject, plan.recipients)
    assert words(draft) == before == words(plan)
    assert [one.origin for one in draft.tasks.order_by("position")] == list(
        plan.tasks.order_by("position")
    )
    assert [one.title for one in draft.sections.order_by("-part", "position")] == [
        one.title for one in plan.sections.order_by("-part", "position")
    ]
    inner = draft.sections.get(heading="Việc chung")
    assert inner.parent
    assert (inner.parent.plan, inner.parent.heading) == (draft, "VIỆC")
    assert draft.targets.get().text == "từ 5,5 điểm"
    assert plan.targets.count() == 1


def test_amendment_cites_what_it_amends_and_keeps_the_grounds() -> None:
    plan = full_plan()

    draft = actions.amend_plan(
        plan=plan, by=factories.viewer(factories.officer(plan.territory)), at=factories.NOW
    )

    first, second = draft.bases.order_by("position")
    assert (first.relation, first.document, first.number) == ("amends", plan, "12/KH-UBND")
    assert first.text == (
        "Sửa đổi, bổ sung Kế hoạch số 12/KH-UBND ngày 15/1/2026 của UBND xã Điềm He."
    )
    assert (second.relation, second.text) == ("rests_on", "Căn cứ Luật")
    assert plan.bases.count() == 1
    event = Event.objects.about(draft).get()
    assert event.sentence == "lập dự thảo sửa đổi, bổ sung Kế hoạch số 12/KH-UBND"


def test_second_amendment_waits_for_the_first() -> None:
    plan = full_plan()
    by = factories.viewer(factories.officer(plan.territory))
    actions.amend_plan(plan=plan, by=by, at=factories.NOW)

    with pytest.raises(actions.LockedError, match="Đã có dự thảo sửa đổi, bổ sung"):
        actions.amend_plan(plan=plan, by=by, at=factories.NOW)

    assert Plan.objects.count() == 2


@pytest.mark.parametrize(("state", "copied"), [("replaced", False), ("closed", True)])
def test_plan_that_ended_is_copied_unless_another_took_its_place(state: str, copied: bool) -> None:
    plan = full_plan()
    Plan.objects.update(state=state, ended_on=factories.TODAY, end_reason="Hết việc")
    by = factories.viewer(factories.officer(plan.territory))

    with suppress(actions.LockedError):
        actions.copy_plan(plan=plan, year=2027, by=by, at=factories.NOW)

    assert Plan.objects.filter(year_from=2027).exists() is copied


@pytest.mark.parametrize("state", ["draft", "replaced", "closed"])
def test_only_a_plan_in_force_is_amended(state: str) -> None:
    plan = factories.plan(factories.commune())
    if state != "draft":
        Plan.objects.filter(pk=plan.pk).update(
            state=state, ended_on=factories.TODAY, end_reason="Hết việc"
        )
    plan.refresh_from_db()
    by = factories.viewer(factories.officer(plan.territory))

    with pytest.raises(actions.LockedError, match="không lập được bản mới"):
        actions.amend_plan(plan=plan, by=by, at=factories.NOW)


def test_issued_amendment_ends_what_it_amends() -> None:
    plan = full_plan()
    draft = actions.amend_plan(
        plan=plan, by=factories.viewer(factories.officer(plan.territory)), at=factories.NOW
    )
    Plan.objects.filter(pk=draft.pk).update(issued_on=factories.TODAY)

    actions.issue_plan(plan=draft, by=None, at=factories.NOW)

    plan.refresh_from_db()
    assert plan.state == Plan.State.REPLACED
    assert plan.tasks.count() == 2


def test_stranger_copies_nothing() -> None:
    plan = full_plan()
    by = factories.viewer(factories.officer(factories.commune()))

    with pytest.raises(PermissionDenied):
        actions.amend_plan(plan=plan, by=by, at=factories.NOW)
    with pytest.raises(PermissionDenied):
        actions.copy_plan(plan=plan, year=2027, by=by, at=factories.NOW)


def test_copy_for_another_year_moves_headings_and_days() -> None:
    plan = full_plan()
    Task.objects.filter(plan=plan, position=2).update(deadline_text="Trước ngày 30/6")

    draft = actions.copy_plan(
        plan=plan,
        year=2027,
        by=factories.viewer(factories.officer(plan.territory)),
        at=factories.NOW,
    )

    assert (draft.year_from, draft.year_to, draft.number, draft.issued_on) == (2027, 2027, "", None)
    assert (draft.subject, draft.appendix_title) == ("Nâng cao PAPI năm 2027", "PHỤ LỤC NĂM 2027")
    basis = draft.bases.get()
    assert (basis.relation, basis.document) == ("continues", plan)
    assert words(draft)[0] == words(plan)[0]
    first, second = draft.tasks.order_by("position")
    assert (first.ends_on, second.ends_on) == (None, date(2027, 6, 30))
    assert second.origin == plan.tasks.get(position=2)
    assert not draft.targets.exists(), "a promise is made anew each year"


def test_copy_to_a_later_version_follows_what_got_another_code() -> None:
    old, new = listed_version("papi-2011"), listed_version("papi-2021")
    moved = old.components.get(code="2.1")
    after = new.components.get(code="2.2")
    plan = factories.plan(factories.commune(), year=2015)
    factories.task(plan, components=(moved,))
    plan = actions.issue_plan(plan=plan, by=None, at=factories.NOW)
    by = factories.viewer(factories.officer(plan.territory))

    draft = actions.copy_plan(plan=plan, year=2021, by=by, at=factories.NOW)

    assert fold(moved.name) == fold(after.name)
    assert list(draft.tasks.get().components.all()) == [after]


def test_copy_to_a_year_of_another_version_keeps_links_of_the_same_code_and_name() -> None:
    old, new = listed_version("papi-2019"), listed_version("papi-2021")
    names = {one.code: fold(one.name) for one in new.components.all()}
    parts = list(old.components.filter(depth=2))
    same = next(one for one in parts if names.get(one.code) == fold(one.name))
    other = next(one for one in parts if not one.followed_by.exists())
    plan = factories.plan(factories.commune(), year=2020)
    for about in ((same,), (other,), (same, other), ()):
        factories.task(plan, components=about)
    plan = actions.issue_plan(plan=plan, by=None, at=factories.NOW)
    officer = factories.officer(plan.territory)

    draft = actions.copy_plan(plan=plan, year=2021, by=factories.viewer(officer), at=factories.NOW)

    kept = new.components.get(code=same.code)
    rows = draft.tasks.order_by("position")
    assert [list(row.components.all()) for row in rows] == [[kept], [], [kept], []]
    assert [row.is_unlinked for row in drafting.build(draft).rows] == [False, True, True, False]
    shown = factories.signed_in(officer).get(f"/plans/{draft.pk}/rows/").content.decode()
    assert "2 nhiệm vụ mất liên kết chỉ số vì bộ tiêu chí đổi" in shown
    assert shown.count(">mất liên kết chỉ số<") == 2

    for row in rows:
        row.components.set(new.components.all()[:2])
    assert drafting.build(draft).unlinked == 0


def listed_version(code: str) -> Framework:
    """Return a version of PAPI as the project lists it."""
    listed = settings.BASE_DIR / "fixtures" / "indexes.json"
    load_indexes(json.loads(listed.read_text(encoding="utf-8")))
    return Framework.objects.get(code=code)


def test_copy_within_a_version_keeps_all_links() -> None:
    plan = full_plan()
    by = factories.viewer(factories.officer(plan.territory))

    draft = actions.copy_plan(plan=plan, year=2027, by=by, at=factories.NOW)

    assert words(draft) == [*words(plan)[:1], *words(draft)[1:]]
    assert drafting.build(draft).unlinked == 0


def test_period_of_years_keeps_its_length() -> None:
    plan = factories.issued_plan(factories.commune())
    Plan.objects.filter(pk=plan.pk).update(year_to=2028, subject="PAPI giai đoạn 2026 - 2028")
    plan.refresh_from_db()

    draft = actions.copy_plan(
        plan=plan,
        year=2029,
        by=factories.viewer(factories.officer(plan.territory)),
        at=factories.NOW,
    )

    assert (draft.years, draft.subject) == ("2029 - 2031", "PAPI giai đoạn 2029 - 2031")


def test_copy_is_made_once_for_a_year() -> None:
    plan = full_plan()
    by = factories.viewer(factories.officer(plan.territory))
    for year in (2027, 2028):
        actions.copy_plan(plan=plan, year=year, by=by, at=factories.NOW)

    with pytest.raises(actions.LockedError, match=r"Đã có dự thảo tiếp tục .* \(năm 2027\)"):
        actions.copy_plan(plan=plan, year=2027, by=by, at=factories.NOW)


def test_unit_that_is_no_more_is_understood_anew_by_its_name() -> None:
    commune = factories.commune()
    plan = factories.plan(commune)
    old, gone = (factories.unit(commune, name) for name in ("Tư pháp xã", "Văn hóa xã"))
    new = factories.unit(commune, "Phòng Tư pháp mới", kind=Unit.Kind.DIVISION)
    Unit.objects.filter(pk=new.pk).update(aliases=["Bộ phận Tư pháp"])
    for unit in (old, gone):
        factories.task(plan, lead=unit)
    Party.objects.filter(unit=old).update(text="Bộ phận Tư pháp")
    actions.issue_plan(plan=plan, by=None, at=factories.NOW)
    Unit.objects.filter(pk__in=[old.pk, gone.pk]).update(valid_to=date(2026, 10, 1))

    draft = actions.copy_plan(
        plan=plan, year=2027, by=factories.viewer(factories.officer(commune)), at=factories.NOW
    )

    units = [task.parties.get().unit for task in draft.tasks.order_by("position")]
    assert units == [new, None], "what is not certain is left to a person"


@pytest.mark.parametrize(
    ("text", "moved"),
    [
        ("PAPI năm 2026", "PAPI năm 2027"),
        ("giai đoạn 2026-2030", "giai đoạn 2027-2031"),
        ("Nghị quyết 12026/NQ", "Nghị quyết 12026/NQ"),
        ("", ""),
    ],
)
def test_years_in_headings_move(text: str, moved: str) -> None:
    assert moved_years(text, 1) == moved


@pytest.mark.parametrize(
    ("deadline", "ends_on", "moved"),
    [
        ("Trước 30/6", date(2026, 6, 30), {"starts_on": None, "ends_on": date(2027, 6, 30)}),
        ("Cuối tháng 2", date(2028, 2, 29), {"starts_on": None, "ends_on": date(2029, 2, 28)}),
        ("Thường xuyên", None, {"starts_on": None, "ends_on": None}),
        ("Trước ngày 30/6/2026", date(2026, 6, 30), {}),
        ("Quý IV năm 2026", date(2026, 12, 31), {}),
    ],
)
def test_days_move_when_the_deadline_names_no_year(
    deadline: str, ends_on: date | None, moved: dict[str, object]
) -> None:
    assert moved_days(Task(deadline_text=deadline, ends_on=ends_on), 1) == moved


def test_plan_without_a_day_is_cited_without_one() -> None:
    plan = factories.plan(factories.commune(), number="12/KH-UBND")
    plan.issued_on = None

    assert cited(plan) == "Kế hoạch số 12/KH-UBND của UBND xã Điềm He"


def test_heading_is_not_copied_without_the_one_it_is_part_of() -> None:
    *_, inner = PlanSection.objects.filter(plan=full_plan()).exclude(parent=None)
    draft = factories.plan(factories.commune())

    with pytest.raises(ValueError, match="part of one that is not copied"):
        copy_rows([Copy(draft, [inner], [], meant=lambda _party: {})])
