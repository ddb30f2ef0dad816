"""Write to people what waits for them in the portal."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from tasks.actions import reminders


class Command(BaseCommand):
    """Write to people what waits for them: once a day, at most one mail to each."""

    help = __doc__ or ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--on", type=date.fromisoformat, help="day to write for (YYYY-MM-DD); today if left out"
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="say who would get what, and send nothing"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        letters = reminders.letters(on=options["on"] or timezone.localdate())
        if options["dry_run"]:
            for letter in letters:
                self.stdout.write(f"{letter.user.username} <{letter.user.email}>: {letter.subject}")
                for item in letter.items:
                    self.stdout.write(f"  - {item.sentence}; {item.due.text}")
            return
        sent, unsent = 0, []
        try:
            for letter, problem in reminders.send_letters(letters, at=timezone.now()):
                if problem:
                    unsent.append(f"{letter.user.username} <{letter.user.email}>: {problem}")
                else:
                    sent += 1
        except reminders.MailServerError as error:
            unsent.append(f"The rest was not tried. {error}")
        self.stdout.write(f"{sent} mails sent.")
        if unsent:
            raise CommandError("\n".join(["Not sent:", *unsent]))
