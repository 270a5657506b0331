"""JATS articles (and NLM's older form of them), as PubMed Central gives them, read into a document.

There are no pages and no boxes; a unit is found again by its section path and its text. Sub-articles (referees'
reports, responses, translations) are articles of their own, with their own identifiers: they are not read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from k1.errors import FailureKind, PaperError
from k1.parsing.document.builder import DocumentBuilder, MarkedText
from k1.parsing.document.identifiers import find_urls
from k1.parsing.document.resources import find_resources
from k1.parsing.jats import front
from k1.parsing.jats.body import BodyReader
from k1.parsing.jats.inline import InlineReader, Place
from k1.parsing.jats.numbering import name_links, number_floats
from k1.parsing.jats.placing import place_floats
from k1.parsing.jats.references import JatsReference, read_references
from k1.parsing.jats.source import Element, child, children, descendants, parse_xml, tag_of
from k1.parsing.jats.text import text_of
from k1.schema.documents import Document, Paper
from k1.schema.identity import paper_id
from k1.schema.vocabulary import Modality, SectionRole, UnitRole

_OTHER_SCHEMA = re.compile(r"\{(?![^}]*(?:jats|nlm|niso))", re.IGNORECASE)  # Elsevier, too, calls it <article>

PARSER = "jats/1"


def parse_jats(data: bytes, *, name: str, file_sha256: str, subject: str | None = None) -> Document:
    """The document of a JATS article.

    Raises
    ------
    PaperError: EMPTY, TOO_LARGE, HOSTILE (entities), CORRUPT (not well formed), UNSUPPORTED (no article in it).
    """
    article = _article(parse_xml(data))
    number_floats(article)
    name_links(article)
    place_floats(article)
    front.remove_notices(article)
    meta = child(article, "front", "article-meta")
    paper = _paper(article, name, file_sha256, subject)
    builder = DocumentBuilder(paper.id)
    entries = read_references(children(article, "back", "body"))
    inline = InlineReader(_places(entries))
    _add_title_page(builder, paper, front.translated_titles(meta))
    _read_article(article, meta, builder, inline)
    for entry in entries:
        builder.add_reference(entry.keys, entry.text, entry.fields)
    urls = [*inline.urls, *(url for unit in builder.units for url in find_urls(unit.text))]
    return builder.build(paper.model_copy(update={"resources": find_resources(urls)}))


def _paper(article: Element, name: str, file_sha256: str, subject: str | None) -> Paper:
    """What the front matter says of the paper; its links are known once all is read."""
    meta = child(article, "front", "article-meta")
    ids = front.article_ids(meta)
    known = {"doi": ids.get("doi"), "arxiv_id": ids.get("arxiv"), "pmcid": ids.get("pmcid")}
    title, authors, dates = front.read_title(meta) or name, front.read_authors(meta), front.read_dates(meta)
    year = next((int(date.date[:4]) for date in reversed(dates) if date.event == "published"), None)
    venue, publisher = front.read_venue(child(article, "front"))
    return Paper(
        id=paper_id(
            file_sha256=file_sha256, title=title, authors=tuple(author.name for author in authors), year=year, **known
        ),
        file_sha256=file_sha256,
        source_format="jats",
        name=name,
        title=title,
        authors=authors,
        abstract=_abstract(meta),
        keywords=front.read_keywords(meta),
        **known,
        venue=venue,
        publisher=publisher,
        year=year,
        dates=dates,
        licence=front.read_licence(meta),
        language=front.language_of(article),
        article_type=article.get("article-type"),
        subject=subject,
        parser=PARSER,
    )


def _add_title_page(builder: DocumentBuilder, paper: Paper, translated: Sequence[str]) -> None:
    """What a title page prints of the front matter, so that the facts of module A stand somewhere."""
    places = dict.fromkeys(place for author in paper.authors for place in author.affiliations)
    dates = (f"{date.event} {date.date}" for date in paper.dates)
    lines = (
        paper.title if paper.title != paper.name else "",
        *translated,
        ", ".join(author.name for author in paper.authors),
        *places,
        ", ".join(text for text in (paper.venue, paper.publisher, f"{paper.year or ''}") if text),
        "; ".join(dates),
        f"doi:{paper.doi}" if paper.doi else "",
        paper.licence or "",
        "; ".join(paper.keywords),
    )
    for line in lines:
        builder.add_unit(Modality.TEXT, UnitRole.FRONT_MATTER, MarkedText(line))


def _article(root: Element) -> Element:
    """The article, which harvesters wrap in records of their own."""
    articles = [root] if tag_of(root) == "article" else list(descendants(root, "article"))
    if len(articles) > 1:
        message = f"XML of <{tag_of(root)}> with {len(articles)} articles"
        raise PaperError(FailureKind.UNSUPPORTED, message, "give each article a file of its own")
    found = next(iter(articles), None)
    if found is None or not children(found, "front", "body") or _OTHER_SCHEMA.match(found.tag):
        raise PaperError(
            FailureKind.UNSUPPORTED, f"XML of <{tag_of(root)}>, not a JATS article", "give the JATS full text"
        )
    return found


def _abstract(meta: Element | None) -> str:
    """Headings and paragraphs of the abstract, as one text."""
    own, _ = front.abstracts(meta)
    blocks = [e for a in own for e in descendants(a, "title", "p") if "p" not in map(tag_of, e.iterancestors())]
    headings = [title for a in own for title in children(a, "title")]  # "Summary"
    parts = [e for e in blocks if text_of(e).casefold() != "abstract" and e not in headings]
    return " ".join(filter(None, map(_titled, parts))) if parts else " ".join(map(text_of, own))


def _titled(element: Element) -> str:
    text = text_of(element)
    return f"{text.rstrip('.:')}." if text and tag_of(element) == "title" else text


def _read_article(article: Element, meta: Element | None, builder: DocumentBuilder, inline: InlineReader) -> None:
    """Abstract, body, back matter and floats, in the order in which they are printed."""
    own, others = front.abstracts(meta)
    for element in own:
        BodyReader(builder, inline, UnitRole.ABSTRACT).section(element, "Abstract", SectionRole.ABSTRACT)
    for element in others:
        BodyReader(builder, inline, UnitRole.FRONT_MATTER).section(element, role=SectionRole.ABSTRACT)
    for element in children(article, "body"):
        BodyReader(builder, inline).read(element)
    for element in children(article, "back"):
        BodyReader(builder, inline, UnitRole.BACK_MATTER).read(element)
    for element in children(article, "floats-group", "floats-wrap"):
        BodyReader(builder, inline).read(element)
    builder.open_section(1, "")
    for called, element in front.declarations(child(article, "front")):
        BodyReader(builder, inline, UnitRole.BACK_MATTER).declaration(called, element)
    notes = child(meta, "author-notes")
    if notes is not None:
        BodyReader(builder, inline, UnitRole.FOOTNOTE).read(notes)


def _places(entries: list[JatsReference]) -> dict[str, Place]:
    """The place in the list of what links call an entry; the first of several works that one number holds."""
    places: dict[str, Place] = {}
    number = work = 0
    for entry in entries:
        of_one = bool(entry.keys) and entry.keys[0] in places
        number, work = (number, work + 1) if of_one else (number + 1, 0)
        for key in entry.keys:
            places.setdefault(key, Place(number, work))
    return places
