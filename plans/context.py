"""What every page offers besides its content: the guide that explains it."""

from collections.abc import Callable

from django.http import HttpRequest

from plans import guides


def guide(request: HttpRequest) -> dict[str, Callable[[], str]]:
    """Return the address of the guide's section on this page, worked out only if it is shown."""

    def address() -> str:
        page = request.resolver_match.view_name if request.resolver_match else ""
        user = getattr(request, "user", None)
        signed_in = user is not None and user.is_authenticated
        return guides.address(page, getattr(request, "viewer", None) if signed_in else None)

    return {"guide_address": address}
