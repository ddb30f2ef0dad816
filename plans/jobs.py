"""What can be made in the background: kinds of jobs, each named by the app that knows how."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import IO, TYPE_CHECKING, Any, Protocol
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.core.files.storage import default_storage

from papi_portal.wording import said
from plans.access import Viewer

if TYPE_CHECKING:
    from plans.models import Job

NOT_SEEN = said("Tài liệu này không còn, hoặc tài khoản này không còn được xem.")
RIGHTS_CHANGED = said(
    "Quyền của tài khoản đã thay đổi từ khi tài liệu này được lập, nên tệp không còn tải được. Hãy"
    " lập lại: tài liệu mới chỉ có những gì nay được xem."
)
RIGHTS_UNKNOWN = said(
    "Tài liệu này được lập khi cổng chưa ghi lập theo quyền nào, nên tệp không còn tải được. Hãy"
    " lập lại."
)
FILE_GONE = said("Tệp đã lập không còn trên máy chủ. Hãy lập lại.")
NOT_STORED = said(
    "Máy chủ hết chỗ hoặc không ghi được tệp. Hãy báo quản trị hệ thống, rồi thử lại."
)

Parameters = Mapping[str, Any]
"""What is wanted, as JSON can hold it: numbers of rows, choices; never the rows themselves."""

MADE_ANEW = frozenset({RIGHTS_CHANGED, RIGHTS_UNKNOWN, FILE_GONE})
"""Reasons why a result is not given that end when it is made anew."""


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
    unstored: str = NOT_STORED
    """What the person is told when the disk refuses the file."""


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

    def subject(self, viewer: Viewer, parameters: Parameters, /) -> Any:
        """Return the rows that the parameters name; raises ObjectDoesNotExist for what is unseen.

        A matter of rights alone, and cheap: what these rows amount to today is for `make`.
        """

    def make(self, work: Work) -> Made:
        """Make it; raises HopelessError, and lets StoppedError pass."""


KINDS: dict[str, Kind] = {}
"""By the name that is stored with a job; apps add their own when they are ready."""

REVOKED: dict[str, Callable[["Job"], str]] = {}
"""By the same name: why what a job made counts no more, whoever asks, "" while it does."""


@dataclass(frozen=True, slots=True)
class Note:
    """What is so today and a job's own state does not say: in a sentence, in short, and where."""

    sentence: str
    short: str
    url: str
    act: str
    """What one does there."""


Notes = Callable[[Viewer, list["Job"]], dict[UUID, Note]]
NOTES: dict[str, Notes] = {}
"""By the same name: what is to be said of some jobs of a person, in a fixed number of queries."""


def noted(viewer: Viewer, jobs: Iterable["Job"]) -> dict[UUID, Note]:
    """Return what is to be said beside these jobs: as many queries as their kinds need."""
    by_kind = defaultdict[str, list["Job"]](list)
    for job in jobs:
        by_kind[job.kind].append(job)
    return {
        pk: note
        for kind, some in by_kind.items()
        if kind in NOTES
        for pk, note in NOTES[kind](viewer, some).items()
    }


def withheld(job: "Job", viewer: Viewer) -> str:
    """Return why what a job made is not given to a person, "" if it is.

    It is given as long as they see its subject and have lost none of the rights under which it was
    made: what it shows of other rows is what they saw then, whatever became of these. What was
    revoked is given to nobody.
    """
    kind = KINDS.get(job.kind)
    if kind is None or not _is_seen(kind, viewer, job.parameters):
        return NOT_SEEN
    if not job.reach:
        return RIGHTS_UNKNOWN
    if not viewer.reach.issuperset(job.reach):
        return RIGHTS_CHANGED
    if job.kind in REVOKED and (why := REVOKED[job.kind](job)):
        return why
    return "" if default_storage.exists(str(job.file)) else FILE_GONE


def _is_seen(kind: Kind, viewer: Viewer, parameters: Parameters) -> bool:
    try:
        kind.subject(viewer, parameters)
    except ObjectDoesNotExist:
        return False
    return True
