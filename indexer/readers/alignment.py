"""Which reference mark belongs to which note body, decided for the whole report at once.

Marks and bodies both come in reading order, so a pairing never crosses itself; among all such pairings the one with the
greatest weight wins (the alignment of Needleman and Wunsch, 1970, without gap costs). A greedy guess would let one lost mark
or one `m3` shift all that follow.

>>> align([1, 2, 3, 2], [1, 2], lambda mark, body: float(mark == body))
[(0, 0), (1, 1)]
"""

import math
import re
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TypeVar

M = TypeVar("M")
B = TypeVar("B")


def align(marks: Sequence[M], bodies: Sequence[B], weight: Callable[[M, B], float]) -> list[tuple[int, int]]:
    """Pairs (index of mark, index of body), ascending in both, of the greatest total weight; weights ≤ 0 never pair."""
    rows, columns = len(marks), len(bodies)
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for i in range(rows - 1, -1, -1):
        for j in range(columns - 1, -1, -1):
            gain = weight(marks[i], bodies[j])
            paired = gain + best[i + 1][j + 1] if gain > 0 else 0.0
            best[i][j] = max(paired, best[i + 1][j], best[i][j + 1])
    pairs: list[tuple[int, int]] = []
    i = j = 0
    while i < rows and j < columns:
        gain = weight(marks[i], bodies[j])
        if gain > 0 and best[i][j] == gain + best[i + 1][j + 1]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def align_by_words(contexts: Sequence[str], bodies: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs of `contexts` and `bodies` in order when some of either are missing: as many as can be, by their rare words."""
    bags = [[set(_pairs_of_syllables(text)) for text in texts] for texts in (contexts, bodies)]
    spread = Counter(pair for texts in bags for bag in texts for pair in bag)
    total = len(contexts) + len(bodies)
    spare = abs(len(contexts) - len(bodies))

    def weight(mark: int, body: int) -> float:
        if not (0 <= (mark - body if len(contexts) >= len(bodies) else body - mark) <= spare):
            return 0.0
        shared = sum(math.log(total / spread[pair]) for pair in bags[0][mark] & bags[1][body])
        return 100.0 + min(shared, 20.0)

    return align(range(len(contexts)), range(len(bodies)), weight)


def _pairs_of_syllables(text: str) -> list[tuple[str, str]]:
    syllables = re.findall(r"[^\W_]+", text.lower())
    return list(pairwise(syllables))
