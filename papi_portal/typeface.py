"""How long texts are in the documents' typeface, for what has to be known before they are drawn."""

from papi_portal import pdf

UNKNOWN = 0.5
"""Width of a letter that the typeface does not have, in em."""
POINTS_PER_MM = 72 / 25.4


def lines(text: str, wide: float, *, bold: bool) -> list[float]:
    """Return how long each line of a paragraph is, in em; a word that is wider is broken."""
    widths = pdf.widths(bold=bold)
    found, at = [], 0.0
    blank = widths.get(" ", UNKNOWN)
    for word in text.split(" ") if text else ():
        length = sum(widths.get(letter, UNKNOWN) for letter in word)
        if at and at + blank + length > wide:
            found.append(at)
            at = 0.0
        at += length + (blank if at else 0)
        while at > wide:
            found.append(wide)
            at -= wide
    return [*found, at] if text else []


def last_line(text: str, wide: float, *, points: float) -> float:
    """Return how long the last line of bold paragraphs is that are so wide; all in millimetres."""
    em = points / POINTS_PER_MM
    found = lines(text.rpartition("\n")[2], wide / em, bold=True)
    return found[-1] * em if found else 0.0
