"""The name printed over the appendix: without the line that follows it, and never another's."""

import pytest

from tasks.reports import appendix
from tests import factories
from tests.tasks import deriving

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "name",
    [
        "DANH MỤC NHIỆM VỤ",
        "DANH MỤC NHIỆM VỤ (Kèm theo Kế hoạch số 12/KH-UBND ngày 05/02/2026 của UBND xã)",
        "DANH MỤC NHIỆM VỤ (Ban hành kèm theo Kế hoạch số …/KH-UBND)",
    ],
)
def test_document_that_it_goes_with_is_named_once(name: str) -> None:
    plan = factories.plan(factories.commune())
    plan.appendix_title = name

    built = appendix.build(plan)

    assert built.title == "DANH MỤC NHIỆM VỤ"
    assert built.attached.startswith("(Kèm theo Kế hoạch số")


def test_appendix_named_only_by_its_document_has_the_name_of_the_plan() -> None:
    plan = factories.plan(factories.commune())
    plan.appendix_title = "(Kèm theo Kế hoạch số 12/KH-UBND)"

    assert appendix.build(plan).title == plan.subject.upper()


def test_derived_draft_is_named_after_its_own_commune() -> None:
    province = factories.province()
    above = deriving.framework(province)
    above.appendix_title = "BỘ KHUNG NHIỆM VỤ CỦA TỈNH"
    above.save(update_fields=["appendix_title"])

    draft = deriving.derived(above, factories.commune(parent=province))

    assert draft.appendix_title == ""
    assert appendix.build(draft).title.endswith("TRÊN ĐỊA BÀN XÃ ĐIỀM HE")
