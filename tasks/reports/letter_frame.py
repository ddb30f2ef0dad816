"""What stands above and below the text of every letter, from the letterhead of its body."""

from collections.abc import Iterable
from datetime import date

from papi_portal import paper
from papi_portal.paper import Line, Look, Signature
from plans.models import Letterhead


def open_day(on: date) -> str:
    """Return room for the day of a letter of this year: it is written by who signs."""
    return f"ngày … tháng … năm {on.year}"


def head(kept: Letterhead, *, number: str, day: str, about: str = "") -> paper.Letterhead:
    """Return the head of a letter."""
    return paper.Letterhead(
        superior=kept.superior,
        issuer=kept.issuer,
        number=f"Số: {number}",
        place_and_day=f"{kept.place}, {day}",
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


def signature(kept: Letterhead, *, signed_by: str = "") -> Signature:
    """Return who signs a letter and who receives it; unless it says who, `signed_by` does."""
    return Signature(
        recipients=tuple(line for line in kept.recipients.split("\n") if line),
        signed_for=tuple(line for line in kept.signed_for.split("\n") if line),
        post=kept.signatory_post,
        name=kept.signatory or signed_by,
    )
