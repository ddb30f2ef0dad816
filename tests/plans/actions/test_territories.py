"""Official lists are taken whole or not at all."""

from datetime import date

import pytest

from plans.actions import Changes, RowsRefusedError, load_successions, load_units
from plans.models import Event, Succession, Territory
from plans.official_lists import SuccessionRow, UnitRow
from tests import factories

pytestmark = pytest.mark.django_db

LAST_OLD, FIRST_NEW = date(2025, 6, 30), date(2025, 7, 1)
BEFORE = """
province 10 Tỉnh Lào Cai
province 15 Tỉnh Yên Bái
district 080 10 Thành phố Lào Cai
commune 02635 080 Phường Duyên Hải
commune 02647 080 Phường Lào Cai
district 132 15 Thành phố Yên Bái
commune 04249 132 Phường Yên Thịnh
commune 04252 132 Phường Yên Ninh
"""
AFTER = """
province 15 Tỉnh Lào Cai
commune 02647 15 Phường Lào Cai
commune 04252 15 Phường Yên Bái
"""


def rows(written: str) -> list[UnitRow]:
    """Return the lines of a list: level, code, parent (not for a province) and name."""
    found = []
    for line, words in enumerate(written.strip().splitlines(), start=2):
        level, code, *rest = words.split(" ")
        parent = "" if level == "province" else rest.pop(0)
        found.append(UnitRow(line, level, code, " ".join(rest), parent))
    return found


def load(
    written: str, first: date | None = None, last: date | None = None, *, complete: bool = False
) -> Changes:
    return load_units(
        rows=rows(written),
        valid_from=first,
        valid_to=last,
        complete=complete,
        by=None,
        at=factories.NOW,
    )


def counts(changes: Changes) -> tuple[int, int, int, int]:
    return (changes.created, changes.updated, changes.unchanged, changes.ended)


