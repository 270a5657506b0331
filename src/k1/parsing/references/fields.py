"""The fields of one bibliography entry: authors, title, venue, year, volume, pages, identifiers.

The order of work follows what is certain: identifiers and notes of web access are blanked out first, then the authors
at the head are read, then the year is chosen among the numbers that can be one; title and venue are what is left.
Styles covered: Vancouver and AMA, APA, Harvard, IEEE, Nature, Science, Chicago, MLA, ACS, RSC and APS with and without
titles, Institute of Physics, MNRAS, Elsevier numbered, ACM, LaTeX plain, BioMed Central, Copernicus, AMS, GOST.
"""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from typing import NamedTuple

from k1.parsing.document.identifiers import find_arxiv_id, find_doi, find_urls, without_links
from k1.parsing.references.authors import LOWER, UPPER, given_first, read_author_list
from k1.parsing.references.journal import YEAR
from k1.parsing.references.title import TIDY, split_title
from k1.parsing.references.venue import clean_venue, find_numbers, pages_in_brackets
from k1.schema.identity import paper_id
from k1.text.months import MONTH


@dataclass(frozen=True, slots=True)
class ReferenceFields:
    """What an entry says of the cited work; None or empty where it does not say, or could not be read."""

    authors: tuple[str, ...] = ()
    title: str | None = None
    venue: str | None = None
    year: int | None = None
    year_accessed: int | None = None
    volume: str | None = None
    pages: str | None = None
    doi: str | None = None
    arxiv_id: str | None = None
    url: str | None = None


class _Head(NamedTuple):
    """Authors and where they end, the year right after them, and where the rest begins."""

    authors: tuple[str, ...]
    year: int | None
    names_end: int
    end: int
    organisation: bool = False


