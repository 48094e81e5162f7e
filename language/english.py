"""What is needed of English: telling an English query from a Vietnamese one, and comparing words whatever their ending.

>>> is_english("poverty rate targets"), is_english("ty le ho ngheo"), is_english("tỷ lệ hộ nghèo")
(True, False, False)
"""

import re
from collections.abc import Container
from functools import lru_cache

from language.normalise import has_diacritics
from language.syllables import tokens

# Words that carry no topic: a question or a phrase is looked up without them.
_FUNCTION = (
    "a about across after all also am among an and any are as at be been before being between both but by can "
    "could did do does doing done during each for from had has have having her his how i if in into is it its "
    "many me more most much must my of on once only or other our out over own same shall she should "
    "so some such than that the their them then there these they this those through to too under until up upon "
    "very was we were what when where whether which while who whom whose why will with within would you your "
    "please tell show find give list "
)
FUNCTION_WORDS = frozenset(_FUNCTION.split())

_IRREGULAR = {
    "defence": "defense",
    "centre": "center",
    "programme": "program",
    "women": "woman",
    "children": "child",
    "criteria": "criterion",
    "metre": "meter",
    "kilometre": "kilometer",
}

# A Vietnamese syllable without its marks: an initial, a vowel group, a final. English words that happen to be of this form ("in",
# "can", "long") count for neither language when they are function words.
_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnpqrstvx])?"
    r"(?:uye|uya|uyu|oai|oay|oeo|uay|uoi|uou|ieu|yeu|ai|ao|au|ay|eo|eu|ia|ie|iu|oa|oe|oi|oo|ua|ue|ui|uo|uu|uy|ya|ye|[aeiouy])"
    r"(?:ng|nh|ch|[cmnpt])?"
)
_WORD = re.compile(r"[a-z]+")
_VOWELS = 0.27  # of the letters of an unknown word: "UBND" has fewer, "whistleblower" more


def is_english(text: str, known: Container[str] = ()) -> bool:
    """Whether a query typed without any Vietnamese letter is English; `known` holds stems of English words."""
    if has_diacritics(text):
        return False
    words = [t.text for t in tokens(text) if _WORD.fullmatch(t.text)]
    english = sum(_is_english_word(word, known) for word in words)
    vietnamese = sum(is_vietnamese_form(word) and word not in FUNCTION_WORDS for word in words)
    content = sum(_is_english_word(word, known) and word not in FUNCTION_WORDS for word in words)
    return content > 0 and english >= vietnamese


def is_vietnamese_form(word: str) -> bool:
    """Whether a word without marks has the form of a Vietnamese syllable."""
    return _SYLLABLE.fullmatch(word) is not None


@lru_cache(maxsize=16_384)
def singular(word: str) -> str:
    """A key under which the spellings and the number of an English word meet: "targets" and "target", "labour" and "labor"."""
    word = word.lower()
    if len(word) < 4 or not word.isascii():
        return word
    word = re.sub(r"(?<=[a-z]{2})our(?=s?$|ed$|ing$)", "or", word)
    word = re.sub(r"is(?=ation|e$|es$|ed$|ing$)", "iz", word) if len(word) > 5 else word
    if word.endswith("ies") and len(word) > 4:
        word = word[:-3] + "y"
    elif word.endswith(("sses", "shes", "ches", "xes")):
        word = word[:-2]
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    return _IRREGULAR.get(word, word)


@lru_cache(maxsize=16_384)
def stem(word: str) -> str:
    """A looser key, under which "trained", "training" and "train" meet."""
    word = singular(word)
    for ending in ("ing", "ed"):
        if word.endswith(ending) and len(word) - len(ending) >= 3 and re.search("[aeiouy]", word[: -len(ending)]):
            word = word[: -len(ending)]
            word = word[:-1] if re.search(r"([bdgmnprt])\1$", word) else word
            break
    return word.removesuffix("e") if len(word) > 3 else word


def _is_english_word(word: str, known: Container[str]) -> bool:
    if word in FUNCTION_WORDS:
        return True
    if is_vietnamese_form(word):
        return False
    vowels = sum(letter in "aeiouy" for letter in word)
    return vowels > 0 and (stem(word) in known or (len(word) > 3 and vowels / len(word) > _VOWELS))
