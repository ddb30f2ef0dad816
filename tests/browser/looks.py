"""WCAG 2.2 AA by axe, on a desk and a phone, light and dark; and no page wider than its window."""

from typing import Any, Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, ViewportSize

DESK: ViewportSize = {"width": 1366, "height": 768}
PHONE: ViewportSize = {"width": 390, "height": 844}
ZOOMED: ViewportSize = {"width": 683, "height": 384}
"""The desk at 200 %."""
NARROWEST: ViewportSize = {"width": 320, "height": 568}
"""To this width pages reflow: a desk at 400 %."""
AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
COLOURS = ["color-contrast", "link-in-text-block"]
WIDTHS = ["target-size", "scrollable-region-focusable", "link-name", "button-name", "label"]
"""What another scheme and another width can change; all other rules are asked once."""
LOOKS: tuple[tuple[ViewportSize, Literal["light", "dark"]], ...] = (
    (DESK, "light"),
    (DESK, "dark"),
    (PHONE, "dark"),
    (PHONE, "light"),
)
ALIKE = """() => {
    const look = (one) => `${one.localName}.${one.className}.${one.ariaCurrent}.${one.disabled}`;
    const isText = (one) => one.nodeType === 3 && one.data.trim();
    const says = (one) => [...one.childNodes].some(isText) || one.matches("input, select, button");
    const seen = new Map();
    for (const one of document.querySelectorAll("body *")) {
        if (!one.getClientRects().length || !says(one)) continue;
        const line = [one];
        while (line.length < 5 && line.at(-1).parentElement) line.push(line.at(-1).parentElement);
        const key = line.map(look).join(" ");
        if (!seen.has(key)) seen.set(key, one);
    }
    return { include: [...seen.values()] };
}"""
"""One element for all that are drawn alike: contrast is dear, and rows of a table have one look."""
ALL_BUT_DJANGOS = """{ exclude: [[".select2-container"]] }"""
"""The field in which the admin seeks a place or person has no name in Django 5.2."""
FADED = 250
"""Milliseconds after which the admin's links have the colours of the other scheme."""
AXE: str = Axe().axe_script
asked_whole = False
"""Whether each look is asked every rule of every element: `make looks`, before a release."""


def problems(page: Page, options: dict[str, Any], where: str = "document") -> list[str]:
    """Return what axe finds in the page as it stands: rule, element and what is wrong with it."""
    found: list[dict[str, Any]] = page.evaluate(
        f"async (options) => (await axe.run({where}, options)).violations",
        {"resultTypes": ["violations"], **options},
    )
    return [
        f"{one['id']}: {node['target']} {node['failureSummary']}"
        for one in found
        for node in one["nodes"]
    ]


def overflow(page: Page) -> int:
    """Return by how many pixels the page itself would scroll sideways."""
    return int(page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))


def too_wide(page: Page) -> list[str]:
    """Return the windows in which the page itself would scroll sideways."""
    found = []
    for size in (PHONE, NARROWEST, ZOOMED):
        page.set_viewport_size(size)
        if overflow(page) > 0:
            found.append(f"{overflow(page)} px wider than a window of {size['width']} px")
    return found


def look(page: Page, name: str) -> list[str]:
    """Return what is wrong with the page as it stands, on a desk and on a phone."""
    page.evaluate(AXE)
    found = whole(page, name) if asked_whole else what_may_differ(page, name)
    found += [f"{name} is {one}" for one in too_wide(page)]
    page.set_viewport_size(DESK)
    page.emulate_media(color_scheme="light")
    return found


def whole(page: Page, name: str) -> list[str]:
    """Return what is wrong in any of the four looks, each asked for itself."""
    found = []
    for size, scheme in LOOKS:
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme)
        page.wait_for_timeout(FADED)
        seen_as = f"{name}, {size['width']} px, {scheme}"
        # What axe loads before it asks, a strict policy of styles refuses on the admin's pages.
        found += [
            f"{seen_as}: {one}"
            for one in problems(page, {"runOnly": AA, "preload": False}, ALL_BUT_DJANGOS)
        ]
    return found


def what_may_differ(page: Page, name: str) -> list[str]:
    """Return what is wrong, asking in each look only what it can change: a fifth of the time."""
    once = {"runOnly": AA, "rules": {rule: {"enabled": False} for rule in COLOURS}}
    found = [f"{name}: {one}" for one in problems(page, once)]
    for size, scheme in LOOKS:
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme)
        seen_as = f"{name}, {size['width']} px, {scheme}"
        alike = problems(page, {"runOnly": COLOURS}, f"({ALIKE})()")
        found += [f"{seen_as}: {one}" for one in alike]
    return found + [f"{name}, on a phone: {one}" for one in problems(page, {"runOnly": WIDTHS})]


def check(page: Page, *addresses: str) -> None:
    """Hold each page against axe and against the width of a phone; report all at once."""
    found = []
    for address in addresses:
        page.goto(address)
        found += look(page, address)
    assert not found, "\n".join(found)
