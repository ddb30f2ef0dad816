"""What an English reader sees in English, and what stays Vietnamese for every reader."""

import re
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.utils import translation

from papi_portal.fields import FigureField
from papi_portal.speaking import recalled, spoken
from plans import actions
from plans.models import Event, Period, Plan, User
from tasks.forms.progress import state_options
from tests import factories

pytestmark = pytest.mark.django_db


def reading(person: User, language: str) -> User:
    actions.choose_language(person=person, language=language)
    return person


@pytest.fixture
def owing() -> User:
    """Return an officer whose commune has one task to report in an open period."""
    commune = factories.commune()
    plan = factories.issued_plan(commune)
    factories.reporting(plan)
    factories.period(commune)
    return factories.officer(commune)


def page(person: User, language: str, address: str) -> str:
    browser = factories.signed_in(reading(person, language))
    return browser.get(address, follow=True).content.decode()


def test_states_labels_and_deadlines_are_in_the_readers_language(owing: User) -> None:
    vietnamese, english = page(owing, "vi", "/"), page(owing, "en", "/")

    for words, said in [
        ("đang thực hiện", "in progress"),
        ("Kết quả thực hiện", "Results"),
        ("trong hạn (còn ", "on time ("),
        ("Việc của đơn vị", "Our work"),
    ]:
        assert words in vietnamese
        assert said not in vietnamese
        assert said in english
        assert words not in english
    assert "Quý IV/2026" in english


def test_states_drawn_for_one_language_are_not_shown_in_the_other() -> None:
    with translation.override("vi"):
        assert "đã hoàn thành" in state_options("")
    with translation.override("en"):
        assert "completed" in state_options("")
        assert "hoàn thành" not in state_options("")


def test_trail_is_vietnamese_whoever_acts() -> None:
    sentences = []
    for language in ("vi", "en"):
        province = factories.province(f"Tỉnh {language}", code=factories.free_province_code())
        reviewer = reading(factories.reviewer(province), language)
        period = factories.period(province)
        factories.signed_in(reviewer).post(f"/periods/{period.pk}/close/", {"reports": "0"})
        period.refresh_from_db()
        assert period.state == Period.State.CLOSED
        sentences.append(Event.objects.about(period).latest("pk").sentence)

    assert sentences[0] == sentences[1]


def test_refusal_is_said_in_the_readers_language() -> None:
    period = factories.period(factories.province(), state=Period.State.CLOSED)
    reviewer = reading(factories.reviewer(period.territory), "en")

    answer = factories.signed_in(reviewer).post(f"/periods/{period.pk}/open/", follow=True)

    assert "closed" in answer.content.decode()
    assert "đã khóa" not in answer.content.decode()


def test_document_is_the_same_for_every_reader(owing: User) -> None:
    plan = Plan.objects.get()
    texts = []
    for language in ("vi", "en"):
        browser = factories.signed_in(reading(owing, language))
        file = browser.get(f"/plans/{plan.pk}/appendix.docx").content
        texts.append(ZipFile(BytesIO(file)).read("word/document.xml").decode())

    assert texts[0] == texts[1]
    assert "Thời gian thực hiện" in texts[0]


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize(
    ("typed", "meant"),
    [("45,06", "45.06"), ("45.06", "45.06"), ("1.200", "1200"), ("1 200", "1200")],
)
def test_typed_figure_means_the_same_in_both_languages(
    language: str, typed: str, meant: str
) -> None:
    with translation.override(language):
        assert f"{FigureField().clean(typed):f}" == meant


def test_lists_stand_in_one_order_in_both_languages() -> None:
    province = factories.province()
    for name in ("Xã Đào", "Xã Ân", "Xã Dân", "Xã An", "Xã Áng"):
        factories.commune(name, parent=province)
    reviewer = factories.reviewer(province)

    orders = [
        re.findall(r">(Xã \w+)<", page(reviewer, language, province.get_absolute_url()))
        for language in ("vi", "en")
    ]

    assert len(orders[0]) == 5
    assert orders[0] == orders[1]


def test_day_typed_on_an_english_page_comes_before_the_month(owing: User) -> None:
    period = factories.period(factories.province("Tỉnh Một", code=factories.free_province_code()))
    reviewer = reading(factories.reviewer(period.territory), "en")

    shown = page(reviewer, "en", f"/periods/{period.pk}/edit/")

    assert f'value="{period.due_commune_on:%d/%m/%Y}"' in shown


def test_stored_sentence_is_recalled_with_its_parts() -> None:
    stored = "Không có kế hoạch 12/KH-UBND này. Hãy thử lại"
    with translation.override("en"):
        assert spoken(recalled("Trích yếu nêu nhiều năm; đã lấy năm 2026.")) == (
            "The subject names several years; 2026 was taken."
        )
        assert spoken(recalled(stored)) == stored
    assert recalled("Trích yếu nêu nhiều năm; đã lấy năm 2026.") == (
        "Trích yếu nêu nhiều năm; đã lấy năm 2026."
    )


def test_models_are_named_to_the_reader_and_compose_in_vietnamese() -> None:
    with translation.override("en"):
        field = Plan._meta.get_field("state")
        assert str(field.verbose_name) == "state"
        assert str(dict(field.flatchoices)["draft"]) == "draft"
        assert Plan(state=Plan.State.DRAFT).get_state_display() == "dự thảo"
