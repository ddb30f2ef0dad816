"""What was issued is given as it was issued, by jobs and commands too, until it stands no more."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from plans import actions as plan_actions
from plans.background import run_job
from plans.models import Job
from tasks import actions
from tasks.models import IssuedReport
from tasks.printing import REPORT, REPORT_ISSUE
from tests import factories
from tests.tasks.report_pages import Facts, plain
from tests.tasks.test_issued_pages import facts, issue

pytestmark = pytest.mark.django_db
__all__ = ["facts"]


def done(facts: Facts, kind: str, **typed: Any) -> Job:
    """Return a job of the report's leader after a worker had it."""
    whose = {"plan": facts.plan.pk, "unit": facts.plan.issuer_id, "period": facts.period.pk}
    by = factories.viewer(facts.leader)
    asked: dict[str, Any] = {"title": "Báo cáo", "content": "", "at": factories.NOW, "by": by}
    job = plan_actions.request_job(kind=kind, parameters={**whose, **typed}, **asked)
    run_job.func(str(job.pk))
    return Job.objects.get(pk=job.pk)


def withdraw(facts: Facts) -> None:
    by, issued = factories.viewer(facts.leader), IssuedReport.objects.get()
    actions.withdraw_number(issued=issued, reason="Nhầm", by=by, at=factories.NOW)


def printed(facts: Facts, out: Path, **options: Any) -> str:
    said = StringIO()
    named = {"plan": str(facts.plan.pk), "out": out, "stdout": said, **options}
    call_command("print_quarter", str(facts.period.pk), **named)
    return said.getvalue()


def test_job_that_prints_a_report_gives_what_was_issued(facts: Facts) -> None:
    draft = done(facts, REPORT)
    issue(facts)
    issued = IssuedReport.objects.get()

    job = done(facts, REPORT, asked="again")

    given = Path(job.file.path).read_bytes()
    assert given == issued.copies["pdf"].content != Path(draft.file.path).read_bytes()
    assert job.file_name == "Báo cáo số 25/BC-UBND ngày 21/11/2026.pdf"
    Path(issued.pdf.path).write_bytes(b"%PDF-X")
    assert "không còn khớp mã băm" in done(facts, REPORT, asked="later").reason


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_command_writes_what_was_issued(facts: Facts, tmp_path: Path, kind: str) -> None:
    issue(facts)
    copy, out = IssuedReport.objects.get().copies[kind], tmp_path / f"a.{kind}"

    assert printed(facts, out) == f"Báo cáo số 25/BC-UBND ngày 21/11/2026 → {out}\n"

    assert out.read_bytes() == copy.content
    printed(facts, out, section=True)
    assert out.read_bytes() != copy.content
    Path(copy.file.path).write_bytes(b"X")
    with pytest.raises(CommandError, match="không còn khớp mã băm"):
        printed(facts, out)


def test_command_writes_a_table_and_what_stands_no_more_anew(facts: Facts, tmp_path: Path) -> None:
    issue(facts)
    table, letter = tmp_path / "a.xlsx", tmp_path / "a.docx"
    assert printed(facts, table).startswith("Báo cáo số 25/BC-UBND, Quý IV/2026")
    assert table.read_bytes().startswith(b"PK")
    withdraw(facts)

    assert printed(facts, letter).startswith("Báo cáo Quý IV/2026")

    assert letter.read_bytes() != IssuedReport.objects.get().copies["docx"].content


@pytest.mark.parametrize("kind", [REPORT_ISSUE, REPORT])
def test_file_of_a_job_is_not_given_after_its_number_was_withdrawn(facts: Facts, kind: str) -> None:
    typed: dict[str, Any] = {"number": "25/BC-UBND", "issued_on": "2026-11-21", "papers": 0}
    if kind == REPORT:
        issue(facts)
        typed = {}
    job = done(facts, kind, **typed, version=facts.report.version)
    client, address = factories.signed_in(facts.leader), reverse("plans:job-file", args=[job.pk])
    assert client.get(address).status_code == 200
    withdraw(facts)

    answer = client.get(address)

    assert answer.status_code == 404
    assert "Số của văn bản này đã hủy" in plain(answer)
    assert "Lập lại" not in plain(answer)
    client.post(reverse("plans:job-again", args=[job.pk]))
    assert Job.objects.get() == job
    issue(facts, number="52/BC-UBND")
    assert client.get(address).status_code == 404
