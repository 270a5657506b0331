"""Reference lists in JATS: element citations, mixed citations and the older citations, as fields and as text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from k1.parsing.document.formulas import plain_formulas
from k1.parsing.document.identifiers import find_arxiv_id, find_doi, find_urls
from k1.parsing.jats.source import XLINK, Element, child, children, descendants, tag_of
from k1.parsing.jats.text import folded, piece, text_of
from k1.parsing.references.fields import ReferenceFields, read_reference_fields, reference_columns
from k1.schema.identity import canonical_doi
from k1.text.words import word_set

_CITATIONS = ("element-citation", "mixed-citation", "citation", "nlm-citation", "citation-alternatives")
_NO_TEXT = frozenset({"label", "graphic", "object-id", "annotation"})
# What PubMed and its kin add behind an entry: no list prints it, unless it says so ("PMID: 123").
_ADDED_IDS = frozenset({"pmid", "pmcid", "pmc", "medline"})
_NAMES = word_set("name string-name collab name-alternatives collab-alternatives")
_HOLDERS = _NAMES | {"person-group"}
_MARKED = _HOLDERS | word_set("""
    surname given-names suffix etal year source volume issue fpage lpage article-title chapter-title publisher-name
    publisher-loc pub-id elocation-id
    """)
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d(?!\d)")


class JatsReference(NamedTuple):
    """One entry: the ids that links call it by, its text and the fields of a Reference."""

    keys: tuple[str, ...]
    text: str
    fields: dict[str, object]


def read_references(back: Sequence[Element]) -> list[JatsReference]:
    """The entries of all reference lists below ``back``, in order."""
    return [entry for part in back for ref in descendants(part, "ref") for entry in _entries(ref)]


def _entries(ref: Element) -> Iterator[JatsReference]:
    """One entry, or several where a numbered entry holds several works; the number calls them all."""
    citations = [_first_form(citation) for citation in children(ref, *_CITATIONS)] or children(ref, "note", "p")
    for citation in citations:
        keys = tuple(key for key in (ref.get("id"), citation.get("id")) if key)
        yield JatsReference(keys, *_read(citation, _field(ref, "label") or _field(citation, "label")))


def _read(citation: Element, label: str | None) -> tuple[str, dict[str, object]]:
    names = list(_names(citation))
    title = _title(citation)
    year = _YEAR.search(" ".join(map(text_of, descendants(citation, "year"))))
    authors = tuple(f"{given} {family}".strip() for given, family in names)
    printed = folded(_printed(citation))
    fields = ReferenceFields(
        title=title,
        authors=authors,
        year=int(year[0]) if year else None,
        venue=_venue(citation, title),
        volume=_field(citation, "volume"),
        pages=_pages(citation),
        doi=_doi(citation, printed),
        arxiv_id=find_arxiv_id(f"arXiv:{arxiv}" if (arxiv := _pub_id(citation, "arxiv")) else printed),
        url=_url(citation, printed),
    )
    if not title:
        fields = _said(printed, fields)
    if not children(citation):
        fields = replace(fields, year=fields.year or read_reference_fields(printed).year)
    text = printed if _is_punctuated(citation) else _assembled(citation, names, fields)
    columns = reference_columns(fields, _pub_id(citation, "pmcid", "pmc"))
    return text, {"label": label.strip("[](). ") if label else None, **columns}


def _said(printed: str, fields: ReferenceFields) -> ReferenceFields:
    """What the text of an entry says where its source marks up no title; only if it tells author and title apart."""
    said = read_reference_fields(printed)
    if fields.venue or not said.title or not said.authors:
        return fields
    return replace(
        fields,
        title=fields.title or said.title,
        authors=fields.authors or said.authors,
        year=fields.year or said.year,
        venue=said.venue,
        volume=fields.volume or said.volume,
        pages=fields.pages or said.pages,
    )


def _printed(element: Element) -> str:
    """The text of an entry, or of a name in it; a blank or a comma where the source sets two fields side by side."""
    out, above, between = element.text or "", "", "x"
    for below in element:
        tag, tail = tag_of(below), below.tail or ""
        said = _printed(below) if tag in _HOLDERS else "".join(piece(below, _NO_TEXT))
        if tag in _NO_TEXT or (below.get("pub-id-type") in _ADDED_IDS and not out.rstrip().endswith(":")):
            said = ""
        if said and {above, tag} <= _MARKED and not between.strip():
            out = f"{out.rstrip()}, " if {above, tag} <= _NAMES else f"{out} "
        out, between = f"{out}{said}{tail}", tail if said else f"{between}{tail}"
        above = tag if said else above
    return out


def _is_punctuated(citation: Element) -> bool:
    """Whether the source prints the entry (mixed citations) rather than listing its fields."""
    between = "".join([citation.text or "", *(below.tail or "" for below in citation)])
    return len("".join(between.split())) >= 3 or not children(citation) or tag_of(citation) in ("note", "p")


def _names(citation: Element) -> Iterator[tuple[str, str]]:
    """Given and family names of the authors; of the editors where there are no authors."""
    groups = children(citation, "person-group")
    authors = [group for group in groups if group.get("person-group-type") in (None, "author", "allauthors")]
    holders = [*(authors or groups[:1]), citation]
    for holder in holders:
        for element in map(_first_form, children(holder, *_NAMES)):
            family, given = text_of(child(element, "surname")), text_of(child(element, "given-names"))
            yield (given, family) if family else ("", text_of(element))


def _first_form(element: Element) -> Element:
    """Of alternatives, such as a name in several scripts, the one with fields, else the first."""
    if not tag_of(element).endswith("-alternatives"):
        return element
    return next(iter([*children(element, "element-citation"), *children(element)]), element)


def _field(citation: Element, *names: str) -> str | None:
    """The text of the first of some fields that has one."""
    return next((text for name in names if (text := text_of(child(citation, name)))), None)


def _title(citation: Element) -> str | None:
    """The title of the work: of the article or chapter, else of the book."""
    kind = citation.get("publication-type") or citation.get("citation-type") or ""
    for name in ("article-title", "chapter-title", "part-title", "data-title", "trans-title"):
        if found := plain_formulas(text_of(child(citation, name))):
            return found.removesuffix(".") or None
    return _field(citation, "source") if kind != "journal" else None


def _venue(citation: Element, title: str | None) -> str | None:
    source = _field(citation, "source")
    return source if source and source != title else _field(citation, "publisher-name", "conf-name")


def _pages(citation: Element) -> str | None:
    first, last = _field(citation, "fpage"), _field(citation, "lpage")
    if first and last and last != first:
        return f"{first}\u2013{last}"
    return first or _field(citation, "page-range", "elocation-id")


def _pub_id(citation: Element, *kinds: str) -> str | None:
    found = (e for e in descendants(citation, "pub-id", "object-id") if e.get("pub-id-type") in kinds)
    return next((text for e in found if (text := text_of(e))), None)


def _doi(citation: Element, printed: str) -> str | None:
    given = canonical_doi(_pub_id(citation, "doi") or "")
    return given or next(filter(None, map(canonical_doi, _links(citation))), None) or find_doi(printed)


def _url(citation: Element, printed: str) -> str | None:
    links = (*_links(citation), *find_urls(printed))
    return next((link for link in links if link.startswith("http") and not canonical_doi(link)), None)


def _links(citation: Element) -> list[str]:
    return [e.get(f"{XLINK}href") or text_of(e) for e in descendants(citation, "ext-link", "uri")]


def _assembled(citation: Element, names: list[tuple[str, str]], fields: ReferenceFields) -> str:
    """The fields of an entry in the order in which lists print them."""
    issue, publisher = _field(citation, "issue"), _field(citation, "publisher-name") or ""
    people = ", ".join(f"{family} {given}".strip() for given, family in names)
    people += ", et al" if next(descendants(citation, "etal"), None) is not None else ""
    volume = (fields.volume or "") + (f"({issue})" if issue else "")
    source = ", ".join(part for part in (fields.venue, volume, fields.pages) if part)
    rest = publisher if publisher not in source else ""
    comments = " ".join(map(text_of, children(citation, "comment")))
    link = f"doi:{fields.doi}" if fields.doi else fields.url or ""
    year = f"({fields.year})" if fields.year else ""
    parts = (people, year, fields.title or "", source, rest, comments, link)
    return " ".join(text if text[-1] in ".?!" or text == link else f"{text}." for text in parts if text)
