"""The English catalogue is whole: every text of the sources, with its English and its parts."""

import gettext
import re
import subprocess

from tests import catalogue

PARTS = re.compile(r"%\(\w+\)[sd]|%%|\{[\w.]*(?:![rs])?(?::[^{}]*)?\}|</?[a-z][^>]*>")
TRANSLATED = re.compile(
    r"{#.*?#}|{% comment %}.*?{% endcomment %}|{% blocktranslate.*?{% endblocktranslate %}"
    r"|{% translate .*?%}|_\(.*?\)",
    re.DOTALL,
)
ADDRESSED = re.compile(r".{,30}(\bbạn\b|\bông/bà\b).{,30}", re.IGNORECASE)
OWN_NAMES = {"components/language.html", "components/language_link.html"}
"""Says the name of each language in that language."""


def test_catalogue_holds_the_texts_of_the_sources_and_no_others() -> None:
    wanted, held = catalogue.in_sources(), catalogue.in_catalogue()

    assert sorted(wanted.keys() - held.keys()) == []
    assert sorted(held.keys() - wanted.keys()) == []
    assert catalogue.CATALOGUE.read_text(encoding="utf-8") == catalogue.written(held)


def test_no_page_addresses_its_reader() -> None:
    """Letters do: "Kính gửi ông/bà …"."""
    guides = sorted((catalogue.ROOT / "docs" / "guide").glob("*.md"))
    said = [*catalogue.in_sources(), *(one.read_text(encoding="utf-8") for one in guides)]

    assert [found.group() for text in said for found in ADDRESSED.finditer(text)] == []


def test_every_text_has_its_english() -> None:
    lacking = [
        entry.msgid
        for entry in catalogue.in_catalogue().values()
        if entry.fuzzy or not entry.english or not all(entry.english)
    ]
    assert lacking == []


def test_english_keeps_the_parts_of_each_sentence() -> None:
    """A part may be left out where the sentence speaks of one thing alone."""
    wrong = []
    for entry in catalogue.in_catalogue().values():
        *one, many = entry.english
        if set(PARTS.findall(many)) != set(PARTS.findall(entry.plural or entry.msgid)):
            wrong.append(entry.msgid)
        wrong += [form for form in one if not set(PARTS.findall(form)) <= set(PARTS.findall(many))]
    assert wrong == []


def test_compiled_catalogue_is_that_of_the_text() -> None:
    checked = ["msgfmt", "--check", "--output-file=/dev/null", str(catalogue.CATALOGUE)]
    subprocess.run(checked, check=True)  # noqa: S603 - fixed words
    with catalogue.COMPILED.open("rb") as file:
        compiled = gettext.GNUTranslations(file)

    for entry in catalogue.in_catalogue().values():
        for number, english in enumerate(entry.english, 1):
            said = (
                compiled.ngettext(entry.msgid, entry.plural, number)
                if entry.plural
                else compiled.gettext(entry.msgid)
            )
            assert said == english, entry.msgid


def test_templates_of_pages_say_nothing_untranslated() -> None:
    silent = [
        (name, line.strip())
        for name, content in catalogue.templates()
        if name not in OWN_NAMES
        for line in TRANSLATED.sub("", content).splitlines()
        if catalogue.VIETNAMESE.search(line)
    ]
    assert silent == []
