"""The manner of the code, as tests: sizes, names, docstrings, and which layer does what.

A test that fails names the place; an exception is a line in a list here, with its reason.
"""

import ast
import re
import tomllib
import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from django.template.utils import get_app_template_dirs
from django.urls import URLPattern, URLResolver

from indicators import urls as indicator_urls
from plans import urls as plan_urls
from tasks import urls

ROOT = Path(__file__).resolve().parent.parent
APPS = ("papi_portal", "plans", "indicators", "tasks")
TEMPLATES = ROOT / "templates"

Function = ast.FunctionDef | ast.AsyncFunctionDef

LONGEST_MODULE, LONGEST_FUNCTION, LONGEST_VIEW, LONGEST_TEMPLATE = 400, 45, 30, 150
VAGUE_NAMES = {"utils", "util", "helpers", "common", "services", "misc", "core", "base"}
MODULES_WITH_HTTP = {
    "papi_portal/admin_site.py": "a site is views",
    "papi_portal/contention.py": "middleware",
    "papi_portal/context.py": "context processors get the request",
    "papi_portal/deep_calls.py": "middleware",
    "papi_portal/errors.py": "views for what went wrong",
    "papi_portal/headers.py": "middleware",
    "papi_portal/list_previews.py": "the way of views that take a list in",
    "papi_portal/pages.py": "reads the number of the sheet from the address",
    "papi_portal/signed_out.py": "middleware",
    "plans/access.py": "the gate of views",
    "plans/admin.py": "admin methods get the request",
    "plans/context.py": "context processors get the request",
    "plans/middleware.py": "middleware",
    "plans/signin.py": "allauth and sign-in backends get the request",
}
READ_THE_CLOCK = {"/views/", "/management/", "/middleware.py", "/admin.py", "/signin.py"} | {
    "/background.py",
    "/checks.py",
    "papi_portal/pdf.py",  # when a file was made, which the file says of itself
    "papi_portal/worddoc.py",  # the same
}
WRITE = (
    "/actions/",
    "/actions.py",
    "/management/",
    "tasks/demo/",
    "tasks/load/",
    "plans/models/people.py",
    "attachments/inside.py",  # a picture, into memory
    "papi_portal/pictures.py",  # the same
    "papi_portal/worddoc.py",  # the same
    "papi_portal/pdf_books.py",  # pages, into a file that is given
    "papi_portal/pdf_objects.py",  # letters, into memory
)
WRITING = {"create", "get_or_create", "update_or_create", "bulk_create", "bulk_update"}
WRITING |= {"save", "delete"}
TEXTS = {".py", ".html", ".css", ".js", ".md", ".toml", ".txt", ".json", ".csv", ".po", ".sh"}
NOT_OURS = {".venv", ".git", "var", "node_modules", "__pycache__", "test-results"}

ASKED_FOR_BY_OTHERS = {
    "400.html": "Django",
    "403.html": "Django",
    "404.html": "Django",
    "500.html": "Django",
    "429.html": "allauth, when the rate limit is reached",
    "account/password_reset_help_text.html": "allauth, below the password",
}
ASKED_FOR_BY_DJANGO = {"natural_key", "get_by_natural_key", "create_user", "create_superuser"}
"""Methods that Django calls by name, though no base class has them."""

FILES = ("_file", "_pdf", "_picture", "_workbook")
"""How the names of views end that answer with a file."""
NOT_PAGES = {
    "calendar_feed": "a file",
    "intake_blank": "a file",
    "intake_confirm": "leads to the plan",
    "intake_names": "leads back to the preview",
    "intake_row_act": "leads back to the preview",
    "intake_split": "leads back to the preview",
    "intake_territory": "leads back to the preview",
    "language_choose": "leads back to the page",
    "job_again": "leads to the new job",
    "job_cancel": "leads back to the job",
    "list_blank": "a file",
    "list_confirm": "leads to the result",
    "list_discard": "leads to the lists",
    "list_errors": "a file",
    "list_present": "a file",
    "plan_changes_errors": "a file",
    "plan_publication": "leads back to the page of the province",
    "progress_sheet": "a file",
    "progress_token": "the token of a form, for the script",
    "progress_save": "leads back to the home, or shows it again",
    "trail_export": "a file",
}
"""Views without a template of their own, and what they answer with."""


