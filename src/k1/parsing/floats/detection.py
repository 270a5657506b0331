"""All figures and tables of a paper, and the lines that they take from the running text."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field

from k1.parsing.floats.bound_pictures import bind_pictures
from k1.parsing.floats.caption_sides import captions_follow, heads_page
from k1.parsing.floats.captions import (
    Caption,
    caption_text,
    cut_rest,
    find_captions,
    is_continuation,
    is_cut,
)
from k1.parsing.floats.chart_labels import find_chart_labels, lines_of_charts
from k1.parsing.floats.notes import find_notes, find_own_identifiers
from k1.parsing.floats.table_regions import ABOVE_FIRST, BELOW_FIRST, find_table_region, find_uncaptioned_tables
from k1.parsing.floats.table_rests import Part, find_beginnings, find_rest, reaches_foot, without_announcements
from k1.parsing.floats.tables import TableGrid, read_table
from k1.parsing.page.blocks import set_text
from k1.parsing.page.hyphenation import Vocabulary
from k1.parsing.page.layout import Block, BlockKind, Line, Page, union
from k1.parsing.page.typography import Typography, is_monospaced
from k1.schema.provenance import Box

_NEAR = 45.0  # points between a caption and its table
_CONTINUED = re.compile(
    r"^\W*\bcont(?:inued|\.|['\u2019]d)(?=\W)\W*|\W*\(?\bcont(?:inued|\.|['\u2019]d)\)?\W*\Z", re.IGNORECASE
)

_WORD = re.compile(r"\w")
_PANEL = re.compile(r"\([a-zA-Z]\)")
_PANEL_GAP = 2.0  # em between a picture and the letter of a panel below it
_CORNER = 6.0  # points
_MOST_OPEN = 8  # tables of a page that may go on over it
_TYPED = 0.7  # share of a listing's characters that stand in a typewriter font
_TIGHT = 1.5  # em a line of a box that holds nothing but the lines of a listing, and a line more
_ALONE = 0.8  # share of a listing's lines that have a base line of their own
_PARAGRAPH, _WORDY = 5, 6  # lines, and words of a line


@dataclass(slots=True)
class Float:
    """A figure or table with its caption, its box and, for a table, its cells."""

    kind: str
    label: str
    caption: str
    page: int
    box: Box
    anchor: float  # distance of its caption from the top of the page
    grid: TableGrid | None = None
    superscripts: list[tuple[int, int]] = field(default_factory=list)
    last_page: int = 0  # where its rows end

    def __post_init__(self) -> None:
        self.last_page = self.last_page or self.page


_Open = tuple[Float, Part]  # a table, and what a page prints of it


@dataclass(slots=True)
class Floats:
    """The floats of a paper and the ``id`` of every line that belongs to one.

    ``begun`` holds, by label, parts of tables before the one that has the caption.
    """

    items: list[Float]
    lines: set[int]
    begun: dict[str, list[TableGrid]] = field(default_factory=dict)


def find_floats(pages: Sequence[Page], furniture: set[int], style: Typography, vocabulary: Vocabulary) -> Floats:
    """The figures and tables of all pages, in order."""
    found = Floats([], set())
    running_on: list[_Open] = []
    cut: tuple[Float, Caption] | None = None
    sides = ABOVE_FIRST if captions_follow(pages, furniture, style) else BELOW_FIRST
    for page in pages:
        lines = _standing_lines(page, furniture)
        if cut is not None:
            rest = cut_rest(cut[1], page, lines, style)
            _finish(*cut, rest, vocabulary)
            found.lines.update(map(id, rest))
            lines = [line for line in lines if id(line) not in found.lines]
            cut = None
        captions = [caption for caption in find_captions(page, lines, style) if caption.kind != "other"]
        pictures = bind_pictures(page, captions)
        _take_captions(page, captions, found, furniture, style, sides=sides)
        _take_beginnings(page, found, furniture)
        _take_pictures(pictures, lines, found, style)
        parts = [*running_on]
        for caption in captions:
            item = _float(page, caption, vocabulary)
            item.grid = _joined([*found.begun.pop(item.label.casefold(), []), *filter(None, [item.grid])])
            earlier = _continued(found.items, item) or (
                _named_below(found.items, item) if sides is ABOVE_FIRST and heads_page(caption, lines) else None
            )
            if earlier is None:
                found.items.append(item)
            if caption.kind == "table":
                parts.append((earlier or item, Part(page, tuple(caption.body), tuple(caption.lines))))
            elif is_cut(caption, captions, page, lines, style):
                cut = (earlier or item, caption)
        running_on = _run_on(parts, page, found, furniture, style)
        running_on += _take_bare_tables(page, found, furniture)
        running_on = running_on[-_MOST_OPEN:]
    found.lines |= find_chart_labels(pages, furniture, style)
    return found


def _take_bare_tables(page: Page, found: Floats, furniture: set[int]) -> list[_Open]:
    """Add the tables of a page that have no caption, or go on with one of a page before that has their head."""
    known = [line for line in page.lines if id(line) in found.lines or id(line) in furniture]
    taken: list[_Open] = []
    for body in find_uncaptioned_tables(page, known):
        found.lines.update(id(line) for line in body)
        bare = _bare_table(page, body)
        earlier = _headed_alike(found.items, bare)
        if earlier is None:
            found.items.append(bare)
        taken.append((earlier or bare, Part(page, tuple(body))))
    return taken


def _finish(item: Float, caption: Caption, rest: Sequence[Line], vocabulary: Vocabulary) -> None:
    """Give a figure the rest of its caption."""
    block = Block(BlockKind.CAPTION, [*caption.lines, *rest])
    set_text(block, vocabulary)
    item.caption = caption_text(block.text)


def _standing_lines(page: Page, furniture: set[int]) -> list[Line]:
    return [line for line in page.lines if id(line) not in furniture and not line.turned]


def _take_captions(
    page: Page,
    captions: Sequence[Caption],
    found: Floats,
    furniture: set[int],
    style: Typography,
    *,
    sides: tuple[bool, bool],
) -> None:
    """Give each caption of a table its rows, and take the lines of captions and tables from the text."""
    lines = _standing_lines(page, furniture)
    taken = [line for caption in captions for line in caption.lines]
    found.lines.update(id(line) for line in [*taken, *find_own_identifiers(lines)])
    aside = [line for line in page.lines if id(line) in furniture]
    aside += lines_of_charts(page, [line for line in lines if id(line) not in found.lines])
    for caption in captions:
        if caption.kind == "table":
            others = [*taken, *aside]
            body = find_table_region(page, caption.lines, others, sides=sides) or _seen_table(page, caption.box, others)
            taken += body
            found.lines.update(id(line) for line in body)
            caption.body = without_announcements(body)
            found.lines.update(id(line) for line in find_notes(caption.body, page.rules, lines, found.lines, style))


def _take_beginnings(page: Page, found: Floats, furniture: set[int]) -> None:
    """Keep the rows of tables on a page whose caption is still to come, and take their lines from the text."""
    known = {item.label.casefold() for item in found.items}
    taken = [line for line in page.lines if id(line) in found.lines or id(line) in furniture]
    for label, part in find_beginnings(page, taken):
        if label not in known:
            found.lines.update(map(id, part))
            rows = without_announcements(part)
            grid = read_table(rows, _rules_among(page, union([line.box for line in rows]), 4.0), page)
            found.begun.setdefault(label, []).append(grid)


def _take_pictures(pictures: Sequence[Box], lines: Sequence[Line], found: Floats, style: Typography) -> None:
    """Take the lines within pictures from the text, unless they are running text or a listing."""
    for picture in pictures:
        found.lines.update(id(line) for line in lines if not _WORD.search(line.text) and _is_corner(line, picture))
        found.lines.update(id(line) for line in lines if _PANEL.fullmatch(line.text) and _is_under(line, picture))
        inside = [line for line in lines if id(line) not in found.lines and _inside(line, picture)]
        if not _is_text(inside, style) and not _is_listing(inside, picture):
            prose = _paragraph_lines(inside)
            found.lines.update(id(line) for line in inside if id(line) not in prose)


def _run_on(parts: Sequence[_Open], page: Page, found: Floats, furniture: set[int], style: Typography) -> list[_Open]:
    """Add to tables that reach the foot of their column what goes on at the top of the next.

    Returns what stands on this page of tables: a part that has gone on, by what it goes on with.
    """
    lines = _standing_lines(page, furniture)
    here: list[_Open] = []
    waiting = deque(parts)
    while waiting:
        item, part = waiting.popleft()
        rest = find_rest(part, page, found.lines, furniture, style) if reaches_foot(part, furniture) else None
        if rest is not None and rest.rows:
            found.lines.update(id(line) for line in rest.rows)
            found.lines.update(id(line) for line in find_notes(rest.rows, page.rules, lines, found.lines, style))
            _take_rows(item, read_table(rest.rows, _rules_among(page, rest.box, 4.0), page), page.number)
            waiting.append((item, rest))
        elif part.page is page:
            here.append((item, part))
    return here


def _seen_table(page: Page, caption: Box, taken: Sequence[Line]) -> list[Line]:
    """The lines of the table next to a caption that a layout model saw, where the geometry found none."""
    busy = set(map(id, taken))
    near = [box for box in page.tables if _apart(box, caption) < _NEAR]
    if not near:
        return []
    box = min(near, key=lambda box: _apart(box, caption))
    return [line for line in page.lines if id(line) not in busy and not line.turned and _inside(line, box)]


def _apart(box: Box, caption: Box) -> float:
    """White space between two boxes, one above the other; infinite where they share no column."""
    if min(box.x1, caption.x1) <= max(box.x0, caption.x0):
        return float("inf")
    return max(0.0, box.y0 - caption.y1, caption.y0 - box.y1)


def _continued(items: Sequence[Float], item: Float) -> Float | None:
    """The earlier table of which ``item`` is the rest by its caption; it takes the rows of ``item`` in."""
    label = item.label.casefold()
    earlier = next((other for other in reversed(items) if label and other.label.casefold() == label), None)
    if earlier is None or earlier.last_page == item.page or not _repeats(earlier.caption, item.caption):
        return None
    _take_rows(earlier, item.grid, item.page)
    return earlier


def _named_below(items: Sequence[Float], item: Float) -> Float | None:
    """The last table of the page before, which has no caption, where ``item`` is a caption and has no table."""
    last = max((other for other in items if other.page == item.page - 1), key=lambda other: other.box.y0, default=None)
    if last is None or last.kind != "table" or last.label or item.kind != "table" or (item.grid and item.grid.cells):
        return None
    last.label, last.caption = item.label, item.caption
    return last


def _headed_alike(items: Sequence[Float], item: Float) -> Float | None:
    """The table of the page before of which ``item``, without caption and the first of its page, is the rest by its
    head; it takes the rows of ``item`` in.
    """
    tables = [other for other in items if other.kind == "table"]
    first = not any(other.page == item.page and other.box.y0 < item.box.y0 for other in tables)
    earlier = next((other for other in reversed(tables) if other.last_page == item.page - 1), None)
    if not first or earlier is None or not earlier.grid or not item.grid:
        return None
    head = _headings(item.grid.cells[: item.grid.header_rows])
    if not head or head != _headings(earlier.grid.cells[: earlier.grid.header_rows]):
        return None
    _take_rows(earlier, item.grid, item.page)
    return earlier


def _take_rows(earlier: Float, rest: TableGrid | None, page: int) -> None:
    """Append the rows of a table's rest to its beginning."""
    if earlier.grid is not None and rest is not None:
        earlier.last_page = page
        earlier.grid = _joined([earlier.grid, rest])


