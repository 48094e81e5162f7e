"""The register of one report: every commitment of its passages, in reading order.

    for row in commitments_of(document):
        print(row.kind, row.indicator, row.comparator, row.value_low, row.unit, row.period, row.quote)

The steps are pure and each has its module: quantities → sentences → roles → statements → subjects → rows.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from indexer.commitments.outlook import Outlook, outlooks
from indexer.commitments.places import SourcePlaces
from indexer.commitments.reading import Row, rows
from indexer.commitments.rolls import Called, number_of, rolls
from indexer.commitments.sentences import pieces
from indexer.commitments.statements import PlanNote, Setting, Statement, statements, verdicts_in
from indexer.commitments.subjects import has_content
from indexer.commitments.tables import table_rows
from language.indicators import LESS_IS_BETTER, Indicator, indicator_of
from store.records import Commitment, Document, Footnote, Passage, Span, Verdict

_READ = ("paragraph", "list_item", "footnote", "table")
_NOWHERE = Outlook()


def commitments_of(document: Document) -> tuple[Commitment, ...]:
    """Every target of the report, and every result that it sets against one."""
    context = _Context(document)
    seen: Counter[str] = Counter()
    found: list[Commitment] = []
    header: str | None = None
    for passage in document.passages:
        if passage.kind not in _READ:
            continue
        if passage.kind == "table":
            made = [(0, row) for row in table_rows(passage.text, header, context.setting(passage))]
            header = header or passage.text
        else:
            header, made = None, context.called(passage, context.rows(passage))
        if not made:
            continue
        places = SourcePlaces(document.source, passage)
        for offset, row in made:
            if passage.kind == "footnote":
                row = context.named_by_its_anchor(passage, row)
            piece = _Piece(passage, offset, places)
            found.append(_commitment(document.report.id, piece, row, context.default_period(passage, row), seen))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Piece:
    """The part of a passage that a row was read from: its offset in the passage's text."""

    passage: Passage
    offset: int
    places: SourcePlaces

    @property
    def text(self) -> str:
        return self.passage.text[self.offset :]

    def spans(self, start: int, end: int) -> tuple[Span, ...]:
        return self.places.spans(self.offset + start, self.offset + end)


