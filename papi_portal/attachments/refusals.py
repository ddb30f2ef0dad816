"""Why a file is not kept and what to do, in words for whoever attached it."""

from papi_portal import zip_guard

DO = "Hãy chọn tệp PDF, Word (.docx), Excel (.xlsx) hoặc ảnh JPG, PNG."
EMPTY = "Tệp rỗng (0 byte). Hãy kiểm tra lại tệp trên máy rồi chọn lại."
UNKNOWN = f"Không nhận ra loại tệp này. {DO}"
BROKEN = "Tệp bị hỏng hoặc tải lên chưa trọn vẹn. Hãy mở tệp trên máy để kiểm tra, rồi chọn lại."
HEAVY = (
    "Tệp quá nặng hoặc quá phức tạp nên không kiểm tra được. Hãy lưu lại tệp cho gọn, rồi thử lại."
)
PDF_AGAIN = "Hãy mở tệp, in lại ra PDF (Print > Save as PDF), rồi tải bản đó lên."
PDF_CUT = f"Tệp PDF bị cắt cụt hoặc có phần lạ ở cuối. {PDF_AGAIN}"
PDF_JUNK = f"Tệp PDF có phần lạ ở đầu nên không được nhận. {PDF_AGAIN}"
PDF_TWO = f"Tệp PDF có kèm một tệp nén bên trong nên không được nhận. {PDF_AGAIN}"
PDF_ACTS = f"Tệp PDF có chứa mã lệnh tự chạy nên không được nhận. {PDF_AGAIN}"
PDF_LOCKED = f"Tệp PDF đang đặt mật khẩu nên người khác không mở được. {PDF_AGAIN}"
OFFICE_TWO = f"Tệp có phần lạ ghép thêm vào đầu hoặc cuối. {zip_guard.AS_XLSX}"
REMOTE = (
    "Tệp tự lấy mẫu hoặc nội dung từ một địa chỉ trên mạng nên không được nhận."
    " Hãy chép nội dung sang một tệp mới, rồi tải tệp mới lên."
)
MOVES = "Ảnh động không được nhận. Hãy chụp hoặc lưu lại thành ảnh JPG, PNG thường."
TOO_MANY_PIXELS = (
    "Ảnh lớn hơn 40 triệu điểm ảnh nên không được mở. Hãy thu nhỏ ảnh hoặc chụp lại, rồi tải lên."
)

BEGINNINGS: tuple[tuple[bytes, str], ...] = (
    (b"MZ", f"Tệp là chương trình máy tính nên không được nhận. {DO}"),
    (b"\x7fELF", f"Tệp là chương trình máy tính nên không được nhận. {DO}"),
    (b"\xca\xfe\xba\xbe", f"Tệp là chương trình máy tính nên không được nhận. {DO}"),
    (b"#!", f"Tệp là chương trình máy tính nên không được nhận. {DO}"),
    (b"<?php", f"Tệp là chương trình máy tính nên không được nhận. {DO}"),
    (b"{\\rtf", "Tệp RTF không được nhận. Hãy mở bằng Word, lưu lại dạng .docx rồi chọn lại."),
    (b"GIF8", "Ảnh GIF không được nhận. Hãy lưu lại thành ảnh JPG hoặc PNG rồi chọn lại."),
    (b"BM", "Ảnh BMP không được nhận. Hãy lưu lại thành ảnh JPG hoặc PNG rồi chọn lại."),
    (b"RIFF", "Ảnh WebP, tệp âm thanh không được nhận. Hãy lưu lại thành ảnh JPG rồi chọn lại."),
    (b"II*\0", "Ảnh TIFF không được nhận. Hãy lưu lại thành PDF hoặc JPG rồi chọn lại."),
    (b"MM\0*", "Ảnh TIFF không được nhận. Hãy lưu lại thành PDF hoặc JPG rồi chọn lại."),
    (b"7z\xbc\xaf", f"Tệp nén không được nhận; hãy giải nén rồi tải từng tệp. {DO}"),
    (b"Rar!", f"Tệp nén không được nhận; hãy giải nén rồi tải từng tệp. {DO}"),
    (b"\x1f\x8b", f"Tệp nén không được nhận; hãy giải nén rồi tải từng tệp. {DO}"),
    (b"PK", f"Tệp nén không được nhận; hãy giải nén rồi tải từng tệp. {DO}"),
)
HEIC = "Ảnh HEIC, phim không được nhận. Trên điện thoại, hãy chọn chụp dạng JPG rồi gửi lại."
SVG = "Ảnh SVG không được nhận vì có thể chứa mã lệnh. Hãy xuất thành PNG hoặc PDF rồi chọn lại."
WEB_PAGE = "Tệp là trang web (HTML, XML) nên không được nhận. Hãy in trang ra PDF rồi chọn lại."


class BadAttachmentError(Exception):
    """Raised for a file that is not kept; its text says why and what to do, in Vietnamese."""
