"""The words by which affiliations are known."""

from __future__ import annotations

import re

PLACE = re.compile(
    r"\b(?:\w*universi\w*|\w*hochschule|technikum|politecnico|uniwersytet|institut\w*|departe?ment\w*|dept\b"
    r"|departa\w+|facult\w*|fakult\w*"
    r"|laborator\w*|labs?\b|schools?\b|college"
    r"|cent(?:er|re|ro)s?\b|hospitals?|clinic\w*|academ\w*|division|ministry|foundation|company|corporation"
    r"|inc\b|ltd\b|gmbh|(?<=[a-z] )tech(?=[ ,]*\Z)"
    r"|(?:georgia|virginia|texas|michigan|louisiana|tennessee|montana|florida|illinois|cornell) tech"
    r"|research group|museum|polytechni\w*|escuela|ecole|école|agency|society|association|national|street|avenue"
    r"|p\.?\s?o\.?\s?box|USA|United States|United Kingdom|Germany|France|China|Japan|Italy|Spain|India|Brazil|Canada"
    r"|Australia|Netherlands|Switzerland|Sweden|Korea|Iran|Turkey)\b",
    re.IGNORECASE,
)
"""A word of an institution, an address or a country."""


def is_address(text: str) -> bool:
    """Whether a text is a list of affiliations: it names a place every few words."""
    return len(PLACE.findall(text)) * 14 > len(text.split())
