"""Likeness in meaning begins above what does not mean the same; scripts/calibrate_meaning tells of other choices."""

import numpy as np
import pytest

from language.embedding import load_encoder
from language.syllables import syllables
from search.precedent.likeness import PAIRS, Weighed, threshold, weighed
from store.shingles import hashed


@pytest.fixture(scope="module")
def found() -> Weighed:
    return weighed(load_encoder())


def test_pairs_are_as_many_of_either_kind_and_share_no_run_of_words(found: Weighed) -> None:
    assert len(found.same) == len(found.different) == 30
    for line in PAIRS.read_text(encoding="utf-8").splitlines():
        kind, first, second = line.split("\t")
        assert kind in ("same", "different")
        runs = [set(hashed([word.text for word in syllables(text)]).tolist()) for text in (first, second)]
        assert not runs[0] & runs[1], line


def test_four_of_five_that_mean_the_same_are_found_and_one_in_ten_of_the_others(found: Weighed) -> None:
    same, different = found.kept(threshold(load_encoder()))
    assert same >= 0.8
    assert different <= 0.1


def test_the_threshold_follows_the_spread_of_the_model() -> None:
    narrow = Weighed(np.array([0.9, 0.8], np.float32), np.array([0.5, 0.6], np.float32))
    assert narrow.threshold() == pytest.approx(0.65)
    assert narrow.kept(narrow.threshold()) == (1, 0)
    assert Weighed(narrow.same, np.array([0.1, 1.0], np.float32)).threshold() == 1
