"""Where the queue of jobs is: in the database, or in Redis where that is asked for."""

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from papi_portal import environment


@pytest.mark.parametrize("said", ["", " "])
def test_queue_is_in_the_database(monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    monkeypatch.setenv("PAPI_TASKS_URL", said)

    engine = environment.task_engine("PAPI_TASKS_URL")

    assert engine.backend == settings.TASKS["default"]["BACKEND"]
    assert set(engine.apps) <= set(settings.INSTALLED_APPS)
    assert not engine.url


@pytest.mark.parametrize("address", ["redis://10.0.0.5:6379/0", "rediss://queue.tinh.vn"])
def test_queue_in_redis_has_the_engine_that_goes_with_it(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv("PAPI_TASKS_URL", address)
    monkeypatch.setattr(environment, "find_spec", lambda _name: object())

    engine = environment.task_engine("PAPI_TASKS_URL")

    assert (engine.backend, engine.url) == ("django_tasks_rq.RQBackend", address)
    assert "django_rq" in engine.apps


def test_queue_in_redis_without_its_package_stops_the_start(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PAPI_TASKS_URL", "redis://10.0.0.5")
    monkeypatch.setattr(environment, "find_spec", lambda _name: None)

    with pytest.raises(ImproperlyConfigured, match=r"^PAPI_TASKS_URL .* install the package"):
        environment.task_engine("PAPI_TASKS_URL")


@pytest.mark.parametrize("address", ["amqp://h", "redis", "redis://", "redis://h:x"])
def test_nonsense_is_no_queue(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("PAPI_TASKS_URL", address)

    with pytest.raises(ImproperlyConfigured, match=r"^PAPI_TASKS_URL is no queue"):
        environment.task_engine("PAPI_TASKS_URL")
