"""The guides: what people read of them, and which section explains which page.

They are written in docs/guide, one for each role and two for subjects. Below a heading a comment
names the pages that the section explains, so that the guide itself says where it is offered.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

from django.conf import settings
from django.urls import reverse
from PIL import Image

from papi_portal import markdown
from papi_portal.markdown import Block, Heading, Note, Picture
from papi_portal.text import fold
from plans.access import Right, Role, Viewer

DOCS = settings.BASE_DIR / "docs"
OF_ROLES = {
    Role.OFFICER: "officer",
    Role.LEADER: "leader",
    Role.REVIEWER: "interior",
    Role.SECTOR: "department",
    Role.AUDITOR: "department",
    Role.ADMIN: "administrator",
}
NAMES = ("officer", "leader", "interior", "department", "administrator", "plans", "results")
"""The guides in the order in which they are offered: by role, then by subject."""


@dataclass(frozen=True, slots=True)
class Section:
    """A task of people: "Muốn …", what to do then, and the pages where they do it."""

    title: str
    pages: tuple[str, ...]
    blocks: tuple[Block, ...]

    @property
    def anchor(self) -> str:
        """The title as a part of an address: words without dấu."""
        return "-".join("".join(c if c.isalnum() else " " for c in fold(self.title)).split())


@dataclass(frozen=True, slots=True)
class Guide:
    """One guide as people read it."""

    name: str
    title: str
    opening: tuple[Block, ...]
    sections: tuple[Section, ...]

    def get_absolute_url(self) -> str:
        """Return the address of the guide in the portal."""
        return _address_of(self.name)

    def explaining(self, page: str) -> str:
        """Return the address of the section that explains a page, empty if none does."""
        anchors = (section.anchor for section in self.sections if page in section.pages)
        anchor = next(anchors, "")
        return f"{self.get_absolute_url()}#{anchor}" if anchor else ""


@cache
def guide(name: str) -> Guide:
    """Read one guide; the files change only with the portal."""
    text = (DOCS / "guide" / f"{name}.md").read_text(encoding="utf-8")
    title, *blocks = map(_sized, markdown.read(_addressed(text)))
    heads = [at for at, block in enumerate(blocks) if isinstance(block, Heading)]
    ends = [*heads[1:], len(blocks)]
    return Guide(
        name=name,
        title=_words(title),
        opening=tuple(blocks[: heads[0]]),
        sections=tuple(_section(blocks[begin:end]) for begin, end in zip(heads, ends, strict=True)),
    )


def everything() -> tuple[Guide, ...]:
    """Return all guides in the order in which they are offered."""
    return tuple(map(guide, NAMES))


def address(page: str, viewer: Viewer | None) -> str:
    """Return where the guides explain a page to this person, in the guide of their own role if it
    does; of a page that none explains the beginning of the first guide.
    """
    guides = [guide(name) for name in dict.fromkeys([*_own(viewer), *NAMES])]
    sections = (one.explaining(page) for one in guides)
    return next(filter(None, sections), guides[0].get_absolute_url())


def _own(viewer: Viewer | None) -> Iterable[str]:
    if viewer is None:
        return
    yield from (OF_ROLES[post.role] for post in viewer.posts)
    if viewer.may(Right.ADMINISTER):
        yield OF_ROLES[Role.ADMIN]


def _section(blocks: list[Block]) -> Section:
    title, *rest = blocks
    pages = " ".join(block.text for block in rest if isinstance(block, Note)).split()
    shown = tuple(block for block in rest if not isinstance(block, Note))
    return Section(_words(title), tuple(pages), shown)


def _words(title: Block) -> str:
    if not isinstance(title, Heading):
        raise TypeError(title)
    return title.text


def _sized(block: Block) -> Block:
    """Return a picture with its size, so that what is below it does not move when it comes."""
    if isinstance(block, Picture):
        file = DOCS / "img" / block.file.removeprefix("guide/")
        if file.exists():  # a new one is not, before its scene is photographed
            with Image.open(file) as picture:
                return replace(block, width=picture.width, height=picture.height)
    return block


def _addressed(text: str) -> str:
    """Return the text with links between files as addresses of pages and of static files."""
    text = text.replace("](../img/", "](guide/")
    return re.sub(r"\]\((\w+)\.md\)", lambda link: f"]({_address_of(link[1])})", text)


def _address_of(name: str) -> str:
    return reverse("plans:guide", args=[name])
