"""One row of a preview is edited, in place or on its own page."""

import unicodedata
from typing import Any

import pytest
from django.test import Client

from tasks import actions
from tasks.models import Intake
from tasks.reading import edits
from tests import factories
from tests.tasks import uploads
from tests.tasks.intake_pages import HOSTILE, SCRIPT, Facts, address, state, text
from tests.tasks.preview_rows import act, rows, typed
from tests.tasks.reading.written_plans import deadline, doubt, row

pytestmark = pytest.mark.django_db


@pytest.fixture
def facts(db: None) -> Facts:
    return Facts()


def save(facts: Facts, intake: Intake, *, script: bool = False, **changes: Any) -> Any:
    sent = {"version": edits.version(rows(intake)[0]), **typed(**changes)}
    return facts.client.post(
        address("intake-row", intake.pk, 1), sent, headers=SCRIPT if script else {}
    )


# Editing: it works


def test_form_is_filled_with_what_was_read(facts: Facts) -> None:
    papi = factories.framework()
    intake = facts.waiting(
        row(
            "- Họp;\n- Loa.",
            title="Tri thức",
            lead=["UBND xã", "Công an xã"],
            framework=papi.code,
            components=["1.2"],
            deadline=deadline("Trước 30/6/2026", "by_date", None, "2026-06-30"),
        )
    )

    page = text(facts.client.get(address("intake-row", intake.pk, 1)))

    assert "<h1>Sửa một dòng</h1>" in page
    assert ">\n- Họp;\n- Loa.</textarea>" in page
    assert ">\nUBND xã\nCông an xã</textarea>" in page
    assert 'value="Trước 30/6/2026"' in page
    assert '<option value="by_date" selected>' in page
    assert 'value="30/06/2026"' in page
    assert page.count("checked") == 1
    assert 'value="papi-2021:1.2"' in page


def test_form_alone_is_given_to_a_script(facts: Facts) -> None:
    intake = facts.waiting()

    page = text(facts.client.get(address("intake-row", intake.pk, 1), headers=SCRIPT))

    assert "<html" not in page
    assert 'id="dong-1"' in page
    assert "autofocus" in page


def test_row_is_given_back_unchanged_to_a_script_that_gives_up(facts: Facts) -> None:
    intake = facts.waiting(row("Họp thôn."))

    page = text(facts.client.get(address("intake-row", intake.pk, 1) + "?read", headers=SCRIPT))

    assert "<html" not in page
    assert "<p>Họp thôn.</p>" in page
    assert "<textarea" not in page


def test_saved_row_leads_back_to_its_place(facts: Facts) -> None:
    papi = factories.framework()
    intake = facts.waiting(warnings=[doubt(1, "text", "Mờ")])

    response = save(
        facts,
        intake,
        lead="UBND xã\nCông an xã",
        support="Các thôn",
        guide="Sở Nội vụ",
        output="Biên bản",
        note="Mỗi thôn",
        components=[f"{papi.code}:1.1", f"{papi.code}:2"],
        deadline_kind="from_to",
        deadline_text="Quý II",
        starts_on="01/04/2026",
        ends_on="30/06/2026",
    )

    assert response["Location"] == f"{intake.get_absolute_url()}#dong-1"
    (saved,) = rows(intake)
    assert (saved["label"], saved["title"], saved["text"]) == ("1.1", "Tri thức", "- Họp thôn.")
    assert (saved["lead"], saved["support"], saved["guide"]) == (
        ["UBND xã", "Công an xã"],
        ["Các thôn"],
        ["Sở Nội vụ"],
    )
    assert saved["lead_text"] == "UBND xã; Công an xã"
    assert (saved["framework"], saved["components"]) == (papi.code, ["1.1", "2"])
    assert saved["deadline"] == deadline("Quý II", "from_to", "2026-04-01", "2026-06-30")
    assert (saved["output"], saved["note"]) == ("Biên bản", "Mỗi thôn")
    assert (saved["items"], saved["doubts"]) == (["Họp thôn."], [])
    assert intake.version == 2


