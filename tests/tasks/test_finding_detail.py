"""One finding: what is wrong, what was done, what is to be done by whom."""

import pytest

from plans.models import User
from tasks.models import Finding
from tests import factories
from tests.tasks.inspecting import Facts

pytestmark = pytest.mark.django_db
ANSWER, CHECK = "Báo cáo khắc phục", "Kiểm tra lại</a>"


@pytest.fixture
def facts() -> Facts:
    return Facts()


def page(finding: Finding, person: User) -> str:
    response = factories.signed_in(person).get(finding.get_absolute_url())
    assert response.status_code == 200
    return response.content.decode()


def test_page_tells_the_whole_story(facts: Facts) -> None:
    task = factories.issued_plan(facts.commune).tasks.get()
    finding = facts.send_back(facts.answer(facts.record(task=task)))

    shown = page(finding, facts.auditor)

    for words in (
        "Chưa niêm yết thủ tục",
        "Kết luận số 12/KL-TTr, 02/11/2026",
        task.get_absolute_url(),
        "trong hạn (còn 9 ngày)",
        "Đã niêm yết",
        "Thiếu ảnh",
        "kiểm tra lại, chưa đạt",
    ):
        assert words in shown


def test_who_is_to_act_finds_the_button(facts: Facts) -> None:
    finding = facts.record()
    assert ANSWER in page(finding, facts.officer)
    assert CHECK not in page(finding, facts.auditor)

    facts.answer(finding)
    assert "Bổ sung kết quả khắc phục" in page(finding, facts.officer)
    assert CHECK not in page(finding, facts.officer)
    assert CHECK in page(finding, facts.auditor)
    assert ANSWER not in page(finding, facts.auditor)

    facts.close(Finding.objects.get())
    assert "khắc phục</a>" not in page(finding, facts.officer)
    assert CHECK not in page(finding, facts.auditor)


def test_colleague_of_another_unit_and_neighbour_do_not_find_it(facts: Facts) -> None:
    address = facts.record().get_absolute_url()
    neighbour = factories.officer(factories.commune(parent=facts.province))

    for person in (neighbour, factories.member(factories.unit(facts.commune))):
        assert factories.signed_in(person).get(address).status_code == 404


def test_page_takes_no_post(facts: Facts) -> None:
    address = facts.record().get_absolute_url()

    assert factories.signed_in(facts.officer).post(address).status_code == 405
