"""A province's own set of criteria as a list: what its rows mean, and what it would change.

What is shown before the confirmation is worked out by the same `plan` as what is then written.
"""

import operator
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from indicators.models import Component, Framework, Index
from indicators.own_sets import columns
from indicators.own_sets import links as own_set_links
from indicators.own_sets.links import Links, Years
from indicators.own_sets.rows import Node, points, understood
from papi_portal.importing import CHANGED, NEW, Change, Outcome, Remark
from papi_portal.text import fold
from papi_portal.wording import said
from papi_portal.workbook import Table
from plans.models import Territory

OVERLAP = said("Các năm trùng với bộ {span} của {index}. Hãy ghi năm khác, hoặc năm cuối sớm hơn.")
ENDS_FIRST = said("Bộ {span} đang để mở: cổng sẽ ghi năm cuối của bộ ấy là {year}.")
YEARS = said("Các năm của bộ: {before} thành {after}.")
SOURCE = said("Nguồn: {before} thành {after}.")
DROPPED = said("Bỏ {component}: không có trong danh sách.")
WHOLE = said("Cả bộ là “{name}”, thang điểm {low} – {high}, cộng từ các tiêu chí cấp một.")
REORDERED = said("Thứ tự các tiêu chí đổi theo danh sách.")
KEPT = said(
    "Danh sách thiếu {code}, đã có {uses} gắn vào nên không bỏ được. Hãy thêm lại dòng {code}."
)
MOVED = said(
    "{code} đã có {uses} gắn vào nên vẫn phải thuộc {parent}. Hãy sửa lại, hoặc dùng mã mới cho"
    " tiêu chí mới."
)
RESCALED = said(
    "{code} đã có {uses} gắn vào nên không đổi thang điểm được ({low} – {high}). Hãy sửa lại, hoặc"
    " lập bộ mới từ năm sau."
)
NOTHING_BEFORE = said("Chỉ số này chưa có bộ nào trước năm {year}. Hãy để trống ô này.")
UNKNOWN_BEFORE = said("Bộ {span} không có mã {code}. Hãy ghi mã của bộ ấy, hoặc để trống.")
FOLLOWED = said("Mã {code} của bộ trước đã được {other} nối tiếp. Mỗi mã chỉ nối tiếp một lần.")
USES = {"tasks": said("nhiệm vụ"), "scores": said("điểm"), "targets": said("mục tiêu")}
OF_SCALE = {"scores", "targets"}
"""What was measured or promised on a scale, which then stays."""


@dataclass(frozen=True, slots=True)
class Head:
    """What the form says about a set: whose version it is, which years it measures, its source."""

    index: Index | None
    """One of the province's own; none makes a new one of this name."""
    name: str
    short_name: str
    first_year: int
    last_year: int | None
    source: str

    @property
    def said(self) -> dict[str, Any]:
        """What was said by the names of the form's fields, the index by its primary key."""
        plain = asdict(replace(self, index=None))
        return {**plain, "index": self.index.pk if self.index else None}

    @property
    def title(self) -> str:
        return self.index.name if self.index else self.name

    @property
    def years(self) -> Years:
        return self.first_year, self.last_year


@dataclass(frozen=True, slots=True)
class Planned:
    """What a list would make of a set: the whole tree in its order, and the way there."""

    head: Head
    nodes: tuple[Node, ...]
    outcome: Outcome
    framework: Framework | None
    """The version with the same first year, which the list replaces."""
    before: Framework | None
    dropped: tuple[Component, ...]
    links: Links
    """What tasks are about of the version before."""

    @property
    def code(self) -> str:
        """The code of the version, of one that is there."""
        return self.framework.code if self.framework else ""

    @property
    def does_something(self) -> bool:
        return not self.outcome.problems and bool(
            self.framework is None or self.outcome.changes or self.outcome.notes
        )


def own_indexes(province: Territory) -> list[Index]:
    """Return the indexes of which a province alone has versions."""
    return list(Index.objects.filter(frameworks__territory=province).distinct())


def versions(index: Index | None) -> list[Framework]:
    """Return the versions of an own index, the earliest first."""
    return list(index.frameworks.order_by("first_year")) if index else []


