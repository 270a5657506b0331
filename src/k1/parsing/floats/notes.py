"""What stands below a figure or table and is neither its caption nor text: notes, and an identifier of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from operator import attrgetter

from k1.parsing.page.layout import Line, union
from k1.parsing.page.typography import Typography
from k1.schema.provenance import Box

_NOTE = re.compile(r"Notes?\s?[.:]\s?\S")
_LINE_APART = 1.15  # times the line spacing of the text
_NOTE_APART = 1.3  # em between a table or a line of its notes and the next
_MOST_LINES = 15
_BESIDE = 0.3  # em by which lines side by side overlap in height
_baseline = attrgetter("baseline")
# Of a part of an article: PLOS ("journal.pone.0115884.g001") and PeerJ ("peerj.123/fig-1")
_OWN_IDENTIFIER = re.compile(
    r"(?:Full-size\W*)?(?:doi:?\s*|https?://)\S*10\.\d{4,}/\S+(?:\.[gt]\d{3}|/(?:fig|table)-\w+)", re.IGNORECASE
)


def find_own_identifiers(lines: Sequence[Line]) -> list[Line]:
    """The lines that hold the DOI of a figure or a table and nothing else."""
    return [line for line in lines if _OWN_IDENTIFIER.fullmatch(line.text.strip())]


def find_notes(
    rows: Sequence[Line], rules: Sequence[Box], lines: Sequence[Line], taken: set[int], style: Typography
) -> list[Line]:
    """Small print directly below a table and the rule that closes it, or what says there that it is a note on it."""
    if not rows:
        return []
    frame = union([line.box for line in rows])
    below = sorted((line for line in lines if id(line) not in taken and _is_below(line, frame)), key=_baseline)
    found: list[Line] = []
    edge = frame.y1
    if not _are_beside(below[:2]):  # as cells of more rows are
        edge = max((rule.y1 for rule in rules if _closes(rule, frame, rows[-1].size)), default=edge)
    for line in below:
        said = bool(found) and _NOTE.match(found[0].text) and not _ends_note(found, line, style)
        noted = (_NOTE.match(line.text) if not found else said) and line.box.y0 - edge < style.leading
        small = line.size <= style.size - 0.4 and line.box.y0 - edge <= _NOTE_APART * line.size
        if not (small or noted) or len(found) >= _MOST_LINES:
            break
        found.append(line)
        edge = line.box.y1
    return found


def _is_below(line: Line, frame: Box) -> bool:
    return line.box.y0 >= frame.y1 - 3 and line.box.x1 >= frame.x0 - 5 and line.box.x0 <= frame.x1 + 5


def _are_beside(lines: Sequence[Line]) -> bool:
    """Whether two lines stand side by side, wholly or in part."""
    return any(after.box.y0 < line.box.y1 - _BESIDE * line.size for line, after in pairwise(lines))


def _closes(rule: Box, frame: Box, reach: float) -> bool:
    """Whether a rule runs right below a table."""
    return 0 < rule.y1 - frame.y1 < reach and rule.x0 < frame.x1 and frame.x0 < rule.x1


def _ends_note(note: Sequence[Line], line: Line, style: Typography) -> bool:
    """Whether a note ended with its last line: at a full stop, short of its longest line or above another look or a
    gap.
    """
    if line.baseline - note[-1].baseline > _LINE_APART * style.leading:
        return True
    last, right = note[-1], max(part.box.x1 for part in note)
    short = last.box.x1 < right - 0.1 * (right - note[0].box.x0) and last.text.rstrip().endswith(".")
    return short or abs(line.size - last.size) > 0.3 or line.bold != last.bold
