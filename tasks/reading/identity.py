"""What a document is: kind, number, day, issuer, subject, years, grounds, signature.

What is blank or contradicts itself stays as the header has it, with a remark.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from papi_portal.wording import said
from tasks.reading import citations, letterhead, signature
from tasks.reading.anatomy import (
    APPENDIX,
    AUTHORITY,
    ISSUED_WITH,
    Anatomy,
    begin_of_issued_with,
    closing_words,
    dissect,
)
from tasks.reading.folding import CAPITAL, flat
from tasks.reading.text_lines import Line, is_frame
from tasks.reading.values import Block, Citation, Document, Identity, Remark, Table

_PERIOD = re.compile(
    r"giai doan\s+(20\d\d)\s*(?:[-–—]|den)\s*(?:nam\s+)?(20\d\d)|\b(20\d\d)\s*[-–—]\s*(20\d\d)\b"
)
_YEAR = re.compile(r"\bnam\s+(20\d\d)\b")
_ISSUES = re.compile(
    rf"(?<!của )(?P<issuer>{citations.OFFICE}\b[^,.;:]{{0,60}}?)\s+(?:(?:đã|vừa|sẽ)\s+)?"
    r"(?:xây dựng|ban hành|đề ra|triển khai)\s"
)
_NO_PLACE = re.compile(
    r"(?:[ỦUủu][ỷyỶY] ban nhân dân|UBND)\s+"
    r"(?P<level>tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu)"
)
_OF = re.compile(r"\bcủa\s+(?P<issuer>[^()]+?)\s*\)?\W*$")
_PROMULGATES = re.compile(r"Ban hành kèm theo Quyết định này (?P<what>.+?)[.;]?$")
_KINDS = {"Kế hoạch": "plan", "Quyết định": "decision", "Chỉ thị": "directive"} | {
    "Chương trình": "programme",
    "Chương trình hành động": "programme",
}


def read(document: Document) -> Identity:
    """Return what a document is, each doubt as a remark about the document."""
    return _Reader(dissect(document)).identity()


def body(document: Document) -> tuple[Block, ...]:
    """Return the blocks between the opening and the closing words, and those of appendices.

    Without letterhead, preamble, signature and what a web page puts around the document.
    """
    where = dissect(document)
    inside = where.inside()
    lines = Counter(line.block for line in where.lines)
    kept: list[Block] = []
    for number, block in enumerate(document.blocks):
        if isinstance(block, Table):
            kept += [] if is_frame(block) else [block]
        elif number in inside:
            whole = len(inside[number]) == lines[number]
            kept.append(block if whole else replace(block, text="\n".join(inside[number])))
    return tuple(kept)


def appendix_title(document: Document, tables: Sequence[int], outline: str) -> str:
    """Return the name of the appendix that holds the tasks, "" when none or several do.

    `tables` are the blocks of task tables, in order; without them `outline` is what the first task
    says.
    """
    where = dissect(document)
    appendices = list(where.appendices())
    lines = where.lines
    if not tables:
        said = (i for i, line in enumerate(lines) if outline and outline in line.text)
        at = next(said, -1)
        holding = {max((one for one in appendices if one[1] <= at), default=None)}
    else:
        holding = {
            max((one for one in appendices if lines[one[0]].block <= table), default=None)
            for table in tables
        }
    (one, *others) = holding
    return "" if others or one is None else _appendix(where.texts(*one))[0]


class _Reader:
    """One document read: its parts first, then what they say together."""

    def __init__(self, where: Anatomy) -> None:
        self.where = where
        self.remarks: list[Remark] = []
        above = where.title if where.kind else where.appendix
        late = filter(letterhead.is_place_and_day, where.texts(where.title + 1, where.preamble))
        self.head = letterhead.read([*where.texts(0, max(above, 0)), *late])
        self.authority, paragraphs = _paragraphs(where.lines[where.preamble : where.body])
        self.preamble = citations.read(paragraphs)
        self.signed = signature.read(where.texts(where.tail, where.appendix))
        self.appendix_title, self.issued_with = _appendix(
            where.texts(where.appendix, where.content)
        )

    def identity(self) -> Identity:
        """Return everything found, and what was doubtful on the way."""
        where = self.where
        number, issued_on = self._number(), self._day()
        subject = self._subject()
        year_from, year_to = self._years(subject, issued_on)
        return Identity(
            kind=self._kind(),
            number=number,
            issued_on=issued_on,
            place=self.head.place,
            issuer=self._issuer(subject),
            subject=subject,
            year_from=year_from,
            year_to=year_to,
            basis=self.preamble.citations,
            replaces=citations.replaced(where.texts(where.body, where.tail), subject),
            opening="\n".join(self.preamble.others),
            closing=closing_words(where),
            signed_for=self.signed.signed_for,
            signatory_post=self.signed.post,
            signatory=self._signatory(),
            recipients=self.signed.recipients,
            appendix_title=self.appendix_title,
            remarks=tuple(self.remarks),
        )

    def _doubt(self, field: str, message: str) -> None:
        self.remarks.append(Remark(None, field, message))

    def _kind(self) -> str:
        with_what = self.issued_with.kind if self.issued_with else ""
        kind = self.where.kind or _KINDS.get(with_what, "")
        if not kind:
            self._doubt(
                "kind", said("Không thấy tên loại văn bản (Kế hoạch, Quyết định …); hãy chọn.")
            )
        return kind

    def _number(self) -> str:
        header = self.head.number
        appendix = self.issued_with.number if self.issued_with else ""
        if header and appendix and header != appendix:
            numbers = {"what": said("Số"), "header": header, "other": appendix}
            self._doubt("number", DIFFERENT.format(where=said("phụ lục"), **numbers))
        if self.head.number_left_blank and not appendix:
            self._doubt("number", said("Số của văn bản để trống; hãy điền khi văn bản có số."))
        elif not header and not appendix:
            self._doubt("number", said("Không thấy số, ký hiệu của văn bản; hãy điền nếu có."))
        return header or appendix

    def _day(self) -> date | None:
        header = self.head.issued_on
        appendix = self.issued_with.issued_on if self.issued_with else None
        if header and appendix and header != appendix:
            days = {"header": f"{header:%d/%m/%Y}", "other": f"{appendix:%d/%m/%Y}"}
            what = {"what": said("Ngày ban hành"), "where": said("phụ lục")}
            self._doubt("issued_on", DIFFERENT.format(**what, **days))
        if self.head.day_left_blank and not appendix:
            blank = self.head.day_left_blank
            self._doubt("issued_on", DAY_INCOMPLETE.format(words=blank))
        elif not header and not appendix:
            self._doubt("issued_on", said("Không thấy ngày ban hành của văn bản; hãy điền nếu có."))
        return header or appendix

    def _issuer(self, subject: str) -> str:
        formula = next((found["issuer"] for found in self._formulas()), "")
        of_appendix = self.issued_with.issuer if self.issued_with else ""
        named = [self.head.issuer, self.authority, formula, of_appendix]
        whole = [name for name in named if name and not _NO_PLACE.fullmatch(name)]
        if self.head.of_party:
            self._doubt(
                "issuer", OF_THE_PARTY.format(issuer=self.head.issuer or said("không rõ tên"))
            )
        if whole:
            for other, where in ((of_appendix, said("phụ lục")), (formula, said("phần mở đầu"))):
                self._compare_issuers(self.head.issuer, other, where)
            return whole[0]
        if not any(named):
            self._doubt("issuer", said("Không thấy cơ quan ban hành; hãy chọn cơ quan ban hành."))
        return self._with_place(next((name for name in named if name), ""), subject)

    def _formulas(self) -> Iterator[re.Match[str]]:
        return (found for one in reversed(self.preamble.others) for found in _ISSUES.finditer(one))

    def _compare_issuers(self, header: str, other: str, where: str) -> None:
        same = _short(header) == _short(other) or _NO_PLACE.fullmatch(other)
        if header and other and not same:
            names = {"what": said("Cơ quan ban hành"), "header": header, "other": other}
            self._doubt("issuer", DIFFERENT.format(where=where, **names))

    def _with_place(self, issuer: str, subject: str) -> str:
        """Return "UBND tỉnh" as written, and doubt it: the subject may say which province."""
        if bare := _NO_PLACE.fullmatch(issuer):
            word = rf"[{CAPITAL}][\w']*"
            place = re.search(rf"\b{bare['level']} ({word}(?:(?: | - ){word})*)", subject)
            which = said(" (theo trích yếu: {name})", name=f"{issuer} {place[1]}") if place else ""
            self._doubt("issuer", NO_PLACE.format(issuer=issuer, which=which))
        return issuer

    def _subject(self) -> str:
        if self.where.subject:
            return self.where.subject
        texts = self.where.texts(self.where.body, self.where.tail)
        promulgated = next((found for one in texts if (found := _PROMULGATES.search(one))), None)
        if promulgated:
            self._doubt("subject", said("Văn bản không ghi trích yếu; đã lấy theo Điều 1."))
            return f"Ban hành {promulgated['what']}"
        if self.appendix_title:
            self._doubt("subject", said("Văn bản không ghi trích yếu; đã lấy tên phụ lục."))
        else:
            self._doubt("subject", said("Không thấy trích yếu của văn bản; hãy điền."))
        return self.appendix_title

    def _years(self, subject: str, issued_on: date | None) -> tuple[int | None, int | None]:
        folded = flat(subject)
        singles = [int(year) for year in _YEAR.findall(folded)]
        if period := _PERIOD.search(folded):
            first, last = sorted(int(year) for year in period.groups() if year)
            near = [year for year in singles if first - 1 <= year <= last]
            return min([first, *near]), last
        if singles:
            if len(set(singles)) > 1:
                self._doubt("years", SEVERAL_YEARS.format(year=max(singles)))
            return max(singles), max(singles)
        year = issued_on.year if issued_on else self.head.year
        guessed = said("đã lấy năm ban hành {year}", year=year) if year else said("hãy điền")
        self._doubt("years", NO_YEARS.format(guessed=guessed))
        return year, year

    def _signatory(self) -> str:
        if not self.signed.name:
            self._doubt("signatory", said("Không thấy họ tên người ký; hãy điền nếu có."))
        return self.signed.name


DIFFERENT = said(
    "{what} ở đầu văn bản ({header}) khác ở {where} ({other}); đã lấy ở đầu văn bản, hãy kiểm tra."
)
DAY_INCOMPLETE = said("Ngày ban hành ghi chưa đủ hoặc sai (“{words}”); hãy điền.")
NO_PLACE = said("Cơ quan ban hành chỉ ghi “{issuer}”{which}; hãy chọn cơ quan đúng.")
SEVERAL_YEARS = said("Trích yếu nêu nhiều năm; đã lấy năm {year}.")
NO_YEARS = said("Trích yếu không nêu năm thực hiện; {guessed}.")
OF_THE_PARTY = said(
    "Đây là văn bản của cơ quan Đảng ({issuer}), không phải của UBND: tên được giữ như văn bản "
    "ghi; hãy kiểm tra địa bàn và cơ quan ban hành kế hoạch."
)


def _short(issuer: str) -> str:
    """Return an issuer for comparing: folded, in the short word for people's committees."""
    return flat(issuer).replace("uy ban nhan dan", "ubnd")


