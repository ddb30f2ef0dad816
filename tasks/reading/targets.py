"""What a plan promises about the index: targets with numbers, and remarks about vague ones."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from papi_portal.wording import said
from tasks.reading import components, promises
from tasks.reading.folding import CAPITAL, flat
from tasks.reading.goals import label_of, paragraphs_of
from tasks.reading.promises import UNCLEAR, Promise
from tasks.reading.values import FrameworkNames, ReadTarget, Remark

__all__ = ["paragraphs_of", "read"]

PAPI = "papi"
WHOLE = "0"
OF_PAPI_ALONE = ("group_min", "count_in_group")
"""Kinds that speak of the four groups into which only PAPI parts the provinces."""
FEWEST_NAMING = 4
"""Words before a promise that may name a part of an index; "Về điểm số: đạt …" names none."""
LONGEST_LEAD = 16
"""Words of a heading that says whom the lines below it speak of."""

_QUOTED = re.compile(r"[“\"«]([^“”\"«»]{3,}?)[”\"»]")
_SEGMENT = re.compile(rf";\s*|(?<=[^\W\d]\.)\s+(?=[{CAPITAL}])")
_BOUNDARY = re.compile(
    r"[;()|]\s*|\.(?:\s+|$)|,\s+(?!thành phố)"
    r"|\s+và\s+(?=(?:đứng|đạt|tăng|xếp|thuộc|nằm|duy trì|có|trong)\b)"
)
_NAME_ENDS = re.compile(
    r"[:|]|\b(?:ph[ấầ]n đấu|đạt|tăng|xếp|thuộc|nằm|duy trì|từ|đứng|trong nhóm|năm \d{4})\b",
    re.IGNORECASE,
)
_NAMES_A_PART = re.compile(
    r"(?:(?:doi voi|ve|phan dau)\s+)?(?:cac\s+)?"
    r"(?:(?:chi so|tieu chi|truc)\s+(?:noi dung|thanh phan)|noi dung\s+[“\"\d])"
)
_OF_THE_WHOLE = re.compile(r"\b(?:tong hop|tong diem)\b")
_VAGUE = re.compile(
    r"\b(?:tang|nang|cai thien|thang|giu vung|duy tri|giu|lot)\b.{0,70}?"
    r"\b(?:bac|thu hang|xep hang|vi tri|diem so|diem|nhom|top)\b"
)
_NOTHING_MORE = re.compile(r"\s*(?:tro len)?[\s.;,]*")
_SHARE_OF_OTHERS = re.compile(r"\bty le\b(?!.{0,30}\bhai long\b)|\bho so\b")
_NUMBERS = re.compile(r"\|.*\d[.,]\d")

VAGUE = said(
    "Mục tiêu “{text}” không nêu con số, nhóm hay thứ hạng cụ thể nên chưa ghi thành mục tiêu; "
    "hãy bổ sung nếu cần."
)
NOT_KEPT = said("Mục tiêu “{text}” chưa ghi được thành mục tiêu; hãy nhập tay nếu cần theo dõi.")
NO_VERSION = said(
    "Mục tiêu “{text}” thuộc chỉ số {index} mà cổng chưa có bộ tiêu chí của năm kế hoạch, nên chưa "
    "ghi thành mục tiêu; hãy theo dõi riêng."
)
NOT_CLEAR_OF_WHAT = said(
    "Mục tiêu “{text}” chưa rõ thuộc chỉ số nội dung nào nên chưa ghi thành mục tiêu; "
    "hãy nhập tay nếu cần theo dõi."
)
NO_FRAMEWORK = said(
    "Chưa có bộ tiêu chí PAPI của năm kế hoạch nên chưa ghi {count} mục tiêu; "
    "hãy kiểm tra năm của kế hoạch."
)
IN_A_TABLE = said("Bảng mục tiêu chưa đọc được thành mục tiêu; hãy nhập tay: “{text}”.")


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom a sentence speaks of: an index, and the codes of what in it."""

    index: str = PAPI
    codes: tuple[str, ...] = (WHOLE,)


NOBODY = Subject("", ())
"""A part that is named, but not found."""


def read(
    paragraphs: Sequence[str], frameworks: tuple[FrameworkNames, ...], year: int | None
) -> tuple[tuple[ReadTarget, ...], tuple[Remark, ...]]:
    """Return the targets of the paragraphs, each promise on its own, and what stays vague.

    Of every index that has a version for the plan's year; others become remarks.
    """
    reader = _Reader(frameworks, year)
    for paragraph in paragraphs:
        reader.take(paragraph)
    if reader.without_papi:
        reader.remark(NO_FRAMEWORK, count=reader.without_papi)
    return tuple(reader.targets), tuple(reader.remarks)


