"""Affiliations in a note that calls the authors by their initials, as Springer printed them until 2016.

E. S. Adjou (*) · R. G. Dennon
Laboratory of Applied Chemistry, Cotonou, Benin
e-mail: adjou@lab.example
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from k1.parsing.document.emails import EMAIL
from k1.parsing.front.affiliations import address_text
from k1.parsing.front.authors import Byline
from k1.parsing.front.places import PLACE
from k1.parsing.page.layout import Line

_ASIDE = 30.0  # points, between the left edges of the lines of a note
_APART = 1.5  # lines
_WORD = re.compile(r"[^\W\d_]{2}")


@dataclass(slots=True)
class _Note:
    """The authors (by position) whom a note calls, and the lines of their address; ``last`` is its last line."""

    called: list[int]
    last: Line
    address: list[Line] = field(default_factory=list)
    ended: bool = False

    def take(self, line: Line) -> None:
        """Add a line to the address, unless it stands elsewhere or the address has ended."""
        if self.ended or abs(line.box.x0 - self.last.box.x0) > _ASIDE:
            return
        apart = line.box.y0 - self.last.box.y1 > _APART * line.size
        self.ended = apart or bool(EMAIL.search(line.text))
        if not self.ended:
            self.address.append(line)
            self.last = line


def named_places(lines: Sequence[Line], byline: Byline) -> tuple[dict[str, str], Byline]:
    """The places by marks of their own, and the byline with these marks; no places where some author has none."""
    names = [name for name, _ in byline.names]
    places: dict[str, str] = {}
    marks: dict[int, str] = {}
    for number, note in enumerate(_notes([line for line in lines if line not in byline.lines], names)):
        place = address_text(note.address)
        if PLACE.search(place):
            places[f"note {number}"] = place
            marks |= dict.fromkeys(note.called, f"note {number}")
    if not names or len(marks) < len(names):
        return {}, byline
    marked = tuple((name, (*given, marks[at])) for at, (name, given) in enumerate(byline.names))
    return places, replace(byline, names=marked)


def _notes(lines: Sequence[Line], names: Sequence[str]) -> list[_Note]:
    notes: list[_Note] = []
    for line in lines:
        called = _called(line, names)
        if called and notes and not notes[-1].address:
            notes[-1].called += called
            notes[-1].last = line
        elif called:
            notes.append(_Note(called, line))
        elif notes:
            notes[-1].take(line)
    return notes


def _called(line: Line, names: Sequence[str]) -> list[int]:
    """The authors whom a line calls by initials and family name, if it holds nothing else."""
    rest, found = line.text, []
    for at, name in enumerate(names):
        *given, family = name.split()
        if not given:
            continue
        initials = rf"{re.escape(given[0][0])}\.(?:[\s-]?[^\W\d_]\.){{0,4}}"
        rest, count = re.subn(rf"(?<!\w){initials}\s?{re.escape(family)}(?!\w)", "", rest, count=1)
        found += [at] if count else []
    return [] if _WORD.search(rest) else found
