"""Plain functions that make the facts of tests, with as little as a test must say."""

from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

from django.test import Client
from django.utils import timezone

from indicators.models import Component, Framework, Index
from plans.access import Role, Viewer
from plans.models import Membership, Period, Plan, PlanSection, Territory, Unit, User
from tasks import actions, issuing
from tasks.models import Assignment, Party, Progress, Submission, Task

TODAY = date(2026, 11, 21)
NOW = datetime(2026, 11, 21, 10, 42, tzinfo=timezone.get_default_timezone())
numbers = count(1)
DUTY = "- Tuyên truyền;\n- Niêm yết công khai."


def province(name: str = "Tỉnh Lạng Sơn", *, code: str = "") -> Territory:
    return Territory.objects.create(
        level=Territory.Level.PROVINCE, code=code or free_province_code(), name=name
    )


def free_province_code() -> str:
    """Return the first two digits that no province bears, so that those made later stand later."""
    provinces = Territory.objects.filter(level=Territory.Level.PROVINCE)
    used = set(provinces.values_list("code", flat=True))
    return next(one for one in (f"{number:02}" for number in range(1, 100)) if one not in used)


def commune(name: str = "Xã Điềm He", *, parent: Territory | None = None) -> Territory:
    return Territory.objects.create(
        level=Territory.Level.COMMUNE,
        code=f"{next(numbers) % 100_000:05}",
        name=name,
        parent=parent or province(),
    )


def unit(territory: Territory, name: str = "Công an xã", *, kind: str = Unit.Kind.POLICE) -> Unit:
    return Unit.objects.create(territory=territory, name=name, kind=kind)


def committee(territory: Territory) -> Unit:
    """Return the UBND of a territory, made when first asked for."""
    found = Unit.objects.committees().of(territory).first()
    return found or unit(territory, f"UBND {territory.name_inside}", kind=Unit.Kind.COMMITTEE)


def user(username: str = "", full_name: str = "Nguyễn Văn A") -> User:
    return User.objects.create_user(username or f"nguoi-{next(numbers):06}", full_name=full_name)


def member(at: Unit, role: Role = Role.OFFICER, *, username: str = "") -> User:
    """Return a person who holds a role at a unit."""
    person = user(username)
    Membership.objects.create(user=person, unit=at, role=role)
    return person


def officer(territory: Territory) -> User:
    return member(committee(territory), Role.OFFICER)


def leader(territory: Territory) -> User:
    return member(committee(territory), Role.LEADER)


def reviewer(territory: Territory) -> User:
    """Return a person of the province's Sở Nội vụ."""
    found = Unit.objects.filter(territory=territory, name="Sở Nội vụ").first()
    return member(found or unit(territory, "Sở Nội vụ", kind=Unit.Kind.DEPARTMENT), Role.REVIEWER)


class Browser(Client):
    """A client that reads files to their end, which closes them.

    One left open is a warning in whatever test happens to run when Python finds it.
    """

    def request(self, **request: Any) -> Any:
        """Answer a request, its content read."""
        response: Any = super().request(**request)
        if response.streaming:
            response.streaming_content = [b"".join(response.streaming_content)]
        return response


def signed_in(person: User) -> Browser:
    """Return a browser in which this person is signed in."""
    client = Browser()
    client.force_login(person, backend="plans.signin.PortalBackend")
    return client


def viewer(person: User, on: date = TODAY) -> Viewer:
    return Membership.objects.all().viewer(person, on)


def period(place: Territory, *, ordinal: int = 4, state: str = Period.State.OPEN) -> Period:
    """Return a quarter of 2026 in the calendar of the place's province."""
    while place.parent is not None:
        place = place.parent
    ends = date(2026, 3 * ordinal, 14)
    closed = state == Period.State.CLOSED
    return Period.objects.create(
        territory=place,
        kind=Period.Kind.QUARTER,
        year=2026,
        ordinal=ordinal,
        name=f"Quý {('I', 'II', 'III', 'IV')[ordinal - 1]}/2026",
        data_from=ends - timedelta(days=90),
        data_to=ends,
        due_commune_on=ends + timedelta(days=3),
        due_province_on=ends + timedelta(days=6),
        state=state,
        closed_at=NOW if closed else None,
        closed_by=user() if closed else None,
    )


def framework(
    *,
    dimensions: int = 2,
    code: str = "papi-2021",
    first_year: int = 2021,
    index_name: str = "PAPI",
) -> Framework:
    """Return a version of an index whose dimensions have two sub-indicators each."""
    index, _ = Index.objects.get_or_create(
        code=index_name.lower(), defaults={"name": index_name, "short_name": index_name}
    )
    made = Framework.objects.create(index=index, code=code, first_year=first_year)
    scale = {"scale_min": 1, "scale_max": 10}
    whole = Component.objects.create(
        framework=made, code="0", depth=0, position=0, name=index_name, **scale
    )
    for number in range(1, dimensions + 1):
        dimension = Component.objects.create(
            framework=made,
            parent=whole,
            depth=1,
            position=10 * number,
            code=str(number),
            name=f"Nội dung {number}",
            **scale,
        )
        dimension.dimension = dimension
        dimension.save()
        for part in (1, 2):
            Component.objects.create(
                framework=made,
                parent=dimension,
                dimension=dimension,
                depth=2,
                position=10 * number + part,
                code=f"{number}.{part}",
                name=f"Thành phần {number}.{part}",
                **scale,
            )
    return made