class TestUnits:
    """A list of provinces, districts and communes."""

    @pytest.mark.parametrize(
        ("written", "problem"),
        [
            ("region 15 Tây Bắc", "line 2: level 'region' is not one of province, district, comm"),
            ("province 015 Tỉnh Yên Bái", "line 2: '015' is no province code"),
            ("province 1 Tỉnh Yên Bái", "line 2: '1' is no province code"),
            ("province ١٥ Tỉnh Yên Bái", "line 2: '١٥' is no province code"),
            ("province YB Tỉnh Yên Bái", "line 2: 'YB' is no province code"),
            ("province 15", "line 2: province 15 has no name."),
            ("province 15 " + "Ă" * 101, "line 2: the name of province 15 is longer than 100"),
            ("province 15 Một\nprovince 15 Hai", "line 3: province 15 stands already in line 2."),
            ("commune 04252 132 Phường Yên Ninh", "line 2: parent '132' of Phường Yên Ninh is not"),
            ("district 132  Huyện", "line 2: parent '' of Huyện is not known."),
        ],
    )
    def test_mistake_is_told_with_its_line_and_nothing_is_written(
        self, written: str, problem: str
    ) -> None:
        good = "\nprovince 20 Tỉnh Lạng Sơn"

        with pytest.raises(RowsRefusedError) as refused:
            load(written + good)

        (told,) = refused.value.problems
        assert told.startswith(problem)
        assert not Territory.objects.exists()
        assert not Event.objects.exists()

    @pytest.mark.parametrize(
        ("level", "code", "parent"),
        [("province", "15", "10"), ("province", "15", "99"), ("district", "132", "080")],
    )
    def test_nothing_hangs_below_its_own_level(self, level: str, code: str, parent: str) -> None:
        load(BEFORE, None, LAST_OLD)

        with pytest.raises(RowsRefusedError) as refused:
            load_units(
                rows=[UnitRow(2, level, code, "Nơi này", parent)],
                valid_from=None,
                valid_to=LAST_OLD,
                by=None,
                at=factories.NOW,
            )

        assert refused.value.problems == [f"line 2: parent {parent!r} of Nơi này is not known."]

    def test_all_mistakes_are_told_at_once(self) -> None:
        with pytest.raises(RowsRefusedError) as refused:
            load("region 1 A\nprovince 1 B\ncommune 04252 132 C")

        assert [told.partition(":")[0] for told in refused.value.problems] == [
            "line 2",
            "line 3",
            "line 4",
        ]

    def test_overlap_is_refused(self) -> None:
        load("province 15 Tỉnh Yên Bái", date(2020, 1, 1), date(2025, 12, 31))

        with pytest.raises(RowsRefusedError) as refused:
            load("province 15 Tỉnh Lào Cai", FIRST_NEW)

        (told,) = refused.value.problems
        assert told == (
            "line 2: code 15 overlaps Tỉnh Yên Bái (2020-01-01 to 2025-12-31);"
            " give --from and --to that do not."
        )
        assert Territory.objects.get().name == "Tỉnh Yên Bái"

    def test_mistake_below_leaves_nothing_above(self) -> None:
        with pytest.raises(RowsRefusedError):
            load("province 15 Tỉnh Yên Bái\ncommune 04252 132 Phường Yên Ninh")

        assert not Territory.objects.exists()

    def test_list_hangs_in_its_chains_and_keeps_leading_zeros(self) -> None:
        changes = load(BEFORE, None, LAST_OLD)

        assert counts(changes) == (8, 0, 0, 0)
        ward = Territory.objects.get(code="04252")
        assert ward.parent
        assert ward.parent.parent
        assert (ward.parent.code, ward.parent.parent.name) == ("132", "Tỉnh Yên Bái")

    def test_list_read_twice_changes_nothing(self) -> None:
        load(BEFORE, date(2020, 1, 1))

        assert counts(load(BEFORE, date(2020, 1, 1))) == (0, 0, 8, 0)

    def test_mistake_of_an_earlier_list_is_corrected_in_place(self) -> None:
        load("province 15 Tỉnh Yên Bai", date(2020, 1, 1))
        known = Territory.objects.get()

        changes = load("province 15 Tỉnh Yên Bái", date(2020, 1, 1))

        assert counts(changes) == (0, 1, 0, 0)
        known.refresh_from_db()
        assert known.name == "Tỉnh Yên Bái"

    def test_first_day_is_corrected_where_the_last_day_is_the_same(self) -> None:
        load("province 15 Tỉnh Yên Bái", None, LAST_OLD)

        changes = load("province 15 Tỉnh Yên Bái", date(1991, 10, 1), LAST_OLD)

        assert counts(changes) == (0, 1, 0, 0)
        assert Territory.objects.get().valid_from == date(1991, 10, 1)

    def test_code_used_again_ends_the_territory_that_had_it(self) -> None:
        load(BEFORE)

        changes = load(AFTER, FIRST_NEW)

        assert counts(changes) == (3, 0, 0, 3)
        everywhere = Territory.objects.all()
        old = everywhere.coded("province", "15", LAST_OLD)
        new = everywhere.coded("province", "15", FIRST_NEW)
        assert (old.name, old.valid_to) == ("Tỉnh Yên Bái", LAST_OLD)
        assert (new.name, new.valid_from, new.valid_to) == ("Tỉnh Lào Cai", FIRST_NEW, None)
        assert everywhere.coded("commune", "02647", FIRST_NEW).parent == new

    def test_what_the_list_leaves_out_is_counted_and_stays(self) -> None:
        load(BEFORE)

        changes = load(AFTER, FIRST_NEW)

        assert changes.absent == 5
        assert Territory.objects.all().coded("province", "10", FIRST_NEW).name == "Tỉnh Lào Cai"

    def test_complete_list_ends_what_it_leaves_out(self) -> None:
        load(BEFORE)

        changes = load(AFTER, FIRST_NEW, complete=True)

        assert (changes.ended, changes.absent) == (8, 0)
        assert Territory.objects.in_force(FIRST_NEW).count() == 3
        assert Territory.objects.in_force(LAST_OLD).count() == 8

    def test_units_and_issued_plans_of_what_ends_are_told(self) -> None:
        load(BEFORE)
        factories.issued_plan(Territory.objects.all().coded("commune", "02635", LAST_OLD))

        changes = load(AFTER, FIRST_NEW, complete=True)

        assert changes.warnings == [
            "1 units and 1 issued plans belong to territories that end on 2025-06-30."
        ]

    def test_complete_list_spares_what_begins_later(self) -> None:
        load("province 10 Tỉnh Mới", date(2030, 1, 1))

        load(AFTER, FIRST_NEW, complete=True)

        assert Territory.objects.all().coded("province", "10", date(2030, 1, 1)).valid_to is None

    def test_trail_tells_what_was_loaded(self) -> None:
        load(AFTER)

        event = Event.objects.get()
        assert event.sentence == "nạp danh mục địa bàn: thêm 3, sửa 0, kết thúc 0"
        assert event.actor_text == "Hệ thống"


