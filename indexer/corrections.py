"""What no reader can know, said by the archive's owner in `archive.toml` beside the reports.

    ["huyen/bao-cao.pdf"]             a report by its path under the archive, in quotation marks
    title = "Báo cáo chính trị"
    place = "huyện Sông Mơ"           also: province, issuer, ordinal, language
    kind  = "bao_cao_chinh_tri"       one of `REPORT_KINDS`
    term  = "2020-2025"
    date  = 2020-05-12
    draft = true

What is not named stays as it was read; "" takes away what was read wrongly. A wrong key or value is named with its line.
"""

import hashlib
import re
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from language.normalise import nfc
from store.errors import UsageFault
from store.records import REPORT_KINDS, Document

FILE = "archive.toml"
_FIELDS = {
    "title": "title", "place": "place", "province": "province", "kind": "kind", "issuer": "issuer", "ordinal": "ordinal",
    "term": "term", "date": "date", "draft": "is_draft", "language": "language",
}  # fmt: skip
_NEVER_EMPTY = ("title", "kind", "language")
_LONGEST = 1000  # characters of a value
_HEADER = re.compile(r"\s*\[[^\[].*\]\s*(?:#.*)?$")

Value = str | bool | None


@dataclass(frozen=True, slots=True)
class Correction:
    """What the owner says of one report."""

    file: str
    line: int  # where in archive.toml it begins
    values: tuple[tuple[str, Value], ...]  # fields of `Report` and what they are to hold, by name

    @property
    def fingerprint(self) -> str:
        """Changes when, and only when, what is said changes: a build that kept the report must correct it anew."""
        return hashlib.sha256(repr(sorted(self.values)).encode()).hexdigest()[:16]

    def apply(self, document: Document) -> Document:
        """`document` with the corrected report row; its text and ids stay as they are."""
        fields: dict[str, Any] = dict(self.values)
        return replace(document, report=replace(document.report, **fields))


def corrections(archive: Path) -> Mapping[str, Correction]:
    """The corrections by the path of the report; empty without an archive.toml.

    Raises UsageFault naming the line, when the file is no TOML or a key or value of it is wrong.
    """
    path = archive / FILE
    try:
        text = path.read_text(encoding="utf-8-sig")
        tables = tomllib.loads(text)
    except FileNotFoundError:
        return {}
    except UnicodeDecodeError as error:
        raise UsageFault(f"{path} is no UTF-8 text (byte {error.start}): save it as UTF-8.", FILE) from error
    except OSError as error:
        raise UsageFault(f"{path} cannot be opened ({error.strerror}): check its permissions.", FILE) from error
    except tomllib.TOMLDecodeError as error:
        raise UsageFault(f"{path} is no valid TOML: {_sentence(error)}", FILE) from error
    lines = _lines(text)
    found = (_correction(path, name, table, lines) for name, table in tables.items())
    return {correction.file: correction for correction in found}


def unused(found: Mapping[str, Correction], files: Collection[str]) -> list[str]:
    """A sentence for each correction of a report that the archive does not hold."""
    idle = [correction for correction in found.values() if correction.file not in files]
    return [f"{FILE}, line {c.line}: there is no report “{c.file}” in the archive." for c in idle]


def _correction(path: Path, name: str, table: object, lines: Mapping[tuple[str, str], int]) -> Correction:
    line = lines.get((name, ""), 1)
    if not isinstance(table, dict):
        line = lines.get(("", name), line)
        raise _fault(path, line, f'“{name}” stands outside any report: put it below a line like ["huyen/bao-cao.pdf"].')
    if any(isinstance(value, dict) for value in table.values()):
        inside = next(key for key, value in table.items() if isinstance(value, dict))
        raise _fault(path, line, f'put the name of the report in quotation marks: ["{name}.{inside}"].')
    values: list[tuple[str, Value]] = []
    for key, value in table.items():
        at = lines.get((name, key), line)
        if key not in _FIELDS:
            raise _fault(path, at, f"“{key}” is nothing that can be corrected: write one of {', '.join(_FIELDS)}.")
        values.append((_FIELDS[key], _value(path, at, key, value)))
    return Correction(nfc(name), line, tuple(values))


def _value(path: Path, line: int, key: str, value: object) -> Value:
    """The value as `Report` holds it."""
    if key == "draft":
        if not isinstance(value, bool):
            raise _fault(path, line, "“draft” is true or false.")
        return value
    if key == "date":
        return _date(path, line, value)
    if not isinstance(value, str) or len(value) > _LONGEST:
        raise _fault(path, line, f"“{key}” is a text in quotation marks, of at most {_LONGEST} characters.")
    text = nfc(" ".join(value.split()))
    if not text:
        if key in _NEVER_EMPTY:
            raise _fault(path, line, f"“{key}” cannot be empty.")
        return None
    if key == "kind" and text not in REPORT_KINDS:
        raise _fault(path, line, f"“{text}” is no kind of report: write one of {', '.join(REPORT_KINDS)}.")
    if key == "term" and not ((years := re.fullmatch(r"(\d{4})-(\d{4})", text)) and years[1] < years[2]):
        raise _fault(path, line, f'“{text}” is no term: write two years, like "2020-2025".')
    if key == "language" and not re.fullmatch(r"[a-z]{2}", text):
        raise _fault(path, line, f'“{text}” is no language: write its two letters, like "vi".')
    return text


def _date(path: Path, line: int, value: object) -> str | None:
    if value == "":
        return None
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    try:
        if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
            return date.fromisoformat(value).isoformat()
    except ValueError:
        pass
    raise _fault(path, line, "“date” is a day of the calendar, like 2020-05-12.")


def _lines(text: str) -> dict[tuple[str, str], int]:
    """The line of each report's header, as (name, ""), and of each key, as (name of its report or "", key)."""
    lines: dict[tuple[str, str], int] = {}
    name = ""
    for number, line in enumerate(text.splitlines(), 1):
        try:
            said = tomllib.loads(line if _HEADER.match(line) else line.split("=")[0] + "= 0" if "=" in line else "")
        except tomllib.TOMLDecodeError:
            continue  # a line inside a text of several lines
        key = next(iter(said), None)
        if key is None:
            continue
        if _HEADER.match(line):
            name = key
            lines.setdefault((name, ""), number)
        else:
            lines.setdefault((name, key), number)
    return lines


def _sentence(error: tomllib.TOMLDecodeError) -> str:
    """`Invalid value (at line 3, column 8)` → `line 3, column 8: invalid value.`"""
    match = re.fullmatch(r"(.*) \(at (.*)\)", str(error))
    return f"{match[2]}: {match[1][:1].lower()}{match[1][1:]}." if match else f"{error}."


def _fault(path: Path, line: int, reason: str) -> UsageFault:
    return UsageFault(f"{path}, line {line}: {reason}", FILE)
