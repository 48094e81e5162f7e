"""The tokenizer of the model: the teacher's English pieces, and Vietnamese syllables as whole tokens, marks kept.

    "Giảm tỷ lệ hộ nghèo"  →  giảm tỷ lệ hộ nghèo          (one token a syllable)
    "giam ty le ho ngheo"  →  giam ty le ho ngheo          (typed without marks: tokens of their own)
    "poverty reduction"    →  poverty reduction            (the teacher's rows)

Spelling that means nothing is levelled inside the tokenizer, so that every runtime levels it alike: NFC, lower case, the
place of the tone mark (hoà = hòa, uỷ = ủy) and i for y after a lone consonant (tỉ = tỷ, kĩ = kỹ).
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors

from scripts.training.corpus import Corpus
from scripts.training.text import unmarked

_SYLLABLE = re.compile(r"(ngh|ng|nh|ch|th|tr|kh|ph|gh|gi|qu|[bcdghklmnpqrstvx])?[aeiouy]{1,3}(ch|ng|nh|[ckmnpt])?$")
_TONES = {"o": "oòóỏõọ", "a": "aàáảãạ", "e": "eèéẻẽẹ", "u": "uùúủũụ", "y": "yỳýỷỹỵ", "i": "iìíỉĩị"}
SPECIALS = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
_MIN_COUNT = 2
_MIN_COUNT_LAWS = 5


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The new tokenizer, and for each of its tokens the row that it starts from in each table of the teacher's."""

    tokenizer: Tokenizer
    rows: list[NDArray[np.float32]]  # (tokens, dimension) each


def build(corpus: Corpus, laws: list[str], teacher: Tokenizer, tables: list[NDArray[np.float32]]) -> Vocabulary:
    """Choose the tokens, and give each its first row in every one of `tables`, which hold a row for each teacher's token."""
    english = {t: i for t, i in teacher.get_vocab().items() if t in SPECIALS or _is_kept(t)}
    splitter = _tokenizer([*SPECIALS])
    counts = _word_counts(corpus.vietnamese(), splitter)
    law_counts = _word_counts(laws, splitter)
    everywhere = counts + law_counts
    marked = sorted(
        w
        for w, n in everywhere.items()
        if is_syllable(w) and w not in english and (counts[w] >= _MIN_COUNT or law_counts[w] >= _MIN_COUNT_LAWS)
    )
    kin: dict[str, list[str]] = defaultdict(list)
    for word in marked:
        kin[unmarked(word)].append(word)
    plain = sorted(w for w in kin if w not in english and w not in marked)
    taken = english.keys() | set(marked) | set(plain)
    letters = [t for t in _letters() if t not in taken]
    tokenizer = _tokenizer([*sorted(english, key=english.__getitem__), *marked, *plain, *letters])

    ids = tokenizer.get_vocab()
    old, new = np.array(sorted(ids[t] for t in english)), np.array([ids[w] for w in marked])
    weights = _together(corpus, tokenizer, new, old)
    begun = []
    for table in tables:
        rows = np.zeros((len(ids), table.shape[1]), np.float32)
        for token, i in english.items():
            rows[ids[token]] = table[i]
        rows[new] = _means(weights, rows[old])
        for word in plain:
            weight = np.array([everywhere[w] for w in kin[word]], np.float32)
            rows[ids[word]] = weight @ rows[[ids[w] for w in kin[word]]] / weight.sum()
        for token in letters:
            rows[ids[token]] = rows[ids.get(token[:-1] + unmarked(token[-1]), ids["[UNK]"])]
        begun.append(rows)
    return Vocabulary(tokenizer, begun)


def is_syllable(word: str) -> bool:
    """Whether a lower-case word has the shape of a Vietnamese syllable, with its marks or without."""
    return len(word) <= 7 and bool(_SYLLABLE.match(unmarked(word)))


