"""The sub-indicators that a department guides, across all communes."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import strip_tags

from plans.access import Role
from plans.models import Territory, Unit, User
from tasks import actions
from tasks.models import Assignment, Party, Progress
from tasks.reports import guided
from tests import factories

pytestmark = pytest.mark.django_db
ADDRESS = reverse("tasks:guided")


class Facts:
    """A province whose plan names Sở Y tế as guide of component 1.1, and communes with tasks."""

    def __init__(self, communes: int = 2) -> None:
        self.index = factories.framework()
        self.province = factories.province()
        self.period = factories.period(self.province)
        self.health = factories.unit(self.province, "Sở Y tế", kind=Unit.Kind.DEPARTMENT)
        plan = factories.plan(self.province)
        task = factories.task(plan, components=(factories.component(self.index, "1.1"),))
        factories.party(task, Party.Role.GUIDE, unit=self.health)
        actions.issue_plan(plan=plan, by=None, at=factories.NOW)
        self.person = factories.member(self.health, Role.SECTOR)
        for at in range(communes):
            self.commune(f"Xã {at}", reported=at == 0)

    def commune(self, name: str, *, reported: bool) -> Territory:
        made = factories.commune(name, parent=self.province)
        plan = factories.plan(made)
        for code in ("1.1", "2.1"):
            factories.task(plan, components=(factories.component(self.index, code),))
        actions.issue_plan(plan=plan, by=None, at=factories.NOW)
        if reported:
            row = factories.reporting(plan)[0]
            factories.recorded(row, self.period, difficulty="Thiếu người")
        return made


@pytest.mark.parametrize("others", [0, guided.FEW])
def test_of_few_components_and_of_many_only_these_are_linked(others: int) -> None:
    """Of many all are read; numbers that no component has make up the number here."""
    facts = Facts()
    wanted = factories.component(facts.index, "1.1").pk
    rows = Assignment.objects.owed_in(facts.period)

    (found,) = guided.links([rows], facts.period, [wanted, *range(-others, 0)])

    assert len(found) == 3, "two communes' rows and the province's own"
    assert {one.component for one in found} == {wanted}


def page(person: User) -> str:
    response = factories.signed_in(person).get(ADDRESS)
    assert response.status_code == 200
    return response.content.decode()


def test_only_rows_that_tell_of_a_difficulty_are_hindered() -> None:
    facts = Facts()
    other = Assignment.objects.get(
        plan__territory__name="Xã 1", task__components__code="1.1", reports=True
    )
    factories.recorded(other, facts.period, state=Progress.State.IN_PROGRESS)

    shown = page(facts.person)

    body = shown[shown.index("<tbody>") : shown.index("</tbody>")]
    assert " ".join(strip_tags(body).split()) == "1.1. Thành phần 1.1 2 2/2 0 1 1"


def test_guide_sees_how_far_all_communes_are() -> None:
    shown = page(Facts().person)

    body = shown[shown.index("<tbody>") : shown.index("</tbody>")]
    assert " ".join(strip_tags(body).split()) == "1.1. Thành phần 1.1 2 1/2 1 1 1"


def test_each_figure_opens_that_many_rows() -> None:
    facts = Facts(3)
    client = factories.signed_in(facts.person)
    shown = client.get(ADDRESS).content.decode()

    figures = re.findall(r'href="(/reports/rollup/rows/[^"]*)">(\d+)</a>', shown)

    assert len(figures) == 6
    for link, total in figures:
        rows = client.get(link.replace("&amp;", "&")).content.decode()
        assert f"{total} nhiệm vụ, Quý IV/2026" in rows


def test_who_guides_nothing_is_told_so() -> None:
    facts = Facts()
    other = factories.unit(facts.province, "Sở Xây dựng", kind=Unit.Kind.DEPARTMENT)

    assert "chưa được giao hướng dẫn" in page(factories.member(other, Role.SECTOR))


def test_guide_before_any_commune_has_a_plan_is_told_so() -> None:
    assert "giao đơn vị hướng dẫn 1 chỉ số" in page(Facts(0).person)


def test_stranger_of_another_province_sees_nothing_of_this_one() -> None:
    Facts()

    assert "Thành phần 1.1" not in page(factories.officer(factories.commune()))


def test_visitor_signs_in_first() -> None:
    assert Client().get(ADDRESS)["Location"] == f"/accounts/login/?next={ADDRESS}"


def test_page_takes_no_post() -> None:
    assert factories.signed_in(Facts(0).person).post(ADDRESS).status_code == 405


def test_number_of_queries_is_the_same_for_3_communes_and_30() -> None:
    counts = []
    facts = Facts(3)
    for more in (0, 27):
        for at in range(more):
            facts.commune(f"Xã thêm {at}", reported=True)
        client = factories.signed_in(facts.person)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(ADDRESS).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 9
