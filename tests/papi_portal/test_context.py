"""What every page knows."""

from typing import Any

import pytest
from django.test import Client, RequestFactory

from papi_portal import context
from tests import factories


def test_request_without_a_person_has_no_viewer() -> None:
    assert context.portal(RequestFactory().get("/"))["viewer"] is None


@pytest.mark.django_db
def test_visitor_is_no_viewer() -> None:
    assert Client().get("/accounts/login/").context["viewer"] is None


@pytest.mark.django_db
def test_signed_in_person_is_the_viewer() -> None:
    person = factories.officer(factories.commune())

    page = factories.signed_in(person).get("/")

    assert page.context["viewer"].user == person


@pytest.mark.parametrize("demo", [True, False])
def test_pages_know_whether_this_is_the_demo(settings: Any, demo: bool) -> None:
    settings.DEMO = demo

    assert context.portal(RequestFactory().get("/"))["is_demo"] is demo
