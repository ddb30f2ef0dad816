"""Difficulties of all communes on one page: found, grouped, answered."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from plans.access import Role
from plans.models import Period, Territory, Unit, User
from tasks.models import Answer, Progress
from tests import factories

pytestmark = pytest.mark.django_db
ADDRESS = reverse("tasks:difficulties")


class Facts:
    """A province with an open quarter and three communes; two say the same in other letters."""

    def __init__(self) -> None:
        self.province = factories.province()
        self.period = factories.period(self.province)
        self.framework = factories.framework()
        self.first = self.tell("Xã Một", difficulty="Thiếu kinh phí.", component="1.1")
        self.second = self.tell("Xã Hai", difficulty="THIẾU KINH PHÍ", component="1.2")
        self.third = self.tell("Xã Ba", difficulty="Khó họp thôn", component="2.1")
        self.reviewer = factories.reviewer(self.province)

    def tell(
        self, name: str, *, difficulty: str, component: str = "", proposal: str = ""
    ) -> Progress:
        commune = factories.commune(name, parent=self.province)
        (assignment,) = factories.reporting(factories.issued_plan(commune))
        if component:
            assignment.task.components.add(factories.component(self.framework, component))
        made = factories.recorded(assignment, self.period, difficulty=difficulty)
        Progress.objects.filter(pk=made.pk).update(proposal=proposal)
        return made

    def commune(self, record: Progress) -> Territory:
        return record.assignment.task.plan.territory

    def officer(self, record: Progress) -> User:
        return factories.officer(self.commune(record))


@pytest.fixture
def facts() -> Facts:
    return Facts()


def page(person: User, **query: Any) -> str:
    response = factories.signed_in(person).get(ADDRESS, query)
    assert response.status_code == 200
    return response.content.decode()


def below_the_filters(shown: str) -> str:
    return shown.partition('id="id_progress"')[2]


def send(person: User, *ticked: object, text: str = "Đã bố trí kinh phí", query: str = "") -> Any:
    sent = {"progress": list(map(str, ticked)), "text": text}
    units = person.memberships.values_list("unit", flat=True)
    return factories.signed_in(person).post(ADDRESS + query, {**sent, "unit": units[0]})


def test_difficulties_stand_under_their_dimension_with_place_and_row(facts: Facts) -> None:
    shown = page(facts.reviewer)

    assert "Khó khăn, kiến nghị Quý IV/2026" in shown
    assert ">3 mục</a>" in shown
    assert '<a href="?show=unanswered">3 mục chưa được trả lời</a>' in shown
    listed = below_the_filters(shown)
    order = [listed.index(words) for words in ("1. Nội dung", "Xã Một", "2. Nội dung", "Xã Ba")]
    assert order == sorted(order)
    assert f"{facts.first.assignment.task.get_absolute_url()}#progress-{facts.first.pk}" in shown


@pytest.mark.parametrize(
    ("words", "places"),
    [
        ("kinh phi", {"Xã Một", "Xã Hai"}),
        ("inh phi", set()),
        ("khó họp", {"Xã Ba"}),
        ("ba", {"Xã Ba"}),
        ("a", set()),
    ],
)
def test_words_are_found_from_the_beginning_of_one(
    facts: Facts, words: str, places: set[str]
) -> None:
    listed = below_the_filters(page(facts.reviewer, q=words))

    assert {name for name in ("Xã Một", "Xã Hai", "Xã Ba") if name in listed} == places


def test_same_words_in_other_letters_are_shown_once_and_chosen_together(facts: Facts) -> None:
    shown = page(facts.reviewer)

    assert shown.lower().count("thiếu kinh phí") == 1
    assert f'value="{facts.first.pk},{facts.second.pk}"' in shown
    assert "Chọn cả 2 mục cùng nội dung này" in shown


def test_same_words_with_another_proposal_are_not_the_same(facts: Facts) -> None:
    Progress.objects.filter(pk=facts.second.pk).update(proposal="Xin tập huấn")

    shown = page(facts.reviewer)

    assert shown.lower().count("thiếu kinh phí") == 2
    assert "Xin tập huấn" in shown


def test_task_of_no_dimension_stands_last(facts: Facts) -> None:
    facts.tell("Xã Bốn", difficulty="", proposal="Xin máy tính")

    shown = page(facts.reviewer)

    listed = below_the_filters(shown)
    assert listed.index("2. Nội dung 2") < listed.index("Nhiệm vụ chưa gắn với nội dung")
    assert "Xin máy tính" in page(facts.reviewer, dimension=0)


def test_task_of_two_dimensions_is_told_once_and_found_under_both(facts: Facts) -> None:
    second = factories.component(facts.framework, "2")
    facts.first.assignment.task.components.add(factories.component(facts.framework, "2.2"))

    assert page(facts.reviewer).count(f"#progress-{facts.first.pk}") == 1
    assert "Xã Một" in below_the_filters(page(facts.reviewer, dimension=second.pk))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "kinh phi"}, ["Một", "Hai"]),
        ({"q": "XA BA"}, ["Ba"]),
        ({"q": "không có chữ này"}, []),
        ({"show": "unanswered"}, ["Hai", "Ba"]),
        ({"q": "x" * 20_000}, []),
    ],
)
def test_list_is_narrowed(facts: Facts, query: dict[str, str], found: list[str]) -> None:
    send(facts.reviewer, facts.first.pk)

    shown = page(facts.reviewer, **query)

    records = {"Một": facts.first, "Hai": facts.second, "Ba": facts.third}
    assert [name for name, one in records.items() if f"#progress-{one.pk}" in shown] == found
    assert ("Không có khó khăn, kiến nghị nào như vậy" in shown) is not bool(found)


def test_list_is_narrowed_to_a_place(facts: Facts) -> None:
    shown = page(facts.reviewer, territory=facts.commune(facts.third).pk)

    assert f"#progress-{facts.third.pk}" in shown
    assert f"#progress-{facts.first.pk}" not in shown


@pytest.mark.parametrize("name", ["territory", "dimension"])
@pytest.mark.parametrize("value", ["x", "-1", "9" * 30, "%00"])
def test_nonsense_number_finds_nothing(facts: Facts, name: str, value: str) -> None:
    assert factories.signed_in(facts.reviewer).get(ADDRESS, {name: value}).status_code == 404


def test_what_was_ticked_is_answered_at_once_and_leads_back(facts: Facts) -> None:
    both = f"{facts.first.pk},{facts.second.pk}"

    response = send(facts.reviewer, both, facts.first.pk, query="?q=kinh")

    assert response["Location"] == f"{ADDRESS}?q=kinh"
    assert Answer.objects.get().progress.count() == 2
    shown = page(facts.reviewer)
    assert ">1 mục chưa được trả lời</a>" in shown
    assert shown.count("Đã bố trí kinh phí") == 1


def test_answer_to_some_of_those_says_to_whom(facts: Facts) -> None:
    send(facts.reviewer, facts.second.pk)

    assert "(cho Xã Hai)" in page(facts.reviewer)


def test_commune_reads_its_answer_here_and_with_its_task(facts: Facts) -> None:
    send(facts.reviewer, facts.first.pk, text="Đã bố trí <b>20</b> triệu")
    officer = facts.officer(facts.first)

    shown = page(officer)
    task = factories.signed_in(officer).get(facts.first.assignment.task.get_absolute_url())

    assert "Đã bố trí &lt;b&gt;20&lt;/b&gt; triệu" in shown
    assert "Xã Hai" not in shown
    assert "Gửi trả lời" not in shown
    assert "Đã bố trí &lt;b&gt;20&lt;/b&gt; triệu" in task.content.decode()


@pytest.mark.parametrize(
    ("ticked", "text", "sentence"),
    [
        (True, "", "Ghi nội dung trả lời."),
        (True, "x" * 10_001, "cho phép tối đa 10000"),
        (False, "Đã bố trí", "Đánh dấu ít nhất một khó khăn"),
        ("1,x", "Đã bố trí", "Tải lại trang rồi chọn lại"),
        ("9" * 40, "Đã bố trí", "Tải lại trang rồi chọn lại"),
        (",".join(map(str, range(2_002))), "Đã bố trí", "quá 2000 mục"),
    ],
)
def test_answer_that_cannot_be_sent_keeps_what_was_typed_and_ticked(
    facts: Facts, ticked: bool | str, text: str, sentence: str
) -> None:
    chosen = [facts.first.pk] if ticked is True else [ticked] if ticked else []

    response = send(facts.reviewer, *chosen, text=text)

    shown = response.content.decode()
    assert response.status_code == 422
    assert sentence in shown
    assert text in shown
    assert ("checked" in shown) is (ticked is True)
    assert not Answer.objects.exists()


def test_difficulty_taken_out_meanwhile_is_told(facts: Facts) -> None:
    Progress.objects.filter(pk=facts.first.pk).update(difficulty="")

    response = send(facts.reviewer, facts.first.pk, facts.second.pk)

    assert response.status_code == 422
    assert "UBND xã Một không còn ghi khó khăn" in response.content.decode()
    assert not Answer.objects.exists()


def test_guiding_department_answers_what_it_guides_and_finds_nothing_else(facts: Facts) -> None:
    health = factories.unit(facts.province, "Sở Y tế", kind=Unit.Kind.DEPARTMENT)
    assignment = facts.first.assignment
    factories.given(assignment.task, health, role="guide")
    person = factories.member(health, Role.SECTOR)

    assert "Xã Hai" not in page(person)
    assert send(person, facts.second.pk).status_code == 404
    assert send(person, facts.first.pk).status_code == 302
    assert Answer.objects.get().unit == health


@pytest.mark.parametrize("role", ["officer", "auditor"])
def test_who_only_reads_sends_no_answer(facts: Facts, role: str) -> None:
    inspectorate = factories.unit(facts.province, "Thanh tra tỉnh", kind=Unit.Kind.DEPARTMENT)
    person = {
        "officer": facts.officer(facts.first),
        "auditor": factories.member(inspectorate, Role.AUDITOR),
    }[role]

    assert send(person, facts.first.pk).status_code == 403
    assert not Answer.objects.exists()


def test_unit_that_is_not_the_answerers_is_refused(facts: Facts) -> None:
    sent = {"progress": facts.first.pk, "text": "x", "unit": factories.committee(facts.province).pk}

    response = factories.signed_in(facts.reviewer).post(ADDRESS, sent)

    assert response.status_code == 422
    assert not Answer.objects.exists()


def test_who_holds_two_posts_says_for_which(facts: Facts) -> None:
    facts.reviewer.memberships.create(unit=factories.committee(facts.province), role=Role.REVIEWER)

    shown = page(facts.reviewer)

    assert 'for="id_unit"' in shown
    assert ">UBND tỉnh Lạng Sơn</option>" in shown


def test_period_without_difficulties_says_what_belongs_here() -> None:
    province = factories.province()
    factories.period(province)

    assert "Chưa nơi nào nêu khó khăn" in page(factories.reviewer(province))


def test_without_a_period_the_page_says_so() -> None:
    assert "Chưa có kỳ báo cáo nào" in page(factories.reviewer(factories.province()))


def test_other_period_has_its_own(facts: Facts) -> None:
    other = factories.period(facts.province, ordinal=3, state=Period.State.CLOSED)

    assert "Khó khăn, kiến nghị Quý III/2026" in page(facts.reviewer, period=other.pk)


def test_long_list_comes_in_sheets(facts: Facts) -> None:
    commune = factories.commune("Xã Dài", parent=facts.province)
    plan = factories.issued_plan(commune, tasks=51)
    for assignment in factories.reporting(plan):
        factories.recorded(assignment, facts.period, difficulty="Như nhau")

    first = page(facts.reviewer, territory=commune.pk)

    assert "dòng 1–50 trong 51" in first
    assert "Chọn cả 51 mục cùng nội dung này" in first
    assert "51) Nhiệm vụ 51" in page(facts.reviewer, territory=commune.pk, page=2)


def test_visitor_signs_in_first() -> None:
    assert Client().get(ADDRESS)["Location"] == f"/accounts/login/?next={ADDRESS}"


def test_number_of_queries_is_the_same_for_few_and_for_many(facts: Facts) -> None:
    counts = []
    for _ in range(2):
        send(facts.reviewer, facts.first.pk)
        client = factories.signed_in(facts.reviewer)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(ADDRESS).status_code == 200
        counts.append(len(queries))
        for number in range(30):
            facts.tell(f"Xã số {number}", difficulty=f"Vướng {number}", component="1.1")
        send(facts.reviewer, facts.second.pk, facts.third.pk, text="Đợt hai")
    assert counts[0] == counts[1] <= 10
