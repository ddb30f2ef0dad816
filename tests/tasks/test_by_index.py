"""Tasks belong to components of several indices, as in a plan of xã Hà Bắc: pages keep to one."""

from io import BytesIO
from typing import Any
from urllib.parse import quote

import docx
import pytest
from django.urls import reverse
from django.utils.html import strip_tags

from plans.models import Job, Plan
from tasks import actions
from tasks.reports import appendix, arranged, coverage, rollup, rows
from tests import factories
from tests.indicators import published
from tests.papi_portal.workbooks import opened
from tests.tasks import uploads

pytestmark = pytest.mark.django_db
PAPI, PAR, SIPAS, PCI = "papi-2021", "par_index-2022", "sipas-2017", "pci-2013"
TASKS = (
    ((PAPI, "1.1"), (PAR, "1")),
    ((PAPI, "1.2"), (PAPI, "2.1")),
    ((PAR, "1"), (PAR, "2"), (SIPAS, "1")),
    ((PCI, "3"),),
    ((PAR, "0"),),
    (),
)
"""Six tasks: the first is of two indices, the second of two dimensions of one, the last of none."""


class Facts:
    """Two communes with the same six tasks, of which the first two are reported in the first."""

    def __init__(self) -> None:
        uploads.indices()
        self.province = factories.province()
        self.period = factories.period(self.province)
        self.plans = [self.plan("Xã Một"), self.plan("Xã Hai")]
        for row in factories.reporting(self.plans[0])[:2]:
            factories.recorded(row, self.period)
        self.person = factories.reviewer(self.province)
        self.viewer = factories.viewer(self.person)
        self.client = factories.signed_in(self.person)

    def plan(self, name: str) -> Plan:
        plan = factories.plan(factories.commune(name, parent=self.province))
        for about in TASKS:
            factories.task(plan, components=tuple(published.component(*one) for one in about))
        return actions.issue_plan(plan=plan, by=None, at=factories.NOW)

    def rollup(self, index: str = "") -> rollup.Rollup:
        return rollup.build(viewer=self.viewer, period=self.period, on=factories.TODAY, index=index)

    def cells(self, index: str = "") -> dict[str, str]:
        """Return the first commune's figures by column, those that are not empty."""
        matrix = self.rollup(index).communes
        (row,) = (one for one in matrix.rows if one.name == "Xã Một")
        cells = {column.short.partition(".")[0]: cell.text for cell, column in row.cells}
        return {
            "all": row.whole.text,
            **{key: text for key, text in cells.items() if text != "0/0"},
        }

    def behind(self, **asked: Any) -> int:
        found = rows.behind(viewer=self.viewer, period=self.period, asked=rows.Asked(**asked))
        return len(found)

    def page(self, name: str, *args: Any, query: str = "") -> str:
        answer = self.client.get(reverse(f"tasks:{name}", args=args) + query)
        assert answer.status_code == 200
        return " ".join(strip_tags(answer.content.decode()).split())


@pytest.fixture
def facts(db: None) -> Facts:
    return Facts()


def test_task_of_two_indices_counts_under_both_and_once_in_each_sum(facts: Facts) -> None:
    assert facts.cells() == {"all": "2/6", "1": "2/2", "2": "1/1", "Khác": "0/4"}
    assert facts.cells("papi") == {"all": "2/2", "1": "2/2", "2": "1/1"}
    assert facts.cells("par_index") == {"all": "1/3", "1": "1/2", "2": "0/1", "Khác": "0/1"}
    assert facts.cells("sipas") == {"all": "0/1", "1": "0/1"}
    assert facts.cells("pci") == {"all": "0/1", "3": "0/1"}


def test_sum_of_all_communes_counts_each_row_once(facts: Facts) -> None:
    assert facts.rollup().communes.whole.text == "2/12"
    assert facts.rollup("par_index").communes.whole.text == "1/6"


