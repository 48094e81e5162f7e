"""A text is cut where a reader would."""

import pytest

from search.sentences import sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rừng xanh lại. Suối có nước.", ["Rừng xanh lại.", "Suối có nước."]),
        ("Thu 2.150 tỷ đồng, tăng 3,5%. Chi đúng dự toán", ["Thu 2.150 tỷ đồng, tăng 3,5%.", "Chi đúng dự toán"]),
        ("TP. Gò Sim sạch hơn. TX. Đồi Gió cũng vậy.", ["TP. Gò Sim sạch hơn.", "TX. Đồi Gió cũng vậy."]),
        ("Theo Nghị quyết 04-NQ/TU. Đến nay xong.", ["Theo Nghị quyết 04-NQ/TU.", "Đến nay xong."]),
        ("1. Giữ rừng.\n- Trồng mới 5 ha;\n\nII. Mục tiêu", ["1. Giữ rừng.", "- Trồng mới 5 ha;", "II. Mục tiêu"]),
        ("Thu đạt 38.415 tỷ đồng. Chi 1.730 tỷ.", ["Thu đạt 38.415 tỷ đồng.", "Chi 1.730 tỷ."]),
        ("Tại TP. Gò Sim trồng rừng, giữ nước, v.v. và việc khác.", ["Tại TP. Gò Sim trồng rừng, giữ nước, v.v. và việc khác."]),
        ("2.1. Về rừng. b) Về suối.", ["2.1. Về rừng. b) Về suối."]),
        ("Nói: “Giữ rừng.” Rồi làm…", ["Nói: “Giữ rừng.”", "Rồi làm…"]),
        (" \n - \n…", []),
    ],
    ids=lambda value: value[:16] if isinstance(value, str) else "",
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in sentences(text)] == expected


def test_a_sentence_that_is_a_list_is_cut_at_its_semicolons() -> None:
    items = [f"việc thứ {n} được làm xong trước mùa mưa năm ấy ở cả ba xã" for n in range(6)]
    text = "; ".join(items) + "."
    assert [text[a:b].rstrip(";.") for a, b in sentences(text)] == items
    assert len(sentences("; ".join(items[:2]))) == 1
    assert len(sentences("; ".join(items[:2]), longest=0)) == 2
