"""Outlines of every shape, with their rows as "headings | label | title | text | lead"."""

DOCUMENTS = {
    "dimensions with letters, units with bullets": (
        """
I. MỤC ĐÍCH, YÊU CẦU
1. Mục đích
a) Nâng cao điểm số.
II. NỘI DUNG
1. Nội dung “Công khai, minh bạch”
a) Công khai ngân sách.
b) Công khai quy hoạch:
- Tại trụ sở.
- Tại nhà văn hóa thôn.
III. TỔ CHỨC THỰC HIỆN
1. Văn phòng HĐND và UBND xã:
- Theo dõi chung.
- Báo cáo:
+ Quý.
+ Năm.
2. Công an xã
Giữ vững an ninh.
Báo cáo định kỳ.
Trên đây là Kế hoạch của UBND xã./.
""",
        """
» II > 1 | a) | | Công khai ngân sách. |
» II > 1 | b) | Công khai quy hoạch | - Tại trụ sở. / - Tại nhà văn hóa thôn. |
» III > 1 | - | | Theo dõi chung. | Văn phòng HĐND và UBND xã
» III > 1 | - | | Báo cáo: / + Quý. / + Năm. | Văn phòng HĐND và UBND xã
» III > 2 | | | Giữ vững an ninh. | Công an xã
» III > 2 | | | Báo cáo định kỳ. | Công an xã
""",
    ),
    "letters only, in a directive": (
        """
Chủ tịch UBND huyện yêu cầu các đơn vị:
a) Công khai danh sách hộ nghèo.
b) Phòng Tư pháp chủ trì, phối hợp với Đài Truyền thanh huyện tuyên truyền pháp luật.
đ) Niêm yết thủ tục hành chính.
""",
        """
» | a) | | Công khai danh sách hộ nghèo. |
» | b) | | Phòng Tư pháp chủ trì, phối hợp với Đài Truyền thanh huyện tuyên truyền pháp luật. |
  Phòng Tư pháp
» | đ) | | Niêm yết thủ tục hành chính. |
""",
    ),
    "bullets only, headings in capitals": (
        """
KẾ HOẠCH
Nâng cao Chỉ số PAPI xã An Bình năm 2025
Căn cứ Kế hoạch số 12/KH-UBND của UBND tỉnh;
UBND xã ban hành kế hoạch như sau:
MỤC ĐÍCH, YÊU CẦU
- Nâng cao điểm số.
NHIỆM VỤ, GIẢI PHÁP
- Niêm yết quy hoạch.
+ Tại trụ sở.
- Đối thoại với người dân
mỗi năm hai lần.
Đơn vị chủ trì: Văn phòng HĐND và UBND xã
- Rà soát hộ nghèo.
Đơn vị chủ trì: Phòng Kinh tế
TỔ CHỨC THỰC HIỆN
Phòng Văn hóa - Xã hội theo dõi việc thực hiện Kế hoạch này.
Trong quá trình thực hiện nếu có vướng mắc, các đơn vị báo cáo UBND xã./.
""",
        """
» NHIỆM VỤ, GIẢI PHÁP | - | | Niêm yết quy hoạch. / + Tại trụ sở. |
» NHIỆM VỤ, GIẢI PHÁP | - | | Đối thoại với người dân mỗi năm hai lần. | Văn phòng HĐND và UBND
  xã
» NHIỆM VỤ, GIẢI PHÁP | - | | Rà soát hộ nghèo. | Phòng Kinh tế
» TỔ CHỨC THỰC HIỆN | | | Phòng Văn hóa - Xã hội theo dõi việc thực hiện Kế hoạch này. | Phòng
  Văn hóa - Xã hội
""",
    ),
    "parts, A, I, 1": (
        """
PHẦN THỨ NHẤT. ĐÁNH GIÁ KẾT QUẢ NĂM 2023
I. Kết quả đạt được
1. Chỉ số PAPI tăng 3 bậc.
PHẦN THỨ HAI. NHIỆM VỤ NĂM 2024
A. NHIỆM VỤ CHUNG
1. Tăng cường kỷ luật hành chính.
B. NHIỆM VỤ CỤ THỂ
I. Tham gia của người dân ở cấp cơ sở
1. Nâng cao tri thức công dân
- Biên soạn tờ gấp.
Cơ quan chủ trì: Sở Tư pháp.
2. Bầu trưởng thôn đúng luật.
C. TỔ CHỨC THỰC HIỆN
1. Sở Nội vụ: Tham mưu, theo dõi chung.
2. Kinh phí thực hiện: Từ ngân sách nhà nước.
""",
        """
» PHẦN THỨ HAI > A | 1 | | Tăng cường kỷ luật hành chính. |
» PHẦN THỨ HAI > B > I | 1 | Nâng cao tri thức công dân | - Biên soạn tờ gấp. | Sở Tư pháp
» PHẦN THỨ HAI > B > I | 2 | | Bầu trưởng thôn đúng luật. |
» PHẦN THỨ HAI > C | 1 | | Sở Nội vụ: Tham mưu, theo dõi chung. | Sở Nội vụ
""",
    ),
    "by unit, letters and bullets": (
        """
II. GIẢI PHÁP, NHIỆM VỤ VÀ TRÁCH NHIỆM THỰC HIỆN
1. Tập huấn, tuyên truyền
a) Sở Nội vụ
Chủ trì tổ chức hội nghị với mục tiêu:
- Trang bị kiến thức.
- Thông tin kết quả.
b) UBND các huyện, thị xã, thành phố
Chỉ đạo UBND cấp xã:
- Tuyên truyền đến thôn.
c) Đề nghị Ban Dân vận Tỉnh ủy chỉ đạo các tổ chức chính trị ở cơ sở tham gia.
""",
        """
» II > 1 > a) | | | Chủ trì tổ chức hội nghị với mục tiêu: / - Trang bị kiến thức. / - Thông tin
  kết quả. | Sở Nội vụ
» II > 1 > b) | | | Chỉ đạo UBND cấp xã: / - Tuyên truyền đến thôn. | UBND các huyện, thị xã,
  thành phố
» II > 1 | c) | | Đề nghị Ban Dân vận Tỉnh ủy chỉ đạo các tổ chức chính trị ở cơ sở tham gia. |
  Ban Dân vận Tỉnh ủy
""",
    ),
    "duties for all below one heading": (
        """
III. TỔ CHỨC THỰC HIỆN
1. Trách nhiệm của các sở, ban, ngành thuộc UBND tỉnh:
1.1. Trách nhiệm chung:
- Xây dựng kế hoạch.
1.2. Sở Nội vụ có trách nhiệm:
- Theo dõi chung.
1.3. Sở Công Thương chủ trì cải thiện mạng lưới điện.
1.4. UBND các huyện, thành phố: Chỉ đạo UBND cấp xã thực hiện.
""",
        """
» III > 1 > 1.1 | - | | Xây dựng kế hoạch. | các sở, ban, ngành thuộc UBND tỉnh
» III > 1 > 1.2 | - | | Theo dõi chung. | Sở Nội vụ
» III > 1 | 1.3 | | Sở Công Thương chủ trì cải thiện mạng lưới điện. | Sở Công Thương
» III > 1 | 1.4 | | UBND các huyện, thành phố: Chỉ đạo UBND cấp xã thực hiện. | UBND các huyện,
  thành phố
""",
    ),
    "decision with its plan": (
        """
QUYẾT ĐỊNH:
Điều 1. Ban hành kèm theo Quyết định này Kế hoạch nâng cao Chỉ số PAPI năm 2024.
Điều 2. Giao Sở Nội vụ theo dõi việc thực hiện Kế hoạch.
Điều 3. Quyết định này có hiệu lực kể từ ngày ký.
Điều 4. Chánh Văn phòng UBND tỉnh, Giám đốc các sở chịu trách nhiệm thi hành Quyết định này./.
KẾ HOẠCH
Nâng cao Chỉ số PAPI năm 2024
I. MỤC ĐÍCH
1. Nâng cao nhận thức.
II. NHIỆM VỤ TRỌNG TÂM
1. Công khai, minh bạch
1.1. Công khai ngân sách.
""",
        """
» | Điều 2 | | Giao Sở Nội vụ theo dõi việc thực hiện Kế hoạch. | Sở Nội vụ
» II > 1 | 1.1 | | Công khai ngân sách. |
""",
    ),
    "units behind stars": (
        """
III. PHÂN CÔNG NHIỆM VỤ
* Văn phòng HĐND và UBND xã:
- Tham mưu kế hoạch.
* Công an xã
- Giữ vững an ninh trật tự.
Định kỳ báo cáo UBND xã.
""",
        """
» III > Văn phòng HĐND và UBND xã | - | | Tham mưu kế hoạch. | Văn phòng HĐND và UBND xã
» III > Công an xã | - | | Giữ vững an ninh trật tự. | Công an xã
» III > Công an xã | | | Định kỳ báo cáo UBND xã. | Công an xã
""",
    ),
    "dimensions that go straight into bullets or paragraphs": (
        """
II. NỘI DUNG
1. Tham gia của người dân ở cấp cơ sở
- Tuyên truyền pháp luật.
- Tổ chức họp dân.
2. Chỉ số năng lực cạnh tranh.
Cắt giảm thời gian đăng ký doanh nghiệp.
- Đơn vị chủ trì: Công chức Tài chính - Kế toán.
3. Cải cách hành chính
- Rà soát thủ tục.
- Xin lỗi khi trễ hẹn.
""",
        """
» II > 1 | - | | Tuyên truyền pháp luật. |
» II > 1 | - | | Tổ chức họp dân. |
» II > 2 | | | Cắt giảm thời gian đăng ký doanh nghiệp. | Công chức Tài chính - Kế toán
» II | 3 | Cải cách hành chính | - Rà soát thủ tục. / - Xin lỗi khi trễ hẹn. |
""",
    ),
    "no Roman headings, numbers that start anew": (
        """
1. Mục đích
- Nâng cao điểm số.
2. Yêu cầu
- Thực hiện đồng bộ.
1. Nội dung “Công khai, minh bạch”
1.1. Công khai hộ nghèo.
2. Nội dung “Quản trị điện tử”
2.1. Nâng cấp trang thông tin.
1. Sở Tài chính
Bố trí kinh phí.
""",
        """
» 1 | 1.1 | | Công khai hộ nghèo. |
» 2 | 2.1 | | Nâng cấp trang thông tin. |
» 1 | | | Bố trí kinh phí. | Sở Tài chính
""",
    ),
    "levels 1, 1.1, 1.1.1, a": (
        """
1. Mục tiêu
1.1. Mục tiêu cụ thể
a) Đạt 44 điểm.
2. Nhiệm vụ và giải pháp
2.1. Công khai, minh bạch
2.1.1. Công khai ngân sách
a) Niêm yết tại trụ sở.
b) Đăng tải trên trang thông tin.
2.1.2. Công khai đất đai
- Niêm yết bảng giá đất.
3. Tổ chức thực hiện
3.1. Các sở, ngành: Triển khai nhiệm vụ được giao.
""",
        """
» 2 > 2.1 > 2.1.1 | a) | | Niêm yết tại trụ sở. |
» 2 > 2.1 > 2.1.1 | b) | | Đăng tải trên trang thông tin. |
» 2 > 2.1 | 2.1.2 | Công khai đất đai | - Niêm yết bảng giá đất. |
» 3 | 3.1 | | Các sở, ngành: Triển khai nhiệm vụ được giao. | Các sở, ngành
""",
    ),
    "commune of two levels": (
        """
II. NỘI DUNG NHIỆM VỤ
1. Chỉ số nội dung 1: Tham gia của người dân ở cấp cơ sở
a) Phòng Văn hóa - Xã hội:
- Hướng dẫn các thôn bầu trưởng thôn.
b) Văn phòng HĐND và UBND: Đăng tải thông tin.
2. Chỉ số nội dung 5: Thủ tục hành chính công
a) Trung tâm Phục vụ hành chính công
Thực hiện trả kết quả đúng hạn.
III. TỔ CHỨC THỰC HIỆN
1. Phòng Văn hóa - Xã hội theo dõi, tổng hợp, báo cáo trước ngày 15/12/2025.
""",
        """
» II > 1 > a) | - | | Hướng dẫn các thôn bầu trưởng thôn. | Phòng Văn hóa - Xã hội
» II > 1 | b) | | Văn phòng HĐND và UBND: Đăng tải thông tin. | Văn phòng HĐND và UBND
» II > 2 > a) | | | Thực hiện trả kết quả đúng hạn. | Trung tâm Phục vụ hành chính công
» III | 1 | | Phòng Văn hóa - Xã hội theo dõi, tổng hợp, báo cáo trước ngày 15/12/2025. | Phòng
  Văn hóa - Xã hội
""",
    ),
    "outline in the appendix": (
        """
II. NHIỆM VỤ
(Chi tiết tại Phụ lục kèm theo)
Trên đây là Kế hoạch của UBND xã./.
Nơi nhận:
- UBND huyện;
PHỤ LỤC
NHIỆM VỤ CẢI THIỆN CHỈ SỐ PAPI NĂM 2024
(Kèm theo Kế hoạch số 12/KH-UBND ngày 12/3/2024 của UBND xã)
1. Công khai, minh bạch
a) Công khai ngân sách.
""",
        """
» NHIỆM VỤ CẢI THIỆN CHỈ SỐ PAPI NĂM 2024 > 1 | a) | | Công khai ngân sách. |
""",
    ),
    "results in the appendix": (
        """
II. NHIỆM VỤ
1. Công khai ngân sách.
Trên đây là Kế hoạch của UBND tỉnh./.
PHỤ LỤC
Kết quả Chỉ số PAPI năm 2019
1. Kết quả tổng hợp:
Năm 2019 tỉnh đạt 45,06 điểm.
2. Chi tiết điểm số:
""",
        """
» II | 1 | | Công khai ngân sách. |
""",
    ),
    "aims beside tasks": (
        """
I. MỤC TIÊU, NHIỆM VỤ
1. Mục tiêu
- Đạt 44 điểm.
2. Nhiệm vụ
2.1. Nâng cấp trạm y tế.
II. KINH PHÍ
1. Từ ngân sách huyện.
III. TRÁCH NHIỆM THỰC HIỆN
1. Kế hoạch này thay thế Kế hoạch số 80/KH-UBND ngày 21/9/2022 của UBND huyện.
2. Chế độ báo cáo: Định kỳ ngày 20 tháng cuối quý, các đơn vị gửi báo cáo.
""",
        """
» I > 2 | 2.1 | | Nâng cấp trạm y tế. |
» III | 2 | | Chế độ báo cáo: Định kỳ ngày 20 tháng cuối quý, các đơn vị gửi báo cáo. |
""",
    ),
    "small lists inside a task": (
        """
II. GIẢI PHÁP
1. Công khai, minh bạch
a) Niêm yết các nội dung:
(1) Thu, chi ngân sách;
(2) Danh sách hộ nghèo.
2. Một số giải pháp khác
(1) Tập huấn cán bộ.
(2) Khen thưởng kịp thời.
""",
        """
» II > 1 | a) | Niêm yết các nội dung | (1) Thu, chi ngân sách; / (2) Danh sách hộ nghèo. |
» II > 2 | (1) | | Tập huấn cán bộ. |
» II > 2 | (2) | | Khen thưởng kịp thời. |
""",
    ),
    "duties as lettered items": (
        """
II. NHIỆM VỤ
1. Tri thức công dân
a) Nhiệm vụ: Tuyên truyền pháp luật.
b) Cơ quan chủ trì: Sở Tư pháp
c) Thời gian thực hiện: Quý II
2. Tổ chức họp dân
a) Thực hiện: Công an xã
""",
        """
» II > 1 | a) | | Nhiệm vụ: Tuyên truyền pháp luật. | Sở Tư pháp
» II | 2 | | Tổ chức họp dân | Công an xã
""",
    ),
    "units that have duties": (
        """
III. TỔ CHỨC THỰC HIỆN
1. Các sở, ngành căn cứ chức năng, nhiệm vụ được giao có trách nhiệm:
- Xây dựng kế hoạch.
2. UBND cấp xã thực hiện các nhiệm vụ sau:
a) Niêm yết.
3. Sở Nội vụ chủ trì tổ chức hội nghị với mục tiêu:
- Trang bị kiến thức.
4. Phân công thực hiện:
- Phòng Nội vụ chủ trì theo dõi.
""",
        """
» III > 1 | - | | Xây dựng kế hoạch. | Các sở, ngành
» III > 2 | a) | | Niêm yết. | UBND cấp xã
» III | 3 | | Sở Nội vụ chủ trì tổ chức hội nghị với mục tiêu: / - Trang bị kiến thức. | Sở Nội vụ
» III > 4 | - | | Phòng Nội vụ chủ trì theo dõi. | Phòng Nội vụ
""",
    ),
    "numbered words": (
        """
II. NHIỆM VỤ
Nội dung 1: Tham gia của người dân ở cấp cơ sở
1. Họp dân.
Nội dung 2: Công khai, minh bạch
1. Niêm yết.
III. GIẢI PHÁP
1. Giải pháp chung
Giải pháp 1. Tập huấn cán bộ
- Mở lớp.
2. Giải pháp riêng
a) Viết bài.
""",
        """
» II > Nội dung 1 | 1 | | Họp dân. |
» II > Nội dung 2 | 1 | | Niêm yết. |
» III > 1 | Giải pháp 1 | Tập huấn cán bộ | - Mở lớp. |
» III > 2 | a) | | Viết bài. |
""",
    ),
    "headings of Word without labels": (
        """
# NHIỆM VỤ
## Công khai, minh bạch
- Công khai ngân sách.
## Quản trị điện tử
- Nâng cấp trang thông tin.
# TỔ CHỨC THỰC HIỆN
@Công an xã
- Giữ vững an ninh.
""",
        """
» NHIỆM VỤ > Công khai, minh bạch | - | | Công khai ngân sách. |
» NHIỆM VỤ > Quản trị điện tử | - | | Nâng cấp trang thông tin. |
» TỔ CHỨC THỰC HIỆN > Công an xã | - | | Giữ vững an ninh. | Công an xã
""",
    ),
}
