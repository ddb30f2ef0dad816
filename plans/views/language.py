"""The language of the pages, chosen by who reads them."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from plans import actions
from plans.models import Language, User


@login_not_required
@require_POST
def language_choose(request: HttpRequest) -> HttpResponse:
    """Change the language: of the account, or of the browser while nobody is signed in."""
    language = request.POST.get("language", "")
    if language not in Language.values:
        return HttpResponseBadRequest()
    answer = HttpResponseRedirect(_back(request))
    if isinstance(request.user, User):
        actions.choose_language(person=request.user, language=language)
    else:
        answer.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=settings.LANGUAGE_COOKIE_AGE,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    return answer


def _back(request: HttpRequest) -> str:
    """Return the page to go back to, if it is the portal's own."""
    page = request.POST.get("next", "")
    own = url_has_allowed_host_and_scheme(
        page, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return page if own else "/"