def test_saved_row_comes_back_to_a_script_with_counts_and_version(facts: Facts) -> None:
    intake = facts.waiting(row(), row("Hai"), warnings=[doubt(1, "text", "Mờ")])

    page = text(save(facts, intake, script=True))

    assert "<html" not in page
    assert "intake-row--clear" in page
    assert "<p>- Họp thôn.</p>" in page
    out_of_band = page[page.index("</article>") :]
    assert 'id="so-dong" role="status" hx-swap-oob="innerHTML">' in out_of_band
    assert "<b>2</b> hiểu trọn · <b>0</b> cần xem" in out_of_band
    assert '<input type="hidden" name="version" value="2">' in out_of_band
    assert 'id="phai-sua" hx-swap-oob="true"' in out_of_band
    assert 'id="ten-don-vi"' not in out_of_band


def test_names_to_decide_come_along_when_an_edit_brings_new_ones(facts: Facts) -> None:
    intake = facts.waiting()

    page = text(save(facts, intake, script=True, lead="Tổ công nghệ"))

    assert '<div id="ten-don-vi" hx-swap-oob="true">' in page
    assert "Có 1 tên chưa rõ là đơn vị nào" in page


def test_words_of_parties_stay_as_issued_unless_their_names_are_changed(facts: Facts) -> None:
    intake = facts.waiting(
        row(
            lead=["UBND xã"],
            lead_text="UBND xã (bộ phận một cửa)",
            support=["Công an xã"],
            support_text="CA xã",
        )
    )

    save(facts, intake, lead="UBND xã", support="Công an xã\nCác thôn")

    (saved,) = rows(intake)
    assert saved["lead_text"] == "UBND xã (bộ phận một cửa)"
    assert saved["support_text"] == "Công an xã; Các thôn"


def test_decomposed_and_invisible_letters_are_stored_clean(facts: Facts) -> None:
    intake = facts.waiting()
    decomposed = unicodedata.normalize("NFD", "Niêm yết ở xã")

    save(
        facts,
        intake,
        text=f"{decomposed}\u200b\r\n- dòng\u00a0hai",
        title=f"{decomposed}\u00ad",
        deadline_text=f" {decomposed} ",
        lead="UBND\u200b  xã\r\n\r\n",
    )

    (saved,) = rows(intake)
    assert saved["text"] == "Niêm yết ở xã\n- dòng hai"
    assert saved["title"] == saved["deadline"]["raw"] == "Niêm yết ở xã"
    assert saved["lead"] == ["UBND xã"]


def test_row_edited_from_the_short_list_leads_back_to_it(facts: Facts) -> None:
    intake = facts.waiting()
    page = text(facts.client.get(address("intake-row", intake.pk, 1, show="doubtful")))
    assert '<input type="hidden" name="show" value="doubtful">' in page

    response = save(facts, intake, show="doubtful")

    assert response["Location"] == f"{intake.get_absolute_url()}?show=doubtful#dong-1"


def test_other_rows_and_indices_may_be_linked(facts: Facts) -> None:
    papi = factories.framework()
    sipas = factories.framework(code="sipas-2023")
    intake = facts.waiting(row(framework=sipas.code, components=["0"]))

    page = text(facts.client.get(address("intake-row", intake.pk, 1)))

    assert page.count('type="checkbox"') == 2 * 3 + 1
    save(facts, intake, components=[f"{papi.code}:1"])
    assert (rows(intake)[0]["framework"], rows(intake)[0]["components"]) == (papi.code, ["1"])


def test_links_can_be_taken_away(facts: Facts) -> None:
    papi = factories.framework()
    intake = facts.waiting(row(framework=papi.code, components=["1.1"]))

    save(facts, intake)

    assert (rows(intake)[0]["framework"], rows(intake)[0]["components"]) == ("", [])


