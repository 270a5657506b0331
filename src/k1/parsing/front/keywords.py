"""The keywords of a paper: under their heading, run in, or one below the other."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

from k1.parsing.page.layout import Block

FOREIGN_KEYWORDS = (
    r"palabras[\s-]{1,2}clave|mots?[\s-]{1,2}cl[\u00e9e]s?|schl(?:\u00fc|ue)sselw(?:\u00f6|oe)rter"
    r"|palavras[\s-]{1,2}chaves?|parole[\s-]{1,2}chiave"
)
"""What heads the keywords in Spanish, French, German, Portuguese and Italian."""
_KEYWORDS = re.compile(
    r"\bkey\s?-?words?(?:\s(?:and|&)\s(?:phrases|subject terms))?\s*[:.\u2014\u2013|-]*\s*"
    r"|\bindex terms\s*[:.\u2014\u2013-]*\s*",
    re.IGNORECASE,
)


def find_keywords(blocks: Sequence[Block], listed: Container[int] = ()) -> tuple[tuple[str, ...], int | None]:
    """The keywords printed on the first two pages, and the index of their block; those ``listed`` hold none."""
    for at, block in enumerate(blocks):
        if block.page > 2 or at in listed:
            continue
        match = _KEYWORDS.search(block.text)
        if match is None or (match.start() > 0 and not _is_run_in(block.text, match)):
            continue
        text = block.text[match.end() :]
        if not text and at + 1 < len(blocks):
            text = blocks[at + 1].text
        words = _listed_keywords(blocks, at) or split_keywords(text)
        if words:
            return words, at
    return (), None


def _listed_keywords(blocks: Sequence[Block], at: int) -> tuple[str, ...]:
    """Keywords that stand one below the other under their heading; none where the first line goes on behind it."""
    first, *lines = blocks[at].lines
    match = _KEYWORDS.match(first.text)
    if match is None or match.end() < len(first.text.rstrip()) or re.search(r"[;,\u00b7\u2022|]", blocks[at].text):
        return ()
    for block in blocks[at + 1 : at + 2]:
        head = block.lines[0]
        last = (lines or [first])[-1]
        if abs(head.box.x0 - first.box.x0) < 2 and abs(head.size - last.size) < 0.3 and head.page == first.page:
            lines += [line for line in block.lines if line.baseline - last.baseline < 6 * line.size]
    words = tuple(line.text.strip(" .") for line in lines)
    return words if len(words) > 1 and all(1 < len(word) < 50 and len(word.split()) < 6 for word in words) else ()


def _is_run_in(text: str, match: re.Match[str]) -> bool:
    """Whether "Keywords" within a block heads a list and is no word of a sentence."""
    return text[match.start()].isupper() and text[match.end() - 1 : match.end()] in ":.\u2014 |"


def split_keywords(text: str) -> tuple[str, ...]:
    """The keywords of a list with any of the usual separators."""
    text = re.split(
        r"(?:\.\s+(?=[A-Z][a-z]+ [a-z])|\bIntroduction\b|\u00a9|(?:Date )?[Rr]eceived\b|\d\.\s)", text[:600], maxsplit=1
    )[0]
    for separator in (r"\s*;\s*", r"\s*[\u00b7\u2022\u2219\u22c5|]\s*", r"\s*,\s*", r"\s+[\u2013\u2014]\s+"):
        parts = [part.strip(" .,;:") for part in re.split(separator, text)]
        if len(parts) > 1:
            return tuple(part for part in parts if 1 < len(part) < 80)
    return (text.strip(" .,;:"),) if 1 < len(text.strip()) < 60 else ()
