"""A canary: no word of another commune is ever seen, on any page or paper that can be reached."""

import io
import re
import zipfile
from collections import Counter
from datetime import timedelta
from html import unescape
from urllib.parse import parse_qs, urljoin, urlsplit

import pytest
from django.test import Client
from django.urls import resolve
from pypdf import PdfReader

from papi_portal import pdf
from papi_portal.attachments import Attachment
from papi_portal.worddoc import DOCX
from plans.access import Role
from plans.actions import extend_period
from plans.models import Period, Plan, PlanBasis, PlanSection, Territory, User
from tasks import actions
from tasks.models import Party, Progress, Submission, Task
from tests import factories
from tests.papi_portal.workbooks import opened

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(480)]  # it walks every page
LINK = re.compile(
    r'(?:href|formaction)="([^"]+)"|<form(?![^>]*method="post")[^>]* action="([^"]+)"'
)
POSTED = re.compile(r'<form[^>]*method="post".*?</form>', re.DOTALL)
NOT_FOLLOWED = ("/accounts/", "/static/", "/admin/", "/trail/export/")
"""Of others, and what is only sent: a crawl reads."""

MOST_ALIKE = 2
"""Of one page narrowed in one way, by other values each time, so many are opened."""
SEEN: tuple[str, ...] = (
    *("text", "second", "result", "difficulty", "subject", "unit", "party", "person"),
    *("narrative", "comment", "file", "bytes", "evidence", "answer", "source", "finding"),
    "extension",
)
REACHED = {
    "tasks:home",
    "tasks:waiting",
    "tasks:plan-list",
    "tasks:plan-detail",
    "tasks:plan-appendix-pdf",
    "tasks:plan-appendix-file",
    "tasks:plan-file",
    "tasks:plan-pdf",
    "tasks:report-file",
    "tasks:plan-workbook",
    "tasks:task-detail",
    "tasks:unit-detail",
    "tasks:unit-card-file",
    "tasks:unit-card-pdf",
    "tasks:poster-file",
    "tasks:territory-detail",
    "tasks:coverage",
    "tasks:issuance",
    "tasks:evidence-file",
    "tasks:report-detail",
    "tasks:rollup",
    "tasks:rollup-rows",
    "tasks:rollup-rows-file",
    "tasks:year-matrix",
    "tasks:difficulties",
    "tasks:finding-list",
    "tasks:finding-detail",
    "tasks:punctuality",
    "tasks:punctuality-rows",
    "tasks:punctuality-file",
    "tasks:period-list",
    "tasks:period-detail",
    "plans:trail",
}
"""What anybody of a commune comes to by following links alone."""


