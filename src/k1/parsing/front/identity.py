"""What a first page says of its paper as a publication: DOI, dates, licence, venue, kind of article, language."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from k1.parsing.document.identifiers import find_dois
from k1.schema.documents import Date
from k1.text.months import MONTH, month_number

_DATE = (
    r"(?:(?P<d1>\d{1,2})(?:st|nd|rd|th)?[\s.-]+(?P<m1>[A-Za-z]{3,9})\.?,?[\s.-]+(?P<y1>\d{4})"
    r"|(?P<m2>[A-Za-z]{3,9})\.?\s(?P<d2>\d{1,2}),?\s(?P<y2>\d{4})"
    r"|(?P<d3>\d{1,2})[-./](?P<m3>\d{1,2})[-./](?P<y3>\d{4})|(?P<y4>\d{4})-(?P<m4>\d{2})-(?P<d4>\d{2})"
    r"|(?P<m5>[A-Z][a-z]{2,8})\.?\s(?P<y5>\d{4}))"
)
_EVENT = re.compile(
    r"\b(?P<event>revised (?:manuscript|version|form) received|received|submitted|(?:in )?revised(?: form)?|accepted"
    r"|published(?: online)?|first published|available online|publication date)"
    r"\s*(?P<again>\(?in (?:its |their )?(?:revised|final) (?:form|version)\)?)?"
    rf"\s*[:;,]?\s*(?:for publication\s*)?(?:on\s)?{_DATE}",
    re.IGNORECASE,
)
_EVENTS = {"received": "received", "submitted": "received", "accepted": "accepted"}
_KINDS = re.compile(
    r"^(?:original (?:article|research|paper|investigation)|research (?:article|paper|note|report)|(?:mini"
    r"|systematic|literature|scoping)?\s?review"
    r"(?: article)?|case (?:report|study|series)|clinical (?:study|trial|article)|short (?:communication"
    r"|report)|brief (?:report|communication)"
    r"|rapid communication|letter(?: to the editor)?|editorial|commentary|perspectives?|study protocol"
    r"|methodology(?: article)?|software(?: article)?"
    r"|database|data (?:descriptor|note|paper)|correspondence|opinion|meta-analysis|protocol|technical (?:note"
    r"|report)|article|communication|report)$",
    re.IGNORECASE,
)
_VENUE = re.compile(
    r"^(?P<venue>[A-Z][^\d|]{3,70}?)[\s,.(|]*(?:(?:19|20)\d\d\b|[Vv]ol(?:ume|\.)?\s?\d|\d{1,4}\s?\(|\d{1,4}:\s?\d|[Ee]?-?ISSN)"
)
# "Smith, & Doe. (2020). Slow waves"
_CITES_ITSELF = re.compile(r".{3,70}?\((?:19|20)\d\d[a-z]?\)\.\s")
# "(2020). Slow waves. Journal of Tanks, 9(95)", "The Authors. Tanks published by"
_CITED_VENUE = re.compile(
    r"(?:[.?!]\s(?P<cited>[A-Z][^.|?!\d]{3,70}),\s\d{1,4}\s?\(\d"
    r"|The Authors?\.\s(?P<owned>[A-Z][^.|]{3,70}?)\spublished by)"
)
_CITED_SUBJECT = re.compile(r"(?P<venue>[A-Z][^,;:]{3,70}),\s*(?:(?:19|20)\d\d\b|\d{1,4}\s?\(|doi:)")
_SLASH = re.compile(r"\s/\s?|/\s")
_NO_VENUE = re.compile(
    r"received|accepted|published|copyright|licen|university|et al\b|^doi|https?:|www\.|@|\bpage\b"
    rf"|^(?:vol(?:ume)?|issue|article)\b|^{MONTH}\.?$",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\b(?:code|data(?:set)?|software|archived?|available|repository|supplement\w*|comment on|swh|editorial|commentary"
    r"|companion|related article|see also|erratum|corrects|corrigendum|in response to|peer review file)\b",
    re.IGNORECASE,
)
_ASKS_TO_CITE = re.compile(
    r"\W*(?:(?:how to |to |please |kindly )?cite (?:this|as)\b|(?:this )?article doi\b|citation:|suggested citation)",
    re.IGNORECASE,
)
_ONLY_DOI = re.compile(r"\W*(?:doi\b\W*)?(?:https?://(?:dx\.)?doi\.org/)?10\.\d{4,9}/\S+\s*", re.IGNORECASE)
_PAGE_NUMBER = re.compile(r"\s*\d{1,3}\s*")
_CLOSED = re.compile(r"[)\],;]\s*$")  # an end that nothing continues
_LANGUAGES = {
    "en": ["the", "of", "and", "to", "in", "is", "that", "with", "for"],
    "de": ["der", "die", "und", "das", "ist", "mit", "von", "den", "für"],
    "fr": ["le", "la", "les", "des", "et", "est", "dans", "pour", "une"],
    "es": ["el", "la", "los", "las", "y", "en", "que", "para", "una"],
    "pt": ["o", "os", "uma", "em", "para", "com", "não", "que", "dos"],
}


def own_doi(first_page: Sequence[str], running: Sequence[str], metadata: str) -> str | None:
    """The paper's own DOI: the one that its first page and its page heads agree on.

    Parameters
    ----------
    first_page: lines of the first page without its references.
    running: heads and feet of all pages; they run where two pages bear the same DOI, else a reference may end a page.
    metadata: what the file's metadata says.
    """
    pages_of = Counter(doi for text in running for doi in find_dois(text))
    running = [text for text in running if any(pages_of[doi] > 1 for doi in find_dois(text))]
    votes: Counter[str] = Counter()
    order: dict[str, int] = {}
    # A DOI may break at a line end, so each line is also read together with the next.
    ends = pairwise([*(line for line in first_page if not _PAGE_NUMBER.fullmatch(line)), ""])
    pairs = [f"{line}{after.strip()}" for line, after in ends if not _CLOSED.search(line)]
    for weight, texts in ((3, first_page), (1, pairs), (2, dict.fromkeys(running)), (4, [metadata])):
        for text in texts:
            for doi in find_dois(text):
                votes[doi] += weight + (4 if _names_own(text, doi) else 0) - (3 if _OTHERS.search(text) else 0)
                order.setdefault(doi, len(order))
    if not votes:
        return None
    best = _completed(max(votes, key=lambda doi: (votes[doi], -order[doi])), votes)
    whole = re.sub(r"\.\d{3}$", "", best)
    if whole != best and whole in votes:  # the parts of a paper, its abstract the first, may bear DOIs of their own
        return whole
    version = re.fullmatch(r"(.*\D\d+\.)(\d{1,2})", best)
    if version:  # platforms that publish versions print the DOI of each; the newest is the one at hand
        newest = [doi for doi in votes if re.fullmatch(re.escape(version[1]) + r"\d{1,2}", doi)]
        best = max(newest, key=lambda doi: int(doi.rpartition(".")[2]))
    return best


def closing_doi(blocks: Sequence[str]) -> str | None:
    """The paper's own DOI where it stands at its end: after the words that ask to cite it, or alone as its last line.

    ``blocks`` are the texts of the last page in reading order. A DOI alone is not believed where another block holds
    one as well, for then it may be the end of the last reference.
    """
    asked = (doi for text in blocks if _ASKS_TO_CITE.match(text) for doi in find_dois(text))
    if (own := next(asked, None)) is not None:
        return own
    if not blocks or not _ONLY_DOI.fullmatch(blocks[-1]) or any(find_dois(text) for text in blocks[:-1]):
        return None
    return next(iter(find_dois(blocks[-1])), None)


def _names_own(text: str, doi: str) -> bool:
    """Whether a line gives the paper's own DOI: it says so, or holds nothing else."""
    bare = text.strip()
    said = re.search(r"^\W*(?:doi\b|https?://(?:dx\.)?doi|citation|cite this)", bare, re.IGNORECASE)
    return bool(said) or len(bare) <= len(doi) + 2


