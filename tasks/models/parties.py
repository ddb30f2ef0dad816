"""Whom a plan names in a task, as it is written."""

from collections import defaultdict
from collections.abc import Mapping

from django.db import models
from django.db.models import Q

from papi_portal.constraints import one_of
from plans.models import Unit


class PartyRole(models.TextChoices):
    """What a party is to a task."""

    LEAD = "lead", "chủ trì, thực hiện"
    SUPPORT = "support", "phối hợp"
    GUIDE = "guide", "hướng dẫn, kiểm tra"


class PartyGroup(models.TextChoices):
    """A group of units that a plan names as one party; issuing the plan makes it concrete."""

    POSTS = "posts", "các công chức chuyên môn"
    ASSOCIATIONS = "associations", "các đoàn thể"
    BODIES = "bodies", "các ban, ngành, đoàn thể"
    AGENCIES = "agencies", "các cơ quan, đơn vị liên quan"
    COMMUNES = "communes", "UBND cấp xã"
    DISTRICTS = "districts", "UBND cấp huyện"
    DEPARTMENTS = "departments", "các sở, ban, ngành"


class PartyQuerySet(models.QuerySet["Party"]):
    """Parties."""

    def by_task(self) -> Mapping[int, list["Party"]]:
        """Return these parties by the task that names them, in their order: one query.

        Chosen parties that are prefetched would cost Django a query set for each task.
        """
        found = defaultdict[int, list[Party]](list)
        for one in self:
            found[one.task_id].append(one)
        return found


class Party(models.Model):
    """A body named in a task, as written, resolved to a unit, a group or nothing yet."""

    Role = PartyRole
    Group = PartyGroup

    task = models.ForeignKey(
        "tasks.Task", on_delete=models.CASCADE, related_name="parties", verbose_name="nhiệm vụ"
    )
    role = models.CharField("vai trò", max_length=10, choices=PartyRole)
    position = models.PositiveSmallIntegerField("thứ tự")
    text = models.CharField("tên như văn bản ghi", max_length=300)
    unit = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="parties",
        verbose_name="đơn vị",
    )
    group = models.CharField("nhóm đơn vị", max_length=15, choices=PartyGroup, blank=True)

    objects = PartyQuerySet.as_manager()

    class Meta:
        verbose_name = "bên được giao"
        verbose_name_plural = "bên được giao"
        ordering = ("task_id", "role", "position")
        constraints = [
            one_of("role", PartyRole, name="tasks_party_role_is_known"),
            models.CheckConstraint(
                condition=Q(group="") | Q(group__in=PartyGroup.values, unit__isnull=True),
                name="tasks_party_is_a_unit_or_a_group",
                violation_error_message="Một bên là một đơn vị hoặc một nhóm, không thể là cả hai.",
            ),
            models.UniqueConstraint(
                fields=["task", "role", "position"],
                name="tasks_party_one_per_position",
                violation_error_message="Hai bên cùng vai trò không thể cùng thứ tự.",
            ),
        ]

    def __str__(self) -> str:
        return self.text
