"""The calendar through the front door: plan a year, open, close, reopen, give more time."""

from datetime import date
from urllib.parse import urlencode

import pytest
from django.test import Client

from plans.models import Event, Extension, Period
from tests import factories

pytestmark = pytest.mark.django_db
PREVIEW = "/periods/add/?" + urlencode({"year": 2027, "template": "government", "plan": ""})


class Facts:
    """A province with one commune that has a plan, and the person who keeps its calendar."""

    def __init__(self) -> None:
        self.province = factories.province()
        self.commune = factories.commune(parent=self.province)
        self.plan = factories.issued_plan(self.commune)
        self.keeper = factories.reviewer(self.province)
        self.client = factories.signed_in(self.keeper)

    def typed(self, **changed: str) -> dict[str, str]:
        """Return the proposed periods of 2027 as the browser sends them, some days changed."""
        forms = self.client.get(PREVIEW).context["forms"]
        sent = {f"period-{name}": str(forms.management_form[name].value()) for name in MANAGED}
        for form in forms:
            for field in form:
                value = field.value()
                day = f"{value:%d/%m/%Y}" if isinstance(value, date) else value
                sent[field.html_name] = "" if day is None or day is False else str(day)
        return {name: value for name, value in {**sent, **changed}.items() if value}


MANAGED = ("TOTAL_FORMS", "INITIAL_FORMS")


@pytest.fixture
def facts() -> Facts:
    return Facts()


def messages(client: Client) -> list[str]:
    return [str(one) for one in client.get("/periods/").context["messages"]]


def test_year_without_periods_says_what_to_do(facts: Facts) -> None:
    page = facts.client.get("/periods/").content.decode()

    assert "Chưa có kỳ báo cáo nào" in page
    assert "Lập lịch năm" in page


def test_pattern_is_shown_before_it_is_kept(facts: Facts) -> None:
    page = facts.client.get(PREVIEW).content.decode()

    for day in ("14/03/2027", "14/06/2027", "14/09/2027", "14/12/2027", "15/12/2026"):
        assert day in page
    assert not Period.objects.exists()


def test_proposed_year_is_kept_with_corrected_days_and_without_what_was_left_out(
    facts: Facts,
) -> None:
    typed = facts.typed(**{"period-0-due_commune_on": "15/03/2027", "period-2-DELETE": "on"})

    response = facts.client.post(PREVIEW, typed)

    assert response.headers["Location"] == "/periods/?year=2027"
    found = Period.objects.order_by("data_to")
    assert [one.name for one in found] == ["Quý I/2027", "6 tháng đầu năm 2027", "Năm 2027"]
    assert found[0].due_commune_on == date(2027, 3, 15)
    assert {one.state for one in found} == {Period.State.PLANNED}
    assert "lập lịch báo cáo: Quý I/2027" in Event.objects.latest("pk").sentence


def test_due_day_before_the_cut_off_is_refused_beside_its_field(facts: Facts) -> None:
    typed = facts.typed(
        **{"period-1-due_commune_on": "13/06/2027", "period-3-due_province_on": "16/12/2027"}
    )

    response = facts.client.post(PREVIEW, typed)

    assert response.status_code == 422
    _, half, _, whole = (form.errors for form in response.context["forms"].forms)
    cut_off, above = (
        "trước ngày chốt số liệu (14/06/2027).",
        "trước hạn nộp của cấp xã (17/12/2027).",
    )
    assert half == {"due_commune_on": [f"Hạn nộp của cấp xã (13/06/2027) không được {cut_off}"]}
    assert whole == {"due_province_on": [f"Hạn nộp của cấp tỉnh (16/12/2027) không được {above}"]}
    assert "13/06/2027" in response.content.decode()
    assert not Period.objects.exists()


def test_year_planned_twice_is_refused_whole(facts: Facts) -> None:
    facts.client.post(PREVIEW, facts.typed())
    before = Period.objects.count()

    response = facts.client.post(PREVIEW, facts.typed())

    assert response.status_code == 422
    assert "Lịch của địa bàn đã có kỳ này." in response.content.decode()
    assert Period.objects.count() == before


def test_nothing_kept_when_all_is_left_out(facts: Facts) -> None:
    response = facts.client.post(
        PREVIEW, facts.typed(**{f"period-{place}-DELETE": "on" for place in range(4)})
    )

    assert response.status_code == 422
    assert "Giữ lại ít nhất một kỳ." in response.content.decode()


def test_plan_gets_a_calendar_of_its_own(facts: Facts) -> None:
    above = factories.issued_plan(facts.province, number="151/KH-UBND")
    address = PREVIEW.replace("plan=", f"plan={above.pk}")

    facts.client.post(address, facts.typed())

    assert Period.objects.filter(plan=above).count() == 4
    assert f"Lịch riêng của {above}" in facts.client.get("/periods/?year=2027").content.decode()


def test_officer_sees_the_calendar_and_keeps_none(facts: Facts) -> None:
    period = factories.period(facts.province)
    client = factories.signed_in(factories.officer(facts.commune))

    page = client.get(period.get_absolute_url()).content.decode()

    assert "17/12/2026" in page
    assert "Khóa kỳ" not in page
    assert client.get("/periods/add/").status_code == 403


@pytest.mark.parametrize(
    ("begins", "act", "ends"),
    [("planned", "open", "open"), ("open", "close", "closed")],
)
def test_period_moves_after_asking(facts: Facts, begins: str, act: str, ends: str) -> None:
    period = factories.period(facts.province, state=begins)
    address = f"{period.get_absolute_url()}{act}/"

    assert facts.client.get(address).status_code == 200
    period.refresh_from_db()
    assert period.state == begins

    facts.client.post(address)
    period.refresh_from_db()
    assert period.state == ends


