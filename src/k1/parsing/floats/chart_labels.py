"""Labels of charts outside the box of what is drawn: ticks, names of axes and titles, known by their font."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from k1.parsing.page.layout import Line, Page, union
from k1.parsing.page.pictures import find_pictures
from k1.parsing.page.typography import Typography, font_family, is_monospaced, main_font
from k1.schema.provenance import Box

_REACH = 3.0  # em between a picture, with the labels that it has, and the next one
_FARTHEST = 6.0  # em between a picture and any of its labels
_TEXT = 1.5  # em between the lines of a text
_MOST_WORDS = 8
_SHARE = 0.6  # of the lines in a family of fonts that stand at pictures, where it is one of labels
_FEWEST = 5  # lines of one family, to tell what it is for


def find_chart_labels(pages: Sequence[Page], furniture: set[int], style: Typography) -> set[int]:
    """``id`` of the lines at pictures in families of fonts that hardly stand anywhere else but in pictures.

    Those within pictures are among them; lines in ``furniture`` are left alone. No line with a word in the font of the
    running text is one, nor one that is larger: headings may stand below a picture.
    """
    printed: Counter[str] = Counter()
    at_pictures: Counter[str] = Counter()
    found: list[Line] = []
    for page in pages:
        candidates = [line for line in page.lines if id(line) not in furniture and _may_be_label(line, style)]
        printed.update(map(_family, candidates))
        near = _lines_at(find_pictures(page), candidates) if candidates else []
        at_pictures.update(map(_family, near))
        found += near
    labels = {font for font, count in printed.items() if at_pictures[font] >= max(_FEWEST, _SHARE * count)}
    return {id(line) for line in found if _family(line) in labels}


def _family(line: Line) -> str:
    """The name of a line's font without its weight: "Helvetica" of "Helvetica-Bold"."""
    return re.split(r"[-,]", main_font(line))[0]


def _may_be_label(line: Line, style: Typography) -> bool:
    apart = not any(font_family(span.font) in style.fonts for span in line.spans)
    return apart and not is_monospaced(line) and line.size < 1.06 * style.size


def _lines_at(pictures: Sequence[Box], candidates: Sequence[Line]) -> list[Line]:
    """The short lines that stand next to pictures, or next to such lines, and belong to no text."""
    wordy = [line for line in candidates if len(line.text.split()) > _MOST_WORDS]
    rest = [
        line
        for line in candidates
        if len(line.text.split()) <= _MOST_WORDS
        and any(_adjoins(picture, line, _FARTHEST) for picture in pictures)
        and not any(_adjoins(text.box, line, _TEXT) for text in wordy)
    ]
    boxes = list(pictures)
    near: list[Line] = []
    waiting: list[Line] = []
    while len(rest) != len(waiting):
        waiting, rest = rest, []
        for line in waiting:
            at = next((n for n, box in enumerate(boxes) if _adjoins(box, line, _REACH)), None)
            if at is None:
                rest.append(line)
            else:
                boxes[at] = union([boxes[at], line.box])
                near.append(line)
    return near


def _adjoins(box: Box, line: Line, reach: float) -> bool:
    """Whether a line stands above, below or beside a box, no more than ``reach`` em away."""
    beside = max(box.x0 - line.box.x1, line.box.x0 - box.x1)
    above = max(box.y0 - line.box.y1, line.box.y0 - box.y1)
    return max(beside, above) <= reach * line.size and min(beside, above) <= 0
