"""Marks and snippets: exactly the words that matched, by the rules that found them."""

import unicodedata

import pytest

from search.highlight import leaves, marks
from search.snippet import sentence_at, snippet
from store.matching import All, Either, Near, Number, Phrase, Prefix, Query, Wildcard, Without, Word


@pytest.mark.parametrize(
    "text, wanted, marked",
    [
        ("Tỷ lệ hộ nghèo giảm", Phrase(("hộ", "nghèo")), ["hộ nghèo"]),
        ("TỶ LỆ HỘ NGHÈO", Phrase(("tỉ", "lệ", "hộ", "nghèo")), ["TỶ LỆ HỘ NGHÈO"]),
        ("Hộ nghèo, hộ cận nghèo", Word("ngheo", folded=True), ["nghèo", "nghèo"]),
        ("Uỷ ban xã", Word("ủy"), ["Uỷ"]),
        ("giảm còn 3-3,4%, tăng 22%", Phrase(("3", "3,4", "%")), ["3-3,4%"]),
        ("số 04-NQ/TU và 104-NQ/TU", Number("4-nq-tu"), ["04-NQ/TU"]),
        ("nghề cá, nghiệp vụ", Prefix("ngh"), ["nghề", "nghiệp"]),
        ("hoàn thành, hoà vốn, hoa màu", Prefix("hoà", whole="hòa"), ["hoàn", "hoà"]),
        ("thủy lợi, thấy rõ", Wildcard("th*y"), ["thủy", "thấy"]),
        ("hộ có thu nhập nghèo; hộ giàu", Near((Word("hộ"), Word("nghèo")), 5), ["hộ", "nghèo"]),
        ("hộ nghèo cận", Without(Word("nghèo"), Word("cận")), ["nghèo"]),
        ("hộ nghèo", Word("giàu"), []),
    ],
    ids=str,
)
def test_what_is_marked(text: str, wanted: Query, marked: list[str]) -> None:
    assert [text[a:b] for a, b in marks(text, leaves([wanted])).spans] == marked


def test_scattered_syllables_are_not_marked_beside_whole_words() -> None:
    wanted = Either((Word("hộ"), Word("nghèo"), Phrase(("hộ", "nghèo"))))
    text = "Bảo hộ lao động; hộ nghèo giảm"
    assert [text[a:b] for a, b in marks(text, leaves([wanted])).spans] == ["hộ nghèo"]


def test_neighbouring_marks_are_one() -> None:
    wanted = All((Phrase(("tỉ", "lệ")), Phrase(("hộ", "nghèo"))))
    text = "Tỷ lệ hộ nghèo"
    assert marks(text, leaves([wanted])).spans == ((0, len(text)),)


def test_marks_hold_in_decomposed_text() -> None:
    text = unicodedata.normalize("NFD", "Tỷ lệ hộ nghèo giảm")
    ((start, end),) = marks(text, leaves([Phrase(("hộ", "nghèo"))])).spans
    assert unicodedata.normalize("NFC", text[start:end]) == "hộ nghèo"


def test_a_snippet_is_whole_sentences_around_the_best_match() -> None:
    text = " ".join(f"Câu thứ {n} nói về việc trồng rừng ở đầu nguồn và giữ nước cho ruộng đồng." for n in range(20))
    text += " Tỷ lệ hộ nghèo giảm còn 3,1%. Câu cuối."
    start, end = snippet(text, marks(text, leaves([Phrase(("hộ", "nghèo"))])))
    assert "Tỷ lệ hộ nghèo giảm còn 3,1%." in text[start:end]
    assert text[start:end].startswith("Câu thứ")
    assert end - start < 400


def test_the_sentence_of_a_mark_is_the_one_that_ends_at_it() -> None:
    text = "Giảm nghèo bền vững. Hoàn thành."
    assert sentence_at(text, len("Giảm nghèo bền vững.")) == (0, len("Giảm nghèo bền vững."))
    assert sentence_at("", 0) is None
    text = "Làm xong. Tại TP. Gò Sim trồng rừng, giữ nước, v.v. và các việc khác; mở chợ."
    assert text[slice(*sentence_at(text, text.index("khác")) or (0, 0))] == text[10:-8]
