"""Links that open a letter, already written, in the reader's own mail program: no mail server."""

from collections.abc import Iterable
from urllib.parse import quote

LONGEST = 1900
"""Characters that every mail program still takes from a link; some cut off longer ones."""


def link(*, to: str = "", bcc: Iterable[str] = (), subject: str, body: str) -> str:
    """Return the address of a letter to one person, or to many who do not see each other."""
    fields = {"bcc": ",".join(map(_address, bcc)), "subject": quote(subject), "body": quote(body)}
    return f"mailto:{_address(to)}?" + "&".join(f"{key}={it}" for key, it in fields.items() if it)


def _address(address: str) -> str:
    return quote(address, safe="@")
