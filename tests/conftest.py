"""What all tests share: a small archive of invented reports, an index of it, and the way to the real ones."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"

FIRST = """ĐẢNG BỘ HUYỆN SÔNG MƠ
(Văn bản mẫu, địa danh hư cấu)

BÁO CÁO CHÍNH TRỊ
trình Đại hội đại biểu Đảng bộ huyện Sông Mơ lần thứ IX, nhiệm kỳ 2020 - 2025

I. KẾT QUẢ ĐẠT ĐƯỢC

1. Về kinh tế

Tỷ lệ hộ nghèo của huyện Sông Mơ giảm còn 3,2% vào cuối nhiệm kỳ.

Thực hiện Nghị quyết số 04-NQ/TU, huyện trồng mới 120 ha rừng.

II. MỤC TIÊU

Phấn đấu đến năm 2025 tỷ lệ hộ nghèo còn dưới 1,5%.
"""

SECOND = """ĐẢNG BỘ THỊ XÃ ĐỒI GIÓ
(Văn bản mẫu, địa danh hư cấu)

BÁO CÁO
sơ kết giữa nhiệm kỳ thực hiện Nghị quyết Đại hội Đảng bộ thị xã Đồi Gió, nhiệm kỳ 2020 - 2025

I. KẾT QUẢ

Thu ngân sách của thị xã Đồi Gió đạt 210 tỷ đồng, vượt kế hoạch.

Công tác giảm nghèo được quan tâm, mỗi năm giảm 0,5%.
"""


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """A folder with two small invented reports, to be changed at will."""
    folder = tmp_path / "archive"
    folder.mkdir()
    (folder / "song-mo.txt").write_text(FIRST, encoding="utf-8")
    (folder / "doi-gio.txt").write_text(SECOND, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def real_reports() -> Path:
    """The folder with real reports; a test that asks for it is skipped where there is none."""
    folder = SHARED / "reports"
    if not folder.is_dir():
        pytest.skip("no real reports in ../shared/reports")
    return folder
