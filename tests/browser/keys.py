"""A person without a mouse: goes from place to place by keys, and sees each time where they are."""

from playwright.sync_api import Locator, Page, expect

FAR = 120
"""How often a person may have to press a key before it leads where they want to go."""
WHERE = """() => {
    const here = document.activeElement;
    if (!here || here === document.body) return "nowhere";
    const name = here.outerHTML.replace(/\\s+/g, " ").slice(0, 160);
    const style = getComputedStyle(here);
    const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    if (!outlined && style.boxShadow === "none") return `no outline: ${name}`;
    const boxes = [...here.getClientRects()].filter((box) => box.width && box.height);
    if (!boxes.length) return `no box: ${name}`;
    // Of what is tall, and of a place for long texts, the line in which one types is enough.
    const places = boxes.flatMap((box) => [0.1, 0.5, 0.9].map((part) => [box, part]));
    const isSeen = ([{ left, top, width, height }, part]) => {
        const hit = document.elementFromPoint(left + width / 2, top + height * part);
        return hit && (here.contains(hit) || hit.contains(here) || hit.closest("label, summary"));
    };
    const seen = places.filter(isSeen).length;
    const isLong = here.matches("textarea") || boxes[0].height > innerHeight / 2;
    if (isLong ? !seen : seen < places.length) return `hidden: ${name}`;
    return "";
}"""


def look_where(page: Page) -> None:
    """Expect what has the focus to show it, and to be covered by nothing that sticks."""
    found = page.evaluate(WHERE)
    assert not found, found


def go(target: Locator, key: str = "Tab") -> None:
    """Press a key until the target has the focus, and see where one is at every step."""
    page = target.page
    wanted = target.element_handle()
    for _ in range(FAR):
        page.keyboard.press(key)
        look_where(page)
        if wanted.evaluate("(one) => one === document.activeElement"):
            return
    raise AssertionError(f"{FAR} times {key} do not lead to {target}")


def press(target: Locator, key: str = "Enter", by: str = "Tab") -> None:
    """Go to a link or a button and use it."""
    go(target, by)
    target.page.keyboard.press(key)


def write(page: Page, text: str) -> None:
    """Type over what stands in the field that has the focus."""
    page.keyboard.press("Control+A")
    page.keyboard.type(text)


def sign_in(page: Page, username: str, password: str) -> None:
    """Sign in without a mouse."""
    page.goto("/accounts/login/")
    go(page.get_by_label("Tên đăng nhập"))
    write(page, username)
    go(page.get_by_label("Mật khẩu"))
    write(page, password)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/accounts/login/" not in url)


def sweep(page: Page) -> list[str]:
    """Go from the beginning of a page to its end; return what it passed, in this order.

    Whoever never comes to the end is trapped.
    """
    passed: list[str] = []
    page.evaluate("document.activeElement.blur()")
    every = page.evaluate(TABBABLE)
    for _ in every:
        page.keyboard.press("Tab")
        look_where(page)
        passed.append(page.evaluate("document.activeElement.dataset.inOrder"))
    expect(page.locator(":focus")).to_have_count(1)
    assert passed == every
    return passed


TABBABLE = """() => [...document.querySelectorAll(
        "a[href], button, input, select, textarea, summary, [tabindex='0'], audio, iframe")]
    .filter((one) => one.tabIndex >= 0 && !one.disabled && one.type !== "hidden"
        && one.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true })
        && one.getClientRects().length)
    .filter((one, at, all) => one.type !== "radio" || one.checked || !all.some(
        (other) => other !== one && other.name === one.name && other.form === one.form
            && (other.checked || all.indexOf(other) < at)))
    .map((one, at) => (one.dataset.inOrder = String(at)))"""
