"""Where the parts of a document stand: letterhead, title, preamble, body, signature, appendix.

The order is that of Nghị định 30/2020; web pages, PDFs and offices' habits leave parts out.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tasks.reading import letterhead, text_lines
from tasks.reading.citations import KINDS
from tasks.reading.folding import CAPITAL
from tasks.reading.text_lines import SIGNED, Line
from tasks.reading.values import Document

TITLES = {
    "ke hoach hanh dong": "plan",
    "ke hoach": "plan",
    "quyet dinh": "decision",
    "chuong trinh hanh dong": "programme",
    "chuong trinh": "programme",
    "chi thi": "directive",
    "bo khung nhiem vu": "framework",
    "khung nhiem vu": "framework",
}
"""Kinds of documents by the words of their title line, the longer words first."""

FOR_WHOM = re.compile(r"(?:T/?M|KT|TL|TUQ)\s*\.")
RECIPIENTS = re.compile(r"noi nhan\b")
ISSUED_WITH = re.compile(rf"\W*(?:ban hành\s+)?kèm theo\s+(?={'|'.join(KINDS)})", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\s*\(\s*(?:ban hành\s+)?kèm theo\b", re.IGNORECASE)
APPENDIX = re.compile(r"(?:PHỤ LỤC|Phụ lục)\b(?:\s+(?:số\s+)?(?:[IVX]+|\d{1,2}|[A-H])\b)?[\s.:–-]*")

_HEADING = re.compile(
    rf"(?:[IVX]{{1,5}}|[A-H]|\d{{1,2}})\s*[.)]\s*[{CAPITAL}“\"]"
    rf"|[IVX]{{1,5}}\s*[-–/:]\s*[{CAPITAL}]{{2}}|(?i:phần|chương)\s+(?:[IVX]+|thứ)\b|Điều\s+1\b"
)
_BARE_HEADING = re.compile(r"(?:muc dich|muc tieu|yeu cau|quan diem|nhiem vu)\b[^.;]{0,60}$")
_LABEL = re.compile(r"(?:\(?(?:[IVX]{1,5}|[A-Za-zđ]|\d{1,2}(?:\.\d{1,2})*)[.)]|[-–+•])\s*\S")
AUTHORITY = re.compile(r"(?:CHỦ TỊCH|[ỦU][ỶY] BAN NHÂN DÂN|UBND|HỘI ĐỒNG|GIÁM ĐỐC|BỘ TRƯỞNG)\b")
_CITES = re.compile(r"can cu\b|(?:tiep tuc )?thuc hien .{0,40}\bso\s*:?\s*\d")
_MOTTO = re.compile(r"cong hoa xa hoi chu nghia|doc lap ?[-–] ?tu do")
_OPENER = re.compile(
    r"(?:can cu|thuc hien|tiep tuc|trien khai|theo|xet|nham|de|tren co so|trong|sau|qua|ngay"
    r"|kinh gui|(?:chu tich )?(?:uy ban nhan dan|ubnd|hoi dong nhan dan))\b"
)
_CLOSING = re.compile(r"tren day la\b")
_GOES_ON = re.compile(r"(?:yeu cau|de nghi|trong qua trinh|qua trinh|giao)\b")
LONGEST_SUBJECT_LINE, FULL_SUBJECT = 60, 12
"""Words of a line of a title; and from how many on a new capital begins something else."""
LONGEST_APPENDIX_LINE, LONGEST_HEADING = 20, 14


@dataclass(frozen=True, slots=True)
class Anatomy:
    """The lines of a document and the number of the line where each part begins.

    A part that is not there begins where the next one does.
    """

    lines: tuple[Line, ...]
    kind: str
    title: int
    """The line with the kind; what stands before is letterhead or noise."""
    subject: str
    preamble: int
    body: int
    closing: int
    tail: int
    """Recipients and signature."""
    appendix: int
    content: int
    """First line behind the appendix's own title."""
    tables: tuple[int, ...]
    """Blocks that are tables of their own."""

    def texts(self, start: int, end: int) -> list[str]:
        """Return the lines of a part."""
        return [line.text for line in self.lines[start:end]]

    def appendices(self) -> Iterator[tuple[int, int]]:
        """Yield each appendix: its first line, and the first behind its own title."""
        start, content = self.appendix, self.content
        while start < len(self.lines):
            yield start, content
            start = _appendix(self.lines, content, signed=self.tail < self.appendix)
            content = _end_of_appendix_title(self.lines, start, self.tables)

    def inside(self) -> dict[int, list[str]]:
        """Return the lines of the body and of appendices, by the number of their block."""
        found: dict[int, list[str]] = {}
        for i, line in enumerate(self.lines):
            if (self.body <= i < self.closing or i >= self.content) and not line.in_table:
                found.setdefault(line.block, []).append(line.text)
        return found


