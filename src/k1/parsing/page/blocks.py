"""Lines into blocks, and blocks into paragraphs that run on over columns and pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from k1.parsing.document.section_roles import section_role
from k1.parsing.page.hyphenation import Vocabulary
from k1.parsing.page.layout import PROSE, Block, BlockKind, Line
from k1.parsing.page.typography import Typography, is_monospaced, main_font
from k1.schema.vocabulary import SectionRole

_BULLET = re.compile(r"(?:[•▪◦‣●■○∙*–—-]|\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})[.)]|\[\d{1,3}\])\s")
_ITEM = re.compile(r"\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})\)\s")  # "1)", and no initial of a species
_NUMBERED_HEADING = re.compile(r"(?:[A-Z]\.)?(?:\d{1,2}\.)*\d{1,2}\.?\s+[^\W\d_a-z]")
_END = re.compile(r"[.!?:;][\"”’)\]]?\s*(?:\[?[\d,–\s-]{1,12}\]?)?\Z")

# What a heading does not end with
_OPEN = re.compile(
    r"(?:[,:;&\u2010\u2011\u2013\u2014-]|\b(?:a|an|and|as|at|by|for|from|in|of|on|or|the|to|with))\s*\Z", re.I
)
_HEADING_STEP = 1.45  # em from line to line of a heading
_PARTED_NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,2}){1,3}\.?\s+[^\W\d_a-z]")
_EARLY = 0.3  # of the width of a column that a heading leaves free
_HEADING_WORDS = 12
_NAME_WORDS = 3  # of a section's name
_PARAGRAPH = 4  # lines; so many bold ones are no heading, and words in italics among them begin none
_OTHER_LEADING = 0.15  # em; scripts and accents move lines by less


class _Measure(NamedTuple):
    """Where the lines of a column begin and end, and how far apart they are for each font size."""

    left: float
    right: float
    leading: dict[float, float]


def build_blocks(column: Sequence[Line], style: Typography) -> list[Block]:
    """The blocks of one column (at least a line): lines that follow each other in one style without a gap."""
    measure = _Measure(*_edges(column), _leading(column, style))
    blocks: list[Block] = []
    current: list[Line] = []
    for place, line in enumerate(column):
        following = column[place + 1] if place + 1 < len(column) else None
        if current and _begins(current, line, following, measure):
            blocks.append(Block(BlockKind.PARAGRAPH, current))
            current = []
        current.append(line)
    blocks.append(Block(BlockKind.PARAGRAPH, current))
    for block in blocks:
        block.kind = _kind(block)
    return blocks


def joins_heading(block: Block, after: Block, style: Typography) -> bool:
    """Whether a block goes on with a heading above it, whose last line is so short that it passed for a column."""
    last, line = block.lines[-1], after.lines[0]
    gap = line.baseline - last.baseline
    starts = {round(span.box.x0) for span in block.lines[0].spans}
    alike = abs(line.size - last.size) < 0.3 and line.bold == last.bold and main_font(line) == main_font(last)
    return (
        alike
        and line.page == last.page
        and not style.is_body(line)
        and (line.bold or line.size > 1.08 * style.size)
        and 0 < gap < _HEADING_STEP * line.size
        and len(block.lines) + len(after.lines) < _PARAGRAPH
        and round(line.box.x0) in starts
        and (line.text[:1].islower() or bool(_OPEN.search(last.text)))
    )


def _edges(column: Sequence[Line]) -> tuple[float, float]:
    """Where most lines of a column begin, and where the long ones end."""
    starts = Counter(round(line.box.x0) for line in column)
    ends = sorted(line.box.x1 for line in column)
    return min(starts, key=lambda x: (-starts[x] - starts[x + 1], x)), ends[int(0.85 * (len(ends) - 1))]


def _leading(column: Sequence[Line], style: Typography) -> dict[float, float]:
    """The usual distance of base lines for each font size of a column."""
    gaps: dict[float, Counter[float]] = {}
    for line, after in pairwise(column):
        gap = after.baseline - line.baseline
        if abs(line.size - after.size) < 0.3 and 0.8 * line.size < gap < 2.2 * line.size:
            gaps.setdefault(round(line.size), Counter())[round(gap * 2) / 2] += 1
    usual = {size: counts.most_common(1)[0][0] for size, counts in gaps.items() if sum(counts.values()) >= 3}
    return {round(style.size): style.leading, **usual}


def _begins(current: list[Line], line: Line, following: Line | None, measure: _Measure) -> bool:
    """Whether ``line`` begins a new block after ``current``."""
    last = current[-1]
    gap = line.baseline - last.baseline
    usual = measure.leading.get(round(last.size), 1.25 * last.size)
    if gap > 1.32 * usual + 0.5 or gap < -1 or _changes_leading(current, line, following):
        return True
    if _resized(last, line) or is_monospaced(line) != is_monospaced(last):
        return True
    if line.spans[0].bold != last.spans[-1].bold:
        short = last.box.x1 < measure.right - 2 * last.size
        runs_on = line.text[:1].islower() and not _BULLET.match(line.text)
        return not runs_on and (line.bold != last.bold or short)
    return _begins_heading(current, line, measure) or _begins_paragraph(current, line, following, measure)


def _changes_leading(current: list[Line], line: Line, following: Line | None) -> bool:
    """Whether lines of one distance end here and lines of another begin, with a gap wider than both."""
    if following is None or len(current) < 2 or following.page != line.page:
        return False
    above = current[-1].baseline - current[-2].baseline
    below = following.baseline - line.baseline
    gap = line.baseline - current[-1].baseline
    if min(above, below) < 0.8 * line.size or abs(above - below) < _OTHER_LEADING * line.size:
        return False
    return gap > max(above, below) + _OTHER_LEADING * line.size


def _begins_heading(current: list[Line], line: Line, measure: _Measure) -> bool:
    """Whether a heading and what follows it part here, by another look."""
    last = current[-1]
    short = len(current) < _PARAGRAPH or _NUMBERED_HEADING.match(line.text)
    other = _other_heading(last, line) and not _goes_on_in_italics(last, line, measure)
    if line.bold and last.bold and ((short and other) or _names_section(last, line, measure)):
        return True
    if _is_item_in_italics(current) and not line.italic and line.text[:1].isupper():
        return True
    if len(current) == 1 and last.box.x1 < measure.right - 2 * last.size:
        numbered = _NUMBERED_HEADING.match(last.text) and _NUMBERED_HEADING.match(line.text)
        if numbered and not _END.search(last.text):
            return True
    centred = _is_centred(last, measure) and _fills(line, measure) and not _END.search(last.text)
    if len(current) == 1 and (centred or _heads_plainly(last, line, measure)):
        return True
    if not _stands_alone(current, line, measure.right):
        return False
    return line.italic != last.italic or (main_font(line) != main_font(last) and not _END.search(last.text))


def _heads_plainly(last: Line, line: Line, measure: _Measure) -> bool:
    """Whether a line in the type of the text heads a paragraph right below it.

    It ends early and is no sentence, and has a number of parts, capitals, a name that all know, or some white below.
    """
    if last.box.x1 > measure.right - _EARLY * (measure.right - measure.left) or not line.text[:1].isupper():
        return False
    capitals = last.text.isupper() and not line.text.isupper() and len(last.text) > _NAME_WORDS
    if _END.search(last.text) or _OPEN.search(last.text) or not (capitals or _fills(line, measure)):
        return False
    words = last.text.split()
    usual = measure.leading.get(round(last.size), 0.0)
    apart = bool(usual) and line.baseline - last.baseline > usual + 0.5 * _OTHER_LEADING * line.size
    named = len(words) <= _NAME_WORDS and section_role(last.text) is not SectionRole.OTHER
    return (
        last.text[:1].isalnum()
        and len(words) <= _HEADING_WORDS
        and (apart or named or capitals or bool(_PARTED_NUMBER.match(last.text)))
    )


def _is_centred(line: Line, measure: _Measure) -> bool:
    """Whether a line stands in the middle of its column, away from both sides."""
    left, right = line.box.x0 - measure.left, measure.right - line.box.x1
    return min(left, right) > 3 * line.size and abs(left - right) < line.size


def _fills(line: Line, measure: _Measure) -> bool:
    """Whether a line runs from about one side of its column to the other."""
    return line.box.x0 - measure.left < 3 * line.size and measure.right - line.box.x1 < line.size


def _resized(last: Line, line: Line) -> bool:
    """Whether the font size changes between two lines, and not only within the first (a heading that runs in)."""
    if len(line.text) <= 3 or len(last.text) <= 3:
        return False
    end = next((span.size for span in reversed(last.spans) if not (span.superscript or span.subscript)), last.size)
    limit = 0.07 * last.size + 0.1
    return abs(line.size - last.size) > limit and abs(line.size - end) > limit


def _other_heading(last: Line, line: Line) -> bool:
    """Whether one heading follows another: it bears a number, is set otherwise, or to the left of a centred one."""
    middle = (last.box.x0 + last.box.x1 - line.box.x0 - line.box.x1) / 2
    if last.box.x0 - line.box.x0 > 2 * line.size and abs(middle) > 2 * line.size:
        return True
    capitals = last.text.isupper() != line.text.isupper() and len(line.text) > 3 and len(last.text) > 3
    return capitals or line.italic != last.italic or bool(_NUMBERED_HEADING.match(line.text))


def _goes_on_in_italics(last: Line, line: Line, measure: _Measure) -> bool:
    """Whether a full line in italics and upright letters goes on in one of them: names of species are set otherwise."""
    full = last.box.x1 + 0.5 * line.size * len(line.text.split(maxsplit=1)[0]) > measure.right
    return full and len({span.italic for span in last.spans}) > 1 and not _NUMBERED_HEADING.match(line.text)


def _is_item_in_italics(lines: Sequence[Line]) -> bool:
    """Whether lines are an item in italics, and no sentence: it heads what follows in upright letters."""
    few = len(lines) < _PARAGRAPH and all(line.italic for line in lines)
    return few and bool(_BULLET.match(lines[0].text)) and not _END.search(lines[-1].text)


def _names_section(last: Line, line: Line, measure: _Measure) -> bool:
    """Whether a line is the name of a section, which would have had room in the line above if it went on with it.

    An introduction needs no such proof: few headings end with the word, but manuscripts print their title over it.
    """
    if len(line.text.split()) > _NAME_WORDS or not line.text[:1].isupper() or _OPEN.search(last.text):
        return False
    if section_role(line.text) is SectionRole.INTRODUCTION and len(line.text.split()) == 1:
        return True
    width = last.box.x1 - last.box.x0 + line.size + line.box.x1 - line.box.x0
    return width < measure.right - measure.left and section_role(line.text) is not SectionRole.OTHER


def _stands_alone(current: list[Line], line: Line, right: float) -> bool:
    """Whether a change to or from italics parts a heading from a paragraph: the part before ends short."""
    last = current[-1]
    return last.box.x1 < right - 3 * last.size and line.text[:1].isupper()


def _begins_paragraph(current: list[Line], line: Line, following: Line | None, measure: _Measure) -> bool:
    last, left, right = current[-1], measure.left, measure.right
    em = line.size
    second = bool(_ITEM.match(last.text) and _ITEM.match(line.text)) and abs(line.box.x0 - last.box.x0) < 0.6 * em
    if _BULLET.match(line.text) and (second or last.box.x1 < right - 2 * em or _END.search(last.text)):
        return True
    indent = line.box.x0 - last.box.x0
    if 0.5 * em < indent < 5 * em and abs(last.box.x0 - left) < 0.6 * em:
        hanging = following is not None and abs(following.box.x0 - line.box.x0) < 1.0
        if not hanging and (len(current) > 1 or _END.search(last.text)):
            return True
    if len(current) > 1 and indent < -0.6 * em and current[0].box.x0 < last.box.x0 - 0.6 * em:
        return True
    short = last.box.x1 < right - max(2.5 * em, 0.1 * (right - left))
    return bool(short and _END.search(last.text) and not line.text[:1].islower())


def _kind(block: Block) -> BlockKind:
    if sum(1 for line in block.lines if is_monospaced(line)) > 0.6 * len(block.lines) and len(block.lines) > 1:
        return BlockKind.CODE
    if _BULLET.match(block.lines[0].text):
        return BlockKind.LIST
    return BlockKind.PARAGRAPH


def set_text(block: Block, vocabulary: Vocabulary) -> None:
    """Fill in the text of a block, hyphens of line ends undone, and its superscripts."""
    text = ""
    raised: list[tuple[int, int]] = []
    is_code = block.kind is BlockKind.CODE
    for line in block.lines:
        if text:
            text, glue = (text, "\n") if is_code else vocabulary.join(text, line.text)
            text += glue
        start = len(text)
        text += line.text
        raised += _raised(line, start)
    block.text = text
    block.superscripts = [(start, min(end, len(text))) for start, end in raised if start < len(text)]


def _raised(line: Line, offset: int) -> list[tuple[int, int]]:
    """Character ranges of a line's text that are superscript, moved by ``offset``."""
    if not any(span.superscript for span in line.spans):
        return []
    found: list[tuple[int, int]] = []
    place = 0
    for span in line.spans:
        text = span.text.strip()
        start = line.text.find(text, place) if text else -1
        if start < 0:
            continue
        place = start + len(text)
        if span.superscript:
            if found and found[-1][1] == offset + start:
                found[-1] = (found[-1][0], offset + place)
            else:
                found.append((offset + start, offset + place))
    return found


