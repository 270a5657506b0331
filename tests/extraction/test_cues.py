from __future__ import annotations

import re

import pytest

from k1.extraction.citations.cues import read_cues
from k1.extraction.entities.kind_cues import context_kinds, head_kind
from k1.extraction.reading.titles import title_name
from k1.extraction.relations.cycles import flag_cycles
from k1.extraction.statements.from_text import is_quantitative
from k1.schema.knowledge import Relation
from k1.schema.provenance import Provenance
from k1.schema.vocabulary import CitationRole, EntityKind, RelationSource, RelationType, SectionRole


@pytest.mark.parametrize(
    ("title", "name", "kind"),
    [
        ("emcee v3: A Python ensemble sampling toolkit for MCMC", "emcee", EntityKind.TOOL),
        ("SciNews: a dataset of headlines", "SciNews", EntityKind.DATASET),
        ("`exoplanet`: Gradient-based inference", "exoplanet", EntityKind.METHOD),
        ("Things in Order: An Introduction to the R Package tidewheel", "tidewheel", EntityKind.TOOL),
        ("Boosted Tides: A guide to the gbm package", "gbm", EntityKind.TOOL),
        ("Package deSolve: Solving Equations in R", "deSolve", EntityKind.TOOL),
    ],
)
def test_a_title_names_the_work_and_its_kind(title, name, kind):
    assert title_name(title) == (name, kind)


@pytest.mark.parametrize(
    "title", ["The structure of stars", "However: a study of words", "", "A guide to the new package"]
)
def test_other_titles_name_nothing(title):
    assert title_name(title) is None


@pytest.mark.parametrize(
    ("sentence", "zone", "role", "level"),
    [
        ("We build upon the sampler of Miller [1] here.", SectionRole.INTRODUCTION, CitationRole.EXTEND, 5),
        ("We used the package of Miller [1] here.", SectionRole.METHOD, CitationRole.SUPPORT, 4),
        ("It makes extensive use of the package of Miller [1].", SectionRole.OTHER, CitationRole.SUPPORT, 4),
        ("In contrast to Miller [1], errors fell.", SectionRole.DISCUSSION, CitationRole.CONTRAST, 4),
        ("This is consistent with earlier work [1].", SectionRole.DISCUSSION, CitationRole.SUPPORT, 3),
        ("Several studies explored stars [1].", SectionRole.RELATED_WORK, CitationRole.BACKGROUND, 2),
        ("For a review, see Miller [1].", SectionRole.INTRODUCTION, CitationRole.BACKGROUND, 1),
        ("Stars were measured using lasers [1].", SectionRole.RELATED_WORK, CitationRole.BACKGROUND, 2),
    ],
)
def test_a_citation_is_read_by_its_cue_and_zone(sentence, zone, role, level):
    at = sentence.index("[1]")
    found = read_cues(sentence, at, at + 3, 1, zone)
    assert (found.role, found.level) == (role, level)


@pytest.mark.parametrize(
    "sentence",
    [
        "In our study, the diagnosis was based on the DSM-5 criteria [1].",
        "Sample size was based on a previous trial [1], and we enrolled 40 patients.",
        "The insulin dose employed in this study was based on previous work [1].",
        "We compare these with the parser Foo, which is based on BERT [1].",
        "We used Foo, which is based on BERT [1].",
        "We enrolled patients with a diagnosis that was based on criteria of Miller [1].",
    ],
)
def test_a_choice_that_is_based_on_a_work_does_not_extend_it(sentence):
    at = sentence.index("[1]")
    assert read_cues(sentence, at, at + 3, 1, SectionRole.METHOD).role is not CitationRole.EXTEND


@pytest.mark.parametrize(
    "sentence",
    [
        "Our new method is based on BERT [1].",
        "We test our model of tides, which is partly based on that of Miller [1].",
        "We propose a new parser that is based on BERT [1].",
        "We present Foo, which is based on BERT [1].",
        "Here we use a model that is based on BERT [1].",
        "Our method for tides is based on BERT [1].",
        "Our loss function is based on BERT [1].",
    ],
)
def test_a_work_of_ours_that_is_based_on_another_extends_it(sentence):
    at = sentence.index("[1]")
    assert read_cues(sentence, at, at + 3, 1, SectionRole.METHOD).level == 5


def test_a_modified_version_of_a_work_extends_it():
    sentence = "This description is a (slightly) modified version of Miller [1]."
    assert read_cues(sentence, 60, 63, 1, SectionRole.METHOD).level == 5


def test_who_used_the_updated_version_of_a_work_extends_none():
    sentence = "We used the updated version of the Greengenes database [1]."
    assert read_cues(sentence, 55, 58, 1, SectionRole.METHOD).level == 4


def test_a_name_of_ours_that_is_based_on_a_work_extends_it():
    sentence = "Foo is based on BERT [1]."
    assert read_cues(sentence, 21, 24, 1, SectionRole.METHOD, own=True).level == 5


