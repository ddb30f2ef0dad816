"""The page of what one plan leaves uncovered."""

from decimal import Decimal

import pytest

from indicators.models import Score
from tasks import actions
from tests import factories

pytestmark = pytest.mark.django_db


def test_page_shows_each_kind_of_gap_with_its_rows() -> None:
    made, commune = factories.framework(), factories.commune()
    made.components.filter(code="2.2").update(broken_years=[2025])
    for year, value in ((2024, "5.2"), (2025, "4.8")):
        Score.objects.create(
            component=factories.component(made, "2"),
            territory=commune.parent,
            year=year,
            value=Decimal(value),
            source="Báo cáo PAPI",
        )
    plan = factories.plan(commune)
    factories.task(plan, components=(factories.component(made, "1.1"),))
    police = factories.unit(commune)
    factories.task(plan, lead=police)
    bare = factories.task(plan)
    bare.parties.all().delete()
    actions.issue_plan(plan=plan, by=None, at=factories.NOW)
    person = factories.member(factories.unit(commune, "Hội Phụ nữ"))

    client = factories.signed_in(person)
    shown = client.get(f"/plans/{plan.pk}/coverage/").content.decode()

    for words in (
        "1.2. Thành phần 1.2",
        "2.1. Thành phần 2.1",
        f'<a href="{bare.get_absolute_url()}">3) Nhiệm vụ 3</a>',
        "chưa xác định đơn vị",
        f'<a href="{police.get_absolute_url()}">Công an xã</a>',
        "2. Nội dung 2: 5,20 → 4,80",
        "(trong đó 2.2: cách đo đổi từ năm 2025, điểm của mọi tỉnh cùng thay đổi)",
        "chưa có nhiệm vụ mới",
        "So điểm năm 2025 với năm liền trước",
    ):
        assert words in shown
    detail = client.get(plan.get_absolute_url()).content.decode()
    assert f'href="/plans/{plan.pk}/coverage/"' in detail


def test_plan_without_gaps_says_so() -> None:
    commune = factories.commune()
    plan = factories.issued_plan(commune)

    client = factories.signed_in(factories.officer(commune))
    shown = client.get(f"/plans/{plan.pk}/coverage/").content.decode()

    for words in (
        "Cổng chưa có bộ tiêu chí PAPI của năm 2026.",
        "Mọi nhiệm vụ đều có cơ quan chủ trì.",
        "Đơn vị nào cũng có người ghi tiến độ.",
        "Cổng chưa có điểm hai năm liền của tỉnh để so.",
    ):
        assert words in shown
