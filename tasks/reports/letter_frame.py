"""What stands above and below the text of every letter, from the letterhead of its body."""

from collections.abc import Iterable
from datetime import date

from papi_portal import paper
from papi_portal.paper import Line, Look, Signature
from plans.models import Letterhead


def head(kept: Letterhead, *, number: str, on: date, about: str = "") -> paper.Letterhead:
    """Return the head of a letter of a year; its day is written by who signs."""
    return paper.Letterhead(
        superior=kept.superior,
        issuer=kept.issuer,
        number=f"Số: {number}",
        place_and_day=f"{kept.place}, ngày … tháng … năm {on.year}",
        about=about,
    )


def addressees(places: Iterable[str]) -> list[Line]:
    """Return to whom a letter goes: one beside "Kính gửi", several below it; nobody, no line."""
    known = [place.strip(" -;.") for place in places if place.strip()]
    if not known:
        return []
    if len(known) == 1:
        return [Line(f"Kính gửi: {known[0]}", Look.ADDRESSEE)]
    lines = [*(f"- {one};" for one in known[:-1]), f"- {known[-1]}."]
    return [Line("\n".join(["Kính gửi:", *lines]), Look.ADDRESSEES)]


def signature(kept: Letterhead) -> Signature:
    """Return who signs a letter and who receives it."""
    return Signature(
        recipients=tuple(line for line in kept.recipients.split("\n") if line),
        signed_for=tuple(line for line in kept.signed_for.split("\n") if line),
        post=kept.signatory_post,
        name=kept.signatory,
    )