_YEAR_NEXT = re.compile(
    rf"[\s.,:]*(?:\((?:[^()\d]{{0,12}}\s)?({YEAR})[a-h]?(?:[,;/\u2013-][^()]{{0,30}})?\)"
    rf"|\[({YEAR})\]|({YEAR})[a-h]?(?![\w\u2013-])(?!\s?[;,:]\s?\d))"
)
_NO_DATE = re.compile(r"[\s.,]*\(\s*(?:n\.\s?d\.|in press|forthcoming|submitted|no date)\s*\)", re.IGNORECASE)
_LATE_YEAR = re.compile(rf"(?<![\d\u2013/.:\u2010-])({YEAR})[a-h]?(?![\d\u2013-])(?!\.\d|/\d|\(\d)")
_BRACKETED_YEAR = re.compile(rf"\((?:[^()\d]{{0,12}}\s)?({YEAR})[a-h]?\)")
_ANY_YEAR = re.compile(rf"(?<!\d)({YEAR})[a-h]?(?!\d)")
_NOTES = re.compile(
    r"[\[(](?:cited|accessed|updated|last accessed|posted)[^\])]{0,60}[\])]"
    r"|\[(?:preprint|internet|online|electronic resource)\]"
    r"|\b(?:last\s)?accessed(?:\son)?:?\s[^.;)\]]{0,40}\d{4}(?:[-/]\d\d){0,2}"
    r"|\bretrieved\s(?:on\s)?[^.;]{0,30}\d{4},?\sfrom|\bavailable(?:\sonline)?(?:\s(?:from|at))?\s?:"
    r"|\bepub\s(?:ahead of print\s?)?\d{4}[^.;]{0,15}|\bPMID:?\s?\d+|\bPMCID:?\s?PMC\d+"
    r"|\bISBN:?\s?[\dXx-]{9,17}|\bISSN:?\s?\d{4}-?\d{3}[\dXx]|\b(?:doi|url)\b\s?:?(?=\s*(?:$|[.,;]|\s))",
    re.IGNORECASE,
)
_ORGANISATION = re.compile(
    rf"([^.:;(]{{2,120}}?(?:\s\([{UPPER}][{UPPER}{LOWER}-]{{1,9}}\))?)"
    rf"(?:\.\s(?=\S)|:\s|,?\s*(?=\({YEAR})|[.,]\s(?={YEAR})|\s(?=\(n\.))"
)
_PROSE = re.compile(rf"[{LOWER}]{{2,}}\s[{LOWER}]{{2,}}|[.?!:]\s[{UPPER}][{LOWER}]+\s[{LOWER}]|[\u201c\"]|\d[\s,]*$")
# Where the font changes: "giant pandas.Chin. J.", "Nakamura Tet al.", "Mol. Ecol.24, 1205".
_LOST_BLANK = re.compile(
    rf"(?<=[{LOWER}]{{4}}\.)(?=[{UPPER}][{LOWER}]{{2,20}}\.?(?:\s[{UPPER}&][\w.]{{0,20}}){{0,7}}\s?\d{{1,4}}(?:\(\d+\))?,\s)"
    rf"|(?<=[{LOWER}]\s[{UPPER}])(?=et al\b)"
    rf"|(?<=[{LOWER}]{{2}}[.{LOWER}])(?=(?!{YEAR}\b)\d{{1,4}}(?:\(\d{{1,3}}\))?,\s[A-Z]?\d)"
)
_MONTH_BEFORE = re.compile(  # "Tank Records, January 2010", "Shoal, Feb./Mar. 3-5, 2010"
    rf"(?<=[,.]\s){MONTH}\.?(?:\s?[/\u2013-]\s?{MONTH}\.?)?\s(?:\d{{1,2}}(?:\s?[\u2013-]\s?\d{{1,2}})?,\s)?(?={YEAR}(?!\d))"
)
_PARTED_PAGES = re.compile(r"(?<=[,:]\s)(\d{1,3})\s(\d{3})([-\u2013])(\d{1,3})\s(\d{3})(?!\d)")  # "18 964\u201318 969"
_LIST_GOES_ON = re.compile(r"[,;&]|\sand\s|$")
_QUOTE_NEXT = re.compile(r",\s(?=[\u201c\"])")
_SEE = re.compile(rf"^(?:[Ss]ee|[Cc]f\.)(?:,?\s(?:also|e\.g\.|for (?:example|instance)))*,?:?\s(?=[{UPPER}]\.)")
_PART_A = re.compile(r"^\(?a\)\s")
_PART_B = re.compile(r"[.;]?\s\(?b\)\s")
_ERRATUM = re.compile(rf"(?<=\d{{4}}\));\s(?=.*\({YEAR}\))")
_INITIAL = re.compile(rf",|(?<![{UPPER}{LOWER}])[{UPPER}]\.")
_ET_AL = re.compile(r",?\set\sal\b\.?")
_IDENTIFIER = re.compile(r"(?:arXiv:?\s?)?(?:[a-z-]{2,12}(?:\.[A-Z]{2})?/\d{7}|\d{4}\.\d{4,5})(?:v\d+)?", re.IGNORECASE)
_ACCESSED = re.compile(rf"\b(?:accessed|retrieved|cited|visited)\b[^.;)\]]{{0,30}}\b({YEAR})\b", re.IGNORECASE)
_MAX_LENGTH = 4000


def read_reference_fields(text: str) -> ReferenceFields:
    """The fields of one entry, given its text without label."""
    text = " ".join(text[:_MAX_LENGTH].split())
    core = _first_work(_tidy(without_links(text)))
    head = _read_head(core)
    title, rest = split_title(core[head.end :])
    title = "" if _IDENTIFIER.fullmatch(title) else title
    numbers = find_numbers(rest)
    year = head.year or numbers.year or _late_year(core[head.end :], rest)
    volume = None if _is_the_year(numbers.volume, head.year or numbers.year, rest) else numbers.volume
    authors = head.authors
    if not title and _names_a_work(core, head) and (rest.lstrip(TIDY).startswith("In ") or not rest.strip(TIDY)):
        title, authors = core[: head.names_end].strip(), ()  # APA: an entry without author begins with its title
    urls = [url for url in find_urls(text) if "doi.org/" not in url.casefold()]
    return ReferenceFields(
        authors=authors,
        title=title or None,
        venue=clean_venue(rest[: numbers.start]) or None,
        year=year,
        year_accessed=int(accessed[1]) if (accessed := _ACCESSED.search(text)) else None,
        volume=volume,
        pages=numbers.pages or pages_in_brackets(core[head.end :]),
        doi=find_doi(text),
        arxiv_id=find_arxiv_id(text),
        url=urls[0] if urls else None,
    )


