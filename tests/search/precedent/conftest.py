"""An index of three invented reports: two terms of one place and one of another, with wordings that recur."""

from collections.abc import Iterator

import pytest

from indexer.build import build
from language.embedding import load_encoder
from search.searcher import Searcher

HEAD = """ĐẢNG BỘ HUYỆN {place}
(Văn bản mẫu, địa danh hư cấu)

BÁO CÁO CHÍNH TRỊ
trình Đại hội đại biểu Đảng bộ huyện {title}, nhiệm kỳ {term}

"""
REPORTS = {
    "khe-dau-2015.txt": HEAD.format(place="KHE DÂU", title="Khe Dâu lần thứ X", term="2015 - 2020")
    + """I. KẾT QUẢ

1. Tiếp tục giữ rừng đầu nguồn, gắn bảo vệ rừng với sinh kế của người dân ven suối. Mở thêm hai lớp học ở bản Sa.

2. Thu ngân sách trên địa bàn đạt 12 tỷ đồng, bằng 98% dự toán.

3. Mỗi chi bộ nhận giúp đỡ ít nhất một hộ khó khăn.
""",
    "khe-dau-2020.txt": HEAD.format(place="KHE DÂU", title="Khe Dâu lần thứ XI", term="2020 - 2025")
    + """I. KẾT QUẢ

1. Tiếp tục giữ rừng đầu nguồn, gắn bảo vệ rừng với việc làm của người dân ven suối. Trạm y tế xã được xây lại.

2. Thu ngân sách trên địa bàn đạt 31 tỷ đồng, bằng 104% dự toán.

3. Dạy nghề cho thanh niên, đưa máy móc về bản để bớt việc nặng cho phụ nữ.
""",
    "bai-son-2020.txt": HEAD.format(place="BÃI SƠN", title="Bãi Sơn lần thứ VII", term="2020 - 2025")
    + """I. KẾT QUẢ

a) Tiếp tục giữ rừng đầu nguồn, gắn bảo vệ rừng với sinh kế của người dân ven suối.

b) Cảng cá được nạo vét, tàu lớn vào được quanh năm.

c) Mỗi chi bộ nhận giúp đỡ ít nhất một hộ khó khăn và hai học sinh mồ côi.
""",
}


@pytest.fixture(scope="session")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    archive, folder = tmp_path_factory.mktemp("archive"), tmp_path_factory.mktemp("index")
    for name, text in REPORTS.items():
        (archive / name).write_text(text, encoding="utf-8")
    build(archive, folder, load_encoder())
    opened = Searcher(folder)
    yield opened
    opened.library.close()
