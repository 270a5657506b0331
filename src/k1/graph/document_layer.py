"""The document layer: papers, sections, units, authors, affiliations, resources and what joins them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import TypeAlias

from k1.graph.content import content_units
from k1.graph.edges import structural
from k1.graph.works import Works
from k1.schema.documents import Author, Document, Paper, Reference, Resource
from k1.schema.graph import Edge, Node
from k1.schema.identity import affiliation_id, author_id, make_id
from k1.schema.vocabulary import EdgeType, Layer, NodeKind

NAME_LENGTH = 120
"""Characters of a text that stand for it where a name is shown."""


def short_name(text: str) -> str:
    """The start of a text, cut at a word."""
    flat = " ".join(text.split())
    return flat if len(flat) <= NAME_LENGTH else flat[:NAME_LENGTH].rsplit(" ", 1)[0] + " …"


Special: TypeAlias = str | int | bool | Sequence[str] | Sequence[float] | Sequence[Sequence[str]] | None
"""What can be special to a kind of node."""


def attributes(**values: Special) -> str:
    """A JSON object of those values that say something, keys sorted."""
    said = {key: value for key, value in values.items() if value not in (None, "", [], ())}
    return json.dumps(said, ensure_ascii=False, sort_keys=True)


def _paper_node(paper: Paper) -> Node:
    """The node of a paper of the corpus. Its counts are filled in once all edges are known."""
    return Node(
        id=paper.id,
        layer=Layer.DOCUMENT,
        kind=NodeKind.PAPER,
        name=paper.title or paper.name,
        text=paper.abstract,
        paper=paper.id,
        papers=1,
        year=paper.year,
        attributes=attributes(
            doi=paper.doi,
            arxiv_id=paper.arxiv_id,
            pmcid=paper.pmcid,
            venue=paper.venue,
            publisher=paper.publisher,
            language=paper.language,
            article_type=paper.article_type,
            dates=[f"{date.event} {date.date}" for date in paper.dates],
            licence=paper.licence,
            subject=paper.subject,
            keywords=list(paper.keywords),
            authors=[author.name for author in paper.authors],
            file=paper.name,
            source_format=paper.source_format,
            pages=paper.pages,
        ),
    )


def _cited_node(work: str, reference: Reference) -> Node:
    """The node of a work that is known from reference lists alone."""
    return Node(
        id=work,
        layer=Layer.DOCUMENT,
        kind=NodeKind.PAPER,
        name=short_name(reference.title or reference.text),
        text=reference.text,
        year=reference.year,
        in_corpus=False,
        attributes=attributes(
            doi=reference.doi, arxiv_id=reference.arxiv_id, venue=reference.venue, authors=list(reference.authors)
        ),
    )


def document_layer(works: Works) -> tuple[list[Node], list[Edge]]:
    """Nodes and edges of the document layer of all papers."""
    made: list[Node | Edge] = [_cited_node(work, reference) for work, reference in works.cited.items()]
    for document in works.papers.values():
        made.append(_paper_node(document.paper))
        for part in (_sections, _units, _people, _resources):
            made += part(document)
    return [item for item in made if isinstance(item, Node)], [item for item in made if isinstance(item, Edge)]


def _sections(document: Document) -> Iterator[Node | Edge]:
    paper = document.paper.id
    for section in document.sections:
        yield Node(
            id=section.id,
            layer=Layer.DOCUMENT,
            kind=NodeKind.SECTION,
            name=short_name(section.heading),
            text=" > ".join(section.path),
            paper=paper,
            papers=1,
            attributes=attributes(role=section.role.value, number=section.number, page=section.page),
        )
        yield structural(paper, paper, EdgeType.HAS_SECTION, section.id)


def _units(document: Document) -> Iterator[Node | Edge]:
    paper, before = document.paper.id, None
    for unit in content_units(document):
        yield Node(
            id=unit.id,
            layer=Layer.DOCUMENT,
            kind=NodeKind.UNIT,
            name=short_name(unit.label or unit.text),
            text=unit.text,
            paper=paper,
            papers=1,
            modality=unit.modality.value,
            attributes=attributes(
                role=unit.role.value,
                label=unit.label,
                order=unit.order,
                page=unit.page,
                box=unit.box,
                section=unit.section_path,
                cells=unit.cells,
                header_rows=unit.header_rows,
            ),
        )
        yield structural(paper, unit.section or paper, EdgeType.HAS_UNIT, unit.id)
        if before:
            yield structural(paper, before, EdgeType.NEXT, unit.id)
        before = unit.id


def named_by_facts(paper: Paper) -> Iterator[tuple[tuple[str, str, str], str]]:
    """The nodes of people and resources that facts of module A name: (paper, field, value), and the node."""
    for author in paper.authors:
        yield (paper.id, "author", author.name), _author_node(author).id
        for name, _, place in _affiliations(author):
            yield (paper.id, "affiliation", name), place
    for resource in paper.resources:
        yield (paper.id, "resource", resource.url), _resource_id(resource)


def _affiliations(author: Author) -> Iterator[tuple[str, str | None, str]]:
    """Name, ROR id and node of each affiliation of an author."""
    for name, ror in zip_longest(author.affiliations, author.rors):
        yield name, ror, affiliation_id(name, ror=ror)


def _resource_id(resource: Resource) -> str:
    return make_id("resource", resource.url)


def _people(document: Document) -> Iterator[Node | Edge]:
    paper = document.paper.id
    for author in document.paper.authors:
        node = _author_node(author)
        yield node
        yield structural(paper, paper, EdgeType.AUTHORED_BY, node.id)
        for name, ror, place in _affiliations(author):
            yield _shared_node(place, NodeKind.AFFILIATION, name, ror=ror)
            yield structural(paper, node.id, EdgeType.AFFILIATED_WITH, place)


def _author_node(author: Author) -> Node:
    """The node of an author, shared by all papers that name them alike."""
    return _shared_node(author_id(author.name, orcid=author.orcid), NodeKind.AUTHOR, author.name, orcid=author.orcid)


def _resources(document: Document) -> Iterator[Node | Edge]:
    paper = document.paper.id
    for resource in document.paper.resources:
        node = _resource_id(resource)
        yield _shared_node(node, NodeKind.RESOURCE, resource.url, holds=resource.kind, version=resource.version)
        yield structural(paper, paper, EdgeType.HAS_RESOURCE, node)


def _shared_node(node: str, kind: NodeKind, name: str, **more: str | None) -> Node:
    return Node(id=node, layer=Layer.DOCUMENT, kind=kind, name=name, attributes=attributes(**more))
