"""Who is looking, on which day: worked out when first asked."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests import factories

pytestmark = pytest.mark.django_db


def test_visitor_costs_no_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(0):
        answer = Client().get("/")

    assert answer.status_code == 302


def test_pages_see_the_day_of_the_portal() -> None:
    person = factories.officer(factories.commune())

    request = factories.signed_in(person).get("/").wsgi_request

    assert request.today == factories.TODAY  # type: ignore[attr-defined]
    assert request.viewer.on == factories.TODAY  # type: ignore[attr-defined]
    assert request.viewer.user == person  # type: ignore[attr-defined]
