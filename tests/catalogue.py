"""The English catalogue: which texts the sources hold, and what stands for them.

`python -m tests.catalogue` writes locale/en anew: what is new without a translation, what is gone
left out, the rest as it was; then msgfmt compiles it.
"""

import ast
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import django
from django.apps import apps
from django.db.models import TextChoices
from django.template import engines
from django.templatetags.i18n import BlockTranslateNode, TranslateNode
from django.utils import translation
from django.utils.translation import trim_whitespace

ROOT = Path(__file__).resolve().parent.parent
APPS = ("papi_portal", "plans", "indicators", "tasks")
CATALOGUE = ROOT / "locale" / "en" / "LC_MESSAGES" / "django.po"
COMPILED = CATALOGUE.with_suffix(".mo")
ON_PAPER = "print/"
"""Templates of documents, which are Vietnamese for every reader."""
MARKING = {"_", "gettext", "said"}
"""Functions whose first argument is a text to translate."""
OF_REPORTS = (
    *("arranged.ORDERS", "arranged.TABLES", "checks.WORDS", "findings.SHOWN", "issuance.SHOWN"),
    *("handing_in.STATE_WORDS", "late.MISSING", "late.PROPOSED", "late.RETURNED", "rows.SHOWN"),
    *("issued_register.SHOWN", "year_matrix.APART", "year_matrix.NO_ROWS"),
)
"""Words that reports show on pages as they stand on paper."""
IN_AN_ARGUMENT = re.compile(r"""_\(["']([^"']+)["']\)""")
VIETNAMESE = re.compile("[À-ÃÈ-ÊÌÍÒ-ÕÙÚÝà-ãè-êìíò-õùúýĂăĐđĨĩŨũƠ-ưẠ-ỹ]")
PART = re.compile(r"%\(\w+\)[sd]|\{[^{}]*\}|<[^>]*>|%%")
"""What stands between the fixed words of a sentence."""
HEAD = """# English for the portal's own texts, which are Vietnamese in the source.
# Written by `python -m tests.catalogue`; words of the field: docs/decisions.md, 115.
msgid ""
msgstr ""
"Project-Id-Version: papi-portal\\n"
"PO-Revision-Date: 2026-11-22 00:00+0700\\n"
"Last-Translator: PAPI portal\\n"
"Language-Team: English\\n"
"Language: en\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"
"""
ENTRY = re.compile(
    r'((?:#, .+\n)?)msgid "(.*)"\n'
    r'(?:msgid_plural "(.*)"\nmsgstr\[0\] "(.*)"\nmsgstr\[1\] "(.*)"|msgstr "(.*)")\n'
)


@dataclass(frozen=True)
class Entry:
    """One text: Vietnamese, and English in one or two forms; empty where nobody translated it."""

    msgid: str
    plural: str = ""
    english: tuple[str, ...] = ()
    fuzzy: bool = False

    def __str__(self) -> str:
        if not self.plural:
            return f"msgid {_quoted(self.msgid)}\nmsgstr {_quoted(*self.english)}\n"
        one, many = self.english or ("", "")
        return (
            f"msgid {_quoted(self.msgid)}\nmsgid_plural {_quoted(self.plural)}\n"
            f"msgstr[0] {_quoted(one)}\nmsgstr[1] {_quoted(many)}\n"
        )


def in_sources() -> dict[str, Entry]:
    """Return every text of templates, code and choices by its Vietnamese words."""
    found = [*_in_templates(), *_in_code(), *_in_choices(), *_in_models(), *_in_reports()]
    return {one.msgid: one for one in sorted(found, key=lambda one: (one.msgid, one.plural))}


def in_catalogue() -> dict[str, Entry]:
    """Return every text of the catalogue with its English."""
    content = CATALOGUE.read_text(encoding="utf-8") if CATALOGUE.exists() else ""
    _, _, entries = content.partition("\n\n")
    return {
        entry.msgid: entry
        for marks, msgid, plural, one, many, only in ENTRY.findall(entries)
        for entry in [
            Entry(
                msgid=_text(msgid),
                plural=_text(plural),
                english=(_text(one), _text(many)) if plural else (_text(only),),
                fuzzy="fuzzy" in marks,
            )
        ]
    }


