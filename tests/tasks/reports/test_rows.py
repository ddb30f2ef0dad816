"""The rows behind a figure, as values."""

from datetime import date

import pytest

from indicators.models import Framework
from tasks import actions
from tasks.models import Assignment, Task
from tasks.reports import rollup, rows
from tests import factories

pytestmark = pytest.mark.django_db


def test_row_says_who_what_and_where_it_stands() -> None:
    commune = factories.commune()
    period = factories.period(commune)
    plan = factories.plan(commune)
    factories.task(plan, ends_on=date(2026, 11, 1))
    factories.task(plan)
    actions.issue_plan(plan=plan, by=None, at=factories.NOW)
    assignments = factories.reporting(plan)
    factories.recorded(assignments[0], period, difficulty="Thiếu người")

    first, second = rows.build(assignments=assignments, period=period, on=factories.TODAY)

    assert (first.territory, first.unit) == ("Xã Điềm He", "UBND xã Điềm He")
    assert (first.state_word, first.result) == ("đã thực hiện trong kỳ", "Đã tổ chức 4 hội nghị")
    assert first.difficulty == "Thiếu người"
    assert first.due.text == "quá hạn 20 ngày"
    assert (second.state_word, second.result) == ("chưa cập nhật", "")


def test_progress_of_another_period_is_not_shown() -> None:
    commune = factories.commune()
    before, period = (factories.period(commune, ordinal=ordinal) for ordinal in (3, 4))
    (assignment,) = factories.reporting(factories.issued_plan(commune))
    factories.recorded(assignment, before)

    (row,) = rows.build(assignments=[assignment], period=period, on=factories.TODAY)

    assert row.state == ""


def test_column_is_named_as_in_the_index() -> None:
    dimension = factories.component(factories.framework(), "2")
    viewer = factories.viewer(factories.officer(factories.commune()))

    assert rows.dimension_name(dimension.pk, viewer) == "2. Nội dung 2"
    assert rows.dimension_name(rollup.REST, viewer) == "Nhiệm vụ chưa gắn với nội dung nào"
    assert rows.dimension_name(None, viewer) == ""


def test_part_of_another_provinces_own_set_is_not_named() -> None:
    own = factories.framework()
    Framework.objects.filter(pk=own.pk).update(territory=factories.province("Tỉnh Hà Giang"))
    dimension, part = factories.component(own, "2"), factories.component(own, "2.1")
    viewer = factories.viewer(factories.officer(factories.commune()))

    assert rows.dimension_name(dimension.pk, viewer) == "Nhiệm vụ chưa gắn với nội dung nào"
    assert rows.component_name(part.pk, viewer) == ""


