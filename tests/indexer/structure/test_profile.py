"""What a report says of itself, from its letterhead and title or, without them, from its text."""

import pytest

from indexer.structure.profile import profile
from store.records import Report


def of(front: list[str], body: list[str] | None = None) -> Report:
    return profile(front=front, body=body or [], back=[], notes=[], file="mau/bao-cao.txt")


def test_a_full_letterhead() -> None:
    report = of(
        [
            "ĐẢNG BỘ TỈNH LAM GIANG",
            "HUYỆN ỦY SÔNG MƠ",
            "Sông Mơ, ngày 05 tháng 11 năm 2019",
            "(dự thảo lần 2)",
            "BÁO CÁO CHÍNH TRỊ",
            "của Ban Chấp hành Đảng bộ huyện Sông Mơ khóa X trình Đại hội đại biểu lần thứ XI, nhiệm kỳ 2020 – 2025",
        ],
        ["Thực hiện chỉ thị của Tỉnh ủy Lam Giang, Huyện ủy đã lãnh đạo nhân dân huyện Sông Mơ."],
    )
    assert (report.place, report.province) == ("huyện Sông Mơ", "Lam Giang")
    assert (report.kind, report.ordinal, report.term) == ("bao_cao_chinh_tri", "XI", "2020-2025")
    assert (report.date, report.is_draft) == ("2019-11-05", True)
    assert report.issuer == "Ban Chấp hành Đảng bộ huyện Sông Mơ khóa X"
    assert report.title.startswith("BÁO CÁO CHÍNH TRỊ của Ban Chấp hành")


def test_a_title_in_small_letters_names_its_issuer_on_the_same_line_or_the_next() -> None:
    sort, issuer = "Báo cáo chính trị", "Ban Chấp hành Đảng bộ huyện Sông Mơ khóa X"
    behind = "trình Đại hội đại biểu lần thứ XI, nhiệm kỳ 2020 - 2025"
    for front in ([f"{sort} của {issuer} {behind}"], [sort, f"của {issuer} {behind}"], [sort.upper(), f"Của {issuer}", behind]):
        report = of(front)
        assert (report.issuer, report.ordinal) == (issuer, "XI")
        assert report.title == " ".join(front)
    sentence = f"{sort} của {issuer} đã được thông qua."
    assert of([sentence]).issuer is None


def test_a_title_in_capitals_is_no_line_above_it_that_tells_of_a_document() -> None:
    told = "Kết luận của Ban Thường vụ Huyện ủy Sông Mơ tại Hội nghị ngày 3/4 được ban hành kèm"
    assert of([told, "KẾT LUẬN", "của Ban Thường vụ Huyện ủy"]).title == "KẾT LUẬN của Ban Thường vụ Huyện ủy"
    review = ["Nghị quyết của Đại hội XI Đảng bộ huyện Sông Mơ đã được cụ thể hóa", "BÁO CÁO CHÍNH TRỊ"]
    assert of(review).title == "BÁO CÁO CHÍNH TRỊ"


@pytest.mark.parametrize(("printed", "following"), [("XII", "XIII"), ("XIX", "XX"), ("12", "13"), ("IIX", "IIX")])
def test_a_report_without_a_title_is_written_for_the_congress_after_the_one_it_reviews(printed: str, following: str) -> None:
    body = [
        f"KẾT QUẢ THỰC HIỆN NGHỊ QUYẾT ĐẠI HỘI LẦN THỨ {printed}, NHIỆM KỲ 2015 - 2020",
        "PHƯƠNG HƯỚNG, MỤC TIÊU NHIỆM KỲ 2020 - 2025",
    ]
    assert of([], body).ordinal == following


def test_a_conclusion_with_blank_number_and_date() -> None:
    report = of(
        ["Số -KL/TU", "KẾT LUẬN", "CỦA HỘI NGHỊ THỊ ỦY ĐỒI GIÓ LẦN THỨ 13 (KHÓA XXI)", "về nhiệm vụ 6 tháng cuối năm 2023"],
        ["Thị ủy cơ bản thống nhất với báo cáo giữa nhiệm kỳ 2020 - 2025.", "Chuẩn bị đại hội nhiệm kỳ 2025 - 2030."],
    )
    assert (report.kind, report.place, report.term, report.date) == ("ket_luan", "thị xã Đồi Gió", "2020-2025", None)


