"""Headings that run into the first line of their paragraph."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from k1.parsing.document.section_roles import section_role
from k1.parsing.page.layout import PROSE, Block, BlockKind, Line, Span, part_of_line
from k1.parsing.page.typography import Typography, font_family, look
from k1.parsing.structure.numbering import heading_text, is_item
from k1.parsing.structure.sections import CLASSIFICATION, ENVIRONMENT, begins_heading
from k1.schema.vocabulary import SectionRole

_MOST_WORDS = 16
_LONGEST_SYMBOL = 2  # characters
_NO_HEADING = re.compile(
    r"(?:fig|table|tab\.|theorem|lemma|proposition|corollary|definition|proof|remark|example|algorithm|key ?words|note"
    r"|abbreviations?:|correspond|citation|how to cite|received|copyright|e-?mail|https?:|doi"
    rf"|{CLASSIFICATION})",
    re.IGNORECASE,
)
_STATEMENT = re.compile(
    rf"{ENVIRONMENT}|(?:case|exercise|step)\s*\(?\d|(?:assumption|axiom|claim|conjecture|observation)\W*\Z",
    re.IGNORECASE,
)


def split_run_in(blocks: Sequence[Block], style: Typography) -> list[Block]:
    """The blocks with run-in headings as blocks of their own; a look is believed where it recurs or bears a number."""
    found: dict[int, tuple[int, str, Span]] = {}
    for index, block in enumerate(blocks):
        if block.kind in PROSE and (cut := _run_in(block, style)):
            found[index] = cut
    looks = Counter(look(span) for _, _, span in found.values())
    split: list[Block] = []
    level, around, back = 1, 1, False  # of the last heading, and of the last one that is no item
    for index, block in enumerate(blocks):
        if block.kind is BlockKind.HEADING:
            level = block.level or 1
            around = around if is_item(block.text) else level
            back = section_role(heading_text(block.text)[1]) is SectionRole.BACK_MATTER
        if index in found and not back:
            count, text, span = found[index]
            number = heading_text(text)[0]
            if looks[look(span)] > 1 or number:
                own = number.count(".") + 1 if number else level + 1
                split += _cut(block, count, text, around + 1 if is_item(text) else own)
                continue
        split.append(block)
    return split


def _run_in(block: Block, style: Typography) -> tuple[int, str, Span] | None:
    """How many spans of the block's first lines are a heading, and its text; None where there is none."""
    # A number may stand in the type of the text.
    lead = next((at for at, span in enumerate(block.lines[0].spans) if _has_letters(span.text)), 0)
    first = block.lines[0].spans[lead]
    if first.superscript or first.subscript or abs(first.size - style.size) > 0.12 * style.size:
        return None
    if not (first.bold or first.italic or font_family(first.font) not in style.fonts):
        return None
    spans = [span for line in block.lines[:3] for span in line.spans]
    alike = [at < lead or _goes_on(first, span) for at, span in enumerate(spans)]
    count = next((place for place, same in enumerate(alike) if not same), 0)
    text = _text(spans[:count])
    rest = _text(spans[count:])
    if not rest or not _may_open(text, rest, len(block.text)):
        return None
    return count, text, first


def _goes_on(first: Span, span: Span) -> bool:
    """Whether a span belongs to the heading that ``first`` begins: set alike, or a symbol of another font."""
    symbol = 0 < len(span.text.strip()) <= _LONGEST_SYMBOL and not any(char.isascii() for char in span.text.strip())
    return (look(span) == look(first) or (symbol and span.bold == first.bold)) and not span.superscript


def _has_letters(text: str) -> bool:
    return any(char.isalpha() for char in text)


def _may_open(text: str, rest: str, length: int) -> bool:
    """Whether ``text``, set apart at the start of a paragraph of ``length``, reads like a heading."""
    number, words = heading_text(text)
    if len(text.split()) > _MOST_WORDS or len(text) < 4 or length < len(text) + 20 or _NO_HEADING.match(words):
        return False
    if not number and _STATEMENT.match(words):
        return False
    if not begins_heading(words) or sum(char.isalpha() for char in words) < 0.6 * len(words):
        return False
    stopped = text.endswith((".", ":", "\u2014")) or rest.startswith((".", ":"))
    return stopped or bool(number and rest[:1].isupper())


def _text(spans: Sequence[Span]) -> str:
    """Spans as text; pieces of several lines are parted by a blank."""
    parts: list[str] = []
    for last, span in zip([None, *spans], spans, strict=False):
        moved = last is not None and span.box.y0 > last.box.y0 + 0.5 * last.size and span.box.x0 < last.box.x0
        parts.append(f" {span.text}" if moved else span.text)
    return " ".join("".join(parts).split())


def _cut(block: Block, count: int, text: str, level: int) -> list[Block]:
    head: list[Line] = []
    body: list[Line] = []
    for line in block.lines:
        own = line.spans[: max(count, 0)]
        other = line.spans[len(own) :]
        count -= len(line.spans)
        if own:
            head.append(_part(line, own))
        if other:
            body.append(_part(line, other) if own else line)
    return [Block(BlockKind.HEADING, head, text, level=level), Block(BlockKind.PARAGRAPH, body)]


def _part(line: Line, spans: Sequence[Span]) -> Line:
    part = part_of_line(line, spans)
    return replace(part, text=part.text.lstrip(".: "), bold=all(span.bold for span in spans))
