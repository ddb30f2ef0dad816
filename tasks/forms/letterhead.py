"""The form of a body's letterhead: it cleans and explains; it never writes."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from papi_portal.fields import LineField, ParagraphField
from plans.models import Letterhead
from tasks.forms.plan import VersionedForm

SHORT, LONG = 200, 2_000


class LetterheadForm(VersionedForm):
    """What a body's documents print above and below the text."""

    superior = ParagraphField(
        label=_("Cơ quan chủ quản"),
        required=False,
        max_length=SHORT,
        help_text=_("Chữ in hoa, đúng như in trên văn bản; UBND để trống."),
    )
    issuer = ParagraphField(
        label=_("Tên cơ quan ban hành"),
        max_length=SHORT,
        help_text=_("Chữ in hoa, đúng như in trên văn bản; xuống dòng chỗ muốn ngắt."),
    )
    symbol = LineField(
        label=_("Ký hiệu cơ quan"), max_length=30, help_text=_("Phần sau “BC-”, ví dụ UBND, SNV.")
    )
    place = LineField(label=_("Địa danh"), max_length=100, help_text=_("Ghi trước ngày tháng."))
    addressees = ParagraphField(
        label=_("Kính gửi"), required=False, max_length=LONG, help_text=_("Mỗi nơi một dòng.")
    )
    signed_for = ParagraphField(
        label=_("Quyền hạn ký"),
        required=False,
        max_length=SHORT,
        help_text=_("Ví dụ TM. ỦY BAN NHÂN DÂN, dòng dưới KT. CHỦ TỊCH."),
    )
    signatory_post = LineField(label=_("Chức vụ người ký"), max_length=150)
    signatory = LineField(
        label=_("Họ tên người ký"),
        required=False,
        max_length=100,
        help_text=_("Không ghi học hàm, học vị."),
    )
    recipients = ParagraphField(
        label=_("Nơi nhận"),
        max_length=LONG,
        rows=5,
        help_text=_("Mỗi nơi một dòng, kết thúc bằng Lưu."),
    )

    def __init__(self, data: Any = None, *, letterhead: Letterhead) -> None:
        stood = {name: getattr(letterhead, name) for name in Letterhead.WORDS}
        super().__init__(data, initial={**stood, "version": letterhead.version})

    @property
    def words(self) -> dict[str, str]:
        """What is printed, as typed."""
        return {name: self.cleaned_data[name] for name in Letterhead.WORDS}
