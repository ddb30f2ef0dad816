"""A plan as a whole document: what it rests on, its text, who signs it, and its appendix."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from plans import letterheads
from plans.models import Letterhead, Plan, PlanBasis, PlanSection
from tasks.reading.citations import KINDS, OPENING_CLAUSE
from tasks.reports import appendix
from tasks.reports.appendix import Appendix, AppendixRow

SYMBOLS: dict[str, str] = {
    Plan.Kind.PLAN: "KH",
    Plan.Kind.DECISION: "QĐ",
    Plan.Kind.PROGRAMME: "CTr",
    Plan.Kind.DIRECTIVE: "CT",
}
"""How a kind of document is written in its number: Nghị định 30/2020, Phụ lục III."""
GROUND = PlanBasis.Relation.RESTS_ON
CHANGING = {PlanBasis.Relation.AMENDS, PlanBasis.Relation.REPLACES}
OPENINGS = {
    PlanBasis.Relation.RESTS_ON: "Căn cứ",
    PlanBasis.Relation.CARRIES_OUT: "Thực hiện",
    PlanBasis.Relation.CONTINUES: "Tiếp tục thực hiện",
}
LONGEST_HEADING = 500
"""A longer one is cut in the portal; its whole words begin the section's text."""


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the body: how deep it stands (1 outermost), its heading, its paragraphs.

    One without a heading begins its first paragraph with its label.
    """

    level: int
    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WholePlan:
    """The whole document."""

    plan: Plan
    letterhead: Letterhead
    number: str
    """As issued, or with room for what is not given yet: "…/KH-UBND"."""
    grounds: tuple[str, ...]
    """The paragraphs that begin with "Căn cứ"."""
    opening: tuple[str, ...]
    sections: tuple[Section, ...]
    changes: tuple[str, ...]
    """Which documents this one amends or replaces, as far as its text does not say so."""
    closing: tuple[str, ...]
    appendix: Appendix | None
    """The table of tasks; none of a plan whose text holds all its tasks word for word."""


def build(plan: Plan) -> WholePlan:
    """Return the plan as a document: five queries, whatever its length.

    The issuer's territory and the one above are read along with the plan.
    """
    kept = letterheads.build(plan.issuer, plan)
    bases = list(plan.bases.order_by("position"))
    sections = _sections(plan.sections.filter(part=PlanSection.Part.BODY).order_by("position"))
    text = _joined(line for one in sections for line in (one.title, *one.lines))
    number = plan.number or "…/" + "-".join(filter(None, [SYMBOLS.get(plan.kind), kept.symbol]))
    grounds, opening = _preamble(
        [basis for basis in bases if basis.relation not in CHANGING], _lines(plan.opening)
    )
    return WholePlan(
        plan=plan,
        letterhead=kept,
        number=number,
        grounds=grounds,
        opening=opening,
        sections=sections,
        changes=tuple(
            _change(plan, basis)
            for basis in bases
            if basis.relation in CHANGING and not _is_said(basis, text)
        ),
        closing=_lines(plan.closing),
        appendix=_appendix(plan, number, text),
    )


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.split("\n") if line.strip())


def _joined(lines: Iterable[str]) -> str:
    return " ".join(" ".join(lines).split())


def _sections(found: Iterable[PlanSection]) -> tuple[Section, ...]:
    levels: dict[int | None, int] = {None: 0}
    sections = []
    for one in found:
        levels[one.pk] = levels.get(one.parent_id, 0) + 1
        lines, label = _lines(one.text), one.title.removesuffix(one.heading).strip()
        is_cut = len(one.heading) >= LONGEST_HEADING and one.text.startswith(one.heading)
        if one.heading and not is_cut:
            sections.append(Section(levels[one.pk], one.title, lines))
        else:
            first = f"{label} {lines[0] if lines else ''}".strip()
            whole = (first, *lines[1:]) if first else ()
            sections.append(Section(levels[one.pk], "", whole))
    return tuple(sections)


def _preamble(
    bases: Sequence[PlanBasis], opening: tuple[str, ...]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the grounds, and the opening with what it carries out in front of its first words."""
    runs = [[*run] for _, run in groupby(bases, key=lambda one: one.relation == GROUND)]
    grounds: list[str] = []
    done = ""
    for run in runs:
        grounds += [f"{done}."] if done else []
        done = ""
        if run[0].relation == GROUND:
            grounds += [f"{_cited(basis)};" for basis in run]
        else:
            done = _one_sentence(run)
    grounds = [*grounds[:-1], f"{grounds[-1][:-1]}."] if grounds else []
    if done and opening and OPENING_CLAUSE.match(opening[0]):
        return tuple(grounds), (f"{done}, {opening[0]}", *opening[1:])
    return tuple(grounds), (*([f"{done}."] if done else []), *opening)


def _one_sentence(run: Sequence[PlanBasis]) -> str:
    """Return several documents as one sentence goes on: "Thực hiện Kế hoạch …; Kế hoạch …"."""
    parts: list[str] = []
    for before, basis in zip([None, *run], run, strict=False):
        goes_on = before is not None and before.relation == basis.relation
        said = _bare(basis) if goes_on else _cited(basis)
        begins = not parts or said.startswith(KINDS)
        parts.append(said if begins else said[:1].lower() + said[1:])
    return "; ".join(parts)


def _bare(basis: PlanBasis) -> str:
    return basis.text.strip(" ,;.")


def _cited(basis: PlanBasis) -> str:
    """Return a document as it is cited; what is kept without "Căn cứ" and the like gets it back."""
    text = _bare(basis)
    opening = OPENINGS[PlanBasis.Relation(basis.relation)]
    return f"{opening} {text}" if text.startswith(KINDS) else text


def _change(plan: Plan, basis: PlanBasis) -> str:
    text, word = _bare(basis), basis.get_relation_display()
    act = f"{word} {text}" if text.startswith(KINDS) else text[:1].lower() + text[1:]
    return f"{plan.get_kind_display()} này {act}."


def _is_said(basis: PlanBasis, text: str) -> bool:
    return _joined([_bare(basis)]) in text or bool(basis.number and basis.number in text)


def _appendix(plan: Plan, number: str, text: str) -> Appendix | None:
    found = appendix.build(plan)
    if found.rows and all(_stands_in(text, row) for row in found.rows):
        return None
    return replace(found, attached=found.attached.replace("…/…", number))


def _stands_in(text: str, row: AppendixRow) -> bool:
    """Tell whether the body says a task word for word: then no table says it again."""
    return all(_joined([line]) in text for line in row.lines)
