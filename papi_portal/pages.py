"""One sheet of a long list."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

ROWS_PER_SHEET = 50


def sheet(rows: QuerySet[Any, Any], request: HttpRequest) -> "Page[Any]":
    """Return the asked-for sheet of a list; a number out of range gives the nearest sheet."""
    number = request.GET.get("page", "1")
    return Paginator(rows, ROWS_PER_SHEET).get_page(number if len(number) < 10 else "1")
