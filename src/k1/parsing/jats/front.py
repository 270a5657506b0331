"""The front matter of a JATS article (module A): identifiers, authors, affiliations, dates, licence, venue."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from k1.parsing.document.emails import email_digest
from k1.parsing.document.formulas import plain_formulas
from k1.parsing.document.identifiers import find_orcids
from k1.parsing.document.licences import find_licence
from k1.parsing.jats.emails import owned_emails
from k1.parsing.jats.source import XLINK, XML_LANG, Element, child, children, descendants, tag_of
from k1.parsing.jats.text import folded, piece, text_of
from k1.schema.documents import Author, Date
from k1.schema.identity import canonical_arxiv, canonical_doi, canonical_pmcid
from k1.text.months import month_number
from k1.text.words import word_set

_AUTHOR = re.compile(r"author|collab|^au$", re.IGNORECASE)
_AFFILIATION_NOISE = word_set("label sup email institution-id ext-link uri fax phone")
_AFFILIATION_PARTS = word_set("institution institution-wrap addr-line named-content city state country")
_NAME_NOISE = word_set("xref sup label degrees role aff contrib-group address fn")
_EVENTS = dict.fromkeys(("rev-recd", "revised", "rev-request"), "revised") | {e: e for e in ("received", "accepted")}
_PUBLISHED = ("epub", "electronic", "pub", "epub-ppub", "ppub", "print", "collection", "preprint")
_STANDS_IN = word_set("summary short executive-summary")  # where there is no other
_NO_ABSTRACT = _STANDS_IN | word_set("""
    graphical teaser toc key-points highlights precis author-summary editor-summary web-summary plain-language-summary
    significance
    """)
_IDENTIFIERS = {
    "doi": ("doi", canonical_doi),
    "arxiv": ("arxiv", canonical_arxiv),
    **dict.fromkeys(("pmc", "pmcid", "pmc-id"), ("pmcid", canonical_pmcid)),
}
"""By the kinds of identifier that sources name: what K1 calls each, and how it writes it."""

_SUPPLEMENT = re.compile(
    r"(?:electronic )?supplementa(?:ry|l) (?:materials?|information|data|files?|content|online)\b", re.IGNORECASE
)
_DATA = re.compile(r"data.{0,3}(?:availab|access|shar)", re.IGNORECASE)
# "24 February 2014", "Received: February 24, 2014", "July 2014", "2014".
_SPELLED = re.compile(
    r"(?:(?:(?P<first>\d{1,2})(?:st|nd|rd|th)?\.?\s+)?(?P<month>[A-Za-z]{3,9})\.?,?\s+(?:(?P<day>\d{1,2})(?:st|nd|rd|th)?,\s+)?)?"
    r"(?P<year>(?:19|20)\d\d)(?!\d)"
)
_ISO = re.compile(r"\d{4}(?:-\d\d){0,2}")
# An address inside an affiliation, with what leads to it and the initials behind it.
_ADDRESS = re.compile(r"[\s;,.(]*(?:\be-?mails?\s?:?\s*)?\ufffc\s*(?:\([^()]{1,40}\))?", re.IGNORECASE)


def article_ids(meta: Element | None) -> Mapping[str, str]:
    """DOI, PMCID and arXiv id by kind ("doi", "pmcid", "arxiv"), as far as given."""
    found: dict[str, str] = {}
    for element in children(meta, "article-id"):
        kind, canonical = _IDENTIFIERS.get(element.get("pub-id-type") or "", ("", str))
        if kind and (identifier := canonical(text_of(element))):
            found.setdefault(kind, identifier)
    return found


def read_authors(meta: Element | None) -> tuple[Author, ...]:
    """The authors in order; editors and reviewers are left out."""
    places = {e.get("id"): _first_form(e) for e in descendants(meta, "aff", "aff-alternatives") if e.get("id")}
    notes = [e for e in descendants(meta, "corresp", "fn") if tag_of(e) == "corresp" or e.get("fn-type") == "corresp"]
    letters = {note.get("id"): note for note in notes if note.get("id")}
    contributors = [
        contributor
        for group in children(meta, "contrib-group")
        for contributor in children(group, "contrib")
        if _is_author(contributor, group) and _name(contributor)
    ]
    names = list(map(_name, contributors))
    marked = [[letters[target] for target in _targets(c) if target in letters] for c in contributors]
    placed = [[places[target] for target in _targets(c) if target in places] for c in contributors]
    free = [] if any(marked) else notes
    flagged = [len(contributors) == 1 or c.get("corresp") == "yes" for c in contributors]
    parts = zip(contributors, marked, placed, flagged, strict=True)
    holders = [[c, *noted, *at, *(free if is_flagged else ())] for c, noted, at, is_flagged in parts]
    emails = owned_emails(names, holders, () if any(flagged) else free)
    shared = _shared_affiliations(meta)
    return tuple(
        Author(
            name=names[position],
            position=position,
            affiliations=_own_affiliations(contributor, placed[position]) or shared,
            orcid=_orcid(contributor),
            email_sha256=email_digest(emails.get(position)),
            corresponding=contributor.get("corresp") == "yes"
            or bool(marked[position] or _targets(contributor, "corresp")),
        )
        for position, contributor in enumerate(contributors)
    )


def _is_author(contributor: Element, group: Element) -> bool:
    """Whether a contributor wrote the paper; where its kind is only that of a person, its group says so."""
    kind, of_group = contributor.get("contrib-type") or "author", (group.get("content-type") or "").casefold()
    if kind.casefold() in ("person", "group", "organization"):
        return of_group.startswith("author")
    return bool(_AUTHOR.search(kind)) and of_group not in ("editor", "editors", "reviewers")


def _first_form(element: Element) -> Element:
    """Of what is given in several languages or forms the first in Latin letters, as lists have it, else the first."""
    forms = children(element) if tag_of(element).endswith("-alternatives") else []
    return next((form for form in forms if _is_latin(text_of(form))), forms[0] if forms else element)


def _is_latin(text: str) -> bool:
    return all("LATIN" in unicodedata.name(letter, "") for letter in text if letter.isalpha())


def _targets(contributor: Element, *kinds: str) -> list[str]:
    """What a contributor links to, by links of some kinds or of any."""
    links = (x for x in descendants(contributor, "xref") if not kinds or x.get("ref-type") in kinds)
    return [target for link in links for target in (link.get("rid") or "").split()]


def _own_affiliations(contributor: Element, linked: list[Element]) -> tuple[str, ...]:
    """The affiliations of a contributor, else those of a group whose members link to none."""
    own = dict.fromkeys(filter(None, map(_affiliation, (*children(contributor, "aff"), *linked))))
    of_group = (aff for aff in children(contributor.getparent(), "aff") if not aff.get("id"))
    return tuple(own or filter(None, map(_affiliation, of_group)))


def _orcid(contributor: Element) -> str | None:
    links = (f"{text_of(e)} {e.get(f'{XLINK}href') or ''}".upper() for e in children(contributor, "contrib-id", "uri"))
    return next((found for link in links for found in find_orcids(link)), None)


def _name(contributor: Element) -> str:
    """ "Given Family" of a person; the name of a group."""
    holder = next(iter(children(contributor, "name-alternatives")), contributor)
    names = children(holder, "name", "string-name", "collab", "collab-alternatives")
    forms = list(filter(None, map(_said_name, map(_first_form, names))))
    return next((said for said in forms if _is_latin(said)), forms[0] if forms else "")


def _said_name(element: Element) -> str:
    """A name as print has it: in the eastern style the family's is the first."""
    parts = [text_of(child(element, part)) for part in ("given-names", "surname", "suffix")]
    if parts[1] and element.get("name-style") == "eastern" and not _is_latin(parts[1]):
        parts[:2] = parts[1], parts[0]
    return " ".join(filter(None, parts)) if parts[0] or parts[1] else text_of(element, _NAME_NOISE)


