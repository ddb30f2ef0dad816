"""The pages of what one has asked for: how far it is, the result, giving up, asking again."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from plans import actions
from plans.models import Job, User
from tests import factories
from tests.plans.working import begun, finished, kind, somebody, wanted

pytestmark = pytest.mark.django_db
SCRIPT = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def _kind(monkeypatch: pytest.MonkeyPatch) -> None:
    kind(monkeypatch)


def address(job: Job, act: str = "detail") -> str:
    return reverse(f"plans:job-{act}", args=[job.pk])


def shown(person: User, job: Job) -> str:
    answer = factories.signed_in(person).get(address(job))
    assert answer.status_code == 200
    return answer.content.decode()


def test_job_that_waits_says_how_many_are_before_it_and_may_be_given_up() -> None:
    person = somebody()
    wanted(somebody(), at=factories.NOW.replace(hour=9))
    actions.hear_worker(name="a", at=factories.NOW)

    page = shown(person, wanted(person))

    assert "đang chờ" in page
    assert "Trước yêu cầu này còn 1 tài liệu chờ lập." in page
    assert "Chưa có tiến trình nền" not in page
    assert "Hủy yêu cầu" in page


def test_job_for_which_nobody_works_says_whom_to_tell() -> None:
    person = somebody()

    page = shown(person, wanted(person))

    assert "Máy chủ chưa nhận lập tài liệu. Hãy báo quản trị hệ thống" in page


def test_running_job_shows_how_far_it_is_and_looks_again_with_and_without_script() -> None:
    person = somebody()
    job = begun(wanted(person))
    actions.advance_job(job=job, parts_done=12, parts=166, at=factories.NOW)

    page = shown(person, job)

    listed = factories.signed_in(person).get(reverse("plans:job-list")).content.decode()

    assert "12/166" in listed
    assert '<progress max="166" value="12"' in page
    assert "12/166" in page
    assert f'hx-get="{address(job)}?seen=running-12-166"' in page
    assert f'<a href="{address(job)}">Cập nhật tình hình</a>' in page.partition("<noscript>")[2]


def test_script_gets_the_part_that_changed_and_nothing_when_nothing_did() -> None:
    person = somebody()
    job = begun(wanted(person))
    client = factories.signed_in(person)

    same = client.get(address(job), {"seen": "running-0-0"}, headers=SCRIPT)
    actions.advance_job(job=job, parts_done=1, parts=2, at=factories.NOW)
    changed = client.get(address(job), {"seen": "running-0-0"}, headers=SCRIPT)

    assert (same.status_code, same.content) == (204, b"")
    assert changed.status_code == 200
    assert "1/2" in changed.content.decode()
    assert "<html" not in changed.content.decode()


def test_finished_job_gives_its_file_and_looks_no_more() -> None:
    person = somebody()
    job = finished(wanted(person), b"abc")

    page = shown(person, job)
    got = factories.signed_in(person).get(address(job, "file"))

    assert "hx-get" not in page
    assert "Cập nhật tình hình" not in page
    assert address(job, "file") in page
    assert got.getvalue() == b"abc"
    assert got["Content-Disposition"].startswith("attachment; filename*=utf-8''K%E1%BA%BFt")
    assert "Tệp được giữ đến 28/11/2026." in page
    assert got["Content-Security-Policy"] == "sandbox; default-src 'none'"


def test_failed_job_says_why_and_may_be_asked_for_again() -> None:
    person = somebody()
    job = begun(wanted(person))
    actions.fail_job(job=job, reason="Máy chủ hết chỗ.", at=factories.NOW)
    client = factories.signed_in(person)

    page = shown(person, job)
    answer = client.post(address(job, "again"))

    assert "không lập được" in page
    assert "Máy chủ hết chỗ." in page
    new = Job.objects.waiting().get()
    assert answer["Location"] == address(new)


def test_job_that_is_done_is_not_made_again() -> None:
    person = somebody()
    job = finished(wanted(person))

    answer = factories.signed_in(person).post(address(job, "again"))

    assert answer["Location"] == address(job)
    assert Job.objects.count() == 1


def test_giving_up_says_what_happened() -> None:
    person = somebody()
    client = factories.signed_in(person)
    waiting, done = wanted(person, plan=1), finished(wanted(person, plan=2))

    given_up = client.post(address(waiting, "cancel"), follow=True).content.decode()
    too_late = client.post(address(done, "cancel"), follow=True).content.decode()

    assert "Đã hủy: Phụ lục." in given_up
    assert "Lập lại" in given_up
    assert "Phụ lục đã kết thúc trước khi hủy." in too_late
    assert Job.objects.get(pk=done.pk).is_done


def test_too_many_at_once_are_told_on_the_list() -> None:
    person = somebody()
    given_up = wanted(person, plan=0)
    actions.cancel_job(job=given_up, by=factories.viewer(person), at=factories.NOW)
    for number in range(1, 11):
        wanted(person, plan=number)

    answer = factories.signed_in(person).post(address(given_up, "again"), follow=True)

    assert "Đang có 10 tài liệu chưa lập xong" in answer.content.decode()


@pytest.mark.parametrize("act", ["detail", "file"])
def test_what_others_asked_for_is_not_found(act: str) -> None:
    person = somebody()
    job = finished(wanted(person))
    colleague = factories.member(person.memberships.get().unit)

    assert factories.signed_in(colleague).get(address(job, act)).status_code == 404


def test_result_is_gone_for_who_may_not_see_its_subject_any_more() -> None:
    person = somebody()
    theirs = finished(wanted(person, only=0))
    own = finished(wanted(person, only=person.pk))
    client = factories.signed_in(person)
    answer = client.get(address(theirs, "file"))

    assert answer.status_code == 404
    assert "tài khoản này không còn được xem" in answer.content.decode()
    assert client.get(address(own, "file")).status_code == 200


def test_result_whose_file_is_gone_or_that_is_not_made_yet_is_not_found() -> None:
    person = somebody()
    done, waiting = finished(wanted(person, plan=1)), wanted(person, plan=2)
    done.file.delete(save=False)
    client = factories.signed_in(person)

    answer = client.get(address(done, "file"))

    assert answer.status_code == 404
    assert "Tệp đã lập không còn trên máy chủ. Hãy lập lại." in answer.content.decode()
    assert "Lập lại</button>" in answer.content.decode()
    assert client.get(address(waiting, "file")).status_code == 404
    assert client.get(f"/jobs/{uuid4()}/").status_code == 404


def test_list_shows_ones_own_with_the_same_number_of_queries_for_3_and_30() -> None:
    person = somebody()
    other = wanted(somebody())
    client, counts = factories.signed_in(person), []
    for numbers in (range(3), range(3, 30)):
        for number in numbers:
            finished(wanted(person, plan=number))
        with CaptureQueriesContext(connection) as queries:
            page = client.get(reverse("plans:job-list")).content.decode()
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 8
    assert page.count("Tải về</a>") == page.count("giữ đến 28/11/2026") == 30
    assert address(other) not in page


def test_empty_list_says_what_comes_here() -> None:
    page = factories.signed_in(somebody()).get(reverse("plans:job-list")).content.decode()

    assert "Chưa yêu cầu tài liệu nào" in page