# Editing: what was typed is wrong


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"text": " \n "}, "Nhiệm vụ, giải pháp: "),
        ({"text": "ạ" * 10_001}, "Nội dung dài 10001 ký tự"),
        ({"label": "a" * 21}, "Ký hiệu: "),
        ({"title": "a" * 501}, "Nội dung: "),
        ({"lead": f"UBND xã\n{'ạ' * 301}"}, "Tên dài quá 300 ký tự: “ạạ"),
        ({"deadline_kind": "by_date"}, "Thời hạn theo ngày phải có ngày kết thúc."),
        ({"deadline_kind": "from_to"}, "Thời hạn theo ngày phải có ngày kết thúc."),
        ({"deadline_kind": "someday"}, "Loại thời hạn: "),
        ({"ends_on": "31/02/2026"}, "Đến hết ngày: "),
        (
            {"starts_on": "02/06/2026", "ends_on": "01/06/2026"},
            "Ngày kết thúc không được trước ngày bắt đầu.",
        ),
        ({"components": ["papi-2021:9"]}, "Chỉ số nội dung, chỉ số thành phần: "),
    ],
)
@pytest.mark.parametrize("script", [True, False])
def test_what_is_wrong_is_told_and_what_was_typed_is_kept(
    facts: Facts, changes: dict[str, Any], told: str, script: bool
) -> None:
    factories.framework()
    intake = facts.waiting()
    before = state()

    response = save(facts, intake, script=script, **{"output": "Biên bản họp", **changes})

    page = text(response)
    assert response.status_code == 422
    assert told in page
    assert ">\nBiên bản họp</textarea>" in page
    assert ("<html" in page) is not script
    assert state() == before


def test_components_of_two_indices_are_not_mixed(facts: Facts) -> None:
    factories.framework()
    factories.framework(code="sipas-2023")
    intake = facts.waiting(row(framework="sipas-2023", components=["0"]))

    response = save(facts, intake, components=["papi-2021:1", "sipas-2023:0"])

    assert response.status_code == 422
    assert "Chọn các thành phần của cùng một bộ chỉ số." in text(response)


def test_markup_in_what_was_typed_is_text(facts: Facts) -> None:
    intake = facts.waiting()

    for page in (
        text(save(facts, intake, script=True, text=HOSTILE, lead=HOSTILE, deadline_text=HOSTILE)),
        text(facts.client.get(address("intake-row", intake.pk, 1))),
        text(save(facts, intake, text=HOSTILE, deadline_kind="<script>alert(1)</script>")),
    ):
        assert "<script>alert" not in page
        assert "<img src=x" not in page


# Who


@pytest.mark.parametrize(
    ("name", "rest"),
    [("intake-row", (1,)), ("intake-row-act", (1, "drop")), ("intake-split", ())],
)
def test_rows_of_others_are_not_found(facts: Facts, name: str, rest: tuple[object, ...]) -> None:
    intake = facts.waiting()
    before = state()

    for who, person in facts.others().items():
        before = state()
        response = factories.signed_in(person).post(address(name, intake.pk, *rest), typed())
        assert response.status_code == 404, who
        assert state() == before


@pytest.mark.parametrize("how", ["confirmed", "discarded"])
def test_rows_of_a_decided_document_are_not_found(facts: Facts, how: str) -> None:
    intake = facts.waiting()
    if how == "confirmed":
        uploads.confirmed(intake)
    else:
        by = factories.viewer(facts.officer)
        actions.discard_intake(intake=intake, by=by, at=factories.NOW)
    before = state()

    assert facts.client.post(address("intake-row", intake.pk, 1), typed()).status_code == 404
    assert act(facts, intake, "drop").status_code == 404
    assert facts.client.post(address("intake-split", intake.pk)).status_code == 404
    assert state() == before


def test_changed_workbook_has_no_rows_here(facts: Facts) -> None:
    intake = facts.waiting(changes_plan=factories.plan(facts.commune))

    assert facts.client.get(address("intake-row", intake.pk, 1)).status_code == 404


def test_visitor_signs_in_first(facts: Facts) -> None:
    intake = facts.waiting()

    for response in (
        Client().get(address("intake-row", intake.pk, 1)),
        Client().post(address("intake-row-act", intake.pk, 1, "drop")),
        Client().post(address("intake-split", intake.pk)),
    ):
        assert response["Location"].startswith("/accounts/login/?next=")


@pytest.mark.parametrize("method", ["get", "put", "delete"])
def test_acts_are_only_posted(facts: Facts, method: str) -> None:
    intake = facts.waiting()

    for name, rest in (("intake-row-act", (1, "drop")), ("intake-split", ())):
        response = getattr(facts.client, method)(address(name, intake.pk, *rest))
        assert response.status_code == 405


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_form_is_only_asked_for_and_posted(facts: Facts, method: str) -> None:
    response = getattr(facts.client, method)(address("intake-row", facts.waiting().pk, 1))

    assert response.status_code == 405
