"""Addresses of pages for lists of hundreds of links."""

from collections.abc import Callable

from django.urls import reverse

FIRST = 900_000_001
"""Stands for the first number while the address is worked out: no other part looks like it."""


def pattern(name: str, *, numbers: int = 1) -> Callable[..., str]:
    """Return what gives the address of a page for its numbers.

    Resolving it anew for each of a thousand cells would take longer than all else on the page.
    """
    places = [str(FIRST + at) for at in range(numbers)]
    address = reverse(name, args=places)
    for at, place in enumerate(places):
        address = address.replace(place, f"{{{at}}}")
    return address.format
