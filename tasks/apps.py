"""What is done: tasks, parties, assignments, progress, evidence and submissions."""

from django.apps import AppConfig


class TasksConfig(AppConfig):
    """What is done: tasks, parties, assignments, progress, evidence and submissions."""

    name = "tasks"
    verbose_name = "Nhiệm vụ"
