"""The officer's home: what my units owe."""

import gzip

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import strip_tags

from plans.access import Role
from plans.models import Extension, Period, Territory, User
from tasks import actions
from tests import factories

pytestmark = pytest.mark.django_db


def home(person: User, address: str = "/") -> str:
    response = factories.signed_in(person).get(address)
    assert response.status_code == 200
    return response.content.decode()


def commune_with(tasks: int) -> tuple[Territory, Period]:
    commune = factories.commune()
    period = factories.period(commune)
    factories.issued_plan(commune, tasks=tasks)
    return commune, period


def test_officer_sees_every_row_that_the_commune_owes() -> None:
    commune, _ = commune_with(3)

    page = home(factories.officer(commune))

    assert page.count('<article class="owed-row') == 3
    assert "đã cập nhật 0/3 nhiệm vụ" in page
    assert "hạn nộp 17/12/2026" in page


def test_header_says_for_whom_one_works() -> None:
    commune, _ = commune_with(1)
    assert commune.parent is not None

    assert "UBND xã Điềm He, tỉnh Lạng Sơn" in home(factories.officer(commune))


def test_colleague_of_another_unit_sees_the_rows_of_that_unit() -> None:
    commune = factories.commune()
    factories.period(commune)
    police = factories.unit(commune)
    plan = factories.plan(commune)
    factories.task(plan, lead=police, text="Tuần tra đêm")
    factories.task(plan, text="Niêm yết thủ tục")
    actions.issue_plan(plan=plan, by=None, at=factories.NOW)

    page = home(factories.member(police))

    assert "Tuần tra đêm" in page
    assert "Niêm yết thủ tục" not in page


def test_stranger_sees_nothing_of_the_commune() -> None:
    commune, period = commune_with(2)
    other = factories.commune(parent=commune.parent)

    page = home(factories.officer(other), f"/?period={period.pk}")

    assert "owed-row" not in page
    assert "Đơn vị không có nhiệm vụ phải báo cáo trong kỳ Quý IV/2026" in page


def test_last_period_stands_beside_the_row() -> None:
    commune, period = commune_with(1)
    before = factories.period(commune, ordinal=3)
    (assignment,) = factories.reporting(commune.plans.get())
    factories.recorded(assignment, before, result="Đã niêm yết 120 thủ tục")

    page = home(factories.officer(commune), f"/?period={period.pk}")

    assert "Kỳ trước (Quý III/2026):" in page
    assert "<q>Đã niêm yết 120 thủ tục</q>" in page


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("show=", {1, 2, 3}),
        ("show=missing", {3}),
        ("show=difficulty", {2}),
        ("show=returned", set()),
        ("show=nonsense", {1, 2, 3}),
        ("state=none", {3}),
        ("state=done_in_period", {1, 2}),
        ("state=nonsense", {1, 2, 3}),
        ("q=NHIEM+vu+2", {2}),
        ("q=niêm+yết", {1, 2, 3}),
        ("q=không+có", set()),
        ("q=hiem+vu", set()),
        ("dimension=0", {1, 2, 3}),
        ("dimension=9", set()),
        ("show=missing&q=vu+2", set()),
    ],
)
def test_rows_are_chosen_in_the_address(asked: str, shown: set[int]) -> None:
    commune, period = commune_with(3)
    first, second, _third = factories.reporting(commune.plans.get())
    factories.recorded(first, period)
    factories.recorded(second, period, difficulty="Thiếu kinh phí")

    page = home(factories.officer(commune), f"/?{asked}")

    rows = page.split('<article class="owed-row')[1:]
    assert {at for at in (1, 2, 3) for row in rows if f"{at}) Nhiệm vụ {at}" in row} == shown
    assert len(rows) == len(shown)
    assert "đã cập nhật 2/3 nhiệm vụ" in page


def test_choice_that_nothing_fits_says_so_and_leads_back() -> None:
    commune, _ = commune_with(1)

    page = home(factories.officer(commune), "/?show=difficulty")

    assert "Không có nhiệm vụ nào phù hợp" in page


@pytest.mark.parametrize(
    ("state", "word"), [("planned", "Kỳ Quý IV/2026 chưa mở"), ("closed", "Kỳ Quý IV/2026 đã khóa")]
)
def test_period_that_takes_no_changes_shows_no_form_and_says_why(state: str, word: str) -> None:
    commune = factories.commune()
    factories.period(commune, state=state)
    factories.issued_plan(commune)

    page = home(factories.officer(commune))

    assert word in page
    assert "hx-post" not in page


