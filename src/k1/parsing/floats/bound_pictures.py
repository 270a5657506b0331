"""The pictures of a page, each bound to the caption of the figure next to it."""

from __future__ import annotations

from collections.abc import Sequence

from k1.parsing.floats.captions import Caption
from k1.parsing.page.layout import Page
from k1.parsing.page.pictures import find_pictures
from k1.schema.provenance import Box


def bind_pictures(page: Page, captions: Sequence[Caption]) -> list[Box]:
    """Give each figure caption of a page the picture next to it; returns all pictures of the page."""
    pictures = find_pictures(page)
    free = list(pictures)
    for caption in captions:
        if caption.kind != "figure":
            continue
        near = [
            (distance, number) for number, box in enumerate(free) if (distance := _distance(caption.box, box)) < 120
        ]
        if near:
            caption.region = free.pop(min(near)[1])
    return pictures


def _distance(caption: Box, picture: Box) -> float:
    """How far a picture is from a caption; pictures above come first."""
    beside = max(0.0, picture.x0 - caption.x1, caption.x0 - picture.x1)
    above, below = caption.y0 - picture.y1, picture.y0 - caption.y1
    apart = max(0.0, above, below)
    return apart + 2 * beside + (15 if below > above else 0)