def test_closing_says_what_is_left_behind(facts: Facts) -> None:
    period = factories.period(facts.province)

    page = facts.client.get(f"{period.get_absolute_url()}close/").content.decode()

    assert "1 báo cáo chưa nộp" in page
    assert str(facts.plan.issuer) in page


def test_closing_asks_again_when_a_report_came_in_meanwhile(facts: Facts) -> None:
    period = factories.period(facts.province)
    address = f"{period.get_absolute_url()}close/"
    report = factories.submission(facts.plan, period)

    response = facts.client.post(address, {"in_review": ""})

    assert response.status_code == 409
    assert "có thêm 1 báo cáo được nộp" in response.content.decode()
    period.refresh_from_db()
    assert period.is_open
    page = facts.client.get(address).content.decode()
    assert f'<input type="hidden" name="in_review" value="{report.pk}">' in page
    assert "Duyệt trước khi khóa" in page
    facts.client.post(address, {"in_review": report.pk})
    period.refresh_from_db()
    assert not period.is_open


def test_second_closing_is_told(facts: Facts) -> None:
    period = factories.period(facts.province)
    address = f"{period.get_absolute_url()}close/"
    facts.client.post(address)

    response = facts.client.post(address, follow=True)

    assert "Không thể khóa Quý IV/2026: kỳ này đã khóa." in response.content.decode()


def test_reopening_needs_its_reason(facts: Facts) -> None:
    period = factories.period(facts.province, state=Period.State.CLOSED)
    address = f"{period.get_absolute_url()}reopen/"

    assert facts.client.post(address, {"reason": " "}).status_code == 422
    facts.client.post(address, {"reason": "Bổ sung số liệu của Công an tỉnh"})

    period.refresh_from_db()
    assert period.is_open
    assert "Bổ sung số liệu" in facts.client.get(period.get_absolute_url()).content.decode()


def test_days_of_an_open_period_are_corrected_and_told(facts: Facts) -> None:
    period = factories.period(facts.province)
    address = f"{period.get_absolute_url()}edit/"
    form = facts.client.get(address).context["form"]
    typed = {field.name: field.value() for field in form if field.value() is not None}
    typed |= {"due_commune_on": "19/12/2026"}

    facts.client.post(address, typed)

    period.refresh_from_db()
    assert period.due_commune_on == date(2026, 12, 19)
    assert "từ 17/12/2026 thành 19/12/2026" in Event.objects.latest("pk").sentence


def test_closed_period_is_not_edited(facts: Facts) -> None:
    period = factories.period(facts.province, state=Period.State.CLOSED)

    response = facts.client.get(f"{period.get_absolute_url()}edit/", follow=True)

    assert "mở lại kỳ trước khi sửa lịch" in response.content.decode()


def test_planned_period_is_deleted_and_an_open_one_is_not(facts: Facts) -> None:
    planned = factories.period(facts.province, ordinal=3, state=Period.State.PLANNED)
    running = factories.period(facts.province)

    for period in (planned, running):
        facts.client.post(f"{period.get_absolute_url()}delete/")

    assert list(Period.objects.all()) == [running]


def test_commune_gets_more_time(facts: Facts) -> None:
    period = factories.period(facts.province, state=Period.State.CLOSED)
    address = f"{period.get_absolute_url()}extend/"

    facts.client.post(
        address, {"units": facts.plan.issuer_id, "due_on": "25/12/2026", "reason": "Bão lũ"}
    )

    extension = Extension.objects.get()
    assert (extension.unit, extension.due_on) == (facts.plan.issuer, date(2026, 12, 25))
    assert "Bão lũ" in facts.client.get(period.get_absolute_url()).content.decode()


def test_period_shows_what_is_in_force_and_what_was_given_before(facts: Facts) -> None:
    period = factories.period(facts.province)
    for day, reason in (("25/12/2026", "Bão lũ"), ("28/12/2026", "Chưa thông đường")):
        typed = {"units": facts.plan.issuer_id, "due_on": day, "reason": reason}
        facts.client.post(f"{period.get_absolute_url()}extend/", typed)

    page = facts.client.get(period.get_absolute_url())

    (extended,) = page.context["extensions"]
    assert extended.now.reason == "Chưa thông đường"
    assert [one.reason for one in extended.before] == ["Bão lũ"]
    assert "Trước đó: đến hết ngày 25/12/2026. Lý do: Bão lũ" in page.content.decode()
    neighbour = factories.signed_in(factories.officer(factories.commune(parent=facts.province)))
    assert not neighbour.get(period.get_absolute_url()).context["extensions"]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"due_on": "20/11/2026"}, "Không gia hạn lùi"),
        ({"due_on": "17/12/2026"}, "chọn một ngày sau đó"),
        ({"due_on": "25/12/2026", "reason": ""}, "Nêu lý do."),
        ({"due_on": "25/12/2026", "units": []}, "Chọn ít nhất một đơn vị."),
    ],
)
def test_extension_that_makes_no_sense_is_told_at_its_field(
    facts: Facts, typed: dict[str, object], sentence: str
) -> None:
    period = factories.period(facts.province)
    sent = {"units": facts.plan.issuer_id, "reason": "Bão lũ", **typed}

    response = facts.client.post(f"{period.get_absolute_url()}extend/", sent)

    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert not response.context["form"].non_field_errors()
    assert not Extension.objects.exists()


def test_list_costs_the_same_for_one_calendar_and_for_many(
    facts: Facts, django_assert_num_queries: object
) -> None:
    for ordinal in (1, 2, 3, 4):
        factories.period(facts.province, ordinal=ordinal)
        with django_assert_num_queries(7):  # type: ignore[operator]
            facts.client.get("/periods/")
