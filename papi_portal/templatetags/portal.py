"""Filters for dates and shares; built into every template."""

from datetime import date, datetime

from django import template
from django.utils import timezone

register = template.Library()


@register.filter
def day(value: date | None) -> str:
    """Return a day as dd/mm/yyyy, empty for none."""
    return value.strftime("%d/%m/%Y") if value else ""


@register.filter
def moment(value: datetime | None) -> str:
    """Return a moment as HH:MM dd/mm/yyyy in local time, empty for none."""
    return timezone.localtime(value).strftime("%H:%M %d/%m/%Y") if value else ""
