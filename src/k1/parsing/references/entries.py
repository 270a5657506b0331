"""Where one entry of a reference list ends and the next begins.

Evidence in order of trust: printed labels that count upwards; hanging indents; gaps between entries; and lines that
begin as an entry does after a line that ends as one does. Lists run over columns and pages, so indents and gaps are
measured within each column.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from k1.parsing.page.layout import Line
from k1.parsing.references.authors import UPPER, read_author_list
from k1.parsing.references.journal import YEAR
from k1.text.months import MONTH
from k1.text.particles import PARTICLES

_LABEL_FORMS = (
    re.compile(r"\[\s?(\d{1,4})\s?\]\.?\s*"),
    re.compile(r"(\d{1,4})\.(?!\d)\s*"),
    re.compile(r"\(\s?(\d{1,4})\s?\)\s*"),
    re.compile(r"(\d{1,4})\)\s*"),
    re.compile(r"(\d{1,4})(?:\s+|$)(?=[^\W\d_]|[\u201c\"'\u2018]|$)"),
    re.compile(r"(\d{1,3})(?=[^\W\d_])"),
)
_KEY_LABEL = re.compile(
    r"\[([^\W\d_][\w+*\u2019'-]{1,15}(?:\s?\d{2,4}[a-z]?)?"
    r"|[^\W\d_][^\[\]\d]{2,80}[,\s(](?:1[5-9]|20)\d\d[a-z]?\)?)\]\s*"  # "[Quist et al., 2011]"
)
_ENDED = re.compile(r"(?:[.\])]|\d|[\d/][\w./()-]+|https?://\S+|\u201d|Text|Source)\s*$")
_UNFINISHED = re.compile(r"(?:[,;:&\u2010\u2013-]|\b(?:and|of|the|in|for|to|on|a|de|by|with|[A-Z]\.))\s*$")
_YEAR = re.compile(rf"\b{YEAR}[a-h]?\b|n\.d\.")
_ORGANISATION = re.compile(rf"[{UPPER}][\w.-]*(?:\s[{UPPER}][\w.-]*){{0,5}}[.,(]")
_TAIL = re.compile(
    r"(?:\u00a9|\(c\)\s|Copyright\b|Publisher['\u2019]s [Nn]ote|(?:Conflicts?|Declaration) of [Ii]nterests?\b"
    r"|Competing [Ii]nterests?\b|How to cite|Cite this (?:article|paper)|Submit your|Author [Cc]ontributions?\b"
    r"|Supplementary (?:[Mm]aterials?|[Ii]nformation)|This (?:is an open|article is an open|work is licensed)"
    r"|Disclaimer\b|Open Access This|Additional [Ii]nformation\b"
    r"|\(?(?:[Mm]anuscript )?[Rr]eceived(?: for (?:review|publication))?:? "
    rf"(?:\d{{1,2}} )?{MONTH})"
)
_MAX_SKIP = 3  # labels that the text layer may lose in a row
_MIN_INDENT, _MAX_INDENT = 3.0, 60.0  # points
_SHORT_COLUMN = 6  # lines
_COLUMN_STEP = 140.0  # points that a column stands beside another at least
_NARROW = 40.0  # points; a wider piece of a row may be a line of another column


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: its printed label, and its lines. The label still stands in the first line."""

    label: str | None
    lines: tuple[Line, ...]
    label_end: int = 0


@dataclass(frozen=True, slots=True)
class _Placed:
    """A line with what its column says of it."""

    line: Line
    indent: float
    gap: float
    short: bool
    top: bool