class Marked:
    """A commune whose every text carries its own word."""

    def __init__(self, province: Territory, before: Period, period: Period) -> None:
        self.commune = factories.commune("Xã", parent=province)
        self.word = f"CANARY-{self.commune.pk}-"
        Territory.objects.filter(pk=self.commune.pk).update(name=f"Xã {self.word}territory")
        self.commune.refresh_from_db()
        police = factories.unit(self.commune, f"Công an {self.word}unit")
        self.plan = self._plan(police)
        self.officer = factories.officer(self.commune)
        User.objects.filter(pk=self.officer.pk).update(full_name=f"Ông {self.word}person")
        self.officer.refresh_from_db()
        for assignment in factories.reporting(self.plan):
            for one in (before, period):
                factories.recorded(
                    assignment,
                    one,
                    result=f"{self.word}result",
                    difficulty=f"{self.word}difficulty",
                    by=self.officer,
                )
        returned = factories.submission(self.plan, before, state="returned")
        Submission.objects.filter(pk=returned.pk).update(
            results=f"{self.word}narrative",
            comment=f"{self.word}comment",
            leader_comment=f"{self.word}aside",
        )
        self._report_on(period)

    def _report_on(self, period: Period) -> None:
        """Leave marks wherever the cycle of reporting keeps words: proof, answers, findings, time.

        The review stands for all that the province writes to one commune.
        """
        by = factories.viewer(self.officer)
        at, row = factories.NOW, factories.reporting(self.plan)[0]
        for shown in (
            Attachment(f"{self.word}file.pdf", "application/pdf", f"{self.word}bytes".encode()),
            actions.Explained(f"{self.word}evidence"),
        ):
            actions.add_evidence(assignment=row, period=period, shown=shown, by=by, at=at)
        reader = factories.viewer(factories.reviewer(period.territory))
        actions.answer_difficulties(
            progress=list(Progress.objects.filter(assignment=row, period=period)),
            text=f"{self.word}answer",
            unit=reader.user.memberships.get().unit,
            by=reader,
            at=at,
        )
        actions.record_finding(
            unit=self.plan.issuer,
            task=row.task,
            source=f"{self.word}source",
            text=f"{self.word}finding",
            found_on=factories.TODAY,
            due_on=factories.TODAY,
            by=reader,
            at=at,
        )
        extend_period(
            period=period,
            units=[self.plan.issuer],
            due_on=period.due_commune_on + timedelta(days=9),
            reason=f"{self.word}extension",
            by=reader,
            at=at,
        )

    def _plan(self, police: object) -> Plan:
        plan = factories.plan(self.commune, number=f"{self.word}number")
        Plan.objects.filter(pk=plan.pk).update(
            subject=f"{self.word}subject",
            opening=f"{self.word}opening",
            closing=f"{self.word}closing",
            signatory=f"{self.word}signatory",
            recipients=[f"{self.word}recipient"],
            appendix_title=f"{self.word}appendix",
        )
        PlanSection.objects.create(
            plan=plan, part="body", position=1, heading=f"{self.word}heading", text="x"
        )
        task = factories.task(plan, text=f"{self.word}text")
        factories.party(task, Party.Role.SUPPORT, text=f"{self.word}party")
        factories.task(plan, lead=police, text=f"{self.word}second")  # type: ignore[arg-type]
        plan.refresh_from_db()
        return actions.issue_plan(plan=plan, by=None, at=factories.NOW)


class Facts:
    """A province whose plan two marked communes carry out; each cites the other's plan."""

    def __init__(self) -> None:
        self.province = factories.province()
        before, period = (factories.period(self.province, ordinal=ordinal) for ordinal in (3, 4))
        above = factories.issued_plan(self.province)
        self.own, self.other = (Marked(self.province, before, period) for _ in range(2))
        for one, two in ((self.own, self.other), (self.other, self.own)):
            for position, document in enumerate((above, two.plan), start=1):
                PlanBasis.objects.create(
                    plan=one.plan,
                    position=position,
                    relation="carries_out",
                    text="Căn cứ",
                    document=document,
                )
            one.plan.tasks.update(origin=Task.objects.filter(plan=two.plan).first())


@pytest.fixture
def facts(db: None) -> Facts:
    return Facts()


def written_in(word_file: bytes) -> str:
    """Return all text that a Word file holds, its properties included."""
    with zipfile.ZipFile(io.BytesIO(word_file)) as parts:
        texts = [name for name in parts.namelist() if not name.endswith(".png")]
        return " ".join(parts.read(name).decode() for name in texts)


def without_sending(form: re.Match[str]) -> str:
    """Return a form that is posted with its links, and without where its buttons send it."""
    return form[0].replace(" formaction=", " ")


def crawl(client: Client) -> dict[str, str]:
    """Open everything that can be reached from the home page; return the text by address."""
    found: dict[str, str] = {}
    alike: Counter[tuple[str, frozenset[str]]] = Counter()
    waiting = [("/", "")]
    while waiting:
        address, seen_on = waiting.pop()
        path, _, query = address.partition("?")
        kind = (path, frozenset(parse_qs(query)))
        if address in found or alike[kind] == MOST_ALIKE:
            continue
        alike[kind] += 1
        response = client.get(address, follow=True)
        dead = f"{address}, linked on {seen_on}, is dead: {response.status_code}"
        assert response.status_code == 200, dead
        if response.streaming:
            found[address] = b"".join(response).decode() + str(response.headers)
            continue
        if response["Content-Type"] == "application/pdf":
            pages = PdfReader(io.BytesIO(response.content)).pages
            found[address] = "".join("".join(page.extract_text().split()) for page in pages)
            found[address] += response["Content-Disposition"]
            continue
        if response["Content-Type"].endswith("spreadsheetml.sheet"):
            cells = (cell for page in opened(response.content) for row in page for cell in row)
            found[address] = " ".join(str(cell.value) for cell in cells) + str(response.headers)
            continue
        if response["Content-Type"] == DOCX:
            found[address] = written_in(response.content) + str(response.headers)
            continue
        found[address] = response.content.decode() + str(response.headers)
        waiting += [
            (urljoin(address, unescape(link)).split("#")[0], address)
            for link in map("".join, LINK.findall(POSTED.sub(without_sending, found[address])))
            if not urlsplit(link).netloc and not link.startswith((*NOT_FOLLOWED, "#"))
            if "sort=" not in link  # the same rows in another order
        ]
    return found


