"""The versions that the portal holds are known to the reader as the project describes them."""

from typing import Any

import pytest

from indicators.models import Component
from tasks import catalogue
from tests import factories
from tests.tasks import uploads
from tests.tasks.reading.versions import FRAMEWORKS

pytestmark = pytest.mark.django_db


def test_reader_knows_the_same_from_the_portal_as_from_the_projects_list() -> None:
    uploads.indices()

    known = {one.code: one for one in catalogue.frameworks()}

    assert known.keys() == {one.code for one in FRAMEWORKS}
    for listed in FRAMEWORKS:
        assert known[listed.code] == listed


def test_whole_index_is_no_component_and_dimensions_hang_on_nothing() -> None:
    factories.framework(dimensions=1)

    (found,) = catalogue.frameworks()

    assert [(one.code, one.depth, one.parent) for one in found.components] == [
        ("1", 1, ""),
        ("1.1", 2, "1"),
        ("1.2", 2, "1"),
    ]


def test_version_of_a_province_alone_is_not_read_for(db: None) -> None:
    own = factories.framework()
    own.territory = factories.province()
    own.save()

    assert catalogue.frameworks() == ()


def test_names_are_those_of_the_portal() -> None:
    made = factories.framework(dimensions=1)
    Component.objects.filter(framework=made, code="1").update(name="Tên mới", short_name="Mới")

    dimension = catalogue.frameworks()[0].components[0]

    assert (dimension.name, dimension.short_name) == ("Tên mới", "Mới")


def test_all_versions_are_read_with_a_fixed_number_of_queries(
    django_assert_num_queries: Any,
) -> None:
    uploads.indices()

    with django_assert_num_queries(3):
        catalogue.frameworks()
