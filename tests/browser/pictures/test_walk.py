"""A province's quarter from beginning to end, each part played by the person whose part it is."""

import pytest

from papi_portal import pdf
from plans.models import Plan
from tests.browser.camera import Camera
from tests.browser.conftest import OpenPage, TurnTo
from tests.browser.pictures import walk_communes, walk_desk, walk_papers, walk_people, walk_review
from tests.browser.pictures.walk_people import BINH_GIA, COMMUNES, DIEM_HE, THAT_KHE

pytestmark = pytest.mark.browser


@pytest.mark.timeout(480)  # a quarter in one test: on a busy machine it outlasts the usual time
@pytest.mark.skipif(pdf.problem() is not None, reason=f"no PDF here: {pdf.problem()}")
def test_province_walks_through_a_quarter(
    open_page: OpenPage, turn_to: TurnTo, camera: Camera
) -> None:
    plan = walk_people.morning()
    turn_to(walk_people.BEGIN)
    the_plan_goes_down(open_page, camera, plan)
    turn_to(walk_people.REPORTING)
    reports_go_up(open_page, camera)
    the_province_reads(open_page, camera)
    turn_to(walk_people.AFTER)
    the_quarter_ends(open_page, camera)


def the_plan_goes_down(open_page: OpenPage, camera: Camera, plan: Plan) -> None:
    desk = open_page("sonoivu")
    walk_desk.import_scores(desk, camera)
    walk_desk.import_targets(desk, camera, plan)
    walk_desk.issue(desk, camera, plan)
    walk_desk.hand_down(desk, camera)
    walk_desk.plan_and_open(desk, camera)
    for commune in COMMUNES:
        walk_communes.issue_plan(open_page(commune.leader), camera, commune)


def reports_go_up(open_page: OpenPage, camera: Camera) -> None:
    phone = open_page(DIEM_HE.officer, viewport=walk_communes.PHONE)
    walk_communes.report_on_a_phone(phone, camera)
    walk_communes.propose(phone, camera, "walk/13-report-390")
    plain = open_page(THAT_KHE.officer, java_script_enabled=False)
    walk_communes.report_without_script(plain, camera)
    walk_communes.propose(plain, camera)
    excel = open_page(BINH_GIA.officer)
    walk_communes.paste_from_excel(excel, camera)
    walk_communes.propose(excel, camera)
    for commune in COMMUNES:
        picture = "walk/16-sign" if commune is DIEM_HE else ""
        walk_communes.sign(open_page(commune.leader), camera, picture)
    walk_review.report_of_department(open_page("soyte"), camera)
    walk_communes.sign(open_page("lanhdaosoyte"), camera)


def the_province_reads(open_page: OpenPage, camera: Camera) -> None:
    walk_review.guide(open_page("soyte"), camera)
    walk_review.return_one(open_page("sonoivu"), camera)
    officer = open_page(DIEM_HE.officer, viewport=walk_communes.PHONE)
    walk_communes.mend(officer, camera, walk_review.COMMENT, walk_review.ANSWER)
    walk_communes.sign(open_page(DIEM_HE.leader), camera)
    walk_review.accept_all(open_page("sonoivu"), camera)


def the_quarter_ends(open_page: OpenPage, camera: Camera) -> None:
    desk = open_page("sonoivu")
    walk_review.figures(desk, camera)
    walk_papers.remind(desk, camera)
    walk_review.close(desk, camera)
    walk_papers.print_report(desk, camera)
    walk_papers.print_book(desk, camera)
    walk_review.read_the_trail(open_page("kiemtra"), camera)
