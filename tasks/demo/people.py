"""Invented people of the demonstration: six who sign in, and colleagues whom these meet in it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.hashers import make_password

from plans.access import Role, Viewer
from plans.models import Membership, Territory, Unit, User
from plans.signin import DEMO_PASSWORD

PEOPLE = (
    ("canbo", "Nguyễn Thị Minh", "commune", "06280", "UBND xã Điềm He", Role.OFFICER, "Công chức"),
    ("chutich", "Hoàng Văn Sơn", "commune", "06280", "UBND xã Điềm He", Role.LEADER, "Chủ tịch"),
    ("sonoivu", "Lê Thu Hà", "province", "20", "Sở Nội vụ", Role.REVIEWER, "Chuyên viên"),
    ("soyte", "Trần Quang Huy", "province", "20", "Sở Y tế", Role.SECTOR, "Chuyên viên"),
    ("kiemtra", "Vi Đức Thắng", "province", "20", "Thanh tra tỉnh", Role.AUDITOR, "Thanh tra viên"),
)
"""Those who sign in: sign-in name, full name, territory, unit, role, title."""
ADMINISTRATOR = "quantri"
PHONE = "0205 000 {number:04}"
"""Of Lạng Sơn, but nobody's: no subscriber's number there begins with a nought."""


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody without a password: seen in the portal, never signed in."""

    username: str
    full_name: str
    role: Role
    title: str


def load() -> None:
    """Make the accounts of those who sign in, with their posts."""
    # One hash for all: the password is one and public, and a good hash takes its time.
    password = make_password(DEMO_PASSWORD)
    for username, full_name, level, code, unit_name, role, title in PEOPLE:
        user = _person(username, full_name, password=password)
        territory = Territory.objects.filter(valid_to__isnull=True).get(level=level, code=code)
        unit = Unit.objects.get(territory=territory, name=unit_name)
        _give_post(user, unit, role, title)
    _person(ADMINISTRATOR, "Quản trị hệ thống", password=password, is_staff=True, is_superuser=True)


def usernames() -> set[str]:
    """Return the sign-in names of those who sign in."""
    return {ADMINISTRATOR, *(username for username, *_ in PEOPLE)}


def load_colleague(unit: Unit, colleague: Colleague, *, number: int) -> None:
    """Make the account of a colleague with a post at a unit."""
    user = User.objects.filter(username=colleague.username).first()
    if user is None:
        user = User.objects.create_user(
            colleague.username,
            full_name=colleague.full_name,
            phone=PHONE.format(number=number),
        )
    _give_post(user, unit, colleague.role, colleague.title)


class Viewers(dict[str, Viewer]):
    """People as seen on the day of loading, by their sign-in names; each is read once."""

    def __init__(self, on: date) -> None:
        super().__init__()
        self.on = on

    def __missing__(self, username: str) -> Viewer:
        user = User.objects.get(username=username)
        self[username] = Membership.objects.all().viewer(user, self.on)
        return self[username]


def _person(username: str, full_name: str, **fields: Any) -> User:
    user, _ = User.objects.get_or_create(
        username=username, defaults={"full_name": full_name, **fields}
    )
    return user


def _give_post(user: User, unit: Unit, role: Role, title: str) -> None:
    Membership.objects.get_or_create(user=user, unit=unit, role=role, defaults={"title": title})