def written(entries: dict[str, Entry]) -> str:
    """Return the catalogue as a file, in the order of the Vietnamese words."""
    return "\n".join([HEAD, *(str(entries[msgid]) for msgid in sorted(entries))])


def templates() -> Iterator[tuple[str, str]]:
    """Yield the name and text of each template that draws a page."""
    folder = ROOT / "templates"
    for file in sorted(folder.rglob("*")):
        name = file.relative_to(folder).as_posix()
        if file.suffix in {".html", ".txt"} and not name.startswith(ON_PAPER):
            yield name, file.read_text(encoding="utf-8")


def _in_templates() -> Iterator[Entry]:
    engine: Any = engines["django"]
    for _, content in templates():
        nodes = engine.engine.from_string(content).nodelist
        for node in nodes.get_nodes_by_type((TranslateNode, BlockTranslateNode)):
            yield from _of_block(node) if isinstance(node, BlockTranslateNode) else _of_tag(node)
        yield from (Entry(text) for text in IN_AN_ARGUMENT.findall(content))


def _of_tag(node: Any) -> Iterator[Entry]:
    if isinstance(literal := node.filter_expression.var.literal, str):
        yield Entry(literal.replace("%", "%%"))  # as the tag looks it up


def _of_block(node: Any) -> Iterator[Entry]:
    forms = [node.render_token_list(tokens)[0] for tokens in (node.singular, node.plural) if tokens]
    one, *many = [trim_whitespace(form) if node.trimmed else form for form in forms]
    yield Entry(one, plural=many[0] if many else "")


def _in_code() -> Iterator[Entry]:
    for app in APPS:
        for file in sorted((ROOT / app).rglob("*.py")):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and node.args and _marks(node.func):
                    text = node.args[0]
                    if isinstance(text, ast.Constant) and isinstance(text.value, str):
                        yield Entry(text.value)


def _marks(function: ast.expr) -> bool:
    return isinstance(function, ast.Name) and function.id in MARKING


def _in_choices() -> Iterator[Entry]:
    for app in APPS:
        for file in sorted((ROOT / app).rglob("*.py")):
            if "TextChoices)" in file.read_text(encoding="utf-8"):
                module = file.relative_to(ROOT).with_suffix("").as_posix().replace("/", ".")
                for one in vars(import_module(module)).values():
                    if isinstance(one, type) and issubclass(one, TextChoices):
                        yield from (Entry(str(label)) for label in one.labels if label)


def _in_models() -> Iterator[Entry]:
    """Yield what models call themselves and their fields, and what their rules say."""
    for model in apps.get_models():
        meta = model._meta
        if meta.app_label in APPS:
            fields = (*meta.local_fields, *meta.local_many_to_many)
            words = [meta.verbose_name, meta.verbose_name_plural]
            words += [word for one in fields for word in (one.verbose_name, one.help_text)]
            words += [getattr(one, "violation_error_message", "") for one in meta.constraints]
            with translation.override(None):  # what Django calls its own is English then
                yield from (Entry(text) for text in map(str, words) if VIETNAMESE.search(text))


def _in_reports() -> Iterator[Entry]:
    for place in OF_REPORTS:
        module, name = place.split(".")
        words = getattr(import_module(f"tasks.reports.{module}"), name)
        yield from map(Entry, [words] if isinstance(words, str) else words.values())


def _quoted(text: str = "") -> str:
    return json.dumps(text, ensure_ascii=False)


def _text(quoted: str) -> str:
    return str(json.loads(f'"{quoted}"'))


def main() -> None:
    """Write the catalogue anew and say what lacks its English."""
    django.setup()
    known = in_catalogue()
    wanted = {
        msgid: known[msgid] if msgid in known and known[msgid].plural == entry.plural else entry
        for msgid, entry in in_sources().items()
    }
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    CATALOGUE.write_text(written(wanted), encoding="utf-8")
    for entry in wanted.values():
        if not all(entry.english) or not entry.english:
            sys.stdout.write(f"{entry.msgid}\n")
    command = ["msgfmt", "--check", f"--output-file={COMPILED}", str(CATALOGUE)]
    subprocess.run(command, check=True)  # noqa: S603 - fixed words


if __name__ == "__main__":
    main()
