"""What there may be only one of, made by several people in the same moment: told, not broken."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

import pytest

from plans import actions as plan_actions
from plans.access import Role
from plans.actions import NewAccount, NotHandedOverError
from plans.models import Membership, Plan, Unit, User
from tasks import actions
from tasks.actions import LockedError
from tasks.actions.refusals import NUMBER_TAKEN
from tests import factories
from tests.tasks import uploads
from tests.tasks.reading.written_plans import row
from tests.tasks.threads import at_once

pytestmark = pytest.mark.usefixtures("shared_database")
NUMBER = "12/KH-UBND"


def test_two_drafts_given_one_number_at_once() -> None:
    commune = factories.commune()
    drafts = [factories.plan(commune) for _ in range(2)]
    by = factories.viewer(factories.officer(commune))

    outcomes = at_once(
        [
            partial(
                actions.edit_plan,
                plan=Plan.objects.get(pk=draft.pk),
                head={"number": NUMBER},
                version=1,
                by=by,
                at=factories.NOW,
            )
            for draft in drafts
        ]
    )

    assert sorted(type(one).__name__ for one in outcomes) == ["LockedError", "Plan"], outcomes
    assert Plan.objects.filter(number=NUMBER).count() == 1


def test_two_documents_of_one_number_confirmed_at_once() -> None:
    commune = uploads.diem_he()
    waiting = [uploads.waiting(commune, row(f"Việc {at}"), number=NUMBER) for at in range(2)]

    outcomes = at_once([partial(uploads.confirmed, intake) for intake in waiting])

    assert sorted(type(one).__name__ for one in outcomes) == ["LockedError", "Plan"], outcomes
    assert Plan.objects.count() == 1
    refused = next(one for one in outcomes if isinstance(one, LockedError))
    assert NUMBER in str(refused) or str(refused) == NUMBER_TAKEN


def test_two_documents_that_add_one_unit_confirmed_at_once() -> None:
    commune = uploads.diem_he()
    waiting = [
        uploads.waiting(
            commune, row(f"Việc {at}", lead=["Tổ công nghệ số"]), number=f"{at}/KH-UBND"
        )
        for at in range(2)
    ]
    for intake in waiting:
        actions.choose_names(intake=intake, choices={"to cong nghe so": "add:"})

    outcomes = at_once([partial(uploads.confirmed, intake) for intake in waiting])

    assert all(isinstance(one, Plan) for one in outcomes), outcomes
    assert Unit.objects.filter(name="Tổ công nghệ số").count() == 1


def hand_over(post: Membership, username: str) -> Callable[[], Membership]:
    administrator = User.objects.filter(is_superuser=True).first()
    return partial(
        plan_actions.hand_over_post,
        membership=post,
        to=NewAccount(username, "Lê Văn C"),
        on=factories.TODAY + timedelta(days=1),
        by=factories.viewer(administrator or User.objects.create_superuser("quan-tri")),
        at=factories.NOW,
    )


@pytest.mark.parametrize("second", ["le-van-c", "Le-Van-C"])
def test_two_accounts_of_one_name_made_at_once(second: str) -> None:
    unit = factories.committee(factories.commune())
    posts = [
        Membership.objects.create(
            user=factories.user(), unit=unit, role=Role.OFFICER, valid_from=date(2026, 1, 1)
        )
        for _ in range(2)
    ]

    outcomes = at_once(
        [hand_over(post, name) for post, name in zip(posts, ("le-van-c", second), strict=True)]
    )

    told = sorted(type(one).__name__ for one in outcomes)
    assert told == ["Membership", "NotHandedOverError"], outcomes
    assert User.objects.filter(username__iexact="le-van-c").count() == 1
    refused = next(one for one in outcomes if isinstance(one, NotHandedOverError))
    assert "đã có người dùng" in str(refused)


def test_one_post_handed_over_by_two_at_once_has_one_next_holder() -> None:
    post = factories.member(factories.committee(factories.commune())).memberships.get()

    outcomes = at_once([hand_over(post, name) for name in ("le-van-c", "le-van-d")])

    told = sorted(type(one).__name__ for one in outcomes)
    assert told == ["Membership", "NotHandedOverError"], outcomes
    assert Membership.objects.filter(unit=post.unit).count() == 2
