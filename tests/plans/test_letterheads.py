"""What a body's documents print above and below: as kept, or as its name suggests."""

import pytest

from plans import letterheads
from plans.models import Letterhead, Plan, Unit
from tests import factories

pytestmark = pytest.mark.django_db


def kept(unit: Unit, *, issuer: str, plan: Plan | None = None) -> Letterhead:
    return Letterhead.objects.create(
        unit=unit,
        plan=plan,
        issuer=issuer,
        symbol="UBND",
        place="Điềm He",
        signatory_post="CHỦ TỊCH",
        recipients="- Lưu: VT.",
    )


def test_committee_is_suggested_in_its_own_name_to_the_committee_above() -> None:
    found = letterheads.build(factories.committee(factories.commune()))

    assert (found.superior, found.issuer) == ("", "ỦY BAN NHÂN DÂN\nXÃ ĐIỀM HE")
    assert (found.symbol, found.place) == ("UBND", "Điềm He")
    assert found.addressees == "Ủy ban nhân dân tỉnh Lạng Sơn"
    assert (found.signed_for, found.signatory_post) == ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")
    assert found.version == 0


def test_department_is_suggested_below_its_committee() -> None:
    office = factories.unit(factories.province(), "Sở Nội vụ", kind=Unit.Kind.DEPARTMENT)

    found = letterheads.build(office)

    assert (found.superior, found.issuer) == ("ỦY BAN NHÂN DÂN\nTỈNH LẠNG SƠN", "SỞ NỘI VỤ")
    assert (found.symbol, found.signed_for, found.signatory_post) == ("SNV", "", "GIÁM ĐỐC")
    assert found.addressees == "Ủy ban nhân dân tỉnh Lạng Sơn"


@pytest.mark.parametrize(
    ("name", "symbol", "post"),
    [
        ("Sở Nông nghiệp và Môi trường", "SNNMT", "GIÁM ĐỐC"),
        ("Văn phòng UBND tỉnh", "VPUBND", "CHÁNH VĂN PHÒNG"),
        ("Thanh tra tỉnh", "TTT", "CHÁNH THANH TRA"),
        ("Ban Quản lý Khu kinh tế", "BQLKKT", "TRƯỞNG BAN"),
        ("Ban quản lý Khu du lịch", "BQLKDL", "TRƯỞNG BAN"),
        ("Ban Quản lý dự án đầu tư xây dựng", "BQLDAĐTXD", "GIÁM ĐỐC"),
        ("Ban quản lý các dự án giao thông", "BQLCDAGT", "GIÁM ĐỐC"),
        ("Ban QLDA khu vực", "BQLDA", "GIÁM ĐỐC"),
        ("Bảo hiểm xã hội tỉnh", "BHXHT", "GIÁM ĐỐC"),
        ("Trung tâm Phục vụ hành chính công", "TTPVHCC", "GIÁM ĐỐC"),
        ("Công an tỉnh", "CAT", "GIÁM ĐỐC"),
        ("Công an xã", "CAX", ""),
        ("Ủy ban MTTQ Việt Nam xã", "UBMTTQ", ""),
        ("Ban Thường trực Ủy ban MTTQ", "BTTUBMTTQ", ""),
        ("Hội Nông dân xã", "HNDX", ""),
        ("Báo và phát thanh, truyền hình", "BPTTH", ""),
        ("Trạm y tế", "TYT", ""),
        ("Trường Tiểu học", "TTH", ""),
        ("Công chức Tư pháp - hộ tịch", "CCTP-HT", ""),
    ],
)
def test_symbol_and_head_are_suggested_by_the_name(name: str, symbol: str, post: str) -> None:
    found = letterheads.build(factories.unit(factories.province(), name))

    assert (found.symbol, found.signatory_post) == (symbol, post)


def test_who_writes_to_nobody_has_nobody_above_among_the_recipients() -> None:
    committee = factories.unit(factories.province(), "UBND tỉnh", kind=Unit.Kind.COMMITTEE)

    found = letterheads.build(committee)

    assert (found.addressees, found.recipients) == ("", "- Lưu: VT.")


def test_who_signed_the_plan_is_suggested_to_sign_the_report() -> None:
    plan = factories.plan(factories.commune())
    plan.signed_for, plan.signatory_post = "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"
    plan.signatory = "Hà Văn A"

    found = letterheads.build(plan.issuer, plan)

    assert (found.signed_for, found.signatory_post) == ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")
    assert found.signatory == "Hà Văn A"


def test_what_is_kept_for_a_plan_comes_before_what_is_kept_for_all() -> None:
    plan, other = (factories.plan(place) for place in [factories.commune()] * 2)
    kept(plan.issuer, issuer="CHUNG")
    kept(plan.issuer, issuer="RIÊNG", plan=plan)

    assert letterheads.build(plan.issuer, plan).issuer == "RIÊNG"
    assert letterheads.build(plan.issuer, other).issuer == "CHUNG"
    assert letterheads.build(plan.issuer).issuer == "CHUNG"