def plan(territory: Territory, *, number: str = "", year: int = 2026) -> Plan:
    """Return a draft plan of a territory's UBND."""
    return Plan.objects.create(
        territory=territory,
        issuer=committee(territory),
        number=number,
        issued_on=date(year, 1, 15),
        subject=f"Nâng cao Chỉ số PAPI năm {year}",
        year_from=year,
        year_to=year,
    )


def task(
    plan: Plan,
    *,
    lead: Unit | None = None,
    components: tuple[Component, ...] = (),
    text: str = DUTY,
    ends_on: date | None = None,
) -> Task:
    """Return a task of a plan with one named lead (the plan's UBND by default)."""
    lead = lead or plan.issuer
    made = _task(plan, _section(plan), plan.tasks.count() + 1, lead, text, ends_on)
    made.save()
    if components:
        made.components.set(components)
    _lead(made, lead).save()
    return made


def _tasks(plan: Plan, number: int) -> None:
    """Give a plan without tasks so many at once: one by one takes longer than many tests."""
    section, lead = _section(plan), plan.issuer
    made = [_task(plan, section, position, lead) for position in range(1, number + 1)]
    Task.objects.bulk_create(made)
    Party.objects.bulk_create([_lead(one, lead) for one in made])


def _section(plan: Plan) -> PlanSection:
    section, _ = PlanSection.objects.get_or_create(
        plan=plan,
        part=PlanSection.Part.APPENDIX,
        position=1,
        defaults={"label": "1", "heading": "Sự tham gia của người dân"},
    )
    return section


def _task(
    plan: Plan,
    section: PlanSection,
    position: int,
    lead: Unit,
    text: str = DUTY,
    ends_on: date | None = None,
) -> Task:
    return Task(
        plan=plan,
        section=section,
        position=position,
        label=f"{position})",
        title=f"Nhiệm vụ {position}",
        text=text,
        lead_text=lead.name,
        deadline_text="Thường xuyên" if ends_on is None else f"Trước ngày {ends_on:%d/%m/%Y}",
        deadline_kind=Task.DeadlineKind.ONGOING if ends_on is None else Task.DeadlineKind.BY_DATE,
        ends_on=ends_on,
    )


def _lead(task: Task, lead: Unit) -> Party:
    return Party(task=task, role=Party.Role.LEAD, position=1, text=lead.name, unit=lead)


def issued_plan(
    territory: Territory, *, tasks: int = 1, number: str = "", year: int = 2026
) -> Plan:
    """Return an issued plan with some tasks, each led by the plan's UBND."""
    made = plan(territory, number=number, year=year)
    _tasks(made, tasks)
    return actions.issue_plan(plan=made, by=None, at=NOW)


def given(task: Task, unit: Unit, **more: Any) -> Assignment:
    """Return what a task gives one more unit to do, as its plan would when it is issued."""
    made = issuing.given(task, unit, plan=task.plan, **more)
    made.save()
    return made


def reporting(plan: Plan) -> list[Assignment]:
    """Return the plan's assignments that owe progress, in the order of its tasks."""
    return list(
        Assignment.objects.owed_with_plan().filter(task__plan=plan).order_by("task__position")
    )


def party(
    task: Task, role: str, *, unit: Unit | None = None, group: str = "", text: str = "các bên"
) -> Party:
    """Return one more party of a task, after those it has in this role."""
    return Party.objects.create(
        task=task,
        role=role,
        position=task.parties.filter(role=role).count() + 1,
        text=unit.name if unit else text,
        unit=unit,
        group=group,
    )


def component(made: Framework, code: str) -> Component:
    return made.components.get(code=code)


def recorded(
    assignment: Assignment,
    period: Period,
    *,
    result: str = "Đã tổ chức 4 hội nghị",
    difficulty: str = "",
    state: str = Progress.State.DONE_IN_PERIOD,
    by: User | None = None,
) -> Progress:
    """Return the progress that an officer of the unit saved for the first time."""
    return actions.record_progress(
        assignment=assignment,
        period=period,
        recorded=actions.Recorded(state=state, result=result, difficulty=difficulty),
        version=0,
        by=viewer(by or member(assignment.unit)),
        at=NOW,
    )


def submission(
    plan: Plan,
    period: Period,
    *,
    unit: Unit | None = None,
    state: str = Submission.State.SUBMITTED,
) -> Submission:
    """Return a unit's report (the plan's UBND by default), as its leader and a reviewer left it."""
    states = Submission.State
    unit = unit or plan.issuer
    if state == states.DRAFT:
        return Submission.objects.create(plan=plan, unit=unit, period=period)
    leader = viewer(member(unit, Role.LEADER))
    made = actions.submit_report(plan=plan, unit=unit, period=period, version=0, by=leader, at=NOW)
    seen = made.version
    reader = viewer(reviewer(period.territory))
    if state == states.ACCEPTED:
        return actions.accept_submission(submission=made, version=seen, by=reader, at=NOW)
    if state == states.RETURNED:
        return actions.return_submission(
            submission=made,
            version=seen,
            reason="no_evidence",
            comment="Thiếu minh chứng",
            by=reader,
            at=NOW,
        )
    return made
