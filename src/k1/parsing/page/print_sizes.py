"""Font sizes known only by the height of boxes, evened out: print of one size then has one number."""

from __future__ import annotations

import statistics
from collections.abc import Sequence


def even_sizes(sizes: Sequence[float], tolerance: float) -> list[float]:
    """Each size, or the median of those near it: of the usual size first, then from the largest print down.

    ``tolerance`` is the part of a size by which others near it may differ.
    """
    evened = dict.fromkeys(sizes, 0.0)
    for centre in (statistics.median(sizes), *sorted(sizes, reverse=True)):
        near = [size for size in sizes if not evened[size] and abs(size - centre) <= tolerance * centre]
        for size in near:
            evened[size] = statistics.median(near)
    return [evened[size] for size in sizes]
