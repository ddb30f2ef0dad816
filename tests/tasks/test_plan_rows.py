"""The page on which a draft's rows are written."""

import pytest

from plans.models import Plan
from tasks import actions
from tasks.models import Party
from tests import factories

pytestmark = pytest.mark.django_db


def test_page_shows_rows_names_and_where_to_go_on() -> None:
    plan = factories.plan(factories.commune())
    task = factories.task(plan)
    factories.party(task, Party.Role.SUPPORT, text="Ai đó")
    client = factories.signed_in(factories.leader(plan.territory))

    shown = client.get(f"/plans/{plan.pk}/rows/").content.decode()

    for words in (
        "1) Nhiệm vụ 1",
        "- Niêm yết công khai.",
        "chưa xác định đơn vị",
        "1 tên chưa xác định là đơn vị nào.",
        f'href="/tasks/{task.pk}/edit/"',
        f'href="/tasks/{task.pk}/delete/"',
        f'href="/sections/{task.section_id}/edit/"',
        f'href="/plans/{plan.pk}/rows/add/?section={task.section_id}"',
        f'href="/plans/{plan.pk}/issue/"',
        f'href="/plans/{plan.pk}/edit/"',
    ):
        assert words in shown


def test_officer_writes_and_does_not_issue() -> None:
    plan = factories.plan(factories.commune())
    client = factories.signed_in(factories.officer(plan.territory))

    shown = client.get(f"/plans/{plan.pk}/rows/").content.decode()

    assert f'href="/plans/{plan.pk}/issue/"' not in shown
    assert "Dự thảo chưa có nhiệm vụ" in shown, "an empty draft says what to do"


def test_copy_shows_what_was_done_beside_each_row() -> None:
    commune = factories.commune()
    period = factories.period(commune)
    plan = factories.issued_plan(commune)
    (assignment,) = factories.reporting(plan)
    officer = factories.officer(commune)
    factories.recorded(assignment, period, result="Họp 5 lần", by=officer)
    draft = actions.copy_plan(plan=plan, year=2027, by=factories.viewer(officer), at=factories.NOW)

    shown = factories.signed_in(officer).get(f"/plans/{draft.pk}/rows/").content.decode()

    assert "Đã làm trong kế hoạch trước" in shown
    assert "Họp 5 lần" in shown


def test_row_is_moved_and_the_page_comes_back_to_it() -> None:
    plan = factories.plan(factories.commune())
    first, second = factories.task(plan), factories.task(plan)
    client = factories.signed_in(factories.officer(plan.territory))

    answer = client.post(f"/plans/{plan.pk}/rows/", {"move": f"up-{second.pk}"})

    assert answer["Location"] == f"/plans/{plan.pk}/rows/#row-{second.pk}"
    assert list(plan.tasks.order_by("position")) == [second, first]


@pytest.mark.parametrize("move", ["", "up", "sideways-1", "up-", "up-x", "up-²", "up-9999999999"])
def test_nonsense_moves_nothing(move: str) -> None:
    plan = factories.plan(factories.commune())
    client = factories.signed_in(factories.officer(plan.territory))

    assert client.post(f"/plans/{plan.pk}/rows/", {"move": move}).status_code == 404


def test_row_of_another_plan_is_not_found() -> None:
    plan = factories.plan(factories.commune())
    other = factories.task(factories.plan(plan.territory))
    client = factories.signed_in(factories.officer(plan.territory))

    answer = client.post(f"/plans/{plan.pk}/rows/", {"move": f"up-{other.pk}"})

    assert answer.status_code == 404


@pytest.mark.parametrize("method", ["get", "post"])
def test_issued_plan_leads_back(method: str) -> None:
    plan = factories.issued_plan(factories.commune())
    client = factories.signed_in(factories.officer(plan.territory))

    answer = getattr(client, method)(f"/plans/{plan.pk}/rows/", follow=True)

    assert answer.request["PATH_INFO"] == plan.get_absolute_url()
    assert "không làm được việc này" in answer.content.decode()


def test_plan_issued_between_page_and_click_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    plan = factories.plan(factories.commune())
    task = factories.task(plan)
    client = factories.signed_in(factories.officer(plan.territory))
    issue = actions.issue_plan

    def issued_meanwhile(**_facts: object) -> None:
        issue(plan=plan, by=None, at=factories.NOW)
        msg = "Kế hoạch vừa được ban hành."
        raise actions.LockedError(msg)

    monkeypatch.setattr(actions, "move_row", issued_meanwhile)
    answer = client.post(f"/plans/{plan.pk}/rows/", {"move": f"up-{task.pk}"}, follow=True)

    assert "Kế hoạch vừa được ban hành." in answer.content.decode()
    assert Plan.objects.get().is_issued