def _affiliation(element: Element) -> str:
    """The text of an affiliation without its mark and its addresses."""
    text = _ADDRESS.sub("", folded(_with_commas(element)))
    return re.sub(r"\s+([,.;])", r"\1", text).strip(" ,;.")


def _with_commas(element: Element) -> str:
    """Parts between which the source prints nothing get commas; all parts, where it sets none itself."""
    tails = [below.tail or "" for below in element]
    has_commas = re.search(r"[,;]", "".join([element.text or "", *tails]))
    out, follows_part = element.text or "", False
    for below, tail in zip(element, tails, strict=True):
        is_part = tag_of(below) in _AFFILIATION_PARTS
        wraps = tag_of(below) == "institution-wrap"
        said = _with_commas(below) if wraps else "".join(piece(below, _AFFILIATION_NOISE))
        said = "\ufffc" if tag_of(below) == "email" else said
        if is_part and said.strip():
            if follows_part:
                out += " " if out.rstrip().endswith((",", ";")) else ", "
            follows_part = True
        follows_part &= not (tail if has_commas else tail.strip())
        out += said + tail
    return out


def _shared_affiliations(meta: Element | None) -> tuple[str, ...]:
    """The only affiliation of a paper belongs to all its authors, linked or not."""
    found = [*children(meta, "aff"), *(a for g in children(meta, "contrib-group") for a in children(g, "aff"))]
    return tuple(filter(None, map(_affiliation, found))) if len(found) == 1 else ()


