"""What must be mended before a document is taken in is said, each in a sentence."""

from typing import Any

import pytest

from plans.models import Plan, Succession, Territory
from tasks import actions
from tasks.actions import LockedError
from tasks.actions.intake import hard_stops
from tasks.issuing import ODD_YEARS
from tasks.reading import edits
from tests import factories
from tests.tasks import uploads
from tests.tasks.actions.confirming import confirm
from tests.tasks.reading.written_plans import row

pytestmark = pytest.mark.django_db


@pytest.fixture
def commune(db: None) -> Territory:
    return uploads.diem_he()


def stops(territory: Territory, **changes: Any) -> list[str]:
    return list(hard_stops(uploads.waiting(territory, **changes)))


def test_good_document_has_no_stop(commune: Territory) -> None:
    assert stops(commune) == []


def test_document_without_rows_or_with_all_left_out_is_stopped(commune: Territory) -> None:
    intake = uploads.waiting(commune, row())
    dropped = actions.edit_intake(
        intake=intake, edit=lambda values: edits.drop(values, 1, dropped=True)
    )

    assert stops(commune, rows=[]) == ["Không còn dòng nào để nhập."]
    assert list(hard_stops(dropped)) == ["Không còn dòng nào để nhập."]


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"subject": ""}, "Chưa có trích yếu của kế hoạch."),
        ({"years": [None, None]}, "Chưa có năm thực hiện của kế hoạch."),
        ({"years": [2026, None]}, "Chưa có năm thực hiện của kế hoạch."),
        ({"years": [2027, 2026]}, "Năm kết thúc không được trước năm bắt đầu."),
        (
            {"number": "1" * 51},
            "Văn bản: mục “số, ký hiệu” dài quá 50 ký tự; hãy rút gọn.",
        ),
        (
            {"subject": "a" * 501},
            "Văn bản: mục “trích yếu” dài quá 500 ký tự; hãy rút gọn.",
        ),
        (
            {"rows": [row(), row(title="a" * 501)]},
            "Dòng 2: mục “nội dung” dài quá 500 ký tự; hãy rút gọn.",
        ),
        (
            {"rows": [row(label="a" * 21)]},
            "Dòng 1: mục “ký hiệu” dài quá 20 ký tự; hãy rút gọn.",
        ),
        (
            {"rows": [row(deadline={**row()["deadline"], "raw": "a" * 301})]},
            "Dòng 1: mục “thời gian như văn bản ghi” dài quá 300 ký tự; hãy rút gọn.",
        ),
        (
            {"rows": [row(support=["UBND xã", "a" * 301])]},
            f"Dòng 1: tên “{'a' * 60}…” dài quá 300 ký tự; hãy tách.",
        ),
    ],
)
def test_what_cannot_be_written_whole_is_named(
    commune: Territory, changes: dict[str, Any], told: str
) -> None:
    intake = uploads.waiting(commune, **changes)

    assert list(hard_stops(intake)) == [told]
    with pytest.raises(LockedError, match=told[:20]):
        confirm(intake)
    assert not Plan.objects.exists()


def test_overlong_row_that_is_left_out_stops_nothing(commune: Territory) -> None:
    intake = uploads.waiting(commune, row(), row(title="a" * 501))
    dropped = actions.edit_intake(
        intake=intake, edit=lambda values: edits.drop(values, 2, dropped=True)
    )

    assert list(hard_stops(dropped)) == []


def test_longest_texts_are_written_whole(commune: Territory) -> None:
    longest = row("ạ" * 20_000, label="a" * 20, title="ạ" * 500, lead=["ạ" * 300])
    longest["deadline"] = {**longest["deadline"], "raw": "ạ" * 300}
    intake = uploads.waiting(
        commune,
        longest,
        number="1" * 50,
        subject="ạ" * 500,
        place="ạ" * 100,
        signed_for="ạ" * 150,
        signatory_post="ạ" * 150,
        signatory="ạ" * 100,
        appendix_title="ạ" * 500,
    )

    plan = confirm(intake)

    task = plan.tasks.get()
    assert (plan.subject, task.text, task.lead_text) == ("ạ" * 500, "ạ" * 20_000, "ạ" * 300)
    assert task.parties.get().text == "ạ" * 300


