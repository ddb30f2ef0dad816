"""How long every page takes, for that role which waits longest for it; beside an empty page.

Part of `tests.bench.reporting`, on its province. What the load does not bring (a draft, a finding)
is made by the portal's own verbs.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.test import Client

from plans.access import Role
from plans.models import Membership, Period, Plan, Territory, Unit, User
from tasks import actions
from tasks.models import Assignment, Finding, Submission
from tests import factories
from tests.bench.measuring import Page, Taken, clocked, of_times, say, timed
from tests.factories import Browser

TIMES = 5
"""How often a page is asked for in the long table, where a hundred are."""
EMPTY = "khung trang"
"""What all pages have: shown by a list of documents in which there are none."""
REVIEWER = "Sở Nội vụ"
PAGES = {
    EMPTY: "/jobs/",
    "việc của đơn vị": "/?period={now}",
    "một nhiệm vụ của kỳ": "/progress/{row}/{now}/",
    "chép từ kỳ trước": "/progress/{now}/repeat/",
    "dán từ Excel": "/progress/{now}/paste/",
    "minh chứng của một nhiệm vụ": "/progress/{row}/{closed}/evidence/",
    "việc chờ tôi": "/waiting/",
    "lịch hạn nộp": "/calendar/",
    "tìm “can bo”": "/search/?q=can+bo",
    "kế hoạch": "/plans/?year=2026",
    "nhập kế hoạch": "/plans/in/",
    "kế hoạch của xã": "/plans/{plan}/",
    "phụ lục của xã": "/plans/{plan}/appendix/",
    "chỉ tiêu của xã": "/plans/{plan}/targets/",
    "thêm chỉ tiêu vào dự thảo": "/plans/{draft}/targets/add/",
    "nhập chỉ tiêu vào dự thảo": "/plans/{draft}/targets/import/",
    "căn cứ của xã": "/plans/{plan}/bases/",
    "điều chỉnh kế hoạch": "/plans/{plan}/amend/",
    "chép kế hoạch": "/plans/{plan}/copy/",
    "đóng kế hoạch": "/plans/{plan}/close/",
    "bám sát kế hoạch tỉnh": "/plans/{plan}/coverage/",
    "cập nhật theo tỉnh": "/plans/{draft}/updates/",
    "dòng của dự thảo": "/plans/{draft}/rows/",
    "thêm dòng": "/plans/{draft}/rows/add/",
    "thêm mục": "/plans/{draft}/sections/add/",
    "sửa dự thảo": "/plans/{draft}/edit/",
    "ban hành dự thảo": "/plans/{draft}/issue/",
    "bỏ dự thảo": "/plans/{draft}/discard/",
    "sửa một dòng": "/tasks/{draft_task}/edit/",
    "xóa một dòng": "/tasks/{draft_task}/delete/",
    "kế hoạch của tỉnh": "/plans/{above}/",
    "phụ lục của tỉnh": "/plans/{above}/appendix/",
    "lập kế hoạch cho các xã": "/plans/{above}/derive/",
    "một nhiệm vụ": "/tasks/{task}/",
    "UBND xã": "/units/{unit}/",
    "một sở": "/units/{department}/",
    "tiêu đề văn bản": "/units/{unit}/letterhead/",
    "một xã": "/territories/{commune}/",
    "tỉnh": "/territories/{place}/",
    "trang công khai của tỉnh": "/territories/{place}/public/",
    "xem trước trang công khai": "/territories/{place}/public/preview/",
    "kế thừa của một xã": "/territories/{commune}/carry/",
    "kỳ báo cáo": "/periods/?year=2026",
    "thêm kỳ": "/periods/add/",
    "mở nhiều kỳ": "/periods/open/?period={planned}",
    "khóa nhiều kỳ": "/periods/close/?period={now}",
    "một kỳ": "/periods/{now}/",
    "sửa kỳ": "/periods/{now}/edit/",
    "khóa kỳ": "/periods/{now}/close/",
    "mở lại kỳ": "/periods/{closed}/reopen/",
    "gia hạn": "/periods/{now}/extend/",
    "việc của tỉnh xuống xã": "/reports/coverage/",
    "khó khăn, kiến nghị": "/reports/difficulties/?period={closed}",
    "kết luận kiểm tra": "/reports/findings/",
    "thêm kết luận": "/reports/findings/add/",
    "một kết luận": "/reports/findings/{finding}/",
    "trả lời kết luận": "/reports/findings/{finding}/answer/",
    "rút kết luận": "/reports/findings/{finding}/withdraw/",
    "quy định minh chứng": "/reports/evidence-rules/",
    "ban hành kế hoạch": "/reports/issuance/",
    "nhắc ban hành": "/reports/issuance/remind/",
    "chấp hành chế độ báo cáo": "/reports/punctuality/?year=2026",
    "từng báo cáo của năm": "/reports/punctuality/rows/?year=2026",
    "báo cáo chờ duyệt": "/reports/queue/?period={closed}",
    "duyệt các báo cáo đã chọn": "/reports/queue/accept/?chosen={chosen}",
    "trả lại các báo cáo đã chọn": "/reports/queue/return/?chosen={chosen}",
    "báo cáo của đơn vị": "/reports/{plan}/{unit}/{now}/",
    "báo cáo chờ duyệt của một xã": "/reports/{waiting}/",
    "ban hành báo cáo": "/reports/{accepted}/issue/",
    "sổ văn bản đã ban hành": "/reports/issued/",
    "sách của tỉnh": "/reports/province/{now}/book/",
    "nhắc đơn vị chưa nộp": "/reports/remind/?period={now}",
    "tổng hợp": "/reports/rollup/?period={now}",
    "nhiệm vụ sau một số liệu": "/reports/rollup/rows/?period={now}",
    "nhiệm vụ có chữ “can bo”": "/reports/rollup/rows/?period={now}&q=can+bo",
    "các tỉnh": "/reports/nation/",
    "xã × kỳ": "/reports/periods/?year=2026",
    "chỉ số hướng dẫn": "/reports/guided/",
    "bộ tiêu chí": "/indicators/frameworks/",
    "một bộ tiêu chí": "/indicators/frameworks/{framework}/",
    "chỉ số của tỉnh": "/indicators/provinces/{place}/",
    "một nội dung thành phần": "/indicators/provinces/{place}/components/{component}/",
    "nhiệm vụ theo nội dung": "/indicators/provinces/{place}/effort/",
    "cần thêm điểm ở đâu": "/indicators/provinces/{place}/what-if/",
    "so sánh các tỉnh": "/indicators/compare/?place={place}",
    "nhập điểm": "/indicators/provinces/{place}/scores/",
    "nhập điểm từ Excel": "/indicators/provinces/{place}/scores/import/",
    "nhập bộ tiêu chí": "/indicators/provinces/{place}/frameworks/import/",
    "hướng dẫn": "/guide/officer/",
    "danh mục": "/lists/",
    "nhập danh mục": "/lists/memberships/",
    "người giữ vai trò": "/people/",
    "bàn giao vai trò": "/people/{post}/hand-over/",
    "nhật ký": "/trail/",
    "nhật ký, tìm “kinh phi”": "/trail/?q=kinh+phi",
}
"""Each page once, by what it shows."""
HEAD = (
    "| trang | so với khung trang | ai chờ lâu nhất | ms | p90 | ms CPU | truy vấn | kB nén |\n"
    "| --- | --- | --- | --- | --- | --- | --- | --- |"
)


@dataclass(frozen=True, slots=True)
class Seen:
    """A page as one role gets it, and how long it took this process in a first try, in ms."""

    page: Page
    role: str
    busy: float


def measure_all(place: Territory, periods: list[Period], *, times: int) -> None:
    """Print a row for each page, the slowest first.

    Who does not see a page is not asked again; raises LookupError for one that nobody sees.
    """
    addresses, browsers = opened(place, periods)
    slowest = [_slowest(name, at, browsers) for name, at in addresses.items()]
    found = [(one, clocked(one.page, times)) for one in slowest]
    empty = next(of_times(taken.own)[0] for one, taken in found if one.page.name == EMPTY)
    say(HEAD)
    for one, taken in sorted(found, key=lambda pair: -of_times(pair[1].own)[0]):
        say(_line(one, taken, empty))


def opened(place: Territory, periods: list[Period]) -> tuple[dict[str, str], dict[str, Browser]]:
    """Return where each page is, by its name, and a browser of each role, signed in."""
    commune = _commune(place, periods[-1])
    people = _people(place, commune)
    things = _things(place, periods, commune, people[REVIEWER])
    browsers = {role: factories.signed_in(person) for role, person in people.items()}
    return {name: at.format(**things) for name, at in PAGES.items()}, browsers


def _line(seen: Seen, taken: Taken, empty: float) -> str:
    (median, p90), own = of_times(taken.clock), of_times(taken.own)[0]
    ratio = f"× {own / empty:.1f}".replace(".", ",")
    return (
        f"| {seen.page.name} | {ratio} | {seen.role} | {median:.0f} | {p90:.0f} | {own:.0f}"
        f" | {taken.queries} | {taken.weight:.0f} |"
    )


def _slowest(name: str, address: str, browsers: Mapping[str, Client]) -> Seen:
    """Return a page as that role which needs most work for it."""
    seen: list[Seen] = []
    for role, client in browsers.items():
        page = Page(name, lambda client=client: client.get(address))  # type: ignore[misc]
        begun = time.process_time()
        if page.ask().status_code != 200:
            continue
        busy = 1000 * (time.process_time() - begun)
        if not seen:  # the first one loads what the others find loaded
            busy = timed(page.ask, times=1)[1][0]
        seen.append(Seen(page, role, busy))
    if not seen:
        msg = f"{name}: nobody sees {address}"
        raise LookupError(msg)
    return max(seen, key=lambda one: one.busy)


def _commune(place: Territory, now: Period) -> Territory:
    """Return a commune that has not handed in yet."""
    handed_in = Submission.objects.filter(period=now).values("plan__territory")
    return place.children.exclude(pk__in=handed_in).order_by("code")[0]


def _people(place: Territory, commune: Territory) -> dict[str, User]:
    """Return one person of each role."""
    return {
        "cán bộ xã": factories.officer(commune),
        "lãnh đạo xã": factories.leader(commune),
        REVIEWER: factories.reviewer(place),
        "lãnh đạo tỉnh": factories.leader(place),
        "sở, ngành": factories.member(_department(place), Role.SECTOR),
        "kiểm tra": factories.member(_department(place), Role.AUDITOR),
        "quản trị": User.objects.create_superuser("quan-tri-moi-trang", full_name="Quản trị"),
    }


def _department(place: Territory) -> Unit:
    return Unit.objects.get(territory=place, name="Sở Tư pháp")


def _things(
    place: Territory, periods: list[Period], commune: Territory, reviewer: User
) -> dict[str, Any]:
    """Return what the addresses are of."""
    before, closed, now = periods[-3:]
    plan, above = commune.plans.get(), place.plans.get(state=Plan.State.ISSUED)
    row = Assignment.objects.filter(task__plan=plan, reports=True).order_by("task__position")[0]
    component = row.task.components.order_by("pk")[0]
    submitted = Submission.objects.filter(period=closed, state=Submission.State.SUBMITTED)
    waiting = submitted.filter(plan__territory__level="commune").order_by("pk")[0]
    draft = _draft(plan)
    return {
        "place": place.pk,
        "commune": commune.pk,
        "plan": plan.pk,
        "unit": plan.issuer_id,
        "above": above.pk,
        "department": _department(place).pk,
        "closed": closed.pk,
        "now": now.pk,
        "planned": factories.period(place, state=Period.State.PLANNED).pk,
        "accepted": f"{plan.pk}/{plan.issuer_id}/{before.pk}",
        "row": row.pk,
        "task": row.task_id,
        "component": component.pk,
        "framework": component.framework.code,
        "waiting": f"{waiting.plan_id}/{waiting.unit_id}/{closed.pk}",
        "chosen": ",".join(f"{one.pk}-{one.version}" for one in submitted),
        "draft": draft.pk,
        "draft_task": draft.tasks.earliest("position").pk,
        "finding": _finding(plan.issuer, reviewer).pk,
        "post": Membership.objects.filter(unit=plan.issuer).order_by("pk")[0].pk,
    }


def _draft(plan: Plan) -> Plan:
    by = factories.viewer(factories.officer(plan.territory))
    return actions.copy_plan(plan=plan, year=plan.year_from + 1, by=by, at=factories.NOW)


def _finding(unit: Unit, reviewer: User) -> Finding:
    return actions.record_finding(
        unit=unit,
        task=None,
        source="Tự kiểm tra",
        text="Chưa niêm yết",
        found_on=factories.TODAY,
        due_on=factories.TODAY,
        by=factories.viewer(reviewer),
        at=factories.NOW,
    )
