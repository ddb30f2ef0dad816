"""Take in the official table of what became of territories: old code, new code, note.

A table is taken whole or not at all.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction

from papi_portal.planner import renew_statistics
from papi_portal.text import clean_line, fold
from plans.access import Viewer
from plans.actions.changes import Changes
from plans.actions.events import leave_event
from plans.actions.territories import BATCH, LEVEL_OF_CODE
from plans.models import Succession, Territory
from plans.models.territories import TerritoryQuerySet
from plans.official_lists import RowsRefusedError, SuccessionRow


@transaction.atomic
def load_successions(*, rows: Iterable[SuccessionRow], by: Viewer | None, at: datetime) -> Changes:
    """Take in a conversion table: old code, new code, note as published.

    A link joins the territory that ended to the one that began the next day. Codes that no list
    knows are warned about and left out. Links between provinces follow from their communes'
    unless the table gives them.
    """
    changes = Changes()
    links = _links(rows, changes)
    if not any(link.predecessor.level == Territory.Level.PROVINCE for link in links.values()):
        links |= _province_links(links.values())
    _write_links(links, changes)
    renew_statistics(Succession)
    leave_event(
        verb="succession.load",
        sentence=f"nạp bảng kế thừa địa bàn: thêm {changes.created}, sửa {changes.updated}",
        by=by,
        at=at,
    )
    return changes


def _links(rows: Iterable[SuccessionRow], changes: Changes) -> dict[tuple[int, int], Succession]:
    """Join the territories of each row; raise RowsRefusedError for notes that say no kind."""
    problems: list[str] = []
    ended = {(t.level, t.code): t for t in _linked().filter(valid_to__isnull=False)}
    begun = {(t.level, t.code, t.valid_from): t for t in _linked().filter(valid_from__isnull=False)}
    links: dict[tuple[int, int], Succession] = {}
    for row in rows:
        kind = _kind(row.note)
        if kind is None:
            problems.append(
                f"line {row.line}: the note {row.note!r} says no known kind of succession."
            )
            continue
        old = ended.get((LEVEL_OF_CODE.get(len(row.old_code), ""), row.old_code))
        if old is None or old.valid_to is None:
            changes.warnings.append(
                f"line {row.line}: no territory with code {row.old_code} has ended."
            )
            continue
        new = begun.get((old.level, row.new_code, old.valid_to + timedelta(days=1)))
        if new is None:
            changes.warnings.append(
                f"line {row.line}: no territory with code {row.new_code} began"
                f" when {old.name} ended."
            )
            continue
        note = clean_line(row.note)[:200]
        links[old.pk, new.pk] = Succession(predecessor=old, successor=new, kind=kind, note=note)
    if problems:
        raise RowsRefusedError(problems)
    return links


def _linked() -> TerritoryQuerySet:
    return Territory.objects.select_related("parent__parent").order_by("valid_to", "pk")


def _kind(note: str) -> str | None:
    words = fold(note)
    for mark, kind in (
        ("mot phan", Succession.Kind.PART),
        ("phan con lai", Succession.Kind.PART),
        ("giu nguyen", Succession.Kind.KEPT),
        ("toan bo", Succession.Kind.WHOLE),
        ("doi ", Succession.Kind.RENAMED),
    ):
        if mark in words:
            return kind
    return None


def _province_links(links: Iterable[Succession]) -> dict[tuple[int, int], Succession]:
    sources, targets = defaultdict(set), defaultdict(set)
    for link in links:
        old, new = _province(link.predecessor), _province(link.successor)
        sources[new].add(old)
        targets[old].add(new)
    made = {}
    for old, followers in targets.items():
        for new in followers:
            alone = sources[new] == {old} and len(followers) == 1
            if alone and old.name == new.name:
                kind = Succession.Kind.KEPT
            elif alone:
                kind = Succession.Kind.RENAMED
            else:
                kind = Succession.Kind.WHOLE if len(followers) == 1 else Succession.Kind.PART
            made[old.pk, new.pk] = Succession(predecessor=old, successor=new, kind=kind)
    return made


def _province(territory: Territory) -> Territory:
    while territory.parent is not None:
        territory = territory.parent
    return territory


def _write_links(links: dict[tuple[int, int], Succession], changes: Changes) -> None:
    stored = Succession.objects.order_by()
    known = {(link.predecessor_id, link.successor_id): link for link in stored}
    fresh, altered = [], []
    for key, link in links.items():
        old = known.get(key)
        if old is None:
            fresh.append(link)
        elif (old.kind, old.note) != (link.kind, link.note):
            old.kind, old.note = link.kind, link.note
            altered.append(old)
        else:
            changes.unchanged += 1
    Succession.objects.bulk_create(fresh, batch_size=BATCH)
    Succession.objects.bulk_update(altered, ["kind", "note"], batch_size=BATCH)
    changes.created, changes.updated = len(fresh), len(altered)
    changes.name("created", map(_worded, fresh))
    changes.name("corrected", map(_worded, altered))


def _worded(link: Succession) -> str:
    old, new = link.predecessor, link.successor
    return f"{old.code} {old.name} → {new.code} {new.name} ({link.get_kind_display()})"
