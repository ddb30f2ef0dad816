"""How long it takes to find anything among 200,000 tasks, beside a raw count of the same rows.

`make bench`, or `tests/postgres.sh python -m tests.bench.search` for PostgreSQL. Twenty provinces
of 166 communes with 60 tasks each, in the words of real plans (tests/data); a page is asked for as
a browser asks. `--provinces 1 --communes 4 --times 1` tries it out in a few seconds.
"""

import argparse
import gc
import json
import os
import random
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "papi_portal.settings")

import django

django.setup()

from django.conf import settings  # noqa: E402 - Django must be set up before its models load
from django.db import connection, transaction  # noqa: E402

from indicators.actions import load_indexes  # noqa: E402
from indicators.models import Component  # noqa: E402
from papi_portal.bulk import Rows  # noqa: E402
from plans.models import Plan, Territory, Unit, User  # noqa: E402
from tasks.models import Assignment, Task  # noqa: E402
from tests import factories  # noqa: E402
from tests.bench import ground  # noqa: E402
from tests.bench.measuring import HEAD, TIMES, Page, measure, say  # noqa: E402

DATA = Path(__file__).resolve().parent.parent / "data"
TASKS = 60
SENTENCES = 3
"""Of real plans in one text: about 300 letters, as the tasks of the seed plans have."""
RARE = "karaoke"
"""One task of a commune in forty tells of it."""
UNITS = {
    "UBND xã số {}": Unit.Kind.COMMITTEE,
    "Công an xã số {}": Unit.Kind.POLICE,
    "Văn phòng HĐND và UBND xã số {}": Unit.Kind.OFFICE,
    "Phòng Văn hóa - Xã hội xã số {}": Unit.Kind.DIVISION,
    "Trạm Y tế xã số {}": Unit.Kind.HEALTH_STATION,
    "Ủy ban MTTQ Việt Nam xã số {}": Unit.Kind.FRONT,
}
ASKED = {
    "từ hiếm": RARE,
    "bốn từ hay gặp, có dấu": "thủ tục hành chính",
    "như trên, không dấu": "thu tuc hanh chinh",
    "hai chữ cái": "xã",
    "từ gõ dở": "thu t",
    "từ gõ dở, ba chữ cái": "tha",
    "số, ký hiệu": "7/KH-UBND",
    "không có": "xyzzy",
}
COUNT = {
    "sqlite": "SELECT COUNT(*) FROM tasks_task_words WHERE tasks_task_words MATCH '{}'",
    "postgresql": "SELECT COUNT(*) FROM tasks_task WHERE words @@ '{}'::tsquery",
}
"""The least that counts the tasks which say the words, whoever may read them."""


