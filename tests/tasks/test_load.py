"""Data made to measure by: like what the portal's own acts write, the same for the same seed."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import Count, Q

from plans.models import Event, Membership, Period, Plan, Territory, User
from tasks import actions, load
from tasks.actions import Recorded
from tasks.load import reports
from tasks.models import Assignment, Evidence, Party, Progress, Submission, SubmissionStep, Task
from tasks.reports import rollup
from tests.factories import NOW, TODAY

pytestmark = pytest.mark.django_db
SMALL = load.Size(communes=4, tasks=9, periods=2)
Rows = list[tuple[Any, ...]]


def make(size: load.Size = SMALL, *, seed: int = 1) -> None:
    load.make(size, seed=seed, on=TODAY)


def told() -> dict[str, Rows]:
    """Return what stands, without keys, which a second run counts on from."""
    by_time = Progress.objects.order_by("assignment__task__plan__territory__code", "pk")
    return {
        "people": list(User.objects.values_list("username", "full_name").order_by("username")),
        "rows": list(Task.objects.order_by("pk").values_list("text", "deadline_text", "label")),
        "progress": list(by_time.values_list("state", "result", "version", "recorded_at")),
        "steps": list(SubmissionStep.objects.order_by("pk").values_list("state", "at", "comment")),
        "trail": list(Event.objects.order_by("pk").values_list("at", "actor_text", "sentence")),
    }


@contextmanager
def gone_afterwards() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def test_same_seed_makes_the_same_and_another_seed_something_else() -> None:
    stories = []
    for seed in (1, 1, 2):
        with gone_afterwards():
            make(seed=seed)
            stories.append(told())
    first, again, other = stories
    assert first == again
    assert all(first[name] != other[name] for name in ("people", "rows", "progress"))


def _said(plan: Plan) -> dict[str, Rows]:
    """Return what a commune's plan holds, other communes' names and keys left out."""
    here = plan.territory
    kind = f" {here.name_inside.removesuffix(here.bare_name).strip()}"  # of "Công an phường"

    def plain(rows: Any, *, names_units: bool = False) -> Rows:
        words = {here.name: "#", here.name_inside: "#", here.bare_name: "#", plan.number: "№"}
        cleaned = []
        for row in rows:
            said = tuple(str(value) for value in row)
            if names_units:
                said = tuple(value.removesuffix(kind) for value in said)
            for word, mark in words.items():
                said = tuple(value.replace(word, mark) for value in said)
            cleaned.append(said)
        return cleaned

    tasks = plan.tasks.order_by("position")
    given = Assignment.objects.filter(task__plan=plan).order_by("task__position", "role", "pk")
    parties = Party.objects.filter(task__plan=plan).order_by("task__position", "role", "position")
    heads = [one.attname for one in Plan._meta.concrete_fields]
    apart = {"id", "territory_id", "issuer_id"}
    above = Assignment.objects.filter(unit=plan.issuer, task__plan__territory=here.parent)
    return {
        "head": plain([[getattr(plan, name) for name in heads if name not in apart]]),
        "bases": plain(plan.bases.values_list("relation", "text", "document")),
        "sections": plain(
            plan.sections.order_by("position").values_list("label", "heading", "parent__label")
        ),
        "tasks": plain(tasks.values_list("position", "origin", "section__heading", *Task.WORDS)),
        "components": plain(tasks.values_list("position", "components").order_by("position")),
        "parties": plain(
            parties.values_list("task__position", "role", "unit__name", "group"), names_units=True
        ),
        "given": plain(
            given.values_list(
                "task__position",
                "unit__name",
                "reporter__name",
                "role",
                "reports",
                "party__role",
                "handed_over_on",
            ),
            names_units=True,
        ),
        "handed over": plain(above.order_by("task").values_list("task", "role", "handed_over_on")),
        "trail": plain(
            Event.objects.about(plan)
            .order_by("pk")
            .values_list("verb", "at", "sentence", "details")
        ),
    }


def test_copied_plans_are_those_that_the_portals_own_acts_make() -> None:
    """The first commune's is made by them."""
    make()
    first, *others = Plan.objects.filter(territory__level="commune").order_by("territory__code")
    assert len(others) == SMALL.communes - 1
    pattern = _said(first)
    assert len(pattern["tasks"]) == SMALL.tasks
    for other in others:
        for name, rows in _said(other).items():
            assert rows == pattern[name], name


def _viewer(username: str) -> Any:
    return Membership.objects.all().viewer(User.objects.get(username=username), TODAY)


