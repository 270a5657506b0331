"""Works that a citation names by an identifier, not by a key of the bibliography: "@doi:10.1000/x" of Manubot."""

from __future__ import annotations

from k1.parsing.markdown.bibtex import BibEntry
from k1.parsing.references.fields import with_cited_paper
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
    named = {"doi": doi or None, "arxiv_id": arxiv or None}
    fields = with_cited_paper({"label": key, "title": None, "authors": (), "year": None, **named}, pmcid)
    text = f"https://doi.org/{doi}" if doi else f"arXiv:{arxiv}" if arxiv else pmcid.upper()
    if url.startswith(("http://", "https://")) and not doi:
        fields["url"] = text = url
    elif kind in _PRINTED and value:
        text = f"{_PRINTED[kind]}{value}"
    return BibEntry(key, text, fields) if text else None