def test_territory_that_ended_names_its_successors(commune: Territory) -> None:
    new = factories.commune("Xã Khánh Khê", parent=commune.parent)
    Succession.objects.create(predecessor=commune, successor=new, kind="whole")
    Territory.objects.filter(pk=commune.pk).update(valid_to="2025-06-30")
    commune.refresh_from_db()

    (told,) = stops(commune)

    assert told == (
        "Xã Điềm He đã kết thúc ngày 30/06/2025, còn văn bản ban hành ngày 05/02/2026."
        " Có thể là kế hoạch của: Xã Khánh Khê."
    )


def test_territory_that_had_not_begun_names_its_predecessors(commune: Territory) -> None:
    old = [factories.commune(name, parent=commune.parent) for name in ("Xã Liên Hội", "Xã Lạ")]
    for one in old:
        Succession.objects.create(predecessor=one, successor=commune, kind="whole")
    Territory.objects.filter(pk=commune.pk).update(valid_from="2025-07-01")
    commune.refresh_from_db()

    (told,) = stops(commune, issued_on="2024-05-30")

    assert told.startswith(
        "Xã Điềm He chỉ có từ ngày 01/07/2025, còn văn bản ban hành ngày 30/05/2024."
    )
    assert all(one.name in told for one in old)


@pytest.mark.parametrize("day", ["2025-06-30", "2025-07-01"])
def test_first_and_last_day_of_a_territory_are_its_own(day: str) -> None:
    old, new = (uploads.diem_he() for _ in range(2))
    Territory.objects.filter(pk=old.pk).update(valid_to="2025-06-30")
    Territory.objects.filter(pk=new.pk).update(valid_from="2025-07-01")

    for place in (old, new):
        place.refresh_from_db()
        is_stopped = bool(stops(place, issued_on=day))
        assert is_stopped is (place == (new if day == "2025-06-30" else old))


def test_document_without_a_day_is_not_held_against_the_territorys_time(
    commune: Territory,
) -> None:
    Territory.objects.filter(pk=commune.pk).update(valid_to="2025-06-30")
    commune.refresh_from_db()

    assert stops(commune, issued_on=None) == []


def test_number_that_exists_already_is_named(commune: Territory) -> None:
    uploads.confirmed(uploads.waiting(commune))

    assert stops(commune) == [
        "Kế hoạch số 12/KH-UBND ngày 05/02/2026 đã có trong cổng; hãy kiểm tra số, ngày."
    ]
    assert stops(commune, issued_on="2026-02-06") == []
    assert stops(commune, kind="decision") == []
    assert stops(commune, number="") == []


def test_number_of_another_commune_is_no_obstacle(commune: Territory) -> None:
    uploads.confirmed(uploads.waiting(commune))

    assert stops(uploads.diem_he()) == []


def test_number_taken_between_the_look_and_the_confirmation_is_refused(
    commune: Territory,
) -> None:
    first, second = uploads.waiting(commune), uploads.waiting(commune)
    confirm(first)

    with pytest.raises(LockedError, match="đã có trong cổng"):
        confirm(second)

    second.refresh_from_db()
    assert second.is_waiting
    assert Plan.objects.count() == 1


def test_number_taken_after_the_last_check_is_refused_too(
    commune: Territory, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = uploads.waiting(commune), uploads.waiting(commune)
    confirm(first)
    monkeypatch.setattr("tasks.actions.intake.hard_stops", lambda _: ())

    with pytest.raises(LockedError, match="cùng loại, cùng số, cùng ngày"):
        confirm(second)

    second.refresh_from_db()
    assert second.is_waiting


@pytest.mark.parametrize(
    ("years", "is_stopped"),
    [((1999, 2026), True), ((2026, 2101), True), ((2000, 2100), False), ((20266, 20266), True)],
)
def test_years_that_no_plan_is_for_are_stopped(
    commune: Territory, years: tuple[int, int], is_stopped: bool
) -> None:
    assert stops(commune, years=years) == ([ODD_YEARS] if is_stopped else [])


def test_territory_without_a_ubnd_is_stopped() -> None:
    commune = factories.commune()
    reviewer = factories.viewer(factories.reviewer(commune.parent or commune))

    (told,) = hard_stops(uploads.waiting(commune, by=reviewer))

    assert told == "Xã Điềm He chưa có UBND trong danh sách đơn vị; thêm UBND rồi nhập lại."
