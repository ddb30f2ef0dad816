"""The administrators' page about the public page of their province."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plans.access import Role
from plans.models import Event, Publication, Territory, Unit
from tests import factories
from tests.tasks.showing_all import administrator, asked, switched_on

pytestmark = pytest.mark.django_db


@pytest.fixture
def province() -> Territory:
    return factories.province("Tỉnh Lạng Sơn", code="20")


def address(province: Territory) -> str:
    return f"/territories/{province.pk}/public/"


def test_page_shows_beforehand_what_everybody_would_see(province: Territory) -> None:
    factories.issued_plan(factories.commune("Xã Một", parent=province), number="1/KH-UBND")
    browser = factories.signed_in(administrator())

    page = browser.get(address(province)).content.decode()

    assert "Đang tắt" in page
    assert "Kế hoạch được hiển thị (1)" in page
    assert "Xã Một" in page
    assert "Nhiệm vụ 1" in page
    assert 'href="/public/' not in page
    assert not Publication.objects.exists()


def test_switching_on_needs_the_confirmation(province: Territory) -> None:
    browser = factories.signed_in(administrator())

    refused = browser.post(address(province), {"licence": "Tự do"})

    assert refused.status_code == 422
    assert "Hãy xem nội dung ở dưới rồi đánh dấu vào ô này." in refused.content.decode()
    assert asked("/public/20/").status_code == 404


def test_switching_on_and_off_is_in_the_trail(province: Territory) -> None:
    browser = factories.signed_in(administrator())

    browser.post(address(province), {"licence": "Tự do", "confirmed": "1"})
    assert asked("/public/20/").status_code == 200
    browser.post(address(province), {"licence": "Ghi rõ nguồn"})
    browser.post(address(province), {"off": "1"})
    assert asked("/public/20/").status_code == 404
    browser.post(address(province), {"off": "1"})

    entries = Event.objects.filter(verb__startswith="publication.").order_by("pk")
    assert [(one.verb, one.sentence) for one in entries] == [
        ("publication.on", "mở công khai: Tự do"),
        (
            "publication.on",
            "sửa điều kiện sử dụng dữ liệu của trang công khai: Ghi rõ nguồn",
        ),
        ("publication.off", "tắt công khai"),
    ]
    assert {one.territory for one in entries} == {province}


def test_administrator_of_the_province_switches_it_and_no_other(province: Territory) -> None:
    office = factories.unit(province, "Sở Nội vụ", kind=Unit.Kind.DEPARTMENT)
    own = factories.signed_in(factories.member(office, Role.ADMIN))
    other = factories.unit(factories.province("Tỉnh khác"), "Sở Nội vụ")
    stranger = factories.signed_in(factories.member(other, Role.ADMIN))
    reviewer = factories.signed_in(factories.reviewer(province))

    typed = {"confirmed": "1"}
    assert stranger.post(address(province), typed).status_code == 404
    assert reviewer.post(address(province), typed).status_code == 403
    assert not Publication.objects.exists()
    assert own.post(address(province), typed).status_code == 302
    assert Publication.objects.get().is_shown
    assert address(province) in own.get(province.get_absolute_url()).content.decode()
    assert address(province) not in reviewer.get(province.get_absolute_url()).content.decode()


def test_commune_has_no_public_page_of_its_own(province: Territory) -> None:
    commune = factories.commune(parent=province)

    assert factories.signed_in(administrator()).get(address(commune)).status_code == 404


def test_plan_is_kept_out_before_the_page_is_switched_on(province: Territory) -> None:
    plan = factories.issued_plan(factories.commune(parent=province), number="7/KH")
    browser = factories.signed_in(administrator())

    browser.post(f"/plans/{plan.pk}/public/", {"out": "1"})
    browser.post(f"/plans/{plan.pk}/public/", {"out": "1"})

    page = browser.get(address(province)).content.decode()
    assert "Kế hoạch được hiển thị (0)" in page
    assert "Không công khai (1)" in page
    assert Event.objects.filter(verb="publication.keep_out").count() == 1
    switched_on(province)
    assert asked(f"/public/20/plans/{plan.pk}/").status_code == 404


def test_plan_that_seems_to_name_people_is_marked(province: Territory) -> None:
    plan = factories.plan(factories.commune(parent=province))
    factories.task(plan, text="Giao ông Nguyễn Văn Bình theo dõi")
    plan.state = "issued"
    plan.save()

    page = factories.signed_in(administrator()).get(address(province)).content.decode()

    assert "dường như nêu tên người" in page
    assert "Nguyễn Văn Bình" not in page


def test_page_takes_as_many_queries_for_many_plans_as_for_few(province: Territory) -> None:
    browser = factories.signed_in(administrator())

    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            browser.get(address(province))
        return len(seen)

    factories.issued_plan(factories.commune(parent=province))
    few = queries()
    for _ in range(4):
        factories.issued_plan(factories.commune(parent=province), tasks=3)

    assert queries() == few
