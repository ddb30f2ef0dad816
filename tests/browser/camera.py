"""Pictures for the guides, taken by the browser tests themselves when they are asked for."""

import io
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page

IMAGES = Path(__file__).parents[2] / "docs" / "img"
COLOURS = 128
"""Pages have few colours: with a palette a picture takes a third of the room."""


class Camera:
    """Takes pictures into docs/img; a camera that is off takes none, so that tests need not ask."""

    def __init__(self, *, on: bool) -> None:
        self.on = on

    def take(self, page: Page, name: str, *, full: bool = False) -> None:
        """Keep what the page shows as docs/img/NAME.png, the whole length of it if FULL."""
        if not self.on:
            return
        shown = Image.open(io.BytesIO(page.screenshot(full_page=full, animations="disabled")))
        path = IMAGES / f"{name}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        shown.convert("RGB").quantize(COLOURS).save(path, optimize=True)
