"""What names an entity, and of which kind."""

from __future__ import annotations

import pytest
from tests.extraction.triples import triples

from invented_paper import invented_document
from k1.extraction.entities.kind_cues import context_kinds, head_kind
from k1.extraction.entities.mentions import MOST_ENTITIES
from k1.extraction.extract import extract_baseline
from k1.extraction.grammar.phrases import is_qualifier
from k1.schema.documents import Author
from k1.schema.vocabulary import EntityKind, SectionRole


def ends(sentence: str) -> set[str]:
    return {name for head, _, tail in triples(sentence) for name in (head, tail)}


def kinds_of(*sentences: str) -> dict[str, EntityKind]:
    texts = tuple((SectionRole.METHOD, sentence) for sentence in sentences)
    return {mention.name: mention.kind for mention in extract_baseline(invented_document(texts))["mentions"]}


@pytest.mark.parametrize(
    "noun", ["insulin", "apoptosis", "hypoxemia", "radioimmunoassay", "testosterone", "chemotherapy"]
)
def test_a_noun_that_the_sciences_made_names_a_thing_alone(noun):
    assert noun in ends(f"Tidal friction causes {noun}.")


@pytest.mark.parametrize("word", ["promotion", "machine", "country", "purpose", "severity"])
def test_a_common_noun_names_nothing_alone(word):
    assert ends(f"Tidal friction causes {word}.") == set()


@pytest.mark.parametrize(
    "phrase",
    [
        "a repeatable method",
        "an effective strategy",
        "the presence of moons",
        "a portion of old cases",
        "the moon itself",
    ],
)
def test_a_general_noun_with_a_general_word_names_nothing(phrase):
    assert ends(f"Tidal friction causes {phrase}.") == set()


def test_two_words_of_the_field_make_a_name_of_a_general_noun():
    assert "quantum chemistry method" in ends("tidewheel implements quantum chemistry methods.")


def test_two_common_nouns_together_make_a_name_of_a_general_noun():
    assert "sample selection method" in ends("tidewheel implements sample selection methods.")
    assert ends("Tidal friction causes a new search method.") == set()


def test_that_a_thing_was_generated_is_no_part_of_its_name():
    assert "tidal gap" in ends("Tidal friction causes the generated tidal gaps.")


@pytest.mark.parametrize("noun", ["recurrence", "toxicity", "incidence"])
def test_a_noun_that_would_name_alone_is_named_with_its_of(noun):
    assert f"{noun} of tidal gap" in ends(f"Tidal friction prevents the {noun} of tidal gaps.")


def test_viability_is_named_with_what_it_is_of():
    assert "viability of tidal gap" in ends("Tidal friction prevents the viability of tidal gaps.")


def test_what_is_done_to_a_thing_is_no_part_of_its_name():
    assert "discrete tidal mixture" in ends("tidewheel provides a framework for fitting discrete tidal mixtures.")


@pytest.mark.parametrize("size", ["2.0mm", "30kHz", "5\u00b5m"])
def test_a_quantity_is_no_part_of_a_name(size):
    assert "tidal gap" in ends(f"Tidal friction causes the {size} tidal gap.")


@pytest.mark.parametrize(
    ("declared", "name"),
    [
        ("a tidal surge interval of 250 ms (TSI)", "tidal surge interval"),
        ("the tidal surge units' (TSU) staff", "tidal surge unit"),
    ],
)
def test_a_value_and_a_possessive_are_no_part_of_a_long_form(declared, name):
    short = declared[declared.index("(") + 1 : declared.index(")")]
    assert name in kinds_of(f"We saw {declared}.", f"The {short} is old.", f"A {short} is new.")


@pytest.mark.parametrize("subject", ["This hyperlipidemia", "Those transfusions"])
def test_a_word_that_points_elsewhere_makes_no_name_of_one_noun(subject):
    assert ends(f"{subject} caused orbital decay.") == set()


def test_a_numeral_is_no_part_of_a_name():
    assert "tidal gap" in ends("Tidal friction causes thirty-one tidal gaps.")


def test_a_useful_tool_may_be_a_method():
    assert context_kinds("Foo is a useful tool for moons.", 0, 3) == []
    assert context_kinds("Foo is a command-line tool for moons.", 0, 3) == [EntityKind.TOOL]


