"""The figures of scripts/evaluate: what a list of passages is worth, what ready-made parts find, which weights are chosen."""

import json
from pathlib import Path

import pytest

from commandline import DEFAULT_ARCHIVE
from language.embedding import load_encoder
from scripts.baselines import fts5, paragraphs, whoosh
from scripts.fusion_weights import choose
from scripts.judging import MEASURES, Found, Judged, Topic, by_kind, interval, mean, measured, read_topics, table
from store.errors import UsageFault

_TOPIC = Topic("t", "en", "wells", (Judged("a.txt", 0, 10, 2), Judged("a.txt", 20, 30, 1)))
_FIRST, _SECOND, _OTHER = Found("a.txt", ((0, 12),)), Found("a.txt", ((15, 30),)), Found("b.txt", ((0, 30),))


def test_all_that_was_judged_in_its_order_is_perfect() -> None:
    assert measured(_TOPIC, [_FIRST, _SECOND]).values == (1.0, 1.0, 1.0)


def test_a_quote_is_credited_once_and_only_where_half_of_it_stands() -> None:
    once = measured(_TOPIC, [_FIRST, _FIRST, _OTHER]).values
    assert once == measured(_TOPIC, [_FIRST]).values
    assert once[1] == 0.5
    assert measured(_TOPIC, [Found("a.txt", ((6, 12),))]).values == (0.0, 0.0, 0.0)


def test_what_comes_late_is_worth_less_and_after_the_fifth_no_success() -> None:
    late = measured(_TOPIC, [_OTHER] * 5 + [_FIRST]).values
    assert 0 < late[0] < measured(_TOPIC, [_FIRST]).values[0]
    assert late[2] == 0.0


def test_the_interval_holds_the_mean_and_is_the_same_at_every_run() -> None:
    figures = [measured(_TOPIC, found) for found in ([_FIRST], [_SECOND], [_OTHER], [_FIRST, _SECOND])]
    low, high = interval(figures)
    assert low <= mean(figures) <= high
    assert interval(figures) == (low, high)
    assert list(by_kind(figures)) == ["en", "all"]
    assert all(name in table(figures, "hybrid") for name in (*MEASURES, "n=  4"))


def test_a_quote_that_no_report_holds_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Xã đào giếng.", encoding="utf-8")
    quote = {"file": "a.txt", "quote": "Xã xây cầu", "grade": 2}
    (tmp_path / "topics.json").write_text(json.dumps([{"id": "x1", "kind": "en", "query": "bridge", "relevant": [quote]}]))
    with pytest.raises(UsageFault, match=r"x1.*Xã xây cầu"):
        read_topics(tmp_path / "topics.json", tmp_path)


@pytest.mark.parametrize("baseline", [fts5, whoosh])
def test_baselines_answer_over_naive_paragraphs(tmp_path: Path, baseline: object) -> None:
    text = "Xã Đồng Rươi đào giếng.\nHuyện xây\n\ncầu mới.\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    among = paragraphs(tmp_path)
    assert [text[p.start : p.end] for p in among] == ["Xã Đồng Rươi đào giếng.", "Huyện xây\n\ncầu mới."]
    assert baseline(among)("cầu mới") == [among[1].found()]  # type: ignore[operator]


def test_weights_are_chosen_for_every_manner_of_asking_and_measured_held_out(samples_index: Path) -> None:
    file = "vinh-lach-bao-cao-chinh-tri-2020-2025.txt"
    source = (DEFAULT_ARCHIVE / "mau" / file).read_bytes().decode("utf-8")
    start = source.index("158 hộ")
    judged = (Judged(file, start, start + 6, 2),)
    topics = [Topic("1", "vi", "hộ không có người ở tuổi lao động", judged), Topic("2", "en", "poor households", judged)]
    held_out, chosen = choose(samples_index, load_encoder(), topics)
    assert {each.topic.id for each in held_out} == {"1", "2"}
    assert set(chosen) == {"vietnamese", "english"}
    assert all(runs["expansion"] == 1.0 for runs in chosen.values())
