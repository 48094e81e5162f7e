"""Ids that stay the same when a report is indexed again, alone or among others.

>>> report_id("huyen/Báo cáo 2023.txt")
'huyen-bao-cao-2023-271b08'
"""

import hashlib
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field


def report_id(file: str) -> str:
    """A readable slug of the path under the archive, and six hex digits of that path's SHA-256."""
    path = unicodedata.normalize("NFC", file)
    stem = re.sub(r"\.[A-Za-z0-9]{1,8}$", "", path)
    plain = "".join(c for c in unicodedata.normalize("NFD", stem.lower().replace("đ", "d")) if not unicodedata.combining(c))
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-")
    return f"{slug or 'report'}-{hashlib.sha256(path.encode()).hexdigest()[:6]}"


def letters_of(text: str) -> str:
    """The letters and digits of `text`, composed and in order: what an id depends on."""
    return "".join(c for c in unicodedata.normalize("NFC", text) if c.isalnum())


@dataclass
class IdMaker:
    """Hands out the ids of one report's sections, passages and footnotes; the same text again gets "-2", "-3"."""

    report: str
    _seen: Counter[str] = field(default_factory=Counter)

    def section(self, path: tuple[str, ...]) -> str:
        """`path` holds the headings from the top down to this one."""
        return self._numbered(f"{self.report}.s-{_hash('/'.join(letters_of(heading) for heading in path))}")

    def passage(self, text: str) -> str:
        return self._numbered(f"{self.report}.p-{_hash(letters_of(text))}")

    def footnote(self, number: int) -> str:
        """A note's id; "-2", "-3" for its further marks."""
        return self._numbered(f"{self.report}.f-{number}")

    def _numbered(self, base: str) -> str:
        self._seen[base] += 1
        return base if self._seen[base] == 1 else f"{base}-{self._seen[base]}"


def _hash(letters: str) -> str:
    return hashlib.sha256(letters.encode()).hexdigest()[:10]
