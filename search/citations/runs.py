"""A citation before it is written down: paragraphs of runs, each with how it is to look.

(Run("Báo cáo chính trị", italic=True), Run(", tr. 7."))   →   *Báo cáo chính trị*, tr. 7.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Run:
    text: str
    italic: bool = False
    href: str | None = None


Paragraph = tuple[Run, ...]
Paragraphs = tuple[Paragraph, ...]


def listed(parts: list[Paragraph | None]) -> Paragraph:
    """The parts that there are, with commas between them."""
    runs: list[Run] = []
    for part in parts:
        if part:
            runs += [Run(", "), *part] if runs else part
    return tuple(runs)


def said(text: str | None) -> Paragraph | None:
    return (Run(text),) if text else None
