"""What else a phrase is called: English, abbreviations, other names; and what must not be taken for another name."""

import pytest

from language.english import is_english, singular, stem
from language.glossary import Glossary, glossary, term_names
from language.questions import without_asking


def named(phrase: str) -> list[str]:
    return [term.text for match in glossary().english(phrase.split()) for term in match.terms]


@pytest.mark.parametrize(
    "english, vietnamese",
    [
        ("poverty rates", "tỷ lệ hộ nghèo"),
        ("targets", "chỉ tiêu"),
        ("irrigation", "thủy lợi"),
        ("labour export", "xuất khẩu lao động"),
        ("labor export", "xuất khẩu lao động"),
    ],
)
def test_english_terms_are_known_in_their_forms(english: str, vietnamese: str) -> None:
    assert vietnamese in named(english)


def test_the_longest_phrase_is_taken_first() -> None:
    matches = glossary().english(["new", "rural", "development", "programme"])
    assert matches[0].end - matches[0].start > 1


def test_the_exact_form_goes_before_the_loose_one() -> None:
    small = Glossary([], [("target", "chỉ tiêu"), ("targeted", "có trọng điểm")])
    assert [term.text for term in small.english(["targets"])[0].terms] == ["chỉ tiêu"]
    assert [term.text for term in small.english(["targeting"])[0].terms] == ["chỉ tiêu", "có trọng điểm"]


def test_what_denies_a_word_is_kept_with_it() -> None:
    assert "chưa kịp thời" in named("not timely")
    assert "chưa kịp thời" not in named("timely")


def test_a_variant_that_only_adds_words_is_no_other_name() -> None:
    entry = {"vi": "hộ nghèo", "en": "poor household", "vi_variants": "số hộ nghèo|hộ khó khăn", "en_variants": "", "domain": ""}
    small = Glossary([entry])
    assert [term.text for term in small.vietnamese(["hộ", "nghèo"])[0].terms] == ["hộ khó khăn"]


def test_abbreviations_are_known_both_ways() -> None:
    assert glossary().long_forms("UBND") == ("ủy ban nhân dân",)
    assert glossary().long_forms("ubnd") == ("ủy ban nhân dân",)
    assert [t.text for t in glossary().abbreviated(["nông", "thôn", "mới"])[0].terms] == ["NTM"]


@pytest.mark.parametrize("short", ["TT", "KH", "CT", "tu", "an", "lạc"])
def test_ambiguous_short_forms_are_left_alone(short: str) -> None:
    assert glossary().long_forms(short) == ()


def test_a_short_form_that_is_also_a_syllable_needs_its_capitals() -> None:
    small = Glossary([], abbreviations=[("THA", "thi hành án"), ("XDCB", "xây dựng cơ bản")])
    assert small.long_forms("THA") == ("thi hành án",)
    assert small.long_forms("tha") == ()
    assert small.long_forms("xdcb") == ("xây dựng cơ bản",)


@pytest.mark.parametrize(
    "text, english",
    [
        ("poverty rate targets", True),
        ("teachers in mountain schools", True),
        ("How many new teachers were hired?", True),
        ("grade II reservoir safety criteria", True),
        ("ty le ho ngheo", False),
        ("so ho nuoi tom ven bien moi nam", False),
        ("cau vuot Song Mo", False),
        ("UBND", False),
        ("GRDP 2025", False),
        ("tỷ lệ hộ nghèo", False),
        ("an ninh", False),
        ("", False),
    ],
)
def test_an_english_query_is_told_from_unaccented_vietnamese(text: str, english: bool) -> None:
    assert is_english(text, glossary().english_stems) is english


def test_forms_of_a_word_meet() -> None:
    assert singular("policies") == singular("policy")
    assert singular("programmes") == singular("program")
    assert stem("trained") == stem("training") == stem("trains")


def test_a_question_is_looked_up_without_its_asking_words() -> None:
    for asked, topic in [
        ("vì sao trồng rừng ven biển còn ít", "trồng rừng ven biển còn ít"),
        ("chưa đạt chỉ tiêu nào", "chưa đạt chỉ tiêu"),
        ("đã tinh giản biên chế chưa", "đã tinh giản biên chế"),
        ("vì sao", "vì sao"),
        ("do ai ban hành", "do ban hành"),
        ("ứng dụng AI trong chính quyền số như thế nào", "ứng dụng ai trong chính quyền số"),
        ("AI LÀM CHỦ", "làm chủ"),
    ]:
        assert " ".join(token.text for token in without_asking(asked)) == topic


def test_the_glossary_is_large_and_names_each_term_once() -> None:
    names = [vietnamese for vietnamese, _ in term_names()]
    assert len(names) >= 1_400
    assert len({name.lower() for name in names}) == len(names)
    assert all(vietnamese and english for vietnamese, english in term_names())


@pytest.mark.parametrize(
    "said, official",
    [
        ("giấy tờ đất", "giấy chứng nhận quyền sử dụng đất"),
        ("tín dụng đen", "cho vay nặng lãi"),
        ("thầy cô", "giáo viên"),
        ("sông lở", "sạt lở"),
    ],
)
def test_what_people_say_is_known_by_its_official_name(said: str, official: str) -> None:
    assert official in [term.text for match in glossary().vietnamese(said.split()) for term in match.terms]


def test_an_everyday_name_weighs_less_than_the_term_itself() -> None:
    small = Glossary([], everyday=[("mương máng|mương nước", "thủy lợi|mương nước")])
    assert [term.text for term in small.vietnamese(["mương", "nước"])[0].terms] == ["thủy lợi"]
    assert small.vietnamese(["mương", "máng"])[0].terms[0].weight < 1


def test_phrases_can_be_looked_up_to_a_length() -> None:
    words = ["nông", "thôn", "mới"]
    assert glossary().abbreviated(words, longest=2) == []
    assert glossary().abbreviated(words, longest=3)[0].end == 3


def test_the_terms_of_a_text_are_told_in_english_where_they_stand() -> None:
    told = glossary().glosses("Tỉ lệ hộ nghèo giảm; UBND huyện hỗ trợ hộ nghèo, hộ nghèo vươn lên.")
    assert ("Tỉ lệ hộ nghèo", "poverty rate") in [(gloss.term, gloss.english) for gloss in told]
    assert len({gloss.english for gloss in told}) == len(told)
    assert glossary().glosses("Xin chào.") == ()
