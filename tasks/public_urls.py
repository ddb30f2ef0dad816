"""Addresses of the pages that are everybody's: provinces and places by their official codes."""

from django.urls import path

from tasks.views import public

urlpatterns = [
    path("", public.public_index, name="public-index"),
    path("<slug:code>/", public.public_province, name="public-province"),
    path("<slug:code>/<slug:place>/", public.public_place, name="public-place"),
    path("<slug:code>/plans/<int:pk>/", public.public_plan, name="public-plan"),
    path(
        "<slug:code>/plans/<int:pk>/appendix.pdf",
        public.public_appendix_pdf,
        name="public-appendix-pdf",
    ),
    path(
        "<slug:code>/plans/<int:pk>/poster-<slug:size>.pdf",
        public.public_poster_file,
        name="public-poster-file",
    ),
    path("<slug:code>/data/<slug:name>.csv", public.public_table_file, name="public-table-file"),
    path("<slug:code>/data.json", public.public_data_file, name="public-data-file"),
]
