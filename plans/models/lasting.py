"""What holds from one day to another: territories, units, memberships."""

from datetime import date
from typing import Self, TypeVar

from django.db import models
from django.db.models import Q

from papi_portal.constraints import in_order

Row = TypeVar("Row", bound=models.Model)


def in_force_on(day: date, prefix: str = "") -> Q:
    """Return the condition that a lasting row holds on this day (both ends included)."""
    begun = Q(**{f"{prefix}valid_from__isnull": True}) | Q(**{f"{prefix}valid_from__lte": day})
    going = Q(**{f"{prefix}valid_to__isnull": True}) | Q(**{f"{prefix}valid_to__gte": day})
    return begun & going


def overlapping(since: date, until: date | None) -> Q:
    """Return the condition that a row holds on some day from one to another (none: for ever)."""
    begun = Q(valid_from__isnull=True) | Q(valid_from__lte=until) if until else Q()
    return begun & (Q(valid_to__isnull=True) | Q(valid_to__gte=since))


class LastingQuerySet(models.QuerySet[Row]):
    """Rows that hold from one day to another."""

    def in_force(self, on: date) -> Self:
        return self.filter(in_force_on(on))

    def ending_from(self, day: date) -> Self:
        """Keep what holds on this day or begins later."""
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day))


class Lasting(models.Model):
    """A thing that holds from one day to another; an open end means no known limit."""

    valid_from = models.DateField("có hiệu lực từ", null=True, blank=True)
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)

    class Meta:
        abstract = True
        constraints = [
            in_order(
                "valid_from",
                "valid_to",
                name="%(app_label)s_%(class)s_ends_after_it_begins",
                message="Ngày hết hiệu lực không được trước ngày có hiệu lực.",
            )
        ]

    def stands_on(self, day: date) -> bool:
        """Tell whether this holds on a day, as `in_force_on` asks the table."""
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_to is None or self.valid_to >= day)
