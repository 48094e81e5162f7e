"""An index of one invented report, small enough to be read whole."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer.build import build
from language.embedding import load_encoder
from search.searcher import Searcher

REPORTS = {
    "dong-nguu.md": """ĐẢNG BỘ HUYỆN ĐỒNG NGƯU
(Văn bản mẫu, địa danh hư cấu)

BÁO CÁO CHÍNH TRỊ
trình Đại hội đại biểu Đảng bộ huyện Đồng Ngưu lần thứ IX, nhiệm kỳ 2020 - 2025

I. KẾT QUẢ ĐẠT ĐƯỢC

1. Về kinh tế

Tỷ lệ hộ nghèo của huyện giảm còn 3-3,4% vào cuối nhiệm kỳ.

Thực hiện Nghị quyết số 04-NQ/TU, huyện trồng mới 120 ha rừng ven sông.

Thu ngân sách trên địa bàn đạt 38.415 tỷ đồng.

2. Về văn hóa, xã hội

Hộ cận nghèo được vay vốn làm ăn. Công tác giảm nghèo được quan tâm.

Uỷ ban nhân dân huyện cấp giấy phép xây dựng cho 22% hồ sơ.

Xã Bãi Dâu đạt chuẩn NTM, khánh thành 3 nhà văn hóa.

II. MỤC TIÊU

Phấn đấu đến năm 2025 tỷ lệ hộ nghèo còn dưới 1,5%.

Tiếp tục trồng rừng và giữ rừng đầu nguồn.
""",
    "go-sim.md": """ĐẢNG BỘ THỊ XÃ GÒ SIM
(Văn bản mẫu, địa danh hư cấu)

BÁO CÁO CHÍNH TRỊ
trình Đại hội đại biểu Đảng bộ thị xã Gò Sim lần thứ VII, nhiệm kỳ 2015 - 2020

I. KẾT QUẢ ĐẠT ĐƯỢC

1. Về xã hội

Tỷ lệ hộ nghèo của thị xã còn 3,4%.

Trường học được sửa chữa, học sinh đến lớp đông hơn.

Tiếp tục trồng rừng và giữ rừng đầu nguồn.

Tiếp tục trồng rừng và giữ rừng đầu nguồn.
""",
}


@pytest.fixture(scope="session")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    archive = tmp_path_factory.mktemp("archive")
    for name, text in REPORTS.items():
        (archive / name).write_text(text, encoding="utf-8")
    folder = tmp_path_factory.mktemp("index")
    build(archive, folder, load_encoder())
    return folder


@pytest.fixture(scope="session")
def searcher(index: Path) -> Iterator[Searcher]:
    opened = Searcher(index)
    yield opened
    opened.library.close()