def years_wrong(head: Head) -> str:
    """Tell what is wrong with the years of a set beside its index's other versions, or nothing."""
    last = head.last_year or 9999
    for one in versions(head.index):
        left_open = one.last_year is None and one.first_year < head.first_year
        apart = last < one.first_year or (one.last_year or 9999) < head.first_year
        if one.first_year != head.first_year and not (left_open or apart):
            return OVERLAP.format(span=one.span, index=head.index)
    return ""


def plan(table: Table, head: Head, province: Territory) -> Planned:
    """Return what a list makes of a set of a province; with problems it makes nothing."""
    head = _known(head, province)
    known = versions(head.index)
    framework = next((one for one in known if one.first_year == head.first_year), None)
    earlier = [one for one in known if one.first_year < head.first_year]
    before = earlier[-1] if earlier else None
    nodes, problems = understood(table, head.title)
    stands = _standing(framework)
    nodes, lost = _linked(nodes, before, stands, head)
    dropped = tuple(one for code, one in stands.items() if code not in {it.code for it in nodes})
    problems += lost
    if not problems:
        problems = list(_refused(nodes, stands, dropped, table.rows[0].number))
    if said := years_wrong(head):
        problems.insert(0, Remark(table.rows[0].number, "", "Từ năm", said))
    wrong = {one.row for one in problems}
    changes = [one for one in _changes(nodes, stands) if one.row not in wrong]
    stay = [one for one in nodes if one.row and one.row not in wrong and one.code in stands]
    links = own_set_links.find(before, nodes, head.years, is_new=framework is None)
    heading = (*_head_notes(head, framework, before), *links.sentences)
    notes = [] if problems else [*heading, *_notes(nodes, stands)]
    outcome = Outcome(
        changes=tuple(changes),
        unchanged=len(stay) - sum(one.kind == CHANGED for one in changes),
        problems=tuple(sorted(problems, key=lambda one: one.row)),
        notes=tuple(Remark(0, "", "", sentence) for sentence in notes),
        unused=table.unknown,
    )
    return Planned(head, tuple(nodes), outcome, framework, before, dropped, links)


def _known(head: Head, province: Territory) -> Head:
    """Return what was said, with the index that somebody made by this name meanwhile."""
    if head.index is not None:
        return head
    same = (one for one in own_indexes(province) if fold(one.short_name) == fold(head.short_name))
    return replace(head, index=next(same, None))


def _standing(framework: Framework | None) -> dict[str, Component]:
    if framework is None:
        return {}
    found = framework.components.select_related("parent", "follows").order_by("position")
    return {one.code: one for one in found}


def _linked(
    nodes: Sequence[Node], before: Framework | None, stands: Mapping[str, Component], head: Head
) -> tuple[list[Node], list[Remark]]:
    """Let each component follow what the list says, what it followed, or what bears its name."""
    earlier = list(before.components.all()) if before else []
    told = {one.follows: one for one in reversed(nodes) if one.follows}
    codes = {one.code for one in earlier}
    problems = [
        one.remark(columns.FOLLOWS, said)
        for one in nodes
        if one.follows and (said := _wrong_heir(one, told[one.follows], before, codes, head))
    ]
    heirs = {Component.WHOLE: Component.WHOLE} if before else {}
    for code, old in stands.items():
        if old.follows and old.follows.code in codes - told.keys():
            heirs.setdefault(code, old.follows.code)
    taken = told.keys() | heirs.values()
    by_name = _alone(
        (one.depth, fold(one.name), one.code) for one in earlier if one.code not in taken
    )
    mine = _alone(
        (one.depth, fold(one.name), one.code)
        for one in nodes
        if not one.follows and one.code not in heirs
    )
    heirs |= {code: by_name[key] for key, code in mine.items() if key in by_name}
    return [one.following(one.follows or heirs.get(one.code, "")) for one in nodes], problems


def _wrong_heir(
    node: Node, first: Node, before: Framework | None, codes: Collection[str], head: Head
) -> str:
    """Tell what is wrong with what a component is said to follow, or nothing."""
    if before is None:
        return NOTHING_BEFORE.format(year=head.first_year)
    if node.follows not in codes or (node.follows == Component.WHOLE) != (node.depth == 0):
        return UNKNOWN_BEFORE.format(span=before.span, code=node.follows)
    return "" if first is node else FOLLOWED.format(code=node.follows, other=first.code)


