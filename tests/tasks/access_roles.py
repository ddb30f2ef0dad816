"""Roles, answers, and the shapes in which most addresses answer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.tasks.access_facts import Facts

ROLES = (
    "anonymous",
    "officer",
    "colleague",
    "leader",
    "stranger",
    "sector",
    "reviewer",
    "auditor",
    "superuser",
)
"""Of the commune: officer, leader, and an officer of another unit (colleague). A stranger is the
neighbour commune's officer. Sector, reviewer and auditor are of the province."""

Codes = tuple[int, ...]
Typed = Mapping[str, Any]
SIGN_IN, GO, OK, NO, NONE, WRONG = 302, 302, 200, 403, 404, 405


@dataclass(frozen=True)
class Row:
    """Answers to a GET in the order of the roles, of the commune's thing; POST where it differs."""

    get: Codes
    post: Codes = (SIGN_IN, *(WRONG,) * (len(ROLES) - 1))
    typed: "Typed | Callable[[Facts], Typed]" = field(default_factory=dict)
    """What is sent, names and values with what the facts know put in."""
    done: int = GO
    """The answer that says that it was written."""
    by: tuple[str, ...] | None = None
    """Who writes, where the answer is the same to those for whom there is nothing to write."""

    @property
    def writers(self) -> frozenset[str]:
        """Those who leave something behind by sending what is typed; all others leave nothing."""
        if self.by is not None:
            return frozenset(self.by)
        answers = dict(zip(ROLES, self.post, strict=True))
        return frozenset(
            role for role, code in answers.items() if role != "anonymous" and code == self.done
        )


OPEN: Codes = (SIGN_IN, OK, OK, OK, OK, OK, OK, OK, OK)
OF_THE_COMMUNE: Codes = (SIGN_IN, OK, OK, OK, NONE, NONE, OK, OK, OK)
OF_THE_OFFICE: Codes = (SIGN_IN, *(NONE,) * (len(ROLES) - 2), OK)
"""Of those who administer the portal; a list that they uploaded, of themselves alone."""
DRAFTED: Codes = (SIGN_IN, OK, NONE, OK, NONE, NONE, NO, NO, NO)
SAVED: Codes = (SIGN_IN, GO, NONE, GO, NONE, NONE, NO, NO, NO)
"""A draft is written by the UBND's own people as long as there are any."""
UNREAD: Codes = (SIGN_IN, *(WRONG,) * (len(ROLES) - 1))
OWN: Codes = (SIGN_IN, OK, NONE, OK, *(NONE,) * (len(ROLES) - 4))
DECIDED: Codes = (SIGN_IN, GO, NONE, GO, *(NONE,) * (len(ROLES) - 4))
"""A plan document that waits is there for the UBND's own people who plan, for nobody else."""
KEPT: Codes = (SIGN_IN, NO, NO, NO, NO, NO, OK, NO, NO)
MOVED: Codes = (SIGN_IN, NO, NO, NO, NO, NO, GO, NO, NO)
"""A calendar is kept by the reviewers of its province."""
PROGRESS = {"state": "in_progress", "result": "Đã họp", "version": 0}
