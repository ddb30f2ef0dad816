"""What can be made in the background: kinds of jobs, each named by the app that knows how."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Any, Protocol

from plans.access import Viewer

Parameters = Mapping[str, Any]
"""What is wanted, as JSON can hold it: numbers of rows, choices; never the rows themselves."""


class StoppedError(Exception):
    """Raised within a job that is to stop: cancelled, taken by another worker, or ending."""


class HopelessError(Exception):
    """Raised by what makes a result when trying again is of no use.

    The text tells the person who waits what happened and what to do.
    """


@dataclass(frozen=True, slots=True)
class Made:
    """The file that a job ends with; its content is read from where it stands."""

    file_name: str
    media_type: str
    content: IO[bytes]


class Work(Protocol):
    """What a running job knows, and what it may say."""

    @property
    def viewer(self) -> Viewer:
        """The person who waits, with the rights of the day on which the job is done."""

    @property
    def at(self) -> datetime:
        """The moment at which it was begun."""

    @property
    def parameters(self) -> Parameters:
        """What they asked for."""

    def step(self, done: int, of: int) -> None:
        """Say how far it is; raises StoppedError when it is to stop."""

    def look(self) -> None:
        """Raise StoppedError when it is to stop; cheap, so ask often."""


class Kind(Protocol):
    """A kind of job."""

    def may_have(self, viewer: Viewer, parameters: Parameters) -> bool:
        """Tell whether a person may (still) see what would be, or was, made."""

    def make(self, work: Work) -> Made:
        """Make it; raises HopelessError, and lets StoppedError pass."""


KINDS: dict[str, Kind] = {}
"""By the name that is stored with a job; apps add their own when they are ready."""
