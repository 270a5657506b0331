"""Stable identifiers: one thing by two routes has one id.

An id is ``kind:`` and the base32 text of the first 120 bits of SHA-256 over a canonical form. No id depends
on order, time, path or machine. Canonical forms are defined here and nowhere else (design, section 3).
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from base64 import b32encode

ID_BYTES = 15  # 120 bits: 24 base32 characters without padding
ID_PATTERN = re.compile(r"^[a-z_]+:[a-z2-7]{24}$")
ARXIV_DOI = "10.48550/arxiv."
PREPRINT_DOIS = (
    ARXIV_DOI,
    "10.1101/",  # bioRxiv, medRxiv
    "10.21203/rs.",
    "10.26434/",
    "10.2139/ssrn.",
    "10.20944/",
    "10.31234/",
    "10.36227/techrxiv.",
)
"""How the DOIs of preprints begin: these do not tell a preprint from its article."""

_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"), "-")
_QUOTES = {
    **dict.fromkeys(map(ord, "\u2018\u2019\u201a\u201b\u2032\u0060\u00b4"), "'"),
    **dict.fromkeys(map(ord, "\u201c\u201d\u201e\u2033\u00ab\u00bb"), '"'),
}
_BRACKETS = {")": "(", "]": "[", "}": "{"}
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))

# Lists of references print the resolver, the word, or both: "doi:https://doi.org/10.", "DOI 10.".
_BEFORE_DOI = re.compile(r"^(?:doi[:\s]+)?(?:https?://)?(?:(?:dx|www)\.)?doi\.org/|^doi[:\s]+")
_BEFORE_ARXIV = re.compile(r"^(?:https?://)?(?:(?:www|export)\.)?arxiv\.org/(?:abs|pdf|html)/|^arxiv:\s*")
# The stamp on the margin of a preprint goes on with class and date: "[cs.IR] 30 May 2025".
_ARXIV = re.compile(
    r"(\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z]{2})?/\d{7})(?:v\d+)?(?:(?:\.pdf)?(?:[?#]\S*)?|\s+\[[a-z.-]+\](?:\s+\d+\s+\w+\s+\d{4})?)"
)
# Only behind "PMC" or an address may more follow: "2106.09685" is an arXiv id, "2020/05/01" a day.
_PMCID = re.compile(
    r"(?:((?:https?://)?(?:pmc|www)\.ncbi\.nlm\.nih\.gov/(?:pmc/)?articles/(?:pmc)?|(?:pmcid:\s*)?pmc)|pmcid:\s*)?"
    r"(?P<digits>\d{3,9})(?(1)(?:[./?#]\S*)?)"
)
# Not "v", "ma" or "ba": these are initials and family names.
_AFTER_NAME = re.compile(r"[js]r\.?|i{2,3}|iv|2nd|3rd|ph\.?d\.?|m\.?d\.?|d\.?phil\.?|[mbd]\.?sc\.?|mph|dds|dvm|esq\.?")
_INITIALS = re.compile(r"(?:\w\.)+")


def canonical_text(text: str) -> str:
    """Fold a name to the form in which equal names are equal: NFKC, case, dashes, quotes, white space."""
    if text.isascii() and "`" not in text:
        return " ".join(text.casefold().split())  # all there is to fold, at a tenth of the time
    folded = unicodedata.normalize("NFKC", text).translate(_DASHES).translate(_QUOTES).translate(_INVISIBLE)
    # Case folding can leave NFKC, so it is applied between two normalisations.
    folded = unicodedata.normalize("NFKC", folded.casefold())
    return " ".join(folded.split())


def make_id(kind: str, *parts: str) -> str:
    """The id of a thing from its kind and the parts of its canonical form, in order.

    Each part is preceded by its length, so that no two lists of parts have one joined form, whatever they hold.
    """
    form = "".join(f"{len(part)}:{part}" for part in (kind, *parts))
    digest = hashlib.sha256(form.encode("utf-8", "surrogatepass")).digest()[:ID_BYTES]
    return f"{kind}:{b32encode(digest).decode('ascii').lower()}"


def without_ending(text: str, stops: str) -> str:
    """The text without ``stops`` at its end, and without brackets there that close what it does not open."""
    unopened = {closing: text.count(closing) - text.count(opening) for closing, opening in _BRACKETS.items()}
    end = len(text)
    while end and ((last := text[end - 1]) in stops or unopened.get(last, 0) > 0):
        unopened[last] = unopened.get(last, 0) - 1
        end -= 1
    return text[:end]


def canonical_doi(doi: str) -> str:
    """A DOI without resolver and "doi:" before it, in lower case; empty if it is none."""
    bare = without_ending(_BEFORE_DOI.sub("", doi.strip().casefold()), ".,; ")
    return bare if re.match(r"^10\.\d{4,9}/\S+$", bare) else ""


def canonical_arxiv(arxiv_id: str) -> str:
    """An arXiv id without prefix, version, query and stamp, in lower case; empty if it is none."""
    bare = _BEFORE_ARXIV.sub("", arxiv_id.strip().casefold())
    match = _ARXIV.fullmatch(bare)
    return match[1] if match else ""


def canonical_pmcid(pmcid: str) -> str:
    """A PubMed Central id as ``pmc`` and digits, out of its address, too; empty if it is none."""
    match = _PMCID.fullmatch(pmcid.strip().casefold())
    return f"pmc{match['digits']}" if match else ""


def family_name(author: str) -> str:
    """The family name of "Given Family", "Given Family Jr." or "Family, Given", canonical."""
    before, _, after = author.partition(",")
    words = canonical_text(before).split()
    while len(words) > 1 and _AFTER_NAME.fullmatch(words[-1]):
        words.pop()
    given = canonical_text(after).replace(",", " ").split()
    # "Fred Brooks, Jr." is no "Family, Given"; "Garcia Marquez, M.D." is: those are initials.
    follows = all(_AFTER_NAME.fullmatch(word) and not _INITIALS.fullmatch(word) for word in given)
    whole = "," in author and not (given and follows)
    return " ".join(words if whole else words[-1:])


def paper_id(
    *,
    title: str,
    authors: tuple[str, ...] = (),
    year: int | None = None,
    doi: str | None = None,
    arxiv_id: str | None = None,
    pmcid: str | None = None,
    file_sha256: str | None = None,
) -> str:
    """The id of a paper by its best identifier, in fixed order: DOI, arXiv id, PMCID, title with author and year.

    An arXiv DOI (10.48550/arXiv...) counts as the arXiv id it spells, so that both routes meet. A paper whose file lies
    here is known by the file where no author or year stands with a title: two files called "Supplementary information"
    by nobody in no year are not one paper.
    """
    bare_doi = canonical_doi(doi or "")
    arxiv = canonical_arxiv(arxiv_id or "")
    if bare_doi.startswith(ARXIV_DOI):
        arxiv, bare_doi = canonical_arxiv(bare_doi.removeprefix(ARXIV_DOI)) or arxiv, ""
    if bare_doi:
        return make_id("paper", "doi", bare_doi)
    if arxiv:
        return make_id("paper", "arxiv", arxiv)
    if pmc := canonical_pmcid(pmcid or ""):
        return make_id("paper", "pmc", pmc)
    if file_sha256 and not (title.strip() and (authors or year)):
        return make_id("paper", "file", file_sha256)
    # Punctuation of titles differs between a paper and the lists that cite it; words do not.
    words = " ".join(re.findall(r"\w+", canonical_text(title)))
    return make_id("paper", "title", words, family_name(authors[0]) if authors else "", str(year or ""))


def printed_id(first_author: str, year: int, volume: str, pages: str) -> str:
    """The id of a work by where it was printed: family name, year, volume, first page. Journals are spelled freely."""
    first_page = re.split(r"[-\u2010-\u2015]", canonical_text(pages))[0].strip()
    return make_id("paper", "printed", family_name(first_author), str(year), canonical_text(volume), first_page)


def unit_id(paper: str, modality: str, content: str, occurrence: int = 0) -> str:
    """The id of a content unit: its paper, modality and text; ``occurrence`` counts equal ones before it."""
    return make_id("unit", paper, modality, canonical_text(content), str(occurrence))


def section_id(paper: str, path: tuple[str, ...], occurrence: int = 0) -> str:
    """The id of a section: its paper and the path of its headings; ``occurrence`` counts equal ones before it."""
    return make_id("section", paper, str(occurrence), *map(canonical_text, path))


def entity_id(kind: str, name: str, sense: str = "") -> str:
    """The id of an entity: kind, canonical name, and a sense key once homonyms are told apart (agents-k1 4.3)."""
    return make_id("entity", kind, canonical_text(name), canonical_text(sense))


def author_id(name: str, *, orcid: str | None = None) -> str:
    """The id of an author: the ORCID where it is known, else the canonical name."""
    if orcid:
        return make_id("author", "orcid", orcid.strip().upper())
    return make_id("author", "name", canonical_text(name))


def affiliation_id(name: str, *, ror: str | None = None) -> str:
    """The id of an affiliation: the ROR id where it is known, else the canonical name."""
    if ror:
        return make_id("affiliation", "ror", ror.strip().casefold().rstrip("/").rpartition("/")[2])
    return make_id("affiliation", "name", canonical_text(name))


def reference_id(paper: str, text: str, occurrence: int = 0) -> str:
    """The id of an entry of a paper's reference list."""
    return make_id("reference", paper, canonical_text(text), str(occurrence))


def statement_id(paper: str, kind: str, text: str) -> str:
    """The id of a statement of module C."""
    return make_id("statement", paper, kind, canonical_text(text))


def assertion_id(kind: str, paper: str, unit: str, *parts: str) -> str:
    """The id of something said in one place: a mention, a relation, a citation (``kind`` says which)."""
    return make_id(kind, paper, unit, *parts)
