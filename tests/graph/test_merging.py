"""Entities of several papers that are one: abbreviations and their expansions."""

from __future__ import annotations

from itertools import permutations

import pytest

from k1.graph.merging import merge_entities
from k1.schema.identity import entity_id
from k1.schema.knowledge import EntityMention
from k1.schema.provenance import Provenance


def mention(name: str, abbreviation: str | None = None, paper: str = "paper:one") -> EntityMention:
    at = Provenance(
        paper=paper, unit="unit:one", extractor="hand/1", page=None, box=None, start=0, end=len(name), quote=name
    )
    return EntityMention(
        id=f"mention:{name}:{abbreviation}", entity=entity_id("method", name), kind="method", name=name, surface=name,
        abbreviation=abbreviation, section_role="method", provenance=at,
    )  # fmt: skip


TWO_SHORT_FORMS = (
    mention("slow wave analysis", "SWA"),
    mention("slow wave analysis", "SlowAn", "paper:two"),
    mention("SWA"),
    mention("SlowAn"),
)


@pytest.mark.parametrize("order", list(permutations(TWO_SHORT_FORMS)))
def test_two_abbreviations_of_one_expansion_are_one_entity_with_it(order: tuple[EntityMention, ...]):
    leader, aliases = merge_entities(order)
    smallest = min(leader)
    assert set(leader.values()) == {smallest}
    assert sorted(row.alias for row in aliases) == sorted(leader.keys() - {smallest})
    assert {row.node for row in aliases} == {smallest}


def test_an_abbreviation_that_the_corpus_expands_in_two_ways_stays_apart():
    both = [mention("slow wave analysis", "SWA"), mention("still water atlas", "SWA"), mention("SWA")]
    leader, aliases = merge_entities(both)
    assert leader == {entity: entity for entity in leader}
    assert aliases == []
