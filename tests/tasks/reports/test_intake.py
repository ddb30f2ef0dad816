"""The preview as a value: rows, names and doubts as they would be taken in, in a few queries."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plans.models import Territory, Unit
from tasks import actions
from tasks.models import Intake, RememberedParty
from tasks.reading import edits
from tasks.reports import intake as intake_report
from tasks.reports.intake import OpenName, Preview, PreviewParty, PreviewRow, issuing_territory
from tests import factories
from tests.tasks import uploads
from tests.tasks.reading.written_plans import Values, deadline, doubt, plan, row

pytestmark = pytest.mark.django_db


@pytest.fixture
def commune(db: None) -> Territory:
    return uploads.diem_he()


def preview(territory: Territory, *rows: Values, **changes: Any) -> Preview:
    return intake_report.build(uploads.waiting(territory, *rows, **changes))


def chosen(intake: Intake, **choices: str) -> Preview:
    """Decide about names (with _ for a blank) and look again."""
    decided = {name.replace("_", " "): choice for name, choice in choices.items()}
    return intake_report.build(actions.choose_names(intake=intake, choices=decided))


def parties(found: PreviewRow, role: str) -> tuple[PreviewParty, ...]:
    return dict(found.parties)[role]


# Rows


def test_row_is_shown_as_it_would_be_taken_in(commune: Territory) -> None:
    papi = factories.framework()

    found = preview(
        commune,
        row(
            "- Họp;\n- Loa.",
            title="Tri thức",
            components=["1.1", "9.9"],
            framework=papi.code,
            lead=["UBND xã"],
            support=["Các đoàn thể", "Tổ công nghệ"],
            deadline=deadline("Trước 30/6/2026", "by_date", None, "2026-06-30"),
            output="Biên bản",
            note="Mỗi thôn",
        ),
    ).rows[0]

    assert (found.id, found.position, found.label, found.title) == (1, 1, "1.1", "Tri thức")
    assert (found.lines, found.item_count) == (("- Họp;", "- Loa."), 2)
    assert parties(found, "chủ trì") == (PreviewParty("UBND xã", "UBND xã Điềm He", True),)
    assert parties(found, "phối hợp") == (
        PreviewParty("Các đoàn thể", "nhóm các đoàn thể", True),
        PreviewParty("Tổ công nghệ", "", False),
    )
    assert (found.deadline, found.deadline_word) == (
        "Trước 30/6/2026",
        "trước hoặc trong ngày · 30/06/2026",
    )
    assert found.components == ("1.1. Thành phần 1.1", "9.9")
    assert (found.output, found.note) == ("Biên bản", "Mỗi thôn")
    assert found.where == "bảng 1, hàng 2 của bảng"
    assert found.mark == "doubtful"


@pytest.mark.parametrize(
    ("written", "word"),
    [
        (deadline("", "none"), "không nêu"),
        (deadline("Hàng quý", "quarterly"), "hằng quý"),
        (
            deadline("2026", "from_to", "2026-01-01", "2026-12-31"),
            "từ ngày đến ngày · 01/01/2026 – 31/12/2026",
        ),
    ],
)
def test_deadline_is_said_in_words_and_days(commune: Territory, written: Values, word: str) -> None:
    assert preview(commune, row(deadline=written)).rows[0].deadline_word == word


def test_row_is_clear_when_nothing_is_in_doubt_and_every_name_is_settled(
    commune: Territory,
) -> None:
    found = preview(
        commune,
        row("Rõ"),
        row("Mờ"),
        row("Lạ", lead=["Tổ công nghệ"]),
        warnings=[doubt(2, "deadline", "Không rõ quý nào")],
    )

    assert [one.mark for one in found.rows] == ["clear", "doubtful", "doubtful"]
    assert found.rows[1].doubts == ("Thời gian: Không rõ quý nào",)
    assert (found.kept, found.clear, found.to_see, found.dropped) == (3, 1, 2, 0)


def test_row_left_out_is_neither_clear_nor_doubtful(commune: Territory) -> None:
    intake = uploads.waiting(commune, row("Rõ"), row("Lạ", lead=["Tổ công nghệ"]))
    dropped = actions.edit_intake(
        intake=intake, edit=lambda values: edits.drop(values, 2, dropped=True)
    )

    found = intake_report.build(dropped)

    assert [one.mark for one in found.rows] == ["clear", "dropped"]
    assert (found.kept, found.to_see, found.dropped) == (1, 0, 1)
    assert found.names == ()


def test_section_is_said_only_where_it_changes(commune: Territory) -> None:
    one, two = "1. Tham gia", "2. Công khai"

    rows = preview(commune, *(row(section=section) for section in (one, one, two, one))).rows

    assert [found.section for found in rows] == [one, "", two, one]


def test_rows_worth_a_look_can_be_shown_alone(commune: Territory) -> None:
    found = preview(commune, row("Rõ"), row("Mờ"), warnings=[doubt(2, "text", "Mờ")])

    assert [one.id for one in found.showing("doubtful")] == [2]
    assert [one.id for one in found.showing("")] == [1, 2]
    assert found.row(2) == found.rows[1]
    assert found.row(3) is None


@pytest.mark.parametrize(
    ("text", "can"), [("- a\n- b", True), ("Một việc", False), ("Gồm:\n- a", False)]
)
def test_preview_knows_whether_there_is_anything_to_split(
    commune: Territory, text: str, can: bool
) -> None:
    assert preview(commune, row(text)).can_split is can


def test_row_of_several_bullets_that_is_left_out_is_nothing_to_split(commune: Territory) -> None:
    intake = uploads.waiting(commune, row("- a\n- b"))
    dropped = actions.edit_intake(
        intake=intake, edit=lambda values: edits.drop(values, 1, dropped=True)
    )

    assert intake_report.build(dropped).can_split is False


# Names


def test_open_names_are_listed_once_the_most_frequent_first(commune: Territory) -> None:
    found = preview(
        commune,
        row(lead=["Trạm Y tế"], support=["Tổ công nghệ"]),
        row(lead=["tổ Công nghệ"], support=["Tổ công nghệ", "Công an xã"]),
    ).names

    assert [(one.name, one.key, one.count) for one in found] == [
        ("Tổ công nghệ", "to cong nghe", 3),
        ("Trạm Y tế", "tram y te", 1),
    ]


def test_name_that_two_units_fit_offers_both(commune: Territory) -> None:
    assert commune.parent
    province = factories.unit(commune.parent, "Công an tỉnh")
    own = commune.units.get(name="Công an xã")

    (found,) = preview(commune, row(lead=["Công an"])).names

    assert set(found.candidates) == {
        (f"unit:{own.pk}", "Công an xã"),
        (f"unit:{province.pk}", "Công an tỉnh"),
    }


def test_units_to_choose_from_are_ones_own_first_then_those_above(commune: Territory) -> None:
    assert commune.parent
    factories.unit(commune.parent, "Sở Nội vụ", kind=Unit.Kind.DEPARTMENT)
    factories.unit(factories.commune("Xã Hai", parent=commune.parent), "Trạm Y tế")

    assert [words for _, words in preview(commune).units] == [
        "UBND xã Điềm He (xã Điềm He)",
        "Công an xã (xã Điềm He)",
        "Sở Nội vụ (tỉnh Lạng Sơn)",
    ]


@pytest.mark.parametrize(
    ("choice", "meaning"),
    [
        ("add:", "thêm đơn vị mới"),
        ("keep:", "giữ nguyên chữ"),
        ("group:posts", "nhóm các công chức chuyên môn"),
    ],
)
def test_choice_settles_a_name_in_all_its_spellings(
    commune: Territory, choice: str, meaning: str
) -> None:
    intake = uploads.waiting(commune, row(lead=["Tổ công nghệ"], support=["TỔ CÔNG NGHỆ"]))

    found = chosen(intake, to_cong_nghe=choice)

    assert [one.meaning for role in ("chủ trì", "phối hợp") for one in parties(found.rows[0], role)]
    assert {party.meaning for _, named in found.rows[0].parties for party in named} == {meaning}
    assert found.rows[0].mark == "clear"
    assert [(one.choice, one.is_remembered) for one in found.names] == [(choice, False)]
    assert found.undecided == 0


def test_chosen_unit_is_shown_by_its_name(commune: Territory) -> None:
    police = commune.units.get(name="Công an xã")
    intake = uploads.waiting(commune, row(lead=["Tổ công nghệ"]))

    found = chosen(intake, to_cong_nghe=f"unit:{police.pk}")

    assert parties(found.rows[0], "chủ trì") == (PreviewParty("Tổ công nghệ", "Công an xã", True),)


def test_choice_of_a_unit_that_is_not_there_any_more_is_open_again(commune: Territory) -> None:
    police = commune.units.get(name="Công an xã")
    intake = uploads.waiting(commune, row(lead=["Tổ công nghệ"]))
    chosen(intake, to_cong_nghe=f"unit:{police.pk}")

    actions.correct_head(
        intake=intake, edit=lambda values: values, territory=factories.commune("Xã Hai")
    )
    intake.refresh_from_db()

    found = intake_report.build(intake)
    assert parties(found.rows[0], "chủ trì") == (PreviewParty("Tổ công nghệ", "", False),)
    assert (found.undecided, found.names[0].choice) == (1, "")


@pytest.mark.parametrize(
    ("group", "choice", "meaning"),
    [("posts", "group:posts", "nhóm các công chức chuyên môn"), ("", "keep:", "giữ nguyên chữ")],
)
def test_remembered_name_is_settled_and_may_be_decided_anew(
    commune: Territory, group: str, choice: str, meaning: str
) -> None:
    RememberedParty.objects.create(territory=commune, key="to cong nghe", group=group)

    found = preview(commune, row(lead=["Tổ công nghệ"]))

    assert parties(found.rows[0], "chủ trì") == (PreviewParty("Tổ công nghệ", meaning, True),)
    assert found.names == (
        OpenName("to cong nghe", "Tổ công nghệ", 1, (), choice, is_remembered=True),
    )
    assert found.names[0].seen == "1 lần trong bảng; đã chọn ở lần nhập trước"
    assert found.undecided == 0


def test_choice_of_today_comes_before_that_of_before(commune: Territory) -> None:
    RememberedParty.objects.create(territory=commune, key="to cong nghe", group="posts")
    intake = uploads.waiting(commune, row(lead=["Tổ công nghệ"]))

    found = chosen(intake, to_cong_nghe="keep:")

    assert parties(found.rows[0], "chủ trì")[0].meaning == "giữ nguyên chữ"
    assert [(one.choice, one.is_remembered) for one in found.names] == [("keep:", False)]


# The document


def test_head_is_said_in_words(commune: Territory) -> None:
    found = preview(commune, kind="framework", years=[2026, 2030])

    assert (found.kind, found.years, found.issued_on) == (
        "Bộ khung nhiệm vụ",
        "2026 - 2030",
        date(2026, 2, 5),
    )


def test_head_that_was_not_read_is_empty(commune: Territory) -> None:
    found = preview(commune, kind="", years=[None, None], issued_on=None)

    assert (found.kind, found.years, found.issued_on) == ("Kế hoạch", "", None)


def test_doubts_about_the_document_name_their_field(commune: Territory) -> None:
    found = preview(
        commune,
        warnings=[
            doubt(None, "number", "Không có số"),
            doubt(None, "elsewhere", "Có trang trống"),
            doubt(1, "text", "Mờ"),
        ],
    )

    assert found.doubts == ("Số, ký hiệu: Không có số", "Có trang trống")


@pytest.mark.parametrize(
    ("issuer", "told"),
    [
        ("Ủy ban nhân dân xã Điềm He", None),
        ("UBND xã Điềm He", None),
        ("UBND xã Liên Hội", "Văn bản ghi cơ quan ban hành là “UBND xã Liên Hội”, còn"),
        ("", "Văn bản không ghi cơ quan ban hành;"),
    ],
)
def test_issuer_that_is_not_the_territory_is_told(
    commune: Territory, issuer: str, told: str | None
) -> None:
    whose = "bản này sẽ là kế hoạch của Xã Điềm He."

    assert preview(commune, issuer=issuer).doubts == ((f"{told} {whose}",) if told else ())


def test_what_must_be_mended_is_part_of_the_preview(commune: Territory) -> None:
    assert preview(commune, subject="").stops == ("Chưa có trích yếu của kế hoạch.",)


# Whose plan it is


def whose(issuer: str, issued_on: str | None = "2026-02-05") -> str:
    order = ("-level", "valid_to", "code")
    return issuing_territory(
        plan(issuer=issuer, issued_on=issued_on), Territory.objects.order_by(*order)
    ).name


@pytest.fixture
def places(db: None) -> None:
    """Two communes of one name, the older ended, and one more, below a province."""
    above = factories.province(code="20")
    old, new = (factories.commune("Xã Điềm He", parent=above) for _ in range(2))
    Territory.objects.filter(pk=old.pk).update(valid_to="2025-06-30")
    Territory.objects.filter(pk=new.pk).update(valid_from="2025-07-01")
    factories.commune("Xã Hội Hoan", parent=above)


@pytest.mark.usefixtures("places")
@pytest.mark.parametrize(
    ("issuer", "found"),
    [
        ("Ủy ban nhân dân xã Điềm He", "Xã Điềm He"),
        ("UBND XÃ HỘI HOAN", "Xã Hội Hoan"),
        ("UBND tỉnh Lạng Sơn", "Tỉnh Lạng Sơn"),
        ("UBND xã Khác", "Tỉnh Lạng Sơn"),
        ("Xã", "Tỉnh Lạng Sơn"),
        ("", "Tỉnh Lạng Sơn"),
    ],
)
def test_document_is_of_the_territory_it_names_else_of_the_first(issuer: str, found: str) -> None:
    assert whose(issuer) == found


def test_day_of_issue_chooses_between_the_bearers_of_a_name() -> None:
    above = factories.province()
    old, new = (factories.commune("Xã Điềm He", parent=above) for _ in range(2))
    Territory.objects.filter(pk=old.pk).update(valid_to="2025-06-30")
    Territory.objects.filter(pk=new.pk).update(valid_from="2025-07-01")
    known = Territory.objects.order_by("-level", "code")

    def named(day: str | None) -> Territory:
        return issuing_territory(plan(issuer="UBND xã Điềm He", issued_on=day), known)

    assert (named("2025-06-30"), named("2025-07-01"), named(None)) == (old, new, above)


# Figures


def queries_of(rows: int) -> int:
    commune = uploads.diem_he()
    names = [f"Tổ {number}" for number in range(rows)]
    intake = uploads.waiting(
        commune,
        *(
            row(f"Việc {name}", support=[name, "Công an xã"], components=["1.1"], framework="papi")
            for name in names
        ),
    )
    found = Intake.objects.with_plan().get(pk=intake.pk)
    with CaptureQueriesContext(connection) as queries:
        assert len(intake_report.build(found).rows) == rows
    return len(queries)


def test_number_of_queries_is_the_same_for_3_rows_and_for_60() -> None:
    assert queries_of(3) == queries_of(60) <= 8
