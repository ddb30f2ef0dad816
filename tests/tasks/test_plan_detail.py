"""A plan: what it is, what it rests on, its text and its appendix."""

from typing import Any

import pytest
from django.test import Client

from plans.access import Role
from plans.models import Plan, PlanBasis, PlanSection, User
from tasks import actions
from tests import factories

pytestmark = pytest.mark.django_db


def page(plan: Plan, person: User) -> str:
    response = factories.signed_in(person).get(plan.get_absolute_url())
    assert response.status_code == 200
    return response.content.decode()


def cite(plan: Plan, document: Plan | None, text: str) -> None:
    PlanBasis.objects.create(
        plan=plan,
        position=plan.bases.count() + 1,
        relation=PlanBasis.Relation.CARRIES_OUT,
        text=text,
        document=document,
    )


def test_plan_shows_its_facts_text_appendix_and_trail() -> None:
    commune = factories.commune()
    plan = factories.plan(commune, number="354/KH-UBND")
    plan.signatory_post, plan.signatory = "CHỦ TỊCH", "Triệu Lê Phụng"
    plan.recipients = ["Phòng Nội vụ", "Lưu: VT"]
    plan.opening, plan.closing = "UBND xã xây dựng kế hoạch như sau:", "Trên đây là kế hoạch./."
    plan.save()
    PlanSection.objects.create(
        plan=plan, part="body", position=1, label="I", heading="MỤC ĐÍCH", text="Nâng cao."
    )
    factories.task(plan)
    actions.issue_plan(plan=plan, by=None, at=factories.NOW)

    shown = page(plan, factories.officer(commune))

    for words in (
        "Kế hoạch số 354/KH-UBND",
        "CHỦ TỊCH Triệu Lê Phụng",
        "Phòng Nội vụ; Lưu: VT",
        "UBND xã xây dựng kế hoạch như sau:",
        "I. MỤC ĐÍCH",
        "Nâng cao.",
        "Trên đây là kế hoạch./.",
        "- Niêm yết công khai.",
        "ban hành Kế hoạch số 354/KH-UBND, giao 1 nhiệm vụ (1 lượt)",
    ):
        assert words in shown


def test_cited_plan_is_a_link_only_for_who_may_read_it() -> None:
    province = factories.province()
    own, other = (factories.commune(parent=province) for _ in range(2))
    plan, above, foreign = (factories.issued_plan(place) for place in (own, province, other))
    cite(plan, above, "Thực hiện kế hoạch của tỉnh")
    cite(plan, foreign, "Theo gương xã bạn")
    cite(plan, None, "Căn cứ Luật")

    shown = page(plan, factories.officer(own))

    assert f'<a href="{above.get_absolute_url()}">Thực hiện kế hoạch của tỉnh</a>' in shown
    assert foreign.get_absolute_url() not in shown
    assert "<p>Theo gương xã bạn</p>" in shown
    assert "<p>Căn cứ Luật</p>" in shown
    assert f'<a href="{foreign.get_absolute_url()}">' in page(plan, factories.reviewer(province))


def test_plan_is_cited_by_those_one_may_read() -> None:
    province = factories.province()
    own, other = (factories.commune(parent=province) for _ in range(2))
    above = factories.issued_plan(province)
    mine, foreign = (factories.issued_plan(place) for place in (own, other))
    for plan in (mine, foreign):
        cite(plan, above, "Thực hiện")

    shown = page(above, factories.officer(own))

    assert mine.get_absolute_url() in shown
    assert foreign.get_absolute_url() not in shown


def test_illustration_is_marked() -> None:
    commune = factories.commune()
    plan = factories.issued_plan(commune)
    assert "Bản minh họa của cổng" not in page(plan, factories.officer(commune))

    Plan.objects.update(is_illustration=True)
    assert "Bản minh họa của cổng" in page(plan, factories.officer(commune))


def test_colleague_of_another_unit_reads_the_plan_without_its_trail() -> None:
    commune = factories.commune()
    plan = factories.issued_plan(commune)

    shown = page(plan, factories.member(factories.unit(commune)))

    assert "Nhiệm vụ 1" in shown
    assert "Nhật ký" not in shown


