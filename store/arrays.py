"""Arrays of a generation, opened where they lie: memory-mapped, and refused with one sentence when they are not as written."""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from store.errors import damaged


def load_array(path: Path, dtype: type[np.generic]) -> NDArray[Any]:
    """The array in `path`. Raises DamagedIndex when it is missing, cut short or of another type than `dtype`."""
    try:
        found: NDArray[Any] = np.load(path, mmap_mode="r", allow_pickle=False)
    except FileNotFoundError as error:
        raise damaged(path, "is missing") from error
    except (ValueError, OSError, EOFError) as error:
        raise damaged(path, f"is not as it was written ({error})") from error
    if found.dtype != dtype:
        raise damaged(path, f"holds {found.dtype}, not {dtype.__name__}")
    return found
