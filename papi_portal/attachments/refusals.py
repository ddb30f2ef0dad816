"""Why a file is not kept and what to do, in words for whoever attached it."""

from papi_portal import zip_guard
from papi_portal.wording import said

DO = said("Hãy chọn tệp PDF, Word (.docx), Excel (.xlsx) hoặc ảnh JPG, PNG.")
EMPTY = said("Tệp rỗng (0 byte). Hãy kiểm tra lại tệp trên máy rồi chọn lại.")
UNKNOWN = said("Không nhận ra loại tệp này. {do}", do=DO)
BROKEN = said(
    "Tệp bị hỏng hoặc tải lên chưa trọn vẹn. Hãy mở tệp trên máy để kiểm tra, rồi chọn lại."
)
HEAVY = said(
    "Tệp quá nặng hoặc quá phức tạp nên không kiểm tra được. Hãy lưu lại tệp cho gọn, rồi thử lại."
)
PDF_AGAIN = said("Hãy mở tệp, in lại ra PDF (Print > Save as PDF), rồi tải bản đó lên.")
PDF_CUT = said("Tệp PDF bị cắt cụt hoặc có phần lạ ở cuối. {do}", do=PDF_AGAIN)
PDF_JUNK = said("Tệp PDF có phần lạ ở đầu nên không được nhận. {do}", do=PDF_AGAIN)
PDF_TWO = said("Tệp PDF có kèm một tệp nén bên trong nên không được nhận. {do}", do=PDF_AGAIN)
PDF_ACTS = said("Tệp PDF có chứa mã lệnh tự chạy nên không được nhận. {do}", do=PDF_AGAIN)
PDF_LOCKED = said("Tệp PDF đang đặt mật khẩu nên người khác không mở được. {do}", do=PDF_AGAIN)
OFFICE_TWO = said("Tệp có phần lạ ghép thêm vào đầu hoặc cuối. {do}", do=zip_guard.AS_XLSX)
REMOTE = said(
    "Tệp tự lấy mẫu hoặc nội dung từ một địa chỉ trên mạng nên không được nhận."
    " Hãy chép nội dung sang một tệp mới, rồi tải tệp mới lên."
)
MOVES = said("Ảnh động không được nhận. Hãy chụp hoặc lưu lại thành ảnh JPG, PNG thường.")
TOO_MANY_PIXELS = said(
    "Ảnh lớn hơn 40 triệu điểm ảnh nên không được mở. Hãy thu nhỏ ảnh hoặc chụp lại, rồi tải lên."
)

BEGINNINGS: tuple[tuple[bytes, str], ...] = (
    (b"MZ", said("Tệp là chương trình máy tính nên không được nhận. {do}", do=DO)),
    (b"\x7fELF", said("Tệp là chương trình máy tính nên không được nhận. {do}", do=DO)),
    (b"\xca\xfe\xba\xbe", said("Tệp là chương trình máy tính nên không được nhận. {do}", do=DO)),
    (b"#!", said("Tệp là chương trình máy tính nên không được nhận. {do}", do=DO)),
    (b"<?php", said("Tệp là chương trình máy tính nên không được nhận. {do}", do=DO)),
    (
        b"{\\rtf",
        said("Tệp RTF không được nhận. Hãy mở bằng Word, lưu lại dạng .docx rồi chọn lại."),
    ),
    (b"GIF8", said("Ảnh GIF không được nhận. Hãy lưu lại thành ảnh JPG hoặc PNG rồi chọn lại.")),
    (b"BM", said("Ảnh BMP không được nhận. Hãy lưu lại thành ảnh JPG hoặc PNG rồi chọn lại.")),
    (
        b"RIFF",
        said("Ảnh WebP, tệp âm thanh không được nhận. Hãy lưu lại thành ảnh JPG rồi chọn lại."),
    ),
    (b"II*\0", said("Ảnh TIFF không được nhận. Hãy lưu lại thành PDF hoặc JPG rồi chọn lại.")),
    (b"MM\0*", said("Ảnh TIFF không được nhận. Hãy lưu lại thành PDF hoặc JPG rồi chọn lại.")),
    (b"7z\xbc\xaf", said("Tệp nén không được nhận; hãy giải nén rồi tải từng tệp. {do}", do=DO)),
    (b"Rar!", said("Tệp nén không được nhận; hãy giải nén rồi tải từng tệp. {do}", do=DO)),
    (b"\x1f\x8b", said("Tệp nén không được nhận; hãy giải nén rồi tải từng tệp. {do}", do=DO)),
    (b"PK", said("Tệp nén không được nhận; hãy giải nén rồi tải từng tệp. {do}", do=DO)),
)
HEIC = said("Ảnh HEIC, phim không được nhận. Trên điện thoại, hãy chọn chụp dạng JPG rồi gửi lại.")
SVG = said(
    "Ảnh SVG không được nhận vì có thể chứa mã lệnh. Hãy xuất thành PNG hoặc PDF rồi chọn lại."
)
WEB_PAGE = said(
    "Tệp là trang web (HTML, XML) nên không được nhận. Hãy in trang ra PDF rồi chọn lại."
)


class BadAttachmentError(Exception):
    """Raised for a file that is not kept; its text says why and what to do, in Vietnamese."""
