"""Put the parts of a read document together: rows understood, promises, body, doubts."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from papi_portal.text import fold
from papi_portal.wording import said
from tasks.reading import (
    body,
    components,
    deadlines,
    identity,
    items,
    misfits,
    outline_rows,
    parties,
    tables,
    targets,
)
from tasks.reading.values import (
    Document,
    FrameworkNames,
    Heading,
    Identity,
    Part,
    RawRow,
    ReadDeadline,
    ReadPlan,
    ReadRow,
    Remark,
)

PAPI = "papi"
WHOLE = "0"
WORDS = re.compile(r"\w+")
ALIKE = 0.9
"""From this likeness on (0-1), a duty under "Tổ chức thực hiện" repeats a row of the table."""

Doubts = list[tuple[str, str]]


def plan(document: Document, frameworks: tuple[FrameworkNames, ...]) -> ReadPlan:
    """Read a document: what it is, its tasks, promises and body, each doubt as a remark."""
    known = identity.read(document)
    blocks = identity.body(document)
    in_tables, table_remarks = tables.task_rows(document)
    in_outline, outline_remarks = outline_rows.task_rows(blocks, has_table=bool(in_tables))
    no_plan = "" if known.kind else misfits.kind_of_no_plan(document)
    if no_plan:
        in_outline, outline_remarks = (), (Remark(None, "kind", NO_PLAN.format(kind=no_plan)),)
    raw = [*in_tables, *_not_said_before(in_outline, in_tables)]
    title = identity.appendix_title(document, tables.task_tables(document), _first(in_outline))
    known = replace(known, appendix_title=title)
    promised, target_remarks = targets.read(
        targets.paragraphs_of(document), frameworks, known.year_from
    )
    reader = Reader(frameworks, known)
    rows, doubts = [], []
    for position, row in enumerate(raw, start=1):
        understood, about_row = reader.understand(row)
        rows.append(understood)
        doubts += [Remark(position, field, message) for field, message in about_row]
    whole = [] if rows else [Remark(None, "rows", NO_ROWS)]
    if not known.year_from and any(row.components for row in rows):
        whole.append(Remark(None, "components", NEWEST))
    if misfits.is_taken_apart(document):
        whole.append(Remark(None, "rows", TAKEN_APART))
    return ReadPlan(
        identity=replace(known, remarks=()),
        rows=tuple(rows),
        targets=promised,
        sections=body.sections(blocks),
        remarks=(
            *document.remarks,
            *known.remarks,
            *table_remarks,
            *outline_remarks,
            *target_remarks,
            *whole,
            *doubts,
        ),
    )


NO_PLAN = said(
    "Văn bản là {kind}, không phải kế hoạch: các mục trong lời văn không được đọc thành nhiệm vụ, "
    "chỉ đọc bảng nhiệm vụ nếu có."
)
TAKEN_APART = said(
    "Bảng nhiệm vụ được dán mỗi ô một dòng nên mất cột, không đọc thành nhiệm vụ được; "
    "hãy tải tệp Word, Excel lên, hoặc dán bảng từ Excel."
)
NO_VERSION = said("Chưa có bộ tiêu chí {index} của năm kế hoạch để gắn nội dung.")
NEWEST = said(
    "Không rõ năm của kế hoạch: nội dung được gắn theo bộ tiêu chí mới nhất, hãy kiểm tra."
)
SEVERAL_INDICES = said("Mục này nêu nhiều chỉ số; mới gắn chỉ số đầu, hãy kiểm tra.")
NO_ROWS = said(
    "Không tìm thấy bảng nhiệm vụ hay mục nhiệm vụ nào; "
    "kiểm tra lại tệp, hoặc dán riêng phần nhiệm vụ vào ô dán văn bản."
)


def _first(outline: Sequence[RawRow]) -> str:
    """Return how the first task of an outline begins, duties of bodies last."""
    first = min(outline, key=lambda row: row.part is not Part.OUTLINE, default=None)
    return first.text.split("\n")[0] if first else ""


def _not_said_before(outline: Iterable[RawRow], in_tables: tuple[RawRow, ...]) -> list[RawRow]:
    """Leave out duties that only repeat a row of the table; the body keeps their words."""
    said = [WORDS.findall(fold(row.text)) for row in in_tables]
    return [row for row in outline if not _is_said(WORDS.findall(fold(row.text)), said)]


def _is_said(words: list[str], said: list[list[str]]) -> bool:
    """Tell whether one of the texts is nearly the same; cheap comparisons first."""
    matcher: SequenceMatcher[str] = SequenceMatcher(None, autojunk=False)
    matcher.set_seq2(words)
    for other in said:
        matcher.set_seq1(other)
        if matcher.real_quick_ratio() < ALIKE or matcher.quick_ratio() < ALIKE:
            continue
        if matcher.ratio() >= ALIKE:
            return True
    return False


@dataclass(frozen=True)
class Reader:
    """What all rows of one document share: the versions of the indices and the plan's years."""

    frameworks: tuple[FrameworkNames, ...]
    known: Identity

    def understand(self, row: RawRow) -> tuple[ReadRow, Doubts]:
        """Return the row with its parties, deadline and components told apart, and the doubts."""
        doubts: Doubts = list(row.doubts)
        leads, supports, guides = self._parties(row, doubts)
        framework, codes = self.links(row, doubts)
        return (
            ReadRow(
                part=row.part,
                sections=row.sections,
                label=row.label,
                title=row.title,
                text=row.text,
                items=items.split(row.text),
                components=codes,
                framework=framework if codes else "",
                lead_text=row.lead_text or "; ".join(leads),
                support_text=row.support_text or "; ".join(supports),
                guide_text=row.guide_text or "; ".join(guides),
                leads=leads,
                supports=supports,
                guides=guides,
                deadline=self._deadline(row, doubts),
                output=row.output,
                note=row.note,
                where=row.where,
            ),
            doubts,
        )

    def _parties(self, row: RawRow, doubts: Doubts) -> tuple[tuple[str, ...], ...]:
        found = []
        for field in ("lead", "support", "guide"):
            split = parties.split(getattr(row, f"{field}_text"))
            doubts += [(field, doubt) for doubt in split.doubts]
            found.append(split.names)
        if row.part is not Part.TABLE:
            said = parties.from_sentence(row.text)
            doubts += [("support", doubt) for doubt in said.doubts]
            from_text = (said.leads, said.supports, said.guides)
            found = [names or others for names, others in zip(found, from_text, strict=True)]
        if not found[0]:
            doubts.append(("lead", "Văn bản không nêu cơ quan chủ trì của dòng này."))
        return tuple(found)

    def _deadline(self, row: RawRow, doubts: Doubts) -> ReadDeadline:
        years = {"year": self.known.year_from, "year_to": self.known.year_to}
        if row.deadline_text:
            understood = deadlines.read(row.deadline_text, **years)
        else:
            understood = deadlines.find(row.text, **years)
        doubts += [("deadline", doubt) for doubt in understood.doubts]
        return understood.deadline

    def links(self, row: RawRow, doubts: Doubts) -> tuple[str, tuple[str, ...]]:
        """Return the framework's code and the codes of what the row works on."""
        named = self._indices_named(row.sections)
        if named and PAPI not in named:
            if len(named) > 1:
                doubts.append(("components", SEVERAL_INDICES))
            framework = self._version(named[0], doubts)
            return (framework.code, (WHOLE,)) if framework else ("", ())
        framework = self._version(PAPI, doubts)
        if framework is None:
            return "", ()
        return framework.code, PapiLinks(framework, PAPI in named, doubts).of(row)

    def _version(self, index: str, doubts: Doubts) -> FrameworkNames | None:
        """Return the version of the index for the plan's year, the newest when that is unknown."""
        newest = max(
            (one.first_year for one in self.frameworks if one.index == index), default=None
        )
        year = self.known.year_from or newest
        framework = components.framework_for(self.frameworks, index, year)
        if framework is None:
            doubts.append(("components", NO_VERSION.format(index=index.upper().replace("_", " "))))
        return framework

    def _indices_named(self, headings: tuple[Heading, ...]) -> tuple[str, ...]:
        """Return the indices that the nearest telling heading names."""
        for heading in reversed(headings):
            named = components.index_of(heading.text, self.frameworks)
            if named:
                return named
        return ()


