"""Handing a post over: one act, no gap, no overlap, and nobody deals themselves rights."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from plans import actions
from plans.access import Role
from plans.models import Event, Membership, Unit, User
from tests import factories

pytestmark = pytest.mark.django_db

TOMORROW = factories.TODAY + timedelta(days=1)


class Facts:
    """A commune's officer, who leaves; a colleague, who comes; and those who may see to it."""

    def __init__(self) -> None:
        self.province = factories.province()
        self.commune = factories.commune(parent=self.province)
        self.officer = factories.officer(self.commune)
        self.post = Membership.objects.get(user=self.officer)
        Membership.objects.update(title="Công chức", valid_from=date(2026, 7, 1))
        self.next = factories.user("nguoi-moi", full_name="Trần Thị B")
        self.reviewer = factories.reviewer(self.province)

    def hand_over(
        self, by: User | None = None, to: User | actions.NewAccount | None = None, **changed: Any
    ) -> Membership:
        return actions.hand_over_post(
            **{
                "membership": self.post,
                "to": to or self.next,
                "on": TOMORROW,
                "by": factories.viewer(by or self.reviewer),
                "at": factories.NOW,
                **changed,
            }
        )

    def refused(self, **changed: Any) -> str:
        """Return why a hand-over is refused; nothing has changed by it."""
        before = list(Membership.objects.order_by("pk").values())
        with pytest.raises(actions.NotHandedOverError) as refusal:
            self.hand_over(**changed)
        assert list(Membership.objects.order_by("pk").values()) == before
        assert not Event.objects.exists()
        return str(refusal.value)


@pytest.fixture
def facts(db: None) -> Facts:
    return Facts()


def records_on(person: User, day: date) -> bool:
    return factories.viewer(person, day).records


def test_rights_pass_from_one_to_the_other_at_midnight(facts: Facts) -> None:
    new = facts.hand_over()

    assert (new.unit, new.role, new.title) == (facts.post.unit, Role.OFFICER, "Công chức")
    assert [records_on(facts.officer, day) for day in (factories.TODAY, TOMORROW)] == [True, False]
    assert [records_on(facts.next, day) for day in (factories.TODAY, TOMORROW)] == [False, True]


def test_both_persons_and_the_place_find_it_in_the_trail(facts: Facts) -> None:
    facts.hand_over()

    begun, ended = Event.objects.all()

    assert [ended.verb, begun.verb] == ["post.end", "post.begin"]
    assert [ended.subject, begun.subject] == [facts.officer, facts.next]
    assert ended.territory == facts.commune
    assert ended.sentence == begun.sentence
    assert ended.sentence == (
        "bàn giao vai trò cán bộ cập nhật, UBND xã Điềm He: Nguyễn Văn A đến hết ngày 21/11/2026,"
        " Trần Thị B từ ngày 22/11/2026"
    )


def test_post_that_ends_some_day_ends_then_for_the_next_holder_too(facts: Facts) -> None:
    Membership.objects.filter(pk=facts.post.pk).update(valid_to=date(2027, 6, 30))

    assert facts.hand_over().valid_to == date(2027, 6, 30)


def test_new_account_opens_to_nobody_until_it_has_a_password(facts: Facts) -> None:
    new = facts.hand_over(to=actions.NewAccount("tran-b", "Trần Thị B", "0912 345 678"))

    assert (new.user.username, new.user.phone) == ("tran-b", "0912 345 678")
    assert not new.user.has_usable_password()
    assert Event.objects.get(verb="person.add").subject == new.user


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"on": date(2026, 7, 1)}, "ngày bàn giao phải sau ngày đó"),
        ({"on": date(2062, 11, 22)}, "cách hôm nay hơn một năm"),
        ({"to": actions.NewAccount("NGUOI-MOI", "Ai đó")}, "đã có người dùng (Trần Thị B)"),
    ],
)
def test_days_and_names_that_do_not_fit_are_refused(
    facts: Facts, changed: dict[str, Any], said: str
) -> None:
    assert said in facts.refused(**changed)


def test_who_holds_the_post_does_not_get_it_again(facts: Facts) -> None:
    assert "đang giữ vai trò này" in facts.refused(to=facts.officer)

    Membership.objects.create(user=facts.next, unit=facts.post.unit, role=Role.OFFICER)
    assert "đã giữ vai trò này tại" in facts.refused()


def test_post_that_has_ended_is_not_handed_over_again(facts: Facts) -> None:
    facts.hand_over()
    third = factories.user("nguoi-ba")

    with pytest.raises(actions.NotHandedOverError, match="không còn gì để bàn giao"):
        facts.hand_over(to=third)


def test_closed_account_gets_nothing(facts: Facts) -> None:
    facts.next.is_active = False
    facts.next.save()

    assert "đang bị khóa" in facts.refused()


def test_nobody_deals_rights_to_themselves(facts: Facts) -> None:
    assert "Không ai tự nhận" in facts.refused(to=facts.reviewer)


def test_accounts_of_superusers_are_theirs(facts: Facts) -> None:
    facts.next.is_superuser = True
    facts.next.save()

    assert "chỉ do quản trị hệ thống" in facts.refused()


@pytest.mark.parametrize(
    "person",
    [
        lambda facts: facts.officer,
        lambda facts: factories.leader(facts.commune),
        lambda facts: factories.reviewer(factories.province("Tỉnh Khác")),
        lambda facts: factories.member(factories.committee(facts.province), Role.AUDITOR),
        lambda facts: factories.member(factories.committee(facts.province), Role.LEADER),
    ],
)
def test_others_hand_nothing_over(facts: Facts, person: Callable[[Facts], User]) -> None:
    with pytest.raises(PermissionDenied):
        facts.hand_over(by=person(facts))


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.AUDITOR, Role.ADMIN])
def test_reviewer_deals_out_no_rights_like_their_own(facts: Facts, role: Role) -> None:
    Membership.objects.filter(pk=facts.post.pk).update(role=role)

    with pytest.raises(PermissionDenied):
        facts.hand_over()


def test_posts_of_the_province_are_handed_over_by_administrators(facts: Facts) -> None:
    department = factories.unit(facts.province, "Sở Y tế", kind=Unit.Kind.DEPARTMENT)
    facts.post = Membership.objects.get(user=factories.member(department, Role.SECTOR))
    with pytest.raises(PermissionDenied):
        facts.hand_over()
    keeper = factories.user("quan-tri")
    keeper.is_staff = True

    assert facts.hand_over(by=keeper).user == facts.next
