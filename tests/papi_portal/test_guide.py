"""The guides call things what the screens call them."""

import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
GUIDES = ("nhap-ke-hoach.md", "bao-cao.md", "duyet-bao-cao.md")
LINK = re.compile(r"(?:\]\(|src=\")([^)#\"]+)")
SCREEN_WORD = re.compile(r"\*\*(.+?)\*\*")
SAID = re.compile(r"\{%\s*(?:translate|trans)\s+(?:\"([^\"]*)\"|'([^']*)')|_\(\"([^\"]*)\"\)")
BLOCK = re.compile(r"\{%\s*blocktranslate\b[^%]*%\}(.*?)\{%\s*endblocktranslate\s*%\}", re.DOTALL)
PLURAL = re.compile(r"\{%\s*plural\s*%\}")
LABEL = re.compile(r"\blabel=\"([^\"]+)\"")
FILLED_IN = re.compile(r"\{\{.*?\}\}|<[^>]+>")


@cache
def words_on_screens() -> set[str]:
    """Return every text of the templates and label of a form; what is filled in is "…"."""
    found: set[str] = set()
    for file in (ROOT / "templates").rglob("*.html"):
        text = file.read_text(encoding="utf-8")
        found |= {"".join(groups) for groups in SAID.findall(text)}
        blocks = (part for block in BLOCK.findall(text) for part in PLURAL.split(block))
        found |= {FILLED_IN.sub("…", block) for block in blocks}
    for file in (*(ROOT / "tasks").rglob("*.py"), *(ROOT / "plans").rglob("*.py")):
        found |= set(LABEL.findall(file.read_text(encoding="utf-8")))
    return {compared(one) for one in found}


def compared(words: str) -> str:
    """Return a text as it is compared: one blank, no mark at the end, what opens or counts left."""
    plain = re.sub(r"\s*…\s*", " … ", words)
    plain = re.sub(r"\s*\(\s*…\s*\)", "", " ".join(plain.split()))
    return plain.strip(" …:.").lower()


def text_of(guide: str) -> str:
    return (ROOT / "docs" / guide).read_text(encoding="utf-8")


NAMED = sorted(
    {(guide, words) for guide in GUIDES for words in SCREEN_WORD.findall(text_of(guide))}
)


@pytest.mark.parametrize(("guide", "words"), NAMED)
def test_word_of_a_guide_is_on_a_screen(guide: str, words: str) -> None:
    assert compared(words) in words_on_screens()


@pytest.mark.parametrize("guide", GUIDES)
def test_guide_names_many_screen_words(guide: str) -> None:
    assert len(SCREEN_WORD.findall(text_of(guide))) > 20


@pytest.mark.parametrize("guide", [*GUIDES, "../README.md"])
def test_pictures_and_pages_that_a_guide_leads_to_are_there(guide: str) -> None:
    place = (ROOT / "docs" / guide).parent
    led_to = [link for link in LINK.findall(text_of(guide)) if "://" not in link]

    assert led_to
    assert [link for link in led_to if not (place / link).is_file()] == []
