"""The form of a body's letterhead: it cleans and explains; it never writes."""

from typing import Any

from papi_portal.fields import LineField, ParagraphField
from plans.models import Letterhead
from tasks.plan_forms import VersionedForm

SHORT, LONG = 200, 2_000


class LetterheadForm(VersionedForm):
    """What a body's documents print above and below the text."""

    superior = ParagraphField(
        label="Cơ quan chủ quản",
        required=False,
        max_length=SHORT,
        help_text="Chữ in hoa, đúng như in trên văn bản; UBND để trống.",
    )
    issuer = ParagraphField(
        label="Tên cơ quan ban hành",
        max_length=SHORT,
        help_text="Chữ in hoa, đúng như in trên văn bản; xuống dòng chỗ muốn ngắt.",
    )
    symbol = LineField(
        label="Ký hiệu cơ quan", max_length=30, help_text="Phần sau “BC-”, ví dụ UBND, SNV."
    )
    place = LineField(label="Địa danh", max_length=100, help_text="Ghi trước ngày tháng.")
    addressees = ParagraphField(
        label="Kính gửi", required=False, max_length=LONG, help_text="Mỗi nơi một dòng."
    )
    signed_for = ParagraphField(
        label="Quyền hạn ký",
        required=False,
        max_length=SHORT,
        help_text="Ví dụ TM. ỦY BAN NHÂN DÂN, dòng dưới KT. CHỦ TỊCH.",
    )
    signatory_post = LineField(label="Chức vụ người ký", max_length=150)
    signatory = LineField(
        label="Họ tên người ký",
        required=False,
        max_length=100,
        help_text="Không ghi học hàm, học vị.",
    )
    recipients = ParagraphField(
        label="Nơi nhận", max_length=LONG, rows=5, help_text="Mỗi nơi một dòng, kết thúc bằng Lưu."
    )

    def __init__(self, data: Any = None, *, letterhead: Letterhead) -> None:
        stood = {name: getattr(letterhead, name) for name in Letterhead.WORDS}
        super().__init__(data, initial={**stood, "version": letterhead.version})

    @property
    def words(self) -> dict[str, str]:
        """What is printed, as typed."""
        return {name: self.cleaned_data[name] for name in Letterhead.WORDS}
