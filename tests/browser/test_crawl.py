"""Every kind of page that each demo account reaches by links is quiet and shows text as text.

Each is held against WCAG 2.2 AA, too.
"""

from collections import deque
from urllib.parse import urldefrag, urlsplit

import pytest
from django.urls import resolve
from playwright.sync_api import ConsoleMessage, Dialog, Page, Request, expect

from plans.access import Role
from plans.models import Membership, Plan, Unit, User
from tasks.actions import Recorded
from tasks.models import Task
from tests.browser import looks
from tests.browser.conftest import OpenPage, illustrated_row, record

pytestmark = pytest.mark.browser

Kind = tuple[str, bool]
NO_PAGES = (".pdf", ".png", ".svg", ".xlsx", ".docx", ".txt", ".csv", ".json", ".ics", "/logout/")
HOSTILE = (
    "Họp thôn <script>alert(1)</script><svg/onload=alert(2)>\"><img src=x onerror='alert(3)'>"
    " <style>body{display:none}</style> javascript:alert(4) {{ 7|add:7 }} ${7*7} </textarea>"
)
REPORT = """document.addEventListener("securitypolicyviolation", (event) =>
    console.error(`CSP: ${event.violatedDirective} ${event.blockedURI}`));"""


SHOWN = """() => [...new Set([...document.querySelectorAll("body *")]
    .map((one) => `${one.localName}.${one.classList[0] || ""}`))]"""

OPEN = """() => {
    for (const one of document.querySelectorAll("main details:not([open])")) one.open = true;
}"""


class Looked:
    """What was held against WCAG, whoever opened it: the accounts see much the same."""

    def __init__(self) -> None:
        self.views: set[str] = set()
        self.shown: set[str] = set()

    def look(self, page: Page) -> list[str]:
        """Return what is wrong with a page of a new kind, or one that shows something new."""
        view, shown = kind(page.url)[0], set(page.evaluate(SHOWN))
        if view.startswith("admin:") and not looks.asked_whole:
            return []  # the pages of the admin are Django's own
        if view in self.views and shown <= self.shown:
            return []
        page.evaluate(OPEN)
        found = looks.look(page, page.url)
        if not found:  # else it is looked at again when the test is tried again
            self.views.add(view)
            self.shown |= shown
        return found


@pytest.fixture(scope="session")
def looked() -> Looked:
    """Remember what was looked at while all accounts go round."""
    return Looked()


def complaints_of(page: Page, home: str) -> list[str]:
    """Return the list in which everything that a quiet page never does will be noted."""
    noted: list[str] = []

    def hear(line: ConsoleMessage) -> None:
        if line.type == "error":
            noted.append(line.text)

    def close(dialog: Dialog) -> None:
        noted.append(f"dialog {dialog.message}")
        dialog.dismiss()

    def see(request: Request) -> None:
        if not request.url.startswith((home, "data:")):
            noted.append(f"asked {request.url}")

    page.add_init_script(REPORT)
    page.on("console", hear)
    page.on("pageerror", lambda error: noted.append(str(error)))
    page.on("dialog", close)
    page.on("request", see)
    return noted


def kind(address: str) -> Kind:
    """Return what makes two addresses the same kind of page: the view, and whether it is asked."""
    parts = urlsplit(address)
    name = resolve(parts.path).view_name
    if name.startswith("admin:"):
        name = f"admin:{name.rpartition('_')[2]}"  # lists of all models are one kind
    return name, bool(parts.query)


def crawl(page: Page, home: str, noted: list[str], looked: Looked) -> list[str]:
    """Open pages by their links, the first of each kind; return the addresses opened."""
    opened: dict[Kind, str] = {}
    queue = deque(["/"])
    while queue:
        address = queue.popleft()
        if kind(address) in opened:
            continue
        opened[kind(address)] = address
        answer = page.goto(address, wait_until="load")
        if answer is None or answer.status != 200:
            noted.append(f"{address}: {answer and answer.status}")
        noted += looked.look(page)
        links = page.eval_on_selector_all("a[href]", "links => links.map((link) => link.href)")
        ours = (urldefrag(link).url.removeprefix(home) for link in links if link.startswith(home))
        queue.extend(link for link in ours if link and not urlsplit(link).path.endswith(NO_PAGES))
    return list(opened.values())


def put_hostile_text_everywhere() -> None:
    """Write markup wherever people write, from names to results."""
    row = illustrated_row()
    plan = row.task.plan
    record(
        row,
        "canbo",
        Recorded("suspended", HOSTILE, difficulty=HOSTILE, proposal=HOSTILE, reason=HOSTILE),
    )
    User.objects.update(full_name=HOSTILE[:100])
    Membership.objects.filter(role=Role.OFFICER).update(title=HOSTILE[:100])
    Unit.objects.filter(pk=row.unit_id).update(name=HOSTILE[:150], aliases=[HOSTILE])
    Task.objects.filter(plan=plan).update(title=HOSTILE, text=HOSTILE, lead_text=HOSTILE)
    Plan.objects.filter(pk=plan.pk).update(subject=HOSTILE, opening=HOSTILE, recipients=[HOSTILE])


@pytest.mark.timeout(480)  # the first account has nearly all pages looked at
@pytest.mark.parametrize(
    ("username", "at_least"),
    [
        ("canbo", 12),
        ("chutich", 12),
        ("sonoivu", 10),
        ("soyte", 6),
        ("kiemtra", 10),
        ("quantri", 18),
    ],
)
def test_all_pages_stay_quiet_whatever_people_wrote(
    open_page: OpenPage, base_url: str, looked: Looked, username: str, at_least: int
) -> None:
    put_hostile_text_everywhere()
    page = open_page(username, reduced_motion="reduce")
    noted = complaints_of(page, base_url)

    opened = crawl(page, base_url, noted, looked)

    assert noted == []
    assert len(opened) >= at_least
    page.goto("/plans/")
    expect(page.get_by_text("<script>alert(1)</script>").first).to_be_visible()


def test_the_watch_itself_bites(open_page: OpenPage, base_url: str) -> None:
    page = open_page()
    noted = complaints_of(page, base_url)
    page.goto("/accounts/login/")
    page.evaluate("""() => {
        const spoiled = '<p style="color: red">red</p><img src="https://example.org/spy.png">';
        document.body.insertAdjacentHTML("beforeend", spoiled);
        setTimeout(() => { throw new Error("broken script"); });
    }""")
    page.wait_for_timeout(200)

    for complaint in ("CSP: style-src", "CSP: img-src https://example.org", "broken script"):
        assert any(complaint in line for line in noted), noted
