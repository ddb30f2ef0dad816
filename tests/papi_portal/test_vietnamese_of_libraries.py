"""What Django says on the administrator's pages and of passwords has Vietnamese words, ours or its.

A newer Django says more: what this test names belongs into locale/vi.
"""

import ast
import gettext
import re
import subprocess
from pathlib import Path

import django
import pytest
from django.utils import translation

from tests.catalogue import ROOT

OWN = ROOT / "locale" / "vi" / "LC_MESSAGES" / "django.po"
TECHNICAL = {
    *("%(class_name)s %(instance)s", "LogEntry Object", "block size", "memory cost", "parallelism"),
    *("time cost", "variety", "version"),
}
"""How a password is hashed, and rows that no page shows."""
TEXT = re.compile(r'^msgid ((?:".*"\n)+)(msgid_plural)?', re.MULTILINE)


def says(catalogue: Path) -> list[tuple[str, bool]]:
    """Return the texts of a catalogue, and of each whether it counts something."""
    found = TEXT.findall(catalogue.read_text(encoding="utf-8"))
    texts = [("".join(map(ast.literal_eval, text.splitlines())), plural) for text, plural in found]
    return [(text, bool(plural)) for text, plural in texts if text]


@pytest.mark.parametrize("app", ["admin", "auth"])
def test_djangos_words_are_said_in_vietnamese(app: str) -> None:
    source = Path(django.__file__).parent / "contrib" / app / "locale/en/LC_MESSAGES/django.po"

    with translation.override("vi"):
        silent = [text for text, counts in says(source) if _in_vietnamese(text, counts) == text]

    assert set(silent) <= TECHNICAL


def test_compiled_catalogue_is_that_of_the_text() -> None:
    checked = ["msgfmt", "--check", "--output-file=/dev/null", str(OWN)]
    subprocess.run(checked, check=True)  # noqa: S603 - fixed words
    with OWN.with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)

    for text, counts in says(OWN):
        said = compiled.ngettext(text, "", 1) if counts else compiled.gettext(text)
        assert said != text, text


def _in_vietnamese(text: str, counts: bool) -> str:
    return translation.ngettext(text, "", 1) if counts else translation.gettext(text)
