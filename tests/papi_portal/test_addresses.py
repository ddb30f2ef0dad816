"""Addresses that are worked out once for many links."""

from django.urls import reverse

from papi_portal.addresses import pattern


def test_pattern_gives_what_django_gives() -> None:
    page = pattern("tasks:task-detail")

    assert page(7) == reverse("tasks:task-detail", args=[7])
    assert page(12) == reverse("tasks:task-detail", args=[12])


def test_numbers_keep_their_order_and_do_not_mix() -> None:
    page = pattern("tasks:report-detail", numbers=3)

    assert page(1, 2, 3) == reverse("tasks:report-detail", args=[1, 2, 3])
    assert page(900_000_001, 3, 3) == reverse("tasks:report-detail", args=[900_000_001, 3, 3])