def dissect(document: Document) -> Anatomy:
    """Return where the parts of a document stand."""
    lines = tuple(text_lines.of(document))
    tables = text_lines.own_tables(document)
    title, kind, rest = _title(lines)
    subject, preamble = _subject(lines, title + 1, rest) if kind else ("", 0)
    body = _end_of_preamble(lines, preamble, min(tables, default=-1)) if kind else 0
    if kind == "decision" and lines[title].text.endswith(":"):
        # A decision that only says "QUYẾT ĐỊNH:", behind its grounds.
        body, title = title + 1, _first_ground(lines, title)
        preamble = title
    closing, tail = _end_of_body(lines, body)
    last = min(closing if tail == len(lines) else tail, len(lines) - 1) + 1
    signed = last < len(lines)
    appendix = _appendix(lines, last if signed else body, signed=signed)
    if not kind and lines and appendix < len(lines) and closing == tail == len(lines):
        # Nothing but an appendix: what stands above it is no body.
        body = appendix
    return Anatomy(
        lines=lines,
        kind=kind,
        title=title,
        subject=subject,
        preamble=preamble,
        body=body,
        closing=min(closing, appendix),
        tail=min(tail, appendix),
        appendix=appendix,
        content=_end_of_appendix_title(lines, appendix, tables),
        tables=tables,
    )


def _title(lines: Sequence[Line]) -> tuple[int, str, str]:
    """Return the line of the kind, the kind, and what follows it on the same line.

    A web page repeats the title: the last before the body counts, but "QUYẾT ĐỊNH:" behind the
    grounds of a decision only when there is no other.
    """
    first = next((i for i, line in enumerate(lines) if _HEADING.match(line.text)), len(lines))
    found = [(i, *_kind_of(line)) for i, line in enumerate(lines[:first])]
    titles = [one for one in found if one[1]]
    sure = [one for one in titles if not lines[one[0]].text.endswith(":")]
    return (sure or titles or [(-1, "", "")])[-1]


def _kind_of(line: Line) -> tuple[str, str]:
    words = line.words.rstrip(" :.")
    for title, kind in TITLES.items():
        rest = line.text[len(title) :].strip(" :.–-")
        if words == title or (words.startswith(f"{title} ") and line.text[: len(title)].isupper()):
            return kind, rest
        about = re.search(r"\b(?:chi so|papi|hieu qua quan tri|nhiem vu)\b", words[len(title) :])
        if words.startswith(f"{title} ") and about and not line.text.endswith((".", ";", ":")):
            return kind, rest
    return "", ""


def _subject(lines: Sequence[Line], start: int, rest: str) -> tuple[str, int]:
    parts = [rest] if rest else []
    end = start
    while end < len(lines):
        # A PDF may have place and day, which stand beside the kind, behind it.
        if not letterhead.is_place_and_day(lines[end].text):
            if not _is_of_subject(lines[end], parts, lines[start]):
                break
            parts.append(lines[end].text)
        end += 1
    return " ".join(parts), end


def _is_of_subject(line: Line, parts: Sequence[str], first: Line) -> bool:
    labelled = _LABEL.match(line.text) or _HEADING.match(line.text)
    apart = _CITES.match(line.words) or _MOTTO.match(line.words)
    if labelled or apart or ISSUED_WITH.match(line.text):
        return False
    if not parts:
        return not AUTHORITY.match(line.text)
    so_far = " ".join(parts)
    ends = line.text.endswith((".", ";", ":")) or len(line.text.split()) > LONGEST_SUBJECT_LINE
    if ends or _OPENER.match(line.words) or (first.strong and not line.strong):
        return False
    if line.is_upper or so_far.isupper():
        return line.is_upper and so_far.isupper() and not AUTHORITY.match(line.text)
    full = len(so_far.split()) >= FULL_SUBJECT or re.search(r"\b20\d\d\b", so_far)
    return line.text[0].islower() or so_far.endswith(",") or not full


def _first_ground(lines: Sequence[Line], end: int) -> int:
    """Return where the grounds begin, with who decides in the line before."""
    first = next((i for i in range(end) if _CITES.match(lines[i].words)), end)
    decides = first > 0 and lines[first - 1].text.startswith("CHỦ TỊCH")
    return first - 1 if decides else first


