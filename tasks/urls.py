"""Addresses of the pages."""

from django.urls import include, path

from tasks.views import (
    coverage,
    downward,
    drafts,
    issuing,
    places,
    plan_changes,
    plans,
    progress,
    review,
    succession,
    work,
)

app_name = "tasks"
urlpatterns = [
    path("", work.home, name="home"),
    path(
        "progress/<int:assignment_id>/<int:period_id>/",
        progress.progress_record,
        name="progress-record",
    ),
    path("plans/", plans.plan_list, name="plan-list"),
    path("plans/in/", include("tasks.intake_urls")),
    path("plans/<int:pk>/", plans.plan_detail, name="plan-detail"),
    path("plans/<int:pk>/appendix/", plans.plan_appendix, name="plan-appendix"),
    path("plans/<int:pk>/appendix.pdf", plans.plan_appendix_pdf, name="plan-appendix-pdf"),
    path("plans/<int:pk>/plan.xlsx", plan_changes.plan_workbook, name="plan-workbook"),
    path("plans/in/<int:pk>/changes/", plan_changes.plan_changes, name="plan-changes"),
    path(
        "plans/in/<int:pk>/changes/errors.xlsx",
        plan_changes.plan_changes_errors,
        name="plan-changes-errors",
    ),
    path("plans/<int:pk>/rows/", drafts.plan_rows, name="plan-rows"),
    path("plans/<int:pk>/rows/add/", drafts.row_add, name="row-add"),
    path("plans/<int:pk>/sections/add/", drafts.section_add, name="section-add"),
    path("plans/<int:pk>/edit/", drafts.plan_edit, name="plan-edit"),
    path("plans/<int:pk>/issue/", issuing.plan_issue, name="plan-issue"),
    path("plans/<int:pk>/close/", issuing.plan_close, name="plan-close"),
    path("plans/<int:pk>/amend/", issuing.plan_amend, name="plan-amend"),
    path("plans/<int:pk>/copy/", issuing.plan_copy, name="plan-copy"),
    path("plans/<int:pk>/discard/", issuing.plan_discard, name="plan-discard"),
    path("plans/<int:pk>/coverage/", coverage.plan_coverage, name="plan-coverage"),
    path("plans/<int:pk>/derive/", downward.plan_derive, name="plan-derive"),
    path("plans/<int:pk>/updates/", downward.plan_updates, name="plan-updates"),
    path("sections/<int:pk>/edit/", drafts.section_edit, name="section-edit"),
    path("tasks/<int:pk>/", plans.task_detail, name="task-detail"),
    path("tasks/<int:pk>/edit/", drafts.row_edit, name="row-edit"),
    path("tasks/<int:pk>/delete/", drafts.row_delete, name="row-delete"),
    path("units/<int:pk>/", places.unit_detail, name="unit-detail"),
    path("territories/<int:pk>/", places.territory_detail, name="territory-detail"),
    path("territories/<int:pk>/carry/", succession.territory_carry, name="territory-carry"),
    path("reports/coverage/", coverage.coverage, name="coverage"),
    path("reports/issuance/", downward.issuance, name="issuance"),
    path("reports/issuance/remind/", downward.issuance_reminders, name="issuance-reminders"),
    path("reports/issuance/remind.<str:kind>", downward.issuance_file, name="issuance-file"),
    path("reports/rollup/", review.rollup, name="rollup"),
    path("reports/rollup/rows/", review.rollup_rows, name="rollup-rows"),
]