@pytest.mark.parametrize("index", ["", "papi", "par_index", "sipas", "pci"])
def test_figures_are_equal_to_the_rows_behind_them(facts: Facts, index: str) -> None:
    matrix = facts.rollup(index).communes

    assert matrix.whole.total == facts.behind(index=index)
    for cell, column in matrix.totals:
        assert cell.total == facts.behind(index=index, dimension=column.key), column.name


def test_desk_and_rows_keep_to_the_index(facts: Facts) -> None:
    place = reverse("tasks:rollup")

    desk = facts.client.get(f"{place}?index=par_index").content.decode()
    listed = facts.page("rollup-rows", query="?index=par_index")

    assert "Mọi chỉ số" in desk
    for name in ("PAPI", "PAR INDEX", "SIPAS", "PCI"):
        assert f">{name}</a>" in desk
    assert "&amp;index=par_index&amp;territory=" in desk
    assert '<input type="hidden" name="index" value="par_index">' in desk
    assert "6 nhiệm vụ, Quý IV/2026" in listed
    assert "12 nhiệm vụ, Quý IV/2026" in facts.page("rollup-rows", query="?index=khong-co")


def test_rows_of_an_index_go_out_as_a_workbook_that_names_it(facts: Facts) -> None:
    answer = facts.client.get(reverse("tasks:rollup-rows-file") + "?index=sipas")

    book = opened(answer.content)
    page = book[book.sheetnames[0]]
    assert "SIPAS" in [page[f"A{number}"].value for number in range(1, 4)]


def test_appendix_of_an_index_is_an_extract_that_says_so(facts: Facts) -> None:
    plan = facts.plans[0]
    par = published.component(PAR, "0").framework.index

    whole, extract = appendix.build(plan), appendix.build(plan, par)

    assert (len(whole.rows), whole.extract) == (6, "")
    assert [row.content for row in extract.rows] == [
        "1) Nhiệm vụ 1",
        "3) Nhiệm vụ 3",
        "5) Nhiệm vụ 5",
    ]
    assert "Trích: các nhiệm vụ gắn với PAR INDEX" in facts.page(
        "plan-appendix", plan.pk, query="?index=par_index"
    )
    pdf = reverse("tasks:plan-appendix-pdf", args=[plan.pk])
    assert (
        f"{pdf}?index=par_index"
        in facts.client.get(
            reverse("tasks:plan-appendix", args=[plan.pk]) + "?index=par_index"
        ).content.decode()
    )


