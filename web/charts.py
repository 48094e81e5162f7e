"""Bars for the rows of one measure: where each begins and ends, and the drawing of them as SVG.

bars([row of 1,2 - 1,5%, row of 2,4%])
→ Chart(ticks at 0, 1, 2, 3; bars of 150 and 240 units, the first firm to 120 and open from there to 150)

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

from search.register_rows import Row

WIDTH = 360.0  # of the drawing, in its own units
LEFT, RIGHT = 4.0, 26.0  # room beside the bars, for the labels of the first and last tick
TOP, STEP, THICK, FOOT = 6.0, 40.0, 14.0, 22.0
MOST = 40  # bars in one drawing; the table under it holds all rows


@dataclass(frozen=True, slots=True)
class Bar:
    """A row drawn: a bar from the left edge to `low`, and on to `high` where the value is a range."""

    row: Row
    top: float  # of the bar; its label stands above
    label: float  # the label's baseline
    low: float  # x
    high: float  # x


@dataclass(frozen=True, slots=True)
class Tick:
    value: float
    x: float


@dataclass(frozen=True, slots=True)
class Chart:
    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    left: float
    width: float
    height: float
    base: float  # y of the axis
    thick: float


def bars(rows: Sequence[Row]) -> Chart:
    """One horizontal bar for each of the first `MOST` rows, from zero, on one scale."""
    shown = rows[:MOST]
    most = max((row.commitment.value_high for row in shown), default=0.0)
    step = _round_step(most / 4)
    count = max(1, math.ceil(most / step - 1e-9))
    scale = (WIDTH - LEFT - RIGHT) / (count * step)
    drawn = tuple(
        Bar(
            row,
            TOP + STEP * place + 18,
            TOP + STEP * place + 13,
            LEFT + max(0.0, row.commitment.value_low) * scale,
            LEFT + max(0.0, row.commitment.value_high) * scale,
        )
        for place, row in enumerate(shown)
    )
    base = TOP + STEP * len(shown)
    ticks = tuple(Tick(n * step, LEFT + n * step * scale) for n in range(count + 1))
    return Chart(drawn, ticks, LEFT, WIDTH, base + FOOT, base, THICK)


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
    svg.append(drawsvg.Line(chart.left, 0, chart.left, chart.base, class_="axis"))
    # Labels and quotes hold words of reports.
    return Markup(svg.as_svg(header=""))  # noqa: S704 - drawsvg escapes texts; attributes are numbers and names made here


def _drawn(bar: Bar, chart: Chart, stripes: drawsvg.Pattern, label: drawsvg.Text) -> drawsvg.Group:
    kind, low, high = bar.row.commitment.kind, round(bar.low, 1), round(bar.high, 1)
    fill = {"fill": stripes} if kind == "target" else {}
    group = drawsvg.Group()
    group.append_title(bar.row.commitment.quote)
    group.append(label)
    group.append(drawsvg.Rectangle(chart.left, bar.top, round(low - chart.left, 1), chart.thick, class_=kind, **fill))
    if high > low:
        group.append(drawsvg.Rectangle(low, bar.top, round(high - low, 1), chart.thick, class_="range"))
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
