"""The front matter of a paper (module A): who wrote what, where and when, read from its first pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from k1.parsing.document.identifiers import find_arxiv_id, find_pmcid, find_urls
from k1.parsing.document.licences import find_licence
from k1.parsing.document.resources import find_resources
from k1.parsing.front.abstract import AbstractText, find_abstract
from k1.parsing.front.affiliations import find_affiliations, listed_places
from k1.parsing.front.author_records import make_authors
from k1.parsing.front.authors import Byline, find_byline
from k1.parsing.front.identity import (
    closing_doi,
    find_article_type,
    find_dates,
    find_language,
    find_venue,
    own_doi,
)
from k1.parsing.front.keywords import find_keywords, split_keywords
from k1.parsing.front.listed import listed_blocks
from k1.parsing.front.named_places import named_places
from k1.parsing.front.orcids import linked_orcids
from k1.parsing.front.publication_year import find_year
from k1.parsing.front.title import TitleBlock, find_title, title_letters
from k1.parsing.page.hyphenation import Vocabulary
from k1.parsing.page.layout import Block, Line, Page
from k1.schema.documents import Author, Date, Resource
from k1.schema.provenance import Box


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What the first pages say of the paper; ``consumed`` are the indices of the blocks that say it."""

    title: str = ""
    authors: tuple[Author, ...] = ()
    abstract: str = ""
    keywords: tuple[str, ...] = ()
    doi: str | None = None
    arxiv_id: str | None = None
    pmcid: str | None = None
    venue: str | None = None
    publisher: str | None = None
    year: int | None = None
    dates: tuple[Date, ...] = ()
    licence: str | None = None
    article_type: str | None = None
    language: str | None = None
    resources: tuple[Resource, ...] = ()
    consumed: frozenset[int] = frozenset()
    title_blocks: frozenset[int] = frozenset()
    abstract_blocks: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class _Head:
    """Title and names on the title page, and the places by their marks."""

    page: Page
    title: TitleBlock
    byline: Byline
    places: Mapping[str, str]
    place_lines: tuple[Line, ...]

    @property
    def lines(self) -> list[Line]:
        """All lines that print them."""
        return [*self.title.lines, *self.byline.lines, *self.place_lines]

    @property
    def bottom(self) -> float:
        """Where the names end, in points from the top."""
        return max((line.box.y1 for line in (self.byline.lines or self.title.lines)), default=0.0)


_PUBLISHERS = re.compile(
    r"\b(Hindawi|BioMed Central|MDPI|Public Library of Science|PLOS|Springer(?: Nature)?|John Wiley|Wiley"
    r"|Elsevier|F1000|Frontiers Media"
    r"|Nature Publishing Group|Oxford University Press|Cambridge University Press|The Royal Society"
    r"|Royal Society of Chemistry|IEEE|ACM"
    r"|Wolters Kluwer|Taylor (?:&|and) Francis|SAGE|American Chemical Society|American Physical Society"
    r"|IOP Publishing|PeerJ|eLife|Karger"
    r"|Copernicus|Dove|Open Journals|De Gruyter|Thieme|BMJ|Nature Portfolio)\b"
)
_OFF_CENTRE = 0.04  # of the page's width
_FIRST_LINES = 40
_LABEL = re.compile(r"\A\W*title\s?:\s*", re.IGNORECASE)
_LAST_FRONT_PAGE = 4
_NO_WORDS = Vocabulary(())
_WORDY = 5  # words of a line of text beside a column of names
_OF_THE_PAPER = re.compile(r"\b(?:article|paper|work|manuscript|publication)\b|open[ -]access", re.IGNORECASE)
_CUT_DOI = re.compile(r"doi\.org/10\.\d*/?$")  # a line end took the rest


