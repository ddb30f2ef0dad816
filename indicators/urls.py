"""Addresses of standings, components and versions of indexes."""

from django.urls import path

from indicators.views import (
    compare,
    frameworks,
    own_sets,
    score_lists,
    scores,
    standings,
    what_if,
)

app_name = "indicators"
urlpatterns = [
    path("indicators/", standings.home, name="home"),
    path("indicators/frameworks/", frameworks.framework_list, name="framework-list"),
    path(
        "indicators/frameworks/blank.xlsx",
        own_sets.framework_blank_workbook,
        name="framework-blank-workbook",
    ),
    path(
        "indicators/provinces/<int:pk>/frameworks/import/",
        own_sets.framework_import,
        name="framework-import",
    ),
    path(
        "indicators/frameworks/<slug:code>/", frameworks.framework_detail, name="framework-detail"
    ),
    path(
        "indicators/frameworks/<slug:code>.xlsx",
        frameworks.framework_workbook,
        name="framework-workbook",
    ),
    path("indicators/compare/", compare.compare, name="compare"),
    path("indicators/compare.xlsx", compare.compare_workbook, name="compare-workbook"),
    path("indicators/compare.pdf", compare.compare_pdf, name="compare-pdf"),
    path(
        "indicators/compare/<slug:name>.<slug:kind>",
        compare.compare_picture,
        name="compare-picture",
    ),
    path("indicators/provinces/<int:pk>/", standings.standing, name="standing"),
    path(
        "indicators/provinces/<int:pk>/standing.xlsx",
        standings.standing_workbook,
        name="standing-workbook",
    ),
    path("indicators/provinces/<int:pk>/standing.pdf", standings.standing_pdf, name="standing-pdf"),
    path("indicators/provinces/<int:pk>/what-if/", what_if.what_if, name="what-if"),
    path(
        "indicators/provinces/<int:pk>/what-if.xlsx",
        what_if.what_if_workbook,
        name="what-if-workbook",
    ),
    path("indicators/provinces/<int:pk>/what-if.pdf", what_if.what_if_pdf, name="what-if-pdf"),
    path("indicators/provinces/<int:pk>/scores.xlsx", scores.score_workbook, name="score-workbook"),
    path(
        "indicators/provinces/<int:pk>/<slug:name>.<slug:kind>",
        standings.standing_picture,
        name="standing-picture",
    ),
    path("indicators/provinces/<int:pk>/scores/", scores.score_entry, name="score-entry"),
    path(
        "indicators/provinces/<int:pk>/scores/import/",
        score_lists.score_import,
        name="score-import",
    ),
]
