"""The anchor layer: one modality-neutral summary node per content unit (agents-k1 4.1, our choice of text).

Text unit: its first sentence and the two sentences richest in entities. Figure, table: caption, row and column heads,
and the sentences that refer to it. Equation: its text with the sentence before and after. No model is needed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from k1.graph.content import content_units
from k1.graph.document_layer import short_name
from k1.graph.edges import structural
from k1.graph.labels import Label, label_of, mentioned_labels
from k1.schema.documents import Document, Unit
from k1.schema.graph import Edge, Node
from k1.schema.identity import make_id
from k1.schema.vocabulary import EdgeType, Layer, Modality, NodeKind
from k1.text.sentences import split_sentences
from k1.text.table_heads import head_count

_RICHEST = 2
_REFERRING = 3


def anchor_id(unit: str) -> str:
    """The id of a unit's anchor."""
    return make_id("anchor", unit)


def anchor_layer(document: Document, spans: Mapping[str, Sequence[tuple[int, int]]]) -> tuple[list[Node], list[Edge]]:
    """Anchors of a document's content units.

    Parameters
    ----------
    spans: character spans of entity mentions by unit id.
    """
    units = content_units(document)
    sentences = {unit.id: split_sentences(unit.text) for unit in units}
    referring = _referring_sentences(units, sentences)
    nodes, edges = [], []
    for position, unit in enumerate(units):
        if unit.modality is Modality.TEXT:
            text = _text_summary(unit, sentences[unit.id], spans.get(unit.id, ()))
        elif unit.modality is Modality.EQUATION:
            text = _equation_summary(units, position, sentences)
        else:
            text = _float_summary(unit, referring)
        node = Node(
            id=anchor_id(unit.id),
            layer=Layer.ANCHOR,
            kind=NodeKind.ANCHOR,
            name=short_name(unit.label or text),
            text=text,
            paper=unit.paper,
            papers=1,
            modality=unit.modality.value,
        )
        nodes.append(node)
        edges.append(structural(unit.paper, node.id, EdgeType.BELONGS_TO, unit.id))
    return nodes, edges


def _text_summary(unit: Unit, sentences: Sequence[tuple[int, int]], spans: Sequence[tuple[int, int]]) -> str:
    if not sentences:
        return unit.text
    rich = [sum(start <= begin < end for begin, _ in spans) for start, end in sentences]
    others = sorted(range(1, len(sentences)), key=lambda index: (-rich[index], index))[:_RICHEST]
    chosen = sorted([0, *others])
    return " ".join(unit.text[slice(*sentences[index])].strip() for index in chosen)


def _equation_summary(units: Sequence[Unit], position: int, sentences: Mapping[str, list[tuple[int, int]]]) -> str:
    before, after = units[max(0, position - 1) : position], units[position + 1 : position + 2]
    parts = [
        *(unit.text[slice(*span)] for unit in before for span in sentences[unit.id][-1:]),
        units[position].text,
        *(unit.text[slice(*span)] for unit in after for span in sentences[unit.id][:1]),
    ]
    return " ".join(part.strip() for part in parts)


def _float_summary(unit: Unit, referring: Mapping[Label, list[str]]) -> str:
    parts = [unit.caption or unit.text]
    if unit.cells:
        heads = head_count(unit.header_rows)
        parts += [" | ".join(cell for cell in row if cell) for row in unit.cells[:heads]]
        parts.append(" | ".join(row[0] for row in unit.cells[heads:] if row and row[0]))
    label = label_of(unit.label or unit.text)
    parts += referring.get(label, [])[:_REFERRING] if label else []
    return " ".join(part.strip() for part in parts if part.strip())


def _referring_sentences(
    units: Sequence[Unit], sentences: Mapping[str, list[tuple[int, int]]]
) -> dict[Label, list[str]]:
    """Sentences of text units that name a figure or table, by what they name."""
    found: dict[Label, list[str]] = defaultdict(list)
    for unit in units:
        if unit.modality is not Modality.TEXT:
            continue
        for start, end in sentences[unit.id]:
            sentence = unit.text[start:end]
            for label in mentioned_labels(sentence):
                if sentence not in found[label]:
                    found[label].append(sentence)
    return found