def read_dates(meta: Element | None) -> tuple[Date, ...]:
    """Received, revised, accepted and published, in this order, each once."""
    found: dict[str, str] = {}
    for element in descendants(meta, "date"):
        event = _EVENTS.get(element.get("date-type") or "")
        if event and (date := _iso(element)):
            found.setdefault(event, date)
    if published := _published(meta):
        found["published"] = published
    order = ("received", "revised", "accepted", "published")
    return tuple(Date(event=event, date=found[event]) for event in order if event in found)


def _published(meta: Element | None) -> str | None:
    """The date of publication: of the electronic edition first."""
    dates: dict[str, str] = {}
    for element in children(meta, "pub-date"):
        kind = element.get("date-type")
        bound = kind if kind == "collection" else None
        kinds = (element.get("pub-type"), bound, element.get("publication-format"), kind)
        if date := _iso(element):
            dates.setdefault(next((kind for kind in kinds if kind in _PUBLISHED), ""), date)
    return next((dates[kind] for kind in (*_PUBLISHED, "") if kind in dates), None)


def _iso(element: Element) -> str | None:
    """ISO 8601 of a date, from its parts or as it says itself; None without a year."""
    year, month, day = (text_of(child(element, part)) for part in ("year", "month", "day"))
    if not re.fullmatch(r"\d{4}", year):
        given = _ISO.match(element.get("iso-8601-date") or "")
        spelled = None if given else _SPELLED.search(text_of(child(element, "string-date")))
        if spelled is None:
            return given[0] if given else None
        year, month, day = spelled["year"], spelled["month"] or "", spelled["first"] or spelled["day"] or ""
    month = str(month_number(month) or month)
    parts = [year]
    for part, most in ((month, 12), (day, 31)):
        if not part.isdecimal() or not 1 <= int(part) <= most:
            break
        parts.append(f"{int(part):02d}")
    return "-".join(parts)


def read_licence(meta: Element | None) -> str | None:
    """The licence in SPDX form where it is one of Creative Commons, else its address, else its words."""
    licence = child(meta, "permissions", "license")
    if licence is None:
        return find_licence(text_of(child(meta, "permissions")) or text_of(child(meta, "copyright-statement")))
    addresses = [licence.get(f"{XLINK}href") or ""]
    addresses += [text_of(e) for e in descendants(licence, "license_ref")]
    addresses += [e.get(f"{XLINK}href") or "" for e in descendants(licence, "ext-link", "uri")]
    given = next((a for a in addresses if a.startswith("http")), None) or text_of(licence) or None
    return find_licence(f"{given} {text_of(licence)}") or given


