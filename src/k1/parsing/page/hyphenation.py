"""Words broken at line ends: whether the hyphen belongs to them, decided by evidence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise

from k1.parsing.page.broken_links import continues_link, open_link
from k1.text.lexicon import is_english

_WORDS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_BEFORE = re.compile(r"([^\W\d_]+)-$")
_AFTER = re.compile(r"([^\W\d_]+)")
# "low- and middle-income", but not "x-y"
_SUSPENDED = re.compile(r"[^-]{1,2}-(?:and|or|to|und|oder|et|(?<=\w\w-)y)(?![\w-])")
_NAMED = re.compile(r"\w+(?:['\u2019]s|,? et al)\b")
_LINK = r"(?:a|and|as|at|by|for|in|of|on|or|the|to)"
_WITHIN = re.compile(rf"{_LINK}-(?=\w)")  # "end-" and "to-end", "state-" and "of-the-art"
_WITHIN_BEFORE = re.compile(rf"\w-{_LINK}-$")  # "end-to-" and "end"
_SHORT_FIRSTS = frozenset({"one", "two", "six", "ten", "low"})  # words that no longer word is broken behind


class Vocabulary:
    """The words that a paper prints within its lines, whole ones and hyphenated ones."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._whole: Counter[str] = Counter()
        self._hyphenated: Counter[str] = Counter()
        for text in texts:
            # The last word of a line may be half of one.
            for match in _WORDS.finditer(text.casefold(), 0, max(text.rfind(" "), 0)):
                word = match[0]
                if "-" in word:
                    parts = word.split("-")
                    self._hyphenated.update(map("-".join, pairwise(parts)))
                    self._whole.update(parts)
                else:
                    self._whole[word] += 1

    def joins(self, before: str, after: str) -> bool:
        """Whether the hyphen between the last word of ``before`` and the first of ``after`` is only the line's."""
        left, right = _BEFORE.search(before), _AFTER.match(after)
        if left is None or right is None:
            return False
        first, second = left[1], right[1]
        if not second[0].islower():
            return False
        joined, printed = (first + second).casefold(), f"{first}-{second}".casefold()
        if self._hyphenated[printed] > self._whole[joined]:
            return False
        if joined in self._whole or is_english(joined):
            return True
        # No word is broken behind its first letter.
        within = _WITHIN.match(after) or _WITHIN_BEFORE.search(before)
        if len(first) == 1 or within or self._is_suspended(before, after):
            return False
        halves = all(len(half) > 2 and (half.casefold() in self._whole or is_english(half)) for half in (first, second))
        return not (halves and (len(first) > 3 or first.casefold() in _SHORT_FIRSTS))

    def join(self, before: str, after: str) -> tuple[str, str]:
        """Two lines as they run on: the first without the hyphen of the line end, and what goes between them."""
        if not before:
            return before, ""
        if before.endswith("-") and len(before) > 1 and not before[-2].isspace():
            if self.joins(before, after):
                return before[:-1], ""
            return before, "" if after[:1].isalnum() and not self._is_suspended(before, after) else " "
        if before.endswith(("/", "–", "—")):
            return before, " " if before[-2:-1].isspace() or after[:1].isspace() else ""
        return before, "" if _goes_on_with_link(before, after) else " "

    def _is_suspended(self, before: str, after: str) -> bool:
        """Whether the hyphen at the end of ``before`` stands for the rest of a word that is yet to come.

        A name is broken so too: "Yamamo-" and "to et al."
        """
        stem = _BEFORE.search(before)
        if not _SUSPENDED.match(before[-3:] + after) or _NAMED.match(after):
            return False
        if stem is None or not stem[1][0].isupper() or not after.startswith("to"):
            return True
        return stem[1].casefold() in self._whole or is_english(stem[1])


def _goes_on_with_link(before: str, after: str) -> bool:
    """Whether a link that a line of running text ends with is broken: at a mark that ends no sentence."""
    link = open_link(before)
    if not link or link[-1] not in ".=_?&%#" or not after.strip() or after[0].isspace():
        return False
    if link[-1] == "." and (after[0].islower() or not after[0].isalnum()):
        return after[0].islower()
    return after[0].isdigit() or continues_link(link, after)
