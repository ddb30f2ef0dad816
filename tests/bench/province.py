"""A province in the middle of a year: all communes have plans, have reported and report again."""

import json
from collections.abc import Sequence
from datetime import date, timedelta

from django.conf import settings
from django.db import connection

from indicators.actions import load_indexes
from indicators.models import Component
from plans.access import Role
from plans.models import Membership, Period, Plan, PlanSection, Territory, Unit, User
from tasks.models import (
    Assignment,
    Evidence,
    EvidenceRule,
    Progress,
    Submission,
    SubmissionStep,
    Task,
)
from tests import factories

TEXT = "- Công khai, niêm yết đầy đủ quy trình giải quyết thủ tục hành chính tại trụ sở."
RESULT = "Đã niêm yết công khai tại trụ sở và nhà văn hóa 12 thôn; tổ chức 4 hội nghị."
DIFFICULTIES = (
    "Thiếu kinh phí",
    "Thiếu kinh phí cho nhiệm vụ {task}",
    "{commune} thiếu công chức chuyên môn phụ trách nhiệm vụ {task}",
    "Đường truyền ở các thôn của {commune} chưa ổn định",
)
"""What is difficult: in the same words everywhere, by task, by place, and of one place alone."""


def fill(*, communes: int, tasks: int, periods: int) -> tuple[Territory, list[Period]]:
    """Write a province where all periods but the last are reported, and the last by half.

    Half of the communes have handed in the last one, each with every second row; one row in four
    has a difficulty, and one in five a document that shows it, which the province asks of all.
    """
    load_indexes(json.loads((settings.BASE_DIR / "fixtures" / "indexes.json").read_text()))
    province = factories.province()
    places = _communes(province, communes)
    _plans(places, tasks)
    calendar = [_period(province, at, is_open=at == periods - 1) for at in range(periods)]
    _reports(calendar)
    _evidence(province)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as the server does by itself once it has been running
    return province, calendar


def _communes(province: Territory, number: int) -> list[Territory]:
    """Write communes, each with its UBND and one leader to call there."""
    Territory.objects.bulk_create(
        Territory(
            level=Territory.Level.COMMUNE,
            code=f"{10_000 + at}",
            name=f"Xã số {at}",
            parent=province,
        )
        for at in range(number)
    )
    communes = list(province.children.order_by("code"))
    units = Unit.objects.bulk_create(
        Unit(territory=one, name=f"UBND {one.name_inside}", kind=Unit.Kind.COMMITTEE)
        for one in communes
    )
    leaders = User.objects.bulk_create(
        User(username=f"lanh-dao-{at}", full_name="Hoàng Văn Bình", phone="0912345678")
        for at in range(number)
    )
    Membership.objects.bulk_create(
        Membership(user=person, unit=unit, role=Role.LEADER, title="Chủ tịch UBND xã")
        for person, unit in zip(leaders, units, strict=True)
    )
    return communes


def _plans(communes: Sequence[Territory], number: int) -> None:
    """Write an issued plan for each commune, its rows spread over the parts of the index."""
    issuers = {unit.territory_id: unit for unit in Unit.objects.filter(territory__in=communes)}
    plans = Plan.objects.bulk_create(
        Plan(
            territory=commune,
            issuer=issuers[commune.pk],
            number=f"{at}/KH-UBND",
            issued_on=date(2026, 1, 15),
            subject="Nâng cao Chỉ số PAPI năm 2026",
            year_from=2026,
            year_to=2026,
            state=Plan.State.ISSUED,
        )
        for at, commune in enumerate(communes)
    )
    sections = PlanSection.objects.bulk_create(
        PlanSection(plan=plan, part=PlanSection.Part.APPENDIX, position=1, heading="Nhiệm vụ")
        for plan in plans
    )
    tasks = Task.objects.bulk_create(
        Task(
            plan=plan,
            section=section,
            position=at,
            label=f"{at})",
            title=f"Nhiệm vụ {at}",
            text=TEXT,
            lead_text="UBND xã",
            deadline_text="Thường xuyên",
            deadline_kind=Task.DeadlineKind.ONGOING,
        )
        for plan, section in zip(plans, sections, strict=True)
        for at in range(1, number + 1)
    )
    Assignment.objects.bulk_create(
        Assignment(task=task, unit=task.plan.issuer, role="lead", reports=True) for task in tasks
    )
    parts = list(Component.objects.measuring("papi", 2026).filter(depth=2).order_by("position"))
    link = Task.components.through
    link.objects.bulk_create(
        link(task_id=task.pk, component_id=parts[task.position % len(parts)].pk) for task in tasks
    )


def _period(province: Territory, at: int, *, is_open: bool) -> Period:
    ends = date(2026, 4 + at, 14)
    return Period.objects.create(
        territory=province,
        kind=Period.Kind.MONTH,
        year=2026,
        ordinal=4 + at,
        name=f"Tháng {4 + at}/2026",
        data_from=ends - timedelta(days=30),
        data_to=ends,
        due_commune_on=ends + timedelta(days=3),
        due_province_on=ends + timedelta(days=6),
        state=Period.State.OPEN if is_open else Period.State.CLOSED,
        closed_at=None if is_open else factories.NOW,
        closed_by=None if is_open else factories.user(),
    )


def _reports(periods: Sequence[Period]) -> None:
    by = factories.user()
    rows = list(Assignment.objects.order_by("pk").select_related("task__plan__territory"))
    plans = list(Plan.objects.order_by("pk"))
    for period in periods:
        Progress.objects.bulk_create(
            [
                Progress(
                    assignment=row,
                    period=period,
                    state=Progress.State.DONE_IN_PERIOD,
                    result=RESULT,
                    difficulty=_difficulty(row.task),
                    recorded_at=factories.NOW,
                    recorded_by=by,
                )
                for row in rows
                if not period.is_open or row.task.position % 2
            ],
            batch_size=2000,
        )
        _submissions(period, plans[::2] if period.is_open else plans, by)


def _evidence(province: Territory) -> None:
    EvidenceRule.objects.create(territory=province, state=Progress.State.DONE_IN_PERIOD)
    shown = Progress.objects.filter(assignment__task__position__in=range(5, 1000, 5))
    Evidence.objects.bulk_create(
        [
            Evidence(
                progress=one,
                kind=Evidence.Kind.DOCUMENT,
                number=f"{one.pk}/BC-UBND",
                issued_on=date(2026, 3, 31),
                added_at=factories.NOW,
                added_by_id=one.recorded_by_id,
            )
            for one in shown
        ],
        batch_size=2000,
    )


def _difficulty(task: Task) -> str:
    """Return what is difficult about one row in four, empty of the others."""
    turn, rest = divmod(task.position, 4)
    words = DIFFICULTIES[turn % len(DIFFICULTIES)] if rest == 1 else ""
    return words.format(task=task.position, commune=task.plan.territory.name)


def _submissions(period: Period, plans: Sequence[Plan], by: User) -> None:
    """Hand in the reports of these plans; nobody has accepted them yet."""
    made = Submission.objects.bulk_create(
        Submission(
            plan=plan,
            unit_id=plan.issuer_id,
            period=period,
            state=Submission.State.SUBMITTED,
            submitted_at=factories.NOW,
            submitted_by=by,
        )
        for plan in plans
    )
    SubmissionStep.objects.bulk_create(
        SubmissionStep(submission=one, version=1, state=one.state, at=factories.NOW, by=by)
        for one in made
    )