def sources() -> list[Path]:
    return [
        file
        for app in APPS
        for file in sorted((ROOT / app).rglob("*.py"))
        if "migrations" not in file.parts
    ]


def name(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


@cache
def text(file: Path) -> str:
    return file.read_text(encoding="utf-8")


@cache
def tree(file: Path) -> ast.Module:
    return ast.parse(text(file))


def functions() -> Iterator[tuple[str, Function]]:
    """Yield every function and method with the name of its place."""
    for file in sources():
        for node in ast.walk(tree(file)):
            if isinstance(node, Function):
                yield f"{name(file)}::{node.name}", node


def public_functions(file: Path) -> Iterator[tuple[Function, bool]]:
    """Yield functions and methods without leading underscore, and whether they override one."""
    module = import_module(name(file).removesuffix(".py").replace("/", "."))
    for node in tree(file).body:
        if isinstance(node, ast.ClassDef) and node.name.startswith("_"):
            continue
        inside = node.body if isinstance(node, ast.ClassDef) else [node]
        bases = getattr(module, node.name).__mro__[1:] if isinstance(node, ast.ClassDef) else ()
        for one in inside:
            if isinstance(one, Function) and not one.name.startswith("_"):
                known = one.name in ASKED_FOR_BY_DJANGO
                yield one, known or any(hasattr(base, one.name) for base in bases)


def templates() -> dict[str, str]:
    """Return the text of every template by its name."""
    files = (file for file in sorted(TEMPLATES.rglob("*")) if file.is_file())
    return {file.relative_to(TEMPLATES).as_posix(): text(file) for file in files}


def views() -> dict[str, URLPattern]:
    """Return the addresses of the pages by the names of their views."""
    listed: list[Any] = [*indicator_urls.urlpatterns, *urls.urlpatterns, *plan_urls.urlpatterns]
    found: dict[str, URLPattern] = {}
    while listed:
        one: Any = listed.pop(0)
        if isinstance(one, URLResolver):
            listed += one.url_patterns
        else:
            found[one.callback.__name__] = one
    return found


def length(node: Function) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def imports(file: Path) -> set[str]:
    found = set()
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


def test_modules_are_short() -> None:
    files = [*sources(), *sorted((ROOT / "tests").rglob("*.py"))]
    long = {name(file): len(text(file).splitlines()) for file in files}
    assert {place: n for place, n in long.items() if n > LONGEST_MODULE} == {}


def test_functions_are_short_and_views_shorter() -> None:
    long = {
        place: length(node)
        for place, node in functions()
        if length(node) > (LONGEST_VIEW if node.name in views() else LONGEST_FUNCTION)
    }
    assert long == {}


def test_templates_are_short() -> None:
    long = {place: len(content.splitlines()) for place, content in templates().items()}
    assert {place: n for place, n in long.items() if n > LONGEST_TEMPLATE} == {}


def test_modules_and_classes_say_what_they_are() -> None:
    silent = [
        name(file) for file in sources() if tree(file).body and not ast.get_docstring(tree(file))
    ]
    silent += [
        f"{name(file)}::{node.name}"
        for file in sources()
        for node in ast.walk(tree(file))
        if isinstance(node, ast.ClassDef) and node.name != "Meta" and not ast.get_docstring(node)
    ]
    assert silent == []


def test_public_functions_say_what_they_do() -> None:
    """One statement says it itself, and an override is explained where it comes from."""
    silent = [
        f"{name(file)}::{node.name}"
        for file in sources()
        for node, overrides in public_functions(file)
        if not overrides and len(node.body) > 1 and not ast.get_docstring(node)
    ]
    assert silent == []


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert [name(file) for file in sources() if {file.stem, file.parent.name} & VAGUE_NAMES] == []


def test_names_of_view_address_and_template_agree() -> None:
    pages = templates()
    for view, pattern in views().items():
        assert pattern.name == view.replace("_", "-")
        app, *_ = pattern.callback.__module__.split(".")
        template = f"{app}/{view}.html"
        module = ROOT / f"{pattern.callback.__module__.replace('.', '/')}.py"
        is_page = view not in NOT_PAGES and not view.endswith(FILES)
        assert not is_page or (template in pages and f'"{template}"' in text(module)), view


def test_templates_hold_nothing_active() -> None:
    forbidden = re.compile(
        r"\|\s*safe\b|\bautoescape\b|\bsafeseq\b|\sstyle=|<style|<script(?![^>]*\ssrc=)"
        r"|\s(hx-)?on[a-z:-]+=|javascript:",
        re.IGNORECASE,
    )
    found = {
        place: match[0]
        for place, content in templates().items()
        if not place.startswith("print/")  # becomes PDF, where nothing acts
        if (match := forbidden.search(content))
    }
    assert found == {}


def test_no_code_declares_text_to_be_safe_html() -> None:
    forbidden = re.compile(r"mark_safe|SafeString\(|autoescape|__html__")
    assert [name(file) for file in sources() if forbidden.search(text(file))] == []


def test_every_template_is_used() -> None:
    """Rendered by our code, part of another template, or one that Django or an app asks for."""
    mentioned = re.compile(r"""["']([\w/.-]+\.(?:html|txt|css))["']""")
    everything = [*templates().values(), *(text(file) for file in sources())]
    used = {found for content in everything for found in mentioned.findall(content)}
    used |= set(ASKED_FOR_BY_OTHERS)
    others = get_app_template_dirs("templates")
    unused = [
        place
        for place in templates()
        if place not in used and not any((Path(folder) / place).exists() for folder in others)
    ]
    assert unused == []


def test_nothing_below_the_views_speaks_http() -> None:
    speaking = {
        name(file)
        for file in sources()
        if "views" not in file.parts and imports(file) & {"django.http", "django.shortcuts"}
    }
    assert speaking - set(MODULES_WITH_HTTP) == set()


def test_nothing_below_the_views_reads_the_clock() -> None:
    clock = re.compile(r"\b(now|today|utcnow|localdate|localtime)\((UTC)?\)|\btime\.time\(")
    reading = [
        name(file)
        for file in sources()
        if clock.search(text(file)) and not any(part in name(file) for part in READ_THE_CLOCK)
    ]
    assert reading == []


def test_only_one_module_knows_weasyprint() -> None:
    knowing = [
        name(file)
        for file in sources()
        if any(module.split(".")[0] == "weasyprint" for module in imports(file))
    ]
    assert knowing == ["papi_portal/pdf.py"]


def test_only_actions_write() -> None:
    def writes(call: ast.Call) -> bool:
        if not isinstance(call.func, ast.Attribute):
            return False
        of_rows = call.func.attr == "update" and call.keywords and not call.args
        return bool(of_rows) or call.func.attr in WRITING

    writing = [
        f"{name(file)}:{node.lineno}"
        for file in sources()
        if not any(part in name(file) for part in WRITE)
        for node in ast.walk(tree(file))
        if isinstance(node, ast.Call) and writes(node)
    ]
    assert writing == []


def test_every_requirement_has_its_reason() -> None:
    project = text(ROOT / "pyproject.toml")
    required = tomllib.loads(project)["project"]
    wanted = [*required["dependencies"], *required["optional-dependencies"]["dev"]]
    reasons = dict(re.findall(r'^\s+"([^"]+)",\s+#\s*(.+)$', project, re.MULTILINE))
    assert [one for one in wanted if len(reasons.get(one, "")) < 10] == []
    assert len(required["dependencies"]) <= 20


def test_texts_are_written_in_composed_letters() -> None:
    decomposed = [
        name(file)
        for file in sorted(ROOT.rglob("*"))
        if file.suffix in TEXTS and not NOT_OURS.intersection(file.relative_to(ROOT).parts)
        if not unicodedata.is_normalized("NFC", text(file))
    ]
    assert decomposed == []