@dataclass
class _Reader:
    """The sentences read so far, and whom a lead-in said the next ones speak of."""

    frameworks: tuple[FrameworkNames, ...]
    year: int | None
    lead: Subject = Subject()
    lead_level: int = -1
    targets: list[ReadTarget] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    without_papi: int = 0
    """Targets of PAPI that no version of it for the plan's year can hold."""

    def take(self, paragraph: str) -> None:
        """Read one paragraph: its promises, and what it only hopes for."""
        if _NUMBERS.search(paragraph):
            self.remark(IN_A_TABLE, text=paragraph.replace("\n", "; "))
            return
        level, said = label_of(paragraph)
        if level <= self.lead_level:
            self.lead, self.lead_level = Subject(), -1
        subject, hopes, promised = self.lead, [], False
        for segment in _SEGMENT.split(said):
            named = self._named(segment, subject.index)
            subject = named or subject
            found = promises.find(segment, year=self.year)
            for promise in found:
                self._keep(promise, segment, subject, named=named is not None)
            promised = promised or bool(found)
            hopes += _hopes(segment, found)
        if hopes:
            self.remark(VAGUE, text="; ".join(hopes))
        short = len(said.split()) <= LONGEST_LEAD and not said.endswith(".")
        if said.endswith(":") or (short and not promised and subject != self.lead):
            self.lead, self.lead_level = subject, level

    def _keep(self, promise: Promise, segment: str, subject: Subject, *, named: bool) -> None:
        text = _clause(segment, promise.start, promise.end)
        has_version = self._version(subject.index) is not None
        why_not = _why_not(promise, segment, subject, named=named)
        if why_not:
            self.remark(why_not, text=text)
        elif has_version:
            codes = (WHOLE,) if promise.kind == "count_in_group" else subject.codes
            self.targets += [self._target(subject.index, code, promise, text) for code in codes]
        elif subject.index == PAPI:
            self.without_papi += 1
        else:
            self.remark(NO_VERSION, text=text, index=self._short_name(subject.index))

    def _target(self, index: str, code: str, promise: Promise, text: str) -> ReadTarget:
        return ReadTarget(
            component=code,
            kind=promise.kind,
            text=text,
            value=promise.value,
            value_to=promise.value_to,
            group=promise.group,
            count=promise.count,
            region=promise.region,
            year=promise.year or self.year,
            index=index,
        )

    def _version(self, index: str) -> FrameworkNames | None:
        return components.framework_for(self.frameworks, index, self.year)

    def remark(self, message: str, **words: object) -> None:
        """Say what could not be kept."""
        self.remarks.append(Remark(None, "targets", message.format(**words)))

    def _short_name(self, index: str) -> str:
        names = (one.index_names[-1] for one in self.frameworks if one.index == index)
        return next(names, index.upper())

    def _named(self, segment: str, before: str) -> Subject | None:
        """Return whom a segment names, NOBODY for a part not found, None when it is silent.

        Parts are sought in the index that the segment names, else in the one spoken of before.
        """
        indices = components.index_of(segment, self.frameworks)
        index = indices[0] if len(indices) == 1 else before or PAPI
        for one in (index,) if indices else dict.fromkeys((index, PAPI)):
            if codes := self._codes(segment, one):
                return Subject(one, codes)
        if len(indices) > 1 or _NAMES_A_PART.match(flat(segment)):
            return NOBODY
        if indices:
            return Subject(index)
        return Subject(index) if _OF_THE_WHOLE.search(flat(segment)) else None

    def _codes(self, segment: str, index: str) -> tuple[str, ...]:
        """Return the parts of an index that a segment names, in quotes or before its verb."""
        version = self._version(index)
        lead = _NAME_ENDS.split(segment, maxsplit=1)[0]
        # "Năng lực cạnh tranh (PCI)" is the index, however like the name of its part.
        is_whole = index != PAPI and components.index_of(lead, self.frameworks)
        names = [*_QUOTED.findall(segment), *([] if is_whole else [lead])]
        found = (_parts(name, version) for name in names if version)
        return next(filter(None, found), ())


def _parts(name: str, version: FrameworkNames) -> tuple[str, ...]:
    codes = components.match(name, version).codes
    return codes or components.named_in(name, version, within="").codes


def _why_not(promise: Promise, segment: str, subject: Subject, *, named: bool) -> str:
    """Return the remark for a promise that is not kept; "" for one that is."""
    other = subject.index != PAPI
    # A share is of the index only where the sentence says so: most are of files or offices.
    bare = other and _NOTHING_MORE.fullmatch(flat(segment[promise.end :]))
    clause = flat(_clause(segment, promise.start, promise.end))
    of_index = (named or bare) and not _SHARE_OF_OTHERS.search(clause)
    if promise.kind == UNCLEAR or (promise.kind == "percent_min" and not of_index):
        return NOT_KEPT
    before = _NAME_ENDS.split(segment, maxsplit=1)[0].split()
    if subject == NOBODY or (other and not named and len(before) >= FEWEST_NAMING):
        return NOT_CLEAR_OF_WHAT
    return NOT_KEPT if other and promise.kind in OF_PAPI_ALONE else ""


def _clauses(segment: str) -> Iterator[tuple[int, int]]:
    """Yield where the clauses of a segment begin and end; commas within quotes divide nothing."""
    quotes = [match.span() for match in _QUOTED.finditer(segment)]
    begin = 0
    for cut in _BOUNDARY.finditer(segment):
        if not any(start <= cut.start() < end for start, end in quotes):
            yield begin, cut.start()
            begin = cut.end()
    yield begin, len(segment)


def _clause(segment: str, start: int, end: int) -> str:
    """Return the words of the clauses that a promise touches, as issued."""
    touched = [span for span in _clauses(segment) if span[0] < end and start < span[1]]
    words = segment[touched[0][0] : touched[-1][1]].strip(" ,:")
    return words + ")" * (words.count("(") - words.count(")"))


def _hopes(segment: str, found: Sequence[Promise]) -> list[str]:
    """Return the clauses that want more points or a better rank without saying how many."""
    silent = [
        segment[start:end].strip(" ,:")
        for start, end in _clauses(segment)
        if not any(one.start < end and start < one.end for one in found)
    ]
    return [clause for clause in silent if _VAGUE.search(flat(clause))]
