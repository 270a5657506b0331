"""The months by their English names."""

from __future__ import annotations

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
"""The letters that tell each apart, in order."""

MONTH = (
    r"(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\b"
)
"""A pattern of the name of a month, whole or cut, in any case."""


def month_number(word: str) -> int | None:
    """1 to 12 for the name of a month, whole or cut ("March", "Sept."); None for any other word."""
    head = word[:3].casefold()
    return MONTHS.index(head) + 1 if head in MONTHS else None