def test_auditor_reads_the_plan() -> None:
    commune = factories.commune()
    assert commune.parent is not None
    plan = factories.issued_plan(commune)
    inspection = factories.unit(commune.parent, "Thanh tra tỉnh", kind="department")

    assert "Nhiệm vụ 1" in page(plan, factories.member(inspection, Role.AUDITOR))


@pytest.mark.parametrize(
    ("is_leader", "is_draft", "acts"),
    [
        (False, True, {"rows", "edit", "discard"}),
        (True, True, {"rows", "edit", "discard", "issue"}),
        (False, False, {"amend", "copy"}),
        (True, False, {"amend", "copy", "close"}),
    ],
)
def test_acts_are_offered_by_state_and_right(
    is_leader: bool, is_draft: bool, acts: set[str]
) -> None:
    commune = factories.commune()
    plan = factories.plan(commune) if is_draft else factories.issued_plan(commune)
    person = factories.leader(commune) if is_leader else factories.officer(commune)

    shown = page(plan, person)

    all_acts = ("rows", "edit", "discard", "issue", "amend", "copy", "close")
    offered = {act for act in all_acts if f'href="/plans/{plan.pk}/{act}/"' in shown}
    assert offered == acts


def test_replaced_plan_says_by_what_and_is_still_read() -> None:
    commune = factories.commune()
    old, new = factories.issued_plan(commune, number="1/KH"), factories.plan(commune, number="2/KH")
    factories.task(new)
    cite(new, old, "Thay thế Kế hoạch số 1/KH")
    new.bases.update(relation=PlanBasis.Relation.REPLACES)
    actions.issue_plan(plan=new, by=None, at=factories.NOW)
    officer = factories.officer(commune)

    shown = page(old, officer)

    assert "đã được thay thế" in shown
    assert "từ 21/11/2026: Thay thế bằng Kế hoạch số 2/KH của UBND xã Điềm He" in shown
    assert f'<dd><a href="{new.get_absolute_url()}">Kế hoạch số 2/KH, UBND xã Điềm He</a>' in shown
    assert "Nhiệm vụ 1" in shown
    assert "<dt>Thay thế</dt>" in page(new, officer)


@pytest.mark.parametrize("suffix", ["", "appendix/", "appendix.pdf"])
def test_stranger_finds_nothing(suffix: str) -> None:
    commune = factories.commune()
    address = factories.issued_plan(commune).get_absolute_url() + suffix
    stranger = factories.signed_in(factories.officer(factories.commune(parent=commune.parent)))

    assert stranger.get(address).status_code == 404
    assert Client().get(address).status_code == 302


@pytest.mark.parametrize("suffix", ["", "appendix/", "appendix.pdf"])
def test_draft_is_found_by_the_ubnd_and_not_by_its_units(suffix: str) -> None:
    commune = factories.commune()
    address = factories.plan(commune).get_absolute_url() + suffix
    colleague = factories.signed_in(factories.member(factories.unit(commune)))

    assert factories.signed_in(factories.officer(commune)).get(address).status_code == 200
    assert colleague.get(address).status_code == 404


@pytest.mark.parametrize("suffix", ["", "appendix/", "appendix.pdf"])
@pytest.mark.parametrize("number", ["0", "9" * 25])
def test_number_that_names_nothing_is_not_found(suffix: str, number: str) -> None:
    client = factories.signed_in(factories.officer(factories.commune()))

    assert client.get(f"/plans/{number}/{suffix}").status_code == 404


def test_markup_in_a_plan_is_shown_as_text() -> None:
    commune = factories.commune()
    plan = factories.plan(commune, number="<b>1</b>")
    nasty: dict[str, Any] = dict.fromkeys(("subject", "opening", "closing"), "<script>x()</script>")
    Plan.objects.filter(pk=plan.pk).update(**nasty, recipients=["<i>Lưu</i>"])
    factories.task(plan, text="<script>x()</script>")

    shown = page(plan, factories.officer(commune))

    assert "<script>x()" not in shown
    assert "&lt;script&gt;x()" in shown
    assert "&lt;b&gt;1&lt;/b&gt;" in shown
    assert "&lt;i&gt;Lưu" in shown
