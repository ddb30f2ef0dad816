"""When what was read equals what a person read: blanks, quotes and marks around do not matter."""

import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Any

from papi_portal.text import clean

Found = dict[str, Any]

QUOTES = str.maketrans(dict.fromkeys("“”„‟", '"') | dict.fromkeys("‘’‚‛", "'"))
DASHES = re.compile(r"\s*[-‐-―]\s*")


def folded(text: str) -> str:
    """Return the text with the blanks, quotes and dashes of every source alike."""
    return " ".join(clean(text).translate(QUOTES).replace("–", "-").split())


def same(found: Any, wanted: Any) -> bool:
    """Tell whether both are the same value, text or list of names in the same order."""
    if isinstance(wanted, list):
        return isinstance(found, list) and [*map(_name, found)] == [*map(_name, wanted)]
    if isinstance(wanted, str) and isinstance(found, str):
        return folded(found) == folded(wanted)
    return bool(found == wanted)


def _name(one: Any) -> Any:
    """Return a name without the comma or stop that follows it in a list."""
    return folded(one).rstrip(" .;,") if isinstance(one, str) else one


def _same_words(found: str, wanted: str | Found) -> bool:
    """Compare with a whole text, or with its beginning, end and number of words."""
    if isinstance(wanted, str):
        return folded(found) == folded(wanted)
    text = folded(found)
    framed = text.startswith(folded(wanted["begins"])) and text.endswith(folded(wanted["ends"]))
    return framed and len(text.split()) == int(wanted["words"])


def _same_items(found: list[str], wanted: list[Any] | Found) -> bool:
    if isinstance(wanted, dict):
        return len(found) == int(wanted["count"])
    pairs = zip(found, wanted, strict=False)
    return len(found) == len(wanted) and all(_same_words(one, other) for one, other in pairs)


def _same_headings(found: str, wanted: str) -> bool:
    def bare(path: str) -> list[str]:
        return [folded(heading).rstrip(" .:;") for heading in path.split(" > ")]

    return bare(found) == bare(wanted)


def same_number(found: str, wanted: str) -> bool:
    """Tell whether both are the same document's number: "80/ KH – UBND" is "80/KH-UBND"."""
    return DASHES.sub("-", found).replace(" ", "") == DASHES.sub("-", wanted).replace(" ", "")


def _same_subject(found: str, wanted: str) -> bool:
    def bare(subject: str) -> str:
        return folded(subject).lower().removeprefix("việc ").rstrip(" .;/")

    return bare(found) == bare(wanted)


def _within(found: str, wanted: str) -> bool:
    """Tell whether the passage quoted holds the words wanted."""
    return bool(found) == bool(wanted) and folded(wanted).rstrip(" .;") in folded(found)


def _near(found: str, wanted: str) -> bool:
    """Tell whether the deadline's words were taken, be it with a word more or less around."""
    one, other = folded(found).lower(), folded(wanted).lower()
    return bool(one) == bool(other) and (one in other or other in one)


def promise(target: Found) -> tuple[Any, ...]:
    """Return all that a target states, without its wording: equal promises are equal values."""
    numbers = (_decimal(target[name]) for name in ("value", "value_to"))
    named = (target["group"], target["count"], folded(target["region"]).lower(), target["year"])
    return target["component"], target["kind"], *numbers, *named


def _decimal(value: str) -> Decimal | None:
    try:
        return Decimal(value).normalize()
    except InvalidOperation:
        return None


CITED: dict[str, Callable[[Any, Any], bool]] = {
    "number": same_number,
    "subject": _same_subject,
    "text": _within,
}
RIGHT: dict[str, Callable[[Any, Any], bool]] = {
    "number": same_number,
    "text": _same_words,
    "items": _same_items,
    "section": _same_headings,
    "deadline words": _near,
}
