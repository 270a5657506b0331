"""What a citing sentence looks like to the table of weights: runs of one to three words, citations as marks."""

from __future__ import annotations

import re

from k1.text.words import word_set

CITED = "@cite"
"""Stands for a citation, whatever its style; ``AUTHOR`` for one whose authors are words of the sentence."""
AUTHOR = "@author"

_YEAR = r"(?:1[89]|20)\d\d[a-z]?"
_BRACKETED = re.compile(rf"[(\[][^()\[\]]{{0,300}}\b{_YEAR}[^()\[\]]{{0,80}}[)\]]|\[@[^\]]{{1,300}}\]")
_NAMED = re.compile(
    r"(?:\b[A-Z][\w'\u2019-]{1,25}(?: (?:and|&) [A-Z][\w'\u2019-]{1,25})?(?: et al ?\.?,?)? ?)"
    rf"(?=[(\[] ?(?:{_YEAR}|@cite))"
)
_NUMBERED = re.compile(
    r"\[ ?\d{1,3}(?: ?[,;\u2013-] ?\d{1,3}){0,20} ?\]|\( ?\d{1,3}(?: ?[,\u2013-] ?\d{1,3}){0,20} ?\)"
)
_ET_AL = re.compile(r"\b[A-Z][\w'\u2019-]{1,25} et al\b ?\.?")
_WORD = re.compile(r"@[a-z]+|[^\W\d_]+(?:['\u2019-][^\W\d_]+)*|\d[\d.,]*%?|[;:?]")
_LONGEST_RUN = 3
_MOST_WORDS = 150
_MARKS = word_set("@cite @author 0 ; : ?")


def function_features(sentence: str) -> list[str]:
    """The features of a citing sentence, each once, in the order of their first place.

    Numbers are 0, citations ``CITED`` or ``AUTHOR``; runs hold at least one word.
    """
    words = ["^", *_words(sentence)[:_MOST_WORDS]]
    runs = dict.fromkeys(
        " ".join(words[start : start + length])
        for length in range(1, _LONGEST_RUN + 1)
        for start in range(len(words) - length + 1)
    )
    cited = sum(word in (CITED, AUTHOR) for word in words)
    return [run for run in runs if run != "^"] + [f"#cited={min(cited, 3)}"]


def _words(sentence: str) -> list[str]:
    marked = _NAMED.sub(f" {AUTHOR} ", sentence)
    marked = _ET_AL.sub(f" {AUTHOR} ", _NUMBERED.sub(f" {CITED} ", _BRACKETED.sub(f" {CITED} ", marked)))
    found: list[str] = []
    for match in _WORD.finditer(marked):
        word = match[0].casefold()
        word = "0" if word[0].isdigit() else word
        if not found or found[-1] != word or word not in _MARKS:
            found.append(word)
    return found
