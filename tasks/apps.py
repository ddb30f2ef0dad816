"""What is done: tasks, parties, assignments, progress, evidence and submissions."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TasksConfig(AppConfig):
    """What is done: tasks, parties, assignments, progress, evidence and submissions."""

    name = "tasks"
    verbose_name = _("Nhiệm vụ")

    def ready(self) -> None:
        """Name the documents that jobs print, and what is said of them afterwards."""
        from plans.jobs import KINDS, NOTES, REVOKED
        from tasks.books import BOOK_OF_REPORTS
        from tasks.job_notes import changed_since, issued_after_all
        from tasks.printing import PRINTS, REPORT, REPORT_ISSUE, withdrawn

        KINDS.update(PRINTS)
        REVOKED.update(dict.fromkeys((REPORT, REPORT_ISSUE), withdrawn))
        NOTES.update({BOOK_OF_REPORTS: changed_since, REPORT_ISSUE: issued_after_all})
