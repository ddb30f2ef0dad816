"""Tasks: the rows of a plan, who is named in them and who answers for them."""

from collections.abc import Collection
from datetime import date
from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse

from indicators.models import Component, ComponentQuerySet
from papi_portal.constraints import in_order, one_of
from papi_portal.text import cut
from papi_portal.word_index import WordIndex
from plans.access import RIGHTS, Right, Viewer
from plans.models import Membership, Period, Plan, PlanSection, Territory, Unit, plan_visible_to
from tasks.models.days import NO_DAY, DeadlineKind
from tasks.models.parties import Party, PartyRole

COUNTED_BY = ("plan", "reporter", "unit", "component", "task", "handed_over_on", "reports", "id")
"""What the counts of a period ask of rows."""


class TaskQuerySet(models.QuerySet["Task"]):
    """Tasks."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Keep the tasks of readable plans, those given to one's units, and those they guide."""
        given = Assignment.objects.filter(unit__in=viewer.unit_ids).values("task")
        return self.filter(
            plan_visible_to(viewer, "plan") | Q(pk__in=given) | guided_by(viewer, "pk", "plan")
        )

    def about_index(self, code: str) -> Self:
        """Keep the tasks that work on an index, in whichever version; all for no index."""
        return self.filter(pk__in=_links_to(code).values("task")) if code else self


def guided_by(viewer: Viewer, task: str, plan: str) -> Q:
    """Return the condition that the viewer's unit guides the task at this path, of that plan.

    Its plan names the unit as guide of this very task, or the plan of the unit's own territory
    names it as guide of a component: then of all tasks about it in issued plans below.
    """
    if not viewer.guiding_unit_ids:
        return Q(**{f"{task}__in": []})
    named = Assignment.objects.filter(role=PartyRole.GUIDE, unit__in=viewer.guiding_unit_ids)
    guided = guided_components(viewer.guiding_unit_ids, viewer.own_ids)
    about = Task.components.through.objects.filter(component__in=guided).values("task")
    below = Q(**{f"{plan}__territory__parent__in": viewer.own_ids}) | Q(
        **{f"{plan}__territory__parent__parent__in": viewer.own_ids}
    )
    issued = Q(**{f"{plan}__state": Plan.State.ISSUED, f"{task}__in": about})
    return Q(**{f"{task}__in": named.values("task")}) | below & issued


def guided_components(units: Collection[int], territories: Collection[int]) -> ComponentQuerySet:
    """Return the components of which issued plans of these territories name units as guides."""
    return Component.objects.filter(
        tasks__parties__role=PartyRole.GUIDE,
        tasks__parties__unit__in=units,
        tasks__plan__territory__in=territories,
        tasks__plan__state=Plan.State.ISSUED,
    )


