"""Addresses of standings, components and versions of indexes."""

from django.urls import path

from indicators.views import frameworks, standings, targets

app_name = "indicators"
urlpatterns = [
    path("indicators/", standings.home, name="home"),
    path("indicators/frameworks/", frameworks.framework_list, name="framework-list"),
    path(
        "indicators/frameworks/<slug:code>/", frameworks.framework_detail, name="framework-detail"
    ),
    path("plans/<int:pk>/targets/", targets.targets, name="targets"),
    path("indicators/provinces/<int:pk>/", standings.standing, name="standing"),
    path("indicators/provinces/<int:pk>/what-if/", standings.what_if, name="what-if"),
]