@pytest.mark.parametrize(
    ("sentence", "opposed"),
    [
        ("Unlike BERT [1], we use T5 [2].", ["[1]"]),
        ("Unlike mice, humans lack this enzyme [1].", []),
        ("In contrast to Miller [1], Jones [2] and Smith [3], we see none.", ["[1]", "[2]", "[3]"]),
        ("Errors fell [1], contrary to our results [2].", ["[1]", "[2]"]),
        ("Waves are slow [1], unlike those of Miller, which were fast [2].", ["[2]"]),
        ("In contrast to random forests [1], support vector machines [2] and boosting [3], we", ["[1]", "[2]", "[3]"]),
        ("Unlike earlier, slower methods [1], ours is fast.", ["[1]"]),
        ("Unlike the fast, simple model of Miller [1], we use tides.", ["[1]"]),
        ("These findings are inconsistent with earlier reports, e.g., by Miller [1].", ["[1]"]),
        ("Miller [1] found that tides rise, contrary to the present results.", ["[1]"]),
        ("Unlike earlier work (Lee 1999; [1]), ours is fast.", ["[1]"]),
        ("Waves are slow (as opposed to tides [1]).", ["[1]"]),
        ("In contrast to earlier means, these represent a view of its own [1].", []),
        ("Miller [1] found that tides rise; in contrast to their findings, we saw none.", ["[1]"]),
        ("In contrast to 5, 6, and 7 [1], we use nets.", ["[1]"]),
        ("In contrast to BERT [1], RoBERTa uses other masks [2].", ["[1]"]),
    ],
)
def test_a_cue_of_opposition_opposes_what_it_names(sentence, opposed):
    marks = list(re.finditer(r"\[\d\]", sentence))
    readings = [read_cues(sentence, *mark.span(), 1, SectionRole.METHOD) for mark in marks]
    found = [mark[0] for mark, reading in zip(marks, readings, strict=True) if reading.role is CitationRole.CONTRAST]
    assert found == opposed


def test_one_of_many_cited_together_is_peripheral():
    assert read_cues("Stars shine [1-5].", 12, 17, 5, SectionRole.INTRODUCTION).level == 1


def test_a_head_word_tells_the_kind():
    assert head_kind("affine-invariant ensemble samplers") is EntityKind.METHOD
    assert head_kind("image segmentation") is EntityKind.TASK
    assert head_kind("blood-brain barrier") is None


def test_surrounding_words_tell_the_kind_of_a_name():
    text = "We use the Foo package and datasets such as Bar."
    assert context_kinds(text, text.index("Foo"), text.index("Foo") + 3) == [EntityKind.TOOL]
    assert context_kinds(text, text.index("Bar"), text.index("Bar") + 3) == [EntityKind.DATASET]


@pytest.mark.parametrize(
    ("text", "name", "kinds"),
    [
        ("We made cDNA libraries.", "cDNA", []),
        ("The sgRNA library was cloned.", "sgRNA", []),
        ("A CRISPR library was cloned.", "CRISPR", []),
        ("An HIV program began.", "HIV", []),
        ("ICD-10 codes were read.", "ICD-10", []),
        ("The VASP code was run.", "VASP", [EntityKind.TOOL]),
        ("The GSL library was used.", "GSL", [EntityKind.TOOL]),
        ("We ran the parallel NAMD program on four nodes.", "NAMD", [EntityKind.TOOL]),
        ("We ran NAMD program on four nodes.", "NAMD", [EntityKind.TOOL]),
        ("Structures were solved with the SHELXS and SHELXL programs.", "SHELXL", [EntityKind.TOOL]),
        ("Our GENIE library is open.", "GENIE", [EntityKind.TOOL]),
        ("We call GSL library routines.", "GSL", [EntityKind.TOOL]),
        ("The ViennaRNA library was used.", "ViennaRNA", [EntityKind.TOOL]),
        ("Genomic DNA libraries were made.", "Genomic DNA", []),
        ("We link FooBar libraries.", "FooBar", [EntityKind.TOOL]),
        ("We use GSL [1], a library.", "GSL", [EntityKind.TOOL]),
    ],
)
def test_a_library_of_something_is_no_tool(text, name, kinds):
    at = text.index(name)
    assert context_kinds(text, at, at + len(name)) == kinds


def test_a_quantity_is_told_from_a_citation():
    assert is_quantitative("Accuracy rose by 12 % over the baseline.")
    assert not is_quantitative("Accuracy rose over the baseline [12].")


def test_a_cycle_of_an_acyclic_relation_is_kept_and_flagged():
    place = Provenance(paper="p", unit="u", extractor="x/1", page=None, box=None, start=0, end=1, quote="a")

    def relation(head: str, tail: str, kind: RelationType) -> Relation:
        return Relation(
            id=f"{head}{tail}{kind}", paper="p", head=head, head_kind=EntityKind.METHOD, relation=kind, tail=tail,
            tail_kind=EntityKind.METHOD, source=RelationSource.SEMANTIC, provenance=place,
        )  # fmt: skip

    builds = RelationType.BUILDS_ON
    rows = [relation("a", "b", builds), relation("b", "a", builds), relation("b", "c", builds)]
    rows += [relation("x", "y", RelationType.DIFFERS_FROM), relation("y", "x", RelationType.DIFFERS_FROM)]
    assert [row.cyclic for row in flag_cycles(rows)] == [True, True, False, False, False]
