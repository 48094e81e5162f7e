"""Two wordings side by side, word by word."""

import random

import pytest

from language.syllables import syllables
from search.precedent.alignment import Alignment, aligned


def laid(draft: str, passage: str, whole: bool = False) -> Alignment:
    tokens = syllables(passage)
    return aligned(syllables(draft), tokens, (0, len(tokens)), whole=whole)


def told(draft: str, passage: str) -> str:
    """An alignment as a line: what is shared, [what the draft has → what the passage has]."""
    parts = []
    for step in laid(draft, passage).steps:
        mine, theirs = draft[slice(*step.draft)], passage[slice(*step.passage)]
        parts.append(theirs if step.kind == "equal" else f"[{mine}→{theirs}]")
    return " ".join(parts)


@pytest.mark.parametrize(
    ("draft", "passage", "expected"),
    [
        ("giữ rừng đầu nguồn ven suối", "Giữ rừng đầu nguồn, ven suối.", "Giữ rừng đầu nguồn, ven suối"),
        ("thu đạt 12 tỷ đồng trong năm", "thu đạt 31 tỷ đồng trong năm", "thu đạt [12→31] tỷ đồng trong năm"),
        ("mở lớp học ở bản Sa", "mở thêm hai lớp học ở bản Sa", "mở [→thêm hai] lớp học ở bản Sa"),
        ("mở thêm hai lớp học ở bản Sa", "mở lớp học ở bản Sa", "mở [thêm hai→] lớp học ở bản Sa"),
        (
            "dạy nghề cho bà con vùng cao",
            "Rồi huyện dạy nghề cho bà con vùng cao, nơi nào cũng vậy",
            "dạy nghề cho bà con vùng cao",
        ),
        ("Khi ấy giữ rừng đầu nguồn mãi mãi", "giữ rừng đầu nguồn", "[Khi ấy→] giữ rừng đầu nguồn [mãi mãi→]"),
        ("Uỷ ban có tỷ lệ cao", "Ủy ban có tỉ lệ cao", "Ủy ban có tỉ lệ cao"),
    ],
    ids=["signs", "figure", "added", "left out", "amid other words", "around", "spelling"],
)
def test_differences_are_told_word_by_word(draft: str, passage: str, expected: str) -> None:
    assert told(draft, passage) == expected


def test_a_run_steps_over_a_small_gap_and_says_so() -> None:
    (run,) = laid("thu ngân sách đạt 12 tỷ đồng cả năm", "thu ngân sách đạt 31 tỷ đồng cả năm").runs
    assert (run.syllables, run.gaps) == (8, 1)


def test_a_large_gap_parts_two_runs() -> None:
    draft = "giữ rừng đầu nguồn ven suối và dạy nghề cho thanh niên bản"
    passage = "giữ rừng đầu nguồn ven suối rồi mở đường lớn lên núi và dạy nghề cho thanh niên bản"
    runs = laid(draft, passage).runs
    assert [passage[slice(*run.passage)] for run in runs] == ["giữ rừng đầu nguồn ven suối", "và dạy nghề cho thanh niên bản"]


def test_fewer_than_five_shared_syllables_are_no_run() -> None:
    assert laid("giữ rừng đầu nguồn hôm nay", "giữ rừng đầu nguồn ngày trước").runs == ()


def test_a_lone_word_amid_changes_is_chance() -> None:
    found = laid("cả huyện trồng chè và nuôi ong lấy mật", "xã bên kia đào ao và thả cá dưới hồ", whole=True)
    assert [step.kind for step in found.steps] == ["replace"]


def test_steps_cover_both_sides_whatever_the_texts() -> None:
    """Random wordings: the steps run through all of the draft and the extent, in order, and equal steps are equal."""
    dice = random.Random(7)
    words = ["rừng", "suối", "bản", "đường", "lớp", "trạm", "cầu", "ao"]
    for _ in range(300):
        draft = " ".join(dice.choices(words, k=dice.randint(1, 12)))
        passage = " ".join(dice.choices(words, k=dice.randint(1, 30)))
        found = laid(draft, passage, whole=dice.random() < 0.5)
        assert " ".join(draft[slice(*s.draft)] for s in found.steps if s.draft[0] < s.draft[1]) == draft
        theirs = " ".join(passage[slice(*s.passage)] for s in found.steps if s.passage[0] < s.passage[1])
        assert theirs == passage[slice(*found.extent)]
        assert all(draft[slice(*s.draft)] == passage[slice(*s.passage)] for s in found.steps if s.kind == "equal")
        assert found.same == sum(len(draft[slice(*s.draft)].split()) for s in found.steps if s.kind == "equal")
