"""Facts of passages of an invented report, one for each kind of passage that may be cited."""

from dataclasses import replace
from datetime import date

from search.citations.source import Cited

PARAGRAPH = Cited(
    id="ben-man-0a1b2c.p-0123456789",
    quote="Tỷ lệ hộ nghèo giảm còn 3,1%, vượt 0,3% & sớm_hơn #1 kỳ hạn.",
    passage_kind="paragraph",
    title="Báo cáo chính trị trình Đại hội Đảng bộ huyện Bến Mận lần thứ IX",
    kind="bao_cao_chinh_tri",
    author="Ban Chấp hành Đảng bộ huyện Bến Mận khóa VIII",
    place="huyện Bến Mận",
    province="Thượng Lũng",
    term="2020-2025",
    dated=date(2020, 5, 12),
    is_draft=True,
    language="vi",
    sections=(("Phần thứ nhất", "KIỂM ĐIỂM"), ("I", "KẾT QUẢ"), ("1", "Về kinh tế")),
    page="12",
    page_end="13",
    footnote=None,
    address="https://van-kho.example.vn/passages/ben-man-0a1b2c.p-0123456789",
)
FOOTNOTE = replace(PARAGRAPH, passage_kind="footnote", footnote=7, page_end=None)
LIST_ITEM = replace(PARAGRAPH, passage_kind="list_item", quote="- Xây xong ba nhà văn hóa thôn.", sections=())
TABLE = replace(PARAGRAPH, passage_kind="table", quote="| Hộ nghèo | dưới 1,5% |")
BARE = replace(
    PARAGRAPH, passage_kind="front_matter", author=None, place=None, province=None, term=None, dated=None, is_draft=False,
    sections=(), page=None, page_end=None,
)  # fmt: skip
UNTITLED = replace(PARAGRAPH, title="Báo cáo chính trị huyện Bến Mận, nhiệm kỳ 2020-2025", is_titled=False)
EVERY = {"paragraph": PARAGRAPH, "footnote": FOOTNOTE, "list item": LIST_ITEM, "table": TABLE, "nothing known": BARE}
