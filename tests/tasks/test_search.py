"""Find anything: by words, as far as one sees."""

import re
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.html import strip_tags

from plans.models import Plan, Territory, Unit, User
from tasks import actions
from tasks.models import IssuedReport, Task
from tasks.reports import search as report
from tests import factories
from tests.tasks import test_guided as guided
from tests.tasks.test_canary import Facts

pytestmark = pytest.mark.django_db
COPY = {"size": 1, "sha256": "0" * 64}


def asked(person: User, words: str, **more: Any) -> str:
    response = factories.signed_in(person).get("/search/", {"q": words, **more})
    assert response.status_code == 200
    return response.content.decode()


def titles(page: str) -> list[str]:
    found = re.findall(r'class="hits__title" href="[^"]+">(.*?)</a>', page)
    return [unescape(strip_tags(one)) for one in found]


def counts(page: str) -> dict[str, str]:
    """Return how many of each kind are told, by the name of its heading."""
    found = re.findall(r"<h2[^>]*>(.*?) <span[^>]*>\((.*?)\)</span></h2>", page)
    return {unescape(name): count for name, count in found}


def test_each_kind_is_found_in_a_group_with_its_count() -> None:
    commune = factories.commune("Xã Bến Tre")
    plan = factories.plan(commune, number="12/KH-UBND")
    Plan.objects.update(subject="Cải thiện PAPI ở Bến Tre")
    for number in range(7):
        factories.task(plan, text=f"Họp {number} ở Bến Tre")

    page = asked(factories.officer(commune), "ben tre")

    assert counts(page) == {
        "Nhiệm vụ": "7",
        "Kế hoạch": "1",
        "Cơ quan, đơn vị": "1",
        "Địa bàn": "1",
    }
    assert len(titles(page)) == report.FIRST + 3
    assert "Xem cả 7 nhiệm vụ" in page
    assert "<mark>Bến</mark> <mark>Tre</mark>" in page


def test_hit_tells_plan_place_year_lead_and_time() -> None:
    commune = factories.commune()
    plan = factories.plan(commune, number="12/KH-UBND")
    factories.task(plan, text="Tập huấn")
    Task.objects.update(lead_text="Công an xã", deadline_text="Quý III")

    page = asked(factories.officer(commune), "tap huan")

    assert (
        "Kế hoạch số 12/KH-UBND · Xã Điềm He · năm 2026 · chủ trì: Công an xã"
        " · thời gian: Quý III" in page
    )


def test_what_is_said_with_the_same_marks_comes_first() -> None:
    commune = factories.commune()
    plan = factories.plan(commune)
    for text in ("má", "mã", "ma"):
        factories.task(plan, text=f"Việc {text} số")
    person = factories.officer(commune)

    marked, bare = asked(person, "mã số"), asked(person, "ma so")

    assert len(titles(marked)) == len(titles(bare)) == 3
    assert (
        "Việc <mark>mã</mark> <mark>số</mark>"
        in marked.partition('<ol class="hits')[2].partition("</li>")[0]
    )
    assert (
        "Việc <mark>mã</mark> <mark>số</mark>"
        not in bare.partition('<ol class="hits')[2].partition("</li>")[0]
    )


def test_words_side_by_side_come_before_words_apart() -> None:
    commune = factories.commune()
    plan = factories.plan(commune)
    for text in ("Thủ tục hành chính", f"Các thủ tục {'kèm theo ' * 40} và hành vi chính"):
        factories.task(plan, text=f"{'Họp ' * 90} {text}")

    page = asked(factories.officer(commune), "thu tuc hanh chinh")

    assert [one.strip().rpartition(" ")[2] for one in titles(page)] == ["1", "2"]
    first = page.partition('class="hits__text">')[2].partition("</p>")[0]
    assert "<mark>Thủ</mark> <mark>tục</mark> <mark>hành</mark> <mark>chính</mark>" in first


