"""The versions of the indices in the portal, as names that the reader may meet in a document."""

from collections.abc import Collection

from indicators.models import Framework
from tasks.reading.values import ComponentName, FrameworkNames


def frameworks(territories: Collection[int] = ()) -> tuple[FrameworkNames, ...]:
    """Return the nation's versions that the portal holds, and these territories': three queries."""
    found = Framework.objects.used_in(territories).select_related("index")
    return tuple(_names(one) for one in found.prefetch_related("components__parent"))


def _names(framework: Framework) -> FrameworkNames:
    """Return the names as `tasks.reading.catalogue` does: without the whole index."""
    index = framework.index
    return FrameworkNames(
        code=framework.code,
        index=index.code,
        index_names=tuple(name for name in (index.name, index.short_name) if name),
        first_year=framework.first_year,
        last_year=framework.last_year,
        components=tuple(
            ComponentName(
                code=component.code,
                depth=component.depth,
                name=component.name,
                short_name=component.short_name,
                parent=component.parent.code if component.parent and component.depth > 1 else "",
            )
            for component in framework.components.all()
            if component.depth
        ),
    )