def split_entries(lines: Sequence[Line]) -> list[Entry]:
    """The entries of a reference list, given its lines in reading order."""
    lines = _row_by_row([line for line in lines if line.text.strip()])
    if not lines:
        return []
    entries = _labelled(lines) or _keyed(lines)
    if not entries:
        return _unlabelled(_without_tail(lines, len(lines) // 3))
    last = entries[-1]
    return [*entries[:-1], Entry(last.label, tuple(_without_tail(list(last.lines), 1)), last.label_end)]


def _row_by_row(lines: Sequence[Line]) -> list[Line]:
    """The lines with those of one row from left to right: a label may come after the text it stands beside."""
    ordered: list[Line] = []
    for line in lines:
        at = len(ordered)
        while at > 0 and _stands_left(line, ordered[at - 1]):
            at -= 1
        ordered.insert(at, line)
    return ordered


def _stands_left(line: Line, other: Line) -> bool:
    """Whether ``line`` stands in the row of ``other``, close to its left."""
    if line.page != other.page or not -2 <= other.box.x0 - line.box.x1 <= _MAX_INDENT:
        return False
    overlap = min(line.box.y1, other.box.y1) - max(line.box.y0, other.box.y0)
    return overlap > 0.5 * min(line.box.y1 - line.box.y0, other.box.y1 - other.box.y0)


def _without_tail(lines: list[Line], first: int) -> list[Line]:
    """The lines before what publishers print after a list without a heading: copyright, notes, how to cite.

    What stands before line number ``first`` is kept in any case.
    """
    for at in range(max(1, first), len(lines)):
        if _TAIL.match(lines[at].text):
            return lines[:at]
    return lines


def _labelled(lines: Sequence[Line]) -> list[Entry]:
    """Entries by labels that count upwards; empty where no form of label does."""
    best: list[tuple[int, re.Match[str]]] = []
    for form in _LABEL_FORMS:
        chain = _counting(lines, form)
        if len(chain) > len(best) + 2 * bool(best):
            best = chain
    alone = len(best) == 1 and best[0][0] == 0 and best[0][1][0].startswith("[")
    if (len(best) < 2 and not alone) or best[0][0] > max(4, len(lines) // 10) or len(lines) > 14 * len(best):
        return []
    entries = _cut_at(lines, best)
    lead = lines[: best[0][0]]
    return [Entry(None, tuple(lead)), *entries] if _looks_like_entry(lead) else entries


def _counting(lines: Sequence[Line], form: re.Pattern[str]) -> list[tuple[int, re.Match[str]]]:
    """The lines whose labels of one form count 1, 2, 3... with their matches."""
    chain: list[tuple[int, re.Match[str]]] = []
    expected = 1
    for at, line in enumerate(lines):
        match = form.match(line.text.lstrip("\u200b "))
        if match is None:
            continue
        number = int(match[1])
        lost = 0 <= number - expected <= _MAX_SKIP and _may_open(line.text[match.end() :])
        if number == expected or lost:
            chain.append((at, match))
            expected = number + 1
    return chain


def _may_open(text: str) -> bool:
    """Whether a text can be the beginning of an entry: no small letter begins it, but that of a name ("van")."""
    word = next((word for word in text.split(maxsplit=4) if word not in PARTICLES), "")
    first = word.lstrip("\u201c\"'\u2018[(*")[:1]
    return not first or first.isupper() or first.isdigit()


def _looks_like_entry(lines: Sequence[Line]) -> bool:
    text = " ".join(line.text for line in lines)
    return len(text) > 40 and bool(_YEAR.search(text)) and bool(read_author_list(text).names)


def _keyed(lines: Sequence[Line]) -> list[Entry]:
    """Entries by labels that are keys, such as [Knu84]."""
    marks = [(at, match) for at, line in enumerate(lines) if (match := _KEY_LABEL.match(line.text))]
    if len(marks) < 2 or marks[0][0] > 1 or len(lines) > 12 * len(marks):
        return []
    return _cut_at(lines, marks)


def _cut_at(lines: Sequence[Line], labels: Sequence[tuple[int, re.Match[str]]]) -> list[Entry]:
    ends = [at for at, _ in labels[1:]] + [len(lines)]
    return [Entry(label[1], tuple(lines[at:end]), label.end()) for (at, label), end in zip(labels, ends, strict=True)]


def _unlabelled(lines: Sequence[Line]) -> list[Entry]:
    """Entries of an author-year list, by indents, gaps or the look of their first lines."""
    placed = _place(lines)
    starts = _by_indent(placed) or _by_gap(placed) or _by_look(placed)
    bounds = sorted({0, *starts, len(lines)})
    return [Entry(None, tuple(lines[start:end])) for start, end in pairwise(bounds)]


def _place(lines: Sequence[Line]) -> list[_Placed]:
    """Indent and gap of each line within its column."""
    placed: list[_Placed] = []
    columns = _columns(lines)
    margins = [_left_margin(column) for column in columns]
    for column, own in zip(columns, margins, strict=True):
        left = _shared_margin(column, own, margins)
        right = max(line.box.x1 for line in column)
        width = max(right - left, 1.0)
        previous: Line | None = None
        for line in column:
            gap = line.box.y0 - previous.box.y1 if previous else 0.0
            short = line.box.x1 < right - 0.12 * width
            placed.append(_Placed(line, line.box.x0 - left, gap, short, top=previous is None))
            previous = line
    return placed


def _columns(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines by column: a new one begins on a new page and where the text jumps up or aside."""
    columns: list[list[Line]] = [[]]
    before: Line | None = None
    for line in lines:
        if before is not None and (
            line.page != before.page
            or line.box.y1 < before.box.y0 - 2 * before.size
            or abs(line.box.x0 - before.box.x0) > _COLUMN_STEP
        ):
            columns.append([])
        columns[-1].append(line)
        before = line
    return columns


def _left_margin(column: Sequence[Line]) -> float:
    """The leftmost edge that two lines share or one that opens an entry, so that a stray glyph does not set it."""
    rows = sorted(column, key=lambda line: line.box.x0)
    for line, following in pairwise(rows):
        if following.box.x0 - line.box.x0 < 1.5 or (line.box.x1 - line.box.x0 > _NARROW and _opens(line.text)):
            return line.box.x0
    return rows[0].box.x0


def _shared_margin(column: Sequence[Line], own: float, margins: Sequence[float]) -> float:
    """The margin of a column; one that holds but the hung end of an entry has that of a column beside or before."""
    if len(column) > _SHORT_COLUMN or any(line.box.x0 - own >= _MIN_INDENT for line in column):
        return own
    lefter = [margin for margin in margins if _MIN_INDENT <= own - margin <= _MAX_INDENT]
    return max(lefter, default=own) if not _opens(column[0].text) else own


def _by_indent(placed: Sequence[_Placed]) -> list[int]:
    """Starts by hanging (or first-line) indents; empty where the list is not indented."""
    flush = [at for at, item in enumerate(placed) if item.indent < _MIN_INDENT]
    hung = [at for at, item in enumerate(placed) if _MIN_INDENT <= item.indent <= _MAX_INDENT]
    if len(hung) < 0.15 * len(placed) or len(flush) < 0.08 * len(placed) or len(flush) < 2:
        return []
    if _openers(placed, hung) > _openers(placed, flush) + 0.3:
        return hung  # first lines indented, the rest flush
    return flush if _openers(placed, flush) >= 0.6 else []


def _openers(placed: Sequence[_Placed], at: Sequence[int]) -> float:
    """Share of lines that could open an entry."""
    return sum(_opens(placed[i].line.text) for i in at) / len(at) if at else 0.0


def _opens(text: str) -> bool:
    """Whether a line begins as an entry does: with a name, an organisation, or a capital and soon a year."""
    if not _may_open(text) or text[:1].isdigit():
        return False
    names, end = read_author_list(text[:200])
    return bool((names and end > 4) or _YEAR.search(text[:120]) or _ORGANISATION.match(text))


def _by_gap(placed: Sequence[_Placed]) -> list[int]:
    """Starts by wider gaps; empty where all gaps are alike."""
    gaps = [item.gap for item in placed if not item.top]
    if len(gaps) < 4:
        return []
    usual = median(gaps) if sum(gap > 2 for gap in gaps) * 2 < len(gaps) else sorted(gaps)[len(gaps) // 5]
    size = median(item.line.size for item in placed)
    wide = usual + 0.25 * size
    clear = [at for at, item in enumerate(placed) if not item.top and item.gap > wide]
    if not 0.1 * len(placed) <= len(clear) <= 0.75 * len(placed) or _openers(placed, clear) < 0.7:
        return []
    return [at for at in range(len(placed)) if _begins_after_gap(placed, at, wide)]


def _begins_after_gap(placed: Sequence[_Placed], at: int, wide: float) -> bool:
    """Whether a line opens an entry where gaps part entries; at the top of a column only its look can tell."""
    item = placed[at]
    if not item.top:
        return item.gap > wide
    return at == 0 or (_finished(placed[at - 1]) and _opens(item.line.text))


def _finished(item: _Placed) -> bool:
    return bool(_ENDED.search(item.line.text)) and not _UNFINISHED.search(item.line.text)


def _by_look(placed: Sequence[_Placed]) -> list[int]:
    """Starts by how lines begin and how the line before ends."""
    starts = [0]
    for at in range(1, len(placed)):
        before, item = placed[at - 1], placed[at]
        if not _finished(before) or not _opens(item.line.text):
            continue
        names = read_author_list(item.line.text[:300]).names
        # An entry that has not said its year yet is seldom complete.
        if before.short or (names and any(_YEAR.search(placed[i].line.text) for i in range(starts[-1], at))):
            starts.append(at)
    return starts