def test_number_of_a_plan_comes_before_what_only_says_it() -> None:
    commune = factories.commune()
    for number in ("54/KH-UBND", "7/QĐ-UBND", "354/KH-UBND"):
        factories.plan(commune, number=number)
    Plan.objects.filter(number="7/QĐ-UBND").update(subject="Thay 54/KH-UBND", year_to=2030)

    person = factories.officer(commune)

    assert titles(asked(person, "54/kh-ubnd")) == [
        "Kế hoạch số 54/KH-UBND",
        "Kế hoạch số 7/QĐ-UBND",
    ]
    assert titles(asked(person, "354")) == ["Kế hoạch số 354/KH-UBND"]


def test_code_of_a_component_and_label_of_a_task_come_first() -> None:
    commune = factories.commune()
    factories.framework()
    plan = factories.plan(commune)
    for label, text in (("1.1", "Họp 2.1"), ("2.1.", "Tập huấn"), ("3", "Chi 2 lần 1 năm")):
        Task.objects.filter(pk=factories.task(plan, text=text).pk).update(label=label)

    page = asked(factories.officer(commune), "2.1")

    assert titles(page)[0].startswith("2.1.")
    assert any(one.startswith("2.1. ") for one in titles(page)[3:])


def test_place_is_found_by_its_official_code() -> None:
    commune = factories.commune()
    Territory.objects.filter(pk=commune.pk).update(code="06277")

    page = asked(factories.reviewer(commune.parent or commune), "06277")

    assert titles(page) == ["Xã Điềm He"]
    assert "mã số 06277 · Tỉnh Lạng Sơn" in page


def test_issued_report_is_found_by_its_number() -> None:
    commune = factories.commune()
    plan, period = factories.issued_plan(commune), factories.period(commune)
    kept = {f"{kind}_{fact}": value for kind in ("pdf", "word") for fact, value in COPY.items()}
    IssuedReport.objects.create(
        submission=factories.submission(plan, period, state="accepted"),
        version=1,
        unit=plan.issuer,
        year=2026,
        number="25/BC-UBND",
        issued_on=factories.TODAY,
        issued_at=factories.NOW,
        issued_by=factories.user(),
        pdf="issued/a.pdf",
        word="issued/a.docx",
        **kept,
    )

    page = asked(factories.officer(commune), "25/bc")

    assert titles(page) == ["Báo cáo số 25/BC-UBND ngày 21/11/2026"]
    assert "UBND xã Điềm He · Quý IV/2026" in page


def test_one_kind_is_read_sheet_by_sheet() -> None:
    commune = factories.commune()
    plan = factories.plan(commune)
    Task.objects.bulk_create(
        Task(plan=plan, position=at, title=f"Việc {at}", text="Họp") for at in range(1, 54)
    )
    person = factories.officer(commune)

    first, last = (asked(person, "hop", kind="tasks", page=number) for number in (1, 2))

    assert (len(titles(first)), len(titles(last))) == (50, 3)
    assert "dòng 51–53 trong 53" in " ".join(last.split())
    assert counts(first) == {"Nhiệm vụ": "53"}


def test_more_than_anybody_reads_are_told_as_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report, "MOST", 3)
    commune = factories.commune()
    plan = factories.plan(commune)
    for _ in range(5):
        factories.task(plan, text="Họp")

    page = asked(factories.officer(commune), "hop", kind="tasks")

    assert counts(page) == {"Nhiệm vụ": "hơn 3"}
    assert "gõ thêm chữ để thu hẹp" in page


@pytest.mark.parametrize("words", ["", "a", "%", "\x00", "_", "'"])
def test_nothing_to_look_for_shows_how_to_look(words: str) -> None:
    page = asked(factories.officer(factories.commune()), words)

    assert "Có dấu hay không dấu" in page
    assert titles(page) == []


@pytest.mark.parametrize(
    "words", ["xyzzy", "% or 1=1 --", "\"hop* NEAR('", "hop\x00dan", "a" * 5000]
)
def test_nonsense_finds_nothing_and_says_so(words: str) -> None:
    commune = factories.commune()
    factories.task(factories.plan(commune), text="Họp dân")

    assert "Không tìm thấy" in asked(factories.officer(commune), words)