def _joined(parts: Sequence[TableGrid]) -> TableGrid | None:
    """The parts of a table as one, without the head that is printed once more over each."""
    whole: TableGrid | None = None
    for part in parts:
        if whole is None or not whole.cells:
            whole = part
            continue
        pairs = zip(_headings(part.cells), _headings(whole.cells[: whole.header_rows]), strict=False)
        again = next((at for at, (row, known) in enumerate(pairs) if row != known), whole.header_rows)
        whole = TableGrid((*whole.cells, *part.cells[again:]), whole.header_rows)
    return whole


def _headings(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """Rows without blanks: a column that is empty on another page is none there."""
    return [[cell for cell in row if cell] for row in rows]


def _repeats(caption: str, later: str) -> bool:
    """Whether a later caption says nothing new: nothing at all, "continued", or the same words once more."""
    if not later or is_continuation(later):
        return True
    words, again = (re.sub(r"\W+", " ", _CONTINUED.sub("", text)).casefold().strip() for text in (caption, later))
    return words == again


def _bare_table(page: Page, body: list[Line]) -> Float:
    """A table that is printed without a caption."""
    box = union([line.box for line in body])
    return Float("table", "", "", page.number, box, box.y0, read_table(body, _rules_among(page, box, 8.0), page))


def _rules_among(page: Page, box: Box, reach: float) -> list[Box]:
    """The rules within the height of a table that touch its width: beside it may stand a figure with its axes."""
    return [
        rule
        for rule in page.rules
        if box.y0 - reach <= rule.y0
        and rule.y1 <= box.y1 + reach
        and box.x0 - reach <= rule.x1
        and rule.x0 <= box.x1 + reach
    ]


def _inside(line: Line, box: Box) -> bool:
    x, y = (line.box.x0 + line.box.x1) / 2, (line.box.y0 + line.box.y1) / 2
    across, down = min(4.0, 0.1 * (box.x1 - box.x0)), min(4.0, 0.1 * (box.y1 - box.y0))
    return box.x0 - across <= x <= box.x1 + across and box.y0 - down <= y <= box.y1 + down


def _is_under(line: Line, picture: Box) -> bool:
    """Whether a line stands right below a picture."""
    reach = _PANEL_GAP * line.size
    return picture.x0 < line.box.x0 and line.box.x1 < picture.x1 and -reach < line.box.y0 - picture.y1 < reach


def _is_corner(line: Line, box: Box) -> bool:
    """Whether the middle of a line stands near a corner of a frame, which may be a sign of a font."""
    x, y = (line.box.x0 + line.box.x1) / 2, (line.box.y0 + line.box.y1) / 2
    return all(
        min(abs(at - edge) for edge in edges) < _CORNER for at, edges in ((x, (box.x0, box.x1)), (y, (box.y0, box.y1)))
    )


def _is_text(lines: Sequence[Line], style: Typography) -> bool:
    """Whether lines in a box are running text on a tinted ground rather than the labels of a picture."""
    running = sum(len(line.text) for line in lines if style.is_body(line) and len(line.text) > 30)
    long = sum(len(line.text) for line in lines if len(line.text) > 45)
    total = sum(len(line.text) for line in lines)
    return running > 0.4 * total or (long > 0.75 * total and len(lines) > 3)


def _is_listing(lines: Sequence[Line], box: Box) -> bool:
    """Whether lines in a box are a listing: in a typewriter font, and hardly any beside another as labels are.

    A line or two must fill the box.
    """
    typed = sum(len(line.text) for line in lines if is_monospaced(line))
    heights = {round(line.baseline) for line in lines}
    alone = len(heights) >= _ALONE * len(lines)
    fill = bool(lines) and box.y1 - box.y0 < _TIGHT * (len(lines) + 1) * lines[0].size
    return (len(lines) > 2 or fill) and alone and typed >= _TYPED * sum(len(line.text) for line in lines)


def _paragraph_lines(lines: Sequence[Line]) -> set[int]:
    """``id`` of lines that make a paragraph within a box: wordy, one below the other, of one size and left edge.

    A bold line right above a paragraph is its heading; a short line may end it.
    """
    runs: list[list[Line]] = [[]]
    for line in sorted(lines, key=lambda line: (round(line.box.x0 / 3), line.baseline)):
        if runs[-1] and not _goes_below(runs[-1][-1], line):
            runs.append([])
        runs[-1].append(line)
    return {id(line) for run in runs if _is_paragraph(run) for line in run}


def _is_paragraph(lines: Sequence[Line]) -> bool:
    wordy = sum(len(line.text.split()) >= _WORDY for line in lines)
    return wordy >= _PARAGRAPH and wordy >= len(lines) - 2


def _goes_below(last: Line, line: Line) -> bool:
    alike = abs(line.box.x0 - last.box.x0) < 3 and (abs(line.size - last.size) < 0.3 or last.bold)
    return alike and 0 < line.baseline - last.baseline < 2 * line.size


def _float(page: Page, caption: Caption, vocabulary: Vocabulary) -> Float:
    block = Block(BlockKind.CAPTION, list(caption.lines))
    set_text(block, vocabulary)
    text = caption_text(block.text)
    boxes = [caption.box, *(line.box for line in caption.body)]
    if caption.region is not None:
        boxes.append(caption.region)
    grid = None
    if caption.kind == "table":
        grid = read_table(caption.body, _rules_among(page, union(boxes), 4.0), page)
    return Float(caption.kind, caption.label, text, page.number, union(boxes), caption.box.y0, grid)