def _completed(doi: str, votes: Counter[str]) -> str:
    """The DOI with the part that a line end cut off, where another line prints all of it."""
    if doi[-1].isalnum() and not re.search(r"/\D*$", doi):
        return doi
    longer = [other for other in votes if other.startswith(doi) and len(other) > len(doi)]
    return min(longer, key=len) if longer else doi


def find_dates(text: str) -> tuple[Date, ...]:
    """Received, revised, accepted and published dates, in this order, each once, in ISO form."""
    dates: dict[str, str] = {}
    for match in _EVENT.finditer(text):
        iso = _iso(match)
        if iso:
            name = match["event"].casefold()
            event = _EVENTS.get(name) or ("revised" if "revised" in name else "published")
            # "Received in revised form" is said of a paper that was received before.
            dates.setdefault("revised" if match["again"] and event == "received" else event, iso)
    order = ("received", "revised", "accepted", "published")
    return tuple(Date(event=event, date=dates[event]) for event in order if event in dates)


def _iso(match: re.Match[str]) -> str | None:
    for form in "12345":
        year, month = match[f"y{form}"], match[f"m{form}"]
        if not year:
            continue
        number = int(month) if month.isdigit() else month_number(month) or 0
        day = None if form == "5" else int(match[f"d{form}"])
        if not 1 <= number <= 12 or (day is not None and not 1 <= day <= 31):
            return None
        if (year, number, day) == ("1970", 1, 1):
            return None  # the zero of computer clocks: a draft that has no date yet
        return f"{year}-{number:02d}" if day is None else f"{year}-{number:02d}-{day:02d}"
    return None


