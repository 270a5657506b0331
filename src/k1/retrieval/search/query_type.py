"""What kind of question it is, by rules in order (agents-k1 5.1). The rule that decided is part of the answer."""

from __future__ import annotations

import re

from k1.schema.vocabulary import QueryType

_RULES = (
    (
        QueryType.MULTIMODAL,
        re.compile(r"\b(figures?|figs?|tables?|plots?|equations?|formulas?|formulae|diagrams?)\b", re.I),
    ),
    (
        QueryType.CAUSAL,
        re.compile(
            r"\b(why|caus(?:e|es|ed|ing)|effects?|affects?|mechanisms?|enabl(?:e|es|ed|ing)|inhibit(?:s|ed|ing)?)\b",
            re.I,
        ),
    ),
    (
        QueryType.SYNTHESIS,
        re.compile(r"\b(surveys?|compar(?:e|es|ed|ing|ison|isons)|overviews?|reviews?)\b", re.I),
    ),
)
_RECENCY = re.compile(
    r"\b(recent|recently|latest|newest|current|currently|today|state[ -]of[ -]the[ -]art|this year)\b", re.I
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def query_type(question: str, newest_year: int | None) -> tuple[QueryType, str]:
    """The type of a question and the rule that decided.

    ``newest_year`` is the year of the newest paper of the index: a question about that year or later wants news.
    """
    if hit := _RECENCY.search(question):
        return QueryType.RECENCY, f"the word {hit[0]!r}"
    for year in _YEAR.findall(question):
        if newest_year is not None and int(year) >= newest_year:
            return QueryType.RECENCY, f"the year {year}, where the newest paper is of {newest_year}"
    for kind, pattern in _RULES:
        if hit := pattern.search(question):
            return kind, f"the word {hit[0]!r}"
    return QueryType.DEFAULT, "no rule"