@pytest.mark.parametrize("word", ["encampment", "transplant", "pollutant", "capillary"])
def test_a_noun_that_ends_as_an_adjective_is_a_noun(word):
    assert not is_qualifier(word)


@pytest.mark.parametrize("name", ["tidewheel object", "tidewheel function", "R system"])
def test_a_tool_with_a_part_of_it_is_no_entity(name):
    told = (f"The {name}s are old.", f"We see the {name}s here.", f"Some {name}s are new.")
    assert not {name, f"{name}s"} & kinds_of("tidewheel is a Python package. We use tidewheel.", *told).keys()


@pytest.mark.parametrize(
    ("phrase", "kind"),
    [
        ("random forest", EntityKind.MODEL),
        ("tropical rain forest", None),
        ("decision tree", EntityKind.MODEL),
        ("phylogenetic tree", None),
        ("convolutional network", EntityKind.MODEL),
        ("comprehensive archive network", None),
        ("robot control", EntityKind.TASK),
        ("healthy control", None),
        ("age-matched control", None),
        ("osteoblastic differentiation", None),
    ],
)
def test_a_head_tells_a_kind_with_the_words_before_it(phrase, kind):
    assert head_kind(phrase) is kind


def test_what_the_next_sentence_begins_with_tells_no_kind():
    assert context_kinds("The treatment of Foo. Methods: we read.", 17, 20) == []
    assert context_kinds("The Foo method is old.", 4, 7) == [EntityKind.METHOD]


def test_a_model_of_an_abbreviated_disease_makes_no_model_of_it():
    kinds = kinds_of("Tidal wave disease (TWD) is old.", "We used a TWD model.", "The TWD models are new.")
    assert kinds["tidal wave disease"] is EntityKind.TERM


def test_a_package_that_is_named_like_a_class_is_not_every_one_of_the_class():
    assert "methods" not in kinds_of("We used the R package methods.", "These methods are old.")


def test_a_common_word_of_the_field_that_recurs_alone_is_a_term():
    said = ("Its prolactin was high.", "Moons had no prolactin.", "The prolactin of moons rose.")
    assert kinds_of(*said).get("prolactin") is EntityKind.TERM
    assert "prolactin" not in kinds_of(*said[:2])


@pytest.mark.parametrize(
    "word", ["situation", "porcine", "olfactory", "vitro", "triplicate", "kilometre", "caveat", "dataset"]
)
def test_a_word_that_is_common_or_no_noun_is_no_term_however_often_it_recurs(word):
    assert word not in kinds_of(f"It was {word} there.", f"The {word} and old.", f"Moons in {word} are old.")


def test_a_word_that_is_once_a_verb_is_no_term_however_often_it_recurs():
    assert "elicit" not in kinds_of("It was elicit there.", "They elicit it.", "Moons in elicit are old.")


@pytest.mark.parametrize("name", ["CD47", "ACL"])
def test_a_name_that_recurs_is_a_term_though_no_word_tells_its_kind(name):
    said = (f"Moons express {name} here.", f"The loss of {name} is old.", f"Then {name} fell.")
    assert kinds_of(*said) == {name: EntityKind.TERM}
    assert kinds_of(said[0]) == {}


def test_a_name_made_as_those_of_models_is_a_model():
    assert kinds_of("It asks GPT-4o.", "So GPT-4o was old.", "Then GPT-4o fell.") == {"GPT-4o": EntityKind.MODEL}


@pytest.mark.parametrize("quality", ["HIV-infected", "RNA-targeting", "DPA-less", "post-PCI", "CCCH-type"])
def test_a_quality_made_of_a_name_is_no_name(quality):
    assert quality not in kinds_of(*(f"{start} {quality} moons." for start in ("Here are", "We saw", "Then came")))


def test_names_that_number_things_of_one_kind_are_labels():
    names = ("BT15", "BT20", "BT48", "BT95")
    assert kinds_of(*(f"The {name} fell, {name} rose, and {name} was gone." for name in names)) == {}
    assert set(kinds_of(*(f"The {name} fell, {name} rose, and {name} was gone." for name in names[:2]))) == set(
        names[:2]
    )


@pytest.mark.parametrize("names", [("CD3", "CD4", "CD8", "CD28"), ("IL-2", "IL-4", "IL-6", "IL-10")])
def test_members_of_a_family_of_proteins_are_no_labels(names):
    said = (f"The {name} fell, {name} rose, and {name} was gone." for name in names)
    assert set(kinds_of(*said)) == set(names)


