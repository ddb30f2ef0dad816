"""The pages that are everybody's: what was issued and accepted, where it is switched on."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from indicators.models import Score, Target
from plans.models import Plan, PlanBasis, Succession, Territory, Unit
from tasks import actions
from tests import factories
from tests.tasks.showing_all import administrator, asked, switched_off, switched_on, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def province() -> Territory:
    return switched_on(factories.province("Tỉnh Lạng Sơn", code="20"))


def reported(place: Territory, period: Any, *, state: str = "accepted", tasks: int = 1) -> Plan:
    """Return a plan of a place with a report of its rows on a period."""
    plan = factories.issued_plan(place, tasks=tasks, number=f"{place.code}/KH")
    for row in factories.reporting(plan):
        factories.recorded(row, period)
    factories.submission(plan, period, state=state)
    return plan


def test_nothing_is_there_before_it_is_switched_on_and_after_it_is_off() -> None:
    province = factories.province("Tỉnh Lạng Sơn", code="20")
    factories.issued_plan(factories.commune(parent=province))
    addresses = ["/public/", "/public/20/", "/public/20/data.json", "/public/20/data/plans.csv"]

    assert {asked(one).status_code for one in addresses} == {404}
    switched_on(province)
    assert {asked(one).status_code for one in addresses} == {200}
    switched_off(province)
    assert {asked(one).status_code for one in addresses} == {404}


def test_province_tells_its_communes_and_what_was_accepted(province: Territory) -> None:
    factories.framework()
    period = factories.period(province)
    accepted, waiting = (factories.commune(name, parent=province) for name in ("Xã Một", "Xã Hai"))
    reported(accepted, period)
    reported(waiting, period, state="submitted")

    page = text("/public/20/")

    assert "1/1 nhiệm vụ đã thực hiện" in page
    assert page.count("chưa có báo cáo được duyệt") == 1
    assert f"/public/20/{accepted.code}/" in page
    assert "chờ duyệt" not in page


def test_progress_is_counted_by_dimension_and_state(province: Territory) -> None:
    made = factories.framework(code="papi-x")
    period = factories.period(province)
    plan = factories.plan(factories.commune(parent=province))
    both = (factories.component(made, "1.1"), factories.component(made, "2.1"))
    factories.task(plan, components=both)
    actions.issue_plan(plan=plan, by=None, at=factories.NOW)
    for row in factories.reporting(plan):
        factories.recorded(row, period, state="completed")
    factories.submission(plan, period, state="accepted")

    answer = asked("/public/20/").context["found"]

    assert [(row.name, row.rows, row.counts[3]) for row in answer.dimensions] == [
        ("1. Nội dung 1", 1, 1),
        ("2. Nội dung 2", 1, 1),
    ]
    assert answer.accepted == 1


def test_only_departments_whose_reports_were_accepted_count(province: Territory) -> None:
    made = factories.framework(code="papi-x")
    period = factories.period(province)
    plan = factories.plan(province)
    task = factories.task(plan, components=(factories.component(made, "1.1"),))
    actions.issue_plan(plan=plan, by=None, at=factories.NOW)
    for name, report, state in (
        ("Sở Tư pháp", "accepted", "completed"),
        ("Sở Y tế", "submitted", "nothing_arose"),
    ):
        unit = factories.unit(province, name, kind="department")
        row = factories.given(task, unit, role="lead", reports=True)
        factories.recorded(row, period, state=state)
        factories.submission(plan, period, unit=unit, state=report)

    first, _ = asked("/public/20/").context["found"].dimensions

    assert first.rows == first.counts[3] == 1


def test_period_is_chosen_among_those_with_accepted_reports(province: Territory) -> None:
    third, fourth = (factories.period(province, ordinal=ordinal) for ordinal in (3, 4))
    place = factories.commune(parent=province)
    plan = reported(place, third)
    for row in factories.reporting(plan):
        factories.recorded(row, fourth)

    assert asked("/public/20/").context["found"].period == third
    assert asked(f"/public/20/?period={third.pk}").status_code == 200
    assert asked(f"/public/20/?period={fourth.pk}").status_code == 404
    factories.submission(plan, fourth, state="accepted")
    assert asked("/public/20/").context["found"].period == fourth


def test_commune_shows_rows_with_the_last_accepted_state(province: Territory) -> None:
    third, fourth = (factories.period(province, ordinal=ordinal) for ordinal in (3, 4))
    place = factories.commune(parent=province)
    plan = reported(place, third)
    for row in factories.reporting(plan):
        factories.recorded(row, fourth, state="completed")

    page = text(f"/public/20/{place.code}/")

    assert "Nhiệm vụ 1" in page
    assert "đã thực hiện trong kỳ" in page
    assert "Quý III/2026</span>, số liệu đến 14/09/2026" in page
    assert "Quý IV/2026" not in page
    second = factories.period(province, ordinal=2)
    for row in factories.reporting(plan):
        factories.recorded(row, second, state="completed")
    factories.submission(plan, second, state="accepted")
    assert "Quý II/2026" not in text(f"/public/20/{place.code}/"), "older than the last"
    assert f"/public/20/plans/{plan.pk}/appendix.pdf" in page


def test_unit_that_is_called_after_a_person_is_told_without_the_name(province: Territory) -> None:
    period = factories.period(province)
    plan = reported(factories.commune(parent=province), period)
    Unit.objects.filter(pk=plan.issuer_id).update(name="Công chức VH-XH (ông Lò Văn An)")

    (_, (row,)) = asked(f"/public/20/plans/{plan.pk}/").context["found"].found.groups[0]

    assert row.leads == row.stood[0].unit == "Công chức VH-XH (ông …)"


def test_draft_of_a_plan_is_not_there(province: Territory) -> None:
    draft = factories.plan(factories.commune(parent=province), number="9/KH-UBND")
    factories.task(draft)

    assert asked(f"/public/20/plans/{draft.pk}/").status_code == 404
    assert "9/KH-UBND" not in text("/public/20/data.json")


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("subject", "Kế hoạch (Mật)"),
        ("subject", "Độ mật: Tối mật"),
        ("subject", "KẾ HOẠCH\nTUYỆT MẬT"),
        ("subject", "Quản lý tài liệu mật"),
        ("appendix_title", "Phụ lục MẬT"),
        ("number", "12/KH (MẬT)"),
        ("number", "12/KH-UBND(M)"),
        ("number", "12/KH-UBND (TM)"),
        ("number", "01/M-UBND"),
        ("number", "12/KH-M"),
    ],
)
def test_plan_that_calls_itself_secret_is_never_shown(
    province: Territory, field: str, words: str
) -> None:
    plan = factories.issued_plan(factories.commune(parent=province))
    Plan.objects.filter(pk=plan.pk).update(**{field: words})

    assert asked(f"/public/20/plans/{plan.pk}/").status_code == 404
    assert asked(f"/public/20/plans/{plan.pk}/appendix.pdf").status_code == 404
    assert words not in text("/public/20/data.json")


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("subject", "Bảo vệ bí mật nhà nước, bảo mật thông tin"),
        ("subject", "Mật độ dân cư, gắn bó mật thiết"),
        ("subject", "Kế hoạch (đã giải mật)"),
        ("number", "12/KH-TM"),
        ("number", "12/KHM-UBND"),
    ],
)
def test_plan_that_only_speaks_of_secrets_is_shown(
    province: Territory, field: str, words: str
) -> None:
    plan = factories.issued_plan(factories.commune(parent=province))
    Plan.objects.filter(pk=plan.pk).update(**{field: words})

    assert words in text(f"/public/20/plans/{plan.pk}/")


@pytest.mark.parametrize("relation", ["amends", "replaces", "continues"])
@pytest.mark.parametrize("hiding", ["kept out", "secret"])
def test_what_takes_the_place_of_a_plan_that_is_not_shown_is_not_shown_either(
    province: Territory, relation: str, hiding: str
) -> None:
    place = factories.commune(parent=province)
    first, second, third, other = (
        factories.issued_plan(place, number=f"{n}/KH-UBND") for n in range(4)
    )
    for plan, document in ((second, first), (third, second)):
        PlanBasis.objects.create(
            plan=plan, position=1, relation=relation, text="Thay", document=document
        )
    PlanBasis.objects.create(
        plan=other, position=1, relation="rests_on", text="Căn cứ", document=first
    )
    assert asked(f"/public/20/plans/{third.pk}/").status_code == 200
    if hiding == "secret":
        Plan.objects.filter(pk=first.pk).update(subject="Kế hoạch (Mật)", state="issued")
    else:
        browser = factories.signed_in(administrator())
        browser.post(f"/plans/{first.pk}/public/", {"out": "1"})

    addresses = [f"/public/20/plans/{one.pk}/" for one in (first, second, third, other)]
    assert [asked(one).status_code for one in addresses] == [404, 404, 404, 200]
    assert asked(f"{addresses[2]}appendix.pdf").status_code == 404
    told = text("/public/20/") + text("/public/20/data.json") + text(f"/public/20/{place.code}/")
    assert "2/KH-UBND" not in told
    assert "3/KH-UBND" in told


def test_plan_that_was_kept_out_before_its_province_was_merged_stays_so(
    province: Territory,
) -> None:
    before = switched_on(factories.province("Tỉnh Cũ", code="21"))
    plan = factories.issued_plan(factories.commune(parent=before))
    browser = factories.signed_in(administrator())
    browser.post(f"/plans/{plan.pk}/public/", {"out": "1"})
    Succession.objects.create(predecessor=before, successor=province, kind="whole")
    Territory.objects.filter(pk=before.pk).update(valid_to=date(2026, 6, 30))
    address = f"/public/20/plans/{plan.pk}/"

    assert asked(address).status_code == 404
    browser.post(f"/plans/{plan.pk}/public/", {"back": "1"})
    assert asked(address).status_code == 200


def test_plan_ended_by_itself_was_withdrawn_one_that_was_replaced_is_told(
    province: Territory,
) -> None:
    place = factories.commune(parent=province)
    closed, replaced, new = (factories.issued_plan(place, number=f"{n}/KH") for n in range(3))
    ended = {"ended_on": date(2026, 5, 1), "end_reason": "Thu hồi"}
    Plan.objects.filter(pk=closed.pk).update(state="closed", **ended)
    Plan.objects.filter(pk=replaced.pk).update(state="replaced", **ended)
    PlanBasis.objects.create(
        plan=new, position=1, relation="replaces", text="Thay", document=replaced
    )

    assert asked(f"/public/20/plans/{closed.pk}/").status_code == 404
    page = text(f"/public/20/plans/{replaced.pk}/")
    assert "đã được thay thế" in page
    assert f"/public/20/plans/{new.pk}/" in page
    assert "Thu hồi" not in page
    assert asked(f"/public/20/plans/{replaced.pk}/appendix.pdf").status_code == 404


def test_plan_of_another_province_is_not_there(province: Territory) -> None:
    other = factories.province("Tỉnh khác", code="22")
    place = factories.commune(parent=other)
    plan = factories.issued_plan(place)

    assert asked(f"/public/20/plans/{plan.pk}/").status_code == 404
    assert asked(f"/public/20/{place.code}/").status_code == 404
    assert asked("/public/22/").status_code == 404


def test_plan_that_is_kept_out_is_nowhere_until_it_is_shown_again(province: Territory) -> None:
    plan = factories.issued_plan(factories.commune(parent=province), number="77/KH-UBND")
    browser = factories.signed_in(administrator())
    address = f"/public/20/plans/{plan.pk}/"

    browser.post(f"/plans/{plan.pk}/public/", {"out": "1"})
    assert asked(address).status_code == 404
    assert "77/KH-UBND" not in text("/public/20/") + text("/public/20/data.json")

    browser.post(f"/plans/{plan.pk}/public/", {"back": "1"})
    assert asked(address).status_code == 200


def test_place_of_before_says_what_it_became(province: Territory) -> None:
    now = factories.commune("Xã Mới", parent=province)
    old = factories.commune("Xã Cũ", parent=province)
    factories.issued_plan(old, year=2025)
    Territory.objects.filter(pk=now.pk).update(valid_from=date(2025, 7, 1))
    Territory.objects.filter(pk=old.pk).update(valid_to=date(2025, 6, 30), code=now.code)
    Succession.objects.create(predecessor=old, successor=now, kind="whole")
    before = f"/public/20/{now.code}_2025-06-30/"

    assert "Xã Mới" in text(before)
    assert before in text(f"/public/20/{now.code}/")
    assert before in text("/public/20/")
    assert "until 30/06/2025" in text("/public/20/?lang=en")
    assert asked(f"/public/20/{now.code}_2020-01-01/").status_code == 404


def test_plans_of_a_province_that_went_into_this_one_are_shown(province: Territory) -> None:
    before = factories.province("Tỉnh Cũ", code="21")
    plan = factories.issued_plan(factories.commune(parent=before), year=2025)
    address = f"/public/20/plans/{plan.pk}/"

    assert asked(address).status_code == 404
    Succession.objects.create(predecessor=before, successor=province, kind="whole")
    assert asked(address).status_code == 200


def test_targets_and_published_scores_are_told(province: Territory) -> None:
    made = factories.framework()
    plan = factories.issued_plan(province)
    whole = factories.component(made, "0")
    Target.objects.create(
        plan=plan, component=whole, position=1, year=2026, kind="score_min", value=45, text="Đạt 45"
    )
    Score.objects.create(
        component=whole,
        territory=province,
        year=2024,
        value="43.438",
        rank=9,
        ranked_of=61,
        source="PAPI",
    )

    page = text("/public/20/")

    assert '2026: <span lang="vi">Đạt 45</span>' in page
    assert "43,44" in page
    assert "9/61" in page
    assert "43.44" in text("/public/20/?lang=en")


@pytest.mark.parametrize(
    ("kind", "is_told"), [("kept", True), ("renamed", True), ("whole", False), ("part", False)]
)
def test_scores_of_what_the_province_goes_on_from_are_its_own(
    province: Territory, kind: str, *, is_told: bool
) -> None:
    before = factories.province("Tỉnh Cũ", code="21")
    Succession.objects.create(predecessor=before, successor=province, kind=kind)
    whole = factories.component(factories.framework(), "0")
    Score.objects.create(component=whole, territory=before, year=2024, value="41.25", source="PAPI")

    assert ("41,25" in text("/public/20/")) is is_told


@pytest.mark.parametrize("language", ["", "en"])
def test_language_stands_in_the_address(province: Territory, language: str) -> None:
    page = text(f"/public/20/?lang={language}")

    assert ("Accepted progress" in page) is (language == "en")
    assert ('href="/public/?lang=en"' in page) is (language == "en")


def test_pages_take_as_many_queries_for_many_communes_as_for_few(province: Territory) -> None:
    factories.framework()
    period = factories.period(province)

    def queries(address: str) -> int:
        with CaptureQueriesContext(connection) as seen:
            text(address)
        return len(seen)

    def counted() -> dict[str, int]:
        place = Territory.objects.communes().first()
        plan = Plan.objects.filter(territory=place).get()
        addresses = ("", f"{place.code if place else ''}/", f"plans/{plan.pk}/", "data.json")
        files = tuple(f"data/{name}.csv" for name in ("places", "plans", "tasks", "progress"))
        names = ("province", "place", "plan", "json", *files)
        listed = zip(names, (*addresses, *files), strict=True)
        return {name: queries(f"/public/20/{address}") for name, address in listed}

    for number in range(3):
        reported(factories.commune(f"Xã {number}", parent=province), period, tasks=1)
    asked("/public/20/")
    few = counted()
    for number in range(6):
        reported(factories.commune(f"Xã thêm {number}", parent=province), period, tasks=4)

    assert counted() == few
    assert max(few["province"], few["place"], few["plan"]) <= 9
    assert max(few.values()) <= 11
