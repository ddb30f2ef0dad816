"""The language in which a person reads the portal."""

from plans.models import User


def choose_language(*, person: User, language: str) -> None:
    """Keep the language that a person chose for themselves.

    It leaves no entry in the trail: it changes nothing that anybody else sees.
    """
    person.language = language
    person.save(update_fields=["language"])
