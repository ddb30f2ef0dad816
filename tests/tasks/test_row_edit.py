"""The page on which one row of a draft is written."""

from typing import Any

import pytest

from plans.models import Plan, Unit
from tasks.models import Party, Task
from tests import factories

pytestmark = pytest.mark.django_db


class Facts:
    """A draft with one row, led by the UBND and supported by somebody unknown."""

    def __init__(self) -> None:
        self.commune = factories.commune()
        self.task = factories.task(factories.plan(self.commune))
        factories.party(self.task, Party.Role.SUPPORT, text="Ai đó")
        self.client = factories.signed_in(factories.officer(self.commune))
        self.address = f"/tasks/{self.task.pk}/edit/"
        self.typed: dict[str, Any] = {
            "section": self.task.section_id,
            "label": "a)",
            "title": "Tiếp dân",
            "text": "- Họp;\n- Niêm yết.",
            "lead_text": "UBND xã, các đoàn thể",
            "leads": "UBND xã Điềm He",
            "supports": "Ai đó",
            "lead-ubnd-xa-diem-he": f"unit:{self.task.plan.issuer_id}",
            "support-ai-do": "",
            "deadline_text": "Hằng quý",
            "deadline_kind": "quarterly",
            "version": 1,
        }

    def send(self, **changes: Any) -> Any:
        return self.client.post(self.address, {**self.typed, **changes})

    def named(self) -> set[tuple[str, str, int | None, str]]:
        return set(self.task.parties.values_list("role", "text", "unit", "group"))


@pytest.fixture
def facts(db: None) -> Facts:
    return Facts()


def test_row_is_shown_with_what_its_names_mean(facts: Facts) -> None:
    shown = facts.client.get(facts.address).content.decode()

    for words in (
        "- Niêm yết công khai.",
        "“UBND xã Điềm He” là",
        "“Ai đó” là",
        "– chưa xác định –",
        f'<option value="unit:{facts.task.plan.issuer_id}" selected>UBND xã Điềm He</option>',
        '<option value="group:associations">các đoàn thể</option>',
    ):
        assert words in shown


def test_row_is_saved(facts: Facts) -> None:
    made = factories.framework()
    answer = facts.send(components=[factories.component(made, "1.1").pk])

    assert answer["Location"] == f"/plans/{facts.task.plan_id}/rows/#row-{facts.task.pk}"
    facts.task.refresh_from_db()
    assert (facts.task.label, facts.task.text) == ("a)", "- Họp;\n- Niêm yết.")
    assert (facts.task.deadline_kind, facts.task.version) == ("quarterly", 2)
    assert facts.task.lead_text == "UBND xã, các đoàn thể", "what is printed is kept as typed"
    assert [one.code for one in facts.task.components.all()] == ["1.1"]


def test_unknown_name_is_resolved_by_choice(facts: Facts) -> None:
    women = factories.unit(facts.commune, "Hội Phụ nữ", kind=Unit.Kind.ASSOCIATION)

    facts.send(**{"support-ai-do": f"unit:{women.pk}"})
    assert ("support", "Ai đó", women.pk, "") in facts.named()

    facts.send(version=2, **{"support-ai-do": "group:bodies"})
    assert ("support", "Ai đó", None, "bodies") in facts.named()

    facts.send(version=3, supports="")
    assert {role for role, *_ in facts.named()} == {"lead"}


def test_unit_that_nobody_may_choose_is_refused(facts: Facts) -> None:
    foreign = factories.unit(factories.commune(), "Công an xã khác")

    answer = facts.send(**{"support-ai-do": f"unit:{foreign.pk}"})

    assert answer.status_code == 422


def test_who_saves_on_top_of_an_older_version_sees_both(facts: Facts) -> None:
    Task.objects.update(version=7, text="Người khác sửa")
    women = factories.unit(facts.commune, "Hội Phụ nữ", kind=Unit.Kind.ASSOCIATION)
    Party.objects.filter(role="support").update(text="Hội Phụ nữ", unit=women)

    answer = facts.send(supports="Hội Phụ nữ")

    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "<blockquote>Người khác sửa</blockquote>" in shown
    assert "Nhiệm vụ, giải pháp: bản của tôi" in shown
    assert 'name="version" type="hidden" value="7"' in shown

    facts.send(version=7, supports="Hội Phụ nữ")
    facts.task.refresh_from_db()
    assert facts.task.text == "- Họp;\n- Niêm yết."
    assert ("support", "Hội Phụ nữ", women.pk, "") in facts.named(), (
        "a name that came since the page was opened keeps its meaning"
    )


def test_mistakes_are_told_beside_their_fields(facts: Facts) -> None:
    answer = facts.send(text="", deadline_kind="by_date")

    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "Nêu nhiệm vụ, giải pháp." in shown
    assert "Thời hạn theo ngày phải có ngày kết thúc." in shown


def test_row_of_an_issued_plan_leads_back(facts: Facts) -> None:
    Plan.objects.update(state=Plan.State.ISSUED)

    assert facts.send()["Location"] == facts.task.plan.get_absolute_url()


def test_row_seen_only_because_it_was_given_to_one_is_not_found() -> None:
    province = factories.province()
    health = factories.unit(province, "Sở Y tế", kind=Unit.Kind.DEPARTMENT)
    task = factories.task(factories.plan(factories.commune(parent=province)), lead=health)
    client = factories.signed_in(factories.member(health))

    assert client.get(f"/tasks/{task.pk}/edit/").status_code == 404
