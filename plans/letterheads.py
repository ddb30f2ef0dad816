"""What stands above and below a body's documents: as it is kept, or as its name suggests."""

from papi_portal.text import fold
from papi_portal.wording import said
from plans.models import Letterhead, Plan, Territory, Unit

KEPT = "- Lưu: VT."
POSTS = {
    "Sở": "GIÁM ĐỐC",
    "Trung tâm": "GIÁM ĐỐC",
    "Công an tỉnh": "GIÁM ĐỐC",
    "Công an thành phố": "GIÁM ĐỐC",
    "Bảo hiểm xã hội": "GIÁM ĐỐC",
    "Thanh tra": "CHÁNH THANH TRA",
    "Văn phòng": "CHÁNH VĂN PHÒNG",
    "Ban Quản lý dự án": "GIÁM ĐỐC",
    "Ban Quản lý các dự án": "GIÁM ĐỐC",
    "Ban QLDA": "GIÁM ĐỐC",
    "Ban Quản lý": "TRƯỞNG BAN",
    "Phòng": "TRƯỞNG PHÒNG",
    "Cục": "CỤC TRƯỞNG",
    "Chi cục": "CHI CỤC TRƯỞNG",
    "Bộ Chỉ huy": "CHỈ HUY TRƯỞNG",
}
"""Who signs for a body, by how its name begins, the first that fits; of others a person says it."""
AS_ABOVE = f"- Như trên;\n{KEPT}"
"""Of what is addressed to somebody."""


def build(unit: Unit, plan: Plan | None = None) -> Letterhead:
    """Return the body's letterhead for a plan, else for all, else what its name suggests: a query.

    The unit's territory and the one above are read along. What was never saved has version 0.
    """
    return Letterhead.objects.of(unit, plan).first() or suggested(unit, plan)


def suggested(unit: Unit, plan: Plan | None = None) -> Letterhead:
    """Return what a body's name and its plan say, for a person to correct."""
    place = unit.territory
    is_committee = unit.kind == Unit.Kind.COMMITTEE
    above = place.parent if is_committee else place
    signing = plan if plan and plan.issuer_id == unit.pk else None
    return Letterhead(
        unit=unit,
        plan=plan,
        superior="" if is_committee else _in_capitals(place),
        issuer=_in_capitals(place) if is_committee else unit.name.upper(),
        symbol="UBND" if is_committee else _initials(unit.name),
        place=(signing and signing.place) or place.bare_name,
        addressees=f"Ủy ban nhân dân {above.name_inside}" if above else "",
        signed_for=(signing and signing.signed_for)
        or ("TM. ỦY BAN NHÂN DÂN" if is_committee else ""),
        signatory_post=(signing and signing.signatory_post)
        or ("CHỦ TỊCH" if is_committee else _head(unit.name)),
        signatory=signing.signatory if signing else "",
        recipients=AS_ABOVE if above else KEPT,
        version=0,
    )


def lacking(letterhead: Letterhead) -> str:
    """Say what of who signs is not known, "" if all of it is."""
    if letterhead.signatory_post and letterhead.signatory:
        return ""
    if letterhead.signatory_post:
        return said("họ tên người ký")
    return said("chức vụ người ký") if letterhead.signatory else said("chức vụ, họ tên người ký")


def in_full(unit: Unit) -> str:
    """Return a body's name as a sentence says it: "Ủy ban nhân dân xã Điềm He"."""
    if unit.kind == Unit.Kind.COMMITTEE:
        return f"Ủy ban nhân dân {unit.territory.name_inside}"
    return unit.name


def _initials(name: str) -> str:
    """Return the letters that stand for a body: "SNNMT" for Sở Nông nghiệp và Môi trường.

    What is short already stays, and ends it: "VPUBND" for Văn phòng UBND tỉnh.
    """
    letters = ""
    for word in name.split():
        if word.isupper() and len(word) > 1:
            return letters + word
        letters += _initial(word) if word != "và" else ""
    return letters


def _initial(word: str) -> str:
    """Return the letter that stands for a word: without dấu ("án" is A), Đ as it is."""
    return "Đ" if word[0] in "đĐ" else fold(word[0]).upper()


def _head(name: str) -> str:
    words = f"{name} ".casefold()
    found = (post for begin, post in POSTS.items() if words.startswith(f"{begin} ".casefold()))
    return next(found, "")


def _in_capitals(place: Territory) -> str:
    return f"ỦY BAN NHÂN DÂN\n{place.name.upper()}"
