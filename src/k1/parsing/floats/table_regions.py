"""Where on the page the table of a caption is: between its rules, else as far as lines look tabular."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from itertools import pairwise
from statistics import median

from k1.parsing.floats.tables import cut_at_gaps, merged_rules, white_between_columns
from k1.parsing.page.layout import Line, Page, union
from k1.parsing.page.typography import is_typewriter
from k1.schema.provenance import Box

_HEAD_ROWS, _TALL_HEAD = 3, 8  # lines of a head one below the other; more of them under a caption
_LARGER = 1.12  # times the size of a table's print: text below it
_HUGGED = 1.2  # em between a row of a grid and the rules above and below
_FEWEST_OPEN = 4  # lines of text, one below the other, of a table that has no rule at its end
_FEWEST_RULED = 5  # rules between rows, that make a table of any lines
_HALF = 0.38  # of the width of the text: a line of one of two columns is wider
_CELL_GAP = 0.9  # em
_WHITE = 40.0  # points below a caption in a margin
_AT_EDGE = 24.0  # points between a caption and the frame in which it stands
_LARGEST_FRAME = 0.9  # of the page's height: a larger one is the ground of the page
_SHORTEST, _PIECE = 30.0, 4.0  # points: a rule of a table, and what one cell draws of it
_NEAR = 45.0  # points between a caption and its table
BELOW_FIRST, ABOVE_FIRST = (True, False), (False, True)
"""The sides of a caption on which its table is looked for, in order."""


def find_table_region(
    page: Page, caption: Sequence[Line], taken: Collection[Line] = (), *, sides: tuple[bool, bool] = BELOW_FIRST
) -> list[Line]:
    """The lines of the table that ``caption`` names, below it or, where nothing tabular stands there, above it.

    ``taken`` are lines known to be something else: other captions, headings, furniture. ``sides`` says which side to
    look at first.
    """
    if not caption:
        return []
    free = _free_lines(page, [*caption, *taken])
    box = union([line.box for line in caption])
    rules = _long_rules(page, _SHORTEST)
    first, second = sides
    ruled = [
        _framed(free, page, box),
        _between_rules(free, rules, box, taken, below=first),
        # Where the paper's pages tell the side, rules on the other one may be the next caption's.
        _tabular(free, box, page, below=first) if sides == ABOVE_FIRST else [],
        _between_rules(free, rules, box, taken, below=second),
        _beside(free, rules, box) or _beside(free, _tints(free, page, box), box),
    ]
    open_ended = (_tabular(free, box, page, below=below) for below in sides)
    found = next((found for found in (*ruled, *open_ended) if _looks_tabular(found) or _is_ruled(found, rules)), [])
    return [*found, *_rows_in_its_columns(free, found, rules, page)]


def has_rules_beside(page: Page, caption: Sequence[Line], taken: Collection[Line], *, below: bool) -> bool:
    """Whether a table between rules stands right below a caption, or right above it."""
    free = _free_lines(page, [*caption, *taken])
    rules = _long_rules(page, _SHORTEST)
    found = _between_rules(free, rules, union([line.box for line in caption]), taken, below=below)
    return _looks_tabular(found) or _is_ruled(found, rules)


def _free_lines(page: Page, taken: Collection[Line]) -> list[Line]:
    """The upright lines of a page that are known to be nothing else."""
    busy = set(map(id, taken))
    return [line for line in page.lines if id(line) not in busy and not line.turned]


def _long_rules(page: Page, shortest: float) -> list[Box]:
    """The horizontal rules of a page that are long as a whole, though each cell may draw a piece of its own."""
    pieces = [rule for rule in page.rules if rule.y1 - rule.y0 <= 3 and rule.x1 - rule.x0 > _PIECE]
    return [rule for rule in merged_rules(pieces) if rule.x1 - rule.x0 > shortest]


def _framed(lines: Sequence[Line], page: Page, caption: Box) -> list[Line]:
    """Lines of the table in the frame, drawn or tinted, at whose upper or lower end the caption stands.

    Small print between the table and a caption below it is not the table's.
    """
    frames = [box for box in (*page.drawings, *page.images) if _heads_or_ends(caption, box, page)]
    if not frames:
        return []
    frame = min(frames, key=lambda box: (box.x1 - box.x0) * (box.y1 - box.y0))
    inside = sorted(_inside(lines, frame), key=lambda line: line.baseline)
    last = next((at for at in range(len(inside), 0, -1) if not _is_note(inside[at - 1], inside)), 0)
    return inside[:last]


def _heads_or_ends(caption: Box, frame: Box, page: Page) -> bool:
    """Whether a caption is the first or the last thing in a frame that is higher than it, and not the whole page."""
    height, size = frame.y1 - frame.y0, caption.y1 - caption.y0
    holds = frame.x0 <= caption.x0 and caption.x1 <= frame.x1 and frame.y0 <= caption.y0 and caption.y1 <= frame.y1
    edge = min(caption.y0 - frame.y0, frame.y1 - caption.y1)
    return holds and edge < _AT_EDGE and 3 * size < height < _LARGEST_FRAME * page.height


def _is_note(line: Line, lines: Sequence[Line]) -> bool:
    """Whether a line stands alone on its base line and runs on without the gaps of cells."""
    beside = any(abs(other.baseline - line.baseline) < 2 and other is not line for other in lines)
    return not beside and not _holds_cells(line)


def _beside(lines: Sequence[Line], marks: Sequence[Box], caption: Box) -> list[Line]:
    """Lines between rules, or on tints, that begin beside the caption: captions set in a margin."""
    right = sorted((mark for mark in marks if mark.x0 >= caption.x1 - 2 and mark.y0 >= caption.y0 - 12), key=_top)
    if not right or right[0].y0 > caption.y1 + 12:
        return []
    alike = [mark for mark in right if _spans_alike(mark, right[0])]
    return _inside(lines, Box(right[0].x0, right[0].y0, right[0].x1, max(mark.y1 for mark in alike)))


def _top(box: Box) -> float:
    return box.y0


def _tints(lines: Sequence[Line], page: Page, caption: Box) -> list[Box]:
    """Wide flat grounds, as shaded rows have, where the column of the caption is white below it: else what stands
    beside it is in another column.
    """
    below = (line for line in lines if _overlap(line.box, caption) > 0 and line.box.y0 > caption.y1 - 1)
    if min((line.box.y0 for line in below), default=page.height) < caption.y1 + _WHITE:
        return []
    return [box for box in page.drawings if box.x1 - box.x0 > 2 * (box.y1 - box.y0) and box.x1 - box.x0 > 100]


def _overlap(a: Box, b: Box) -> float:
    """Width that two boxes share."""
    return min(a.x1, b.x1) - max(a.x0, b.x0)


def _between_rules(
    lines: Sequence[Line], rules: Sequence[Box], caption: Box, taken: Collection[Line], *, below: bool
) -> list[Line]:
    """Lines between the rule next to the caption and the last one of the same width."""
    ordered = sorted(rules, key=lambda rule: rule.y0, reverse=not below)
    ahead = [r for r in ordered if (r.y0 >= caption.y1 - 4 if below else r.y1 <= caption.y0 + 4)]
    near = [r for r in ahead if _overlap(r, caption) > 0.3 * min(caption.x1 - caption.x0, r.x1 - r.x0)]
    if not near or abs(near[0].y0 - (caption.y1 if below else caption.y0)) > _NEAR:
        return []
    frame = near[0]
    barriers = [line.box for line in taken if _overlap(line.box, frame) > 0]
    edge = frame
    rows: list[Line] = []
    for rule in ahead:
        alike = _spans_alike(rule, frame)
        low, high = sorted((edge.y0, rule.y0))
        if alike and any(low < (b.y0 + b.y1) / 2 < high for b in barriers):
            break
        strip = _inside(lines, Box(frame.x0, low, frame.x1, high))
        if alike and (is_prose(strip, frame) or any(_outgrows(line, rows) for line in strip)):
            break
        if alike:
            edge, rows = rule, [*rows, *strip]
    low, high = sorted((frame.y0, edge.y0))
    found = _inside(lines, Box(frame.x0, low, frame.x1, high)) if high - low > 10 else []
    open_ended = below and all(rule.y0 <= edge.y0 for rule in ahead if _spans_alike(rule, frame))
    if open_ended and _is_head(found, _TALL_HEAD):
        return [*found, *_rows_to_the_foot(lines, found, edge, barriers)]
    return found


def _spans_alike(rule: Box, frame: Box) -> bool:
    """Whether two rules begin and end at the same x."""
    return abs(rule.x0 - frame.x0) <= 12 and abs(rule.x1 - frame.x1) <= 12


def _rows_to_the_foot(lines: Sequence[Line], head: Sequence[Line], rule: Box, barriers: Sequence[Box]) -> list[Line]:
    """The rows below the rule that closes a head, where the table has no rule at its end and goes on over the page.

    They follow at once, in the print of the head: what follows a table of two rules in other print is text.
    """
    end = min((box.y0 for box in barriers if box.y0 > rule.y1), default=float("inf"))
    rows = _inside(lines, Box(rule.x0, rule.y1 + 2, rule.x1, end - 2))
    size = median(line.size for line in head)
    alike = sum(abs(line.size - size) <= 0.06 * size for line in rows) >= 0.9 * len(rows)
    near = min((line.box.y0 for line in rows), default=0.0) - rule.y1 < 1.5 * size
    return rows if alike and near and _may_run_on(rows, rule) and not is_prose(rows, rule) else []


def _rows_in_its_columns(lines: Sequence[Line], found: Sequence[Line], rules: Sequence[Box], page: Page) -> list[Line]:
    """The rows below the last rule of a table whose rows are ruled apart and which goes on over the page.

    They stand alone below the table, follow at once, fill its columns and keep to them: no note and no text does.
    """
    if not found:
        return []
    frame, size = union([line.box for line in found]), median(line.size for line in found)
    across = [rule for rule in rules if rule.x0 <= frame.x0 + 6 and rule.x1 >= frame.x1 - 6]
    last = min((rule for rule in across if rule.y0 > frame.y1 - 0.5 * size), key=_top, default=None)
    if last is None or last.y0 > frame.y1 + 2 * size or any(rule.y0 > last.y0 + 2 for rule in across):
        return []
    below = [line for line in lines if line.box.y0 > last.y0 - 1 and _overlap(line.box, last) > 0]
    white = white_between_columns(found, page)
    cells = [cell for line in below for cell in cut_at_gaps(line)]
    crosses = any(cell.box.x0 < left + 1 and right - 1 < cell.box.x1 for cell in cells for left, right in white)
    first = min((cell.baseline for cell in cells), default=0.0)
    full = 3 * sum(cell.baseline - first < 2 for cell in cells) > 2 * (len(white) + 1)
    alike = all(abs(line.size - size) <= 0.06 * size for line in below)
    near = min((line.box.y0 for line in below), default=page.height) - last.y0 < 1.5 * size
    tall = len({round(line.baseline / 3) for line in below}) >= _FEWEST_OPEN
    return below if len(white) > 1 and tall and near and alike and full and not crosses else []


def _inside(lines: Sequence[Line], frame: Box) -> list[Line]:
    """Lines whose middle lies in the frame."""
    return [
        line
        for line in lines
        if frame.y0 - 1 <= (line.box.y0 + line.box.y1) / 2 <= frame.y1 + 1
        and frame.x0 - 6 <= (line.box.x0 + line.box.x1) / 2 <= frame.x1 + 6
    ]


def is_prose(lines: Sequence[Line], frame: Box) -> bool:
    """Whether most lines run over the whole width, or hold as many words as those of a column of text do."""
    wide = sum(line.box.x1 - line.box.x0 > 0.85 * (frame.x1 - frame.x0) for line in lines)
    wordy = sum(len(line.text.split()) >= 7 for line in lines)
    return len(lines) >= 4 and (wide >= 0.5 * len(lines) or wordy >= 0.6 * len(lines))


def _tabular(lines: Sequence[Line], caption: Box, page: Page, *, below: bool) -> list[Line]:
    """Without rules: rows from the caption on, until a wide gap or running text."""
    column = _column_of(lines, caption, page)
    ahead = [
        line
        for line in lines
        if _overlap(line.box, column) > 0.5 * (line.box.x1 - line.box.x0)
        and (line.box.y0 >= caption.y1 - 2 if below else line.box.y1 <= caption.y0 + 2)
    ]
    ahead.sort(key=lambda line: line.baseline, reverse=not below)
    edge = caption.y1 if below else caption.y0
    width = _text_width(lines, column)
    found: list[Line] = []
    full: list[Line] = []
    for line in ahead:
        gap = line.box.y0 - edge if below else edge - line.box.y1
        if gap > (_NEAR if not found else 2.2 * line.size) or _outgrows(line, found):
            break
        full = [*full, line] if line.box.x1 - line.box.x0 > 0.8 * width and not _holds_cells(line) else []
        found.append(line)
        if len(full) >= 2:
            return found[: -len(full)]
        edge = max(edge, line.box.y1) if below else min(edge, line.box.y0)
    return found[: _prose_begins(found, width)]


def _outgrows(line: Line, rows: Sequence[Line]) -> bool:
    """Whether a line is set larger than the rows of a table so far: it is text, or heads some."""
    heights = {round(row.baseline / 3) for row in rows}
    return len(heights) >= _FEWEST_OPEN and line.size > _LARGER * median(row.size for row in rows)


def _prose_begins(lines: Sequence[Line], width: float) -> int:
    """How many lines come before text in two justified columns: wordy lines that share both of their edges."""
    edges = Counter((round(line.box.x0 / 2), round(line.box.x1 / 2)) for line in lines)
    half = [
        line.box.x1 - line.box.x0 > _HALF * width
        and len(line.text.split()) > 4
        and edges[round(line.box.x0 / 2), round(line.box.x1 / 2)] > 2
        for line in lines
    ]
    window = 6
    return next((at for at in range(len(lines) - window) if half[at] and sum(half[at : at + window]) > 3), len(lines))


def _holds_cells(line: Line) -> bool:
    """Whether a line has a gap within it that running text does not leave between words."""
    return any(right.box.x0 - left.box.x1 > _CELL_GAP * line.size for left, right in pairwise(line.spans))


def _text_width(lines: Sequence[Line], column: Box) -> float:
    """How wide the text of a column is set, from its leftmost to its rightmost line."""
    own = [line.box for line in lines if _overlap(line.box, column) > 0.9 * (line.box.x1 - line.box.x0)]
    return min(max(box.x1 for box in own) - min(box.x0 for box in own), column.x1 - column.x0) if own else column.x1


def _column_of(lines: Sequence[Line], caption: Box, page: Page) -> Box:
    """The column of the page in which a caption stands."""
    middle = page.width / 2
    text = [line for line in lines if line.box.x1 - line.box.x0 > 0.3 * page.width and len(line.text.split()) > 4]
    crossing = sum(line.box.x0 < middle - 12 and line.box.x1 > middle + 12 for line in text)
    two = len(text) > 6 and crossing < 0.25 * len(text)
    if two and caption.x1 < middle + 8:
        return Box(0.0, 0.0, middle, page.height)
    if two and caption.x0 > middle - 8:
        return Box(middle, 0.0, page.width, page.height)
    return Box(0.0, 0.0, page.width, page.height)


def find_uncaptioned_tables(page: Page, taken: Collection[Line] = ()) -> list[list[Line]]:
    """Lines of tables that have no caption: a head between two rules of one width, and rows down to a third.

    ``taken`` are lines known to be something else, captioned tables among them.
    """
    free = _free_lines(page, taken)
    rules = _long_rules(page, 2 * _SHORTEST)
    found: list[list[Line]] = []
    bottom = 0.0
    for at, top in enumerate(rules):
        alike = [r for r in rules[at + 1 :] if abs(r.x0 - top.x0) <= 3 and abs(r.x1 - top.x1) <= 3]
        if top.y0 < bottom or not alike:
            continue
        # A table that goes on over the page has no rule at its end, and nothing below it.
        end = _end_of_grid(free, alike[1:]) if len(alike) > 1 else page.height
        head = _inside(free, Box(top.x0, top.y0, top.x1, alike[0].y0))
        rows = _inside(free, Box(top.x0, alike[0].y0, top.x1, end))
        whole = [*head, *rows]
        if len(alike) == 1 and not (_may_run_on(rows, top) and _is_worded(head)):
            continue
        if _is_head(head) and rows and not is_prose(rows, top) and _looks_tabular(whole) and not _is_code(whole):
            found.append([*head, *(line for line in rows if not any(line is other for other in head))])
            bottom = end
    return found


def _end_of_grid(lines: Sequence[Line], rules: Sequence[Box]) -> float:
    """Where a table ends: at the first of ``rules``, or at the last of those between which rows stand close."""
    for rule, after in pairwise(rules):
        row = [line for line in _inside(lines, Box(rule.x0, rule.y1, rule.x1, after.y0)) if line.box.x1 <= rule.x1 + 1]
        if not row or is_prose(row, rule):
            return rule.y0
        top, bottom = min(line.box.y0 for line in row) - rule.y1, after.y0 - max(line.box.y1 for line in row)
        if max(top, bottom) > _HUGGED * row[0].size:
            return rule.y0
    return rules[-1].y0


def _may_run_on(lines: Sequence[Line], frame: Box) -> bool:
    """Whether lines down to the foot of a page are rows of a table: several, in cells, none as wide as text is."""
    heights = {round(line.baseline / 3) for line in lines}
    wide = any(line.box.x1 - line.box.x0 > 0.7 * (frame.x1 - frame.x0) and not _holds_cells(line) for line in lines)
    return len(heights) >= _FEWEST_OPEN and _looks_tabular(lines) and not wide


def _is_head(lines: Sequence[Line], most: int = _HEAD_ROWS) -> bool:
    """Whether lines could head a table: one to ``most`` rows, of at least two cells."""
    rows = [round(line.baseline / 3) for line in lines]
    several = any(rows.count(row) > 1 for row in rows)
    return several and len(lines) <= 24 and len(set(rows)) <= most and max(line.text.count(" ") for line in lines) < 12


def _is_ruled(lines: Sequence[Line], rules: Sequence[Box]) -> bool:
    """Whether rules make lines a table that few cells side by side do not show: row by row, or one below a head."""
    if len(lines) < _FEWEST_RULED:
        return False
    frame = union([line.box for line in lines])
    inside = [rule for rule in rules if frame.y0 < rule.y0 < frame.y1]
    across = [rule for rule in inside if rule.x0 <= frame.x0 + 3 and rule.x1 >= frame.x1 - 3]
    if len(across) >= _FEWEST_RULED or not across:
        return bool(across)
    head = [line for line in lines if line.baseline < across[0].y0]
    rows = Counter(round(line.baseline / 3) for line in lines if line.baseline > across[0].y0)
    return _is_head(head) and sum(count > 1 for count in rows.values()) >= _FEWEST_OPEN


def _is_worded(lines: Sequence[Line]) -> bool:
    """Whether most of some cells begin with a letter, as the names of columns do and values do not."""
    return 2 * sum(line.text[:1].isalpha() for line in lines) > len(lines)


def _is_code(lines: Sequence[Line]) -> bool:
    """Whether most characters are of a typewriter font: a listing between rules."""
    typed = sum(len(span.text) for line in lines for span in line.spans if is_typewriter(span.font))
    return 2 * typed > sum(len(line.text) for line in lines)


def _looks_tabular(lines: Sequence[Line]) -> bool:
    """Whether at least two rows, and a good part of them, hold cells side by side."""
    rows: dict[int, int] = {}
    for line in lines:
        row = round(line.baseline / 3)
        wide = sum(right.box.x0 - left.box.x1 > _CELL_GAP * line.size for left, right in pairwise(line.spans))
        rows[row] = rows.get(row, 0) + 1 + wide
    several = sum(count > 1 for count in rows.values())
    return several >= 2 and several >= 0.3 * len(rows)
