"""The project's list of indices, as the reader knows it."""

from tasks.reading import catalogue
from tests.tasks.reading.versions import FRAMEWORKS, PAPI_2021, version


def test_every_version_of_every_index_is_known() -> None:
    assert [one.code for one in FRAMEWORKS if one.index == "papi"] == [
        "papi-2011",
        "papi-2016",
        "papi-2018",
        "papi-2019",
        "papi-2021",
    ]
    assert {one.index for one in FRAMEWORKS} == {"papi", "par_index", "sipas", "pci"}


def test_a_version_has_its_years_and_the_names_of_its_index() -> None:
    assert (version("papi-2019").first_year, version("papi-2019").last_year) == (2019, 2020)
    assert PAPI_2021.last_year is None
    assert PAPI_2021.index_names[-1] == "PAPI"


def test_a_sub_indicator_hangs_on_its_dimension() -> None:
    parts = {part.code: part for part in PAPI_2021.components}

    assert (parts["5.3"].parent, parts["5.3"].depth) == ("5", 2)
    assert parts["5.3"].name == "Giấy chứng nhận quyền sử dụng đất"
    assert (parts["5"].parent, parts["5"].depth, parts["5"].short_name) == ("", 1, "TTHC công")
    assert "5.2" not in parts
    assert "0" not in parts


def test_a_tree_may_have_any_depth() -> None:
    described = {
        "code": "own",
        "name": "Bộ chỉ số của tỉnh",
        "short_name": "",
        "frameworks": [
            {
                "code": "own-2025",
                "first_year": 2025,
                "last_year": None,
                "components": [
                    {
                        "code": "1",
                        "name": "A",
                        "parts": [
                            {
                                "code": "1.1",
                                "name": "B",
                                "parts": [
                                    {"code": "1.1.1", "name": "C"},
                                ],
                            }
                        ],
                    },
                ],
            }
        ],
    }

    (own,) = catalogue.from_lists([described])

    assert [(part.code, part.depth, part.parent) for part in own.components] == [
        ("1", 1, ""),
        ("1.1", 2, "1"),
        ("1.1.1", 3, "1.1"),
    ]
    assert own.index_names == ("Bộ chỉ số của tỉnh",)
