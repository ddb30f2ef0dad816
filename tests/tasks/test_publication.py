"""The administrators' page about the public page of their province."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from indicators.models import Target
from plans import actions
from plans.access import Role
from plans.models import (
    Event,
    Plan,
    PlanBasis,
    PlanSection,
    Publication,
    Territory,
    Unit,
)
from tasks.models import Task
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
    seen = browser.get(f"{address(province)}preview/").content.decode()

    assert "Đang tắt" in page
    assert "Kế hoạch được hiển thị (1)" in page
    assert f'href="{address(province)}preview/"' in page
    assert '<span lang="vi">Xã Một</span>' in seen
    assert "Nhiệm vụ 1" in seen
    assert 'href="/public/' not in page + seen
    assert not Publication.objects.exists()


def test_switching_on_needs_the_confirmation(province: Territory) -> None:
    browser = factories.signed_in(administrator())

    refused = browser.post(address(province), {"licence": "Tự do"})

    assert refused.status_code == 422
    assert "Hãy xem trước những gì sẽ hiển thị rồi đánh dấu vào ô này." in refused.content.decode()
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


def test_what_is_refused_past_the_page_shows_nothing(province: Territory) -> None:
    keeper, reviewer = (
        factories.viewer(administrator()),
        factories.viewer(factories.reviewer(province)),
    )

    for place, by in ((province, reviewer), (factories.commune(parent=province), keeper)):
        with pytest.raises(PermissionDenied):
            actions.publish(province=place, licence="Tự do", by=by, at=factories.NOW)

    assert not Publication.objects.exists()


def test_what_is_done_already_is_not_told_again(province: Territory) -> None:
    plan = factories.issued_plan(factories.commune(parent=province))
    by = factories.viewer(administrator())
    switched_on(province)
    actions.keep_out(plan=plan, province=province, by=by, at=factories.NOW)
    actions.show_again(plan=plan, province=province, by=by, at=factories.NOW)
    told = Event.objects.count()

    switched_on(province)
    actions.show_again(plan=plan, province=province, by=by, at=factories.NOW)

    assert Publication.objects.get().is_shown
    assert Event.objects.count() == told


def test_plan_is_kept_out_before_the_page_is_switched_on(province: Territory) -> None:
    plan = factories.issued_plan(factories.commune(parent=province), number="7/KH")
    browser = factories.signed_in(administrator())
    before = browser.get(address(province)).content.decode()
    assert f'formaction="/plans/{plan.pk}/public/" name="out" value="1"' in before

    browser.post(f"/plans/{plan.pk}/public/", {"out": "1"})
    browser.post(f"/plans/{plan.pk}/public/", {"out": "1"})

    page = browser.get(address(province)).content.decode()
    assert "Kế hoạch được hiển thị (0)" in page
    assert "Không công khai (1)" in page
    assert f'formaction="/plans/{plan.pk}/public/" name="back" value="1"' in page
    assert Event.objects.filter(verb="publication.keep_out").count() == 1
    switched_on(province)
    assert asked(f"/public/20/plans/{plan.pk}/").status_code == 404


def test_who_is_named_anywhere_in_a_plan_is_told_once(province: Territory) -> None:
    plans = [factories.issued_plan(factories.commune(parent=province)) for _ in range(2)]
    (task, _) = Task.objects.all()
    names = [f"ông Lò Văn {end}" for end in ("An", "Ba", "Chín", "Dân", "Em", "Giang", "Hai")]
    fields = ("title", "text", "lead_text", "support_text", "deadline_text", "output")
    Task.objects.filter(pk=task.pk).update(**dict(zip(fields, names, strict=False)))
    Plan.objects.filter(pk=plans[0].pk).update(subject=f"Giao {names[6]}")
    factories.party(task, "lead", text="ông Lò Văn Kim", unit=None)
    PlanSection.objects.create(plan=plans[0], part="body", position=1, heading="ông Lò Văn Lâm")
    Target.objects.create(
        plan=plans[0],
        component=factories.component(factories.framework(), "1"),
        position=1,
        year=2026,
        kind="score_min",
        value=1,
        text="ông Lò Văn Minh",
    )
    Task.objects.exclude(pk=task.pk).update(text="Theo gương Lò Văn Nam, xã Hoàng Văn Thụ")
    factories.commune("Xã Hoàng Văn Thụ", parent=province)

    found = factories.signed_in(administrator()).get(address(province)).context["preview"].naming

    told = [*names, "ông Lò Văn Kim", "ông Lò Văn Lâm", "ông Lò Văn Minh"]
    assert [(one.words, one.plans) for one in found.left_out] == [
        (name, (plans[0],)) for name in sorted(told)
    ]
    assert [(one.words, one.plans) for one in found.doubtful] == [("Lò Văn Nam", (plans[1],))]


def test_page_tells_what_is_left_out_and_the_example_leaves_it_out(province: Territory) -> None:
    plan = factories.issued_plan(factories.commune(parent=province))
    Task.objects.filter(plan=plan).update(text="Gọi ông Nguyễn Văn Bình, 0912 345 678")

    browser = factories.signed_in(administrator())
    page = browser.get(address(province)).content.decode()
    seen = browser.get(f"{address(province)}preview/").content.decode()

    assert "ông Nguyễn Văn Bình" in page
    assert "0912 345 678" in page
    assert "Ví dụ một kế hoạch" in seen
    assert "Gọi ông …, …" in seen
    assert "Nguyễn Văn Bình" not in seen


def test_page_tells_which_plans_the_portal_hides_and_why(province: Territory) -> None:
    place = factories.commune(parent=province)
    secret, kept, after = (factories.issued_plan(place, number=f"{n}/KH") for n in range(3))
    Plan.objects.filter(pk=secret.pk).update(subject="Kế hoạch (Mật)")
    PlanBasis.objects.create(plan=after, position=1, relation="amends", text="Sửa", document=kept)
    browser = factories.signed_in(administrator())
    browser.post(f"/plans/{kept.pk}/public/", {"out": "1"})

    answer = browser.get(address(province))

    preview = answer.context["preview"]
    assert (preview.plans, [one.plan for one in preview.kept_out]) == ((), [kept])
    assert {(one.plan, one.before) for one in preview.hidden} == {(secret, None), (after, kept)}
    assert "Kế hoạch số 1/KH của" in answer.content.decode()
    assert "là văn bản mật" in answer.content.decode()


def test_plan_that_is_kept_out_is_not_in_the_preview(province: Territory) -> None:
    place = factories.commune(parent=province)
    shown, kept = (factories.issued_plan(place, number=f"{n}/KH") for n in (1, 2))
    browser = factories.signed_in(administrator())
    browser.post(f"/plans/{kept.pk}/public/", {"out": "1"})

    seen = browser.get(f"{address(province)}preview/").context["seen"]

    assert [one.plan for one in seen.page.places if one.territory == place] == [shown]
    assert seen.example.plan == shown


def test_province_without_plans_has_a_preview(province: Territory) -> None:
    seen = factories.signed_in(administrator()).get(f"{address(province)}preview/")

    assert "Chưa có kế hoạch nào của tỉnh được công khai" in seen.content.decode()
    assert "Ví dụ một kế hoạch" not in seen.content.decode()


@pytest.mark.parametrize("part", ["", "preview/"])
def test_page_takes_as_many_queries_for_many_plans_as_for_few(
    province: Territory, part: str
) -> None:
    browser = factories.signed_in(administrator())

    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            browser.get(address(province) + part)
        return len(seen)

    factories.issued_plan(factories.commune(parent=province))
    few = queries()
    for _ in range(4):
        factories.issued_plan(factories.commune(parent=province), tasks=3)

    assert queries() == few