def link(*written: tuple[str, str, str]) -> Changes:
    """Load a conversion table: old code, new code, note."""
    return load_successions(
        rows=[SuccessionRow(line, *words) for line, words in enumerate(written, start=2)],
        by=None,
        at=factories.NOW,
    )


@pytest.fixture
def _both_lists() -> None:
    load(BEFORE, None, LAST_OLD)
    load(AFTER, FIRST_NEW)


@pytest.mark.usefixtures("_both_lists")
class TestSuccessions:
    """A table of what became of territories."""

    @pytest.mark.parametrize(
        ("note", "kind"),
        [
            ("Giữ nguyên", "kept"),
            ("Nhập toàn bộ", "whole"),
            ("Nhập một phần", "part"),
            ("Nhập phần còn lại", "part"),
            ("Nhập toàn bộ diện tích và một phần dân số", "part"),
            ("Đổi tên", "renamed"),
            ("NHẬP  TOÀN BỘ", "whole"),
        ],
    )
    def test_note_tells_the_kind_and_is_kept(self, note: str, kind: str) -> None:
        link(("04249", "04252", note))

        made = Succession.objects.get(predecessor__level="commune")
        assert made.kind == kind
        assert made.note == " ".join(note.split())
        assert (made.predecessor.valid_to, made.successor.valid_from) == (LAST_OLD, FIRST_NEW)

    def test_code_used_again_joins_the_old_to_the_new(self) -> None:
        link(("04252", "04252", "Đổi tên"))

        made = Succession.objects.get(predecessor__level="commune")
        assert str(made) == "Phường Yên Ninh → Phường Yên Bái"

    def test_unknown_note_refuses_the_whole_table(self) -> None:
        with pytest.raises(RowsRefusedError) as refused:
            link(("02635", "02647", "Nhập toàn bộ"), ("04249", "04252", "Bán"))

        assert refused.value.problems == [
            "line 3: the note 'Bán' says no known kind of succession."
        ]
        assert not Succession.objects.exists()

    @pytest.mark.parametrize(
        ("old", "new", "warning"),
        [
            ("99999", "04252", "line 2: no territory with code 99999 has ended."),
            (
                "04249",
                "99999",
                "line 2: no territory with code 99999 began when Phường Yên Thịnh ended.",
            ),
            ("4249", "04252", "line 2: no territory with code 4249 has ended."),
        ],
    )
    def test_unknown_code_is_told_and_left_out(self, old: str, new: str, warning: str) -> None:
        changes = link((old, new, "Nhập toàn bộ"), ("02635", "02647", "Nhập toàn bộ"))

        assert changes.warnings == [warning]
        assert Succession.objects.filter(predecessor__level="commune").count() == 1

    def test_provinces_follow_from_their_communes(self) -> None:
        link(("02635", "02647", "Nhập toàn bộ"), ("04249", "04252", "Nhập toàn bộ"))

        made = Succession.objects.filter(predecessor__level="province").order_by("predecessor")
        assert [(str(one), one.kind) for one in made] == [
            ("Tỉnh Lào Cai → Tỉnh Lào Cai", "whole"),
            ("Tỉnh Yên Bái → Tỉnh Lào Cai", "whole"),
        ]

    @pytest.mark.parametrize(
        ("new_name", "kind"), [("Tỉnh Yên Bái", "kept"), ("Tỉnh Lào Cai", "renamed")]
    )
    def test_province_alone_is_kept_or_renamed(self, new_name: str, kind: str) -> None:
        Territory.objects.filter(code="15", valid_from=FIRST_NEW).update(name=new_name)

        link(("04249", "04252", "Nhập toàn bộ"))

        assert Succession.objects.get(predecessor__level="province").kind == kind

    def test_table_that_gives_provinces_is_believed(self) -> None:
        link(("15", "15", "Giữ nguyên"), ("02635", "02647", "Nhập toàn bộ"))

        assert Succession.objects.get(predecessor__level="province").kind == "kept"

    def test_table_read_twice_changes_nothing(self) -> None:
        table = (("02635", "02647", "Nhập toàn bộ"), ("04249", "04252", "Nhập toàn bộ"))
        assert counts(link(*table)) == (4, 0, 0, 0)

        assert counts(link(*table)) == (0, 0, 4, 0)

    def test_note_is_corrected_in_place(self) -> None:
        link(("04249", "04252", "Nhập toàn bộ"))

        changes = link(("04249", "04252", "Nhập một phần"))

        assert (changes.created, changes.updated) == (0, 1)
        assert Succession.objects.get(predecessor__level="commune").kind == "part"
