"""A read plan is written as plain JSON values: the words of the interface, dates ISO."""

import json
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from tasks.reading import written
from tasks.reading.values import (
    Citation,
    Deadline,
    Heading,
    Identity,
    Part,
    ReadDeadline,
    ReadPlan,
    ReadRow,
    ReadSection,
    ReadTarget,
    Remark,
)
from tests.tasks.reading import written_plans

ROW = ReadRow(
    part=Part.TABLE,
    sections=(Heading("A", "PAPI"), Heading("1", "Tham gia"), Heading("a)", "Tri thức")),
    label="1.1",
    title="Tri thức công dân",
    text="- Họp;\n- Phát loa.",
    items=("Họp;", "Phát loa."),
    components=("1.1", "1.2"),
    framework="papi-2021",
    lead_text="UBND xã",
    support_text="Công an, MTTQ",
    guide_text="",
    leads=("UBND xã",),
    supports=("Công an", "MTTQ"),
    guides=(),
    deadline=ReadDeadline("Quý II", Deadline.BY_DATE, None, date(2026, 6, 30)),
    output="Biên bản",
    note="",
    where="trang 3",
)
PLAN = ReadPlan(
    identity=Identity(
        kind="plan",
        number="12/KH-UBND",
        issued_on=date(2026, 2, 5),
        issuer="UBND xã Điềm He",
        subject="PAPI",
        year_from=2026,
        year_to=2027,
        basis=(Citation("rests_on", "Luật", issued_on=date(2016, 4, 6)),),
        replaces=(Citation("replaces", "Kế hoạch số 5/KH-UBND"),),
        signatory="Hoàng Văn Sơn",
    ),
    rows=(ROW,),
    targets=(ReadTarget("0", "score_min", "từ 43 điểm", value="43", year=2026),),
    sections=(ReadSection(Heading("I", "MỤC ĐÍCH"), "Nâng cao", (ReadSection(Heading("1", "")),)),),
    remarks=(Remark(1, "lead", "Không rõ"), Remark(None, "number", "Không có số")),
)


def test_row_is_written_with_the_words_of_the_interface() -> None:
    (row,) = written.as_json(PLAN)["rows"]

    assert row["section"] == "A. PAPI > 1. Tham gia > a) Tri thức"
    assert row["headings"] == [["A", "PAPI"], ["1", "Tham gia"], ["a)", "Tri thức"]]
    assert (row["lead"], row["support"], row["guide"]) == (["UBND xã"], ["Công an", "MTTQ"], [])
    assert row["support_text"] == "Công an, MTTQ"
    assert row["deadline"] == {
        "raw": "Quý II",
        "kind": "by_date",
        "start": None,
        "end": "2026-06-30",
    }
    assert (row["components"], row["framework"]) == (["1.1", "1.2"], "papi-2021")
    assert (row["part"], row["items"]) == ("table", ["Họp;", "Phát loa."])


def test_head_is_written_with_dates_in_iso() -> None:
    values = written.as_json(PLAN)

    assert (values["kind"], values["number"], values["issued_on"]) == (
        "plan",
        "12/KH-UBND",
        "2026-02-05",
    )
    assert values["years"] == [2026, 2027]
    assert values["basis"][0]["issued_on"] == "2016-04-06"
    assert values["replaces"][0]["text"] == "Kế hoạch số 5/KH-UBND"
    assert values["signatory"] == "Hoàng Văn Sơn"


def test_warnings_name_their_row_by_position_or_none() -> None:
    assert written.as_json(PLAN)["warnings"] == [
        {"row": 1, "field": "lead", "message": "Không rõ"},
        {"row": None, "field": "number", "message": "Không có số"},
    ]


def test_body_is_written_with_its_parts() -> None:
    assert written.as_json(PLAN)["sections"] == [
        {
            "label": "I",
            "heading": "MỤC ĐÍCH",
            "text": "Nâng cao",
            "parts": [{"label": "1", "heading": "", "text": "", "parts": []}],
        }
    ]


def test_what_is_not_known_is_empty() -> None:
    values = written.as_json(ReadPlan(Identity(), (), (), (), ()))

    assert values["years"] == [None, None]
    assert (values["issued_on"], values["number"], values["rows"]) == (None, "", [])


def test_every_deadline_is_known_by_the_word_of_the_interface() -> None:
    assert [kind.value for kind in Deadline] == [
        "ongoing",
        "yearly",
        "half_yearly",
        "quarterly",
        "monthly",
        "by_date",
        "from_to",
        "years",
        "after_event",
        "none",
    ]


@given(st.from_type(ReadPlan))
def test_every_plan_can_be_written_as_json(plan: ReadPlan) -> None:
    values = written.as_json(plan)

    assert json.loads(json.dumps(values)) == values
    assert len(values["rows"]) == len(plan.rows)


def test_plans_made_up_by_tests_have_the_fields_of_written_ones() -> None:
    values = written.as_json(PLAN)
    made = written_plans.plan(written_plans.row(), targets=[written_plans.target()])

    assert made.keys() == values.keys()
    assert made["rows"][0].keys() == values["rows"][0].keys()
    assert made["targets"][0].keys() == values["targets"][0].keys()
    assert written_plans.citation().keys() == values["basis"][0].keys()