def test_report_that_is_handed_in_shows_what_was_recorded_and_no_form() -> None:
    commune, period = commune_with(1)
    plan = commune.plans.get()
    factories.recorded(factories.reporting(plan)[0], period)
    factories.submission(plan, period)

    page = home(factories.officer(commune))

    assert "Đã tổ chức 4 hội nghị" in page
    assert "Báo cáo kỳ này chờ duyệt" in page
    assert "hx-post" not in page


def test_running_period_is_shown_before_a_later_one() -> None:
    commune, _ = commune_with(1)
    later = factories.period(commune, ordinal=3, state=Period.State.PLANNED)
    Period.objects.filter(pk=later.pk).update(
        name="Quý I/2027",
        data_from="2026-12-15",
        data_to="2027-03-14",
        due_commune_on="2027-03-17",
        due_province_on="2027-03-20",
    )

    assert "Việc của đơn vị, Quý IV/2026" in strip_tags(home(factories.officer(commune)))


def test_period_may_be_chosen() -> None:
    commune, _ = commune_with(1)
    before = factories.period(commune, ordinal=3, state=Period.State.CLOSED)

    page = home(factories.officer(commune), f"/?period={before.pk}")

    assert "Việc của đơn vị, Quý III/2026" in strip_tags(page)


@pytest.mark.parametrize("asked", ["0", "-1", "x", "9" * 30, "", "1%00", "%ff"])
def test_nonsense_period_shows_the_running_one(asked: str) -> None:
    commune, _ = commune_with(1)

    page = home(factories.officer(commune), f"/?period={asked}")

    assert "Việc của đơn vị, Quý IV/2026" in strip_tags(page)


def test_period_of_another_province_shows_the_own_one() -> None:
    commune, _ = commune_with(1)
    foreign = factories.period(factories.commune(), ordinal=2)

    page = home(factories.officer(commune), f"/?period={foreign.pk}")

    assert "Việc của đơn vị, Quý IV/2026" in strip_tags(page)
    assert "Quý II/2026" not in page


def test_no_period_yet_says_who_opens_one() -> None:
    assert "Chưa có kỳ báo cáo nào" in home(factories.officer(factories.commune()))


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.AUDITOR, Role.ADMIN])
def test_who_records_nothing_goes_to_the_roll_up(role: Role) -> None:
    commune, _ = commune_with(1)

    response = factories.signed_in(factories.member(factories.committee(commune), role)).get("/")

    assert (response.status_code, response["Location"]) == (302, reverse("tasks:rollup"))


def test_visitor_signs_in_first_and_comes_back() -> None:
    response = Client().get("/?period=3")

    assert response.status_code == 302
    assert response["Location"] == "/accounts/login/?next=/%3Fperiod%3D3"


def test_person_without_a_post_may_not_read() -> None:
    response = factories.signed_in(factories.user()).get("/")

    assert response.status_code == 403
    assert "Tài khoản chưa được giao vai trò" in response.content.decode()


def test_home_takes_no_post() -> None:
    commune, _ = commune_with(1)

    assert factories.signed_in(factories.officer(commune)).post("/").status_code == 405


def test_number_of_queries_is_the_same_for_3_rows_and_60() -> None:
    counts = []
    for rows in (3, 60):
        commune, period = commune_with(rows)
        before = factories.period(commune, ordinal=3)
        officer = factories.officer(commune)
        for assignment in factories.reporting(commune.plans.get())[: rows - 1]:
            factories.recorded(assignment, period, difficulty="Thiếu kinh phí", by=officer)
            factories.recorded(assignment, before, by=officer)
        client = factories.signed_in(officer)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/?period={period.pk}").status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 10


def test_page_of_60_rows_is_small_on_a_slow_line() -> None:
    commune, _ = commune_with(60)

    assert len(gzip.compress(home(factories.officer(commune)).encode())) <= 100_000


def test_more_time_is_the_due_day_and_said_to_be_given() -> None:
    commune, period = commune_with(1)
    Extension.objects.create(
        period=period,
        unit=factories.committee(commune),
        due_on="2026-12-27",
        reason="Mưa lũ",
        granted_at=factories.NOW,
        granted_by=factories.user(),
    )

    page = home(factories.officer(commune))

    assert "hạn nộp 27/12/2026" in page
    assert "(đã gia hạn)" in page


def test_page_leads_to_the_report_and_says_how_it_stands() -> None:
    commune, period = commune_with(1)
    factories.submission(commune.plans.get(), period, state="returned")

    page = home(factories.officer(commune), "/?show=returned")

    assert "<b>bị trả lại</b>" in page
    assert page.count('<article class="owed-row') == 1
