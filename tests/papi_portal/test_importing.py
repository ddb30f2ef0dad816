"""What a list does is shown by the code that does it, and done only as it was shown."""

from typing import Any, ClassVar

import pytest
from django.db import IntegrityError
from hypothesis import given
from hypothesis import strategies as st

from papi_portal.importing import Change, Outcome, Remark, run
from papi_portal.resources import ListField, ListResource, NamesWidget, TextWidget, WrongCellError
from papi_portal.workbook import Column, Table, read_rows
from plans.models import User
from tests import factories
from tests.papi_portal.workbooks import workbook

pytestmark = pytest.mark.django_db
USERNAME = Column("username", "Tên đăng nhập", required=True)
NAME = Column("full_name", "Họ và tên", required=True)
PHONE = Column("phone", "Điện thoại")


class PeopleResource(ListResource):
    """People by username: the plainest list there can be."""

    columns: ClassVar[tuple[Column, ...]] = (USERNAME, NAME, PHONE)
    username = ListField("username", USERNAME)
    full_name = ListField("full_name", NAME)
    phone = ListField("phone", PHONE)

    class Meta:
        model = User
        import_id_fields = ("username",)
        fields = ("username", "full_name", "phone")

    def load(self, rows: Any) -> None:
        self.known = {person.username: person for person in User.objects.all()}

    def key(self, row: Any) -> str | None:
        return row["username"] or None


class StumblingWidget(TextWidget):
    """Cannot do without what the step before should have made."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        raise WrongCellError("Chưa có người này.")


class StumblingResource(PeopleResource):
    """A second step that needs the first."""

    phone = ListField("phone", PHONE, widget=StumblingWidget())


def table(*rows: tuple[Any, ...]) -> Table:
    header = ("Tên đăng nhập", "Họ và tên", "Điện thoại", "Ghi chú")
    return read_rows(workbook(header, *rows), (USERNAME, NAME, PHONE))


def test_preview_says_what_would_happen_and_leaves_nothing() -> None:
    factories.user("an", "Nguyễn An")
    factories.user("binh", "Trần Bình")

    outcome = run(
        [PeopleResource()], table(("an", "Nguyễn Văn An"), ("binh", "Trần Bình"), ("c", "C"))
    )

    assert outcome.changes == (
        Change(2, "changed", "Nguyễn Văn An", (("Họ và tên", "Nguyễn An", "Nguyễn Văn An"),)),
        Change(4, "new", "C", (("Tên đăng nhập", "", "c"), ("Họ và tên", "", "C"))),
    )
    assert (outcome.created, outcome.updated, outcome.unchanged) == (1, 1, 1)
    assert outcome.unused == ("Ghi chú",)
    assert set(User.objects.values_list("full_name", flat=True)) == {"Nguyễn An", "Trần Bình"}


def test_what_was_seen_is_done_once_it_is_seen() -> None:
    factories.user("an", "Nguyễn An")
    listed = table(("an", "Nguyễn Văn An", "0912"), ("c", "C"))
    seen = run([PeopleResource()], listed)

    done = run([PeopleResource()], listed, seen=seen.fingerprint)

    assert done == seen
    assert dict(User.objects.values_list("username", "phone")) == {"an": "0912", "c": ""}


def test_what_would_now_do_something_else_is_not_done() -> None:
    person = factories.user("an", "Nguyễn An")
    listed = table(("an", "Nguyễn Văn An"))
    seen = run([PeopleResource()], listed)
    User.objects.filter(pk=person.pk).update(full_name="Nguyễn Thị An")

    done = run([PeopleResource()], listed, seen=seen.fingerprint)

    assert done.changes[0].fields == (("Họ và tên", "Nguyễn Thị An", "Nguyễn Văn An"),)
    person.refresh_from_db()
    assert person.full_name == "Nguyễn Thị An"


def test_one_wrong_row_holds_everything_back_even_when_it_was_seen() -> None:
    listed = table(("an", "Nguyễn Văn An"), ("c", None))
    seen = run([PeopleResource()], listed)

    run([PeopleResource()], listed, seen=seen.fingerprint)

    assert seen.problems == (Remark(3, "B3", "Họ và tên", "Ô để trống. Hãy ghi họ và tên."),)
    assert seen.errors == {3: "Họ và tên: Ô để trống. Hãy ghi họ và tên."}
    assert not User.objects.exists()


def test_cell_that_cannot_be_read_is_told_once() -> None:
    outcome = run([PeopleResource()], table(("an", "=A1"), ("c", "C", "#N/A")))

    assert [(one.cell, one.sentence[:20]) for one in outcome.problems] == [
        ("B2", "Ô có công thức chưa "),
        ("C3", "Ô báo lỗi #N/A của E"),
    ]
    assert outcome.changes == ()


def test_row_that_one_step_refused_is_not_refused_by_the_next() -> None:
    outcome = run([PeopleResource(), StumblingResource()], table(("an", None), ("c", "C")))

    assert [(one.row, one.column) for one in outcome.problems] == [
        (2, "Họ và tên"),
        (3, "Điện thoại"),
    ]


def test_mistake_of_the_program_is_no_mistake_of_the_list() -> None:
    class BrokenResource(PeopleResource):
        """Divides by nothing."""

        def rules(self, instance: Any) -> Any:
            yield "phone", str(1 / 0)

    with pytest.raises(ZeroDivisionError):
        run([BrokenResource()], table(("an", "An")))


@pytest.mark.django_db(transaction=True)
def test_row_that_another_wrote_meanwhile_is_an_error_of_the_database() -> None:
    class BlindResource(PeopleResource):
        """Has looked before the other wrote."""

        def load(self, rows: Any) -> None:
            self.known = {}

    factories.user("an")

    with pytest.raises(IntegrityError):
        run([BlindResource()], table(("an", "An"), ("c", "C")))
    assert User.objects.count() == 1


def test_text_is_no_number_and_names_are_split() -> None:
    assert TextWidget().clean(912345678) == "912345678"
    assert TextWidget().clean(45.5) == "45,5"
    assert NamesWidget().clean(" a; b\nc ;;a") == ["a", "b", "c"]
    assert NamesWidget().clean(None) is None


texts = st.text(max_size=10)
remarks = st.lists(st.builds(Remark, st.integers(1, 9), texts, texts, texts)).map(tuple)
changes = st.lists(
    st.builds(
        Change,
        st.integers(1, 9),
        st.sampled_from(["new", "changed"]),
        texts,
        st.lists(st.tuples(texts, texts, texts)).map(tuple),
    )
).map(tuple)


@given(st.builds(Outcome, changes, st.integers(0, 9), remarks, remarks, st.lists(texts).map(tuple)))
def test_outcome_is_kept_as_it_is(outcome: Outcome) -> None:
    again = Outcome.from_json(outcome.as_json())

    assert again == outcome
    assert again.fingerprint == outcome.fingerprint


def test_any_difference_gives_another_fingerprint() -> None:
    change = Change(2, "changed", "A", (("Tên", "cũ", "mới"),))
    outcomes = [
        Outcome(),
        Outcome(unchanged=1),
        Outcome(changes=(change,)),
        Outcome(changes=(Change(2, "changed", "A", (("Tên", "khác", "mới"),)),)),
        Outcome(notes=(Remark(2, "A2", "Tên", "x"),)),
    ]

    assert len({one.fingerprint for one in outcomes}) == len(outcomes)