def find_article_type(lines: Iterable[str]) -> str | None:
    """The kind of article printed above a title, as printed."""
    for line in lines:
        text = " ".join(line.split()).strip(" .:|")
        if _KINDS.match(text):
            return text
    return None


def find_venue(lines: Iterable[str], subject: str = "") -> str | None:
    """The journal named before a year or volume in heads and feet that recur, the one named most; else in ``subject``.

    ``subject`` is that of the file's metadata, where some publishers write how to cite the paper.
    """
    votes: Counter[str] = Counter()
    printed = [(line, re.sub(r"\d+", "#", line)) for line in lines]
    recurring = Counter(head for _, head in printed)
    repeated = [" ".join(line.split()) for line, head in printed if recurring[head] > 1]
    for line, following in pairwise([*repeated, ""]):
        # A long citation goes on in the line below, and the name of the journal with it.
        if venue := _venue_of(f"{line} {following}" if _CITES_ITSELF.match(line) else line):
            votes[venue] += 1
    cited = _CITED_SUBJECT.match(subject)
    return votes.most_common(1)[0][0] if votes else cited["venue"] if cited else None


def _venue_of(head: str) -> str | None:
    """The journal that a running head names: before a year or volume, beside a bar, or before its publisher.

    The authors, up to "et al." or a slash ("J. Smith, K. Doe / Tanks 45 (2012) 123"), are no part of its name.
    """
    rest = re.sub(r"^.{0,60}?\bet al\.?,?\s", "", head)
    parts = [_SLASH.split(part)[-1].strip() for part in rest.split("|")]
    candidates = [match["cited"] or match["owned"] for match in _CITED_VENUE.finditer(rest)]
    # Before "(2020). Slow waves" stand authors.
    candidates += [match["venue"] for part in parts if not _CITES_ITSELF.match(part) and (match := _VENUE.match(part))]
    if len(parts) > 1 or rest != head:
        candidates += [part for part in parts if re.fullmatch(r"[A-Z][^\d|]{3,70}", part)]
    named = (candidate.strip(" ,.(|:;-") for candidate in candidates if not _NO_VENUE.search(candidate))
    return next((name for name in named if len(name) > 3), None)


def find_language(text: str) -> str | None:
    """The language of a text by its commonest words; None where none of the known ones stands out."""
    words = Counter(re.findall(r"[^\W\d_]+", text[:20000].casefold()))
    total = sum(words.values())
    if total < 40:
        return None
    shares = {language: sum(words[word] for word in common) / total for language, common in _LANGUAGES.items()}
    best = max(shares, key=lambda language: shares[language])
    return best if shares[best] > 0.08 else None
