"""Filters for points, differences and places gained."""

from decimal import Decimal

from django import template

from indicators import rounding
from papi_portal.speaking import spoken
from papi_portal.wording import said

register = template.Library()


@register.filter
def points(value: Decimal | None) -> str:
    """Return points as they are published: "45,06"."""
    return spoken(rounding.points(value))


@register.filter
def gained(value: Decimal | None) -> str:
    """Return a difference of points with its sign: "+1,52"."""
    return spoken(rounding.change(value))


@register.filter
def places(value: int | None) -> str:
    """Return ranks gained or lost in words: "tăng 16 bậc"."""
    if value is None:
        return ""
    if value == 0:
        return spoken(said("giữ nguyên hạng"))
    moved = said("tăng {steps} bậc") if value > 0 else said("giảm {steps} bậc")
    return spoken(moved.format(steps=abs(value)))
