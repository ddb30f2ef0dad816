"""The province's desk: figures that open their rows, days with extensions, sorting, departments."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.html import strip_tags

from plans.models import Extension, Period, Territory, Unit
from tasks import actions
from tasks.models import SubmissionStep
from tests import factories

pytestmark = pytest.mark.django_db
ADDRESS = reverse("tasks:rollup")


class Facts:
    """Four communes: handed in, accepted, returned, and one that has not reported."""

    def __init__(self) -> None:
        self.province = factories.province()
        self.period = factories.period(self.province)
        self.communes: dict[str, Territory] = {}
        for name, state in (
            ("Xã Đã", "submitted"),
            ("Xã Được", "accepted"),
            ("Xã Bị", "returned"),
            ("Xã Chưa", ""),
        ):
            commune = factories.commune(name, parent=self.province)
            plan = factories.issued_plan(commune)
            self.communes[name] = commune
            if state:
                factories.recorded(factories.reporting(plan)[0], self.period)
                factories.submission(plan, self.period, state=state)
        self.client = factories.signed_in(factories.reviewer(self.province))

    def page(self, query: str = "") -> str:
        response = self.client.get(ADDRESS + query)
        assert response.status_code == 200
        return response.content.decode()

    def unit(self, name: str) -> Unit:
        return factories.committee(self.communes[name])


@pytest.fixture
def facts(db: None) -> Facts:
    return Facts()


@pytest.fixture
def _late(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let pages see the fifth day after communes were due."""
    day = factories.TODAY.replace(month=12, day=19)
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_: day)


def rows(shown: str) -> dict[str, str]:
    """Return the rows of the communes by name, in their order."""
    body = shown[shown.index("<tbody>") : shown.index("</tbody>")]
    said = [" ".join(strip_tags(row).split()) for row in body.split("<tr>")[1:]]
    return {" ".join(row.split()[:2]): row for row in said}


def figures(shown: str) -> dict[str, str]:
    return dict(re.findall(r"<dt>([^<]+)</dt>\s*<dd[^>]*><a[^>]*>(\d+)", shown))


def test_figures_on_top_say_how_far_the_reports_are(facts: Facts) -> None:
    said = figures(facts.page())

    wanted = {"Đã nộp": "2", "Chờ duyệt": "1", "Đã duyệt": "1", "Trả lại": "1", "Chưa nộp": "1"}
    assert wanted.items() <= said.items()


@pytest.mark.parametrize(
    ("show", "names"),
    [
        ("handed_in", ["Xã Đã", "Xã Được"]),
        ("submitted", ["Xã Đã"]),
        ("returned", ["Xã Bị"]),
        ("owing", ["Xã Chưa"]),
    ],
)
def test_each_figure_opens_its_communes(facts: Facts, show: str, names: list[str]) -> None:
    assert list(rows(facts.page(f"?show={show}"))) == names


@pytest.mark.usefixtures("_late")
def test_late_is_who_owes_after_the_day_unless_given_more_time(facts: Facts) -> None:
    assert list(rows(facts.page("?show=late"))) == ["Xã Chưa", "Xã Bị"]
    Extension.objects.create(
        period=facts.period,
        unit=facts.unit("Xã Chưa"),
        due_on=facts.period.due_commune_on + timedelta(days=10),
        reason="Bão",
        granted_at=factories.NOW,
        granted_by=factories.user(),
    )

    shown = facts.page()

    assert list(rows(facts.page("?show=late"))) == ["Xã Bị"]
    assert "gia hạn đến 27/12/2026" in rows(shown)["Xã Chưa"]
    assert "quá hạn 2 ngày" in rows(shown)["Xã Bị"]


def test_day_of_the_first_handing_in_counts(facts: Facts) -> None:
    late = factories.NOW + timedelta(days=30)
    steps = SubmissionStep.objects.filter(submission__unit=facts.unit("Xã Được"))
    steps.filter(state="submitted").update(at=late)

    said = rows(facts.page())

    assert "nộp đúng hạn nộp 21/11/2026" in said["Xã Đã"]
    assert "nộp muộn (4 ngày) nộp 21/12/2026" in said["Xã Được"]


@pytest.mark.parametrize(
    ("sort", "first", "last"),
    [("name", "Xã Bị", "Xã Được"), ("-name", "Xã Được", "Xã Bị"), ("late", "Xã Chưa", "Xã Được")],
)
def test_rows_are_sorted_by_links_that_say_so(
    facts: Facts, sort: str, first: str, last: str
) -> None:
    shown = facts.page(f"?sort={sort}")

    names = list(rows(shown))
    assert (names[0], names[-1]) == (first, last)
    assert f'aria-sort="{"descending" if sort[0] == "-" else "ascending"}"' in shown


def test_least_share_comes_first_when_sorted_by_share(facts: Facts) -> None:
    assert next(iter(rows(facts.page("?sort=share")))) == "Xã Chưa"


def test_communes_that_owe_are_ticked_for_more_time(facts: Facts) -> None:
    shown = facts.page("?show=owing")
    unit = facts.unit("Xã Chưa")
    other = facts.unit("Xã Bị")
    assert f'name="unit" value="{unit.pk}"' in shown

    extend = facts.client.get(
        reverse("tasks:period-extend", args=[facts.period.pk]),
        {"unit": [str(unit.pk), str(other.pk), "x"]},
    ).content.decode()

    assert len(re.findall(r"<input[^>]*\bchecked\b", extend)) == 2


def test_who_does_not_keep_the_calendar_ticks_nothing(facts: Facts) -> None:
    officer = factories.signed_in(factories.officer(facts.communes["Xã Chưa"]))

    shown = officer.get(ADDRESS).content.decode()

    assert "Xã Chưa" in shown
    assert 'name="unit"' not in shown
    assert reverse("tasks:report-queue") not in shown


def test_head_leads_to_what_waits(facts: Facts) -> None:
    shown = facts.page()

    for name in ("report-queue", "late-reports", "difficulties", "finding-list", "punctuality"):
        assert reverse(f"tasks:{name}") in shown
    assert facts.period.get_absolute_url() in shown


def test_departments_stand_in_a_table_of_their_own(facts: Facts) -> None:
    health = factories.unit(facts.province, "Sở Y tế", kind=Unit.Kind.DEPARTMENT)
    plan = factories.plan(facts.province)
    factories.task(plan, lead=health)
    factories.task(plan, lead=health)
    actions.issue_plan(plan=plan, by=None, at=factories.NOW)
    factories.recorded(factories.reporting(plan)[0], facts.period)

    shown = facts.page()

    table = shown[shown.index('id="matrix-departments"') :]
    assert "Sở Y tế" in table
    assert "chưa nộp" in table
    assert "Sở Y tế" not in rows(shown)
    (link,) = re.findall(rf'href="([^"]*unit={health.pk})">1/2', table)
    behind = facts.client.get(link.replace("&amp;", "&")).content.decode()
    assert "2 nhiệm vụ, Quý IV/2026" in behind
    assert "Nhiệm vụ Quý IV/2026, Sở Y tế" in behind


def test_closed_period_says_so_instead_of_counting_days(facts: Facts) -> None:
    Period.objects.filter(pk=facts.period.pk).update(
        state="closed", closed_at=factories.NOW, closed_by=factories.user()
    )

    assert "kỳ đã khóa" in rows(facts.page())["Xã Chưa"]
