"""Bars for the rows of one measure: where each begins and ends, and the drawing of them as SVG.

bars([row of 1,2 - 1,5%, row of 2,4%])
→ Chart(ticks at 0, 1, 2, 3; bars of 150 and 240 units, the first firm to 120 and open from there to 150)

What falls ("giảm 0,4 - 0,5%/năm") stands left of zero, so that it is never taken for a rise. Rows that say the same of the same
place, kind and time are one bar.

drawing(chart, number=1, label=…) → `<svg role="img" aria-labelledby="chart-1" …>`: no script and no style of its own, so that the
site's content policy holds and the style sheet gives it its colours, the dark ones too. Targets are striped and results solid.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import drawsvg
from flask_babel import format_decimal
from markupsafe import Markup

from search.pairing import direction
from search.register_rows import Row

WIDTH = 360.0  # of the drawing, in its own units
LEFT, RIGHT = 4.0, 26.0  # room beside the bars, for the labels of the first and last tick
TOP, STEP, THICK, FOOT = 6.0, 40.0, 14.0, 22.0
MOST = 40  # bars in one drawing; the table under it holds all rows
LONG = 8  # bars; a longer drawing is a press away, so that the register begins on the first screens


@dataclass(frozen=True, slots=True)
class Bar:
    """A row drawn: a bar from zero to `near`, and on to `far` where the value is a range."""

    row: Row
    top: float  # of the bar; its label stands above
    label: float  # the label's baseline
    near: float  # x
    far: float  # x


@dataclass(frozen=True, slots=True)
class Tick:
    value: float
    x: float


@dataclass(frozen=True, slots=True)
class Chart:
    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    left: float
    zero: float  # x
    width: float
    height: float
    base: float  # y of the axis
    thick: float
    left_out: int  # bars that there was no room for

    @property
    def is_long(self) -> bool:
        return len(self.bars) > LONG


def bars(rows: Sequence[Row]) -> Chart:
    """One horizontal bar for each of the first `MOST` rows that differ, from zero, on one scale."""
    different: dict[tuple[object, ...], Row] = {}
    for row in rows:
        different.setdefault(_said(row), row)
    shown = list(different.values())[:MOST]
    ends = [_ends(row) for row in shown]
    reach = [0.0, *(far for _, far in ends)]
    step = _round_step((max(reach) - min(reach)) / 4)
    first, last = math.floor(min(reach) / step + 1e-9), math.ceil(max(reach) / step - 1e-9)
    last = max(last, first + 1)
    scale = (WIDTH - LEFT - RIGHT) / ((last - first) * step)
    zero = LEFT - first * step * scale
    drawn = tuple(
        Bar(row, TOP + STEP * place + 18, TOP + STEP * place + 13, zero + near * scale, zero + far * scale)
        for place, (row, (near, far)) in enumerate(zip(shown, ends, strict=True))
    )
    base = TOP + STEP * len(shown)
    ticks = tuple(Tick(n * step, zero + n * step * scale) for n in range(first, last + 1))
    return Chart(drawn, ticks, LEFT, zero, WIDTH, base + FOOT, base, THICK, len(different) - len(shown))


def _said(row: Row) -> tuple[object, ...]:
    """What makes a bar another one."""
    said = row.commitment
    value = said.comparator, said.value_low, said.value_high, direction(said)
    return row.report.place or row.report.id, row.term, said.period, said.kind, *value


def _ends(row: Row) -> tuple[float, float]:
    """The end of the value that is nearer to zero and the other one, below zero for what falls."""
    way = -1.0 if direction(row.commitment) < 0 else 1.0
    low, high = way * row.commitment.value_low, way * row.commitment.value_high
    return (low, high) if abs(low) <= abs(high) else (high, low)


def drawing(chart: Chart, number: int, label: Callable[[Row], str]) -> Markup:
    """The chart as an inline SVG, `label` over each bar; the page's `chart-{number}` names and `legend-{number}` describes it."""
    svg = drawsvg.Drawing(
        chart.width,
        chart.height,
        id_prefix=f"chart-{number}-",
        role="img",
        aria_labelledby=f"chart-{number}",
        aria_describedby=f"legend-{number}",
    )
    line, text = partial(drawsvg.Line, class_="grid"), partial(drawsvg.Text, font_size=None)
    for place, tick in enumerate(chart.ticks):
        x = round(tick.x, 1)
        svg.append(line(x, 0, x, chart.base))
        anchor = "middle" if place else "start"
        svg.append(text(format_decimal(tick.value), x=x, y=chart.base + 15, text_anchor=anchor, class_="tick"))
    stripes = _stripes()
    for bar in chart.bars:
        svg.append(_drawn(bar, chart, stripes, text(label(bar.row), x=chart.left, y=bar.label, class_="label")))
    svg.append(drawsvg.Line(round(chart.zero, 1), 0, round(chart.zero, 1), chart.base, class_="axis"))
    # Labels and quotes hold words of reports.
    return Markup(svg.as_svg(header=""))  # noqa: S704 - drawsvg escapes texts; attributes are numbers and names made here


def _drawn(bar: Bar, chart: Chart, stripes: drawsvg.Pattern, label: drawsvg.Text) -> drawsvg.Group:
    kind, zero, near, far = bar.row.commitment.kind, round(chart.zero, 1), round(bar.near, 1), round(bar.far, 1)
    fill = {"fill": stripes} if kind == "target" else {}
    group = drawsvg.Group()
    group.append_title(bar.row.commitment.quote)
    group.append(label)
    group.append(drawsvg.Rectangle(min(zero, near), bar.top, round(abs(near - zero), 1), chart.thick, class_=kind, **fill))
    if far != near:
        group.append(drawsvg.Rectangle(min(near, far), bar.top, round(abs(far - near), 1), chart.thick, class_="range"))
    return group


def _stripes() -> drawsvg.Pattern:
    pattern = drawsvg.Pattern(6, 6, patternUnits="userSpaceOnUse", patternTransform="rotate(45)")
    pattern.append(drawsvg.Rectangle(0, 0, 6, 6, class_="ground"))
    pattern.append(drawsvg.Rectangle(0, 0, 2, 6, class_="stripe"))
    return pattern


def _round_step(least: float) -> float:
    """The next of 1, 2, 5, 10, 20 … at or above `least`."""
    if least <= 0:
        return 1.0
    power: float = 10.0 ** math.floor(math.log10(least))
    return next(power * times for times in (1, 2, 5, 10) if power * times >= least * (1 - 1e-9))