def test_nothing_is_found_that_one_may_not_see() -> None:
    province = factories.province()
    commune, other = (factories.commune(f"Xã {name}", parent=province) for name in ("A", "Bến"))
    for place in (province, other):
        factories.task(factories.plan(place, number="9/KH-UBND"), text="Họp ở bến")
        factories.unit(place, "Trạm bến")

    officer, reviewer = factories.officer(commune), factories.reviewer(province)

    assert counts(asked(officer, "ben")) == {"Cơ quan, đơn vị": "1"}  # the province's own
    assert counts(asked(reviewer, "ben"))["Nhiệm vụ"] == "2"
    assert counts(asked(reviewer, "ben"))["Địa bàn"] == "1"


def test_each_finds_just_the_tasks_that_they_may_see() -> None:
    """The search narrows by plans before it asks who may see: nothing may be lost by that."""
    facts = guided.Facts()
    commune = facts.commune("Xã C", reported=False)
    draft = factories.plan(facts.commune("Xã D", reported=False), number="draft")
    police = factories.unit(commune)
    given = factories.task(factories.plan(commune), lead=police)
    actions.issue_plan(plan=given.plan, by=None, at=factories.NOW)
    factories.task(draft)
    people = {
        "guide": facts.person,
        "officer": factories.officer(commune),
        "colleague": factories.member(police),
        "neighbour's": factories.officer(factories.commune(parent=facts.province)),
        "reviewer": factories.reviewer(facts.province),
        "all": User.objects.create_superuser("quan-tri", full_name="Quản trị"),
    }

    told = {}
    for who, person in people.items():
        seen = Task.objects.visible_to(factories.viewer(person)).count()
        told[who] = (seen, *(counts(asked(person, word)) for word in ("tuyen truyen", "tuyên")))

    assert told == {who: (seen, *[{"Nhiệm vụ": str(seen)}] * 2) for who, (seen, *_) in told.items()}
    assert [seen for seen, *_ in told.values()] == [5, 4, 4, 1, 11, 11]


def test_who_sees_all_finds_labels_and_the_same_marks_first() -> None:
    plan = factories.plan(factories.commune())
    for label, text in (("2.1", "Họp"), ("5", "mã số 2 của 1 xã"), ("6", "má số 2 của 1 xã")):
        Task.objects.filter(pk=factories.task(plan, text=text).pk).update(label=label)
    person = User.objects.create_superuser("quan-tri", full_name="Quản trị")

    assert titles(asked(person, "2.1"))[0].startswith("2.1 ")
    assert [one[0] for one in titles(asked(person, "mã số"))] == ["5", "6"]
    assert [one[0] for one in titles(asked(person, "ma so"))] == ["6", "5"]


def test_no_word_of_another_commune_is_given_away() -> None:
    facts = Facts()
    kinds = ["", *(one.key for one in report.KINDS)]
    pages = [asked(facts.own.officer, "canary", kind=kind) for kind in kinds]

    assert not any(facts.other.word in page for page in pages)
    own = [facts.own.word in "".join(titles(page)) for page in pages]
    assert own == [True, False, True, True, True, False, False]  # tasks say it in their text
    assert facts.own.word in pages[1].partition("hits__text")[2]


def test_number_of_queries_is_the_same_for_few_and_many() -> None:
    commune = factories.commune("Xã Ở Bến")
    plan = factories.plan(commune)
    Plan.objects.update(subject="Kế hoạch ở bến")
    factories.framework()
    factories.task(plan, text="Họp ở bến")
    person = factories.officer(commune)

    def number() -> int:
        client = factories.signed_in(person)
        with CaptureQueriesContext(connection) as queries:
            client.get("/search/", {"q": "o ben"})
        return len(queries)

    few = number()
    for at in range(30):
        factories.task(factories.plan(commune, number=f"{at}/KH-BEN"), text="Họp ở bến")
        Unit.objects.create(territory=commune, name=f"Ở bến {at}", kind=Unit.Kind.OTHER)
    assert number() == few
    assert few <= 19


def test_field_stands_on_every_page_and_keeps_what_was_asked() -> None:
    person = factories.officer(factories.commune())

    assert 'value="họp dân"' in asked(person, "họp  dân")
    assert 'action="/search/"' in factories.signed_in(person).get("/plans/").content.decode()
