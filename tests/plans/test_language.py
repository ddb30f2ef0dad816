"""The language of the pages: chosen by who reads them, Vietnamese for all who never chose."""

import pytest
from django.conf import settings
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from plans import actions
from plans.models import Event, User
from tests import factories

pytestmark = pytest.mark.django_db

LOGIN = "/accounts/login/"
CHOICE = "/language/"


def english_reader() -> User:
    person = factories.officer(factories.commune())
    actions.choose_language(person=person, language="en")
    return person


def test_pages_are_vietnamese_whatever_the_browser_prefers() -> None:
    answer = Client(headers={"accept-language": "en-US,en;q=0.9"}).get(LOGIN)

    assert '<html lang="vi">' in answer.content.decode()
    assert answer.headers["Content-Language"] == "vi"


def test_visitor_chooses_english_for_this_browser() -> None:
    browser = Client()

    answer = browser.post(CHOICE, {"language": "en", "next": f"{LOGIN}?next=/plans/"})

    assert (answer.status_code, answer["Location"]) == (302, f"{LOGIN}?next=/plans/")
    cookie = answer.cookies[settings.LANGUAGE_COOKIE_NAME]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    page = browser.get(LOGIN).content.decode()
    assert '<html lang="en">' in page
    assert "Sign in" in page
    assert "Đăng nhập" not in page


def test_choice_of_a_person_goes_with_the_account_and_not_the_browser() -> None:
    person = factories.officer(factories.commune())
    browser = factories.signed_in(person)

    answer = browser.post(CHOICE, {"language": "en", "next": "/plans/"})

    assert settings.LANGUAGE_COOKIE_NAME not in answer.cookies
    assert '<html lang="en">' in factories.signed_in(person).get("/plans/").content.decode()
    assert '<html lang="vi">' in Client().get(LOGIN).content.decode()
    assert not Event.objects.exists()


def test_account_decides_where_browser_says_otherwise() -> None:
    browser = factories.signed_in(english_reader())
    browser.cookies[settings.LANGUAGE_COOKIE_NAME] = "vi"
    assert '<html lang="en">' in browser.get("/plans/").content.decode()

    browser.post(CHOICE, {"language": "vi"})
    browser.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    assert '<html lang="vi">' in browser.get("/plans/").content.decode()


def test_who_never_chose_reads_on_in_the_language_of_the_sign_in_page() -> None:
    browser = factories.signed_in(factories.officer(factories.commune()))
    browser.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"

    assert '<html lang="en">' in browser.get("/plans/").content.decode()


@pytest.mark.parametrize(
    "page",
    ["https://example.org/", "//example.org/", "javascript:alert(1)", "http:///example.org", ""],
)
def test_choice_never_leads_out_of_the_portal(page: str) -> None:
    answer = Client().post(CHOICE, {"language": "en", "next": page})

    assert answer["Location"] == "/"


@pytest.mark.parametrize("language", ["fr", "", "EN", "../en"])
def test_only_the_two_languages_can_be_chosen(language: str) -> None:
    browser = Client()

    assert browser.post(CHOICE, {"language": language}).status_code == 400
    browser.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    assert '<html lang="vi">' in browser.get(LOGIN).content.decode()


def test_choice_is_posted() -> None:
    assert Client().get(CHOICE).status_code == 405


def test_page_that_is_not_found_is_in_the_language_of_its_reader() -> None:
    page = factories.signed_in(english_reader()).get("/nowhere/").content.decode()

    assert '<html lang="en">' in page
    assert "Page not found" in page


def test_files_are_vietnamese_for_every_reader() -> None:
    browser = factories.signed_in(english_reader())

    assert browser.get("/reports/rollup/rows.xlsx").headers["Content-Language"] == "vi"


def test_language_costs_no_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    person = factories.officer(factories.commune())
    browser = factories.signed_in(person)
    with django_assert_num_queries(7):
        browser.get("/waiting/")
    actions.choose_language(person=person, language="en")
    with django_assert_num_queries(7):
        browser.get("/waiting/")
