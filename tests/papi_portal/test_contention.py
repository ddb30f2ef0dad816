"""An act that the database ended for another's sake is tried once more, then told."""

from collections.abc import Callable
from functools import partial
from threading import Barrier, local
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from papi_portal import urls
from plans.models import Territory
from tests import factories
from tests.tasks.threads import at_once


class EndedError(Exception):
    """What a database driver raises, with its name for the reason."""

    def __init__(self, *, pgcode: str | None = None, name: str = "") -> None:
        super().__init__("deadlock detected")
        self.pgcode, self.sqlite_errorname = pgcode, name


DEADLOCK = EndedError(pgcode="40P01")
CONTENTION = {
    "deadlock": DEADLOCK,
    "waited too long": EndedError(pgcode="55P03"),
    "busy": EndedError(name="SQLITE_BUSY_SNAPSHOT"),
    "locked": EndedError(name="SQLITE_LOCKED"),
}


def ended(cause: Exception) -> OperationalError:
    error = OperationalError("deadlock detected")
    error.__cause__ = cause
    return error


class Act:
    """A view that renames a place in a transaction which is ended some times before it is kept."""

    def __init__(self, fails: int, cause: Exception = DEADLOCK) -> None:
        self.fails, self.cause, self.sent = fails, cause, list[str]()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        upload = request.FILES.get("file")
        self.sent.append(upload.read().decode() if upload else "")
        with transaction.atomic():
            for place in Territory.objects.all():
                Territory.objects.filter(pk=place.pk).update(name=f"{place.name}!")
            if len(self.sent) <= self.fails:
                raise ended(self.cause)
        return HttpResponse("kept")


Send = Callable[..., Any]
Serve = Callable[[Callable[[HttpRequest], HttpResponse]], Send]


@pytest.fixture
def serve(settings: Any) -> Serve:
    """Return what puts a view at an address of its own, and gives how a form is sent to it."""

    def served(act: Callable[[HttpRequest], HttpResponse]) -> Send:
        settings.ROOT_URLCONF = (path("act/", act), *urls.urlpatterns)
        person = factories.user()

        def send(method: str = "post", **over: Any) -> Any:
            client = Client(raise_request_exception=False)
            client.force_login(person)
            return getattr(client, method)("/act/", **over)

        return send

    return served


def names() -> set[str]:
    return set(Territory.objects.values_list("name", flat=True))


@pytest.mark.django_db
@pytest.mark.parametrize("why", CONTENTION)
def test_act_that_was_ended_once_is_done_once(serve: Serve, why: str) -> None:
    factories.province("Xã Một")
    act = Act(fails=1, cause=CONTENTION[why])

    answer = serve(act)()

    assert (answer.content, len(act.sent), names()) == (b"kept", 2, {"Xã Một!"})


@pytest.mark.django_db
def test_file_is_read_from_its_beginning_again(serve: Serve) -> None:
    act = Act(fails=1)

    serve(act)(data={"file": SimpleUploadedFile("a.txt", b"abc")})

    assert act.sent == ["abc", "abc"]


@pytest.mark.django_db
def test_act_that_was_ended_twice_is_told_and_nothing_is_kept(serve: Serve) -> None:
    factories.province("Xã Một")
    act = Act(fails=9)

    answer = serve(act)()

    page = answer.content.decode()
    assert (answer.status_code, len(act.sent), names()) == (409, 2, {"Xã Một"})
    assert "lần gửi này chưa được lưu" in page
    assert "bấm nút quay lại của trình duyệt" in page


@pytest.mark.django_db
def test_script_is_told_to_try_later(serve: Serve) -> None:
    answer = serve(Act(fails=9))(headers={"HX-Request": "true"})

    assert (answer.status_code, answer.content) == (503, b"")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("method", "cause"), [("get", DEADLOCK), ("post", EndedError(pgcode="57014"))]
)
def test_what_was_read_or_is_no_contention_stays_a_fault(
    serve: Serve, method: str, cause: Exception
) -> None:
    act = Act(fails=9, cause=cause)

    assert serve(act)(method).status_code == 500
    assert len(act.sent) == 1


@pytest.mark.usefixtures("shared_database")
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite's writers stand in one queue")
def test_two_who_wait_for_each_other_are_both_done(serve: Serve) -> None:
    places = [factories.province(name) for name in ("Xã Một", "Xã Hai")]
    both_hold_one, once = Barrier(2), local()
    attempts = list[str]()

    def act(request: HttpRequest) -> HttpResponse:
        first, second = request.POST["order"].split(",")
        attempts.append(first)
        with transaction.atomic():
            hold(first)
            if not hasattr(once, "waited"):
                once.waited = True
                both_hold_one.wait(timeout=20)
            hold(second)
        return HttpResponse("kept")

    def hold(pk: str) -> None:
        place = Territory.objects.select_for_update().get(pk=pk)
        Territory.objects.filter(pk=pk).update(name=f"{place.name}!")

    send = serve(act)
    orders = [",".join(str(one.pk) for one in order) for order in (places, places[::-1])]
    answers = at_once([partial(send, data={"order": order}) for order in orders])

    assert [getattr(one, "content", one) for one in answers] == [b"kept", b"kept"]
    assert names() == {"Xã Một!!", "Xã Hai!!"}
    assert len(attempts) > len(orders), "one of the two was ended and tried again"
