"""A search that can say no: what was searched, in which forms, when, over what, and what was found or that nothing was.

written(statement(searcher, Request("hộ nghèo"), when))   →   a text to be printed or kept with a file

Ranking always finds something that is nearest; a statement counts instead. Each form of the words is counted over every passage
that the filters let through, so that a zero means that no passage has it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from language.glossary import glossary
from language.normalise import fold, has_diacritics
from language.syllables import syllables
from search import query
from search.answers import FILTER_NAMES, Filters, Request, Result
from search.library import Opened
from search.plan import Plan, plan
from search.query import Parsed, parse
from search.scope import Mask, Scope, about, scope
from search.searcher import Searcher
from store import matching
from store.errors import UsageFault
from store.records import Report, shown

SHOWN = 10  # passages listed


@dataclass(frozen=True, slots=True)
class Form:
    """One way in which the archive was searched, and how many passages it found."""

    how: str  # in Vietnamese
    words: str
    passages: int
    certain: bool = True  # False: found without regard to diacritics, so that it may be another word
    complete: bool = True  # False: time ran out before all were counted


@dataclass(frozen=True, slots=True)
class Statement:
    query: str
    reading: str
    remarks: tuple[str, ...]
    filters: tuple[tuple[str, str], ...]  # name and value
    when: datetime  # UTC
    generation: str
    built: str  # ISO, when the generation was built
    reports: tuple[Report, ...]  # those searched
    left_out: int  # reports of the archive that the filters or the query keep out
    unreadable: tuple[str, ...]  # files of the archive that no search reaches
    passages: int  # those searched
    forms: tuple[Form, ...]
    results: tuple[Result, ...]  # the best SHOWN, by words and by meaning

    @property
    def found(self) -> bool:
        """Whether any form of the words stands in any passage."""
        return any(form.passages for form in self.forms if form.certain)


def statement(searcher: Searcher, request: Request, when: datetime) -> Statement:
    """The statement of one search. Raises UsageFault, naming the parameter, for a request that looks for nothing."""
    if parse(request.query).expression is None:
        raise UsageFault("The query looks for no words: a statement says whether words were found.", "q")
    answer = searcher.search(replace(request, page=1, size=SHOWN))
    with searcher.library.opened() as opened:
        parsed = parse(request.query)
        let = scope(request.filters, parsed.fields, opened.columns)
        made = plan(parsed, opened.generation.keyword, glossary(), request.expand, opened.columns.places())
        held = {opened.columns.reports[int(n)].id for n in set(opened.columns.report[let.allowed].tolist()) if n >= 0}
        reports = tuple(report for report in opened.columns.reports if report.id in held)
        manifest = opened.generation.manifest
        return Statement(
            request.query,
            answer.reading,
            answer.remarks,
            tuple(_chosen(request.filters)),
            when.astimezone(UTC),
            manifest.name,
            manifest.created,
            reports,
            len(opened.columns.reports) - len(reports),
            tuple(entry.file for entry in manifest.unreadable),
            int(let.allowed.sum()),
            tuple(_forms(opened, parsed, made, let)),
            answer.results,
        )


def written(made: Statement, base: str = "") -> str:
    """The statement as text; `base` is the site's address, for the addresses of what was found."""
    # What was typed must not make lines of its own: one could read like a result.
    return "\n".join(" ".join(line.splitlines()) for line in _lines(made, base.rstrip("/"))) + "\n"


def _forms(opened: Opened, parsed: Parsed, made: Plan, let: Scope) -> Iterator[Form]:
    keyword = opened.generation.keyword

    def counted(how: str, words: str, wanted: matching.Query, certain: bool = True, allowed: Mask = let.allowed) -> Form:
        hits = keyword.search(wanted, allowed=allowed)
        return Form(how, words, len(hits.rows), certain, hits.complete)

    if made.must is not None:
        demanded = made.topic if made.places else " ".join(_texts(parsed.expression))
        yield counted("đúng như câu tìm đòi hỏi", demanded, made.must)
    text = " ".join(_plain_words(parsed.expression))
    words = tuple(token.text for token in syllables(text))
    if words:
        bare = tuple(fold(word) for word in words)
        certain = not has_diacritics(text)  # typed without them, the words are meant without them
        if len(words) > 1:
            yield counted("nguyên cụm, đúng dấu", " ".join(words), matching.Phrase(words))
            yield counted("nguyên cụm, không xét dấu", " ".join(bare), matching.Phrase(bare, folded=True), certain)
        yield counted(f"{_every(words)}, đúng dấu", ", ".join(words), _all(words))
        yield counted(f"{_every(words)}, không xét dấu", ", ".join(bare), _all(bare, folded=True), certain)
    if made.places:
        # A report about the place need not name it in the passage.
        topic = tuple(token.text for token in syllables(made.topic))
        wanted = _all(topic) if has_diacritics(made.topic) else _all(tuple(map(fold, topic)), folded=True)
        how = f"{_every(topic)}, thuộc văn bản của {', '.join(made.places)}"
        yield counted(how, ", ".join(topic), wanted, allowed=let.allowed & about(made.places, opened.columns))
    for expansion in made.expansions:
        for term in expansion.terms:
            parts = tuple(token.text for token in syllables(term))
            if parts:
                yield counted(f"cách gọi khác của “{expansion.source}”", term, matching.Phrase(parts))


