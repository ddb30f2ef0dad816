"""What is done: tasks, parties, assignments, progress, evidence and submissions."""

from django.apps import AppConfig


class TasksConfig(AppConfig):
    """What is done: tasks, parties, assignments, progress, evidence and submissions."""

    name = "tasks"
    verbose_name = "Nhiệm vụ"

    def ready(self) -> None:
        """Name the documents that jobs print."""
        from plans.jobs import KINDS, REVOKED
        from tasks.printing import PRINTS, REPORT, REPORT_ISSUE, withdrawn

        KINDS.update(PRINTS)
        REVOKED.update(dict.fromkeys((REPORT, REPORT_ISSUE), withdrawn))
