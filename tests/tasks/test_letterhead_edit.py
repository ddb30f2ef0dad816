"""The form by which a body says how its documents begin and end."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.urls import reverse

from plans.access import Viewer
from plans.models import Event, Letterhead, Unit
from tasks import actions
from tasks.actions.letterheads import save_letterhead
from tasks.reports import quarterly
from tests import factories

pytestmark = pytest.mark.django_db
TYPED = {
    "superior": "",
    "issuer": "ỦY BAN NHÂN DÂN\nXÃ ĐIỀM HE",
    "symbol": "UBND",
    "place": "Điềm He",
    "addressees": "Ủy ban nhân dân tỉnh Lạng Sơn\nSở Nội vụ",
    "signed_for": "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH",
    "signatory_post": "PHÓ CHỦ TỊCH",
    "signatory": "Hà Văn A",
    "recipients": "- Như trên;\n- Lưu: VT.",
    "version": 0,
}


def address(unit: Unit, query: str = "") -> str:
    return reverse("tasks:letterhead-edit", args=[unit.pk]) + query


def answer(unit: Unit, query: str = "", **typed: Any) -> Any:
    client = factories.signed_in(factories.member(unit))
    return client.post(address(unit, query), {**TYPED, **typed})


def save(unit: Unit, by: Viewer) -> Letterhead:
    """Save a first letterhead, past the form."""
    words = dict.fromkeys(Letterhead.WORDS, "Khác")
    return save_letterhead(unit=unit, plan=None, words=words, version=0, by=by, at=factories.NOW)


def test_form_begins_with_what_the_name_suggests() -> None:
    unit = factories.committee(factories.commune())

    page = factories.signed_in(factories.member(unit)).get(address(unit)).content.decode()

    assert "XÃ ĐIỀM HE</textarea>" in page
    assert "TM. ỦY BAN NHÂN DÂN" in page


def test_what_is_typed_is_kept_and_the_trail_says_so() -> None:
    unit = factories.committee(factories.commune())

    response = answer(unit)

    assert response["Location"] == unit.get_absolute_url()
    stands = Letterhead.objects.get(unit=unit)
    assert (stands.plan, stands.version) == (None, 1)
    assert {name: getattr(stands, name) for name in Letterhead.WORDS} == {
        name: TYPED[name] for name in Letterhead.WORDS
    }
    entry = Event.objects.get(verb="letterhead.save")
    assert entry.sentence == f"ghi thể thức văn bản của {unit}"
    assert entry.details["signatory"] == ["", "Hà Văn A"]


def test_post_that_no_name_suggests_is_asked_for() -> None:
    unit = factories.unit(factories.commune(), "Công an xã")

    page = factories.signed_in(factories.member(unit)).get(address(unit))
    response = answer(unit, signatory_post="")

    assert page.context["form"]["signatory_post"].value() == ""
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["signatory_post"]


def test_plan_may_have_its_own() -> None:
    plan = factories.issued_plan(factories.commune())
    answer(plan.issuer)

    response = answer(plan.issuer, f"?plan={plan.pk}", signatory="Lê Thị B")

    assert response["Location"] == plan.get_absolute_url()
    assert Letterhead.objects.get(plan=plan).signatory == "Lê Thị B"
    assert Letterhead.objects.get(plan=None).signatory == "Hà Văn A"


def test_pages_lead_to_the_letterheads_of_plans() -> None:
    plan = factories.issued_plan(factories.commune())
    own = address(plan.issuer, f"?plan={plan.pk}")
    client = factories.signed_in(factories.officer(plan.territory))
    assert own not in client.get(address(plan.issuer)).content.decode()

    answer(plan.issuer, f"?plan={plan.pk}")

    assert own in client.get(plan.get_absolute_url()).content.decode()
    assert own in client.get(address(plan.issuer)).content.decode()


def test_plan_of_another_body_is_not_found() -> None:
    plan = factories.issued_plan(factories.commune("Xã Hai"))
    unit = factories.committee(factories.commune())

    assert answer(unit, f"?plan={plan.pk}").status_code == 404
    assert answer(unit, "?plan=x").status_code == 404


def test_who_reports_on_a_plan_of_the_level_above_has_its_own_for_it() -> None:
    province = factories.province()
    commune = factories.commune(parent=province)
    unit, plan = factories.committee(commune), factories.plan(province)
    factories.task(plan, lead=unit)
    actions.issue_plan(plan=plan, by=None, at=factories.NOW)
    period = factories.period(province)
    own = address(unit, f"?plan={plan.pk}")
    client = factories.signed_in(factories.officer(commune))
    report = client.get(reverse("tasks:report-detail", args=[plan.pk, unit.pk, period.pk]))

    assert f'href="{own}"' in report.content.decode()
    assert "Chỉ dùng cho báo cáo về" in client.get(own).content.decode()
    assert (
        answer(unit, f"?plan={plan.pk}", signatory="Lê Thị B")["Location"]
        == plan.get_absolute_url()
    )

    found = quarterly.build(plan=plan, unit=unit, period=period, on=factories.TODAY)
    assert found is not None
    assert found.letterhead.signatory == "Lê Thị B"
    assert not Letterhead.objects.filter(plan=None).exists()


def test_what_must_be_there_is_asked_for() -> None:
    response = answer(factories.committee(factories.commune()), issuer="", recipients=" ")

    assert response.status_code == 422
    assert not Letterhead.objects.exists()


@pytest.mark.parametrize("version", [0, 7])
def test_save_on_top_of_another_version_shows_both(version: int) -> None:
    unit = factories.committee(factories.commune())
    answer(unit)

    response = answer(unit, version=version, signatory="Lê Thị B")

    assert response.status_code == 409
    page = response.content.decode()
    assert "Hà Văn A" in page
    assert "Lê Thị B" in page
    assert Letterhead.objects.get().signatory == "Hà Văn A"
    assert answer(unit, version=1, signatory="Lê Thị B").status_code == 302
    assert Letterhead.objects.get().version == 2


def test_letterhead_made_between_the_look_and_the_writing_is_not_written_over(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    unit = factories.committee(factories.commune())
    answer(unit)
    monkeypatch.setattr(QuerySet, "first", lambda _found: None)

    with pytest.raises(actions.ConflictError):
        save(unit, factories.viewer(factories.member(unit)))

    assert Letterhead.objects.get().signatory == "Hà Văn A"


def test_who_only_reads_a_body_writes_no_letterhead_past_the_form_either() -> None:
    commune = factories.commune()
    reader = factories.viewer(factories.member(factories.unit(commune)))

    with pytest.raises(PermissionDenied):
        save(factories.committee(commune), reader)

    assert not Letterhead.objects.exists()


def test_unit_page_leads_those_who_may_write_it() -> None:
    commune = factories.commune()
    unit = factories.committee(commune)
    link = address(unit)

    own = factories.signed_in(factories.officer(commune)).get(unit.get_absolute_url())
    other = factories.signed_in(factories.member(factories.unit(commune)))

    assert link in own.content.decode()
    assert link not in other.get(unit.get_absolute_url()).content.decode()
    assert other.get(link).status_code == 403
