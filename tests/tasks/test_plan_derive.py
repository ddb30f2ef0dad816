"""The page that sends a plan down: choose communes, confirm once."""

from datetime import date
from typing import Any

import pytest

from plans.models import Plan
from tests import factories
from tests.tasks import deriving

pytestmark = pytest.mark.django_db


class Facts:
    """A framework and three communes, the last of which has a draft."""

    def __init__(self) -> None:
        self.province = factories.province()
        self.framework = deriving.framework(self.province)
        self.communes = [
            factories.commune(name, parent=self.province) for name in ("Xã Một", "Xã Hai", "Xã Ba")
        ]
        deriving.derived(self.framework, self.communes[2])
        self.client = factories.signed_in(factories.reviewer(self.province))
        self.address = f"/plans/{self.framework.pk}/derive/"

    def drafted(self) -> set[str]:
        return set(
            Plan.objects.filter(bases__document=self.framework).values_list(
                "territory__name", flat=True
            )
        )

    def send(self, **typed: Any) -> Any:
        return self.client.post(self.address, {"which": "missing", **typed}, follow=True)


@pytest.fixture
def facts(db: None) -> Facts:
    return Facts()


def test_page_offers_the_communes_without_a_plan(facts: Facts) -> None:
    shown = facts.client.get(facts.address).content.decode()

    assert "2/3 xã, phường chưa có kế hoạch thực hiện." in shown
    assert f'name="communes" value="{facts.communes[0].pk}"' in shown
    assert f'name="communes" value="{facts.communes[2].pk}"' not in shown


def test_choice_is_confirmed_once_and_then_done(facts: Facts) -> None:
    asked = facts.send(due_on="01/12/2026").content.decode()

    assert "Lập dự thảo cho 2 xã, phường?" in asked
    assert "mỗi dự thảo 2 nhiệm vụ" in asked
    assert "Hạn ban hành: 01/12/2026." in asked
    assert "Xã Một, Xã Hai" in asked
    assert facts.drafted() == {"Xã Ba"}

    answer = facts.send(due_on="01/12/2026", confirmed="1")
    assert answer.request["PATH_INFO"] == "/reports/issuance/"
    assert "Đã lập dự thảo cho 2 xã, phường" in answer.content.decode()
    assert facts.drafted() == {"Xã Một", "Xã Hai", "Xã Ba"}
    facts.framework.refresh_from_db()
    assert facts.framework.below_due_on == date(2026, 12, 1)


def test_only_chosen_communes_get_a_draft(facts: Facts) -> None:
    chosen = {"which": "chosen", "communes": [facts.communes[1].pk]}

    asked = facts.send(**chosen).content.decode()
    facts.send(**chosen, confirmed="1")

    assert f'type="hidden" name="communes" value="{facts.communes[1].pk}"' in asked
    assert facts.drafted() == {"Xã Hai", "Xã Ba"}


def test_day_alone_may_be_set(facts: Facts) -> None:
    typed = {"which": "nobody", "due_on": "01/12/2026"}

    assert "Đặt hạn ban hành kế hoạch cấp dưới?" in facts.send(**typed).content.decode()
    assert "Đã đặt hạn." in facts.send(**typed, confirmed="1").content.decode()

    facts.framework.refresh_from_db()
    assert facts.framework.below_due_on == date(2026, 12, 1)
    assert facts.drafted() == {"Xã Ba"}


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"which": "chosen"}, "Chọn ít nhất một xã, phường."),
        ({"which": "nobody"}, "Nêu hạn ban hành."),
        ({"which": "everything"}, "Lập dự thảo cho"),
        ({"due_on": "31/02/2026"}, "Hạn cấp dưới ban hành kế hoạch"),
        ({"which": "chosen", "communes": ["999999"]}, "Xã, phường"),
        ({"which": "chosen", "communes": ["x"]}, "Xã, phường"),
    ],
)
def test_mistakes_are_told_and_nothing_is_made(
    facts: Facts, typed: dict[str, Any], words: str
) -> None:
    answer = facts.send(**typed, confirmed="1")

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert facts.drafted() == {"Xã Ba"}


def test_sending_twice_makes_no_second_draft(facts: Facts) -> None:
    for _ in range(2):
        facts.send(confirmed="1")

    assert Plan.objects.filter(bases__document=facts.framework).count() == 3


def test_where_all_have_a_plan_only_the_day_is_left(facts: Facts) -> None:
    facts.send(confirmed="1")

    shown = facts.client.get(facts.address).content.decode()

    assert "0/3 xã, phường" in shown
    assert 'value="missing"' not in shown
    assert 'value="nobody"' in shown


@pytest.mark.parametrize("is_draft", [True, False])
def test_draft_and_plan_of_a_commune_lead_back(facts: Facts, is_draft: bool) -> None:
    commune = facts.communes[0]
    plan = factories.plan(facts.province) if is_draft else factories.issued_plan(commune)
    client = factories.signed_in(
        factories.reviewer(facts.province) if is_draft else factories.leader(commune)
    )

    answer = client.get(f"/plans/{plan.pk}/derive/", follow=True)

    assert "không làm được việc này" in answer.content.decode()
