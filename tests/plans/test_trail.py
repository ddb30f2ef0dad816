"""The page of the trail: narrowed by words, days, place, person and kind of act; taken out."""

import re
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from plans.actions import leave_event
from plans.models import Event, Territory, User
from plans.trail import KINDS
from tests import factories

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parents[2]


class Facts:
    """A commune, its officer, a reviewer of its province, and a commune beside it."""

    def __init__(self) -> None:
        self.province = factories.province()
        self.commune = factories.commune("Xã Điềm He", parent=self.province)
        self.other = factories.commune("Xã Khác", parent=self.province)
        self.officer = factories.officer(self.commune)
        self.reviewer = factories.reviewer(self.province)
        self.client = factories.signed_in(self.reviewer)

    def left(
        self,
        sentence: str,
        *,
        verb: str = "plan.edit",
        by: User | None = None,
        at: datetime = factories.NOW,
        place: Territory | None = None,
    ) -> Event:
        place = place or self.commune
        return leave_event(
            verb=verb,
            sentence=sentence,
            by=factories.viewer(by) if by else None,
            at=at,
            about=place,
            territory=place,
        )

    def page(self, query: str = "", client: Client | None = None) -> str:
        answer = (client or self.client).get(f"/trail/{query}")
        assert answer.status_code == 200
        return answer.content.decode()


@pytest.fixture
def facts(db: None) -> Facts:
    return Facts()


def test_reviewer_reads_who_did_what_the_latest_first_with_a_link_to_the_thing(
    facts: Facts,
) -> None:
    facts.left("sửa dự thảo", by=facts.officer)
    facts.left("ban hành kế hoạch")

    shown = facts.page()

    assert shown.index("ban hành kế hoạch") < shown.index("sửa dự thảo")
    assert f'<a href="/territories/{facts.commune.pk}/">sửa dự thảo</a>' in shown
    assert f'<a href="?person={facts.officer.pk}">Nguyễn Văn A, UBND xã Điềm He' in shown


def test_officer_reads_what_happened_at_home_and_nothing_else(facts: Facts) -> None:
    facts.left("việc nhà")
    facts.left("việc người", place=facts.other)

    shown = facts.page(client=factories.signed_in(facts.officer))

    assert "việc nhà" in shown
    assert "việc người" not in shown
    assert "Xã Khác" not in shown


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?q=hop dan", {"họp dân"}),
        ("?q=ĐIỀM+họp", {"họp dân"}),
        ("?q=%25", set()),
        ("?kind=period", {"khóa kỳ"}),
        ("?kind=sign_in", {"vào cổng"}),
        ("?kind=all&q=vao+cong", {"vào cổng"}),
        ("?kind=progress", set()),
        ("?since=21/11/2026", {"họp dân", "khóa kỳ"}),
        ("?until=20/11/2026", {"hôm trước"}),
        ("?since=20/11/2026&until=20/11/2026", {"hôm trước"}),
        ("?since=22/11/2026", set()),
    ],
)
def test_trail_is_narrowed(facts: Facts, query: str, found: set[str]) -> None:
    facts.left("họp dân", by=facts.officer)
    facts.left("khóa kỳ", verb="period.close", place=facts.other)
    facts.left("vào cổng", verb="account.sign_in")
    facts.left("hôm trước", at=datetime.fromisoformat("2026-11-20T23:59:59+07:00"))

    shown = facts.page(query)

    assert {one for one in ("họp dân", "khóa kỳ", "hôm trước", "vào cổng") if one in shown} == found


def test_territory_brings_what_lies_below_it(facts: Facts) -> None:
    facts.left("việc nhà")
    facts.left("việc người", place=facts.other)

    assert "việc người" not in facts.page(f"?territory={facts.commune.pk}")
    assert "việc người" in facts.page(f"?territory={facts.province.pk}")


def test_trail_of_a_person_holds_what_they_did_and_what_befell_their_account(
    facts: Facts,
) -> None:
    facts.left("làm một việc", by=facts.officer)
    facts.left("việc của máy")
    leave_event(
        verb="post.end",
        sentence="bàn giao vai trò",
        by=None,
        at=factories.NOW,
        about=facts.officer,
        territory=facts.commune,
    )

    shown = facts.page(f"?person={facts.officer.pk}")

    assert "Nhật ký của Nguyễn Văn A" in shown
    assert "làm một việc" in shown
    assert "bàn giao vai trò" in shown
    assert "việc của máy" not in shown


def test_person_out_of_reach_is_not_named(facts: Facts) -> None:
    stranger = factories.member(
        factories.committee(factories.commune("Xã Ngoài")), username="nguoi-la"
    )
    stranger.full_name = "Bí Mật"
    stranger.save()

    shown = facts.page(f"?person={stranger.pk}")

    assert "Bí Mật" not in shown
    assert "Không có người này" in shown


@pytest.mark.parametrize(
    "query",
    [
        "?since=32/13/2026",
        "?since=21/11/2026&until=20/11/2026",
        "?kind=x",
        "?territory=x",
        "?territory=999999999999999999999",
        "?person=x",
        "?page=99",
        "?q=" + "x" * 200,
        "?q=%00%27--",
    ],
)
def test_nonsense_in_the_address_is_told_and_breaks_nothing(facts: Facts, query: str) -> None:
    facts.left("việc nhà")

    facts.page(query)


def test_table_of_what_is_asked_for_is_taken_out_and_that_is_noted(facts: Facts) -> None:
    facts.left("=họp dân", by=facts.officer)
    facts.left("khóa kỳ", verb="period.close")

    answer = facts.client.post("/trail/export/?kind=plan")
    lines = answer.content.decode("utf-8-sig").splitlines()

    who = '10:42 21/11/2026,"Nguyễn Văn A, UBND xã Điềm He, tỉnh Lạng Sơn"'
    assert lines == [
        "Thời điểm,Người thực hiện,Loại việc,Nội dung,Địa bàn,Địa chỉ IP",
        f"{who},kế hoạch,'=họp dân,Xã Điềm He,",
    ]
    noted = Event.objects.latest("pk")
    assert (noted.actor, noted.territory) == (facts.reviewer, facts.province)
    assert noted.sentence == "tải nhật ký (kế hoạch): 1 dòng"


def test_table_is_not_taken_by_following_a_link(facts: Facts) -> None:
    assert facts.client.get("/trail/export/").status_code == 405
    assert not Event.objects.exists()


def test_who_holds_no_post_reads_nothing() -> None:
    assert factories.signed_in(factories.user()).get("/trail/").status_code == 403


@pytest.mark.parametrize("number", [3, 60])
def test_queries_stay_the_same_however_many_entries(
    facts: Facts, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for count in range(number):
        facts.left(f"việc {count}", at=factories.NOW + timedelta(minutes=count))

    with django_assert_num_queries(7):
        facts.page()


def test_every_verb_of_the_code_belongs_to_a_kind() -> None:
    """A verb that no kind knows would be found under no kind."""
    verbs = {
        verb
        for app in ("plans", "indicators", "tasks")
        for file in (ROOT / app).rglob("*.py")
        for verb in re.findall(r'verb=f?"([a-z_]+\.)', file.read_text(encoding="utf-8"))
    }
    known = tuple(verb for kind in KINDS.values() for verb in kind.verbs)

    assert {verb for verb in verbs if not verb.startswith(known)} == set()