def test_models_of_one_series_are_no_labels():
    names = ("GPT-2", "GPT-3", "GPT-4", "GPT-5")
    assert kinds_of(*(f"The {name} fell, {name} rose, and {name} was gone." for name in names)) == dict.fromkeys(
        names, EntityKind.MODEL
    )


def test_words_before_a_term_of_one_word_make_it_another_thing():
    known = "Its prolactin was high. Moons had no prolactin. The prolactin of moons rose."
    assert ("tidal friction", "MODULATES", "serum prolactin") in triples(
        known, "Tidal friction increases serum prolactin."
    )


@pytest.mark.parametrize("formula", ["K3Sn2(SO4)3Cl", "P(SiMe3)(Ph)"])
def test_a_piece_of_a_formula_is_no_name(formula):
    assert kinds_of(f"It held {formula}.", f"So {formula} was old.", f"Then {formula} fell.") == {}


@pytest.mark.parametrize(
    "name",
    [
        "TSM",
        "McMoon",
        "T0-T2",
        "mmHg",
        "kJmol-1",
        "IgM+",
        "HER2-low",
        "mmHg-1",
        "AOR",
        "min-1",
        "Sept02",
        "SCGA-driven",
    ],
)
def test_authors_their_initials_units_statistics_and_dates_are_no_names(name):
    texts = tuple((SectionRole.METHOD, f"{start} {name} there.") for start in ("Here was", "We saw", "Then came"))
    document = invented_document(texts)
    author = Author(name="Tara S. McMoon", position=0)
    signed = document.model_copy(update={"paper": document.paper.model_copy(update={"authors": (author,)})})
    assert not extract_baseline(signed)["mentions"]


def test_names_that_number_things_by_one_letter_are_labels():
    assert kinds_of("Here S25 fell.", "So S25 and S30 rose.", "Then S25 and S30 fell.", "S30 was old.") == {}


def test_what_stands_before_the_numbers_of_specimens_is_no_name():
    assert kinds_of("It is MZB 2834.", "So MZB 25541 was old.", "Then MZB 1234 fell.") == {}


def test_of_two_printings_of_a_name_that_only_recurs_the_commoner_one_stays():
    said = ("It has HEK-293.", "So HEK-293 was old.", "Then HEK-293 fell.", "So HEK-293 and HEK293 are.")
    assert set(kinds_of(*said, "There HEK293 was.", "With HEK293 it ends.")) == {"HEK-293"}


@pytest.mark.parametrize(
    "word",
    [
        "robustness",
        "countermeasure",
        "uptake",
        "millimeters",
        "oncologist",
        "dataset",
        "overexpression",
        "olfactory",
        "postpartum",
    ],
)
def test_a_word_of_every_field_a_unit_or_somebody_is_no_term_however_often_it_recurs(word):
    assert word not in kinds_of(f"Its {word} was high.", f"Moons had no {word}.", f"The {word} of moons rose.")


@pytest.mark.parametrize(
    ("printed", "word"),
    [
        ("A. citriodora", "citriodora"),
        ("(oxyhydr)oxides", "oxyhydr"),
        ("benzo(a)pyrene", "benzo"),
        ("benz(a)anthracene", "anthracene"),
    ],
)
def test_a_piece_of_a_name_is_no_term(printed, word):
    assert word not in kinds_of(f"Its {printed} rose.", f"Moons had no {printed}.", f"The {printed} of moons rose.")


def test_a_word_that_no_english_has_keeps_the_capital_that_it_always_has():
    assert set(kinds_of("Gorder is old.", "Gorder was old.", "Gorder fell.")) == {"Gorder"}


def test_what_only_recurs_takes_no_place_of_what_more_is_told_of():
    letters = "abcdefghijklmnopqrstuvwxyz"
    phrases = [f"lunar {first}{second}olith" for first in "bcdf" for second in letters[:11]]
    told = tuple(f"The {phrase} and the {phrase} were old." for phrase in phrases)
    recurring = ("Its prolactin was high.", "Moons had no prolactin.", "The prolactin is old.") * 4
    alone, both = kinds_of(*told), kinds_of(*told, *recurring)
    assert len(alone) == MOST_ENTITIES
    assert set(both) == {*alone, "prolactin"}
