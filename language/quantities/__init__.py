"""Vietnamese numbers with their units, bounds and periods, as reports print them.

>>> text = "vốn đạt 46.028 tỷ đồng, thu tăng từ 8 - 10%/năm, trên 28/38 trường"
>>> [(q.low, q.high, q.bound, q.unit) for q in find_quantities(text)]
[(46028.0, 46028.0, '=', 'tỷ đồng'), (8.0, 10.0, 'range', '%/năm'), (28.0, 28.0, '>', 'trường')]

Dates, ages, ordinals, levels and document numbers are digits too, and no quantities:

>>> find_quantities("Chỉ thị số 12-CT/TU ngày 30/12/2013, đô thị loại 3, trẻ 5 tuổi, lần thứ 2")
()
"""

from language.quantities.mentions import Bound, Quantity, find_quantities
from language.quantities.numbers import parse_number
from language.quantities.periods import Period, find_periods
from language.quantities.units import Unit, unit_after

__all__ = ["Bound", "Period", "Quantity", "Unit", "find_periods", "find_quantities", "parse_number", "unit_after"]
