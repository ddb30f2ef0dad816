"""A door for tests: jobs that children are asked for, good ones and bad ones."""

from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from papi_portal import child, zip_guard
from papi_portal.child import MIB, Door, Watch


class RefusedError(Exception):
    """Raised for a file that is not wanted."""


class Size(StrEnum):
    """A word of a list."""

    SMALL = "small"
    LARGE = "large"


@dataclass(frozen=True, slots=True)
class Thing:
    """A value with parts of every kind."""

    size: Size
    day: date | None = None
    share: Decimal | float = 0.5
    parts: tuple["Thing", ...] = ()


@dataclass(frozen=True, slots=True)
class NearDoor(Door):
    """A door without a child behind it: answers at once, and its jobs count as tested."""

    def run(self, job: str, data: bytes, *, watch: Watch | None = None, **options: Any) -> Any:
        """Return what a job makes of a file, in this process; raise the refusal as a child does."""
        del watch
        try:
            zip_guard.refuse_at_sight(data)
            return child._found(self.jobs[job])(data=data, **options)
        except zip_guard.BadPackageError as error:
            raise self.refusal(str(error)) from error


def near(door: Door) -> Door:
    """Return a door whose jobs are done in this process."""
    return NearDoor(**{one.name: getattr(door, one.name) for one in fields(door)})


def hurried(door: Door, seconds: float = 0.001) -> Door:
    """Return a door whose children have hardly any time."""
    return replace(door, limits=replace(door.limits, wall_seconds=seconds))


def echo(data: bytes, *, value: Any = None) -> tuple[str, Any]:
    """Return what was asked."""
    return data.decode(), value


def refuse(data: bytes) -> None:
    """Refuse in the words of the file."""
    raise RefusedError(data.decode())


def attempt(data: bytes) -> Any:
    """Run the file as a program; return its `found`, or the name of what stopped it."""
    names: dict[str, Any] = {}
    try:
        exec(data, names)  # noqa: S102 - what a hostile file would do if it could
    except BaseException as error:  # noqa: BLE001
        return type(error).__name__
    return names.get("found")


def run_out(data: bytes) -> str:
    """Say more than a child may."""
    return data.decode() * 65 * MIB


DOOR = Door(
    place=f"{__name__}:DOOR",
    jobs={name: f"{__name__}:{name}" for name in ("echo", "refuse", "attempt", "run_out")},
    values=(Thing, Size),
    refusal=RefusedError,
    heavy="Quá nặng.",
)
