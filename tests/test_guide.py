"""The guides are true: their pages, links, pictures and the words on the buttons exist."""

import re
from pathlib import Path

import pytest
from django.urls import NoReverseMatch, get_resolver

from papi_portal.markdown import Block, Listing, Paragraph, Pieces, Table
from plans import guides
from tests import catalogue
from tests.tasks.test_access import own_patterns
from tests.test_conventions import FILES, NOT_PAGES

DOCS = Path(__file__).resolve().parent.parent / "docs"
IMAGES = DOCS / "img"
HEAVIEST = 80_000
"""What a picture may weigh, in bytes: a guide is read on a phone, too."""
SHOWN = re.compile(r"(?:!\[[^\]]*\]\(|<img src=\")([^)\s\"]+)")
FILLED_IN = re.compile(r"%\(\w+\)s|\{[^}]*\}|<[^>]+>")
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s:]+)\)")
OUTSIDE = {
    *("account_login", "account_change_password", "account_inactive", "account_reset_password"),
    "admin:index",
}
"""Pages that the portal takes from Django and allauth, and that a guide explains."""
NOT_EXPLAINED = {
    "plans:guide": "is the guide",
    "tasks:public-index": "is for citizens",
    "tasks:public-province": "is for citizens",
    "tasks:public-place": "is for citizens",
    "tasks:public-plan": "is for citizens",
}
GUIDES = [pytest.param(guide, id=guide.name) for guide in guides.everything()]


def pages() -> set[str]:
    """Return the names of all pages that people see."""
    named = {name: name.partition(":")[2].replace("-", "_") for name, _ in own_patterns()}
    return {
        name for name, view in named.items() if view not in NOT_PAGES and not view.endswith(FILES)
    }


def texts() -> list[Path]:
    return [*sorted(DOCS.rglob("*.md")), DOCS.parent / "README.md"]


def lines(blocks: tuple[Block, ...]) -> list[Pieces]:
    found: list[Pieces] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            found.append(block.pieces)
        elif isinstance(block, Listing):
            found += block.items
        elif isinstance(block, Table):
            found += [*block.head, *(cell for row in block.rows for cell in row)]
    return found


def words_of_the_portal() -> set[str]:
    """Return all that the portal says; what is filled in is "…"."""
    return {compared(FILLED_IN.sub("…", one)) for one in catalogue.in_catalogue()}


def compared(words: str) -> str:
    """Return a text as it is compared: one blank, no mark at the end, what opens or counts left."""
    plain = re.sub(r"\s*…\s*", " … ", words)
    plain = re.sub(r"\s*\(\s*…\s*\)", "", " ".join(plain.split()))
    return plain.strip(" …:.").lower()


def test_every_page_is_explained_by_a_guide() -> None:
    explained = {
        page
        for guide in guides.everything()
        for section in guide.sections
        for page in section.pages
    }
    assert pages() - explained == set(NOT_EXPLAINED)


def test_every_page_that_a_guide_names_exists() -> None:
    named = {
        page
        for guide in guides.everything()
        for section in guide.sections
        for page in section.pages
    }
    ours = {name for name, _ in own_patterns()}
    assert named - ours == OUTSIDE
    for name in OUTSIDE:
        try:
            get_resolver().reverse(name)
        except NoReverseMatch:
            assert name.partition(":")[0] == "admin"


@pytest.mark.parametrize("guide", GUIDES)
def test_a_guide_explains_a_page_once(guide: guides.Guide) -> None:
    named = [page for section in guide.sections for page in section.pages]
    assert sorted(named) == sorted(set(named))


@pytest.mark.parametrize("guide", GUIDES)
def test_sections_are_tasks_with_addresses_of_their_own(guide: guides.Guide) -> None:
    assert [one.title for one in guide.sections if not one.title.startswith("Muốn ")] == []
    anchors = [section.anchor for section in guide.sections]
    assert len(set(anchors)) == len(anchors)
    assert all(re.fullmatch(r"[a-z0-9-]+", anchor) for anchor in anchors)


@pytest.mark.parametrize("guide", GUIDES)
def test_words_on_buttons_are_those_of_the_portal(guide: guides.Guide) -> None:
    said = words_of_the_portal()
    blocks = [*guide.opening, *(block for one in guide.sections for block in one.blocks)]
    bold = {piece.text for line in lines(tuple(blocks)) for piece in line if piece.kind == "strong"}
    assert {text for text in bold if compared(text) not in said} == set()


def test_every_command_of_the_portal_is_told_to_the_operator() -> None:
    commands = {
        file.stem
        for file in DOCS.parent.glob("*/management/commands/*.py")
        if file.stem != "__init__"
    }
    told = (DOCS / "commands.md").read_text(encoding="utf-8")
    assert {name for name in commands if f"| `{name}" not in told} == set()


def test_every_variable_of_the_settings_is_told_to_the_operator() -> None:
    settings = (DOCS.parent / "papi_portal" / "settings.py").read_text(encoding="utf-8")
    read = set(re.findall(r'environment\.\w+\(\s*"(\w+)"', settings))
    told = (DOCS / "deploy.md").read_text(encoding="utf-8")
    assert len(read) > 15
    assert {name for name in read if f"| `{name}` |" not in told} == set()


def test_zones_of_the_web_server_in_front_are_made_once_and_used() -> None:
    """nginx does not start when two kinds of zone have one name."""
    told = (DOCS / "deploy.md").read_text(encoding="utf-8")
    made = re.findall(r"zone=(\w+):\d+m", told)
    used = re.findall(r"(?:limit_req zone=|proxy_cache )(\w+)", told)
    assert len(made) == len(set(made)) == 2
    assert set(used) == set(made)


def test_links_between_texts_lead_somewhere() -> None:
    lost = [
        f"{file.name}: {link}"
        for file in texts()
        for link in LINK.findall(file.read_text(encoding="utf-8"))
        if not (file.parent / link.partition("#")[0]).exists()
    ]
    assert lost == []


def test_every_picture_shown_exists_and_every_picture_is_shown() -> None:
    shown = {
        (file.parent / picture).resolve()
        for file in texts()
        for picture in SHOWN.findall(file.read_text(encoding="utf-8"))
    }
    assert shown == set(IMAGES.rglob("*.png"))


def test_pictures_are_light() -> None:
    assert [file.name for file in IMAGES.rglob("*.png") if file.stat().st_size > HEAVIEST] == []