@dataclass(frozen=True)
class PapiLinks:
    """The search for the dimensions and sub-indicators that a row's headings and words name."""

    framework: FrameworkNames
    under_papi: bool
    """Whether a heading above the row names the index as a whole."""
    doubts: Doubts

    def of(self, row: RawRow) -> tuple[str, ...]:
        """Return the codes: of sub-indicators where certain, else of the dimension."""
        if row.part is Part.ORGANISATION:
            return ()
        codes = self._of_headings(row.sections)
        if any("." in code for code in codes):
            return codes
        if not codes:
            return self._without_dimension(row)
        if len(codes) > 1:
            return codes
        return self._within(codes[0], row)

    def _of_headings(self, headings: tuple[Heading, ...]) -> tuple[str, ...]:
        codes: tuple[str, ...] = ()
        for heading in headings:
            within = codes[0] if len(codes) == 1 else ""
            found = components.match(heading.text, self.framework, within=within)
            if not found.codes and within:
                found = components.match(heading.text, self.framework)
            codes = found.codes or codes
        return codes

    def _within(self, dimension: str, row: RawRow) -> tuple[str, ...]:
        if row.title and row.part is Part.TABLE:
            matched = components.match(row.title, self.framework, within=dimension)
        else:
            words = f"{row.title}\n{row.text}"
            matched = components.named_in(words, self.framework, within=dimension)
        if matched.codes:
            return matched.codes
        self.doubts.extend(("components", doubt) for doubt in matched.doubts)
        if not matched.doubts:
            self.doubts.append(
                (
                    "components",
                    f"Mới gắn với nội dung {dimension}; chưa rõ chỉ số thành phần nào.",
                )
            )
        return (dimension,)

    def _without_dimension(self, row: RawRow) -> tuple[str, ...]:
        by_title = self._by_title(row.title) if row.title else ()
        if by_title:
            return by_title
        if row.part is Part.TABLE or self.under_papi:
            named = components.named_in(row.text, self.framework, within="")
            if named.codes:
                return named.codes
        if self.under_papi:
            return (WHOLE,)
        self.doubts.append(("components", "Chưa gắn được với nội dung, chỉ số thành phần nào."))
        return ()

    def _by_title(self, title: str) -> tuple[str, ...]:
        """Return the dimensions a title names, or the parts of the one dimension it fits."""
        dimensions = [part.code for part in self.framework.components if part.depth == 1]
        matches = [components.match(title, self.framework)]
        matches += [components.match(title, self.framework, within=one) for one in dimensions]
        if matches[0].codes:
            return matches[0].codes
        found = [match.codes for match in matches if match.codes]
        return found[0] if len(found) == 1 else ()