def _end_of_preamble(lines: Sequence[Line], start: int, table: int) -> int:
    for i in range(start, len(lines)):
        line = lines[i]
        if _kind_of(line)[0] == "decision" and line.text.endswith(":"):
            return i + 1
        if (line.block > table >= 0) or line.in_table or _begins_body(line):
            return i
        if line.text.endswith(":") and "nhu sau" in line.words:
            return i + 1
    return len(lines)


def _begins_body(line: Line) -> bool:
    if _HEADING.match(line.text) or SIGNED.match(line.text) or RECIPIENTS.match(line.words):
        return not AUTHORITY.match(line.text)
    bullet = line.text[0] in "-–+•" and not _CITES.match(line.words.lstrip("-–+• "))
    short = len(line.text.split()) <= LONGEST_HEADING
    upper = line.is_upper and len(line.text.split()) > 1 and not AUTHORITY.match(line.text)
    return bullet or (short and bool(upper or _BARE_HEADING.match(line.words)))


def _end_of_body(lines: Sequence[Line], body: int) -> tuple[int, int]:
    """Return where the closing words begin, and where recipients and signature do."""
    after = range(body, len(lines))
    tail = next((i for i in after if _begins_tail(lines[i])), len(lines))
    closings = [i for i in range(body, tail) if _CLOSING.match(lines[i].words)]
    last = lines[tail - 1] if tail > body else None
    if not closings and last and last.text.endswith("/.") and _GOES_ON.match(last.words):
        closings = [tail - 1]
    return closings[-1] if closings else tail, tail


def _begins_tail(line: Line) -> bool:
    signed = SIGNED.match(line.text) and (line.is_upper or FOR_WHOM.match(line.text))
    short = len(line.text.split()) <= LONGEST_HEADING
    return not line.in_table and bool(RECIPIENTS.match(line.words) or (signed and short))


def _appendix(lines: Sequence[Line], start: int, *, signed: bool) -> int:
    """Return where an appendix or a promulgated plan begins: by its name, or by "Kèm theo …"."""
    for i in range(start, len(lines)):
        line = lines[i]
        named = APPENDIX.match(line.text)
        name = line.text[: begin_of_issued_with(line.text)]
        alone = name.isupper() or APPENDIX.fullmatch(name)
        short = signed and len(line.text.split()) <= LONGEST_APPENDIX_LINE
        if (named and (alone or short)) or (signed and line.is_upper and _kind_of(line)[0]):
            return i
        if ISSUED_WITH.match(line.text):
            return _first_upper(lines, start, i)
    return len(lines)


def _first_upper(lines: Sequence[Line], start: int, end: int) -> int:
    while end > start and lines[end - 1].is_upper:
        end -= 1
    return end


def begin_of_issued_with(text: str) -> int:
    """Return where "(Kèm theo Kế hoạch số …)" begins in a line, its length when it does not."""
    found = ISSUED_WITH.match(text) or _IN_BRACKETS.search(text)
    return found.start() if found else len(text)


def _end_of_appendix_title(lines: Sequence[Line], appendix: int, tables: Sequence[int]) -> int:
    """Return the first line behind "PHỤ LỤC", the appendix's name and "(Kèm theo …)"."""
    for i in range(appendix, len(lines)):
        if any(lines[appendix].block <= table < lines[i].block for table in tables):
            return i
        if begin_of_issued_with(lines[i].text) < len(lines[i].text):
            closed = (j + 1 for j in range(i, min(i + 3, len(lines))) if ")" in lines[j].text)
            return next(closed, i + 1)
        ends = lines[i].text.endswith((".", ":", ";")) and not lines[i].is_upper
        if i > appendix and (ends or lines[i].in_table or _LABEL.match(lines[i].text)):
            return i
    return len(lines)


def closing_words(anatomy: Anatomy) -> str:
    """Return the closing paragraphs: "Trên đây là …" up to recipients and signature.

    Without these a web page ends where it likes: then up to "./.", or what belongs to it.
    """
    lines = anatomy.lines[anatomy.closing : anatomy.tail]
    if anatomy.tail < anatomy.appendix:
        return "\n".join(line.text for line in lines)
    said: list[str] = []
    for line in lines:
        if said and (said[-1].endswith("./.") or not _goes_on(said[-1], line)):
            break
        said.append(line.text)
    return "\n".join(said)


def _goes_on(before: str, line: Line) -> bool:
    return not before.endswith((".", ";", ":")) or bool(_GOES_ON.match(line.words))