def read_front_matter(
    pages: Sequence[Page],
    blocks: Sequence[Block],
    *,
    metadata: Mapping[str, str] | None = None,
    stamps: str = "",
    furniture: Container[int] = frozenset(),
    vocabulary: Vocabulary = _NO_WORDS,
) -> FrontMatter:
    """Read the front matter of a paper.

    Parameters
    ----------
    pages: all pages with their lines as printed.
    blocks: all blocks in reading order.
    metadata: the file's own metadata ("Title", "Author", "Subject", ...): a hint, believed where print agrees.
    stamps: what is printed along the margin of the first page, a line each.
    furniture: ``id`` of the lines that run over pages (k1.parsing.page.furniture).
    vocabulary: the words of the paper, which tell whether a hyphen at the end of a line belongs to its word.
    """
    if not pages:
        return FrontMatter()
    told = metadata or {}
    head = _find_head(pages, blocks, told.get("Title", ""), vocabulary)
    taken = _blocks_of(blocks, head.lines)
    again = _title_again(blocks, head)
    abstract = _find_abstract(blocks, taken, head, again)
    listed = listed_blocks(blocks)
    recurring = [line.text for page in pages for line in page.lines if id(line) in furniture]
    keywords, keyword_block = find_keywords(blocks, listed)
    return replace(
        _read_publication(pages, blocks, listed, head, told=told, recurring=recurring, stamps=stamps),
        title=head.title.text,
        authors=_authors(head.byline, head.places, _front_text(blocks, listed), head.page),
        abstract=abstract.text,
        keywords=keywords or split_keywords(told.get("Keywords", "")),
        consumed=frozenset(at for at in (*taken, *abstract.blocks, keyword_block, again) if at is not None),
        title_blocks=_blocks_of(blocks, head.title.lines),
        abstract_blocks=frozenset(abstract.blocks),
    )


def _find_head(pages: Sequence[Page], blocks: Sequence[Block], claimed: str, vocabulary: Vocabulary) -> _Head:
    """Title, names and addresses; ``claimed`` is the title of the file's metadata."""
    page = pages[_title_page(pages)]
    elsewhere = [*(line.text for line in page.lines), *_running_lines(pages)]
    title = find_title(page, claimed, elsewhere, vocabulary)
    following, byline = _find_byline(_lines_after(page, title))
    if not byline.names:
        following, byline = _byline_left_of(page, title) or (following, byline)
    places, place_lines = find_affiliations(following, byline)
    places |= listed_places(blocks)
    if not places:
        places, byline = named_places(following, byline)
    return _Head(page, title, byline, places, tuple(place_lines))


def _read_publication(
    pages: Sequence[Page],
    blocks: Sequence[Block],
    listed: frozenset[int],
    head: _Head,
    *,
    told: Mapping[str, str],
    recurring: Sequence[str],
    stamps: str,
) -> FrontMatter:
    """What is said of the paper as a publication: where and when it appeared, under which numbers and licence.

    ``listed`` are the indices of the blocks of its reference list, ``recurring`` the lines that run over pages: notes
    and text may stand as low.
    """
    first, running = head.page, _running_lines(pages)
    own = [block for at, block in enumerate(blocks) if at not in listed]
    entries = [line for at in sorted(listed) for line in blocks[at].lines]
    lines = [line.text for line in _down_columns(first.lines) if not _stands_in(line.box, first, entries)]
    text = "\n".join([_front_text(blocks, listed), *lines])
    page_text = "\n".join(lines)
    dates = find_dates(text) or find_dates(_history(own))
    return FrontMatter(
        doi=own_doi(lines, running, " ".join(told.values())) or closing_doi(_last_texts(blocks)),
        arxiv_id=find_arxiv_id(page_text) if "arxiv:" in page_text.casefold() else None,
        pmcid=find_pmcid(page_text),
        venue=find_venue(running, told.get("Subject", "")),
        publisher=_publisher(text),
        year=find_year(dates, recurring, f"{stamps}\n{page_text}"),
        dates=dates,
        licence=_licence([text, *_licence_links(pages), *_own_licences(own)]),
        article_type=find_article_type(line.text for line in first.lines if _above(line, head.title)),
        language=find_language(" ".join(block.text for block in blocks[:60])),
        resources=find_resources(_links(pages, own, entries)),
    )


def _title_again(blocks: Sequence[Block], head: _Head) -> int | None:
    """The block that prints the title once more, as manuscripts do over the text that follows a title page."""
    title = title_letters(head.title.text)
    later = ((at, block) for at, block in enumerate(blocks) if head.page.number < block.page <= _LAST_FRONT_PAGE)
    return next((at for at, block in later if title and title_letters(_LABEL.sub("", block.text)) == title), None)


