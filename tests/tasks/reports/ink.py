"""Where the ink of a PDF stands on its pages, as Poppler draws them."""

import shutil
import subprocess
from pathlib import Path

from pypdf import PageObject

MILLIMETRE = 72 / 25.4
"""In points, in which PDF measures."""
PDFTOPPM = shutil.which("pdftoppm")
DOTS_PER_MM = 4


def margins_of(printed: Path) -> list[tuple[float, float, float, float]]:
    """Return the margins without ink of each page, in mm: left, top, right, bottom."""
    command = [str(PDFTOPPM), "-gray", "-r", str(DOTS_PER_MM * 25.4), str(printed)]
    subprocess.run([*command, str(printed.with_suffix(""))], check=True)  # noqa: S603
    pages = sorted(printed.parent.glob(f"{printed.stem}-*.pgm"))
    return [ink(page.read_bytes()) for page in pages]


def ink(image: bytes) -> tuple[float, float, float, float]:
    """Return the margins without ink of a grey PGM image, in mm: left, top, right, bottom."""
    _magic, width, height, _white, dots = image.split(maxsplit=4)
    across, down = int(width), int(height)
    lines = [dots[row * across : (row + 1) * across] for row in range(down)]
    inked = [row for row, line in enumerate(lines) if min(line) < 128]
    columns = [min(line[column] for line in lines) for column in range(across)]
    dark = [column for column, dot in enumerate(columns) if dot < 128]
    sides = (dark[0], inked[0], across - 1 - dark[-1], down - 1 - inked[-1])
    left, top, right, bottom = (side / DOTS_PER_MM for side in sides)
    return left, top, right, bottom


def in_top_margin(page: PageObject) -> list[str]:
    """Return the texts within 20 mm of the upper edge."""
    found: list[str] = []

    def see(text: str, matrix: list[float], place: list[float], *_font: object) -> None:
        height = matrix[3] * place[5] + matrix[5]
        if height > float(page.mediabox.height) - 20 * MILLIMETRE:
            found.append(text)

    page.extract_text(visitor_text=see)
    return found
