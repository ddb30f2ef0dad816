"""The guide calls things what the screens call them."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
GUIDE = ROOT / "docs" / "nhap-ke-hoach.md"
SCREEN_WORD = re.compile(r"\*\*(.+?)\*\*")
SAID = re.compile(r"\{%\s*(?:translate|trans)\s+(?:\"([^\"]*)\"|'([^']*)')|_\(\"([^\"]*)\"\)")
BLOCK = re.compile(r"\{%\s*blocktranslate\b[^%]*%\}(.*?)\{%\s*endblocktranslate\s*%\}", re.DOTALL)
PLURAL = re.compile(r"\{%\s*plural\s*%\}")
LABEL = re.compile(r"\blabel=\"([^\"]+)\"")
FILLED_IN = re.compile(r"\{\{.*?\}\}|<[^>]+>")


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


@pytest.mark.parametrize("words", sorted(set(SCREEN_WORD.findall(GUIDE.read_text("utf-8")))))
def test_word_of_the_guide_is_on_a_screen(words: str) -> None:
    assert compared(words) in words_on_screens()


def test_guide_names_many_screen_words() -> None:
    assert len(SCREEN_WORD.findall(GUIDE.read_text(encoding="utf-8"))) > 20
