"""The illustrated framework of the province, and the plans that communes make of it.

Each step is the portal's own act, by the people whose act it is.
"""

import json
from dataclasses import dataclass
from datetime import date, datetime

from plans.access import Role
from plans.models import Plan, Territory, Unit
from tasks import actions
from tasks.actions.rows import TypedLinks, TypedParty, TypedRow
from tasks.actions.take_in import ROLES
from tasks.demo import documents, ground, people
from tasks.demo.people import Colleague, Viewers
from tasks.demo.told import Described, in_year_of, moment, read
from tasks.models import Task
from tasks.parties import Directory

FRAMEWORK = "plan_illustration_lang_son_2026.json"
PATTERN, PATTERN_NAME = "06280", "Điềm He"
"""The commune whose plan and offices the others are like."""
OFFICER, LEADER = "canbo", "chutich"


@dataclass(frozen=True, slots=True)
class Reporter:
    """A unit that reports, who writes and signs there, and how its reports went."""

    plan: Plan
    unit: Unit
    number: int
    officer: str
    leader: str
    past: tuple[str, ...]
    """How the periods that are over went, the last one first; those before went like the last."""
    now: str
    """How the running one goes: words of `reporting.WAYS`, as above."""
    rows: tuple[Described, ...] = ()
    """What the fixture says of each row of the plan, if it says how the last period went."""

    @property
    def is_commune(self) -> bool:
        """Whether it is a commune's UBND and not a department."""
        return self.unit.kind == Unit.Kind.COMMITTEE


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune that plans and reports: its code, who works there, and how its reports went."""

    code: str
    key: str
    officer: str
    leader: str
    past: tuple[str, ...]
    now: str


COMMUNES = (
    Commune(
        "06040",
        "thatkhe",
        "Nông Thị Hạnh",
        "Hoàng Minh Tuấn",
        ("on_time", "on_time", "late"),
        "on_time",
    ),
    Commune(
        "06112",
        "binhgia",
        "Triệu Thị Nga",
        "Lương Văn Quý",
        ("mended", "on_time", "on_time"),
        "waiting",
    ),
    Commune(
        "06184",
        "dongdang",
        "Vi Thị Thu",
        "Phạm Quốc Việt",
        ("on_time", "mended", "on_time"),
        "waiting",
    ),
    Commune(
        "06385",
        "huulung",
        "Nguyễn Văn Thành",
        "Đỗ Thị Yến",
        ("extended", "on_time", "missing"),
        "partly",
    ),
    Commune(
        "06463", "chilang", "Lộc Thị Mai", "Vy Văn Đức", ("late", "on_time", "mended"), "returned"
    ),
    Commune(
        "06529",
        "locbinh",
        "Dương Thị Lệ",
        "Hoàng Đình Nam",
        ("on_time", "late", "on_time"),
        "given_time",
    ),
)
"""Real communes, invented people."""
DEPARTMENTS = (
    ("Sở Tư pháp", "sotuphap", "Hứa Văn Lâm", "waiting"),
    ("Sở Nông nghiệp và Môi trường", "sonnmt", "Bế Thị Hương", "on_time"),
    ("Sở Tài chính", "sotaichinh", "Nguyễn Quang Dũng", "waiting"),
    ("Thanh tra tỉnh", "thanhtratinh", "Lành Văn Bình", "untouched"),
    ("Sở Y tế", "lanhdaosoyte", "Đinh Thị Thảo", "untouched"),
    ("Sở Khoa học và Công nghệ", "sokhcn", "Mã Thị Liên", "on_time"),
)
"""Real units of the province; sign-in name and invented name of who signs; the running period."""


def usernames() -> set[str]:
    """Return the sign-in names of those who report beside them."""
    staff = {f"{one.key}.{word}" for one in COMMUNES for word in (OFFICER, LEADER)}
    return staff | {username for _, username, *_ in DEPARTMENTS}


def load(pattern: Described, viewers: Viewers, at: datetime) -> list[Reporter]:
    """Let the province issue its framework and communes make their plans of it.

    `pattern` describes the plan of the commune that theirs are like. Returns who reports; nobody
    when all this was loaded before.
    """
    described = in_year_of(read(FRAMEWORK), at.date())
    if Plan.objects.filter(is_illustration=True, subject=described["subject"]).exists():
        return []
    year = described["years"][0]
    framework = documents.load_plan(described, moment(date(year, 1, 5), 8, at=at))
    departments = [
        _department(framework, told, number) for number, told in enumerate(DEPARTMENTS, start=7)
    ]
    places = {one.code: _place(one, at.date()) for one in COMMUNES}
    drafts = actions.derive_plans(
        framework=framework,
        territories=places.values(),
        by=viewers["sonoivu"],
        at=moment(date(year, 1, 7), 9, at=at),
    )
    by_code = {draft.territory.code: draft for draft in drafts}
    communes = [
        _reporter(commune, by_code[commune.code], number)
        for number, commune in enumerate(COMMUNES, start=1)
    ]
    for made in communes:
        _issue(made, pattern, viewers, at)
    return [*communes, *departments]


def _place(commune: Commune, on: date) -> Territory:
    """Return a commune, its offices loaded: they are those of every commune of its kind."""
    place = Territory.objects.coded("commune", commune.code, on)
    offices = next(one for one in read("units.json") if one["code"] == PATTERN)
    ground.load_units(place, [_here(unit, place) for unit in offices["units"]])
    return place


def _here(value: Described, place: Territory) -> Described:
    """Return what is said of the pattern, said of this commune."""
    text = json.dumps(value, ensure_ascii=False)
    said: Described = json.loads(text.replace(PATTERN_NAME, place.bare_name))
    return said


def _reporter(commune: Commune, plan: Plan, number: int) -> Reporter:
    officer, leader = f"{commune.key}.{OFFICER}", f"{commune.key}.{LEADER}"
    staff = (
        Colleague(officer, commune.officer, Role.OFFICER, "Công chức"),
        Colleague(leader, commune.leader, Role.LEADER, "Chủ tịch"),
    )
    for place, colleague in enumerate(staff):
        people.load_colleague(plan.issuer, colleague, number=10 * number + place)
    return Reporter(plan, plan.issuer, number, officer, leader, commune.past, commune.now)


def _department(framework: Plan, told: tuple[str, str, str, str], number: int) -> Reporter:
    name, username, full_name, now = told
    unit = Unit.objects.get(territory=framework.territory, name=name)
    colleague = Colleague(username, full_name, Role.LEADER, "Lãnh đạo")
    people.load_colleague(unit, colleague, number=10 * number)
    return Reporter(framework, unit, number, username, username, ("on_time",), now)


def _issue(made: Reporter, pattern: Described, viewers: Viewers, at: datetime) -> None:
    """Let a commune say in its draft who does what there, and issue it."""
    plan, year = made.plan, made.plan.year_from
    directory = Directory.of(plan.territory, on=at.date())
    rows = plan.tasks.prefetch_related("components").order_by("position")
    described = _here(pattern, plan.territory)
    alike = {row["title"]: row for row in described["rows"]}
    for task in rows:
        actions.edit_row(
            task=task,
            row=_typed(task, alike[task.title]),
            links=_links(task, alike[task.title], directory),
            version=task.version,
            by=viewers[made.officer],
            at=moment(date(year, 1, 12), 8 + task.position // 3, at=at),
        )
    signed_at = moment(date(year, 1, 15), 8 + made.number, at=at)
    head = {
        "issued_on": signed_at.date(),
        "opening": described["opening"],
        "closing": described["closing"],
        "appendix_title": described["appendix_title"],
        "signatory_post": described["signatory_post"],
    }
    by = viewers[made.leader]
    plan.refresh_from_db(fields=["version"])
    actions.edit_plan(plan=plan, head=head, version=plan.version, by=by, at=signed_at)
    actions.issue_plan(plan=plan, by=by, at=signed_at)


def _typed(task: Task, row: Described) -> TypedRow:
    """Return a row of a draft with the commune's own offices in it."""
    words = {name: getattr(task, name) for name in Task.WORDS}
    words |= {name: row[name] for name in ("lead_text", "support_text", "guide_text")}
    return TypedRow(section_id=task.section_id, **words)


def _links(task: Task, row: Described, directory: Directory) -> TypedLinks:
    found = [
        (role, name, directory.resolve(name))
        for field, role in ROLES.items()
        for name in row[field]
    ]
    return TypedLinks(
        components=tuple(component.pk for component in task.components.all()),
        parties=tuple(
            TypedParty(role, name, meant.unit.pk if meant.unit else None, meant.group)
            for role, name, meant in found
        ),
    )
