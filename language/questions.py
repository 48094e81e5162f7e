"""The words that make a question of a sentence and say nothing of its topic.

>>> [token.text for token in without_asking("đã trồng bao nhiêu cây dừa?")]
['đã', 'trồng', 'cây', 'dừa']
"""

from language.syllables import Token, tokens

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


def without_asking(text: str) -> list[Token]:
    """The words of a question less those that only ask; all of them when nothing else is left (official numbers apart).

    A word in capitals is a short form and asks nothing: "ai" asks who, "AI" is artificial intelligence.
    """
    found = [token for token in tokens(text) if not token.official]
    words = [None if _short_form(text, token) else token.text for token in found]
    left: list[Token] = []
    place = 0
    while place < len(found):
        asking = next((p for p in _PHRASES if tuple(words[place : place + len(p)]) == p), None)
        if asking:
            place += len(asking)
            continue
        last = place == len(found) - 1
        if not (last and words[place] in ("không", "chưa")):
            left.append(found[place])
        place += 1
    return left or found


def _short_form(text: str, token: Token) -> bool:
    """Whether a word stands in capitals in a text that does not."""
    return token.end - token.start > 1 and text[token.start : token.end].isupper() and not text.isupper()
