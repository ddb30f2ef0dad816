"""The door for lists never sends anybody off to Word."""

import pytest

from papi_portal import zip_guard
from papi_portal.zip_guard import BadPackageError
from plans import lists
from tests.plans.list_files import UNITS
from tests.tasks import uploads

NAMED = ("AS_XLSX", "OLD", "NOT_OFFICE", "BROKEN", "STRANGE", "MACROS", "DECLARES")


@pytest.mark.parametrize("name", NAMED)
def test_advice_names_only_what_this_door_takes(name: str) -> None:
    said = lists.without_word(getattr(zip_guard, name))

    assert "Word (" not in said
    assert ".docx" not in said
    assert ".xlsx" in said


@pytest.mark.parametrize(
    "content", [uploads.word_plan(), zip_guard.OLE + "WordDocument".encode("utf-16-le")]
)
def test_word_document_is_named_and_the_template_offered(content: bytes) -> None:
    with pytest.raises(BadPackageError) as refused:
        lists.read(UNITS, content)

    assert str(refused.value) == lists.WORD
    assert "tệp mẫu" in lists.WORD
