"""Addresses of the lists that administrators keep, of posts, of the trail and of jobs."""

from django.urls import path

from plans.views import first_password, guides, jobs, language, lists, people, trail

app_name = "plans"
urlpatterns = [
    path("lists/", lists.list_index, name="list-index"),
    path("lists/<slug:kind>/", lists.list_upload, name="list-upload"),
    path("lists/<slug:kind>/blank.xlsx", lists.list_blank, name="list-blank"),
    path("lists/<slug:kind>/present.xlsx", lists.list_present, name="list-present"),
    path("lists/imports/<int:pk>/", lists.list_import, name="list-import"),
    path("lists/imports/<int:pk>/confirm/", lists.list_confirm, name="list-confirm"),
    path("lists/imports/<int:pk>/discard/", lists.list_discard, name="list-discard"),
    path("lists/imports/<int:pk>/errors.xlsx", lists.list_errors, name="list-errors"),
    path("people/", people.post_list, name="post-list"),
    path("people/<int:pk>/hand-over/", people.post_hand_over, name="post-hand-over"),
    path(
        "people/<int:pk>/first-password/",
        first_password.post_first_password,
        name="post-first-password",
    ),
    path("first-password/", first_password.first_password, name="first-password"),
    path("guide/<slug:name>/", guides.guide, name="guide"),
    path("language/", language.language_choose, name="language-choose"),
    path("jobs/", jobs.job_list, name="job-list"),
    path("jobs/<uuid:pk>/", jobs.job_detail, name="job-detail"),
    path("jobs/<uuid:pk>/cancel/", jobs.job_cancel, name="job-cancel"),
    path("jobs/<uuid:pk>/again/", jobs.job_again, name="job-again"),
    path("jobs/<uuid:pk>/file/", jobs.job_file, name="job-file"),
    path("trail/", trail.trail, name="trail"),
    path("trail/export/", trail.trail_export, name="trail-export"),
]
