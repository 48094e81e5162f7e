"""Where the body of a report starts and ends: letterhead and title before it, recipients and signature behind it.

ĐẢNG BỘ HUYỆN BÌNH SƠN              front matter: up to the first heading or running paragraph
BÁO CÁO CHÍNH TRỊ
Năm năm qua, Đảng bộ huyện đã …     body
Nơi nhận:                           back matter: from the recipients or the signature on
T/M BAN CHẤP HÀNH
"""

import re
from collections.abc import Sequence

from indexer.readers.labels import UPPER, ends_sentence, label_of

_SIGNATURE = re.compile(rf"[\W_]*(?:N[ơƠ][iI]\s+nh[ậẬ]n\b|N[ơƠ]I\s+NH[ậẬ]N\b|(?:T/M|TM|K/T|KT|T/L|TL|TUQ|T\.M)[./]?\s+[{UPPER}])")
_LONGEST_FRONT = 40  # blocks
_SENTENCE_WORDS = 12


def front_end(texts: Sequence[str], bold: Sequence[bool]) -> int:
    """How many of the first blocks are letterhead and title; 0 when no body follows them. A title in bold may be long."""
    for index, text in enumerate(texts[:_LONGEST_FRONT]):
        if text and _opens_body(text, bold[index]):
            return index
    return 0


def back_start(texts: Sequence[str], from_index: int) -> int:
    """The first block of recipients and signatures, or `len(texts)`: looked for in the last fifth of the report."""
    earliest = max(from_index, min(int(0.8 * len(texts)), len(texts) - 30))
    for index in range(max(0, earliest), len(texts)):
        if _SIGNATURE.match(texts[index]) and len(texts[index]) < 200:
            return index
    return len(texts)


def _opens_body(text: str, bold: bool) -> bool:
    label = label_of(text)
    words = len(text.split())
    if label is not None and label.style != "item":
        return True
    return not bold and (words > 60 or (words > _SENTENCE_WORDS and ends_sentence(text)))