def _every(words: Sequence[str]) -> str:
    return "đủ các từ trong một đoạn" if len(words) > 1 else "từ"


def _all(words: Sequence[str], folded: bool = False) -> matching.Query:
    return matching.All(tuple(matching.Word(word, folded) for word in words))


def _texts(node: query.Node | None) -> list[str]:
    """All that an expression looks for, as typed."""
    match node:
        case None:
            return []
        case query.Words(text) | query.Pattern(text):
            return [text]
        case query.Quoted(text):
            return [f"“{text}”"]
        case query.Excluded(part):
            return [f"-{' '.join(_texts(part))}"]
        case _:
            return [text for part in node.parts for text in _texts(part)]


def _plain_words(node: query.Node | None) -> list[str]:
    """The words that are ranked and do not bind."""
    match node:
        case query.Words(text):
            return [text]
        case query.Beside(parts):
            return [text for part in parts for text in _plain_words(part)]
        case _:
            return []


def _chosen(filters: Filters) -> Iterator[tuple[str, str]]:
    for name in FILTER_NAMES:
        for value in getattr(filters, name):
            yield name, value


def years(reports: Sequence[Report]) -> str | None:
    """The years that these reports speak for, by their terms and dates: "2015–2025"."""
    found = [int(year) for report in reports for year in (report.term or "").split("-") if year.isdecimal()]
    found += [int(report.date[:4]) for report in reports if report.date and report.date[:4].isdecimal()]
    return None if not found else f"{min(found)}–{max(found)}" if min(found) != max(found) else str(found[0])


def _lines(made: Statement, base: str) -> Iterator[str]:
    yield "BẢN GHI VIỆC TÌM KIẾM"
    yield f"Câu tìm: {made.query}"
    yield f"Được hiểu là: {made.reading}"
    yield from made.remarks
    for name, value in made.filters:
        yield f"Điều kiện lọc: {name} = {value}"
    yield f"Lúc tìm: {made.when.isoformat(timespec='seconds')}"
    yield f"Chỉ mục: {made.generation}, lập lúc {made.built}"
    span = years(made.reports)
    yield f"Phạm vi: {len(made.reports)} văn bản, {made.passages} đoạn" + (f", các năm {span}" if span else "")
    for report in made.reports:
        yield f"  - {' '.join(report.title.split())} ({shown(report.file)})"
    if made.left_out:
        yield f"Không tìm trong {made.left_out} văn bản khác của kho, do điều kiện lọc."
    for file in made.unreadable:
        yield f"Không đọc được, nên không tìm được trong: {shown(file)}"
    yield ""
    yield "Các dạng đã tìm:"
    for form in made.forms:
        yield f"  - {form.how}: {form.words} — {form.passages} đoạn" + _reserve(form)
    yield ""
    yield conclusion(made)
    for n, result in enumerate(made.results, 1):
        page = result.report.page_label(result.passage.page)
        yield f"{n}. {' '.join(result.report.title.split())}" + (f", tr. {page}" if page else "")
        yield f"   {' '.join(result.passage.text.split())}"
        yield f"   {base}/passages/{result.passage.id}"


def _reserve(form: Form) -> str:
    """What is to be kept in mind about a count."""
    if not form.complete:
        return " (chưa đếm hết)"
    return "" if form.certain or not form.passages else " (có thể là từ khác dấu)"


def conclusion(made: Statement) -> str:
    """Whether anything was found, in one Vietnamese sentence; a count that was not finished proves nothing missing."""
    if made.found:
        most = max(form.passages for form in made.forms if form.certain)
        return f"Kết quả: tìm thấy; dạng gặp nhiều nhất có {most} đoạn. Các đoạn đứng đầu:"
    said = "Kết quả: không tìm thấy đoạn nào có các dạng trên."
    if not all(form.complete for form in made.forms):
        said = "Kết quả: chưa đếm hết các dạng trên nên không kết luận được."
    return f"{said} Các đoạn gần nghĩa nhất, chỉ để tham khảo:" if made.results else said