class TestWords:
    """Rows in whose words, names or result some words stand together."""

    def setup_method(self) -> None:
        self.commune = factories.commune()
        self.period = factories.period(self.commune)
        plan = factories.plan(self.commune)
        texts = ("Niêm yết (công khai) thủ tục", "Đối thoại với người dân", "Họp giao ban")
        leads = (plan.issuer, plan.issuer, factories.unit(self.commune))
        self.tasks = [
            factories.task(plan, lead=lead, text=text)
            for lead, text in zip(leads, texts, strict=True)
        ]
        Task.objects.filter(pk=self.tasks[1].pk).update(
            label="Mục 2.1", title="Tiếp dân", output="Biên bản 90% hộ ký, 9 m² bảng"
        )
        actions.issue_plan(plan=plan, by=None, at=factories.NOW)
        recorded = factories.reporting(plan)[2]
        factories.recorded(recorded, self.period, result="Đã họp, công khai kết luận")
        self.viewer = factories.viewer(factories.officer(self.commune))

    def found(self, words: str) -> list[int]:
        asked = rows.Asked(words=words)
        pks = rows.behind(viewer=self.viewer, period=self.period, asked=asked)
        listed = Assignment.objects.in_bulk(pks)
        tasks = [one.pk for one in self.tasks]
        return [tasks.index(listed[pk].task_id) for pk in pks]

    @pytest.mark.parametrize(
        ("words", "expected"),
        [
            ("công khai", [0, 2]),
            ("CONG KHAI", [0, 2]),
            ("thu tuc", [0]),
            ("khai công", []),
            ("công kha", [0, 2]),
            ("ông khai", []),
            ("bien ban", [1]),
            ("muc 2.1", [1]),
            ("MỤC 2", [1]),
            ("2.1", [1]),
            ("9 m²", [1]),
            ("90%", [1]),
            ("%", [1]),
            ("(công khai", [0]),
            ("tiep dan", [1]),
            ("ubnd xa diem", [0, 1]),
            ("công an", [2]),
            ("Xã Điềm He", [0, 1, 2]),
            ("kết luận", [2]),
            ("không có", []),
        ],
    )
    def test_words_stand_together_from_the_beginning_of_one(
        self, words: str, expected: list[int]
    ) -> None:
        assert self.found(words) == expected

    @pytest.mark.parametrize(
        ("words", "expected"),
        [
            ("doi thoai", "[Đối thoại] với người dân"),
            ("biên bản 90%", "Sản phẩm đầu ra: [Biên bản 90%] hộ ký, 9 m² bảng"),
            ("sản phẩm", ""),
            ("tiep dan", ""),
            ("%", "Sản phẩm đầu ra: Biên bản 90[%] hộ ký, 9 m² bảng"),
            ("xã điềm", ""),
            ("ubnd", ""),
            ("", ""),
        ],
    )
    def test_what_the_row_does_not_show_is_told_where_words_stand_in_it(
        self, words: str, expected: str
    ) -> None:
        assert self.told(words)[1] == expected

    def test_words_that_stand_in_the_result_are_seen_there(self) -> None:
        assert self.told("kết luận")[2] == ""

    def test_text_comes_before_the_product(self) -> None:
        Task.objects.filter(pk=self.tasks[1].pk).update(output="Biên bản đối thoại")

        assert self.told("đối thoại")[1] == "[Đối thoại] với người dân"

    def test_place_is_seen_beside_the_row(self) -> None:
        Task.objects.filter(pk=self.tasks[2].pk).update(title="Họp", text="Họp ở Điềm He")

        assert self.told("điềm")[2] == ""

    def test_unit_is_seen_beside_the_row(self) -> None:
        Task.objects.filter(pk=self.tasks[2].pk).update(title="Họp", text="Họp với Công an")

        assert self.told("công an")[2] == ""

    def test_words_are_told_where_they_stand_together(self) -> None:
        text = f"Niêm yết công khai tại trụ sở. {'Họp dân ở các thôn. ' * 20}Triển khai công tác."
        Task.objects.filter(pk=self.tasks[1].pk).update(text=text)

        told = self.told("khai công")[1]

        assert told.startswith("…")
        assert told.endswith("Triển [khai công] tác.")

    def told(self, words: str) -> list[str]:
        """Return what each row tells of the words, those that were asked for in brackets."""
        assignments = Assignment.objects.filter(reports=True).order_by("task")
        built = rows.build(
            assignments=list(assignments.select_related("task__plan__territory", "unit")),
            period=self.period,
            on=factories.TODAY,
            words=words,
        )
        return ["".join(f"[{text}]" if is_ else text for text, is_ in one.words) for one in built]

    def test_rows_stand_in_the_order_of_their_plan(self) -> None:
        Task.objects.filter(pk=self.tasks[0].pk).update(position=9)

        assert self.found("công khai") == [2, 0]

    def test_words_are_found_in_rows_of_departments(self) -> None:
        plan = factories.plan(self.period.territory)
        health = factories.unit(self.period.territory, "Sở Y tế", kind="department")
        factories.task(plan, lead=health, text="Công khai giá")
        actions.issue_plan(plan=plan, by=None, at=factories.NOW)
        viewer = factories.viewer(factories.reviewer(self.period.territory))

        asked = rows.Asked(unit=health.pk, words="công khai")
        (found,) = rows.behind(viewer=viewer, period=self.period, asked=asked)

        assert Assignment.objects.get(pk=found).unit == health

    def test_words_told_of_another_period_are_not_looked_at(self) -> None:
        assert (
            rows.behind(
                viewer=self.viewer,
                period=factories.period(self.commune, ordinal=3),
                asked=rows.Asked(words="kết luận"),
            )
            == []
        )
