"""People who are not signed in any more."""

import pytest
from django.test import Client
from django.urls import reverse

from tasks.models import Progress
from tests import factories

pytestmark = pytest.mark.django_db

NOT_SAVED = "nội dung vừa gửi chưa được lưu"


def address() -> str:
    """Return where the officer of a commune saves a row."""
    commune = factories.commune()
    period = factories.period(commune)
    (assignment,) = factories.reporting(factories.issued_plan(commune))
    return reverse("tasks:progress-record", args=[assignment.pk, period.pk])


def test_what_was_sent_is_said_to_be_not_saved() -> None:
    answer = Client().post(address(), {"state": "in_progress"}, follow=True)

    assert answer.redirect_chain[0][0].startswith("/accounts/login/?next=/progress/")
    assert NOT_SAVED in answer.content.decode()
    assert not Progress.objects.exists()


def test_who_only_looked_is_told_nothing() -> None:
    assert NOT_SAVED not in Client().get(address(), follow=True).content.decode()
