"""A passage as a W3C Web Annotation: its words with what stands around them, and its place in the source text.

annotation(read, source, "https://van-kho.example.vn")["target"][0]["selector"]["exact"]
→ "Tỷ lệ hộ nghèo giảm còn 3,1%."

Two targets: the page, by the reading text, and the source text, by position and by its raw characters. Positions count code
points, half-open. In the source a passage may be broken by a footnote's body or a page's number; the range then holds them too.
"""

from typing import Any

from search.library import ReadPassage

_AROUND = 32  # characters before and after


def annotation(read: ReadPassage, source: str, base: str) -> dict[str, Any]:
    """The annotation as JSON-LD; `source` is the report's source text, `base` the site's address."""
    base = base.rstrip("/")
    passage, report = read.passage, read.report
    address = f"{base}/passages/{passage.id}"
    start, end = min(a for a, _ in passage.spans), max(b for _, b in passage.spans)
    before = read.before.text[-_AROUND:] if read.before else ""
    after = read.after.text[:_AROUND] if read.after else ""
    page = _quote(passage.text, before, after)
    raw = _quote(source[start:end], source[max(0, start - _AROUND) : start], source[end : end + _AROUND])
    return {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": f"{base}/api/v1/passages/{passage.id}/annotation",
        "type": "Annotation",
        "motivation": "identifying",
        "body": {"id": address, "type": "Text", "format": "text/html", "language": report.language},
        "target": [
            {"source": f"{base}/reports/{report.id}", "selector": page},
            {
                "source": f"{base}/api/v1/reports/{report.id}/source",
                "selector": [{"type": "TextPositionSelector", "start": start, "end": end}, raw],
            },
        ],
    }


def _quote(exact: str, prefix: str, suffix: str) -> dict[str, str]:
    return {"type": "TextQuoteSelector", "exact": exact, "prefix": prefix, "suffix": suffix}
