"""Every change to indexes and their versions."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.db import transaction

from indicators.models import Component, Framework, Index
from papi_portal.text import fold

Described = dict[str, Any]


@transaction.atomic
def load_indexes(described: list[Described]) -> int:
    """Take in indexes with their versions and component trees; return the number of components.

    Doing it twice changes nothing. Each index: code, name, name_en, short_name, publisher,
    frameworks; each version: code, first_year, last_year, scale of the whole (points), source,
    components; each component: code, name, name_en, short_name, scale, parts, and where it is so
    the `follows` (code in the version before, if the name has changed too) and `broken_years`.
    """
    count = 0
    for position, index in enumerate(described):
        kept, _ = Index.objects.update_or_create(
            code=index["code"],
            defaults={
                "name": index["name"],
                "name_en": index["name_en"],
                "short_name": index["short_name"],
                "publisher": index["publisher"],
                "position": position,
            },
        )
        before: Framework | None = None
        for version in sorted(index["frameworks"], key=lambda one: int(one["first_year"])):
            framework, made = _load_framework(kept, version)
            count += made
            if before is not None:
                _link(before, framework, dict(_told(version["components"], "follows")))
            before = framework
    return count


def _load_framework(index: Index, version: Described) -> tuple[Framework, int]:
    framework, _ = Framework.objects.update_or_create(
        code=version["code"],
        defaults={
            "index": index,
            "first_year": version["first_year"],
            "last_year": version["last_year"],
            "source": version["source"],
        },
    )
    whole = {
        "code": Component.WHOLE,
        "name": index.name,
        "name_en": index.name_en,
        "short_name": index.short_name,
        "scale": version["scale"],
        "parts": version["components"],
    }
    return framework, _load_component(framework, whole, parent=None, position=0)


def _link(before: Framework, framework: Framework, told: dict[str, str]) -> None:
    """Let each component follow what measured the same before: the same name, or as told."""
    earlier = list(before.components.all())
    by_code = {one.code: one for one in earlier}
    by_name = {(one.depth, fold(one.name)): one for one in earlier}
    for component in framework.components.all():
        old = by_code[told[component.code]] if component.code in told else None
        old = old or by_name.get((component.depth, fold(component.name)))
        if component.follows != old:
            component.follows = old
            component.save(update_fields=["follows"])


def _told(described: list[Described], key: str) -> Iterator[tuple[str, Any]]:
    """Yield what the components of a tree say under a key, by code."""
    for one in described:
        if key in one:
            yield one["code"], one[key]
        yield from _told(one.get("parts", []), key)


def _load_component(
    framework: Framework, described: Described, *, parent: Component | None, position: int
) -> int:
    """Load a component and its parts; return how many, so that positions run through the tree."""
    low, high = described["scale"]
    component, _ = Component.objects.update_or_create(
        framework=framework,
        code=described["code"],
        defaults={
            "parent": parent,
            "depth": parent.depth + 1 if parent else 0,
            "position": position,
            "name": described["name"],
            "name_en": described["name_en"],
            "short_name": described.get("short_name", ""),
            "scale_min": Decimal(low),
            "scale_max": Decimal(high),
            "broken_years": described.get("broken_years", []),
            **({"dimension": parent.dimension} if parent and parent.depth else {}),
        },
    )
    if component.depth == 1 and component.dimension_id is None:
        component.dimension = (
            component  # its own: so that any depth finds its dimension in one step
        )
        component.save(update_fields=["dimension"])
    count = 1
    for part in described.get("parts", []):
        count += _load_component(framework, part, parent=component, position=position + count)
    return count
