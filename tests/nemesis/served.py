"""The portal with its pages read in before workers begin: the next one serves at once."""

from importlib import import_module

from django.conf import settings

from papi_portal.wsgi import application

__all__ = ["application"]
import_module(settings.ROOT_URLCONF)
