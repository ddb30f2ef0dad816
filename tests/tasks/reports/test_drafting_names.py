"""Names of a draft stand once, by role; what they mean is added only where it says more."""

import pytest

from plans.models import Unit
from tasks.models import Party
from tasks.reports import drafting
from tests import factories

pytestmark = pytest.mark.django_db


def test_names_stand_by_role_and_are_not_repeated() -> None:
    commune = factories.commune("Xã Điềm He")
    task = factories.task(factories.plan(commune))
    task.parties.all().delete()
    police = factories.unit(commune, "Công an xã Điềm He", kind=Unit.Kind.POLICE)
    office = factories.unit(commune, "Văn phòng xã")
    Unit.objects.filter(pk=office.pk).update(aliases=["Văn phòng HĐND và UBND"])
    named = [
        (Party.Role.LEAD, "Công an xã", police),
        (Party.Role.SUPPORT, "Văn phòng HĐND và UBND", office),
        (Party.Role.SUPPORT, "Bộ phận một cửa", office),
        (Party.Role.SUPPORT, "Ai đó", None),
    ]
    for position, (role, text, unit) in enumerate(named, start=1):
        task.parties.create(role=role, position=position, text=text, unit=unit)

    (row,) = drafting.build(task.plan).rows

    assert [(word, [(one.text, one.hint) for one in named]) for word, named in row.roles] == [
        ("chủ trì, thực hiện", [("Công an xã", "")]),
        (
            "phối hợp",
            [
                ("Văn phòng HĐND và UBND", ""),
                ("Bộ phận một cửa", "Văn phòng xã"),
                ("Ai đó", ""),
            ],
        ),
    ]
