"""Letters set apart on a fixed pitch, as LaTeX sets listings: the blanks between words are those of a whole step."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median_low

from k1.parsing.page.textlayer import Word

_FEWEST_WORDS = 6
_SINGLE = 0.6  # share of single characters among the words of a letter-spaced line
_FEWEST_LETTERS = 0.4  # of these: rows of a matrix hold numbers
_WIDEST_PITCH = 0.9  # em; cells of a table stand further apart
_ON_PITCH = 0.8  # share of the steps that are whole ones
_OFF = 0.15  # of the pitch by which a step may miss it
_BLANK = 1.5  # steps from a letter to the next one across a blank


def join_letters(words: Sequence[Word]) -> list[Word]:
    """The words of a line, with those made whole that its text layer gives letter by letter."""
    if len(words) < _FEWEST_WORDS or (pitch := _pitch(words)) is None:
        return list(words)
    joined = [words[0]]
    for word in words[1:]:
        last = joined[-1]
        if word.font == last.font and word.baseline == last.baseline and _step(last, word) < _BLANK * pitch:
            joined[-1] = last._replace(text=last.text + word.text, x1=max(last.x1, word.x1))
        else:
            joined.append(word)
    return joined


def _pitch(words: Sequence[Word]) -> float | None:
    """The distance of letters in points, where a line is letter-spaced on a fixed pitch; else None."""
    single = [word.text for word in words if len(word.text) == 1]
    if len(single) < _SINGLE * len(words) or sum(map(str.isalpha, single)) < _FEWEST_LETTERS * len(single):
        return None
    steps = [_step(left, right) for left, right in pairwise(words) if len(left.text) == len(right.text) == 1]
    pitch = median_low(steps) if steps else 0.0
    if not 0 < pitch <= _WIDEST_PITCH * words[0].size:
        return None
    whole = sum(abs(step / pitch - round(step / pitch)) <= _OFF for step in steps)
    return pitch if whole >= _ON_PITCH * len(steps) else None


def _step(left: Word, right: Word) -> float:
    """From the middle of the last letter of a word to that of the first of the next."""
    return right.x0 + _half(right) - (left.x1 - _half(left))


def _half(word: Word) -> float:
    return (word.x1 - word.x0) / (2 * len(word.text))
