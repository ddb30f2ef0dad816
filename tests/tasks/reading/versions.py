"""The versions of the indices that the project itself lists, for tests of what names them."""

import json

from django.conf import settings

from tasks.reading import catalogue
from tasks.reading.values import FrameworkNames

LISTED = settings.BASE_DIR / "fixtures" / "indexes.json"
FRAMEWORKS = catalogue.from_lists(json.loads(LISTED.read_text(encoding="utf-8")))


def version(code: str) -> FrameworkNames:
    return next(one for one in FRAMEWORKS if one.code == code)


PAPI_2021 = version("papi-2021")
