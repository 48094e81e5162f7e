"""The words that make a question of a sentence and say nothing of its topic.

>>> without_asking(["đã", "trồng", "bao", "nhiêu", "cây", "dừa"])
['đã', 'trồng', 'cây', 'dừa']
"""

from collections.abc import Sequence

from language.syllables import tokens

# In their normal form and in full: "nào" alone asks, but "bao nhiêu" must go as a whole, for "bao" is also a sack.
_ASKING = (
    "bao nhiêu",
    "bao lâu",
    "bao giờ",
    "là bao nhiêu",
    "được bao nhiêu",
    "vì sao",
    "tại sao",
    "do đâu",
    "vì đâu",
    "như thế nào",
    "như nào",
    "thế nào",
    "ra sao",
    "làm sao",
    "ở đâu",
    "khi nào",
    "lúc nào",
    "những gì",
    "cái gì",
    "điều gì",
    "là gì",
    "gì",
    "những nào",
    "nào",
    "mấy",
    "ai",
    "hay không",
    "có phải",
    "phải không",
    "được không",
)
_PHRASES = sorted({tuple(token.text for token in tokens(phrase)) for phrase in _ASKING}, key=len, reverse=True)


def asks(text: str) -> bool:
    """Whether a text is written as a question."""
    return text.rstrip().endswith("?")


def without_asking(words: Sequence[str]) -> list[str]:
    """The words of a question less those that only ask; the words themselves when nothing else is left."""
    left: list[str] = []
    place = 0
    while place < len(words):
        asking = next((p for p in _PHRASES if tuple(words[place : place + len(p)]) == p), None)
        if asking:
            place += len(asking)
            continue
        last = place == len(words) - 1
        if not (last and words[place] in ("không", "chưa")):
            left.append(words[place])
        place += 1
    return left or list(words)
