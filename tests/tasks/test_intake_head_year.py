"""A corrected year leads rows to that year's indices, and the page says so."""

import pytest

from tests.tasks import uploads
from tests.tasks.intake_pages import Facts, address, follow
from tests.tasks.reading.written_plans import row

pytestmark = pytest.mark.django_db
OPENNESS = [["2", "Công khai, minh bạch trong việc ra quyết định ở địa phương"]]


def poor_households(code: str) -> dict[str, object]:
    return row(
        headings=OPENNESS, title="Danh sách hộ nghèo", framework="papi-2021", components=[code]
    )


@pytest.mark.parametrize(
    ("year", "linked", "told", "not_told"),
    [
        (
            2020,
            ["papi-2019", "papi-2021"],
            ("1 dòng đã được gắn lại theo bộ tiêu chí dùng cho năm 2020.", "1 dòng đã tự chọn"),
            (),
        ),
        (2026, ["papi-2021", "papi-2021"], (), ("gắn lại", "tự chọn")),
    ],
)
def test_saved_year_tells_what_became_of_the_rows(
    db: None, year: int, linked: list[str], told: tuple[str, ...], not_told: tuple[str, ...]
) -> None:
    facts = Facts()
    uploads.indices()
    intake = facts.waiting(poor_households("2.2"), poor_households("2.3"))
    typed = {
        "territory": intake.territory_id,
        "kind": "plan",
        "subject": "Nâng cao Chỉ số PAPI",
        "year_from": year,
        "year_to": year,
    }

    page = follow(facts.client, facts.client.post(address("intake-head", intake.pk), typed))

    intake.refresh_from_db()
    assert [one["framework"] for one in intake.values["rows"]] == linked
    assert all(words in page for words in ("Đã lưu thông tin văn bản.", *told))
    assert not any(words in page for words in not_told)
    assert "không dùng cho năm 2020" in page or year == 2026
    assert intake.version == 2
