"""How plans word the time of a task, and from which day a row of a plan is owed."""

from datetime import date

from django.db import models
from django.db.models import DateField, Value
from django.db.models.functions import Cast

from plans.models import Period

NO_DAY = Cast(Value(None), output_field=DateField())
"""In place of a day that a row does not have, so that it stands in one answer with rows that do."""


class DeadlineKind(models.TextChoices):
    """How a plan words the time of a task."""

    ONGOING = "ongoing", "thường xuyên"
    YEARLY = "yearly", "hằng năm"
    HALF_YEARLY = "half_yearly", "6 tháng một lần"
    QUARTERLY = "quarterly", "hằng quý"
    MONTHLY = "monthly", "hằng tháng"
    BY_DATE = "by_date", "trước hoặc trong ngày"
    FROM_TO = "from_to", "từ ngày đến ngày"
    YEARS = "years", "giai đoạn nhiều năm"
    AFTER_EVENT = "after_event", "sau một sự kiện"
    NONE = "none", "không nêu"


def begins_in(period: Period, starts_on: date | None, handed_over_on: date | None) -> bool:
    """Tell of a row what `AssignmentQuerySet.begun_in` asks the table."""
    begun = starts_on is None or starts_on <= period.data_to
    return begun and (handed_over_on is None or handed_over_on > period.data_to)
