"""Room for the frames of deep calls, in one piece for a whole request, command or child.

CPython (seen in 3.11) keeps frames in pieces of 16 KiB, and gives a piece back as soon as the call
that began it returns. Pages are drawn a hundred calls deep: where an inner loop stands at the end
of a piece, each of its turns asks the system for memory anew, two thousand times for a page of 60
rows, and it takes up to twice its time. A call whose own frame is large begins a piece that has
room for all below it; what is not used of it is never touched.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, ParamSpec, TypeVar

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

Given = ParamSpec("Given")
Answer = TypeVar("Answer")

ROOM = 40_000
"""Words that the frame of the first call asks for: of the 512 KiB that come, 200 are left below."""


def in_one_piece(
    call: Callable[Given, Answer], /, *given: Given.args, **named: Given.kwargs
) -> Answer:
    """Return what a call returns; it and all that it calls have room for their frames."""
    return call(*given, **named)


in_one_piece.__code__ = in_one_piece.__code__.replace(co_stacksize=ROOM)


class DeepCallsMiddleware:
    """Give a request its room, around all other middleware."""

    def __init__(self, get_response: "Callable[[HttpRequest], HttpResponse]") -> None:
        self.get_response = get_response

    def __call__(self, request: "HttpRequest") -> "HttpResponse":
        return in_one_piece(self.get_response, request)
