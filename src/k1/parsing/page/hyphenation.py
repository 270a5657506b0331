"""Words broken at line ends: whether the hyphen belongs to them, decided by evidence."""

from __future__ import annotations

import re
from collections.abc import Iterable

from k1.text.lexicon import is_english

_WORDS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_BEFORE = re.compile(r"([^\W\d_]+)-$")
_AFTER = re.compile(r"([^\W\d_]+)")


class Vocabulary:
    """The words that a paper prints within its lines, whole ones and hyphenated ones."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._whole: set[str] = set()
        self._hyphenated: set[str] = set()
        for text in texts:
            # The last word of a line may be half of one.
            for match in _WORDS.finditer(text.casefold(), 0, max(text.rfind(" "), 0)):
                word = match[0]
                if "-" in word:
                    self._hyphenated.add(word)
                    self._whole.update(word.split("-"))
                else:
                    self._whole.add(word)

    def joins(self, before: str, after: str) -> bool:
        """Whether the hyphen between the last word of ``before`` and the first of ``after`` is only the line's."""
        left, right = _BEFORE.search(before), _AFTER.match(after)
        if left is None or right is None:
            return False
        first, second = left[1], right[1]
        if not second[0].islower():
            return False
        joined, printed = (first + second).casefold(), f"{first}-{second}".casefold()
        if printed in self._hyphenated and joined not in self._whole:
            return False
        if joined in self._whole or is_english(joined):
            return True
        halves = all(len(half) > 2 and (half.casefold() in self._whole or is_english(half)) for half in (first, second))
        return not (halves and len(first) > 3)

    def join(self, before: str, after: str) -> tuple[str, str]:
        """Two lines as they run on: the first without the hyphen of the line end, and what goes between them."""
        if not before:
            return before, ""
        if before.endswith("-") and len(before) > 1 and not before[-2].isspace():
            if self.joins(before, after):
                return before[:-1], ""
            return before, "" if after[:1].isalnum() else " "
        if before.endswith(("/", "–", "—")) or re.search(r"https?://\S*$|\bdoi\.org/\S*$", before):
            return before, "" if not after[:1].isspace() and before[-1] in "/–—=_?&." else " "
        return before, " "
