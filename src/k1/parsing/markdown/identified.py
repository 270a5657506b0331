"""Works that a citation names by an identifier, not by a key of the bibliography: "@doi:10.1000/x" of Manubot."""

from __future__ import annotations

from k1.parsing.markdown.bibtex import BibEntry
from k1.parsing.references.fields import ReferenceFields, reference_columns
from k1.schema.identity import canonical_arxiv, canonical_doi, canonical_pmcid

_PRINTED = {"pmid": "PMID: ", "isbn": "ISBN: ", "wikidata": "Wikidata: "}


def identified_entry(key: str) -> BibEntry | None:
    """The entry of a work that a key identifies; None where the key is only a word."""
    kind, _, value = key.partition(":")
    kind = kind.casefold()
    doi = canonical_doi(key if kind in ("doi", "http", "https") else "")
    arxiv = canonical_arxiv(value) if kind == "arxiv" else ""
    pmcid = canonical_pmcid(value) if kind in ("pmcid", "pmc") else ""
    url = value if kind == "url" else key if kind in ("http", "https") else ""
    if doi or not url.startswith(("http://", "https://")):
        url = ""
    text = url or (f"https://doi.org/{doi}" if doi else f"arXiv:{arxiv}" if arxiv else pmcid.upper())
    if kind in _PRINTED and value:
        text = f"{_PRINTED[kind]}{value}"
    named = ReferenceFields(doi=doi or None, arxiv_id=arxiv or None, url=url or None)
    return BibEntry(key, text, {"label": key, **reference_columns(named, pmcid)}) if text else None
