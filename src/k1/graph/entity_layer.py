"""The entity layer: entities and statements, their evidence, and the edges of modules B, C, D and E."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from k1.graph.anchors import anchor_id
from k1.graph.document_layer import attributes, short_name
from k1.graph.edges import structural
from k1.schema.graph import Edge, Node, NodeEvidence
from k1.schema.identity import assertion_id
from k1.schema.knowledge import CitedWork, EntityMention, Hyperedge, Relation, Role, Statement
from k1.schema.provenance import Provenance
from k1.schema.vocabulary import SYMMETRIC_RELATIONS, EdgeType, EntityKind, Layer, RelationSource


def evidence_row(node: str, surface: str, provenance: Provenance) -> NodeEvidence:
    """One place where a node is mentioned."""
    place = assertion_id("evidence", provenance.paper, provenance.unit, node, str(provenance.start))
    return NodeEvidence(id=place, node=node, surface=surface, provenance=provenance)


def entity_nodes(mentions: Sequence[EntityMention], leader: Mapping[str, str]) -> list[Node]:
    """One node per entity, named as it is named most often."""
    grouped: dict[str, list[EntityMention]] = defaultdict(list)
    for mention in mentions:
        grouped[leader[mention.entity]].append(mention)
    return [_entity_node(entity, group) for entity, group in sorted(grouped.items())]


def _entity_node(entity: str, mentions: Sequence[EntityMention]) -> Node:
    names = Counter(mention.name for mention in mentions)
    abbreviations = sorted({mention.abbreviation for mention in mentions if mention.abbreviation})
    proposed = sorted({mention.provenance.paper for mention in mentions if mention.proposed})
    return Node(
        id=entity,
        layer=Layer.ENTITY,
        kind=min(mention.kind for mention in mentions),
        name=min(names, key=lambda name: (-names[name], name)),
        papers=len({mention.provenance.paper for mention in mentions}),
        mentions=len({(mention.provenance.unit, mention.provenance.start) for mention in mentions}),
        attributes=attributes(abbreviations=abbreviations, proposed_by=proposed),
    )


def mention_edges(mentions: Iterable[EntityMention], leader: Mapping[str, str]) -> list[Edge]:
    """``mentions``, ``proposes`` and ``involved_task`` from papers, ``grounded_in`` to anchors.

    Each edge carries one place that shows it, that of the smallest unit id, so that neither shards nor their order
    decide; every other place stands in the evidence table.
    """
    shown: dict[tuple[str, EdgeType, str, str], Provenance] = {}
    for mention in sorted(mentions, key=lambda item: (item.provenance.unit, item.provenance.start, item.id)):
        entity, place = leader[mention.entity], mention.provenance
        links = [(place.paper, EdgeType.MENTIONS, entity), (entity, EdgeType.GROUNDED_IN, anchor_id(place.unit))]
        if mention.proposed:
            links.append((place.paper, EdgeType.PROPOSES, entity))
        if mention.kind is EntityKind.TASK:
            links.append((place.paper, EdgeType.INVOLVED_TASK, entity))
        for head, relation, tail in links:
            shown.setdefault((head, relation, tail, place.paper), place)
    return [structural(paper, head, relation, tail, place) for (head, relation, tail, paper), place in shown.items()]


def relation_edges(relations: Iterable[Relation], leader: Mapping[str, str]) -> list[Edge]:
    """Edges of module E between merged entities; one that a merge turned into a loop is dropped."""
    edges = []
    for relation in relations:
        head, tail = leader.get(relation.head, relation.head), leader.get(relation.tail, relation.tail)
        if relation.relation in SYMMETRIC_RELATIONS:
            head, tail = sorted((head, tail))
        if head == tail:
            continue
        place = relation.provenance
        parts = (head, relation.relation.value, tail, str(place.start))
        edges.append(
            Edge(
                id=assertion_id("edge", relation.paper, place.unit, *parts),
                head=head,
                relation=relation.relation.value,
                tail=tail,
                paper=relation.paper,
                source=relation.source,
                confidence=relation.confidence,
                cyclic=relation.cyclic,
                provenance=place,
            )
        )
    return edges


def statement_layer(
    statements: Iterable[Statement], leader: Mapping[str, str]
) -> tuple[list[Node], list[Edge], list[NodeEvidence]]:
    """Statements of module C: their nodes, who states them, what they name, and where."""
    nodes, edges, evidence = [], [], []
    for statement in statements:
        paper, place = statement.paper, statement.provenance
        nodes.append(_statement_node(statement))
        evidence.append(evidence_row(statement.id, short_name(statement.text), place))
        named = sorted({leader[entity] for entity in statement.entities if entity in leader})
        edges += [
            structural(paper, paper, EdgeType.STATES, statement.id, place),
            structural(paper, statement.id, EdgeType.GROUNDED_IN, anchor_id(place.unit), place),
            *(structural(paper, statement.id, EdgeType.MENTIONS, entity, place) for entity in named),
        ]
    return nodes, edges, evidence


def _statement_node(statement: Statement) -> Node:
    return Node(
        id=statement.id,
        layer=Layer.ENTITY,
        kind=statement.kind.value,
        name=short_name(statement.text),
        text=statement.text,
        paper=statement.paper,
        papers=1,
        mentions=1,
        attributes=attributes(quantitative=statement.quantitative, section_role=statement.section_role.value),
    )


def citation_edges(cited: Iterable[CitedWork], target: Mapping[str, str]) -> list[Edge]:
    """One CITES edge per citing paper and cited work; two entries for one work keep the higher level."""
    best: dict[tuple[str, str], CitedWork] = {}
    for work in cited:
        key = (work.paper, target.get(work.cited_paper, work.cited_paper))
        if key[0] != key[1] and (key not in best or (work.level, work.id) > (best[key].level, best[key].id)):
            best[key] = work
    return [
        Edge(
            id=assertion_id("edge", paper, "", EdgeType.CITES.value, tail),
            head=paper,
            relation=EdgeType.CITES.value,
            tail=tail,
            paper=paper,
            source=RelationSource.SEMANTIC if work.provenance else RelationSource.STRUCTURAL,
            confidence=work.confidence,
            role=work.role.value,
            level=work.level,
            strength=work.strength,
            mentions=work.mentions,
            provenance=work.provenance,
        )
        for (paper, tail), work in best.items()
    ]


def graph_hyperedges(hyperedges: Iterable[Hyperedge], leader: Mapping[str, str]) -> list[Hyperedge]:
    """Hyperedges between merged entities; those left with fewer than three ends are dropped."""
    found = []
    for edge in hyperedges:
        roles = tuple(Role(role=role.role, entity=leader.get(role.entity, role.entity)) for role in edge.roles)
        if len({role.entity for role in roles}) >= 3:
            found.append(edge.model_copy(update={"roles": roles}))
    return found
