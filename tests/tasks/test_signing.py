"""Who issues a draft, and whose signature drafts wait for."""

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from plans.access import Role
from plans.models import Membership, Plan, Succession, Territory, User
from tasks import signing
from tasks.access import may_issue_plan
from tests import factories

pytestmark = pytest.mark.django_db


def next_step(person: User, plan: Plan) -> str:
    return signing.next_step(factories.viewer(person), plan)


def waiting(person: User) -> set[str]:
    found = signing.waiting_for(factories.viewer(person))
    return set(found.values_list("number", flat=True))


def test_leader_is_named_by_post_and_name() -> None:
    plan = factories.plan(factories.commune())
    leader = factories.leader(plan.territory)
    Membership.objects.filter(user=leader).update(title="Chủ tịch")

    assert next_step(factories.officer(plan.territory), plan) == (
        "Người ban hành: Chủ tịch Nguyễn Văn A, UBND xã Điềm He;"
        " dự thảo có ở mục “Dự thảo chờ ban hành” trên trang đầu của họ."
    )


def test_two_leaders_are_both_named() -> None:
    plan = factories.plan(factories.commune())
    for name in ("Hoàng Văn Sơn", "Lý Thị Hoa"):
        person = factories.user(full_name=name)
        Membership.objects.create(user=person, unit=plan.issuer, role=Role.LEADER)

    told = next_step(factories.officer(plan.territory), plan)

    assert "Lãnh đạo Hoàng Văn Sơn hoặc Lãnh đạo Lý Thị Hoa, UBND xã Điềm He" in told


def test_document_that_is_over_is_recorded_not_issued() -> None:
    plan = factories.plan(factories.commune(), year=2024)
    factories.leader(plan.territory)

    told = next_step(factories.officer(plan.territory), plan)

    assert told.startswith("Người ghi nhận đã ban hành: Lãnh đạo Nguyễn Văn A")


def test_leader_whose_account_is_closed_or_whose_post_is_over_issues_nothing() -> None:
    plan = factories.plan(factories.commune())
    User.objects.filter(pk=factories.leader(plan.territory).pk).update(is_active=False)
    gone = factories.leader(plan.territory)
    Membership.objects.filter(user=gone).update(valid_to=date(2026, 1, 1))

    assert next_step(factories.officer(plan.territory), plan) == (
        "Chưa có người ban hành: UBND xã Điềm He chưa có lãnh đạo dùng cổng;"
        " hãy đề nghị quản trị hệ thống cấp tài khoản."
    )


def test_office_that_stands_in_is_named() -> None:
    province = factories.province()
    plan = factories.plan(province)
    factories.reviewer(province)

    assert next_step(factories.officer(province), plan) == (
        "UBND tỉnh Lạng Sơn chưa có lãnh đạo dùng cổng nên Sở Nội vụ ban hành thay;"
        " dự thảo có ở mục “Dự thảo chờ ban hành” trên trang Kế hoạch."
    )


def test_who_issues_is_told_nothing() -> None:
    plan = factories.plan(factories.commune())

    assert next_step(factories.leader(plan.territory), plan) == ""


class Places:
    """A province with communes: with a leader, with an officer only, with nobody, and of before."""

    def __init__(self) -> None:
        self.province = factories.province()
        self.led, self.manned, self.empty = (self.commune(name) for name in ("Một", "Hai", "Ba"))
        self.old, self.part = self.commune("Cũ"), self.commune("Lẻ")
        for one, kind in ((self.old, "whole"), (self.part, "part")):
            Succession.objects.create(predecessor=one, successor=self.led, kind=kind)
            Territory.objects.filter(pk=one.pk).update(valid_to=date(2025, 6, 30))
        factories.officer(self.manned)
        everywhere = [self.province, self.led, self.manned, self.empty, self.old, self.part]
        for number, place in enumerate(everywhere):
            factories.plan(place, number=f"{number}/KH-UBND")
            factories.issued_plan(place, number=f"{number}/KH-UBND/2", year=2025)

    def commune(self, name: str) -> Territory:
        return factories.commune(f"Xã {name}", parent=self.province)

    def people(self) -> dict[str, User]:
        committee = factories.committee(self.province)
        both = factories.reviewer(self.province)
        Membership.objects.create(user=both, unit=committee, role=Role.OFFICER)
        return {
            "leader": factories.leader(self.led),
            "officer": factories.officer(self.led),
            "leader of another unit": factories.member(factories.unit(self.led), Role.LEADER),
            "leader above": factories.leader(self.province),
            "reviewer": factories.reviewer(self.province),
            "reviewer and officer": both,
            "auditor": factories.member(committee, Role.AUDITOR),
            "nobody": factories.user(),
        }


def test_drafts_that_wait_are_those_that_may_be_issued() -> None:
    places = Places()

    for who, person in places.people().items():
        drafts = Plan.objects.filter(state=Plan.State.DRAFT)
        viewer = factories.viewer(person)
        may = {one.number for one in drafts if may_issue_plan(viewer, one)}
        assert waiting(person) == may, who


def test_leader_finds_the_own_drafts_and_those_of_what_was_merged_whole() -> None:
    places = Places()

    assert waiting(factories.leader(places.led)) == {"1/KH-UBND", "4/KH-UBND"}


def test_asking_costs_an_officer_no_query(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    viewer = factories.viewer(factories.officer(factories.commune()))

    with django_assert_num_queries(0):
        assert signing.waiting_for(viewer).count() == 0
        assert list(signing.waiting_for(viewer)) == []
