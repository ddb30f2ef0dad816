"""The other tables about scores as workbooks: frameworks, targets, what would close a gap."""

from decimal import Decimal

import pytest
from django.urls import reverse

from indicators.models import Target
from tests import factories
from tests.indicators import published
from tests.indicators.scored import Scored
from tests.papi_portal.workbooks import opened

pytestmark = pytest.mark.django_db


def test_version_goes_out_with_its_scales() -> None:
    published.load_papi()
    client = factories.signed_in(factories.reviewer(factories.province()))

    response = client.get(reverse("indicators:framework-workbook", args=["papi-2021"]))

    page = opened(response.content)["Bộ tiêu chí"]
    assert page["A1"].value == "PAPI, từ năm 2021"
    assert [cell.value for cell in page[5]][:2] == ["1", "Tham gia của người dân ở cấp cơ sở"]
    assert [page["D4"].value, page["E4"].value] == [10, 80]
    assert page["E4"].number_format == "0.00"


def test_two_versions_go_out_side_by_side() -> None:
    published.load_papi()
    client = factories.signed_in(factories.reviewer(factories.province()))
    place = reverse("indicators:framework-workbook", args=["papi-2021"])

    response = client.get(f"{place}?against=papi-2018")

    page = opened(response.content)["So sánh"]
    assert [cell.value for cell in page[3]][:3] == ["năm 2018", "từ năm 2021", "Thay đổi"]
    assert client.get(f"{place}?against=par-1").status_code == 404


def test_targets_go_out_with_what_came_of_them() -> None:
    scored = Scored()
    plan = factories.issued_plan(scored.province)
    Target.objects.create(
        plan=plan,
        component=scored.component("0"),
        position=1,
        year=2024,
        kind=Target.Kind.SCORE_MIN,
        value=Decimal("6.40"),
        text="đạt 6,40 điểm trở lên",
    )

    response = scored.client.get(reverse("tasks:plan-targets-file", args=[plan.pk]))

    page = opened(response.content)["Mục tiêu"]
    assert page["A2"].value == "Nguồn: Báo cáo PAPI."
    assert [cell.value for cell in page[4]] == [
        "PAPI",
        "đạt 6,40 điểm trở lên",
        2024,
        "6,00 điểm",
        "chưa đạt",
        -0.4,
        "điểm",
        None,
    ]


def test_what_would_close_a_gap_goes_out_for_the_typed_points() -> None:
    scored = Scored()
    scored.province = scored.others[-1]
    place = reverse("indicators:what-if-workbook", args=[scored.province.pk])

    response = scored.client.get(f"{place}?points=6,00")

    page = opened(response.content)["Mục tiêu 1"]
    assert page["A1"].value == "Tỉnh 2 năm 2024, tới điểm đã nhập"
    assert [cell.value for cell in page[5]] == ["1.1. Thành phần 1.1", 6.2, 6.22, 1, 0.02, 0.02]
    assert scored.client.get(f"{place}?points=x").status_code == 404
