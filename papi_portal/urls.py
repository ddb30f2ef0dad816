"""Addresses of the portal."""

from allauth.account import views as account
from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.generic import TemplateView

# Only what officials use of allauth: e-mail pages, codes and resets by mail stay shut.
password_reset = TemplateView.as_view(template_name="account/password_reset.html")
accounts = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("signup/", account.signup, name="account_signup"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("password/reset/", login_not_required(password_reset), name="account_reset_password"),
]

urlpatterns = [
    path("", include("tasks.urls")),
    path("", include("indicators.urls")),
    path("", include("plans.urls")),
    path("accounts/", include(accounts)),
    path("admin/", admin.site.urls),
]
