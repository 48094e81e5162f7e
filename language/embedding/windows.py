"""Sentence windows: the stretches of a passage that each get a vector of their own, so that one sentence can be found.

    "Câu một dài … . Câu hai dài … ."  →  ["Câu một dài … .", "Câu hai dài … .", the whole passage]
    "Một câu ngắn."                     →  ["Một câu ngắn."]

Sentences are gathered up to 50 syllables; a longer one is cut at its semicolons, then at its commas, then between words.
A passage scores by its best window; `scripts/evaluate_xquad` measures how well that finds.
"""

import re

WINDOW_VERSION = 1
_SYLLABLES = 50
_WHOLE = 400  # syllables; past this a vector of the whole says nothing, and the model would not read to its end

# A full stop inside "12.500", "TP. Huế" or "1.2" ends nothing: a blank and a capital, digit or quote must follow.
_SENTENCE = re.compile(r"(?<=[.!?…])[\"”’)\]]*\s+(?=[\"“‘(\[]*[A-ZÀ-ỸĐ0-9+\-–•])|\n+")
_CLAUSE = re.compile(r"(?<=[;:])\s+")
_COMMA = re.compile(r"(?<=,)\s+")


def windows(text: str) -> list[str]:
    """The windows of a passage, in order, the whole passage last when there are several; empty for a blank text."""
    text = text.strip()
    if not text:
        return []
    if _length(text) <= _SYLLABLES:
        return [text]
    parts = _gather([piece for sentence in _SENTENCE.split(text) for piece in _cut(sentence, (_CLAUSE, _COMMA))])
    return [*parts, text] if len(parts) > 1 and _length(text) <= _WHOLE else parts


def _cut(text: str, marks: tuple[re.Pattern[str], ...]) -> list[str]:
    """`text` in pieces of at most 50 syllables, cut at the first kind of mark that serves, else between words."""
    if _length(text) <= _SYLLABLES:
        return [text] if text.strip() else []
    if not marks:
        words = text.split()
        return [" ".join(words[i : i + _SYLLABLES]) for i in range(0, len(words), _SYLLABLES)]
    return _gather([part for piece in marks[0].split(text) for part in _cut(piece, marks[1:])])


def _gather(pieces: list[str]) -> list[str]:
    """Neighbouring pieces joined as long as they stay within 50 syllables together."""
    gathered: list[str] = []
    room = 0
    for piece in pieces:
        length = _length(piece)
        if gathered and length <= room:
            gathered[-1] += " " + piece
            room -= length
        else:
            gathered.append(piece)
            room = _SYLLABLES - length
    return gathered


def _length(text: str) -> int:
    return len(text.split())
