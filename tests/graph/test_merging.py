"""Entities of several papers that are one: abbreviations and their expansions."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from k1.graph.aliases import leaders
from k1.graph.merging import merge_entities
from k1.schema.identity import entity_id
from k1.schema.knowledge import EntityMention
from k1.schema.provenance import Provenance


def mention(
    name: str, abbreviation: str | None = None, paper: str = "paper:one", kind: str = "method"
) -> EntityMention:
    at = Provenance(
        paper=paper, unit="unit:one", extractor="hand/1", page=None, box=None, start=0, end=len(name), quote=name
    )
    return EntityMention(
        id=f"mention:{name}:{abbreviation}:{paper}", entity=entity_id(kind, name), kind=kind, name=name, surface=name,
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


ONE_NETWORK = (
    mention("Convolutional Neural Networks", "CNNs"),
    mention("convolutional neural network", "CNN", "paper:two"),
    mention("CNN", paper="paper:three"),
    mention("CNNs", paper="paper:four"),
)


@pytest.mark.parametrize("order", list(permutations(ONE_NETWORK)))
def test_a_name_its_plural_and_their_abbreviations_are_one_entity(order: tuple[EntityMention, ...]):
    leader, aliases = merge_entities(order)
    smallest = min(leader)
    assert set(leader.values()) == {smallest}
    assert {row.alias for row in aliases} == leader.keys() - {smallest}
    assert aliases == merge_entities(ONE_NETWORK)[1]


@pytest.mark.parametrize(
    "printings",
    [
        ("deep-learning model", "deep learning model", "Deep Learning Models", "DEEP LEARNING MODELS"),
        ("Gaussian Processes", "Gaussian process"),
        ("CIFAR-10", "CIFAR 10"),
        ("GAN", "GANs"),
        ("ResNet", "ResNets"),
        ("Transformers", "transformer"),
    ],
)
def test_spellings_of_one_name_are_one_entity_and_the_row_says_why(printings: tuple[str, ...]):
    mentions = [mention(name, paper=f"paper:{at}") for at, name in enumerate(printings)]
    first = {said.entity: said.provenance.paper for said in reversed(mentions)}
    leader, aliases = merge_entities(mentions)
    assert len(set(leader.values())) == 1
    assert {(row.alias, row.reason, row.paper) for row in aliases} == {
        (entity, "spelling", first[entity]) for entity in leader if entity != leader[entity]
    }


@pytest.mark.parametrize(
    "names",
    [
        ("AIDS", "aid"),
        ("AIDS", "aids", "aid"),
        ("GPS", "GP"),
        ("GPS", "GPs", "GP"),
        ("MAP", "maps"),
        ("Adams", "Adam"),
        ("ADAM", "Adams"),
        ("CD4-", "CD4"),
        ("-", "--"),
        ("statistics", "statistic"),
        ("graph GANs", "graph GPS"),
    ],
)
def test_names_that_differ_in_meaning_stay_apart(names: tuple[str, ...]):
    leader, aliases = merge_entities([mention(name) for name in names])
    assert (len(set(leader.values())), aliases) == (len({name.casefold() for name in names}), [])


def test_one_name_of_two_kinds_is_two_entities():
    leader, _ = merge_entities([mention("decision trees"), mention("decision tree", kind="model")])
    assert len(set(leader.values())) == 2


def test_an_abbreviation_with_one_expansion_in_the_plural_is_no_homonym():
    both = [mention("slow wave analyses", "SWA"), mention("slow-wave analysis", "SWA"), mention("SWA")]
    assert len(set(merge_entities(both)[0].values())) == 1


def test_an_abbreviation_whose_plural_has_another_expansion_is_a_homonym():
    both = [mention("slow wave analysis", "SWA"), mention("still water atlas", "SWAs"), mention("SWA")]
    assert merge_entities(both)[1] == []


HOMONYM_BY_LETTERS = (
    mention("Gaussian process", "GPs"),
    mention("global positioning system", "GPS", "paper:two"),
    mention("GPS", paper="paper:three"),
    mention("GP", paper="paper:four"),
)


@pytest.mark.parametrize("order", list(permutations(HOMONYM_BY_LETTERS)))
def test_a_plural_with_the_letters_of_another_abbreviation_does_not_join_their_expansions(
    order: tuple[EntityMention, ...],
):
    leader, _ = merge_entities(order)
    process, system, bare, short = (leader[mention.entity] for mention in HOMONYM_BY_LETTERS)
    assert short == process
    assert len({process, system, bare}) == 3


@given(st.lists(st.tuples(st.sampled_from("abcdefgh"), st.sampled_from("abcdefgh"))))
def test_ids_that_are_tied_together_go_by_the_smallest_of_them(pairs):
    leader = leaders("abcdefgh", pairs)
    assert all(leader[one] == leader[other] for one, other in pairs)
    assert all(min(one for one in leader if leader[one] == first) == first for first in leader.values())
