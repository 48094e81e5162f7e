"""Quotations held against the archive: all that is there is found, and no altered digit passes for verbatim."""

import random
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from commandline import DEFAULT_ARCHIVE
from indexer.build import build
from language.embedding import load_encoder
from search.library import Library
from search.quotes import LONGEST_QUOTE, Verdict, verify_quote
from store.errors import UsageFault

REPORT = """ĐẢNG BỘ HUYỆN BẾN MẬN
(Văn bản mẫu, địa danh hư cấu)

BÁO CÁO CHÍNH TRỊ
trình Đại hội đại biểu Đảng bộ huyện Bến Mận lần thứ IX, nhiệm kỳ 2020 - 2025

I. KẾT QUẢ ĐẠT ĐƯỢC

1. Về kinh tế

Tỷ lệ hộ nghèo của huyện Bến Mận giảm còn 2,2% vào cuối nhiệm kỳ[footnoteRef:1], thấp hơn kế hoạch. [1:  Theo chuẩn nghèo đa chiều mới.]

Vùng mận hậu rộng 120 ha, hồ chứa nước 3.500 m3, hoà lưới điện xong mười hai thôn.

2. Về xã hội

- Xây xong ba nhà văn hóa thôn.

- Sửa chữa mười lăm cây số đường bản.
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    archive = tmp_path_factory.mktemp("archive")
    (archive / "ben-man.txt").write_text(REPORT, encoding="utf-8")
    yield from indexed(archive, tmp_path_factory.mktemp("index"))


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    yield from indexed(DEFAULT_ARCHIVE, tmp_path_factory.mktemp("samples"))


def indexed(archive: Path, index: Path) -> Iterator[Library]:
    build(archive, index, load_encoder())
    library = Library(index)
    yield library
    library.close()


def forgiven(verdict: Verdict) -> tuple[str, ...]:
    return verdict.places[0].comparison.forgiven


def differences(verdict: Verdict) -> list[tuple[str, str, str]]:
    return [(d.kind, d.quoted, d.archived) for d in verdict.places[0].comparison.differences]


def test_the_words_of_a_passage_are_verbatim_and_located(library: Library) -> None:
    verdict = verify_quote(library, "giảm còn 2,2% vào cuối nhiệm kỳ")
    place = verdict.places[0]
    assert (verdict.grade, verdict.total, place.text, place.archived) == ("verbatim", 1, "passage", verdict.quote)
    assert place.passages[0].text[slice(*place.span)] == verdict.quote
    assert [section.title for section in place.section_path] == ["KẾT QUẢ ĐẠT ĐƯỢC", "Về kinh tế"]
    assert forgiven(verdict) == ()


@pytest.mark.parametrize(
    "quote, named",
    [
        ("“Vùng mận hậu rộng 120 ha”", ()),
        ("Vùng mận hậu\n  rộng 120 ha , hồ chứa nước", ("whitespace",)),
        ("hoà lưới điện xong", ()),
        ("hòa lưới điện xong", ("tone_placement",)),
        ("Vu\u0300ng mận hậu rộng 120 ha", ("letter_composition",)),
        ("vào cuối nhiệm kỳ¹, thấp hơn kế hoạch", ("footnote_marks",)),
        ("vào cuối nhiệm kỳ1, thấp hơn kế hoạch", ("footnote_marks",)),
        ("vào cuối nhiệm kỳ(1), thấp hơn kế hoạch", ("footnote_marks",)),
        ("vào cuối nhiệm kỳ[1], thấp hơn kế hoạch", ("footnote_marks",)),
        ("ùng mận hậu rộng 120 ha, hồ chứa nư", ("cut_word",)),
    ],
    ids=["in marks", "spaces", "same tone", "tone", "decomposed", "raised", "glued", "round", "square", "cut"],
)
def test_what_is_forgiven_is_named(library: Library, quote: str, named: tuple[str, ...]) -> None:
    verdict = verify_quote(library, quote)
    assert (verdict.grade, forgiven(verdict)) == ("verbatim", named)


@pytest.mark.parametrize(
    "quote, found",
    [
        ("Vùng mận hậu rộng 121 ha", [("number", "121", "120")]),
        ("Vùng mận hậu rộng 120 ha, hồ chứa nước 3500 m3", [("number", "3500", "3.500")]),
        ("hồ chứa nước 3.500 m2, hoà lưới điện", [("number", "2", "3")]),
        ("giảm còn 2,2% vào cuối nhiệm kỳ2, thấp hơn kế hoạch", [("number", "2", "")]),
        ("giảm còn 2,2% vào cuối nhiệm kỳ², thấp hơn kế hoạch", [("number", "²", "")]),
        ("Vùng mận hậu rộng trên 120 ha", [("word", "trên", "")]),
        ("Vùng mận sớm rộng 120 ha", [("word", "sớm", "hậu")]),
        ("Vung mận hậu rộng 120 ha", [("diacritics", "Vung", "Vùng")]),
        ("tỉ lệ hộ nghèo của huyện", [("spelling", "tỉ", "Tỷ")]),
        ("vùng mận hậu rộng 120 ha", [("case", "vùng", "Vùng")]),
        ("Vùng mận hậu rộng 120 ha; hồ chứa nước", [("punctuation", ";", ",")]),
    ],
    ids=["digit", "point", "power", "other note", "other raised", "added", "word", "diacritics", "spelling", "case", "sign"],
)
def test_what_differs_is_told_word_by_word(library: Library, quote: str, found: list[tuple[str, str, str]]) -> None:
    verdict = verify_quote(library, quote)
    assert (verdict.grade, differences(verdict)) == ("near", found)
    for difference in verdict.places[0].comparison.differences:
        assert verdict.quote[slice(*difference.at)] == difference.quoted


@pytest.fixture(scope="module")
def rates(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """An archive whose wordings of one rate differ in a capital, in capitals, in a word left out."""
    archive = tmp_path_factory.mktemp("rates")
    lines = ["Năm qua tỷ lệ nghèo của bản giảm.", "Tỷ lệ hộ nghèo của huyện còn 2,2%.", "Nhờ đó tỷ lệ hộ cận nghèo của xã giảm."]
    (archive / "ty-le.txt").write_text("BÁO CÁO CHÍNH TRỊ\n\nI. KẾT QUẢ\n\n" + "\n\n".join(lines), encoding="utf-8")
    yield from indexed(archive, tmp_path_factory.mktemp("rates-index"))


@pytest.mark.parametrize(
    "quote", ["tỷ lệ hộ nghèo", "TỶ LỆ HỘ NGHÈO", "tỉ lệ hộ nghèo", "tỷ lệ, hộ nghèo", "tỷ lệ hộ nghèo; của huyện"]
)
def test_a_slip_costs_less_than_a_word(rates: Library, quote: str) -> None:
    verdict = verify_quote(rates, quote)
    assert (verdict.grade, verdict.places[0].archived[:14]) == ("near", "Tỷ lệ hộ nghèo")
    assert all(d.kind in ("case", "spelling", "punctuation") for d in verdict.places[0].comparison.differences)


def test_a_digit_costs_as_much_as_a_word(rates: Library) -> None:
    case, digit, word = (verify_quote(rates, f"{quote} của huyện còn {rate}%").places[0].comparison for quote, rate in [
        ("tỷ lệ hộ nghèo", "2,2"), ("Tỷ lệ hộ nghèo", "2,3"), ("Tỷ lệ xóm nghèo", "2,2")])  # fmt: skip
    assert case.share > digit.share == word.share
    assert [d.kind for d in digit.differences] == ["number"]


def test_a_quotation_over_several_passages_is_found(library: Library) -> None:
    verdict = verify_quote(library, "2. Về xã hội - Xây xong ba nhà văn hóa thôn. - Sửa chữa mười lăm cây số đường bản.")
    assert verdict.grade == "verbatim"
    assert [passage.text[:12] for passage in verdict.places[0].passages] == ["- Xây xong b", "- Sửa chữa m"]


def test_words_copied_from_the_original_file_are_found_in_the_source(library: Library) -> None:
    verdict = verify_quote(library, "nhiệm kỳ[footnoteRef:1], thấp hơn kế hoạch. [1:  Theo chuẩn nghèo đa chiều mới.]")
    assert (verdict.grade, verdict.places[0].text) == ("verbatim", "source")
    assert {passage.kind for passage in verdict.places[0].passages} == {"paragraph", "footnote"}


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """An archive of two reports, whose sentences a quotation could join by leaving words out; one has an ellipsis of its own."""
    archive = tmp_path_factory.mktemp("parts")
    head = "BÁO CÁO CHÍNH TRỊ\ntrình Đại hội đại biểu Đảng bộ huyện Bến Mận lần thứ IX\n\n"
    one = (
        "I. KINH TẾ\n\nVùng mận hậu rộng 120 ha, hồ chứa nước 3.500 m3, đã hoà lưới điện xong mười hai thôn.\n\n"
        "Bản Đông trồng thêm quế, hồi, thảo quả… trên đất dốc ven suối.\n\nĐàn trâu bò của huyện giữ ở mức tám nghìn con.\n\n"
        "II. XÃ HỘI\n\nXây xong ba nhà văn hóa thôn ở vùng cao.\n"
    )
    two = "I. XÂY DỰNG\n\nChợ phiên dời ra đầu cầu treo từ tháng ba, họp cả hai ngày cuối tuần.\n"
    (archive / "mot.txt").write_text(head + one, encoding="utf-8")
    (archive / "hai.txt").write_text(head + two, encoding="utf-8")
    yield from indexed(archive, tmp_path_factory.mktemp("parts-index"))


@pytest.mark.parametrize("mark", ["…", "...", "[…]", "[...]", "(…)", "(...)", ". . .", "[ ... ]"])
def test_parts_joined_by_an_omission_mark_are_verbatim_with_an_omission(parts: Library, mark: str) -> None:
    verdict = verify_quote(parts, f"Vùng mận hậu rộng 120 ha {mark} hòa lưới điện xong mười hai thôn")
    place = verdict.places[0]
    assert (verdict.grade, verdict.omissions, verdict.total, forgiven(verdict)) == ("verbatim", 1, 1, ("tone_placement",))
    assert place.archived == "Vùng mận hậu rộng 120 ha, hồ chứa nước 3.500 m3, đã hoà lưới điện xong mười hai thôn"
    assert place.passages[0].text[slice(*place.span)] == place.archived


@pytest.mark.parametrize(
    "quote, omissions",
    [
        ("[...] hồ chứa nước 3.500 m3 […].", 2),
        ("Vùng mận hậu rộng [...] hồ chứa nước 3.500 m3 [...] xong mười hai thôn.", 2),
        ("đã hoà lưới điện [...] trồng thêm quế, hồi", 1),
        ("Bản Đông trồng thêm quế, hồi, thảo quả… trên đất dốc", 0),
        ("Bản Đông trồng thêm quế [...] hồi, thảo quả… trên đất dốc", 0),
        ("hoà lưới điện xong [...] hồi, thảo quả… trên đất dốc", 1),
        ("hoà lưới điện xong … thảo quả… trên đất dốc", 1),
    ],
    ids=[
        "open ends",
        "two",
        "the next passage",
        "its own ellipsis",
        "nothing between",
        "and its own ellipsis",
        "its own beside two words",
    ],
)
def test_each_omission_is_counted_and_an_ellipsis_of_the_source_is_none(parts: Library, quote: str, omissions: int) -> None:
    verdict = verify_quote(parts, quote)
    assert verdict.omissions == omissions
    assert verdict.grade == ("near" if "quế [...] hồi" in quote else "verbatim")


@pytest.mark.parametrize(
    "quote",
    [
        "đã hoà lưới điện [...] Vùng mận hậu rộng 120 ha",
        "Vùng mận hậu rộng 120 ha [...] đầu cầu treo từ tháng ba",
        "Vùng mận hậu rộng 121 ha [...] xong mười hai thôn",
        "Vùng mận hậu rộng 12 [...] xong mười hai thôn",
        "Vùng mận hậu rộng 120 ha [...] xong mười hai thô",
        "Vùng mận hậu rộng 120 ha [...] thôn",
        "Vùng mận hậu rộng 120 ha [...] giữ ở mức tám nghìn con",
        "giữ ở mức tám nghìn con [...] Xây xong ba nhà văn hóa",
    ],
    ids=["order", "two reports", "digit", "cut figure", "cut word", "one word", "not the next passage", "another section"],
)
def test_parts_that_do_not_stand_so_are_never_verbatim(parts: Library, quote: str) -> None:
    verdict = verify_quote(parts, quote)
    assert (verdict.grade != "verbatim", verdict.omissions) == (True, 0)


def test_a_quotation_typed_without_diacritics_differs_in_them_alone(parts: Library) -> None:
    verdict = verify_quote(parts, "vung man hau rong 120 ha, ho chua nuoc")
    assert (verdict.grade, verdict.places[0].archived) == ("near", "Vùng mận hậu rộng 120 ha, hồ chứa nước")
    assert verdict.places[0].comparison.in_diacritics_alone
    changed = verify_quote(parts, "vung man hau rong 121 ha, ho chua nuoc")
    assert (changed.grade, changed.places[0].comparison.in_diacritics_alone) == ("near", False)
    assert ("number", "121", "120") in differences(changed)
    assert verify_quote(parts, "khanh thanh cau vuot va ben xe lien tinh").grade == "absent"


def test_what_is_not_there_is_absent(library: Library) -> None:
    verdict = verify_quote(library, "Khánh thành cầu treo và bến xe khách liên tỉnh trong quý ba")
    assert (verdict.grade, verdict.places) == ("absent", ())


@pytest.mark.parametrize("quote", ["", "  ", "“…”", "- ; -"])
def test_a_quotation_without_a_word_is_refused(library: Library, quote: str) -> None:
    with pytest.raises(UsageFault, match="no word") as fault:
        verify_quote(library, quote)
    assert fault.value.parameter == "quote"


def test_a_quotation_that_is_too_long_is_refused(library: Library) -> None:
    with pytest.raises(UsageFault, match="at most 4000"):
        verify_quote(library, "mận " * (LONGEST_QUOTE // 4 + 1))


def cuts(library: Library, count: int, seed: int, *, raw: bool) -> list[str]:
    """Runs of 4 to 60 words cut at random from passages, or from the source texts with all that stands between passages."""
    chance = random.Random(seed)
    with library.opened() as opened:
        catalogue = opened.generation.catalogue
        ids = [report.id for report in catalogue.reports()]
        texts = [p.text for i in ids for p in catalogue.passages(i) if p.kind != "furniture" and len(p.text.split()) > 4]
        sources = [catalogue.source(i) for i in ids]
    found = []
    for _ in range(count):
        text = chance.choice(sources if raw else texts)
        words = [m.span() for m in re.finditer(r"\S+", text)]
        size = min(chance.randint(5, 60), len(words))
        first = chance.randrange(len(words) - size + 1)
        found.append(text[words[first][0] : words[first + size - 1][1]])
    return found


def altered(quote: str, chance: random.Random) -> str | None:
    """The quotation with one digit made another; None where it has no digit."""
    digits = [m.start() for m in re.finditer(r"\d", quote)]
    if not digits:
        return None
    at = chance.choice(digits)
    return quote[:at] + str((int(quote[at]) + chance.randint(1, 9)) % 10) + quote[at + 1 :]


def in_archive(library: Library, quote: str) -> bool:
    """Whether the letters and signs of a quotation stand in any source, white space aside: the slow, obvious way."""
    bare = "".join(quote.split())
    with library.opened() as opened:
        catalogue = opened.generation.catalogue
        texts = [catalogue.source(r.id) for r in catalogue.reports()]
        texts += [p.text for r in catalogue.reports() for p in catalogue.passages(r.id)]
    return any(bare in "".join(text.split()) for text in texts)


def altered_cuts(library: Library, count: int, seed: int) -> list[str]:
    """So many quotations cut at random, each with one digit made another."""
    chance = random.Random(seed)
    found: list[str] = []
    while len(found) < count:
        seed += 1
        cut = cuts(library, count, seed, raw=False) + cuts(library, count // 2, seed, raw=True)
        found += [changed for quote in cut if (changed := altered(quote, chance))]
    return found[:count]


def assert_found_and_altered_refused(library: Library, quotes: list[str], changed: list[str]) -> None:
    assert [quote for quote in quotes if verify_quote(library, quote).grade != "verbatim"] == []
    wrong = [quote for quote in changed if verify_quote(library, quote).grade == "verbatim"]
    assert [quote for quote in wrong if not in_archive(library, quote)] == []


def test_quotes_cut_at_random_are_all_found_and_none_with_an_altered_number(samples: Library) -> None:
    quotes = cuts(samples, 200, seed=3, raw=False) + cuts(samples, 100, seed=4, raw=True)
    assert_found_and_altered_refused(samples, quotes, altered_cuts(samples, 60, seed=11))


def test_quotes_from_real_reports_are_all_found_and_none_with_an_altered_number(real_reports: Path, tmp_path: Path) -> None:
    library = next(indexed(real_reports, tmp_path))
    try:
        quotes = cuts(library, 300, 5, raw=False) + cuts(library, 200, 6, raw=True)
        assert_found_and_altered_refused(library, quotes, altered_cuts(library, 500, seed=11))
    finally:
        library.close()