def _find_abstract(blocks: Sequence[Block], taken: frozenset[int], head: _Head, again: int | None) -> AbstractText:
    """The abstract; the title once more, in block ``again``, ends it."""
    found = find_abstract(blocks, taken, head.bottom)
    return find_abstract(blocks[:again], taken, head.bottom) if again in found.blocks else found


def _authors(byline: Byline, places: Mapping[str, str], notes: str, page: Page) -> tuple[Author, ...]:
    """The author records, with the e-mails and ORCID iDs that the links of a page lead to."""
    orcids = linked_orcids([name for name, _ in byline.names], byline.lines, page.links)
    return make_authors(byline, places, _mailed(page) + notes, orcids)


def _down_columns(lines: Sequence[Line]) -> list[Line]:
    """Lines from the top, each followed by those right below it: what breaks at a line end goes on in its column."""
    left = sorted(lines, key=lambda line: line.box.y1)
    ordered: list[Line] = []
    while left:
        ordered.append(left.pop(0))
        while (at := next((at for at, line in enumerate(left) if _right_below(ordered[-1], line)), None)) is not None:
            ordered.append(left.pop(at))
    return ordered


def _right_below(line: Line, other: Line) -> bool:
    gap = other.box.y0 - line.box.y1
    flush = abs(other.box.x0 - line.box.x0) < 2 * line.size and abs(other.size - line.size) < 0.5
    return flush and -0.5 * line.size < gap < line.size and other.box.y1 > line.box.y1 + 1


def _history(blocks: Sequence[Block]) -> str:
    """What blocks say of the days a paper was received and accepted: some print it before the references."""
    return "\n".join(
        block.text for block in blocks if re.match(r"\W*(?:received|submitted|accepted)\b", block.text, re.I)
    )


def _mailed(page: Page) -> str:
    """The e-mails that a page links to, one a line: print may lack their underscores or break them."""
    return "".join(f"{url[7:].partition('?')[0]}\n" for _, url in page.links if url.casefold().startswith("mailto:"))


def _licence(texts: Iterable[str]) -> str | None:
    """The licence that the first of ``texts`` with one names; a later one may add its version."""
    named = [licence for text in texts if (licence := find_licence(text))]
    versions = (name for name in named if name.startswith(f"{named[0]}-") and name[-1].isdigit())
    return next(versions, named[0]) if named else None


def _own_licences(blocks: Sequence[Block]) -> list[str]:
    """Blocks that speak of the paper: data and software have licences of their own."""
    return [block.text for block in blocks if _OF_THE_PAPER.search(block.text)]


def _licence_links(pages: Sequence[Page]) -> list[str]:
    """Addresses of licences that the first and the last page link to."""
    return [
        url
        for page in {pages[0].number: pages[0], pages[-1].number: pages[-1]}.values()
        for _, url in page.links
        if "creativecommons" in url
    ]


def _title_page(pages: Sequence[Page]) -> int:
    """The page that bears the title: the second where the first is a cover without running text."""
    if len(pages) > 1 and len(pages[0].lines) < 4 <= len(pages[1].lines):
        return 1
    return 0


def _stands_in(box: Box, page: Page, lines: Sequence[Line]) -> bool:
    """Whether the middle of a box on a page lies on one of ``lines``; links may have their two sides exchanged."""
    x, y = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
    on = (line.box for line in lines if line.page == page.number)
    return any(at.x0 - 1 <= x <= at.x1 + 1 and at.y0 <= y <= at.y1 for at in on)


def _last_texts(blocks: Sequence[Block]) -> list[str]:
    """The texts of the blocks that stand on the last page."""
    last = max((block.page for block in blocks), default=1)
    return [block.text.strip() for block in blocks if block.lines[-1].page == last]


def _running_lines(pages: Sequence[Page]) -> list[str]:
    """Heads and feet of all pages."""
    return [
        line.text
        for page in pages[:40]
        for line in page.lines
        if not line.turned and (line.box.y1 < 0.1 * page.height or line.box.y0 > 0.9 * page.height)
    ]


