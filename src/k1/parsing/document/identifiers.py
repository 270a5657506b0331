"""Persistent identifiers and links inside running text: DOI, arXiv, PubMed Central, ORCID, URL."""

from __future__ import annotations

import re

from k1.schema.identity import canonical_arxiv, canonical_doi, canonical_pmcid, without_ending

_DOI = re.compile(r"\b10\.\d{4,9}/(?:(?!https?://)[^\s\"<>\u201c\u201d|]){1,200}")
# A DOI set with a blank where the line broke: "10.1111/1365- 2664.12482", "10.1371/ journal.pone.0115884".
_BROKEN_DOI = re.compile(r"(\b10\.\d{4,9}/(?:[^\s\"<>]{0,60}[-_/.])?) (?=[\w.()/-]*\d)([\w.()/-]{3,})(?=[\s,;)\]]|$)")
_ARXIV = re.compile(
    r"arxiv(?:\.org/(?:abs|pdf)/|[:\s]{1,3}(?:preprint\s{0,2}[:,]?\s?)?(?:arxiv:\s?)?|\.)"
    r"(\d{4}\.\d{4,5}|[a-z-]{2,12}(?:\.[A-Z]{2})?/\d{7})",
    re.IGNORECASE,
)
_OLD_ARXIV = re.compile(  # physicists cite these without a word
    r"(?<![\w/.-])(?:astro-ph|cond-mat|gr-qc|hep-(?:ex|lat|ph|th)|math-ph|nucl-(?:ex|th)|quant-ph)/\d{7}(?!\d)"
)
_ARXIV_NUMBER = re.compile(r"(?<![\d./])(?:0[7-9]|[12]\d)(?:0[1-9]|1[0-2])\.\d{4,5}(?:v\d+)?(?![\d/])")
_CORR = re.compile(r"\babs/(\d{4}\.\d{4,5})\b")  # CoRR, volume abs/2001.00042
_PMCID = re.compile(r"\bPMC\s?(\d{5,9})\b")
_ORCID = re.compile(r"\b(\d{4}-\d{4}-\d{4}-\d{3}[\dX])\b")
_URL = re.compile(r"(?:https?://|www\.)[^\s<>{}`\\\"\u201c\u201d]{3,300}", re.IGNORECASE)
_TRAILING = ".,;:'\u2019\u201d\""


def _trim_link(link: str) -> str:
    """A DOI or URL without the punctuation that closes its sentence or its bracket."""
    return without_ending(link, _TRAILING)


def find_dois(text: str) -> list[str]:
    """The DOIs in a text, canonical, in order, each once."""
    mended = _BROKEN_DOI.sub(r"\1\2", text)
    found = (canonical_doi(_trim_link(match[0])) for match in _DOI.finditer(mended))
    return list(dict.fromkeys(doi for doi in found if doi))


def find_doi(text: str) -> str | None:
    """The first DOI in a text, canonical; None where there is none."""
    return next(iter(find_dois(text)), None)


def find_arxiv_id(text: str) -> str | None:
    """The first arXiv id in a text, without version.

    A bare number counts where the text says arXiv, and one with the name of a field of physics anywhere.
    """
    if corr := _CORR.search(text):
        number = corr[1]
    elif "arxiv" not in text.casefold():
        old = _OLD_ARXIV.search(text)
        number = old[0] if old else ""
    elif match := _ARXIV.search(text):
        number = match[1]
    else:
        bare = _ARXIV_NUMBER.search(text)
        number = bare[0] if bare else ""
    return canonical_arxiv(number) or None


def find_pmcid(text: str) -> str | None:
    """The first PubMed Central id in a text, canonical."""
    match = _PMCID.search(text)
    return (canonical_pmcid(match[1]) or None) if match else None


def find_orcids(text: str) -> list[str]:
    """The ORCID iDs in a text, in order, each once; a wrong check digit is not an ORCID."""
    return list(dict.fromkeys(m[1] for m in _ORCID.finditer(text) if _is_orcid(m[1])))


def _is_orcid(code: str) -> bool:
    """ISO 7064 mod 11-2, the check digit of ORCID."""
    total = 0
    digits = code.replace("-", "")
    for digit in digits[:-1]:
        total = (total + int(digit)) * 2
    check = (12 - total % 11) % 11
    return digits[-1] == ("X" if check == 10 else str(check))


def find_urls(text: str) -> list[str]:
    """The web addresses in a text, as printed without closing punctuation, in order, each once."""
    return list(dict.fromkeys(_trim_link(match[0]) for match in _URL.finditer(text)))


def without_links(text: str) -> str:
    """The text with DOIs, arXiv numbers and web addresses blanked out, so that their digits are no years or pages.

    Blanks keep every other character at its place.
    """
    blanked = _CORR.sub(_blank, _DOI.sub(_blank, _URL.sub(_blank, text)))
    return _ARXIV_NUMBER.sub(_blank, blanked) if "arxiv" in text.casefold() else blanked


def _blank(match: re.Match[str]) -> str:
    link = _trim_link(match[0])
    return " " * len(link) + match[0][len(link) :]