def _paragraphs(lines: Sequence[Line]) -> tuple[str, list[str]]:
    """Return who decides ("CHỦ TỊCH ỦY BAN NHÂN DÂN …"), and the preamble's paragraphs whole."""
    authority = " ".join(
        line.text for line in lines if AUTHORITY.match(line.text) and line.is_upper
    )
    paragraphs: list[str] = []
    for line in lines:
        if line.is_upper:
            continue
        text = line.text.lstrip("-–+• ")
        ends = not paragraphs or paragraphs[-1].endswith((".", ";", ":"))
        if ends or citations.begins_paragraph(text):
            paragraphs.append(text)
        else:
            paragraphs[-1] += f" {text}"
    decides = authority.removeprefix("CHỦ TỊCH ")
    return letterhead.as_in_a_sentence(decides) if decides else "", paragraphs


def _appendix(lines: Sequence[str]) -> tuple[str, Citation | None]:
    """Return the name of an appendix and the document that it says it belongs to."""
    named, rest = "", ""
    for line in lines:
        at = 0 if rest else begin_of_issued_with(line)
        named, rest = f"{named} {line[:at]}".strip(), f"{rest} {line[at:]}".strip()
    title = named[found.end() :] if (found := APPENDIX.match(named)) else named
    with_what = ISSUED_WITH.sub("", rest)
    kind = next((one for one in citations.KINDS if with_what.lower().startswith(one.lower())), "")
    if not kind:
        return title, None
    cited = citations.cited_in(with_what.strip(" ()./"), "rests_on")
    issuer = _OF.search(with_what)
    if cited is None:  # its number is blank
        cited = Citation("rests_on", with_what, kind, issuer=issuer["issuer"] if issuer else "")
    return title, cited