def join_running(blocks: Sequence[Block], style: Typography) -> list[Block]:
    """Join paragraphs that run on in the next column or on the next page, past notes and headings of pages."""
    joined: list[Block] = []
    open_block: Block | None = None
    for block in blocks:
        if open_block is not None and _runs_on(open_block, block):
            open_block.lines = [*open_block.lines, *block.lines]
            continue
        joined.append(block)
        if block.kind in PROSE and style.is_body(block.lines[-1]):
            open_block = block
        elif not _is_note(block, style):
            open_block = None
    return joined


def _is_note(block: Block, style: Typography) -> bool:
    """Whether a block is a footnote, or front matter in small print, as addresses at the foot of a title page are.

    Formulas and listings of a title page may be marked as front matter too; a sentence does not pass over them.
    """
    if block.kind is not BlockKind.FRONT:
        return block.kind is BlockKind.FOOTNOTE
    return all(style.is_smaller(line.size) and not is_monospaced(line) for line in block.lines)


def _runs_on(first: Block, second: Block) -> bool:
    """Whether ``second`` goes on with the sentence of ``first``."""
    if second.kind is not BlockKind.PARAGRAPH or abs(first.lines[-1].size - second.lines[0].size) > 0.5:
        return False
    before, after = first.lines[-1], second.lines[0]
    if after.bold and not before.bold:
        return False
    moved = after.page != before.page or after.baseline < before.baseline or after.box.x0 > before.box.x1
    text = before.text.rstrip()
    if text.endswith("-"):
        return True
    if _END.search(text) and not text.endswith((":", ";")):
        return False
    return after.text[:1].islower() or (moved and not _END.search(text))
