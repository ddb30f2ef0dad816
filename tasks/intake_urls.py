"""Addresses of the pages by which a plan document comes in; part of `tasks.urls`."""

from django.urls import path

from tasks.views import import_rows, import_territory, imports

urlpatterns = [
    path("", imports.intake_start, name="intake-start"),
    path("blank.xlsx", imports.intake_blank, name="intake-blank"),
    path("<int:pk>/", imports.intake_detail, name="intake-detail"),
    path("<int:pk>/file/", imports.intake_file, name="intake-file"),
    path("<int:pk>/head/", imports.intake_head, name="intake-head"),
    path("<int:pk>/territory/", import_territory.intake_territory, name="intake-territory"),
    path("<int:pk>/names/", imports.intake_names, name="intake-names"),
    path("<int:pk>/split/", import_rows.intake_split, name="intake-split"),
    path("<int:pk>/confirm/", imports.intake_confirm, name="intake-confirm"),
    path("<int:pk>/discard/", imports.intake_discard, name="intake-discard"),
    path("<int:pk>/rows/<int:row_id>/", import_rows.intake_row, name="intake-row"),
    path(
        "<int:pk>/rows/<int:row_id>/<slug:act>/",
        import_rows.intake_row_act,
        name="intake-row-act",
    ),
]
