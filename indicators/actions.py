"""Every change to indexes and their versions."""

from decimal import Decimal
from typing import Any

from django.db import transaction

from indicators.models import Component, Framework, Index

Described = dict[str, Any]


@transaction.atomic
def load_indexes(described: list[Described]) -> int:
    """Take in indexes with their versions and component trees; return the number of components.

    Doing it twice changes nothing. Each index: code, name, name_en, short_name, publisher,
    frameworks; each version: code, first_year, last_year, scale of the whole (points), source,
    components; each component: code, name, name_en, short_name, scale, parts.
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
        for version in index["frameworks"]:
            count += _load_framework(kept, version)
    return count


def _load_framework(index: Index, version: Described) -> int:
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
    return _load_component(framework, whole, parent=None, position=0)


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
