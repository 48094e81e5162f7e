"""An index of one small report with footnotes, and facts of it as they are cited."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer.build import build
from language.embedding import load_encoder
from search.searcher import Searcher

REPORT = """ĐẢNG BỘ HUYỆN BẾN MẬN
(Văn bản mẫu, địa danh hư cấu)

BÁO CÁO CHÍNH TRỊ
trình Đại hội đại biểu Đảng bộ huyện Bến Mận lần thứ IX, nhiệm kỳ 2020 - 2025

I. KẾT QUẢ ĐẠT ĐƯỢC

1. Về kinh tế

Tỷ lệ hộ nghèo của huyện Bến Mận giảm còn 3,1% vào cuối nhiệm kỳ[footnoteRef:1], thấp hơn kế hoạch. [1:  Theo chuẩn nghèo đa chiều mới.]

Vùng mận hậu rộng 120 ha, hồ chứa nước 3.500 m3, hòa lưới điện xong mười hai thôn.

2. Về xã hội

- Xây xong ba nhà văn hóa thôn.

| Chỉ tiêu | Năm 2025 |
|---|---|
| Hộ nghèo | dưới 1,5% |

Tiếp tục trồng rừng và giữ rừng đầu nguồn.

Tiếp tục trồng rừng và giữ rừng đầu nguồn.
"""


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    folder = tmp_path / "archive"
    folder.mkdir()
    (folder / "ben-man.txt").write_text(REPORT, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    archive, index = tmp_path_factory.mktemp("archive"), tmp_path_factory.mktemp("index")
    (archive / "ben-man.txt").write_text(REPORT, encoding="utf-8")
    build(archive, index, load_encoder())
    opened = Searcher(index)
    yield opened
    opened.library.close()
