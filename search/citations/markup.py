"""A citation's paragraphs written down: as plain text, HTML or Markdown."""

import re
from html import escape

from search.citations.runs import Paragraphs, Run

# What Markdown (CommonMark) could read as its own anywhere in a line, and what begins a list, heading or quotation at its start.
_MARKDOWN = re.compile(r"[\\`*_\[\]<>~|#&]")
_MARKDOWN_START = re.compile(r"^(\d+)([.)])|^([-+=])")


def plain(paragraphs: Paragraphs) -> str:
    return "\n".join("".join(run.text for run in paragraph) for paragraph in paragraphs) + "\n"


def html(paragraphs: Paragraphs) -> str:
    """A fragment: one `<p>` for each paragraph."""
    return "\n".join(f"<p>{''.join(map(_html, paragraph))}</p>" for paragraph in paragraphs) + "\n"


def markdown(paragraphs: Paragraphs) -> str:
    return "\n\n".join(_started("".join(map(_markdown, paragraph))) for paragraph in paragraphs) + "\n"


def _html(run: Run) -> str:
    text = escape(run.text)
    if run.href:
        return f'<a href="{escape(run.href)}">{text}</a>'
    return f"<i>{text}</i>" if run.italic else text


def _markdown(run: Run) -> str:
    if run.href:
        return f"<{run.href}>"
    text = _MARKDOWN.sub(r"\\\g<0>", run.text)
    return f"*{text}*" if run.italic else text


def _started(line: str) -> str:
    return _MARKDOWN_START.sub(lambda m: f"{m[1]}\\{m[2]}" if m[1] else f"\\{m[3]}", line)
