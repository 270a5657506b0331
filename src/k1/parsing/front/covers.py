"""Covers that repositories and publishers put before a paper: the title page is the one behind them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from statistics import median_low

from rapidfuzz import fuzz

from k1.parsing.front.authors import find_byline
from k1.parsing.front.title import find_title, title_letters
from k1.parsing.page.hyphenation import Vocabulary
from k1.parsing.page.layout import Page

# What covers say, each kind once: how to cite, where the paper lies, which version it is, what a reader may do with it.
_SAYINGS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\b(?:to cite (?:this|the)|please cite|how to cite|citation for (?:the )?(?:published|original)"
        r"|(?:export|recommended|suggested|published) citation|as published)\b",
        r"\b(?:to link to this|link to (?:the )?publi\w+|permalink|stable url|persistent (?:url|link)|online url"
        r"|view (?:the )?(?:article )?online|hal id|handle\.net|hdl\.handle)\b",
        r"\bauthor(?:s?['\u2019]?s?)? (?:accepted |original |final )?(?:manuscript|version)\b"
        r"|\b(?:accepted|submitted|published|document) (?:manuscript|version)\b|\bpre-?proof\b|\bpost-?print\b",
        r"\b(?:version of record|unedited manuscript|final (?:published )?(?:form|version)"
        r"|publisher['\u2019]?s (?:own )?(?:pdf|version)|repository copy|peer[- ]review(?:ed)?)\b",
        r"\b(?:terms (?:of use|of access|(?:and|&) conditions)|conditions of use|general rights|take-?\s?down"
        r"|breach(?:es)? (?:of )?copyright|private study|personal use only|further distribute|re-?use)\b",
        r"\b(?:downloaded (?:from|on|by)|download(?:ed)? date|date of download|accessed(?: on)?:|article views"
        r"|all content following this page)",
        r"\b(?:repository|open access archive|researchgate|jstor|escholarship|research (?:explorer|portal|collection)"
        r"|digital (?:library|commons|collections?)|archive ouverte|institutional archive|submit your article)\b",
    )
)
_FEWEST, _FEWEST_OF_SAME = 3, 2  # sayings of a cover, and of one that bears the title of the page behind it
_MOST_COVERS = 3
_MOST_WORDS = 400  # of a cover with its terms of use; the first page of a letter has more
_LARGER = 1.07  # times most lines: print of titles, not of running heads
_ALIKE = 90  # per cent of the letters of two titles
_SECTION = re.compile(r"\W*(?:\d+\.?\s+)?(?:abstract|summary|introduction|references|bibliography)\W*\Z", re.IGNORECASE)
_NO_WORDS = Vocabulary(())


def number_from_title_page(pages: Sequence[Page]) -> list[Page]:
    """The pages with the title page as number 1: covers before it count down from 0."""
    covers = 0
    while covers < min(_MOST_COVERS, len(pages) - 1) and _is_cover(pages[covers], pages[covers + 1]):
        covers += 1
    return [_renumbered(page, page.number - covers) for page in pages] if covers else list(pages)


def _is_cover(page: Page, following: Page) -> bool:
    """Whether a page speaks of the paper's copy, and the page behind it bears the title.

    An accepted manuscript may say as much on its own title page, and so may a letter whose next page bears its title as
    a running head: where names stand under a title, the page behind must print the same title again, large, and a name.
    """
    if any(_SECTION.match(line.text) for line in page.lines) or len(_text(page).split()) > _MOST_WORDS:
        return False
    said = sum(bool(saying.search(_text(page))) for saying in _SAYINGS)
    if said < _FEWEST_OF_SAME:
        return False
    (own, families), (next_title, _) = _title_over_names(page), _title_over_names(following)
    if next_title and (next_title in title_letters(_text(page)) or _are_alike(own, next_title)):
        return True
    if own:
        behind = title_letters(_text(following))
        return own in title_letters(_large_text(following)) and any(family in behind for family in families)
    return bool(next_title) and said >= _FEWEST


def _are_alike(title: str, other: str) -> bool:
    """Whether two titles are one, signs and accents apart that one of them was printed without."""
    return fuzz.ratio(title, other) > _ALIKE


def _text(page: Page) -> str:
    return " ".join(line.text for line in page.lines)


def _large_text(page: Page) -> str:
    return " ".join(line.text for line in page.lines if line.size > _LARGER * _usual_size(page))


def _usual_size(page: Page) -> float:
    return median_low([line.size for line in page.lines]) if page.lines else 0.0


def _title_over_names(page: Page) -> tuple[str, list[str]]:
    """The letters of a title with names of authors under it, and of the family names; empty where the page has none."""
    title = find_title(page, "", [line.text for line in page.lines], _NO_WORDS)
    bottom = max((line.box.y1 for line in title.lines), default=0.0)
    below = [line for line in page.lines if not line.turned and line.box.y0 > bottom - 2 and line not in title.lines]
    names = find_byline(sorted(below, key=lambda line: (round(line.box.y1 / 4), line.box.x0))).names
    if not names or max((line.size for line in title.lines), default=0.0) < _usual_size(page) - 0.5:
        return "", []  # a running head is no title
    return title_letters(title.text), [title_letters(name.split()[-1]) for name, _ in names]


def _renumbered(page: Page, number: int) -> Page:
    return replace(page, number=number, lines=tuple(replace(line, page=number) for line in page.lines))