def test_reports_are_those_that_the_portals_own_acts_make(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is written in bulk is done once more by its acts, in another period, and compared."""
    monkeypatch.setattr(reports, "NOW", {"mended": 1})
    make(load.Size(communes=1, tasks=5, periods=1))
    report = Submission.objects.get(plan__territory__level="commune")
    before = _story(report)

    period = report.period
    Period.objects.filter(pk=period.pk).update(ordinal=99)
    again = Period.objects.create(
        **{
            one.attname: getattr(period, one.attname)
            for one in Period._meta.concrete_fields
            if not one.primary_key
        }
    )
    _act_again(report, again)

    assert _story(Submission.objects.get(plan=report.plan, period=again)) == before


def _act_again(report: Submission, period: Period) -> None:
    code = report.plan.territory.code
    officer, leader = _viewer(f"{code}.canbo"), _viewer(f"{code}.chutich")
    reviewer = _viewer(f"{report.plan.territory.line()[-1].code}.sonoivu")
    for event in _events(report):
        details, at = event.details, event.at
        if event.verb in {"progress.record", "evidence.add"}:
            row = Assignment.objects.get(pk=details["assignment"])
        if event.verb == "progress.record":
            actions.record_progress(
                assignment=row,
                period=period,
                recorded=Recorded(**details["after"]),
                version=details["version"] - 1,
                by=officer,
                at=at,
            )
        elif event.verb == "evidence.add":
            shown = actions.Explained(Evidence.objects.get(pk=details["evidence"]).text)
            actions.add_evidence(assignment=row, period=period, shown=shown, by=officer, at=at)
        elif event.verb == "submission.write":
            narrative = actions.Narrative(**details["after"])
        else:
            made = Submission.objects.filter(plan=report.plan, period=period).first()
            version = made.version if made else 0
            if event.verb == "submission.submit":
                actions.submit_report(
                    plan=report.plan,
                    unit=report.unit,
                    period=period,
                    version=version,
                    narrative=narrative,
                    by=leader,
                    at=at,
                )
                continue
            assert made
            if event.verb == "submission.return":
                said = {"reason": details["reason"], "comment": details["comment"]}
                actions.return_submission(
                    submission=made, version=version, **said, by=reviewer, at=at
                )
            else:
                assert event.verb == "submission.accept"
                actions.accept_submission(submission=made, version=version, by=reviewer, at=at)


def _events(report: Submission) -> list[Event]:
    about = Q(details__period=report.period_id) | Q(pk__in=Event.objects.about(report))
    mine = Event.objects.filter(about, territory=report.plan.territory)
    return list(mine.exclude(verb__startswith="period.").order_by("pk"))


def _story(report: Submission) -> dict[str, Rows]:
    """Return all that was written of a report, keys left out."""

    def values(rows: Any, *apart: str) -> Rows:
        out = {"id", "period_id", "submission_id", "progress_id", *apart}
        return [
            tuple(
                (one.attname, str(getattr(row, one.attname)).removesuffix(".00"))
                for one in row._meta.concrete_fields
                if one.attname not in out
            )
            for row in rows
        ]

    progress = Progress.objects.filter(period=report.period).order_by("assignment")
    keys = {"period", "evidence"}
    return {
        "report": values([report]),
        "steps": values(report.steps.order_by("version")),
        "progress": values(progress.filter(assignment__task__plan=report.plan)),
        "evidence": values(
            Evidence.objects.filter(
                progress__period=report.period, progress__assignment__task__plan=report.plan
            ).order_by("progress__assignment")
        ),
        "trail": [
            (
                event.at,
                event.actor_id,
                event.actor_text,
                event.verb,
                event.sentence,
                event.words,
                {name: said for name, said in event.details.items() if name not in keys},
                event.subject_type_id,
                event.subject_id == report.pk or event.subject_id,
            )
            for event in _events(report)
        ],
    }


def test_rollup_of_a_load_says_what_plain_sql_counts() -> None:
    make()
    period, place = Period.objects.open().get(), Territory.objects.get(level="province")
    built = rollup.build(viewer=_viewer(f"{place.code}.sonoivu"), period=period, on=TODAY)
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT COUNT(*), COUNT(r.id) FROM tasks_assignment a
            JOIN tasks_task t ON t.id = a.task_id JOIN plans_plan p ON p.id = t.plan_id
            JOIN plans_territory w ON w.id = p.territory_id
            LEFT JOIN tasks_progress r ON r.assignment_id = a.id AND r.period_id = %s
            WHERE a.reports AND w.level = 'commune'
            """,
            [period.pk],
        )
        owed, reported = cursor.fetchone()
    whole = built.communes.whole
    assert (whole.total, whole.reported) == (owed, reported)
    assert owed == SMALL.communes * SMALL.tasks


def test_database_and_checks_find_nothing_wrong() -> None:
    make()
    connection.check_constraints()
    call_command("check", fail_level="WARNING")
    for model in (Plan, Task, Party, Assignment, Progress, Evidence, Submission, SubmissionStep):
        for row in model._base_manager.all()[:50]:
            row.full_clean()
    late = Progress.objects.filter(recorded_at__gt=NOW + timedelta(hours=8))
    assert not late.exists()


def test_every_period_holds_reports_in_all_believable_states() -> None:
    make(load.Size(communes=60, tasks=1, periods=3))
    found = {
        (row["period__state"], row["state"])
        for row in Submission.objects.values("period__state", "state").annotate(Count("pk"))
    }
    wanted = {"submitted", "accepted", "returned"}
    assert found >= {(period, state) for period in ("open", "closed") for state in wanted}
    assert Submission.objects.filter(submitted_at__date__gt=date(2026, 10, 17)).exists()
    assert Progress.objects.exclude(difficulty="").exists()
    assert Progress.objects.filter(period__state="open").count() < 60


def test_work_goes_on_in_a_load(monkeypatch: pytest.MonkeyPatch) -> None:
    """New rows get keys after those that were written in bulk."""
    monkeypatch.setattr(reports, "NOW", {"untouched": 1})
    make(load.Size(communes=2, tasks=2, periods=1))
    period, plan = Period.objects.get(), Plan.objects.filter(territory__level="commune")[0]
    code = plan.territory.code
    for row in Assignment.objects.filter(task__plan=plan, reports=True):
        saved = actions.record_progress(
            assignment=row,
            period=period,
            recorded=Recorded(Progress.State.IN_PROGRESS, "Đang làm"),
            version=0,
            by=_viewer(f"{code}.canbo"),
            at=NOW,
        )
    report = actions.submit_report(
        plan=plan, unit=plan.issuer, period=period, version=0, by=_viewer(f"{code}.chutich"), at=NOW
    )
    assert saved.version == 1
    assert report.state == Submission.State.SUBMITTED
