from __future__ import annotations

import pytest

from invented_paper import invented_document
from k1.extraction.reading.paper import read_document
from k1.schema.documents import Span
from k1.schema.vocabulary import SectionRole


def words(text: str, marked: str, kind: str = "superscript") -> list[str]:
    """The words read of a paragraph in which the first ``marked`` is a span of some kind."""
    document = invented_document(((SectionRole.METHOD, text),))
    at = text.index(marked)
    (unit,) = document.units
    unit = unit.model_copy(update={"spans": (Span(kind=kind, start=at, end=at + len(marked)),)})
    (sentence,) = read_document(document.model_copy(update={"units": (unit,)})).sentences
    return [token.text for token in sentence.tokens]


def test_a_raised_number_is_no_part_of_the_word_before_it():
    assert words("Analysed with GROMACS25 here.", "25") == ["Analysed", "with", "GROMACS", "here"]
    assert words("The gauge's12 drift.", "12") == ["The", "gauge", "drift"]


@pytest.mark.parametrize(
    ("symbol", "mark"),
    [("m2", "2"), ("R2", "2"), ("10-3", "-3"), ("min-1", "-1"), ("mol\u22121", "\u22121"), ("Ca2+", "2+")],
)
def test_a_symbol_with_a_raised_number_is_no_word(symbol, mark):
    assert words(f"We fit {symbol} here.", mark) == ["We", "fit", "here"]


@pytest.mark.parametrize("formula", ["TiO2", "CO2", "H2O"])
def test_a_lowered_number_belongs_to_its_word(formula):
    assert words(f"We fit {formula} films.", "2", "subscript") == ["We", "fit", formula, "films"]


def test_a_word_inside_a_formula_or_a_raised_one_is_not_read():
    assert words("We fit sin theta here.", "sin theta", "formula") == ["We", "fit", "here"]
    assert words("We fit tides note here.", "note") == ["We", "fit", "tides", "here"]


def test_the_last_word_of_a_sentence_is_read_whatever_follows():
    document = invented_document(((SectionRole.METHOD, "Tides rise.\u2013 Gauges sink -"),))
    assert [s.tokens[-1].text for s in read_document(document).sentences][-1] == "sink"
