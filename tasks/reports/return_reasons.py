"""How often reports were returned for which reason: by period, and by unit."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from papi_portal.wording import said
from tasks.models.submissions import ReturnReason
from tasks.reports.punctuality import Proof, Punctuality

REASONS = tuple(ReturnReason)
MOST = 20
"""So many units have a line: those with most returns. The workbook holds all of them."""


@dataclass(frozen=True, slots=True)
class Line:
    """One period, unit or all; `query` ends the address of the reports that a number counts."""

    name: str
    query: str
    counts: Counter[str]

    @property
    def numbers(self) -> list[tuple[str, int]]:
        """How often each reason was given, in the order of the columns."""
        return [(reason.value, self.counts[reason]) for reason in REASONS]

    @property
    def total(self) -> int:
        return self.counts.total()


@dataclass(frozen=True, slots=True)
class Table:
    """What some lines have in common; `others` are left out."""

    key: str
    title: str
    lines: tuple[Line, ...]
    others: int = 0


def build(found: Punctuality) -> tuple[Table, ...]:
    """Return the returns of a year by period, then by unit; nothing if there were none.

    Only periods and units with returns have a line; the units with most of them come first, and no
    more than `MOST` of them.
    """
    by_period, known = defaultdict[int, list[Proof]](list), {}
    for one in found.proofs:
        period, _, _ = one.owed.key
        by_period[period].append(one)
        known[period] = one.owed.period
    ordered = sorted(known.values(), key=lambda one: (one.data_to, one.pk))
    periods = [_line(one.name, f"&period={one.pk}", by_period[one.pk]) for one in ordered]
    year = _line(said("Cả năm"), "", found.proofs)
    if not year.total:
        return ()
    by_unit = (_line(str(row.unit), f"&unit={row.unit.pk}", row.proofs) for row in found.rows)
    units = sorted((one for one in by_unit if one.total), key=lambda one: -one.total)
    return (
        Table("theo-ky", said("kỳ báo cáo"), (*(one for one in periods if one.total), year)),
        Table("theo-don-vi", said("đơn vị"), tuple(units[:MOST]), len(units[MOST:])),
    )


def counted(proofs: Iterable[Proof]) -> Counter[str]:
    """Add up how often these reports were returned, by reason."""
    total = Counter[str]()
    for one in proofs:
        if one.returns:
            total.update(one.returns)
    return total


def _line(name: str, query: str, proofs: Iterable[Proof]) -> Line:
    return Line(name, query, counted(proofs))
