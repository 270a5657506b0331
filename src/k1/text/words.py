"""Word lists written as running text, which is how people read and extend them."""

from __future__ import annotations


def word_set(listing: str) -> frozenset[str]:
    """The words of a listing, separated by white space."""
    return frozenset(listing.split())
