"""Show what a list would change before it does: by the code that does it, then rolled back."""

from argparse import ArgumentParser
from collections.abc import Callable

from django.db import transaction

from plans.actions import Changes

SAID = "Preview: this is what the list would change; nothing was written."


def add_dry_run(parser: ArgumentParser) -> None:
    """Give a command the choice of a preview."""
    parser.add_argument(
        "--dry-run",
        action="store_true",
        help="show counts and first examples of what would change, and write nothing",
    )


def take_in(load: Callable[[], Changes], *, dry_run: bool) -> tuple[Changes, list[str]]:
    """Load a list, or only show it; return the changes and the lines of the preview."""
    with transaction.atomic():
        changes = load()
        if dry_run:
            transaction.set_rollback(True)
    if not dry_run:
        return changes, []
    lines = [f"  {kind}: {thing}" for kind, things in changes.examples.items() for thing in things]
    return changes, [SAID, *lines]