class Task(models.Model):
    """One row of a plan's appendix: something to do, by whom and by when, as issued."""

    DeadlineKind = DeadlineKind
    WORDS = (
        "label",
        "title",
        "text",
        "lead_text",
        "support_text",
        "guide_text",
        "deadline_text",
        "deadline_kind",
        "starts_on",
        "ends_on",
        "output",
        "note",
    )
    """What the row says, as issued: what a copy takes along and what a change is seen by."""
    FOUND_BY = WordIndex("tasks_task", ("title", "text", "output"))

    plan = models.ForeignKey(
        Plan, on_delete=models.CASCADE, related_name="tasks", verbose_name="kế hoạch"
    )
    section = models.ForeignKey(
        PlanSection,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="tasks",
        verbose_name="mục",
    )
    position = models.PositiveSmallIntegerField("thứ tự")
    label = models.CharField("ký hiệu", max_length=20, blank=True)
    title = models.CharField("nội dung", max_length=500, blank=True)
    text = models.TextField("nhiệm vụ, giải pháp")
    lead_text = models.TextField("cơ quan chủ trì, thực hiện như văn bản ghi", blank=True)
    support_text = models.TextField("cơ quan phối hợp như văn bản ghi", blank=True)
    guide_text = models.TextField("cơ quan hướng dẫn, kiểm tra như văn bản ghi", blank=True)
    deadline_text = models.CharField("thời gian như văn bản ghi", max_length=300, blank=True)
    deadline_kind = models.CharField(
        "loại thời hạn", max_length=12, choices=DeadlineKind, default=DeadlineKind.NONE
    )
    starts_on = models.DateField("từ ngày", null=True, blank=True)
    ends_on = models.DateField("đến hết ngày", null=True, blank=True)
    output = models.TextField("sản phẩm đầu ra", blank=True)
    note = models.TextField("ghi chú", blank=True)
    components = models.ManyToManyField(
        Component, related_name="tasks", blank=True, verbose_name="chỉ số thành phần"
    )
    origin = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="derived",
        verbose_name="bắt nguồn từ",
    )
    version = models.PositiveIntegerField("lần sửa", default=1)

    objects = TaskQuerySet.as_manager()

    class Meta:
        verbose_name = "nhiệm vụ"
        verbose_name_plural = "nhiệm vụ"
        ordering = ("plan_id", "position")
        constraints = [
            one_of("deadline_kind", DeadlineKind, name="tasks_task_deadline_kind_is_known"),
            in_order(
                "starts_on",
                "ends_on",
                name="tasks_task_days_in_order",
                message="Ngày kết thúc không được trước ngày bắt đầu.",
            ),
            models.CheckConstraint(
                condition=~Q(deadline_kind__in=["by_date", "from_to"]) | Q(ends_on__isnull=False),
                name="tasks_task_dated_deadline_has_a_date",
                violation_error_message="Thời hạn theo ngày phải có ngày kết thúc.",
            ),
            models.UniqueConstraint(
                fields=["plan", "position"],
                name="tasks_task_one_per_position",
                violation_error_message="Hai nhiệm vụ của một kế hoạch không thể cùng thứ tự.",
            ),
            models.CheckConstraint(
                condition=Q(version__gte=1),
                name="tasks_task_versions_count_from_one",
                violation_error_message="Lần sửa được đếm từ 1.",
            ),
        ]
        indexes = [
            models.Index(fields=["label"], name="tasks_task_label"),
            models.Index(
                fields=["starts_on"],
                condition=Q(starts_on__isnull=False),
                name="tasks_task_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.title or cut(self.text, 80)}".strip()

    def get_absolute_url(self) -> str:
        return reverse("tasks:task-detail", args=[self.pk])

    @property
    def wording(self) -> str:
        """What it is called on paper, where rows are numbered anew: whole, without its label."""
        return self.title or self.text

    @property
    def lines(self) -> list[str]:
        """The text as issued, one item a line."""
        return self.text.split("\n")


def assignment_visible_to(viewer: Viewer, path: str = "") -> Q:
    """Return the condition that an assignment concerns units one reaches, or what they guide.

    Asked of units and plans, which are few: asked of each row, the way up to the territories above
    its unit and its plan would be gone for each.
    """
    prefix = f"{path}__" if path else ""
    units = Unit.objects.filter(viewer.reads_unit("")).values("pk")
    plans = Plan.objects.filter(viewer.reads_territory("territory")).values("pk")
    read = Q(**{f"{prefix}unit__in": units}) | Q(**{f"{prefix}plan__in": plans})
    return read | guided_by(viewer, f"{prefix}task", f"{prefix}plan")


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    """Assignments."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Keep what concerns the units one reaches, and what one's units guide below."""
        return self.filter(assignment_visible_to(viewer))

    def read_below(self, viewer: Viewer, territory_id: int) -> Self:
        """Keep what the viewer reads of rows that are of plans of a territory and below it alone.

        Who reads all of the territory reads every one of them: then no row is asked.
        """
        return self if viewer.reads_all_of(territory_id) else self.visible_to(viewer)

    def reporting(self) -> Self:
        """Keep the assignments that answer for their row in each period."""
        return self.filter(reports=True)

    def owed_in(self, period: Period, plans: Collection[int] | None = None) -> Self:
        """Keep the assignments that owe progress in this period.

        `plans` are those that report in it, where they are known: PostgreSQL plans better for keys.
        """
        owing = Plan.objects.owing_in(period) if plans is None else plans
        return self.begun_in(period).filter(plan__among_few=owing)

    def begun_in(self, period: Period) -> Self:
        """Keep what reports in this period if its plan does.

        What begins later does not, nor what the unit's own plan answers for by then.
        """
        # Few tasks begin on a day: those are asked for, not the day of each row.
        later = Task.objects.filter(starts_on__gt=period.data_to).order_by().values("pk")
        here = Q(handed_over_on__isnull=True) | Q(handed_over_on__gt=period.data_to)
        return self.reporting().filter(~Q(task__in=later), here)

    def by_beginning(self) -> tuple[Self, Self]:
        """Return the rows that began with their plans, and the few that begin on a day (`begins`).

        Apart, because all of the second sort are looked up by the day, and none of the first; in no
        order, so that they can be put together again.
        """
        dated = Task.objects.filter(starts_on__isnull=False).order_by().values("pk")
        return (
            self.exclude(task__in=dated).annotate(begins=NO_DAY).order_by(),
            self.filter(task__in=dated).annotate(begins=F("task__starts_on")).order_by(),
        )

    def by_dimension(self) -> tuple[Self, Self]:
        """Return the rows about one component, and the few others: once for each that they have.

        Each with the dimension that it is `about`; in no order, so that they can be put together.
        """
        alone, others = self.filter(component__isnull=False), self.filter(component=None)
        return (
            alone.annotate(about=F("component__dimension")).order_by(),
            others.annotate(about=F("task__components__dimension")).order_by(),
        )

    def covered_by(self, plan: Plan, unit: Unit) -> Self:
        """Keep the rows that a unit's report on a plan covers."""
        return self.reported_by(unit).filter(plan=plan)

    def about_index(self, code: str) -> Self:
        """Keep the rows whose task works on an index, in whichever version; all for no index."""
        return self.filter(task__in=_links_to(code).values("task")) if code else self

    def reported_by(self, unit: Unit) -> Self:
        """Keep the rows that a unit's reports cover, on whichever plans."""
        return self.reporting().filter(reporter=unit)

    def answered_in(self, territories: "models.QuerySet[Territory] | list[int]") -> Self:
        """Keep what these territories answer for, and add which (`place`).

        That is the plan's own territory, in a province's plan the unit's.
        """
        return self.annotate(place=F("reporter__territory")).filter(
            reporter__territory__in=territories
        )

    def owed_with_plan(self) -> Self:
        """Keep the reporting assignments, each with its task, plan and unit."""
        return self.reporting().select_related(
            "task__plan__territory", "task__plan__issuer", "unit", "reporter"
        )

    def owed_by(self, viewer: Viewer) -> Self:
        """Keep what the viewer reports for: own units, and others in nobody's hands."""
        units = Unit.objects.filter(
            Q(pk__in=viewer.recording_unit_ids) | Q(territory__in=viewer.recording_whole_ids)
        )
        own = Assignment.objects.filter(unit__in=units).order_by()
        plans = Plan.objects.filter(territory__in=viewer.recording_whole_ids)
        named = Assignment.objects.filter(plan__in=plans).order_by()
        elsewhere = named.exclude(in_somebodys_hands(viewer.on))
        # One condition on unit or plan would read the assignments of all communes to find these.
        return self.filter(pk__among_few=own.values("pk").union(elsewhere.values("pk")))


def _links_to(index: str) -> "models.QuerySet[models.Model]":
    """Return the links of tasks to components of an index."""
    links: models.QuerySet[models.Model] = Task.components.through.objects.all()
    return links.filter(component__framework__index__code=index)


def in_somebodys_hands(on: date) -> Q:
    """Return the condition that somebody reports for the assignment's unit on a day."""
    recording = [role for role, rights in RIGHTS.items() if Right.RECORD in rights]
    posts = Membership.objects.in_force(on).filter(role__in=recording)
    own = posts.filter(unit=OuterRef("unit"))
    above = posts.filter(
        unit__territory=OuterRef("unit__territory"), unit__kind=Unit.Kind.COMMITTEE
    )
    # Asked as one, with "or" inside, every post would be looked at for every assignment.
    return Q(Exists(own)) | Q(Exists(above))


class Assignment(models.Model):
    """A party made concrete when the plan is issued: a task, a unit and the unit's role.

    One lead of a commune's task answers for it in each period, because its UBND reports
    for all its units; in a province's plan each lead department answers for itself.
    Whose report covers the row is settled then, too (`tasks.issuing`): all that is counted is
    counted by plan and by who reports, and a way there over task, plan and place would be gone
    for each of ten thousand rows. So is what it is about, where that is one component (a province's
    next set of criteria carries it on with its task): otherwise `component` is empty, and the task
    has to be asked (`AssignmentQuerySet.by_dimension`).
    """

    task = models.ForeignKey(
        Task, on_delete=models.CASCADE, related_name="assignments", verbose_name="nhiệm vụ"
    )
    plan = models.ForeignKey(
        Plan, on_delete=models.CASCADE, related_name="assignments", verbose_name="kế hoạch"
    )
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="assignments", verbose_name="đơn vị"
    )
    role = models.CharField("vai trò", max_length=10, choices=PartyRole)
    reporter = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="+", verbose_name="cơ quan báo cáo"
    )
    component = models.ForeignKey(
        Component,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        db_index=False,
        related_name="assignments",
        verbose_name="chỉ số thành phần duy nhất",
    )
    reports = models.BooleanField("báo cáo tiến độ", default=False)
    handed_over_on = models.DateField("báo cáo bằng kế hoạch riêng từ ngày", null=True, blank=True)
    party = models.ForeignKey(
        Party,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="assignments",
        verbose_name="theo bên được giao",
    )

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = "giao việc"
        verbose_name_plural = "giao việc"
        ordering = ("task_id", "pk")
        constraints = [
            one_of("role", PartyRole, name="tasks_assignment_role_is_known"),
            models.UniqueConstraint(
                fields=["task", "unit", "role"],
                name="tasks_assignment_one_per_unit_and_role",
                violation_error_message="Đơn vị đã được giao nhiệm vụ này với vai trò đó.",
            ),
            models.CheckConstraint(
                condition=Q(reports=False) | Q(role="lead"),
                name="tasks_assignment_only_a_lead_reports",
                violation_error_message="Chỉ đơn vị chủ trì báo cáo tiến độ.",
            ),
            models.CheckConstraint(
                condition=Q(handed_over_on__isnull=True) | Q(reports=True),
                name="tasks_assignment_hands_over_what_it_reports",
                violation_error_message="Chỉ việc phải báo cáo mới chuyển sang kế hoạch riêng.",
            ),
        ]
        indexes = [
            models.Index(
                fields=["unit", "task"],
                condition=Q(reports=True),
                name="tasks_assignment_reporting",
            ),
            # Counts of a period are answered from it alone: three rows in four report nothing. For
            # that SQLite needs what is true of all (`reports`), PostgreSQL what is counted (`id`).
            models.Index(
                fields=COUNTED_BY,
                condition=Q(reports=True),
                name="tasks_assignment_owed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit}: {self.task}"
