"""Page furniture: running heads and feet, page numbers, line numbers, watermarks and stamps along the margin."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from k1.parsing.layout import Line, Page

_MARGIN = 0.13  # of the page height, at its top and bottom
_PAGE_NUMBER = re.compile(
    r"(?:page\s*)?[-–—| ]*(?:[a-z]{0,2}\d{1,6}|[ivxlc]+)(?:\s*(?:of|/)\s*\d+)?[-–—| ]*\Z", re.IGNORECASE
)
_DIGITS = re.compile(r"\d+")
_SPACE = re.compile(r"\W+")


def find_furniture(pages: Sequence[Page]) -> set[int]:
    """``id`` of every line that is furniture: it stands in the margins and recurs, or belongs to no reading order."""
    found: set[int] = set()
    for page in pages:
        found.update(id(line) for line in page.lines if line.turned)
        found.update(_line_numbers(page))
    recurring = _recurring(pages)
    for page in pages:
        for line in page.lines:
            if id(line) not in found and (_key(line, page) in recurring or _is_page_number(line, page)):
                found.add(id(line))
    _add_neighbours(pages, found)
    return found


def _height(line: Line, page: Page) -> float:
    return line.baseline / max(page.height, 1.0)


def _in_margin(line: Line, page: Page) -> bool:
    return not _MARGIN <= _height(line, page) <= 1 - _MARGIN


def _key(line: Line, page: Page) -> tuple[str, int] | None:
    """Text without its numbers, and height on the page: equal for the running heads of a paper."""
    text = _SPACE.sub(" ", _DIGITS.sub("#", line.text.casefold())).strip()
    if not text:
        return None
    return text, 0 if line.baseline < page.height / 2 else 1


def _recurring(pages: Sequence[Page]) -> set[tuple[str, int] | None]:
    """Keys that stand in the margin, or anywhere at one and the same place, of several pages."""
    places: dict[tuple[str, int], list[tuple[int, float, float, bool]]] = defaultdict(list)
    for page in pages:
        for line in page.lines:
            key = _key(line, page)
            if key is not None and not line.turned:
                places[key].append((page.number, line.baseline, line.box.x0, _in_margin(line, page)))
    recurring: set[tuple[str, int] | None] = set()
    for key, seen in places.items():
        numbers = {number for number, *_ in seen}
        if len(numbers) < 2:
            continue
        marginal = all(margin for *_, margin in seen)
        level = max(y for _, y, _, _ in seen) - min(y for _, y, _, _ in seen) < 4
        same_place = level and max(x for _, _, x, _ in seen) - min(x for _, _, x, _ in seen) < 4
        if (marginal and (level or len(numbers) >= 3)) or (same_place and len(numbers) >= max(3, 0.5 * len(pages)) and len(key[0]) > 2):
            recurring.add(key)
    return recurring


def _is_page_number(line: Line, page: Page) -> bool:
    return _in_margin(line, page) and len(line.text) <= 16 and bool(_PAGE_NUMBER.match(line.text.strip()))


def _add_neighbours(pages: Sequence[Page], found: set[int]) -> None:
    """What stands as high or higher than the running heads (or as low or lower than the feet) is furniture too."""
    heads, feet = [], []
    for page in pages:
        marked = [line for line in page.lines if id(line) in found and not line.turned and _in_margin(line, page)]
        top = [line.baseline for line in marked if line.baseline < page.height / 2]
        foot = [line.baseline for line in marked if line.baseline >= page.height / 2]
        if top:
            heads.append(max(top))
        if foot:
            feet.append(min(foot))
    # The usual edge of the text, not the outermost: one stray line must not take others with it.
    head = sorted(heads)[len(heads) // 2] if len(heads) >= max(2, 0.4 * len(pages)) else 0.0
    foot = sorted(feet)[len(feet) // 2] if len(feet) >= max(2, 0.4 * len(pages)) else float("inf")
    for page in pages:
        for line in page.lines:
            if line.baseline <= head + 1.5 or line.baseline >= foot - 1.5:
                found.add(id(line))


def _line_numbers(page: Page) -> list[int]:
    """Numbers down one side of a manuscript page: many, in one column, rising."""
    numbers = [line for line in page.lines if line.text.strip().isdecimal() and len(line.text.strip()) <= 4]
    if len(numbers) < 12:
        return []
    edges: dict[int, list[Line]] = defaultdict(list)
    for line in numbers:
        edges[round(line.box.x1 / 4)].append(line)
    column = max(edges.values(), key=len)
    column = [line for line in numbers if abs(line.box.x1 - column[0].box.x1) < 6]
    values = [int(line.text) for line in sorted(column, key=lambda line: line.baseline)]
    outside = sum(1 for line in page.lines if line.box.x0 < column[0].box.x0 - 1) <= 2
    rising = all(later - earlier in (1, 5) for earlier, later in zip(values, values[1:], strict=False))
    return [id(line) for line in column] if len(column) >= 12 and rising and outside else []
