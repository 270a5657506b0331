"""Pictures of the pages that carry evidence, small enough to travel inside the page."""

from __future__ import annotations

import io
from pathlib import Path
from typing import NamedTuple

from k1.errors import PaperError
from k1.figures.pages import PageSize, render_page

PageKey = tuple[int, int]
"""Number of the paper in the payload, number of the page."""


class PagePicture(NamedTuple):
    """A picture in WebP and the size of its page in points."""

    data: bytes
    size: PageSize


_STEPS = ((110.0, 42, 95_000), (92.0, 36, 62_000), (76.0, 30, 42_000))
"""Dots an inch, WebP quality, and the bytes a dense page then takes in base64: sharper where there is room."""


def page_pictures(wanted: dict[PageKey, str], sources: dict[str, Path], *, budget: int) -> dict[PageKey, PagePicture]:
    """Pictures of the wanted pages, most wanted first, until ``budget`` characters are used.

    ``wanted`` maps pages to paper ids in order of importance. A page that cannot be drawn is left out.
    """
    drawable = {key: paper for key, paper in wanted.items() if paper in sources}
    step = next((s for s in _STEPS if s[2] * len(drawable) <= budget), _STEPS[-1])
    pictures: dict[PageKey, PagePicture] = {}
    for key, paper in drawable.items():
        picture = _picture(sources[paper], key[1], dpi=step[0], quality=step[1])
        if picture is None:
            continue
        cost = len(picture.data) * 4 // 3 + 100
        if cost > budget:
            break
        budget -= cost
        pictures[key] = picture
    return pictures


def _picture(path: Path, page: int, *, dpi: float, quality: int) -> PagePicture | None:
    """A page as WebP; None where it cannot be drawn."""
    try:
        picture, size = render_page(path, page, dpi=dpi)
    except PaperError:
        return None
    buffer = io.BytesIO()
    picture.save(buffer, format="WEBP", quality=quality, method=3)
    return PagePicture(buffer.getvalue(), size)
