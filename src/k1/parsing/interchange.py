"""A document as one JSON object, for other tools: title, headings, references, citations and units by page and box."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import JsonValue

from k1.schema.documents import Citation, Document, Reference, Section, Unit
from k1.schema.provenance import Box
from k1.schema.vocabulary import UnitRole

_ASIDE = frozenset({UnitRole.FURNITURE, UnitRole.FRONT_MATTER, UnitRole.REFERENCE})
"""Roles that are kept apart from the units: running heads, title page, reference list."""


def document_json(document: Document) -> dict[str, JsonValue]:
    """The document as plain JSON values.

    ``headings``, ``references``, ``citations`` and ``units`` are in reading order; ``citations`` point into
    ``references`` by position, from 0. Pages count from 1; boxes are points with the origin at the top left, null for
    sources without pages. ``furniture`` holds what was set aside; ``paper`` holds the rest of module A.
    """
    paper = document.paper
    position = {reference.id: index for index, reference in enumerate(document.references)}
    return {
        "title": paper.title,
        "authors": [author.name for author in paper.authors],
        "abstract": paper.abstract,
        "doi": paper.doi,
        "headings": [_heading(section) for section in document.sections],
        "references": [_reference(reference) for reference in document.references],
        "citations": [_citation(citation, position) for citation in document.citations],
        "units": [_unit(unit) for unit in document.units if unit.role not in _ASIDE],
        "furniture": [_unit(unit) for unit in document.units if unit.role in _ASIDE],
        "paper": paper.model_dump(mode="json"),
    }


def _box(box: Box | None) -> JsonValue:
    return None if box is None else list(box)


def _strings(values: Sequence[str]) -> JsonValue:
    return list(values)


def _heading(section: Section) -> JsonValue:
    return {
        "text": section.heading,
        "level": section.level,
        "number": section.number,
        "role": section.role.value,
        "page": section.page,
    }


def _reference(reference: Reference) -> JsonValue:
    return {
        "text": reference.text,
        "title": reference.title,
        "authors": _strings(reference.authors),
        "year": reference.year,
        "doi": reference.doi,
        "venue": reference.venue,
        "volume": reference.volume,
        "pages": reference.pages,
        "arxiv_id": reference.arxiv_id,
        "url": reference.url,
        "label": reference.label,
    }


def _citation(citation: Citation, position: dict[str, int]) -> JsonValue:
    return {
        "text": citation.marker,
        "references": [position[reference] for reference in citation.references if reference in position],
        "page": citation.page,
        "unit": citation.unit,
    }


def _unit(unit: Unit) -> JsonValue:
    return {
        "id": unit.id,
        "type": unit.modality.value,
        "role": unit.role.value,
        "text": unit.text,
        "page": unit.page,
        "bbox": _box(unit.box),
        "regions": [{"page": region.page, "bbox": _box(region.box)} for region in unit.regions],
        "section": _strings(unit.section_path),
        "label": unit.label,
        "caption": unit.caption,
        "cells": None if unit.cells is None else [_strings(row) for row in unit.cells],
        "header_rows": unit.header_rows,
    }
