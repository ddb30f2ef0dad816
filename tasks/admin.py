"""Tasks, progress and reports, shown."""

from django.contrib import admin

from papi_portal.admin_site import ReadingAdmin
from tasks.models import Progress, Submission, Task


@admin.register(Task)
class TaskAdmin(ReadingAdmin):
    """Tasks."""

    list_display = ("__str__", "plan", "lead_text", "deadline_text")
    search_fields = ("title", "text")
    list_select_related = ("plan",)


@admin.register(Progress)
class ProgressAdmin(ReadingAdmin):
    """Progress."""

    list_display = ("assignment", "period", "state", "recorded_by", "recorded_at")
    list_filter = ("state", "period")
    list_select_related = ("assignment__task", "assignment__unit", "period", "recorded_by")


@admin.register(Submission)
class SubmissionAdmin(ReadingAdmin):
    """Reports."""

    list_display = ("unit", "plan", "period", "state")
    list_filter = ("state", "period")
    list_select_related = ("unit", "plan", "period")
