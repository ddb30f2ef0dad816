"""A row split into its bullets: the document gave its label once."""

from tasks.reading import edits
from tests.tasks.reading.written_plans import Values, plan, row


def numbered(*rows: Values) -> Values:
    return edits.numbered(plan(*rows))


def labels(values: Values) -> list[str]:
    return [one["label"] for one in values["rows"]]


def test_only_the_first_part_keeps_the_label() -> None:
    values = numbered(row("- Họp;\n- Loa;\n- Tờ rơi.", label="3"), row("Niêm yết.", label="4"))

    assert labels(edits.split(values, 1)) == ["3", "", "", "4"]
    assert labels(edits.split_all(values)) == ["3", "", "", "4"]


def test_parts_joined_again_have_their_label_and_title_once() -> None:
    values = numbered(row("- Họp;\n- Loa.", label="3", title="Tri thức"))

    joined = edits.join_up(edits.split(values, 1), 2)

    (one,) = joined["rows"]
    assert (one["label"], one["title"], one["text"]) == ("3", "Tri thức", "Họp;\nLoa.")


def test_version_of_a_row_tells_every_change_of_it() -> None:
    (one,) = numbered(row("Họp."))["rows"]

    assert edits.version(one) == edits.version({**one})
    assert edits.version(one) != edits.version({**one, "label": "3"})