def test_printed_extract_says_what_it_is(facts: Facts, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[str] = []
    monkeypatch.setattr("papi_portal.pdf.render", lambda *parts: _kept(drawn, *parts))
    place = reverse("tasks:plan-appendix-pdf", args=[facts.plans[0].pk])

    for query in ("", "?index=pci"):
        assert facts.client.get(place + query).status_code == 200

    assert "Trích" not in drawn[0]
    assert "(Trích: các nhiệm vụ gắn với PCI)" in drawn[1]
    assert drawn[1].count("Nhiệm vụ 4") == 1


def test_extract_goes_out_as_word_and_by_a_job_too(facts: Facts) -> None:
    arguments = [facts.plans[0].pk]
    word = reverse("tasks:plan-appendix-file", args=[*arguments, "docx"]) + "?index=pci"
    pdf = reverse("tasks:plan-appendix-pdf", args=arguments) + "?index=pci"

    got = facts.client.get(word)
    facts.client.post(pdf)

    written = docx.Document(BytesIO(got.content))
    assert "(Trích: các nhiệm vụ gắn với PCI)" in [one.text for one in written.paragraphs]
    assert quote("Trích phụ lục") in got["Content-Disposition"]
    job = Job.objects.get()
    assert job.title.startswith("Trích phụ lục")
    assert job.parameters == {
        "plan": facts.plans[0].pk,
        "index": "pci",
        "by": "",
        "columns": "",
    }


def test_extract_is_arranged_by_what_its_own_index_has(facts: Facts) -> None:
    plan, par = facts.plans[0], published.component(PAR, "0").framework.index

    all_of_it = arranged.build(plan, arranged.Choice(by="dimension"))
    extract = arranged.build(plan, arranged.Choice(by="dimension", columns="six", index=par))

    assert len({group.heading for group in all_of_it.groups}) > len(extract.groups)
    assert [group.heading for group in extract.groups] == [
        str(published.component(PAR, code)) for code in ("0", "1", "2")
    ]
    assert extract.extract == "Trích: các nhiệm vụ gắn với PAR INDEX"
    assert extract.arranged == "theo nội dung chỉ số"


def test_index_and_arrangement_stay_with_each_other_on_the_page_and_in_a_job(facts: Facts) -> None:
    plan, chosen = facts.plans[0], "?index=pci&by=lead&columns=six"

    page = facts.client.get(reverse("tasks:plan-appendix", args=[plan.pk]) + chosen)
    pdf = reverse("tasks:plan-appendix-pdf", args=[plan.pk]) + chosen
    facts.client.post(pdf)

    shown = page.content.decode().replace("&amp;", "&")
    assert f'href="{pdf}"' in shown
    assert '<input type="hidden" name="index" value="pci">' in shown
    assert 'href="?index=sipas&by=lead&columns=six"' in shown
    assert 'href="?index=pci">Như văn bản</a>' in shown
    job = Job.objects.get()
    assert job.title.startswith("Trích phụ lục")
    assert job.title.endswith(", theo đơn vị chủ trì")
    assert {**job.parameters} == {
        "plan": plan.pk,
        "index": "pci",
        "by": "lead",
        "columns": "six",
    }


def _kept(drawn: list[str], html: str) -> bytes:
    drawn.append(html)
    return b"%PDF-"


def test_coverage_counts_the_components_of_the_index(facts: Facts) -> None:
    def missing(index: str) -> tuple[int, int]:
        found = coverage.of_plan(facts.plans[0], on=factories.TODAY, index=index)
        of_year = coverage.of_year(viewer=facts.viewer, year=2026, on=factories.TODAY, index=index)
        assert {len(row.missing) for row in of_year.rows} == {found.missing}
        return found.missing, of_year.total

    papi, total = missing("")
    assert missing("papi") == (papi, total) == (total - 3, total)
    assert missing("pci") == (9, 10), "its ten components have no parts: they count themselves"
    assert missing("sipas") == (4, 5)
    page = facts.page("coverage", query="?index=pci")
    assert "9/10" in page
    assert "PCI" in facts.page("plan-coverage", facts.plans[0].pk, query="?index=pci")


def test_officer_keeps_to_the_rows_of_an_index(facts: Facts) -> None:
    client = factories.signed_in(factories.officer(facts.plans[0].territory))

    def shown(query: str) -> list[int]:
        page = client.get(f"/{query}").content.decode()
        rows = page.split('<article class="owed-row')[1:]
        return [at for at in range(1, 7) if any(f"{at}) Nhiệm vụ {at}" in row for row in rows)]

    assert shown("") == [1, 2, 3, 4, 5, 6]
    assert shown("?index=par_index") == [1, 3, 5]
    assert shown("?index=pci") == [4]
    assert shown("?index=papi&dimension=") == [1, 2]
    assert (
        '<option value="par_index" selected>PAR INDEX</option>'
        in client.get("/?index=par_index").content.decode()
    )


@pytest.mark.parametrize("index", ["", "par_index"])
@pytest.mark.parametrize("communes", [1, 9])
def test_questions_of_the_desk_do_not_grow(
    facts: Facts, index: str, communes: int, django_assert_num_queries: Any
) -> None:
    for number in range(communes):
        facts.plan(f"Xã {number}")

    with django_assert_num_queries(6):
        facts.rollup(index)