def _together(corpus: Corpus, tokenizer: Tokenizer, new: NDArray[np.int64], old: NDArray[np.int64]) -> csr_matrix:
    """How much each new token stands beside each English one in the pairs, PMI³ × count; shape (new, old)."""
    pairs = [(p.vi, p.en) for p in (*corpus.general, *corpus.domain)]
    pairs += [(line.official, line.english) for line in corpus.paraphrases]
    vi = _presence(tokenizer, [v for v, _ in pairs])[:, new]
    en = _presence(tokenizer, [e for _, e in pairs])[:, old]
    together = (vi.T @ en).tocoo()
    in_vi, in_en = np.asarray(vi.sum(0)).ravel(), np.asarray(en.sum(0)).ravel()
    pmi = np.log(together.data * len(pairs) / (in_vi[together.row] * in_en[together.col]))
    weight = np.maximum(pmi, 0) ** 3 * together.data
    return csr_matrix((weight, (together.row, together.col)), shape=together.shape)


def _means(weights: csr_matrix, rows: NDArray[np.float32]) -> NDArray[np.float32]:
    """For each new token the weighted mean of the English rows, as long as those are."""
    mean = weights @ rows / np.maximum(np.asarray(weights.sum(1)), 1e-6)
    norms = np.linalg.norm(mean, axis=1, keepdims=True)
    typical = float(np.linalg.norm(rows, axis=1).mean())
    fallback = rows.mean(0)  # a syllable of the laws alone, which no pair explains
    found = np.where(norms > 1e-6, mean / np.maximum(norms, 1e-6) * typical, fallback)
    return np.asarray(found, np.float32)


def _presence(tokenizer: Tokenizer, texts: list[str]) -> csr_matrix:
    """1 where a text has a token; shape (texts, tokens)."""
    sets = [sorted(set(e.ids)) for e in tokenizer.encode_batch_fast(texts, add_special_tokens=False)]
    starts = np.cumsum([0, *map(len, sets)])
    columns = np.concatenate([np.array(s, np.int64) for s in sets])
    return csr_matrix((np.ones(len(columns), np.float32), columns, starts), (len(texts), tokenizer.get_vocab_size()))


def _word_counts(texts: Iterable[str], splitter: Tokenizer) -> Counter[str]:
    counts: Counter[str] = Counter()
    for text in texts:
        words = splitter.pre_tokenizer.pre_tokenize_str(splitter.normalizer.normalize_str(text))
        counts.update(word for word, _ in words)
    return counts


def _is_kept(token: str) -> bool:
    """English pieces and signs stay; other scripts and the reserved places of the teacher go."""
    return not token.startswith("[unused") and all(c.isascii() or not c.isalpha() for c in token)


def _letters() -> list[str]:
    """Every accented Latin letter, as the start of a word and inside one, so that no name is wholly unknown."""
    found = []
    for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        letter = chr(code)
        base = unmarked(letter)
        if letter.islower() and base.isascii() and len(base) == 1 and base.isalpha():
            found += [letter, "##" + letter]
    return found


def _tokenizer(tokens: list[str]) -> Tokenizer:
    tokenizer = Tokenizer(models.WordPiece({t: i for i, t in enumerate(tokens)}, unk_token="[UNK]"))  # noqa: S106
    level = [normalizers.Replace(Regex(pattern), content) for pattern, content in _levelling()]
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.NFC(),
            normalizers.BertNormalizer(clean_text=True, handle_chinese_chars=False, strip_accents=False, lowercase=True),
            *level,
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    ids = {t: tokenizer.token_to_id(t) for t in SPECIALS}
    tokenizer.add_special_tokens(list(SPECIALS))
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]",
        pair="[CLS] $A [SEP] $B:1 [SEP]:1",
        special_tokens=[("[CLS]", ids["[CLS]"]), ("[SEP]", ids["[SEP]"])],
    )
    tokenizer.decoder = decoders.WordPiece()
    return tokenizer


def _levelling() -> list[tuple[str, str]]:
    """(pattern, replacement) for spellings that mean the same; a tone mark stands where the older school puts it."""
    rules = []
    for first, second in (("o", "a"), ("o", "e"), ("u", "y")):
        before = "(?<![qQ])" if first == "u" else ""  # "quý" is qu + ý
        for tone in range(1, 6):
            rules.append((f"{before}{first}{_TONES[second][tone]}(?!\\p{{L}})", _TONES[first][tone] + second))
    for tone in range(1, 6):
        rules.append((f"(?<=\\b[hklmst]){_TONES['i'][tone]}(?!\\p{{L}})", _TONES["y"][tone]))
    return rules
