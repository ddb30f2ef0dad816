"""Writing a draft as a document, and throwing it away."""

from datetime import date

import pytest
from django.db import IntegrityError

from plans.models import Event, Plan, PlanSection
from tasks import actions
from tasks.models import Task
from tests import factories

pytestmark = pytest.mark.django_db


def test_head_is_saved_and_the_trail_keeps_the_old() -> None:
    plan = factories.plan(factories.commune())
    by = factories.viewer(factories.officer(plan.territory))
    head = {"number": "15/KH-UBND", "issued_on": date(2026, 2, 1), "recipients": ["Lưu: VT"]}

    saved = actions.edit_plan(plan=plan, head=head, version=1, by=by, at=factories.NOW)

    assert (saved.number, saved.issued_on, saved.recipients) == (*head.values(),)
    assert saved.version == 2
    event = Event.objects.about(plan).get()
    assert event.details["number"] == ["", "15/KH-UBND"]
    assert "subject" not in event.details


def test_head_takes_no_field_that_is_not_its_own() -> None:
    plan = factories.plan(factories.commune())
    by = factories.viewer(factories.officer(plan.territory))

    actions.edit_plan(plan=plan, head={"state": "issued"}, version=1, by=by, at=factories.NOW)

    plan.refresh_from_db()
    assert plan.is_draft


def test_head_and_headings_share_the_version_of_the_plan() -> None:
    plan = factories.plan(factories.commune())
    factories.task(plan)
    by = factories.viewer(factories.officer(plan.territory))
    section = PlanSection.objects.get()
    typed = {"label": "2", "heading": "Công khai", "text": "Niêm yết"}

    saved = actions.edit_section(section=section, typed=typed, version=1, by=by, at=factories.NOW)

    assert (saved.title, saved.text) == ("2. Công khai", "Niêm yết")
    event = Event.objects.about(plan).get()
    assert event.details["before"] == ["1. Sự tham gia của người dân", ""]
    with pytest.raises(actions.ConflictError):
        actions.edit_section(section=section, typed=typed, version=1, by=by, at=factories.NOW)
    with pytest.raises(actions.ConflictError):
        actions.edit_plan(plan=plan, head={"subject": "X"}, version=1, by=by, at=factories.NOW)


def test_draft_is_thrown_away_and_the_place_remembers() -> None:
    commune = factories.commune()
    plan = factories.plan(commune)
    factories.task(plan)
    kept = factories.issued_plan(commune)
    by = factories.viewer(factories.officer(commune))

    actions.discard_draft(plan=plan, by=by, at=factories.NOW)

    assert list(Plan.objects.all()) == [kept]
    assert Task.objects.get().plan == kept
    event = Event.objects.about(commune).get()
    assert event.sentence == (
        "xóa dự thảo Kế hoạch năm 2026 (1 nhiệm vụ): Nâng cao Chỉ số PAPI năm 2026"
    )


def test_number_taken_meanwhile_is_told_and_nothing_is_saved() -> None:
    commune = factories.commune()
    factories.issued_plan(commune, number="12/KH-UBND")
    plan = factories.plan(commune)
    by = factories.viewer(factories.officer(commune))

    with pytest.raises(actions.LockedError, match="cùng loại, cùng số, cùng ngày"):
        actions.edit_plan(
            plan=plan, head={"number": "12/KH-UBND"}, version=1, by=by, at=factories.NOW
        )

    plan.refresh_from_db()
    assert (plan.number, plan.version) == ("", 1)


def test_another_rule_of_the_database_is_no_matter_of_the_number() -> None:
    plan = factories.plan(factories.commune())
    by = factories.viewer(factories.officer(plan.territory))

    with pytest.raises(IntegrityError):
        actions.edit_plan(plan=plan, head={"year_to": 2020}, version=1, by=by, at=factories.NOW)


def test_heading_is_not_added_twice_by_two_clicks() -> None:
    plan = factories.plan(factories.commune())
    by = factories.viewer(factories.officer(plan.territory))
    typed = {"label": "2", "heading": "Công khai", "text": ""}

    actions.add_section(plan=plan, typed=typed, version=1, by=by, at=factories.NOW)
    with pytest.raises(actions.ConflictError):
        actions.add_section(plan=plan, typed=typed, version=1, by=by, at=factories.NOW)

    assert plan.sections.count() == 1
