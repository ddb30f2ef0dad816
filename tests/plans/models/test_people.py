"""People and their posts: what a membership reaches on a day."""

from datetime import date, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from plans.access import Right, Role
from plans.models import Membership, Succession, Territory, User
from tests import factories

pytestmark = pytest.mark.django_db

TODAY = factories.TODAY
DAY = timedelta(days=1)


def test_viewer_costs_one_query_whatever_the_number_of_posts_and_of_what_was_merged(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    """A post stays one post, though it is read once for each commune merged into its own."""
    person = factories.officer(factories.commune())
    for _ in range(5):
        at = factories.committee(factories.commune())
        Membership.objects.create(user=person, unit=at, role=Role.LEADER)
        for kind in (Succession.Kind.WHOLE, Succession.Kind.KEPT, Succession.Kind.PART):
            before = factories.commune()
            Succession.objects.create(predecessor=before, successor=at.territory, kind=kind)

    with django_assert_num_queries(1):
        found = factories.viewer(person)

    assert len(found.posts) == 6
    assert len(found.recording_whole_ids) == 6
    assert sorted(len(post.merged) for post in found.posts) == [0, 2, 2, 2, 2, 2]
    assert len(found.read_ids) == 6 + 2 * 5


@pytest.mark.parametrize(
    ("first", "last", "counts"),
    [
        pytest.param(None, TODAY - DAY, False, id="ended yesterday"),
        pytest.param(None, TODAY, True, id="ends today"),
        pytest.param(TODAY, None, True, id="begins today"),
        pytest.param(TODAY + DAY, None, False, id="begins tomorrow"),
    ],
)
def test_only_a_membership_in_force_gives_anything(
    first: date | None, last: date | None, counts: bool
) -> None:
    person = factories.officer(factories.commune())
    person.memberships.update(valid_from=first, valid_to=last)

    found = factories.viewer(person)

    assert bool(found.posts) is counts
    assert found.may(Right.READ) is counts
    assert found.may(Right.RECORD) is counts
    assert Territory.objects.visible_to(found).exists() is counts


def test_predecessors_are_read_and_never_written() -> None:
    old, new = factories.commune("Xã Liên Hội"), factories.commune("Xã Điềm He")
    Succession.objects.create(predecessor=old, successor=new, kind=Succession.Kind.WHOLE)

    found = factories.viewer(factories.officer(new))

    assert found.read_ids == {old.pk, new.pk}
    assert found.recording_whole_ids == {new.pk}


def test_issued_plans_of_all_that_stood_above_a_predecessor_are_read() -> None:
    top, new = factories.province("Tỉnh Yên Bái"), factories.commune("Xã Điềm He")
    district = Territory.objects.create(level="district", code="132", name="Huyện X", parent=top)
    old = factories.commune("Xã Liên Hội", parent=district)
    Succession.objects.create(predecessor=old, successor=new, kind=Succession.Kind.WHOLE)

    found = factories.viewer(factories.officer(new))

    assert found.known_ids == {new.pk, new.parent_id, old.pk, district.pk, top.pk}
    assert found.read_ids == {new.pk, old.pk}


def test_reviewer_reads_the_old_province_down_to_its_communes() -> None:
    old, new = factories.province("Tỉnh Yên Bái"), factories.province("Tỉnh Lào Cai")
    district = Territory.objects.create(level="district", code="132", name="Huyện X", parent=old)
    commune = factories.commune(parent=district)
    Succession.objects.create(predecessor=old, successor=new, kind=Succession.Kind.WHOLE)

    found = factories.viewer(factories.reviewer(new))

    assert commune in Territory.objects.visible_to(found)
    assert not found.recording_whole_ids


def test_officer_of_the_old_commune_does_not_reach_the_new_one() -> None:
    old, new = factories.commune("Xã Liên Hội"), factories.commune("Xã Điềm He")
    Succession.objects.create(predecessor=old, successor=new, kind=Succession.Kind.WHOLE)

    found = factories.viewer(factories.officer(old))

    assert new not in Territory.objects.visible_to(found)


def test_superuser_sees_all_and_records_nothing() -> None:
    place = factories.commune()
    person = User.objects.create_superuser("quan-tri", full_name="Quản trị")

    found = factories.viewer(person)

    assert place in Territory.objects.visible_to(found)
    assert found.may(Right.READ)
    assert not found.may(Right.RECORD)
    assert found.place == "Quản trị hệ thống"


@pytest.mark.parametrize(
    ("unit", "place"),
    [
        ("UBND xã Điềm He", "UBND xã Điềm He, tỉnh Lạng Sơn"),
        ("Công an xã", "Công an xã, xã Điềm He, tỉnh Lạng Sơn"),
    ],
)
def test_place_names_the_unit_and_where_it_is(unit: str, place: str) -> None:
    person = factories.member(factories.unit(factories.commune(), unit))

    assert factories.viewer(person).place == place


def test_person_without_a_post_has_no_place() -> None:
    assert factories.viewer(factories.user()).place == ""


def test_account_without_a_password_opens_to_nobody() -> None:
    person = factories.user()

    assert not person.check_password("")
    assert not person.is_staff
    assert (str(person), person.get_full_name()) == ("Nguyễn Văn A", "Nguyễn Văn A")
