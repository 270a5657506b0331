"""ORCID iDs out of the links that stand as small icons behind the names of a byline."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from k1.parsing.document.identifiers import find_orcids
from k1.parsing.page.layout import Line
from k1.schema.provenance import Box

_FARTHEST = 24  # characters, marks of affiliations among them, between a name and its icon


def linked_orcids(names: Sequence[str], byline: Sequence[Line], links: Iterable[tuple[Box, str]]) -> dict[int, str]:
    """The ORCID iD of each author (by position) behind whose name a link to one stands.

    ``links`` of editors and reviewers stand beside other lines than those of the ``byline``.
    """
    owners: dict[int, str] = {}
    for box, address in links:
        code = next(iter(find_orcids(address)), None)
        line = next((line for line in byline if _in_row(line, box)), None)
        if code is None or line is None:
            continue
        before = _text_before(byline, line, box.x0)
        ends = {at: end for at, name in enumerate(names) if (end := _end_of(name, before)) >= 0}
        owner = max(ends, key=lambda at: ends[at], default=None)
        if owner is not None and len(before) - ends[owner] <= _FARTHEST:
            owners.setdefault(owner, code)
    return owners


def _in_row(line: Line, box: Box) -> bool:
    """Whether the middle of a link lies in the row of a line; some files give its upper and lower side exchanged."""
    return line.box.y0 - 2 <= (box.y0 + box.y1) / 2 <= line.box.y1 + 2


def _text_before(byline: Sequence[Line], line: Line, x: float) -> str:
    """What the byline prints before a place in one of its lines."""
    above = [other for other in byline if other.baseline < line.baseline - 2]
    beside = [other for other in byline if abs(other.baseline - line.baseline) <= 2]
    spans = [span for other in beside for span in other.spans]
    texts = [other.text for other in sorted(above, key=lambda other: (other.baseline, other.box.x0))]
    for span in sorted(spans, key=lambda span: span.box.x0):
        share = (x - span.box.x0) / max(span.box.x1 - span.box.x0, 0.1)
        texts.append(span.text[: round(len(span.text) * min(max(share, 0.0), 1.0))])
    return " ".join(texts)


def _end_of(name: str, text: str) -> int:
    """Where a name ends for the last time in a text, by its family name; -1 where it does not stand."""
    family = name.rsplit(maxsplit=1)[-1:]
    at = text.rfind(family[0]) if family else -1
    return at + len(family[0]) if at >= 0 else -1
