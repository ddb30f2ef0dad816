"""Lines of a document: which begin an item, which were broken by the page and belong together.

Joined only where certain: a line too many is seen and mended in the preview, two tasks grown
together are not.
"""

import re
from collections.abc import Container, Iterable, Sequence
from itertools import pairwise

BULLET = re.compile(
    r"^(?:[•●▪■◆♦➢►✓✔·⁃∙\uf0a7\uf0a8\uf0b7\uf0d8\uf0e0\uf0fc\uf02d]\s*|[–—]\s+|-(?=[^\W\d_]))"
)
DEEPER_BULLET = re.compile(r"^(?:[◦○❖\uf0a1\uf06f]\s*|\+(?=[^\W\d_]))")
ITEM = re.compile(
    r"""^(?:
        [-+]\s                                                     # - …
        | \(?\d{1,3}(?:\.\d{1,2})*[.)](?!\d)                       # 1.  1.1.  2)  (3)
        | \d{1,2}(?:\.\d{1,2})+\s                                  # 1.1 …
        | \d{1,2}/\s                                               # 1/ …
        | (?!v\.v)(?:[a-zđ][.)]|[a-zđ]{2}\))(?!\w*\.)              # a)  đ.  aa)
        | (?:[IVXL]{1,6}|[A-ZĐ])(?:[.)](?!\w?\.)|/\s)             # I.  A)  B/
        | (?:Điều|Chương|Mục|Phần|PHẦN|Phụ\ lục|PHỤ\ LỤC)\ [\dIVXL]
    )""",
    re.VERBOSE,
)
BARE_LABEL = re.compile(
    r"^(?:[-+*•]|\(?(?:\d{1,3}(?:\.\d{1,3})*|[a-zđ]{1,2}|[IVXL]+|[A-ZĐ])[.)/])$"
)
CLOSED = re.compile(r"[.;:!?…/]\W*$")
OPEN_WORDS = frozenset(
    ["và", "của", "các", "những", "mỗi", "từng", "với", "về", "cho", "để", "bởi", "hoặc", "là"]
)
"""Words after which no Vietnamese sentence, heading or name can end."""
MOTTO = ("nghĩa", "việt")
"""Where "Cộng hòa xã hội chủ nghĩa Việt Nam" is broken in narrow letterheads."""
LONG_LINE = 60
"""Characters from which a line without a full stop can hardly be a heading."""
HYPHENATED = re.compile(r"\w[-/]$")

Pairs = Container[tuple[str, str]]


def with_plain_bullet(line: str) -> str:
    """Return the line with its bullet drawn as "- ", or "+ " for the marks of deeper levels."""
    return DEEPER_BULLET.sub("+ ", BULLET.sub("- ", line, count=1), count=1)


def begins_item(line: str) -> bool:
    """Say whether a line begins with a bullet or a label."""
    return bool(ITEM.match(line))


def is_bare_label(text: str) -> bool:
    """Say whether a text is nothing but a label with its closing mark: "1.", "a)", "-"."""
    return bool(BARE_LABEL.match(text))


def continues(before: str, after: str, pairs: Pairs = ()) -> bool:
    """Say whether a line certainly goes on with the sentence of the line before.

    `pairs` are neighbouring words seen within lines elsewhere ("xã Hà", "Bắc"): they tell a name
    cut in two from a new beginning.
    """
    if not before or not after or begins_item(after) or CLOSED.search(before):
        return False
    words = before.split()
    return (
        after[0].islower()
        or before.endswith(",")
        or words[-1].lower() in OPEN_WORDS
        or (words[-1].lower(), after.split()[0].lower()) == MOTTO
        or _closes_bracket(before, after)
        or (len(before) >= LONG_LINE and (words[-1], _bare(after.split()[0])) in pairs)
    )


def _closes_bracket(before: str, after: str) -> bool:
    is_open = before.rfind("(") > before.rfind(")")
    closing = after.find(")")
    return is_open and closing >= 0 and "(" not in after[:closing]


def joined(before: str, after: str) -> str:
    """Return two parts of a sentence as one; a word broken after its hyphen grows together."""
    blank = "" if HYPHENATED.search(before) and after[:1].isalnum() else " "
    return f"{before}{blank}{after}"


def unwrapped(parts: Iterable[str]) -> str:
    """Return lines as one text, those that go on with a sentence joined by a blank."""
    done: list[str] = []
    for line in map(with_plain_bullet, filter(None, map(str.strip, parts))):
        if done and continues(done[-1].rsplit("\n", 1)[-1], line):
            done[-1] = joined(done[-1], line)
        else:
            done.append(line)
    return "\n".join(done)


def neighbours(texts: Sequence[str]) -> set[tuple[str, str]]:
    """Return the pairs of neighbouring words whose second begins with a capital letter."""
    found: set[tuple[str, str]] = set()
    for text in texts:
        words = text.split()
        pairs = pairwise(words)
        found |= {
            (first, _bare(second))
            for first, second in pairs
            if first.isalpha() and second[0].isupper()
        }
    return found


def _bare(word: str) -> str:
    return word.rstrip('.,;:!?…)”"')