def _lines_after(page: Page, title: TitleBlock) -> list[Line]:
    """Lines of the first page that stand below the title, in its column first, from the top."""
    if not title.lines:
        return []
    left = min(line.box.x0 for line in title.lines)
    bottom = max(line.box.y1 for line in title.lines)
    size = title.lines[0].size
    middle = (left + max(line.box.x1 for line in title.lines)) / 2
    if abs(middle - page.width / 2) < _OFF_CENTRE * page.width:
        left = 0.0  # the names under a short, centred title may be wider than it
    below = [
        line
        for line in page.lines
        if not line.turned and line.box.y0 > bottom - 0.6 * size and line.box.x1 > left + 1 and line not in title.lines
    ]
    rows = sorted(below, key=lambda line: (round(line.box.y1 / 4), line.box.x0))
    return [line for line in rows if line.box.x0 > left - 40]


def _byline_left_of(page: Page, title: TitleBlock) -> tuple[list[Line], Byline] | None:
    """Names over an address at the head of the column left of the title, and its lines; a sidebar begins otherwise."""
    left = min((line.box.x0 for line in title.lines), default=0.0)
    top = min((line.box.y0 for line in title.lines), default=0.0)
    own = [line for line in page.lines if line.box.x1 < left and line.box.y1 > top and not line.turned]
    lines = sorted(own, key=lambda line: line.box.y1)
    byline = find_byline(lines)
    at_head = byline.names and byline.lines[0] is lines[0]
    return (lines, byline) if at_head and find_affiliations(lines, byline)[1] else None


def _find_byline(lines: list[Line]) -> tuple[list[Line], Byline]:
    """The byline, and the lines it was read among: all, or those right of a column of notes that has no names."""
    byline = find_byline(lines)
    starts = Counter(round(line.box.x0) for line in lines[:_FIRST_LINES])
    for edge in sorted(edge for edge, count in starts.items() if count > 2)[1:]:
        if byline.names:
            break
        right = [line for line in lines if line.box.x0 >= edge - 2]
        if (found := find_byline(right)).names:
            return right, found
    own = _own_column(lines, byline)
    found = find_byline(own)
    return (own, found) if len(found.names) > len(byline.names) else (lines, byline)


def _own_column(lines: Sequence[Line], byline: Byline) -> list[Line]:
    """The lines of the narrow column in which the names stand, where text stands beside them; else none."""
    left = min((line.box.x0 for line in byline.lines), default=0.0)
    right = max((line.box.x1 for line in byline.lines), default=0.0)
    starts = Counter(round(line.box.x0) for line in lines if line.box.x0 > right and len(line.text.split()) >= _WORDY)
    edge = min((x for x, count in starts.items() if count > 2), default=None)
    if edge is None or not byline.lines:
        return []
    top = byline.lines[0].box.y0 - 1
    crossing = (line.box.y0 for line in lines if line.box.x0 < edge - 2 and line.box.x1 > edge and line.box.y0 > top)
    bottom = min(crossing, default=float("inf"))
    return [line for line in lines if left - 3 <= line.box.x0 and line.box.x1 < edge and top <= line.box.y0 < bottom]


def _blocks_of(blocks: Sequence[Block], lines: Sequence[Line]) -> frozenset[int]:
    """Indices of the blocks most of whose lines are among ``lines``."""
    places = {(line.page, round(line.box.x0), round(line.box.y0)) for line in lines}
    found = set()
    for at, block in enumerate(blocks):
        if block.page > 2:
            break
        inside = sum((line.page, round(line.box.x0), round(line.box.y0)) in places for line in block.lines)
        if inside * 2 > len(block.lines):
            found.add(at)
    return frozenset(found)


def _front_text(blocks: Sequence[Block], listed: frozenset[int]) -> str:
    """Text of the first two pages and of the last, where publishers print dates, addresses and licences."""
    last = max((block.page for block in blocks), default=1)
    return "\n".join(
        block.text for at, block in enumerate(blocks) if (block.page <= 2 or block.page == last) and at not in listed
    )


def _above(line: Line, title: TitleBlock) -> bool:
    return bool(title.lines) and line.box.y1 < title.lines[0].box.y1


def _publisher(text: str) -> str | None:
    match = _PUBLISHERS.search(text)
    return match[1] if match else None


def _links(pages: Sequence[Page], own: Sequence[Block], entries: Sequence[Line]) -> list[str]:
    """Addresses of the text outside the reference list, and of link annotations there."""
    printed = (url for block in own for url in find_urls(block.text))
    marked = (url for page in pages for box, url in page.links if not _stands_in(box, page, entries))
    return [url for url in dict.fromkeys([*printed, *marked]) if not _CUT_DOI.search(url)]
