"""The national mean typed beside the scores of a province, and what typing refuses."""

import re
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from indicators import actions
from indicators.models import Score
from indicators.scores import typed_sets
from plans.models import Event
from tests import factories
from tests.indicators import published
from tests.indicators.score_pages import PUBLISHED_ON, Facts
from tests.indicators.scored import Scored
from tests.plans.list_files import administrator
from tests.plans.list_pages import text

pytestmark = pytest.mark.django_db


@pytest.fixture
def facts(db: None) -> Facts:
    return Facts()


def test_mean_is_kept_as_published_changed_and_taken_back(facts: Facts) -> None:
    facts.send(c1=("5,5", "", "", "", "5,12"), c2=("", "", "", "", "6,01"))

    means = Score.objects.filter(territory=None)
    assert {one.component.code: one.value for one in means} == {
        "1": Decimal("5.12"),
        "2": Decimal("6.01"),
    }
    assert set(means.values_list("source", "published_on", "year", "is_computed")) == {
        ("Báo cáo PAPI", PUBLISHED_ON, 2024, False)
    }
    page = text(facts.client.get(facts.address()))
    assert 'aria-label="Trung bình cả nước công bố, 1. Nội dung 1"' in page
    assert 'value="5,12"' in page

    facts.client = factories.signed_in(administrator())
    facts.send(c1=("5,5", "", "", "", "5,2"))

    assert means.get().value == Decimal("5.2")
    last = Event.objects.first()
    assert last is not None
    assert last.sentence.endswith("thêm 0, sửa 1, bỏ 1")
    assert last.details["changes"] == [
        [
            "1 (cả nước)",
            "5,12; Báo cáo PAPI; 15/04/2025",
            "5,2; Báo cáo PAPI; 15/04/2025",
        ],
        ["2 (cả nước)", "6,01; Báo cáo PAPI; 15/04/2025", ""],
    ]


def test_mean_that_stands_is_everybodys_and_not_changed_by_one_province(facts: Facts) -> None:
    published.score(None, facts.component("1"), 2024, "5.3")

    page = text(facts.client.get(facts.address()))
    facts.send(c1=("5,5", "", "", "", "9,9"), c2=("", "", "", "", "6,01"))

    field = re.search(rf'<input[^>]* name="mean-{facts.component("1").pk}"[^>]*>', page)
    assert field
    assert 'value="5,3"' in field[0]
    assert " disabled" in field[0]
    kept = {one.component.code: one.value for one in Score.objects.filter(territory=None)}
    assert kept == {"1": Decimal("5.3"), "2": Decimal("6.01")}


def test_mean_that_stands_is_not_changed_past_the_form_either(facts: Facts) -> None:
    component = facts.component("1")
    mean = published.score(None, component, 2024, "5.3")

    with pytest.raises(PermissionDenied):
        actions.enter_scores(
            province=facts.province,
            year=2024,
            framework=facts.framework,
            entries={},
            means={component.pk: actions.Entry(Decimal("9.9"))},
            source="Báo cáo PAPI",
            published_on=None,
            seen=typed_sets.said_together({}, {component.pk: mean}),
            by=factories.viewer(facts.person),
            at=factories.NOW,
        )

    mean.refresh_from_db()
    assert mean.value == Decimal("5.3")


def test_mean_changed_meanwhile_is_shown_and_not_overwritten(facts: Facts) -> None:
    typed = facts.typed(c1=("5,5", "", "", "", "5,12"))
    published.score(None, facts.component("1"), 2024, "5.3")

    answer = facts.client.post(facts.address(), typed)

    assert answer.status_code == 409
    assert "1. Nội dung 1 (cả nước): lúc mở chưa có → bây giờ <b>5,3" in text(answer)
    assert Score.objects.get().value == Decimal("5.3")


@pytest.mark.parametrize(
    ("cells", "more", "sentence"),
    [
        (("5", "", "", "", "10,1"), {}, "10,1 nằm ngoài thang điểm 1 – 10"),
        (("5,12345",), {}, "5,12345 có nhiều số lẻ hơn mức cổng giữ"),
        (("45060",), {}, "45.060 nằm ngoài thang điểm 1 – 10"),
        (("5", "", "5", "900"), {}, "Năm 2024 cả nước chỉ có 63 tỉnh, thành phố"),
        (("5",), {"published_on": "01/12/2024"}, "Ngày công bố 01/12/2024 sớm hơn ngày cuối"),
        (("5",), {"published_on": "01/12/2099"}, "Ngày công bố 01/12/2099 chưa tới."),
    ],
)
def test_what_cannot_be_is_refused_with_its_reason(
    facts: Facts, cells: tuple[str, ...], more: dict[str, str], sentence: str
) -> None:
    answer = facts.client.post(facts.address(), facts.typed(c1=cells) | more)

    assert answer.status_code == 422
    assert sentence in text(answer)
    assert not Score.objects.exists()


def test_goal_beyond_the_scale_of_the_whole_is_refused() -> None:
    scored = Scored()
    most = scored.component("0").scale_max
    place = reverse("indicators:what-if", args=[scored.province.pk])

    answer = scored.client.get(place, {"points": str(int(most) + 1)})

    assert answer.status_code == 422
    assert f"Ghi số điểm lớn hơn 0, không quá {int(most)}, ví dụ 46,40." in text(answer)
    assert scored.client.get(place, {"points": str(int(most))}).status_code == 200


def test_comparison_names_the_publication_of_the_parts_where_the_whole_is_a_sum() -> None:
    scored = Scored()
    wholes = Score.objects.filter(component__depth__lte=1)
    wholes.update(
        source="Cổng theo dõi PAPI tính tổng từ các thành phần đã công bố", is_computed=True
    )
    Score.objects.filter(is_computed=False).update(published_on=PUBLISHED_ON)

    place = f"{reverse('indicators:compare')}?place={scored.province.pk}&year=2024"

    page = text(scored.client.get(place))
    assert "Nguồn: Báo cáo PAPI (công bố 15/04/2025)." in page
    assert "tính tổng từ" not in page
