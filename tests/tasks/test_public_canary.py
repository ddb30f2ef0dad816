"""A canary: nothing that is not everybody's stands on any public page, file or print."""

import re
from html import unescape
from io import BytesIO

import pytest
from pypdf import PdfReader

from indicators.models import Component, Target
from papi_portal import pdf
from plans.models import Period, Plan, PlanSection, Territory, User
from tasks import actions
from tasks.models import Party, Progress, Submission, Task
from tests import factories
from tests.tasks.showing_all import administrator, asked, switched_on

pytestmark = pytest.mark.django_db
LINK = re.compile(r'(?:href|src)="(/(?:public/[^"#]*|robots\.txt))"')
WORD = "CANARY"
PERSON = "Lò Thị Kín"
PHONE, MAIL = "0912 345 678", "kin@langson.gov.vn"
SEEN = ("Tuyên truyền CÔNG KHAI", "Công an xã", "đã thực hiện trong kỳ", "1/KH-UBND", "Nội dung 1")
"""What the crawl would not see if it saw nothing."""


@pytest.fixture
def province() -> Territory:
    """Return a province that shows all it may, with canaries wherever it may not."""
    province = factories.province("Tỉnh Lạng Sơn", code="20")
    switched_on(province, "Ghi rõ nguồn")
    User.objects.update(full_name=f"{WORD}-administrator", phone=f"{WORD}-phone")
    factories.framework()
    before, period = (factories.period(province, ordinal=ordinal) for ordinal in (3, 4))
    commune = factories.commune(parent=province)
    plan = _issued(commune)
    by = factories.officer(commune)
    for one in (before, period):
        for row in factories.reporting(plan):
            factories.recorded(row, one, result=f"{WORD}-result", difficulty=f"{WORD}-trouble")
            actions.add_evidence(
                assignment=row,
                period=one,
                shown=actions.Explained(f"{WORD}-evidence"),
                by=factories.viewer(by),
                at=factories.NOW,
            )
    Progress.objects.update(
        proposal=f"{WORD}-proposal", reason=f"{WORD}-reason", figure_unit=f"{WORD}-figure"
    )
    accepted = factories.submission(plan, before, state="accepted")
    returned = factories.submission(plan, period, state="returned")
    Progress.objects.filter(period=period).update(state="not_started")
    said = {"results": f"{WORD}-results", "limits": f"{WORD}-limits", "comment": f"{WORD}-comment"}
    for report in (accepted, returned):
        Submission.objects.filter(pk=report.pk).update(leader_comment=f"{WORD}-aside", **said)
    _tell_in_private(plan, before)
    _keep_out(province, commune)
    User.objects.update(full_name=f"{WORD}-person", email=f"{WORD}@example.org")
    return province


def _issued(commune: Territory) -> Plan:
    """Return a plan that names people where documents do."""
    police = factories.unit(commune, f"Công an xã (bà {PERSON}, {PHONE})")
    plan = factories.plan(commune, number="1/KH-UBND")
    Plan.objects.filter(pk=plan.pk).update(
        **dict.fromkeys(("opening", "closing", "signatory", "signed_for"), f"{WORD}-document"),
        recipients=[f"{WORD}-recipient"],
        subject=f"Nâng cao Chỉ số PAPI, do ông {PERSON} chỉ đạo",
    )
    PlanSection.objects.create(
        plan=plan, part="body", position=1, heading=f"{WORD}-heading", text=f"{WORD}-section"
    )
    task = factories.task(plan, lead=police, text=f"- Tuyên truyền CÔNG KHAI;\n- bà {PERSON} lo.")
    PlanSection.objects.filter(tasks=task).update(heading=f"Đồng chí Bí thư {PERSON} lo")
    factories.party(task, Party.Role.LEAD, text=f"Ông {PERSON}")
    Task.objects.filter(pk=task.pk).update(
        note=f"{WORD}-note",
        support_text=f"đồng chí {PERSON}",
        lead_text=f"Công an xã ({PERSON}, {PHONE})",
        title=f"Mô hình của Ông: {PERSON}",
        deadline_text=f"khi {PERSON} - Chủ tịch UBND xã báo",
        output=f"Báo cáo gửi {MAIL}",
    )
    Target.objects.create(
        plan=plan,
        component=Component.objects.get(code="1", framework__code="papi-2021"),
        position=1,
        year=2026,
        kind="score_min",
        value=5,
        text=f"Đạt 5 điểm, ông {PERSON} ({PHONE}) lo",
    )
    plan.refresh_from_db()
    return actions.issue_plan(plan=plan, by=None, at=factories.NOW)


def _tell_in_private(plan: Plan, period: Period) -> None:
    """Leave marks in an answer to a difficulty of an accepted report, and in a finding."""
    row = factories.reporting(plan)[0]
    reader = factories.viewer(factories.reviewer(period.territory))
    actions.answer_difficulties(
        progress=list(Progress.objects.filter(assignment=row, period=period)),
        text=f"{WORD}-answer",
        unit=reader.user.memberships.get().unit,
        by=reader,
        at=factories.NOW,
    )
    actions.record_finding(
        unit=plan.issuer,
        task=row.task,
        source=f"{WORD}-source",
        text=f"{WORD}-finding",
        found_on=factories.TODAY,
        due_on=factories.TODAY,
        by=reader,
        at=factories.NOW,
    )


def _keep_out(province: Territory, commune: Territory) -> None:
    """Leave a draft, a plan that says to be secret, and one that was kept out."""
    draft = factories.plan(commune, number=f"{WORD}-draft")
    factories.task(draft, text=f"{WORD}-draft")
    secret, kept = (factories.issued_plan(commune, number=f"{WORD}-{n}") for n in range(2))
    Plan.objects.filter(pk=secret.pk).update(subject=f"{WORD} (Mật)")
    browser = factories.signed_in(administrator())
    browser.post(f"/plans/{kept.pk}/public/", {"out": "1"})


def crawl() -> dict[str, str]:
    """Open everything that public pages lead to; return the text by address."""
    found, waiting = dict[str, str](), ["/public/", "/public/?lang=en", "/robots.txt"]
    while waiting:
        address = waiting.pop()
        if address in found:
            continue
        answer = asked(address)
        assert answer.status_code == 200, address
        content = answer.getvalue() if answer.streaming else answer.content
        if ".pdf" in address:
            pages = PdfReader(BytesIO(content)).pages
            found[address] = " ".join(page.extract_text() for page in pages)
        else:
            found[address] = content.decode()
        found[address] += str(answer.headers)
        waiting += map(unescape, LINK.findall(found[address]))
    return found


@pytest.mark.skipif(pdf.problem() is not None, reason=f"no PDF here: {pdf.problem()}")
def test_nothing_private_stands_on_any_public_page_or_file(province: Territory) -> None:
    pages = crawl()

    assert [address for address, text in pages.items() if WORD in text] == []
    everything = " ".join(pages.values())
    plain = " ".join(everything.split())
    for named in (PERSON, PERSON.upper(), PHONE, MAIL):
        assert "".join(named.split()) not in "".join(plain.split())  # columns of prints are narrow
    for seen in SEEN:
        assert seen in plain, f"the crawl did not see {seen}"
    assert sum(".pdf" in address for address in pages) == 3
    assert sum(".csv" in address for address in pages) == 6
    assert province.code in everything


def test_state_of_a_returned_report_is_not_told(province: Territory) -> None:
    pages = asked("/public/20/data/progress.csv").getvalue().decode()

    assert "not_started" not in pages
    assert "Quý IV/2026" not in pages
    assert "done_in_period" in pages