class _Context:
    """Where each passage of a report stands: its outlook, and the footnotes that hang on it."""

    def __init__(self, document: Document) -> None:
        self._term = document.report.term
        self._outlooks: Mapping[str, Outlook] = outlooks(document.sections)
        self._passages = {passage.id: passage for passage in document.passages}
        self._anchor = {note.passage: note for note in document.footnotes if note.passage and note.anchor_passage}
        self._notes: dict[str, list[Footnote]] = {}
        for note in document.footnotes:
            if note.anchor_passage and note.passage in self._passages and note.anchor_offset is not None:
                self._notes.setdefault(note.anchor_passage, []).append(note)

    def setting(self, passage: Passage) -> Setting:
        anchor = self._anchor_of(passage)
        above = self._outlook(anchor or passage)
        if anchor is not None:
            listed = above.direction == "ahead" and above.indicators
            return Setting(above.direction, listed, self._is_listed(anchor))
        return Setting(above.direction, self._is_listed(passage), False, tuple(self._plan_notes(passage, above)))

    def rows(self, passage: Passage) -> list[tuple[int, Row]]:
        """(offset of the piece of text, row): a row's own offsets count from there."""
        setting = self.setting(passage)
        found = []
        for offset, text in pieces(passage.text):
            notes = tuple(replace(note, offset=note.offset - offset) for note in setting.plan_notes)
            found += [(offset, row) for row in rows(text, replace(setting, plan_notes=notes))]
        return found

    def called(self, passage: Passage, made: list[tuple[int, Row]]) -> list[tuple[int, Row]]:
        """The first result of a numbered item with what the report says of that number, unless the item itself tells it."""
        number = number_of(passage.text) if self._rolls and self.setting(passage).listed else None
        said = self._rolls.get(number) if number is not None else None
        results = [place for place, (_, row) in enumerate(made) if row.statement.kind == "result"]
        if said is None or not results or any(made[place][1].statement.verdict for place in results):
            return made
        offset, row = made[results[0]]
        statement = replace(row.statement, verdict=said.verdict, verdict_words=said.words)
        made[results[0]] = (offset, replace(row, statement=statement))
        return made

    @cached_property
    def _rolls(self) -> Mapping[int, Called]:
        """Of the parts that look back alone: "chỉ tiêu 3" of the coming term is promised, not reported."""
        texts = []
        for passage in self._passages.values():
            anchor, note = self._anchor_of(passage), self._anchor.get(passage.id)
            if self._outlook(anchor or passage).direction != "back":
                continue
            texts.append((anchor.text[: note.anchor_offset] if anchor and note else "", passage.text))
        return rolls(texts)

    def default_period(self, passage: Passage, row: Row) -> str | None:
        """The years that the headings name; else the term of the report for what is promised."""
        named = self._outlook(self._anchor_of(passage) or passage).period
        return named or (self._term if row.statement.kind == "target" else None)

    def named_by_its_anchor(self, note: Passage, row: Row) -> Row:
        """A note such as "Kế hoạch đề ra 9-9,5%" speaks of the figure before its mark, "Trong đó …" of its parts."""
        anchor, footnote = self._anchor_of(note), self._anchor.get(note.id)
        part = note.text.lower().startswith("trong đó")
        counts_plans = row.statement.figure.role == "part"  # "02 chỉ tiêu gần đạt" says all itself
        if anchor is None or footnote is None or counts_plans or (has_content(row.subject.words) and not part):
            return row
        offset = footnote.anchor_offset or 0
        told = [other for start, other in self.rows(anchor) if start + other.statement.figure.quantity.end <= offset]
        if not told:
            return row
        whole = told[-1].subject
        named = replace(row.subject, parent=whole.words) if part else replace(row.subject, words=whole.words, parent=whole.parent)
        return replace(row, subject=named)

    def _is_listed(self, passage: Passage) -> bool:
        above = self._outlook(passage)
        return above.indicators and (above.direction == "ahead" or passage.kind in ("list_item", "table"))

    def _outlook(self, passage: Passage) -> Outlook:
        return self._outlooks.get(passage.section or "", _NOWHERE)

    def _anchor_of(self, passage: Passage) -> Passage | None:
        note = self._anchor.get(passage.id)
        return self._passages.get(note.anchor_passage or "") if note else None

    def _plan_notes(self, passage: Passage, above: Outlook) -> Iterator[PlanNote]:
        if above.direction == "ahead":
            return
        for note in self._notes.get(passage.id, ()):
            body = self._passages[note.passage or ""]
            _, text = next(pieces(body.text))
            plans = sum(said.kind == "target" for said in statements(text, Setting(above.direction)))
            if plans:
                said = next(iter(verdicts_in(text)), None)
                verdict, words = (said[0], text[said[1] : said[2]]) if said else (None, None)
                yield PlanNote(note.anchor_offset or 0, plans, verdict, words)


def _verdict(said: Statement, known: Indicator | None) -> Verdict | None:
    """What the report says of the plan; "thấp hơn mục tiêu" is praise where less is better, and "cao hơn" is none."""
    words = (said.verdict_words or "").lower()
    if known is None or known.id not in LESS_IS_BETTER or not words.startswith(("thấp hơn", "cao hơn")):
        return said.verdict
    return "met" if words.startswith("thấp hơn") else "not met"


def _commitment(report: str, piece: _Piece, row: Row, default_period: str | None, seen: Counter[str]) -> Commitment:
    said, quantity, text = row.statement, row.statement.figure.quantity, piece.text
    start, end = row.quote
    known = indicator_of(row.subject.words, row.subject.parent, text[start:end])
    digits = text[quantity.digits : quantity.digits_end]
    key = hashlib.sha256(f"{piece.passage.id}|{said.kind}|{digits}|{quantity.unit}".encode()).hexdigest()[:8]
    seen[key] += 1
    parent = row.subject.parent
    words = f"{parent}: {row.subject.words}" if parent and parent != row.subject.words else row.subject.words
    return Commitment(
        id=f"{report}.c-{key}" + (f"-{seen[key]}" if seen[key] > 1 else ""),
        report=report,
        passage=piece.passage.id,
        kind=said.kind,
        indicator=known.name if known else words,
        indicator_id=known.id if known else None,
        indicator_words=words,
        field=known.field if known else None,
        comparator=row.comparator,
        value_low=quantity.low,
        value_high=quantity.high,
        unit=quantity.unit,
        unit_printed=quantity.printed_unit,
        period=row.period if row.period and row.period != "term" else default_period,
        quote=text[start:end],
        spans=piece.spans(start, end),
        plan_low=said.plan.low if said.plan else None,
        plan_high=said.plan.high if said.plan else None,
        plan_quote=text[said.plan.start : said.plan.end] if said.plan else None,
        plan_share=said.share.low if said.share else None,
        verdict=_verdict(said, known),
        verdict_quote=said.verdict_words,
    )
