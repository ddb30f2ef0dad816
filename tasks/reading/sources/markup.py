"""Remnants of web pages and of markdown in pasted text: marks go, lines and bullets stay."""

import html
import re

TAGS = (
    "a|abbr|b|big|blockquote|br|center|code|col|colgroup|del|div|em|figure|font|h[1-6]|hr|i|img|ins"
    "|li|ol|p|pre|s|small|span|strike|strong|sub|sup|table|tbody|td|tfoot|th|thead|tr|u|ul"
)
TAG = re.compile(rf"</?(?:{TAGS})(?:\s[^<>]*)?/?>", re.IGNORECASE)
LIST = re.compile(r"<(ul|ol)(?:\s[^<>]*)?>(.*?)(?:</\1>|$)", re.IGNORECASE | re.DOTALL)
LIST_ITEM = re.compile(r"\s*<li(?:\s[^<>]*)?>\s*(?:[-•]\s)?\s*", re.IGNORECASE)
LINE_BREAK = re.compile(r"\s*<(?:br|/p|/div|/li|/tr|/h[1-6])\s*/?>\s*", re.IGNORECASE)
ENTITY = re.compile(r"&(?:#\d{1,6}|#x[\da-f]{1,5}|[a-z]{2,8});", re.IGNORECASE)

# Not the asterisks of a footnote, "(*) … (*)", nor of a sum.
EMPHASIS = re.compile(r"(?<![\w*])(\*{1,3})(?=[^\s*)\]])([^*]+?)(?<=[^\s*(\[])\1(?![\w*])")
UNDERSCORED = re.compile(r"(?<!\w)(_{2,3})(?=[^\s_])([^_]+?)(?<=\S)\1(?!\w)")
LEFT_OVER = re.compile(r"\*{2,3}")
ALL_STRONG = re.compile(r"^(\*{2,3}|__)(?=\S)([^*]+)(?<=\S)\1$")
HEADING = re.compile(r"^(#{1,6})\s*(?=\S)(.*?)\s*#*$")
STAR_BULLET = re.compile(r"^\*\s+(.*)$")
LINK = re.compile(r"!?\[([^\]\n]*)\]\((?:[^()\s]|\([^()\s]*\))*\)")
ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>])")

SENTENCE_THEN_BULLET = re.compile(r"(?<=[.;:])\s+([-+])\s+(?=[^\W\d_])")
DASH_IN_LIST = re.compile(r"\s+-\s+(?=[A-ZĐÀ-Ỹ])")


def without_tags(text: str) -> str:
    """Return text without HTML: list items and breaks become lines, entities their characters."""
    if "<" in text:
        text = LIST.sub(lambda found: _items(found[2]), text)
        text = TAG.sub("", LINE_BREAK.sub("\n", LIST_ITEM.sub("\n- ", text)))
    return ENTITY.sub(lambda found: html.unescape(found[0]), text) if "&" in text else text


def without_marks(text: str) -> str:
    """Return one line without the marks of markdown; marks that stand alone stay."""
    text = EMPHASIS.sub(r"\2", LINK.sub(r"\1", text))
    text = LEFT_OVER.sub("", UNDERSCORED.sub(r"\2", text))
    return ESCAPED.sub(r"\1", text)


def heading(line: str) -> tuple[int, bool, str]:
    """Return level (0: none), whether all of it is strong, and the text of a line of markdown."""
    level = 0
    if found := HEADING.match(line):
        level, line = len(found[1]), found[2]
    elif found := STAR_BULLET.match(line):
        # "* Đối với cấp xã:" is a small heading in Vietnamese papers, anything else a bullet.
        line = found[1] if found[1].endswith(":") else f"- {found[1]}"
    strong = ALL_STRONG.match(line)
    return level, bool(strong), without_marks(strong[2] if strong else line)


def cell_text(text: str) -> str:
    """Return the text of a table's cell that came as one line, each of its bullets on its own."""
    text = SENTENCE_THEN_BULLET.sub(r"\n\1 ", without_tags(text))
    return "\n".join(without_marks(line.strip()) for line in text.split("\n"))


def _items(content: str) -> str:
    """Return the items of a flattened list: " - " parts them, unless it stands within a name."""
    if "<li" in content.lower():
        return content
    content = content.strip()
    parts, start = [], 0
    for dash in DASH_IN_LIST.finditer(content):
        if not _within_name(content[start : dash.start()]):
            parts.append(content[start : dash.start()])
            start = dash.start()
    parts.append(content[start:])
    return "\n".join(part.strip() for part in parts)


def _within_name(before: str) -> bool:
    """Say whether a dash after this text joins a name: "Văn hóa - Thông tin"."""
    words = before.split()
    closed = before.rstrip().endswith((".", ";", ":", ","))
    return not closed and any(word[0].isupper() for word in words[-2:])
