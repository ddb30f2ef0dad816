"""Rows that break the rules of periods, extensions and digests, one rule each."""

from datetime import date

from plans.models import Digest, Extension, Period
from tests import factories
from tests.papi_portal.constraint_cases import Case

KNOWN = "Giá trị không có trong danh sách cho phép."
DUE = (
    "Hạn nộp không được trước ngày chốt số liệu;"
    " cấp xã nộp trước hoặc cùng ngày với cấp huyện, cấp tỉnh."
)
SOMEONE = "Kỳ đã khóa phải ghi người khóa và thời điểm khóa."
LOCKED = "Chỉ kỳ đã khóa mới có thời điểm khóa."


def period(**facts: object) -> Period:
    wanted = {"kind": "quarter", "year": 2026, "ordinal": 4, "name": "Quý IV/2026"}
    days = {
        "data_from": date(2026, 9, 15),
        "data_to": date(2026, 12, 14),
        "due_commune_on": date(2026, 12, 17),
        "due_province_on": date(2026, 12, 20),
    }
    return Period(**{"territory": factories.province(), **wanted, **days, **facts})


def second_period(*, of_a_plan: bool) -> Period:
    place = factories.province()
    own = factories.plan(place) if of_a_plan else None
    period(territory=place, plan=own).save()
    return period(territory=place, plan=own)


def extension(**facts: object) -> Extension:
    in_period = period()
    in_period.save()
    wanted = {"period": in_period, "unit": factories.committee(in_period.territory)}
    given = {"granted_at": factories.NOW, "granted_by": factories.user()}
    return Extension(**{"due_on": factories.TODAY, "reason": "Mưa lũ", **wanted, **given, **facts})


def second_digest() -> Digest:
    first = Digest(user=factories.user(), on=factories.TODAY, sent_at=factories.NOW)
    first.save()
    return Digest(user=first.user, on=first.on, sent_at=factories.NOW)


PERIOD_CASES = [
    Case("plans_period_kind_is_known", KNOWN, lambda: period(kind="week")),
    Case("plans_period_state_is_known", KNOWN, lambda: period(state="ajar")),
    Case(
        "plans_period_data_days_in_order",
        "Ngày chốt số liệu không được trước ngày bắt đầu kỳ.",
        lambda: period(data_from=date(2026, 12, 15)),
    ),
    Case("plans_period_due_days_in_order", DUE, lambda: period(due_commune_on=date(2026, 12, 13))),
    Case("plans_period_due_days_in_order", DUE, lambda: period(due_province_on=date(2026, 12, 16))),
    Case("plans_period_due_days_in_order", DUE, lambda: period(due_district_on=date(2026, 12, 16))),
    Case("plans_period_due_days_in_order", DUE, lambda: period(due_district_on=date(2026, 12, 21))),
    Case(
        "plans_period_closed_by_someone",
        SOMEONE,
        lambda: period(state="closed", closed_at=factories.NOW),
    ),
    Case("plans_period_closed_by_someone", SOMEONE, lambda: period(closed_by=factories.user())),
    Case("plans_period_closed_when_closed", LOCKED, lambda: period(state="closed")),
    Case(
        "plans_period_closed_when_closed",
        LOCKED,
        lambda: period(state="open", closed_at=factories.NOW, closed_by=factories.user()),
    ),
    Case(
        "plans_period_one_per_calendar",
        "Lịch của địa bàn đã có kỳ này.",
        lambda: second_period(of_a_plan=False),
    ),
    Case(
        "plans_period_one_per_plan",
        "Kế hoạch đã có kỳ này.",
        lambda: second_period(of_a_plan=True),
    ),
    Case(
        "plans_extension_ends_after_it_is_given",
        "Không gia hạn đến một ngày đã qua.",
        lambda: extension(due_on=date(2026, 11, 20)),
    ),
    Case(
        "plans_extension_has_a_reason",
        "Gia hạn phải nêu lý do.",
        lambda: extension(reason=""),
    ),
    Case(
        "plans_digest_one_per_person_and_day",
        "Hôm nay đã gửi thư nhắc việc cho người này.",
        second_digest,
    ),
]
