"""The query language: what each form means, and that no input is too odd to be read."""

import random

import pytest

from search.query import (
    LONGEST,
    Beside,
    Both,
    Excluded,
    FieldTerm,
    Nearby,
    Node,
    OneOf,
    Parsed,
    Pattern,
    Quoted,
    Words,
    parse,
)


@pytest.mark.parametrize(
    "text, expression",
    [
        ("tỷ lệ hộ nghèo", Words("tỷ lệ hộ nghèo")),
        ('"hộ nghèo"', Quoted("hộ nghèo")),
        ("“hộ nghèo” giảm", Beside((Quoted("hộ nghèo"), Words("giảm")))),
        ("ngh*", Pattern("ngh*")),
        ("th?y lợi", Beside((Pattern("th?y"), Words("lợi")))),
        ("giáo dục AND y tế", Both((Words("giáo dục"), Words("y tế")))),
        ("đường OR cầu OR cống", OneOf((Words("đường"), Words("cầu"), Words("cống")))),
        ("rừng AND (cháy OR chặt)", Both((Words("rừng"), OneOf((Words("cháy"), Words("chặt")))))),
        ("hộ nghèo -cận", Beside((Words("hộ nghèo"), Excluded(Quoted("cận"))))),
        ("rừng NOT trồng rừng", Beside((Words("rừng"), Excluded(Quoted("trồng rừng"))))),
        ("NOT NOT rừng", Quoted("rừng")),
        ("hộ NEAR/5 nghèo", Nearby((Words("hộ"), Words("nghèo")), 5)),
        ('"hộ nghèo" NEAR còn', Nearby((Quoted("hộ nghèo"), Words("còn")), 10)),
        ("a NEAR/2 b NEAR/2 c", Nearby((Words("a"), Words("b"), Words("c")), 2)),
        ("KT-XH 3-3,4%", Words("KT-XH 3-3,4%")),
        ("Nghị quyết 19 -NQ/TW", Words("Nghị quyết 19 -NQ/TW")),
        ("bao nhiêu cây dừa?", Words("bao nhiêu cây dừa?")),
        ("chỉ tiêu:", Words("chỉ tiêu:")),
        ("tỉnh: thu ngân sách", Words("tỉnh: thu ngân sách")),
        ("rừng and sông or núi not biển", Words("rừng and sông or núi not biển")),
    ],
    ids=str,
)
def test_what_each_form_means(text: str, expression: Node) -> None:
    parsed = parse(text)
    assert parsed.expression == expression
    assert parsed.remarks == ()


@pytest.mark.parametrize(
    "text, field",
    [
        ("place:Huế", FieldTerm("place", "Huế")),
        ('nơi:"Đồng Ngưu"', FieldTerm("place", "Đồng Ngưu")),
        ("nhiệm_kỳ:2020-2025", FieldTerm("term", "2020-2025")),
        ("nhiem_ky:2020-2025", FieldTerm("term", "2020-2025")),
        ("kind:ket_luan", FieldTerm("kind", "ket luan")),
        ("trong:chú_thích", FieldTerm("in", "chú thích")),
        ("-in:footnote", FieldTerm("in", "footnote", excluded=True)),
    ],
)
def test_filters_are_typed_as_fields_in_either_language(text: str, field: FieldTerm) -> None:
    parsed = parse(f"rừng {text}")
    assert parsed.fields == (field,)
    assert parsed.expression == Words("rừng")
    assert parse(f"{text} AND rừng").remarks == ()


@pytest.mark.parametrize(
    ("pattern", "beginning"), [("ngh*", "ngh"), ("th?y", None), ("th?y*", None), ("th*y", None), ("th*y*", None)]
)
def test_a_pattern_may_say_no_more_than_how_words_begin(pattern: str, beginning: str | None) -> None:
    assert Pattern(pattern).beginning == beginning


def test_a_colon_after_another_word_is_punctuation() -> None:
    assert parse("lưu ý: rừng") == Parsed(Words("lưu ý: rừng"))
    assert parse("mục tiêu:giảm").fields == ()


@pytest.mark.parametrize(
    "text, expression, remark",
    [
        ('"hộ nghèo', Quoted("hộ nghèo"), "ngoặc kép"),
        ("(rừng OR sông", OneOf((Words("rừng"), Words("sông"))), "ngoặc đóng"),
        ("rừng) sông", Beside((Words("rừng"), Words("sông"))), "ngoặc đóng"),
        ("AND", None, "AND"),
        ("rừng AND", Words("rừng"), "AND"),
        ("OR rừng", Words("rừng"), "OR"),
        ("rừng NOT", Words("rừng"), "NOT"),
        ("NEAR/3 rừng", Words("rừng"), "NEAR"),
        ("rừng NEAR/3", Words("rừng"), "NEAR"),
        ('rừng place:"', Words("rừng"), "“place:”"),
        ('rừng AND -nơi:""', Words("rừng"), "“nơi:”"),
        ("rừng place:", Words("rừng"), "Bộ lọc “place:” chưa có giá trị, đã bỏ qua."),
        ("term: 2020-2025", Words("2020-2025"), "“term:”"),
        ("rừng -địa_phương:", Words("rừng"), "“địa_phương:”"),
        ("n*", Words("n*"), "hai chữ cái"),
        ("rừng " * 1000, None, "quá dài"),
    ],
)
def test_what_is_malformed_is_mended_and_said(text: str, expression: Node | None, remark: str) -> None:
    parsed = parse(text)
    if expression is not None:
        assert parsed.expression == expression
    assert parsed.fields == ()
    assert any(remark in said for said in parsed.remarks)


@pytest.mark.parametrize("text", ["", "   ", "!!! ... —", '""', "()", "\x00", "- - -", "* ?"])
def test_nothing_to_look_for_is_no_fault(text: str) -> None:
    assert parse(text).expression is None


@pytest.mark.parametrize(
    "text",
    [
        '"' * 3000,
        "(" * 10_000,
        "()" * 2000,
        "-(" * 2000,
        "NOT (" * 1000,
        "a AND " * 3000,
        '!("' * 2000,
        "x" * 10_000,
        "(a NEAR " * 500,
    ],
    ids=lambda text: text[:6],
)
def test_no_query_is_too_long_or_too_deep(text: str) -> None:
    assert parse(text + "z" * (LONGEST + 1)).remarks


def test_a_filter_without_its_value_leaves_nothing_to_look_for() -> None:
    assert parse("place:") == Parsed(None, (), ("Bộ lọc “place:” chưa có giá trị, đã bỏ qua.",))


def test_any_heap_of_signs_is_read() -> None:
    chance = random.Random(3)
    pieces = [
        '"',
        "“",
        "(",
        ")",
        "-",
        "AND ",
        "OR ",
        "NOT ",
        "NEAR/3 ",
        " ",
        "hộ",
        "*",
        "?",
        ":",
        "place:",
        "in:",
        "04-NQ/TU",
        "%",
        "\u0301",
    ]
    for _ in range(3000):
        parse("".join(chance.choices(pieces, k=chance.randint(0, 30))))


def test_a_pasted_paragraph_keeps_its_own_marks() -> None:
    text = "-Phong trào “Dân vận khéo” được duy trì; " + "các cấp tiếp tục triển khai thực hiện " * 4
    assert isinstance(parse(text).expression, Words)
