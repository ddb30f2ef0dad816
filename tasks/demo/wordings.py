"""What the invented reports say: sentences for each row and state, all marked as made up."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from plans.models import Period
from tasks.actions import Narrative, Recorded
from tasks.demo.downward import Reporter
from tasks.demo.told import Described, read
from tasks.models import Progress, Task

MARK = "Số liệu minh họa: "
SETTLED = Progress.State.COMPLETED


class Wordings:
    """The sentences of the fixture, chosen so that neighbours and periods differ."""

    def __init__(self) -> None:
        self.told: Described = read("illustration_reports.json")

    def recorded(self, made: Reporter, task: Task, period: Period, *, on: date) -> Recorded:
        """Return what a unit reports of a row: completed once its day has passed, not before."""
        variants = self._row(task)["said"] if made.is_commune else self.told["departments"]
        over = task.ends_on is not None and task.ends_on < on
        fitting = [one for one in variants if (one["state"] == SETTLED) == over] or variants
        chosen = _turn(fitting, made.number + period.ordinal + task.position)
        return self._filled(chosen, made, task, period)

    def mended(self, made: Reporter, task: Task, period: Period) -> Recorded | None:
        """Return what a unit says more precisely when its report came back, of some rows."""
        better = self._row(task).get("mended")
        if better is None:
            return None
        said = {"state": Progress.State.DONE_IN_PERIOD, "result": better}
        return self._filled(said, made, task, period)

    def is_shown(self, made: Reporter, task: Task) -> bool:
        """Tell whether a unit gives evidence for a row: for those that it is asked about."""
        return made.is_commune and "mended" in self._row(task)

    def narrative(self, made: Reporter, period: Period) -> Narrative:
        """Return the words beside the rows."""
        said = dict(_turn(self.told["narratives"], made.number + period.ordinal))
        return Narrative(**{**said, "results": MARK + said["results"]})

    def returned(self, made: Reporter, *, is_complete: bool) -> Described:
        """Return the reason and comment with which a report comes back."""
        incomplete, *others = self.told["returned"]
        said: Described = _turn(others, made.number) if is_complete else incomplete
        return said

    def _row(self, task: Task) -> Described:
        row: Described = self.told["rows"][task.title]
        return row

    def _filled(self, said: Described, made: Reporter, task: Task, period: Period) -> Recorded:
        """Put numbers into a sentence, other ones for each unit, row and period."""
        seed = 11 * made.number + 3 * period.ordinal + 5 * task.position
        numbers = {"n": 2 + seed % 7, "m": 40 + 10 * (seed % 26)}
        values: dict[str, Any] = {key: text.format(**numbers) for key, text in said.items()}
        for name in ("figure_done", "figure_planned"):
            if name in values:
                values[name] = Decimal(values[name])
        return Recorded(**{**values, "result": MARK + values["result"]})


def _turn(choices: Sequence[Any], number: int) -> Any:
    return choices[number % len(choices)]