def reference_columns(read: ReferenceFields, pmcid: str | None = None) -> dict[str, object]:
    """The columns of a Reference that its fields fill, with the id of the cited work where they could name it.

    A page without date is dated by the day it was seen, which tells no work from another.
    """
    columns: dict[str, object] = asdict(read)
    seen = columns.pop("year_accessed")
    columns["year"] = read.year or seen
    if read.title or read.doi or read.arxiv_id or pmcid:
        columns["cited_paper"] = paper_id(
            title=read.title or "",
            authors=read.authors,
            year=read.year,
            doi=read.doi,
            arxiv_id=read.arxiv_id,
            pmcid=pmcid,
        )
    return columns


def _tidy(text: str) -> str:
    """An entry without notes of access, marks and the month of its year, with the blanks that the text layer lost."""
    plain = re.sub(r" (?=[.,;])|[*\u2020\u2021]", "", " ".join(_NOTES.sub(" ", text).split()))
    return _PARTED_PAGES.sub(r"\1\2\3\4\5", _LOST_BLANK.sub(" ", _MONTH_BEFORE.sub("", plain)))


def _first_work(core: str) -> str:
    """The first work of an entry that lists several: "(a) ... (b) ..." and "..., 1133 (1966); 17, 1307 (1966)"."""
    core = _SEE.sub("", core)
    of_parts = _PART_A.sub("", core, count=1)
    return (_ERRATUM if of_parts == core else _PART_B).split(of_parts, maxsplit=1)[0]


def _names_a_work(core: str, head: _Head) -> bool:
    """Whether what was read as authors can be a title: an organisation, or names without initials and commas."""
    return bool(head.authors) and (head.organisation or not _INITIAL.search(core, 0, head.names_end))


def _read_head(core: str) -> _Head:
    """Authors, or the organisation that stands for them, and a year printed right after."""
    names, end = read_author_list(core)
    organised = False
    if not names:
        organisation = _ORGANISATION.match(core)
        if organisation and len(organisation[1].split()) <= 8 and len(core) - organisation.end() > 15:
            names, end, organised = (organisation[1].strip(),), organisation.end(1), True
    match = _YEAR_NEXT.match(core, end) if names else None
    if match is None and names and _LIST_GOES_ON.match(core, end):
        names, end, match = _odd_names(core, names, end)
    if match:
        return _Head(names, int(next(filter(None, match.groups()))), end, match.end(), organised)
    undated = _NO_DATE.match(core, end)
    return _Head(names, None, end, undated.end() if undated else end, organised)


def _odd_names(core: str, names: tuple[str, ...], end: int) -> tuple[tuple[str, ...], int, re.Match[str] | None]:
    """A list of authors that goes on over names that look like none ("ph4ge", "Lilian", "R. T \u00a8 amm").

    What follows it, a bracketed year or a title in quotes, tells where it ends.
    """
    stop = _BRACKETED_YEAR.search(core, end, end + 1500) or _QUOTE_NEXT.search(core, end, end + 1500)
    between = _ET_AL.sub("", core[end : stop.start()]) if stop else ""
    if stop is None or _PROSE.search(between):
        return names, end, None
    comma = "," if _INITIAL.match(core) else r",(?!\s?[^\W\d_]\.)"  # "Family, I. J." is one name
    more = (name.strip(" .&\u2026") for name in re.split(rf",?\sand\s|{comma}|;|&", between))
    found = tuple(given_first(name) for name in more if len(name) > 1)
    return (*names, *found), stop.start() if found else end, _YEAR_NEXT.match(core, stop.start())


def _is_the_year(volume: str | None, year: int | None, rest: str) -> bool:
    """Whether what was read as a volume is the only year that an entry prints: "Tank Rec 2011: 45-59"."""
    return year is None and volume is not None and _ANY_YEAR.findall(rest) == [volume]


def _late_year(body: str, rest: str) -> int | None:
    """The year of an entry that prints it after the title: in brackets, else the last that can be one."""
    patterns = (_BRACKETED_YEAR, _LATE_YEAR, _ANY_YEAR)
    found = (pattern.findall(text) for text in (rest, body) for pattern in patterns)
    return next((int(years[-1]) for years in found if years), None)
