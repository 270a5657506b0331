"""Words into printed lines: neighbours on one base line, with raised and lowered characters told apart.

A line ends where the gap is wider than a word space can be, so that neither two columns nor two cells of a table
share one; `columns.py` joins what belongs together once the columns are known.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from k1.parsing.page.crowded_rows import CrowdedRows
from k1.parsing.page.glyphs import accented, compose_accents, is_accent
from k1.parsing.page.layout import Line, Span, turn_box, weight_and_slope
from k1.parsing.page.letterspacing import join_letters
from k1.parsing.page.textlayer import Word
from k1.parsing.page.typography import is_typewriter
from k1.schema.provenance import Box

ASCENT, DESCENT = 0.75, 0.22  # of the font size: how far a line's box reaches above and below its base line
_WIDEST_SPACE = 1.15  # em; a wider gap between two text objects ends a line
_WIDEST_SPACE_INSIDE = 2.5  # em; the same within one text object, where a justified line may be stretched
_COLUMN_ROWS, _COLUMN_WIDTH = 6, 8.0  # rows that show where a column begins, and em that stand before it
_LOGO_RISE, _LOGO_KERN = 0.3, 0.25  # em; how far the E of "TEX" is lowered, and how far it reaches under its neighbours
_SMALLEST_MARK, _MARK_DROP = 0.48, 1.3  # of the size of its row, and em of its own from its base line to the row's
_ACCENT_SHIFT, _ACCENT_RISE = 0.1, 0.3  # em; between an accent and the word that begins with its letter
_CROWD = 500  # rows of a page; of fewer, each is compared with all near its base line
_SPAN_GAP = 0.5  # em; a wider gap ends a span, so that table cells can be told apart


class _Row:
    """Words gathered for one line."""

    __slots__ = ("baseline", "size", "words", "x0", "x1")

    def __init__(self, word: Word) -> None:
        self.words = [word]
        self.x0, self.x1 = word.x0, word.x1
        self.baseline, self.size = word.baseline, word.size

    def takes(self, word: Word, columns: Container[int] = frozenset()) -> bool:
        """Whether ``word`` goes on with this line, as the next one in the content stream.

        ``columns``: the places, in whole points, where a column begins within text objects.
        """
        if word.quarter != self.words[-1].quarter:
            return False
        last = self.words[-1]
        if _is_wide(last, word) and round(word.x0) in columns:
            return False
        em = max(word.size, self.size)
        widest = _WIDEST_SPACE_INSIDE if word.piece == last.piece else _WIDEST_SPACE
        if not -0.6 * em <= word.x0 - self.x1 <= widest * min(em, 1.3 * min(word.size, last.size) + 4):
            return False
        return _same_base(self.baseline, self.size, word.baseline, word.size)

    def add(self, word: Word) -> None:
        if word.size > 1.1 * self.size:  # what came before was raised or lowered
            self.baseline, self.size = word.baseline, word.size
        self.words.append(word)
        self.x1 = max(self.x1, word.x1)
        self.x0 = min(self.x0, word.x0)


def _same_base(base: float, size: float, other_base: float, other_size: float) -> bool:
    """Whether two runs stand on one line: on one base line, or the smaller one raised or lowered a little."""
    rise = base - other_base if other_size <= size else other_base - base  # of the smaller run
    large, small = max(size, other_size), min(size, other_size)
    if small > 0.88 * large:
        return abs(rise) <= 0.22 * large
    return -0.32 * large <= rise <= 0.62 * large


def _is_wide(last: Word, word: Word) -> bool:
    """Whether two words of one text object stand further apart than those of two objects on one line may.

    Blanks align the printed results of a program, which make no columns of the page.
    """
    apart = word.piece == last.piece and word.x0 - last.x1 > _WIDEST_SPACE * min(word.size, last.size)
    return apart and not is_typewriter(word.font.name)


def _inner_columns(words: Sequence[Word]) -> frozenset[int]:
    """Where columns begin within text objects, in whole points: a file may print the rows of two columns as one.

    Behind wide blanks of several rows and at the same place, which those of stretched lines never are.
    """
    rows: Counter[int] = Counter()
    start = 0.0
    for last, word in pairwise(words):
        if word.piece != last.piece:
            start = word.x0
        elif _is_wide(last, word) and last.x1 - start > _COLUMN_WIDTH * word.size:
            rows[round(word.x0)] += 1
    begin = [x for x in rows if rows[x - 1] + rows[x] + rows[x + 1] >= _COLUMN_ROWS]
    return frozenset(near for x in begin for near in (x - 1, x, x + 1))


def build_lines(words: Iterable[Word], page: int, width: float, height: float) -> tuple[list[Line], int]:
    """The lines of a page and the quarter turns at which most of its text stands.

    ``width`` and ``height`` are those of the page as it lies in the file (before its own rotation). Lines are
    given in the frame in which most text stands upright; those that stand at another angle keep it in ``turned``.
    """
    rows: list[_Row] = []
    placed = _accents_at_letters(list(words))
    columns = _inner_columns(placed)
    for word in placed:
        if rows and rows[-1].takes(word, columns):
            rows[-1].add(word)
        else:
            rows.append(_Row(word))
    letters: dict[int, int] = defaultdict(int)
    for row in rows:
        letters[row.words[0].quarter] += sum(len(word.text) for word in row.words)
    main = max(letters, key=lambda quarter: (letters[quarter], -quarter)) if letters else 0
    lines: list[Line] = []
    for quarter in sorted(letters):
        own = _join_rows([row for row in rows if row.words[0].quarter == quarter])
        turned = (quarter - main) % 4
        sides = (width, height) if quarter % 2 == 0 else (height, width)
        for row in own:
            line = _line(row, page, turned)
            if turned:
                line = replace(line, box=turn_box(line.box, -turned, *sides))
            lines.append(line)
    return [line for line in lines if line.text], main


def _accents_at_letters(words: list[Word]) -> list[Word]:
    """Words with each accent that stands alone right before the letter that it is printed over.

    A file may print it behind that letter, or at the end of the line.
    """
    for accent in [word for word in words if is_accent(word.text)]:
        at = words.index(accent)
        if at + 1 < len(words) and _stands_over(accent, words[at + 1]):
            continue
        letter = next((n for n, word in enumerate(words) if n != at and _stands_over(accent, word)), None)
        if letter is not None:
            word = words[letter]
            words[letter] = word._replace(spaced=False)
            words.insert(letter, accent._replace(spaced=word.spaced, piece=word.piece, baseline=word.baseline))
            del words[at + (letter < at)]
        elif at and _stands_over_end(accent, words[at - 1]):
            text = words[at - 1].text
            words[at - 1] = words[at - 1]._replace(text=text[:-1] + accented(text[-1], accent.text))
            del words[at]
    return words


def _stands_over(accent: Word, word: Word) -> bool:
    near = abs(accent.x0 - word.x0) < _ACCENT_SHIFT * word.size and word.quarter == accent.quarter
    risen = abs(accent.baseline - word.baseline) < _ACCENT_RISE * word.size
    return near and risen and word.text[0].isalpha() and abs(accent.size - word.size) < 0.1 * word.size


def _stands_over_end(accent: Word, word: Word) -> bool:
    """Whether an accent is printed over the last letter of the word before it."""
    letter = (word.x1 - word.x0) / len(word.text)
    over = word.x1 - letter < (accent.x0 + accent.x1) / 2 < word.x1 and not accent.spaced
    risen = abs(accent.baseline - word.baseline) < _ACCENT_RISE * word.size and word.quarter == accent.quarter
    return over and risen and word.text[-1].isalpha()


def _join_rows(rows: list[_Row]) -> list[_Row]:
    """Join rows that the content stream gave in pieces: side by side on one base line, or one in a gap of the other."""
    rows = sorted(rows, key=lambda row: (row.baseline, row.x0))
    gone = [False] * len(rows)
    crowd = CrowdedRows(rows) if len(rows) > _CROWD else None
    for i, row in enumerate(rows):
        if gone[i]:
            continue
        j = i
        while (j := crowd.next_after(j, row, len(rows)) if crowd else j + 1) < len(rows):
            other = rows[j]
            drop = other.baseline - row.baseline
            if drop > _MARK_DROP * max(row.size, 4):
                break
            filled = not gone[j] and (_fills_gap(row, other) or _fills_gap(other, row))
            if filled or (not gone[j] and drop <= 0.65 * max(row.size, 4) and _adjoin(row, other)):
                first, second = (row, other) if len(row.words) >= len(other.words) else (other, row)
                for word in second.words:
                    first.add(word._replace(spaced=False) if filled else word)
                first.words.sort(key=lambda word: word.x0)
                if crowd:
                    crowd.grown(j if first is other else i)
                if first is other:
                    gone[i], rows[j] = True, other
                    break
                gone[j] = True
    return [row for row, dropped in zip(rows, gone, strict=True) if not dropped]


def _adjoin(row: _Row, other: _Row) -> bool:
    if not _same_base(row.baseline, row.size, other.baseline, other.size):
        return False
    left, right = (row, other) if row.x0 <= other.x0 else (other, row)
    small = min(row.size, other.size)
    gap = right.x0 - left.x1
    if gap >= 0:
        return gap <= 0.45 * small
    # Overlapping boxes: a raised mark in its gap, not a line printed over another one.
    return min(left.x1, right.x1) - right.x0 <= max(0.4 * small, 1.0)


def _fills_gap(row: _Row, mark: _Row) -> bool:
    """Whether a mark stands alone right behind a word of a row, in a gap that is made for it.

    It is small and raised or lowered, or a letter of a logo as large as the row. Some files print all such marks of a
    page behind its lines.
    """
    if len(mark.words) > 1 or len(row.words) < 2 or not row.x0 < mark.x0 < mark.x1 < row.x1:
        return False
    em, rise = row.size, row.baseline - mark.baseline
    if 0.9 * em < mark.size < 1.1 * em:
        fits = len(mark.words[0].text) == 1 and abs(rise) <= _LOGO_RISE * em
        before, after = -_LOGO_KERN * em, _LOGO_KERN * em
    else:
        small = _SMALLEST_MARK * em < mark.size <= 0.88 * em
        fits = small and _same_base(row.baseline, em, mark.baseline, mark.size)
        before, after = -0.1 * em, em
    return fits and any(
        abs(mark.x0 - left.x1) < _LOGO_KERN * em and before < right.x0 - mark.x1 < after
        for left, right in pairwise(row.words)
    )


def box_of_print(x0: float, x1: float, baseline: float, size: float) -> Box:
    """The box that print of a font size takes up from ``x0`` to ``x1`` on its base line."""
    return Box(round(x0, 2), round(baseline - ASCENT * size, 2), round(x1, 2), round(baseline + DESCENT * size, 2))


def _line(row: _Row, page: int, turned: int) -> Line:
    words = join_letters(row.words)
    size = _main_size(words)
    baseline = _main_baseline(words, size)
    spans: list[Span] = []
    group: list[Word] = []
    for word in words:
        if group and not _one_span(group[-1], word, size, baseline):
            spans.append(_span(group, size, baseline, first=not spans))
            group = []
        group.append(word)
    spans.append(_span(group, size, baseline, first=not spans))
    return Line(
        tuple(spans),
        compose_accents("".join(span.text for span in spans)).strip(),
        box_of_print(row.x0, row.x1, baseline, size),
        page,
        round(size, 2),
        *weight_and_slope(spans),
        round(baseline, 2),
        turned,
    )


def _main_size(words: list[Word]) -> float:
    if len(words) == 1:
        return words[0].size
    letters: dict[float, int] = defaultdict(int)
    for word in words:
        letters[round(word.size, 1)] += len(word.text)
    return max(letters, key=lambda size: (letters[size], size))


def _main_baseline(words: list[Word], size: float) -> float:
    for word in words:
        if abs(word.size - size) < 0.1:
            return word.baseline
    return words[0].baseline


def _rise(word: Word, size: float, baseline: float) -> int:
    """1 for a superscript, -1 for a subscript, 0 for neither."""
    up = baseline - word.baseline
    if word.size < 0.88 * size:
        return 1 if up > 0.14 * size else -1 if up < -0.06 * size else 0
    return 1 if up > 0.2 * size else -1 if up < -0.2 * size else 0


def _one_span(last: Word, word: Word, size: float, baseline: float) -> bool:
    return (
        word.font == last.font
        and abs(word.size - last.size) < 0.15
        and word.x0 - last.x1 <= _SPAN_GAP * size
        and _rise(word, size, baseline) == _rise(last, size, baseline)
    )


def _span(words: list[Word], size: float, baseline: float, *, first: bool) -> Span:
    """One span; a space before its text says that white space stands there."""
    head = words[0]
    parts = ["" if first or not head.spaced else " ", head.text]
    for last, word in pairwise(words):
        gap = word.x0 - last.x1
        # A slanted letter may lean over a blank that is printed.
        blank = 0.02 * size if word.piece != last.piece else -0.03 * size
        if (word.spaced and gap > blank) or gap > 0.17 * size:
            parts.append(" ")
        parts.append(word.text)
    rise = _rise(head, size, baseline)
    x0, x1 = min(word.x0 for word in words), max(word.x1 for word in words)
    box = box_of_print(x0, x1, head.baseline, head.size)
    return Span(compose_accents("".join(parts)), box, round(head.size, 2), *head.font, rise > 0, rise < 0)