def test_a_mid_term_review() -> None:
    report = of(["BÁO CÁO", "sơ kết giữa nhiệm kỳ thực hiện Nghị quyết Đại hội Đảng bộ huyện lần thứ IX, nhiệm kỳ 2020 - 2025"])
    assert (report.kind, report.ordinal, report.term) == ("so_ket_giua_nhiem_ky", "IX", "2020-2025")


def test_without_letterhead_the_text_speaks() -> None:
    report = of(
        [],
        [
            "Phần thứ nhất",
            "KẾT QUẢ THỰC HIỆN NGHỊ QUYẾT ĐẠI HỘI LẦN THỨ VI, NHIỆM KỲ 2015 - 2020",
            "Thị ủy đã triển khai Nghị quyết Đại hội đại biểu Đảng bộ thị xã lần thứ VI; thị xã Bến Cau đạt đô thị loại IV.",
            "Được sự giúp đỡ của UBND tỉnh Lam Giang, Thị ủy chỉ đạo nhân dân thị xã Bến Cau giữ rừng.",
            "Phần thứ hai",
            "PHƯƠNG HƯỚNG, MỤC TIÊU NHIỆM KỲ 2020 - 2025",
        ],
    )
    assert (report.kind, report.ordinal, report.term) == ("bao_cao_chinh_tri", "VII", "2020-2025")
    assert (report.place, report.province) == ("thị xã Bến Cau", "Lam Giang")
    assert report.title == "Báo cáo chính trị thị xã Bến Cau, nhiệm kỳ 2020-2025"


def test_a_day_that_no_calendar_has_is_no_date() -> None:
    assert of(["Cầu Mây, ngày 31 tháng 02 năm 2024", "BÁO CÁO"]).date is None
    assert of(["Cầu Mây, ngày 29 tháng 02 năm 2024", "BÁO CÁO"]).date == "2024-02-29"


def test_a_title_that_names_its_place_plainly_is_asked_last() -> None:
    front = ["BÁO CÁO", "Tình hình thực hiện nhiệm vụ của huyện Cầu Mây năm 2024"]
    assert of(front, ["Cuộc họp bàn việc chung của thôn."]).place == "huyện Cầu Mây"
    assert of(["BÁO CÁO", "TÌNH HÌNH CHỢ PHIÊN CỦA HUYỆN CẦU MÂY NĂM 2024"]).place == "huyện Cầu Mây"
    assert of(front, ["Thị ủy họp với nhân dân thị xã Bến Cau."]).place == "thị xã Bến Cau"


@pytest.mark.parametrize(
    ("printed", "province"),
    [
        ("Bà Rịa - Vũng Tàu", "Bà Rịa - Vũng Tàu"),
        ("BÀ RỊA – VŨNG TÀU", "Bà Rịa - Vũng Tàu"),
        ("Bà Rịa-Vũng Tàu", "Bà Rịa - Vũng Tàu"),
        ("Thừa Thiên - Huế", "Thừa Thiên Huế"),
        ("Lam Giang - Sông Mơ", "Lam Giang"),
        ("Hà Nam Khê", "Hà Nam Khê"),
    ],
)
def test_a_known_province_is_named_whole_over_hyphens_and_others_end_there(printed: str, province: str) -> None:
    of_province = of([f"ĐẢNG BỘ TỈNH {printed}", "BÁO CÁO CHÍNH TRỊ"])
    assert (of_province.place, of_province.province) == (f"tỉnh {province}", province)
    body = [f"Được sự chỉ đạo của Tỉnh ủy {printed} và UBND tỉnh {printed}, nhân dân huyện Sông Mơ giữ rừng."]
    named = of(["BÁO CÁO", "của Huyện ủy Sông Mơ"], body)
    assert (named.place, named.province) == ("huyện Sông Mơ", province.replace(" Khê", ""))


def test_nothing_known_is_nothing_claimed() -> None:
    report = of([], ["Cuộc họp bàn việc chung của thôn."])
    assert (report.place, report.province, report.term, report.date, report.kind) == (None, None, None, None, "other")
    assert report.title == "Cuộc họp bàn việc chung của thôn."