def main() -> None:
    """Fill an empty test database, measure what people look for, print tables in Markdown."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name, usual in (("provinces", 20), ("communes", 166), ("times", TIMES)):
        parser.add_argument(f"--{name}", type=int, default=usual)
    size = parser.parse_args()
    with ground.empty_database():
        start = time.perf_counter()
        with ground.trusted(), transaction.atomic():
            fill(provinces=size.provinces, communes=size.communes)
        ground.settle()
        taken = time.perf_counter() - start
        say(f"\n{Task.objects.count()} nhiệm vụ, lập trong {taken:.0f} giây.\n")
        gc.collect()
        gc.freeze()  # what filling left behind is not in a web process
        measure_all(size.times)


def measure_all(times: int) -> None:
    """Print a table: each search as an officer, a reviewer and who sees all ask it."""
    province = Territory.objects.filter(level=Territory.Level.PROVINCE).order_by("pk")[:2][0]
    commune = province.children.order_by("code")[0]
    people = {
        "cán bộ xã": factories.officer(commune),
        "thẩm định tỉnh": factories.reviewer(province),
        "quản trị": User.objects.create_superuser(f"quan-tri-{time.time()}", full_name="Q"),
    }
    say(HEAD)
    for who, person in people.items():
        client = factories.signed_in(person)
        for what, words in ASKED.items():
            measure(Page(f"{who}: {what}", _asks(client, words), _count(words)), times)


def _asks(client: Any, words: str) -> Callable[[], Any]:
    return lambda: client.get("/search/", {"q": words})


def _count(words: str) -> str:
    """Return the raw count of the same words, the last as the search takes it."""
    folded = words.replace("thủ tục hành chính", "thu tuc hanh chinh").replace("xã", "xa")
    parts = folded.replace("/", " ").replace("-", " ").lower().split()
    if connection.vendor == "sqlite":
        last = f'"{parts[-1]}"*' if len(parts[-1]) > 2 else f'"{parts[-1]}"'
        return COUNT["sqlite"].format(" AND ".join([*(f'"{one}"' for one in parts[:-1]), last]))
    last = f"{parts[-1]}:*" if len(parts[-1]) > 2 else parts[-1]
    return COUNT["postgresql"].format(" & ".join([*parts[:-1], last]))


def fill(*, provinces: int, communes: int) -> None:
    """Write provinces whose communes all have an issued plan in words of real plans."""
    load_indexes(json.loads((settings.BASE_DIR / "fixtures" / "indexes.json").read_text()))
    pick = random.Random(7)  # noqa: S311 - the same texts each time
    sentences = list(_sentences())
    for _ in range(provinces):
        province = factories.province()
        first = Territory.objects.count() + 10_000
        places = Territory.objects.bulk_create(
            Territory(level="commune", code=f"{at}", name=f"Xã số {at}", parent=province)
            for at in range(first, first + communes)
        )
        _plans(places, _units(places), sentences, pick)


def _sentences() -> Iterator[str]:
    """Yield what real plans say in their rows."""
    for file in sorted(DATA.glob("*.json")):
        for row in json.loads(file.read_text()).get("rows", []):
            text = row.get("text") or row.get("title") or ""
            if len(text) > 20:
                yield text


def _units(places: Sequence[Territory]) -> dict[int, Unit]:
    made = Unit.objects.bulk_create(
        Unit(territory=place, name=name.format(place.code), kind=kind)
        for place in places
        for name, kind in UNITS.items()
    )
    return {one.territory_id: one for one in made if one.kind == Unit.Kind.COMMITTEE}


def _plans(
    places: Sequence[Territory],
    issuers: dict[int, Unit],
    sentences: Sequence[str],
    pick: random.Random,
) -> None:
    plans = Plan.objects.bulk_create(
        Plan(
            territory=place,
            issuer=issuers[place.pk],
            number=f"{at}/KH-UBND",
            issued_on=date(2026, 1, 15),
            subject=f"Cải thiện Chỉ số PAPI của {place.name_inside} năm 2026",
            year_from=2026,
            year_to=2026,
            state=Plan.State.ISSUED,
        )
        for at, place in enumerate(places)
    )
    parts = list(Component.objects.measuring("papi", 2026).filter(depth=2).order_by("position"))
    tasks, given, links = Rows(Task), Rows(Assignment), Rows(Task.components.through)
    for plan in plans:
        unit = issuers[plan.territory_id].pk
        for at in range(1, TASKS + 1):
            said = (*pick.sample(sentences, SENTENCES), *_rare(plan.pk, at))
            task = tasks.add(
                plan_id=plan.pk,
                position=at,
                label=f"{at // 8 + 1}.{at % 8 + 1}",
                title=f"Nhiệm vụ {at}",
                text="\n".join(f"- {one}" for one in said),
                lead_text="UBND xã",
                deadline_text="Thường xuyên",
                deadline_kind=Task.DeadlineKind.ONGOING,
            )
            links.add(task_id=task, component_id=parts[at % len(parts)].pk)
            given.add(
                task_id=task,
                plan_id=plan.pk,
                unit_id=unit,
                reporter_id=unit,
                role="lead",
                reports=True,
            )
    for rows in (tasks, given, links):
        rows.flush()


def _rare(plan: int, at: int) -> Iterator[str]:
    if plan % 40 == 1 and at == 1:
        yield f"Kiểm tra cơ sở {RARE}"


if __name__ == "__main__":
    main()
