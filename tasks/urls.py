"""Addresses of the pages."""

from django.urls import path

from tasks.views import places, plans, progress, review, work

app_name = "tasks"
urlpatterns = [
    path("", work.home, name="home"),
    path(
        "progress/<int:assignment_id>/<int:period_id>/",
        progress.progress_record,
        name="progress-record",
    ),
    path("plans/", plans.plan_list, name="plan-list"),
    path("plans/<int:pk>/", plans.plan_detail, name="plan-detail"),
    path("plans/<int:pk>/appendix/", plans.plan_appendix, name="plan-appendix"),
    path("plans/<int:pk>/appendix.pdf", plans.plan_appendix_pdf, name="plan-appendix-pdf"),
    path("tasks/<int:pk>/", plans.task_detail, name="task-detail"),
    path("units/<int:pk>/", places.unit_detail, name="unit-detail"),
    path("territories/<int:pk>/", places.territory_detail, name="territory-detail"),
    path("reports/rollup/", review.rollup, name="rollup"),
    path("reports/rollup/rows/", review.rollup_rows, name="rollup-rows"),
]
