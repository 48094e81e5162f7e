"""Vietnamese numbers with their units, bounds and periods, as reports print them.

>>> text = "vốn đạt 37.415 tỷ đồng, thu tăng từ 8 - 10%/năm, trên 17/24 trường"
>>> [(q.low, q.high, q.bound, q.unit) for q in find_quantities(text)]
[(37415.0, 37415.0, '=', 'tỷ đồng'), (8.0, 10.0, 'range', '%/năm'), (17.0, 17.0, '>', 'trường')]

Dates, ages, ordinals, levels and document numbers are digits too, and no quantities:

>>> find_quantities("Chỉ thị số 17-CT/TU ngày 21/8/2014, đô thị loại 3, trẻ 5 tuổi, lần thứ 2")
()
"""

from language.quantities.mentions import Bound, Quantity, find_quantities
from language.quantities.numbers import parse_number
from language.quantities.periods import Period, find_periods
from language.quantities.units import Unit, is_yearly, unit_after

__all__ = ["Bound", "Period", "Quantity", "Unit", "find_periods", "find_quantities", "is_yearly", "parse_number", "unit_after"]
