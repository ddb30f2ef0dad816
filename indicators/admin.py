"""Indexes and what was published, shown."""

from django.contrib import admin

from indicators.models import Component, Framework, Index, Score
from papi_portal.admin_site import ReadingAdmin

admin.site.register(Index, ReadingAdmin)


@admin.register(Framework)
class FrameworkAdmin(ReadingAdmin):
    """Versions of indexes."""

    list_display = ("__str__", "code", "first_year", "last_year")
    list_select_related = ("index",)


@admin.register(Component)
class ComponentAdmin(ReadingAdmin):
    """Components of versions."""

    list_display = ("code", "name", "framework", "depth")
    list_filter = ("framework",)
    search_fields = ("name", "name_en")
    list_select_related = ("framework__index",)


@admin.register(Score)
class ScoreAdmin(ReadingAdmin):
    """Published results."""

    list_display = ("component", "territory", "year", "value", "group", "rank", "ranked_of")
    list_filter = ("year",)
    list_select_related = ("component", "territory")
