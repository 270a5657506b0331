"""The fields of one bibliography entry: authors, title, venue, year, volume, pages, identifiers.

The order of work follows what is certain: identifiers and notes of web access are blanked out first, then the authors
at the head are read, then the year is chosen among the numbers that can be one; title and venue are what is left.
Styles covered: Vancouver and AMA, APA, Harvard, IEEE, Nature, Chicago, MLA, ACS and RSC with and without titles,
Elsevier numbered, APS, ACM, LaTeX plain, BioMed Central.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from k1.parsing.identifiers import find_arxiv_id, find_doi, find_urls, without_links
from k1.parsing.reference_authors import LOWER, UPPER, given_first, read_author_list
from k1.parsing.reference_venue import clean_venue, find_numbers


@dataclass(frozen=True, slots=True)
class ReferenceFields:
    """What an entry says of the cited work; None or empty where it does not say, or could not be read."""

    authors: tuple[str, ...] = ()
    title: str | None = None
    venue: str | None = None
    year: int | None = None
    year_suffix: str = ""
    volume: str | None = None
    pages: str | None = None
    doi: str | None = None
    arxiv_id: str | None = None
    url: str | None = None


class _Head(NamedTuple):
    """Authors and the year right after them, and where the rest begins."""

    authors: tuple[str, ...]
    year: int | None
    suffix: str
    end: int
    undated: bool = False


_YEAR = r"(?:1[5-9]|20)\d\d"
_YEAR_NEXT = re.compile(
    rf"[\s.,:]*(?:\((?:[^()\d]{{0,12}}\s)?(?P<inside>{_YEAR})(?P<suffix>[a-h])?(?:[,;/\u2013-][^()]{{0,30}})?\)"
    rf"|\[(?P<square>{_YEAR})\]|(?P<outside>{_YEAR})(?P<letter>[a-h])?(?![\w\u2013-])(?!\s?[;,:]\s?\d))"
)
_NO_DATE = re.compile(r"[\s.,]*\(\s*(?:n\.\s?d\.|in press|forthcoming|submitted|no date)\s*\)", re.IGNORECASE)
_LATE_YEAR = re.compile(rf"(?<![\d\u2013/.:\u2010-])({_YEAR})([a-h])?(?![\d\u2013-])(?!\.\d|/\d|\(\d)")
_BRACKETED_YEAR = re.compile(rf"\((?:[^()\d]{{0,12}}\s)?({_YEAR})([a-h])?\)")
_ANY_YEAR = re.compile(rf"(?<!\d)({_YEAR})([a-h])?(?!\d)")
_NOTES = re.compile(
    r"[\[(](?:cited|accessed|updated|last accessed)[^\])]{0,60}[\])]|\[(?:internet|online|electronic resource)\]"
    r"|\b(?:last\s)?accessed(?:\son)?:?\s[^.;)\]]{0,40}\d{4}(?:[-/]\d\d){0,2}"
    r"|\bretrieved\s(?:on\s)?[^.;]{0,30}\d{4},?\sfrom|\bavailable(?:\sonline)?(?:\s(?:from|at))?\s?:"
    r"|\bepub\s(?:ahead of print\s?)?\d{4}[^.;]{0,15}|\bPMID:?\s?\d+|\bPMCID:?\s?PMC\d+"
    r"|\bISBN:?\s?[\dXx-]{9,17}|\bISSN:?\s?\d{4}-?\d{3}[\dXx]|\b(?:doi|url)\b\s?:?(?=\s*(?:$|[.,;]|\s))",
    re.IGNORECASE,
)
_QUOTED = re.compile(
    r"[\u201c\u201f\"\u00ab](?P<double>[^\u201c\u201d\u201f\"\u00bb]{6,500})[\u201d\"\u00bb\u201c]"
    r"|\u2018(?P<single>[^\u2018]{10,400}?)\u2019(?=[\s,.;])|``(?P<tex>.{6,400}?)''"
)
_STOP = re.compile(
    rf"[.?!][\u201d\"\u2019')\]]?\s+(?=[\"\u201c(\[\d{UPPER}\u2018\u00bf]|[{LOWER}][{UPPER}]|vol\b|pp\b|in:|https?:|arXiv)"
)
_ABBREVIATED = re.compile(
    rf"(?:^|[\s(])(?:vs|spp?|pp?|eds?|rev|var|subsp|cv|Dr|Prof|Mrs?|St|i\.e|e\.g|cf|ca|approx|[Nn]o|[Vv]ol|[{UPPER}])$"
)
_ORGANISATION = re.compile(rf"([^.:;(]{{2,120}}?)(?:\.\s(?=\S)|:\s|,?\s*(?=\({_YEAR})|[.,]\s(?={_YEAR})|\s(?=\(n\.))")
_PROSE = re.compile(rf"[{LOWER}]{{2,}}\s[{LOWER}]{{2,}}|[.?!:]\s[{UPPER}][{LOWER}]+\s[{LOWER}]|[\u201c\"]|\d[\s,]*$")
_SMALL_WORDS = frozenset("of the and in for on de der & la des et und to e do da di del y a".split())  # noqa: SIM905
_TIDY = ' .,:;-\u2013\u2014([\u201c\u201d"\u2018\u2019'
_MAX_LENGTH = 4000


def read_reference_fields(text: str) -> ReferenceFields:
    """The fields of one entry, given its text without label."""
    text = " ".join(text[:_MAX_LENGTH].split())
    core = re.sub(r" (?=[.,;])", "", " ".join(_NOTES.sub(" ", without_links(text)).split()))
    head = _read_head(core)
    title, rest = _split_title(core[head.end :])
    numbers = find_numbers(rest)
    year, suffix = head.year or numbers.year, head.suffix
    if year is None:
        year, suffix = _late_year(core[head.end :], rest)
    authors = head.authors
    if not title and head.undated:  # APA: an entry without author begins with its title
        title, authors = authors[0] if authors else "", ()
    urls = [url for url in find_urls(text) if "doi.org/" not in url.casefold()]
    return ReferenceFields(
        authors=authors,
        title=title or None,
        venue=clean_venue(rest[: numbers.start]) or None,
        year=year,
        year_suffix=suffix,
        volume=numbers.volume,
        pages=numbers.pages,
        doi=find_doi(text),
        arxiv_id=find_arxiv_id(text),
        url=urls[0] if urls else None,
    )


def _read_head(core: str) -> _Head:
    """Authors, or the organisation that stands for them, and a year printed right after."""
    names, end = read_author_list(core)
    if not names:
        organisation = _ORGANISATION.match(core)
        if organisation and len(organisation[1].split()) <= 8 and len(core) - organisation.end() > 15:
            names, end = (organisation[1].strip(),), organisation.end(1)
    match = _YEAR_NEXT.match(core, end) if names else None
    if match is None and names and core[end : end + 1] in ",;&":
        names, end, match = _odd_names(core, names, end)
    if match:
        year = match["inside"] or match["square"] or match["outside"]
        return _Head(names, int(year), match["suffix"] or match["letter"] or "", match.end())
    undated = _NO_DATE.match(core, end)
    return _Head(names, None, "", undated.end() if undated else end, undated is not None)


def _odd_names(core: str, names: tuple[str, ...], end: int) -> tuple[tuple[str, ...], int, re.Match[str] | None]:
    """A list of authors that goes on to a bracketed year over names that look like none ("ph4ge", "Lilian")."""
    bracket = _BRACKETED_YEAR.search(core, end, end + 1500)
    between = core[end : bracket.start()] if bracket else ""
    if bracket is None or _PROSE.search(between):
        return names, end, None
    more = (name.strip(" .&\u2026") for name in re.split(r",(?!\s?[^\W\d_]\.)|;|&", between))
    found = tuple(given_first(name) for name in more if len(name) > 1)
    return (*names, *found), bracket.start(), _YEAR_NEXT.match(core, bracket.start())


def _late_year(body: str, rest: str) -> tuple[int | None, str]:
    """The year of an entry that prints it after the title: in brackets, else the last that can be one."""
    for text in (rest, body):
        for pattern in (_BRACKETED_YEAR, _LATE_YEAR, _ANY_YEAR):
            found = pattern.findall(text)
            if found:
                year, suffix = found[-1]
                return int(year), suffix
    return None, ""


def _split_title(body: str) -> tuple[str, str]:
    """Title and what follows it. Quotes bind most; else a comma after the authors says that commas separate."""
    quoted = _QUOTED.search(body, 0, 520)
    if quoted and (quoted.start() <= 4 or len(body[: quoted.start()].split()) <= 3):
        return (quoted["double"] or quoted["single"] or quoted["tex"]).strip(_TIDY), body[quoted.end() :]
    if body.startswith(","):
        return _split_at_comma(body.lstrip(_TIDY))
    return _split_at_stop(body.lstrip(_TIDY + ")"))


def _split_at_stop(body: str) -> tuple[str, str]:
    """Title up to the first full stop that ends a sentence (Vancouver, APA, Nature, Chicago)."""
    before_numbers = body[: find_numbers(body).start]
    if _is_venue(before_numbers):
        return "", body
    for stop in _STOP.finditer(body):
        if body[stop.start()] != "." or not _ABBREVIATED.search(body, max(0, stop.start() - 12), stop.start()):
            if body[stop.start()] == ".":
                return body[: stop.start()].strip(" .,;:"), body[stop.end() :]
            return _split_at_question(body, stop)
    if "; " in body:  # ACS and MDPI books: "Title; Publisher: City, year"
        title, _, rest = body.partition("; ")
        return title.strip(_TIDY), rest
    if len(before_numbers) < len(body):
        return _split_at_comma(body)
    return re.sub(rf"[\s.,;]*{_YEAR}\W*$", "", body).strip(_TIDY), ""


def _split_at_question(body: str, stop: re.Match[str]) -> tuple[str, str]:
    """Title that holds a question: a subtitle may follow it, up to the next full stop, before the venue."""
    rest = body[stop.end() :]
    before = rest[: find_numbers(rest).start]
    second = _STOP.search(before)
    if second and before[second.start()] == "." and not _is_venue(before) and len(before[: second.start()].split()) > 2:
        end = stop.end() + second.start()
        return body[:end].strip(" .,;:"), body[stop.end() + second.end() :]
    return body[: stop.start() + 1].strip(" .,;:"), rest


def _split_at_comma(body: str) -> tuple[str, str]:
    """Title and venue of a style that sets commas between them: the venue is what stands right before the numbers."""
    numbers_at = find_numbers(body).start
    before = body[:numbers_at].rstrip(" ,(")
    if _is_venue(before):
        return "", body
    stop = _STOP.search(before)
    if numbers_at == len(body) and stop:
        return before[: stop.start()].strip(_TIDY), body[stop.end() :]
    cut = before.rfind(", ")
    if cut <= 0:
        return before.strip(_TIDY), body[numbers_at:]
    return before[:cut].strip(_TIDY), body[cut + 2 :]


def _is_venue(text: str) -> bool:
    """Whether all of a text before the numbers is the name of a journal, so that the style prints no titles."""
    words = re.sub(rf"[\s,.;(]*\(?{_YEAR}\)?[\s,;:.)]*$", "", text).replace(",", " ").split()
    if not words or len(words) > 8:
        return False
    names = [word for word in words if word.casefold() not in _SMALL_WORDS]
    capital = all(word[0].isupper() for word in names)
    abbreviated = sum(word.endswith(".") for word in names)
    return capital and (abbreviated * 2 >= len(names) or len(names) == 1)
