"""How has this been phrased before: for each sentence of a draft the nearest wordings of the archive, aligned word by word.

found = precedents(searcher, Draft("Đẩy mạnh cải cách thủ tục hành chính. Hộ nghèo còn dưới 2%."))
found.share                                  # the part of the draft that stands word for word in the archive
found.sentences[0].precedents[0].passage     # where its first sentence stood before
"""

from search.precedent.finder import kin, precedents
from search.precedent.records import (
    LIKENESSES,
    LONGEST_DRAFT,
    MOST_PRECEDENTS,
    PRECEDENTS,
    Draft,
    Kin,
    Likeness,
    Precedent,
    Precedents,
    Run,
    Sentence,
    Step,
)

__all__ = [
    "LIKENESSES",
    "LONGEST_DRAFT",
    "MOST_PRECEDENTS",
    "PRECEDENTS",
    "Draft",
    "Kin",
    "Likeness",
    "Precedent",
    "Precedents",
    "Run",
    "Sentence",
    "Step",
    "kin",
    "precedents",
]
