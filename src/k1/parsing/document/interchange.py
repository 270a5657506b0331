"""A document in the JSON form of the shared scorer, plus what the schema adds."""

from __future__ import annotations

from pydantic import JsonValue

from k1.schema.documents import Citation, Document, Unit
from k1.schema.vocabulary import Modality, UnitRole

_SILENT = frozenset({UnitRole.FURNITURE, UnitRole.FRONT_MATTER, UnitRole.REFERENCE})
"""Roles whose text is not what the paper says: they stand apart, under ``aside``."""


def document_json(document: Document) -> dict[str, JsonValue]:
    """A document as one JSON object.

    ``units`` holds text, figures, tables and equations in reading order; furniture, front matter and the printed
    reference list stand under ``aside``. ``citations`` point into ``references`` by place.
    """
    paper = document.paper
    places = {reference.id: place for place, reference in enumerate(document.references)}
    speaking = [unit for unit in document.units if unit.role not in _SILENT]
    return {
        "id": paper.id,
        "title": paper.title,
        "authors": [author.name for author in paper.authors],
        "abstract": paper.abstract,
        "doi": paper.doi,
        "paper": paper.model_dump(mode="json"),
        "headings": [
            {"text": section.heading, "level": section.level, "number": section.number, "page": section.page}
            for section in document.sections
        ],
        "references": [reference.model_dump(mode="json") for reference in document.references],
        "citations": [_citation(citation, places) for citation in document.citations],
        "units": [_unit(unit) for unit in speaking],
        "aside": [_unit(unit) for unit in document.units if unit.role in _SILENT],
    }


def _citation(citation: Citation, places: dict[str, int]) -> dict[str, JsonValue]:
    return {
        "text": citation.marker,
        "references": [places[reference] for reference in citation.references if reference in places],
        "page": citation.page,
        "unit": citation.unit,
        "start": citation.start,
        "end": citation.end,
        "sentence": [citation.sentence_start, citation.sentence_end],
    }


def _unit(unit: Unit) -> dict[str, JsonValue]:
    made: dict[str, JsonValue] = {
        "id": unit.id,
        "type": unit.modality.value,
        "role": unit.role.value,
        "text": unit.text,
        "page": unit.page,
        "bbox": list(unit.box) if unit.box else None,
        "regions": [{"page": region.page, "bbox": list(region.box)} for region in unit.regions],
        "section": list(unit.section_path),
        "spans": [span.model_dump() for span in unit.spans],
    }
    if unit.modality is not Modality.TEXT:
        made["label"] = unit.label or ""
    if unit.modality in (Modality.FIGURE, Modality.TABLE):
        made["caption"] = unit.caption or ""
    if unit.modality is Modality.TABLE:
        made["cells"] = [list(row) for row in unit.cells or ()]
        made["header_rows"] = unit.header_rows
    return made