def _alone(named: Iterable[tuple[int, str, str]]) -> dict[tuple[int, str], str]:
    """Return codes by depth and name, without the names that several bear."""
    found: dict[tuple[int, str], list[str]] = {}
    for depth, name, code in named:
        found.setdefault((depth, name), []).append(code)
    return {key: codes[0] for key, codes in found.items() if len(codes) == 1}


def _uses(components: Iterable[Component]) -> dict[int, list[str]]:
    """Return by what components are used: three queries."""
    pks = [one.pk for one in components]
    found: dict[int, list[str]] = {}
    for relation in USES:
        used = Component.objects.filter(pk__in=pks, **{f"{relation}__isnull": False})
        for pk in used.values_list("pk", flat=True).distinct():
            found.setdefault(pk, []).append(relation)
    return found


def _refused(
    nodes: Sequence[Node],
    stands: Mapping[str, Component],
    dropped: Iterable[Component],
    first_row: int,
) -> Iterator[Remark]:
    """Yield where a list would take away what tasks, scores or targets hold on to."""
    uses = _uses(stands.values())

    def words(component: Component) -> str:
        return ", ".join(USES[one] for one in uses[component.pk])

    for one in dropped:
        if one.pk in uses:
            said = KEPT.format(code=one.code, uses=words(one))
            yield Remark(first_row, "", columns.CODE.title, said)
    for node in nodes:
        old = stands.get(node.code)
        if old is None or old.pk not in uses:
            continue
        parent = old.parent.code if old.parent else ""
        if node.parent != parent:
            said = MOVED.format(code=node.code, uses=words(old), parent=parent)
            yield node.remark(columns.PARENT, said)
        same = (node.scale_min, node.scale_max) == (old.scale_min, old.scale_max)
        if not same and OF_SCALE & set(uses[old.pk]):
            low, high = points(old.scale_min), points(old.scale_max)
            said = RESCALED.format(code=node.code, uses=words(old), low=low, high=high)
            yield node.remark(columns.SCALE_MAX, said)


def _changes(nodes: Sequence[Node], stands: Mapping[str, Component]) -> Iterator[Change]:
    for node in filter(operator.attrgetter("row"), nodes):
        old = stands.get(node.code)
        was = _words(Node.of(old)) if old else {}
        now = _words(node)
        fields = tuple(
            (title, was.get(title, ""), text)
            for title, text in now.items()
            if was.get(title, "") != text
        )
        if fields:
            yield Change(node.row, CHANGED if old else NEW, f"{node.code}. {node.name}", fields)


def _words(node: Node) -> dict[str, str]:
    """Return a component in the words of the list, by title."""
    return {
        columns.NAME.title: node.name,
        columns.NAME_EN.title: node.name_en,
        columns.SCALE_MIN.title: points(node.scale_min),
        columns.SCALE_MAX.title: points(node.scale_max),
        columns.PARENT.title: node.parent,
        columns.FOLLOWS.title: node.follows,
    }


def _head_notes(head: Head, framework: Framework | None, before: Framework | None) -> Iterator[str]:
    """Yield what the form changes of versions that are there."""
    if framework is not None:
        after = Framework(first_year=head.first_year, last_year=head.last_year).span
        if framework.span != after:
            yield YEARS.format(before=framework.span, after=after)
        if framework.source != head.source:
            yield SOURCE.format(before=framework.source or "trống", after=head.source or "trống")
    if before is not None and before.last_year is None:
        yield ENDS_FIRST.format(span=before.span, year=head.first_year - 1)


def _notes(nodes: Sequence[Node], stands: Mapping[str, Component]) -> Iterator[str]:
    """Yield what becomes of a tree besides its rows."""
    codes = [one.code for one in nodes]
    whole, stood = nodes[0], stands.get(Component.WHOLE)
    if not whole.row and (stood is None or _words(Node.of(stood)) != _words(whole)):
        low, high = points(whole.scale_min), points(whole.scale_max)
        yield WHOLE.format(name=whole.name, low=low, high=high)
    for code, one in stands.items():
        if code not in codes:
            yield DROPPED.format(component=one)
    if [code for code in stands if code in codes] != [code for code in codes if code in stands]:
        yield REORDERED
