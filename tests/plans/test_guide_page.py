"""The guides in the portal: open to everybody, offered where they explain the page."""

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from papi_portal.markdown import Picture
from plans import guides
from plans.access import Role
from plans.models import Unit, User
from tests import factories

pytestmark = pytest.mark.django_db


def offered(client: Client, address: str) -> str:
    """Return where the link of a page leads, its section looked up in the guide's page."""
    link = client.get(address).context["guide_address"]()
    page, _, anchor = link.partition("#")
    assert not anchor or f'id="{anchor}"' in client.get(page).content.decode()
    return str(link)


@pytest.mark.parametrize("name", guides.NAMES)
def test_guide_is_read_without_signing_in(name: str) -> None:
    page = Client().get(f"/guide/{name}/").content.decode()

    for section in guides.guide(name).sections:
        assert f'<h2 id="{section.anchor}">{section.title}</h2>' in page
    for other in guides.everything():
        assert f'href="/guide/{other.name}/"' in page
    assert page.count('width="1366" height="768"') + page.count('width="390"') == page.count(
        'loading="lazy"'
    )


def test_guide_that_nobody_wrote_is_not_found() -> None:
    assert Client().get("/guide/deploy/").status_code == 404


@pytest.mark.parametrize("name", guides.NAMES)
def test_pictures_of_a_guide_are_static_files_of_the_portal(name: str) -> None:
    guide = guides.guide(name)
    files = [
        block.file
        for section in guide.sections
        for block in section.blocks
        if isinstance(block, Picture)
    ]
    assert files
    assert [file for file in files if not finders.find(file)] == []


@pytest.mark.parametrize(
    ("role", "kind", "section"),
    [
        (Role.OFFICER, Unit.Kind.COMMITTEE, "officer/#muon-biet-ky-nay-phai-lam-gi"),
        (Role.LEADER, Unit.Kind.COMMITTEE, "leader/#muon-biet-viec-gi-dang-cho"),
        (Role.REVIEWER, Unit.Kind.DEPARTMENT, "interior/#muon-duyet-tra-lai-bao-cao"),
        (Role.SECTOR, Unit.Kind.DEPARTMENT, "department/#muon-bao-cao-nhiem-vu-cua-so"),
        (Role.AUDITOR, Unit.Kind.DEPARTMENT, "department/#muon-bao-cao-nhiem-vu-cua-so"),
    ],
)
def test_page_offers_the_guide_of_the_readers_own_role(role: Role, kind: str, section: str) -> None:
    place = factories.commune() if kind == Unit.Kind.COMMITTEE else factories.province()
    person = factories.member(factories.unit(place, kind=kind), role)

    assert offered(factories.signed_in(person), "/waiting/") == f"/guide/{section}"


def test_page_that_the_own_guide_does_not_explain_offers_another() -> None:
    client = factories.signed_in(factories.officer(factories.commune()))

    assert offered(client, "/plans/") == "/guide/plans/#muon-tim-xem-mot-ke-hoach"


def test_administrator_is_offered_the_guide_of_administrators() -> None:
    client = factories.signed_in(User.objects.create_superuser("quan-tri", full_name="Quản trị"))

    assert offered(client, "/lists/") == "/guide/administrator/#muon-dua-don-vi-nguoi-dung-vao-cong"
    assert offered(client, "/no-such-page/") == "/guide/administrator/"


def test_who_is_not_signed_in_is_told_how_to() -> None:
    assert offered(Client(), "/accounts/login/") == "/guide/officer/#muon-vao-cong"


def test_link_is_there_in_the_language_of_the_page() -> None:
    client = factories.signed_in(factories.officer(factories.commune()))
    link = 'href="/guide/officer/#muon-biet-ky-nay-phai-lam-gi">'

    assert f"{link}Hướng dẫn</a>" in client.get("/waiting/").content.decode()
    client.post("/language/", {"language": "en"})
    assert f"{link}Guide</a>" in client.get("/waiting/").content.decode()


def test_link_costs_no_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    person = factories.officer(factories.commune())
    viewer = factories.viewer(person)

    with django_assert_num_queries(0):
        assert guides.address("tasks:home", viewer)