@pytest.mark.skipif(pdf.problem() is not None, reason=f"no PDF here: {pdf.problem()}")
@pytest.mark.parametrize("role", [Role.OFFICER, Role.LEADER, Role.AUDITOR])
def test_nothing_of_another_commune_can_be_reached(facts: Facts, role: Role) -> None:
    people = {Role.OFFICER: facts.own.officer}
    person = people.get(role) or factories.member(facts.own.plan.issuer, role)

    pages = crawl(factories.signed_in(person))

    leaks = [address for address, text in pages.items() if facts.other.word in text]
    assert leaks == []
    own = "".join(pages.values())
    for part in SEEN:
        assert f"{facts.own.word}{part}" in own, f"the crawl did not see its own {part}"
    reached = {resolve(urlsplit(address).path).view_name for address in pages}
    assert REACHED - reached == set()


@pytest.mark.skipif(pdf.problem() is not None, reason=f"no PDF here: {pdf.problem()}")
def test_unit_of_a_commune_reaches_its_own_progress_only(facts: Facts) -> None:
    second = facts.own.plan.tasks.get(position=2).assignments.get()

    pages = crawl(factories.signed_in(factories.member(second.unit)))

    assert not any(facts.other.word in text for text in pages.values())
    first = facts.own.plan.tasks.get(position=1)
    assert f"{facts.own.word}result" not in pages[first.get_absolute_url()]
    assert f"{facts.own.word}result" in pages[second.task.get_absolute_url()]


def test_no_address_of_the_other_commune_gives_a_word_away(facts: Facts) -> None:
    client = factories.signed_in(facts.own.officer)
    plan = facts.other.plan
    assignment = factories.reporting(plan)[0]
    period = Period.objects.latest("data_to")
    addresses = [
        plan.get_absolute_url(),
        f"{plan.get_absolute_url()}appendix/",
        f"{plan.get_absolute_url()}appendix.pdf",
        f"{plan.get_absolute_url()}appendix/?by=lead&columns=six",
        f"{plan.get_absolute_url()}document.docx",
        assignment.task.get_absolute_url(),
        assignment.unit.get_absolute_url(),
        facts.other.commune.get_absolute_url(),
        f"/progress/{assignment.pk}/{period.pk}/",
    ]

    for address in addresses:
        for headers in ({}, {"HX-Request": "true"}):
            response = client.get(address, headers=headers)
            assert response.status_code == 404
            assert facts.other.word not in response.content.decode() + str(response.headers)


def test_reviewer_of_the_province_reaches_both(facts: Facts) -> None:
    """The crawl would see the other's words if they were there."""
    client = factories.signed_in(factories.reviewer(facts.province))

    rows = client.get("/reports/rollup/rows/").content.decode()

    assert facts.own.word in rows
    assert facts.other.word in rows


@pytest.mark.skipif(pdf.problem() is not None, reason=f"no PDF here: {pdf.problem()}")
@pytest.mark.parametrize("who", ["reviewer", "superuser"])
def test_province_meets_no_dead_link(facts: Facts, who: str) -> None:
    if who == "superuser":
        person = User.objects.create_superuser("quan-tri", full_name="Quản trị")
    else:
        person = factories.reviewer(facts.province)

    assert len(crawl(factories.signed_in(person))) > 5
