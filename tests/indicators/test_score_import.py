"""A province brings its own published scores in from Excel: shown first, then all or nothing."""

from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from django.urls import reverse

from indicators.actions import score_lists
from indicators.actions.score_lists import import_scores
from indicators.models import Score
from indicators.scores import own_lists
from papi_portal.importing import Outcome, run
from plans.models import Event, Succession, User
from tests import factories
from tests.indicators.score_books import long, wide
from tests.indicators.score_pages import Facts
from tests.plans.list_pages import text

pytestmark = pytest.mark.django_db


@pytest.fixture
def facts(db: None) -> Facts:
    return Facts()


def address(facts: Facts) -> str:
    return reverse("indicators:score-import", args=[facts.province.pk])


def sent(facts: Facts, content: bytes) -> Any:
    return facts.client.post(address(facts), {"file": SimpleUploadedFile("Kết quả.xlsx", content)})


def confirmed(facts: Facts, shown: Any) -> Any:
    """Press the button of a preview."""
    page = text(shown)
    typed = {
        name: page.split(f'name="{name}" value="')[1].partition('"')[0]
        for name in ("table", "seen")
    }
    return facts.client.post(address(facts), typed, follow=True)


def row(**cells: Any) -> dict[str, Any]:
    return {"year": 2024, "province": "Lào Cai", "component": "1.1", "value": 5.5, **cells}


def stored() -> dict[str, Decimal]:
    return dict(Score.objects.filter(is_computed=False).values_list("component__code", "value"))


def test_list_is_shown_then_taken_in_with_one_event(facts: Facts) -> None:
    shown = sent(facts, long(row(), row(component="2", value=6.06)))

    assert "<dt>mới</dt> <dd>2</dd>" in text(shown)
    assert stored() == {}

    answer = confirmed(facts, shown)

    assert "Đã nhập kết quả công bố: thêm 2, sửa 0, giữ nguyên 0." in text(answer)
    assert stored() == {"1.1": Decimal("5.5"), "2": Decimal("6.06")}
    last = Event.objects.latest("pk")
    assert (last.verb, last.territory, last.actor) == (
        "scores.import",
        facts.province,
        facts.person,
    )
    assert last.sentence == "nhập kết quả công bố của tỉnh Lào Cai từ tệp: thêm 2, sửa 0"


def test_only_the_own_row_of_a_published_table_is_taken(facts: Facts) -> None:
    factories.province("Tỉnh Hà Giang", code="02")
    header = ["Tỉnh, thành phố", "1.1", "1.2"]
    rows = [header, ["Hà Giang", 4.1, 4.2], ["Lào Cai", 5.1, 5.2], ["Cả nước", 4.5, 4.6]]

    confirmed(facts, sent(facts, wide({"2024": rows})))

    assert stored() == {"1.1": Decimal("5.1"), "1.2": Decimal("5.2")}
    assert {one.territory for one in Score.objects.all()} == {facts.province}


def test_file_about_others_alone_is_refused_in_a_sentence(facts: Facts) -> None:
    answer = sent(facts, long(row(province="Hà Giang")))

    assert answer.status_code == 422
    assert "Tệp không có dòng nào của tỉnh Lào Cai." in text(answer)


def test_code_that_meant_another_province_is_told_in_its_row(facts: Facts) -> None:
    """Codes were used again on 1/7/2025: the same one is somebody else's in an earlier year."""
    facts.province.valid_from = factories.TODAY.replace(year=2025, month=7, day=1)
    facts.province.save()
    other = factories.province("Tỉnh Yên Bái")
    other.code, other.valid_to = "10", factories.TODAY.replace(year=2025, month=6, day=30)
    other.save()

    page = text(sent(facts, long(row(province=None, province_code="10"))))

    assert "Dòng này là của tỉnh Yên Bái, không phải của tỉnh Lào Cai." in page
    assert "Nhập: thêm" not in page

    Succession.objects.create(predecessor=other, successor=facts.province, kind="whole")

    assert "Nhập: thêm 1" in text(sent(facts, long(row(province=None, province_code="10"))))


def test_preview_that_is_no_longer_true_is_shown_anew(facts: Facts) -> None:
    shown = sent(facts, long(row()))
    facts.send(c1_1="5,4")

    answer = confirmed(facts, shown)

    assert answer.status_code == 409
    assert "kết quả trong cổng đã thay đổi từ lúc xem trước" in text(answer)
    assert stored() == {"1.1": Decimal("5.4")}


def test_wrong_cell_keeps_the_whole_list_out(facts: Facts) -> None:
    page = text(sent(facts, long(row(), row(component="9.9"))))

    assert "Tệp còn ô sai nên chưa nhập được dòng nào." in page
    assert stored() == {}


def test_reviewer_of_another_province_is_refused(facts: Facts) -> None:
    stranger = factories.signed_in(factories.reviewer(factories.province()))

    assert stranger.get(address(facts)).status_code == 403


def taken_in(facts: Facts, by: User, seen: str) -> Outcome:
    """Take a list of one score in, past the page."""
    table = own_lists.read(long(row()), facts.province)
    return import_scores(
        province=facts.province, table=table, seen=seen, by=factories.viewer(by), at=factories.NOW
    )


def test_past_the_page_no_other_brings_scores_in_either(facts: Facts) -> None:
    officer = factories.officer(facts.province)

    with pytest.raises(PermissionDenied):
        taken_in(facts, officer, "x")


def test_score_that_another_list_brought_at_that_moment_is_shown_anew(
    facts: Facts, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = taken_in(facts, facts.person, "").fingerprint

    def meanwhile(*args: Any, **asked: Any) -> Outcome:
        """Write what another list wrote, and then the same: the database refuses it."""
        monkeypatch.setattr(score_lists, "run", run)
        kept = {"territory": facts.province, "component": facts.component("1.1"), "year": 2024}
        Score.objects.create(**kept, value=Decimal(6), source="Báo cáo PAPI")
        raise IntegrityError

    monkeypatch.setattr(score_lists, "run", meanwhile)
    outcome = taken_in(facts, facts.person, seen)

    assert (outcome.created, outcome.updated) == (0, 1)
    assert stored() == {"1.1": Decimal(6)}
    assert not Event.objects.filter(verb="scores.import").exists()
