"""The text that the model learns from, read from a data folder and from `models/training/`.

`parallel.tsv` gives a Pair a line, `en ⇥ vi ⇥ source`; the glossary, the domain sentences and the paraphrases give the
language of reports:

    Paraphrase(official="Tỷ lệ hộ nghèo giảm còn 2,1%.", everyday="xã mình còn nghèo nhiều không",
               english="how many households are still poor", term="giảm nghèo")
"""

import csv
import hashlib
import itertools
import json
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

PARALLEL = "parallel.tsv"
DOMAIN = "parallel_domain.tsv"
GLOSSARY = "glossary.tsv"
PARAPHRASE = "paraphrase.tsv"
LAWS = "mono/vn_laws_qh.txt"

# The share of each group among general pairs. Machine translations stay under a third: they teach words, not prose.
GROUPS: dict[str, tuple[float, tuple[str, ...]]] = {
    "news": (0.30, ("alt_wikinews", "udhr")),
    "documentation": (0.22, ("msdocs_vi_human", "d2l_vn")),
    "machine": (0.24, ("msdocs_vi_machine", "ms_beginners_mt")),
    "tariff": (0.06, ("vn_tariff_ahtn",)),
    "everyday": (
        0.10,
        ("tatoeba_manythings", "react_docs_vi", "mozilla_www", "libreoffice_ui", "dspace_ui", "wikipedia_android", "dhis2_ui"),
    ),
    "terms": (0.08, ("wiktionary_en_vi", "vn_admin_units", "osm_id_presets", "cldr_names", "tico19_terms")),
}


class MissingData(Exception):
    """A file that training needs is not there; `str(error)` says which and what it is."""


@dataclass(frozen=True, slots=True)
class Pair:
    """The same thing said in Vietnamese and in English, and where the pair is from."""

    vi: str
    en: str
    source: str


@dataclass(frozen=True, slots=True)
class Paraphrase:
    """What a report says, how a person asks for it in Vietnamese and in English, and the index term for it."""

    official: str
    everyday: str
    english: str
    term: str


@dataclass(frozen=True, slots=True)
class Corpus:
    """Training text: general pairs, domain pairs, paraphrases."""

    general: tuple[Pair, ...]
    domain: tuple[Pair, ...]
    paraphrases: tuple[Paraphrase, ...]
    hashes: dict[str, str]  # file name → sha256

    def digest(self) -> str:
        """One hash over all files: what was computed from other text must not be taken up again."""
        return hashlib.sha256(json.dumps(self.hashes, sort_keys=True).encode()).hexdigest()

    def sliver(self, general: int) -> "Corpus":
        """Every so many-th general pair, `general` of them: enough to see that each step runs."""
        step = max(1, len(self.general) // general)
        return replace(self, general=self.general[::step], hashes={**self.hashes, "sliver": str(step)})

    def vietnamese(self) -> Iterator[str]:
        """Every Vietnamese text, for vocabulary and counts."""
        for pair in itertools.chain(self.general, self.domain):
            yield pair.vi
        for line in self.paraphrases:
            yield from (line.official, line.everyday, line.term)

    def english(self) -> Iterator[str]:
        """Every English text, for the teacher."""
        for pair in itertools.chain(self.general, self.domain):
            yield pair.en
        for line in self.paraphrases:
            yield line.english


def read_corpus(data: Path, own: Path | None) -> Corpus:
    """Read `data` (the folder with parallel.tsv) and, if given, the project's own lines in `own`. Raises MissingData."""
    files = [data / PARALLEL, data / DOMAIN, data / GLOSSARY, data / PARAPHRASE, data / LAWS]
    for path in files:
        if not path.is_file():
            raise MissingData(f"{path} is missing: training needs it; name the folder that holds it with --data.")
    own_files = sorted(own.glob("*.tsv")) if own is not None else []
    general = [Pair(vi, en, source) for en, vi, source in _rows(data / PARALLEL, 3)]
    domain = [Pair(vi, en, "domain") for en, vi in _rows(data / DOMAIN, 2)] + _glossary(data / GLOSSARY)
    lines = [Paraphrase(*row) for path in (data / PARAPHRASE, *own_files) for row in _rows(path, 4)]
    hashes = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in (*files, *own_files)}
    return Corpus(tuple(general), tuple(domain), tuple(dict.fromkeys(lines)), hashes)


def joined_news(corpus: Corpus) -> list[Pair]:
    """Two and three neighbouring sentences of the news as one text: windows of passages are as long as that."""
    news = [p for p in corpus.general if p.source == "alt_wikinews"]
    return [
        Pair(" ".join(p.vi for p in part), " ".join(p.en for p in part), "joined_news")
        for start in range(0, len(news) - 2, 3)
        for part in (news[start : start + 2 + start % 2],)
    ]


def read_laws(data: Path) -> list[str]:
    """The paragraphs of the laws: Vietnamese alone, for vocabulary and for text without marks."""
    return [_nfc(line) for line in (data / LAWS).read_text(encoding="utf-8").splitlines() if line.strip()]


def _glossary(path: Path) -> list[Pair]:
    """Each term with its translation, and each variant of either side with the main form of the other."""
    pairs = []
    for row in csv.DictReader(path.read_text(encoding="utf-8").splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE):
        vi, en = _nfc(row["vi"]), _nfc(row["en"])
        pairs.append(Pair(vi, en, "glossary"))
        # Short forms in capitals are ambiguous ("TT"): a lone one teaches nothing true.
        pairs += [Pair(_nfc(v), en, "glossary") for v in row["vi_variants"].split("|") if v and not v.isupper()]
        pairs += [Pair(vi, _nfc(e), "glossary") for e in row["en_variants"].split("|") if e]
    return list(dict.fromkeys(pairs))


def _rows(path: Path, columns: int) -> Iterator[list[str]]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        row = [_nfc(cell) for cell in line.split("\t")]
        if len(row) != columns or not all(row):
            raise MissingData(f"{path} line {number}: expected {columns} filled columns separated by tabs, found {len(row)}.")
        yield row


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text).strip()
