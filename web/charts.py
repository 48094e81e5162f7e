"""Bars for the rows of one measure: where each begins and ends, so that a template can draw them as SVG.

bars([row of 1,2 - 1,5%, row of 2,4%])
→ Chart(ticks at 0, 1, 2, 3; bars of 150 and 240 units, the first firm to 120 and open from there to 150)

The figures are laid out here and drawn inline by the template, whose words are escaped,
translated and styled as everything else is.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from search.register_rows import Row

WIDTH = 400.0  # of the drawing, in its own units
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


def _round_step(least: float) -> float:
    """The next of 1, 2, 5, 10, 20 … at or above `least`."""
    if least <= 0:
        return 1.0
    power: float = 10.0 ** math.floor(math.log10(least))
    return next(power * times for times in (1, 2, 5, 10) if power * times >= least * (1 - 1e-9))