def read_keywords(meta: Element | None) -> tuple[str, ...]:
    """The authors' keywords in the language of the first list; lists of abbreviations are none."""
    own = [group for group in children(meta, "kwd-group") if "abbr" not in (group.get("kwd-group-type") or "")]
    languages = {group.get(XML_LANG) for group in own[:1]} | {None}
    read = (group for group in own if group.get(XML_LANG) in languages)
    found = (word for group in read for word in descendants(group, "kwd", "compound-kwd"))
    words = (" ".join(map(text_of, children(word, "compound-kwd-part"))) or text_of(word) for word in found)
    return tuple(dict.fromkeys(filter(None, words)))


def abstracts(meta: Element | None) -> tuple[list[Element], list[Element]]:
    """The abstract, and what stands beside it: graphical, short and translated ones."""
    kinds = {a: a.get("abstract-type") or "" for a in children(meta, "abstract")}
    plain = sorted((a for a in kinds if kinds[a] not in _NO_ABSTRACT), key=lambda a: kinds[a] != "")
    plain = plain or [a for a in kinds if kinds[a] in _STANDS_IN]
    others = [a for a in children(meta, "abstract", "trans-abstract") if a not in plain[:1]]
    return plain[:1], others


def remove_notices(article: Element) -> None:
    """Take out of abstracts what only tells of a supplement: "The online version of this article contains ..."."""
    for abstract in descendants(article, "abstract"):
        for section in children(abstract, "sec"):
            if _SUPPLEMENT.match(text_of(child(section, "title"))):
                abstract.remove(section)


def declarations(front: Element | None) -> list[tuple[str, Element]]:
    """What journals print of the front matter beside the text, such as who paid and where the data are; each named."""
    paid = [("Funding", element) for element in descendants(front, "funding-statement")]
    named = [(text_of(child(e, "meta-name")), child(e, "meta-value")) for e in descendants(front, "custom-meta")]
    holders = [note for note in descendants(front, "notes") if next(descendants(note, "notes"), None) is None]
    noted = [(text_of(child(note, "title")), note) for note in holders]
    about = (pair for pair in named if pair[1] is not None and _DATA.match(pair[0]))
    sources = [] if paid else list(descendants(front, "funding-source"))
    given = [("Funding", next(descendants(source, "institution"), source)) for source in sources]
    return [*paid, *given, *about, *((name.rstrip(":. "), note) for name, note in noted if name)]


def read_title(meta: Element | None) -> str:
    """The title with its subtitle."""
    group = child(meta, "title-group")
    title = plain_formulas(text_of(child(group, "article-title"), frozenset({"xref", "fn"})))
    subtitle = text_of(child(group, "subtitle"), frozenset({"xref", "fn"}))
    return f"{title.rstrip(':')}: {subtitle}" if title and subtitle else title


def translated_titles(meta: Element | None) -> list[str]:
    """The title in other languages."""
    groups = children(child(meta, "title-group"), "trans-title-group")
    return [title for group in groups if (title := text_of(child(group, "trans-title"), frozenset({"xref", "fn"})))]


def read_venue(front: Element | None) -> tuple[str | None, str | None]:
    """Journal and publisher."""
    meta = child(front, "journal-meta")
    names = (child(meta, "journal-title-group", "journal-title"), child(meta, "journal-title"))
    short = (child(meta, "journal-title-group", "abbrev-journal-title"), child(meta, "abbrev-journal-title"))
    journal = next((text for e in (*names, *short, child(meta, "journal-id")) if (text := text_of(e))), None)
    return journal, text_of(child(meta, "publisher", "publisher-name")) or None


def language_of(article: Element) -> str | None:
    """The language of the article as it declares it."""
    given = article.get(XML_LANG) if tag_of(article) == "article" else None
    return given.lower() if given and len(given) == 2 else given
