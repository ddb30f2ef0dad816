"""Answer difficulties: one text to many, all or none, kept as said."""

import pytest
from django.core.exceptions import PermissionDenied

from plans.access import Role
from plans.models import Event, Unit, User
from tasks import actions
from tasks.models import Answer, Progress
from tests import factories

pytestmark = pytest.mark.django_db


class Facts:
    """Two communes that tell of a difficulty, one row each, and Sở Nội vụ above them."""

    def __init__(self) -> None:
        self.province = factories.province()
        self.communes = [
            factories.commune(name, parent=self.province) for name in ("Xã Một", "Xã Hai")
        ]
        self.period = factories.period(self.province)
        self.records = [
            factories.recorded(
                factories.reporting(factories.issued_plan(commune))[0],
                self.period,
                difficulty="Thiếu kinh phí",
            )
            for commune in self.communes
        ]
        self.reviewer = factories.reviewer(self.province)
        self.office = Unit.objects.get(name="Sở Nội vụ")

    def answer(
        self,
        text: str = "Đã bố trí kinh phí",
        *,
        to: list[Progress] | None = None,
        by: User | None = None,
        unit: Unit | None = None,
    ) -> Answer:
        return actions.answer_difficulties(
            progress=self.records if to is None else to,
            text=text,
            unit=unit or self.office,
            by=factories.viewer(by or self.reviewer),
            at=factories.NOW,
        )


@pytest.fixture
def facts() -> Facts:
    return Facts()


def answers() -> int:
    return Answer.objects.count()


def test_one_answer_goes_to_many_and_each_commune_has_its_entry(facts: Facts) -> None:
    answer = facts.answer()

    assert set(answer.progress.all()) == set(facts.records)
    entries = Event.objects.filter(verb="difficulty.answer").order_by("pk")
    assert [one.territory for one in entries] == facts.communes
    assert entries[0].sentence == (
        "thay mặt Sở Nội vụ trả lời khó khăn, kiến nghị của xã Một ở 1 nhiệm vụ, Quý IV/2026:"
        " Đã bố trí kinh phí"
    )
    assert entries[0].details["records"][0]["difficulty"] == "Thiếu kinh phí"


def test_answer_sent_twice_is_kept_once(facts: Facts) -> None:
    assert facts.answer() == facts.answer()
    assert answers() == 1
    assert Event.objects.filter(verb="difficulty.answer").count() == 2


def test_same_text_to_others_and_another_text_are_new_answers(facts: Facts) -> None:
    facts.answer(to=facts.records[:1])
    facts.answer()
    facts.answer("Bổ sung: gửi dự toán trước ngày 30/11")

    assert answers() == 3
    assert facts.records[0].answers.count() == 3


@pytest.mark.parametrize("text", ["", " \n "])
def test_answer_says_something(facts: Facts, text: str) -> None:
    with pytest.raises(actions.LockedError, match="nội dung trả lời"):
        facts.answer(text)


def test_answer_is_to_something(facts: Facts) -> None:
    with pytest.raises(actions.LockedError, match="ít nhất một"):
        facts.answer(to=[])


def test_difficulty_taken_out_meanwhile_stops_all(facts: Facts) -> None:
    Progress.objects.filter(pk=facts.records[1].pk).update(difficulty="")

    with pytest.raises(actions.LockedError, match=r"UBND xã Hai không còn ghi.*bỏ chọn"):
        facts.answer()
    assert answers() == 0


def test_proposal_alone_is_answered_too(facts: Facts) -> None:
    Progress.objects.update(difficulty="", proposal="Đề nghị tập huấn")

    assert facts.answer().progress.count() == 2


def test_department_answers_only_what_it_guides(facts: Facts) -> None:
    health = factories.unit(facts.province, "Sở Y tế", kind=Unit.Kind.DEPARTMENT)
    person = factories.member(health, Role.SECTOR)
    with pytest.raises(PermissionDenied):
        facts.answer(by=person, unit=health)

    assignment = facts.records[0].assignment
    factories.given(assignment.task, health, role="guide")

    assert facts.answer(by=person, unit=health, to=facts.records[:1]).unit == health
    with pytest.raises(PermissionDenied):
        facts.answer(by=person, unit=health)
    assert answers() == 1


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.ADMIN])
def test_who_reads_everything_below_does_not_therefore_answer(facts: Facts, role: Role) -> None:
    with pytest.raises(PermissionDenied):
        facts.answer(by=factories.member(facts.office, role))


@pytest.mark.parametrize("role", [Role.OFFICER, Role.LEADER, Role.REVIEWER])
def test_commune_does_not_answer_itself(facts: Facts, role: Role) -> None:
    own = factories.committee(facts.communes[0])

    with pytest.raises(PermissionDenied):
        facts.answer(by=factories.member(own, role), unit=own, to=facts.records[:1])


def test_nobody_answers_in_the_name_of_another_unit(facts: Facts) -> None:
    with pytest.raises(PermissionDenied):
        facts.answer(unit=factories.committee(facts.province))


def test_department_of_a_province_plan_is_answered_by_another_one() -> None:
    province = factories.province()
    health = factories.unit(province, "Sở Y tế", kind=Unit.Kind.DEPARTMENT)
    plan = factories.plan(province)
    factories.task(plan, lead=health)
    actions.issue_plan(plan=plan, by=None, at=factories.NOW)
    (assignment,) = factories.reporting(plan)
    record = factories.recorded(assignment, factories.period(province), difficulty="Thiếu người")
    reviewer, own = factories.reviewer(province), factories.member(health, Role.REVIEWER)
    office = Unit.objects.get(name="Sở Nội vụ")

    given = actions.answer_difficulties(
        progress=[record],
        text="Đã bổ sung",
        unit=office,
        by=factories.viewer(reviewer),
        at=factories.NOW,
    )

    assert Event.objects.about(given).get().territory == province
    with pytest.raises(PermissionDenied):
        actions.answer_difficulties(
            progress=[record],
            text="Tự trả lời",
            unit=health,
            by=factories.viewer(own),
            at=factories.NOW,
        )
