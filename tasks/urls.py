"""Addresses of the pages: in Vietnamese, because officials read and send them."""

from django.urls import path

app_name = "tasks"
urlpatterns: list = []
