"""What tells one release of the portal from another: everything that draws its pages."""

from functools import cache
from hashlib import sha256
from importlib.metadata import version

from django.conf import settings

DRAWING = (
    *(("templates", "*"), ("locale", "*.mo"), ("static", "*")),
    *((app, "*.py") for app in ("papi_portal", "plans", "indicators", "tasks")),
)
"""Folders, and which of their files."""
PACKAGES = ("django", "django-js-lib-bootstrap5", "weasyprint")


@cache
def mark() -> str:
    """Return the mark of this release; read from the files once in a process."""
    packages = [version(package) for package in PACKAGES]
    found = sha256(f"{packages} {settings.DEMO}".encode())
    for folder, kind in DRAWING:
        root = settings.BASE_DIR / folder
        for file in sorted(one for one in root.rglob(kind) if one.is_file()):
            found.update(f"\n{file.relative_to(root)}\n".encode())
            found.update(file.read_bytes())
    return found.hexdigest()
