from __future__ import annotations

from invented_paper import invented_document
from k1.extraction.extract import extract_baseline
from k1.schema.documents import Document, Unit
from k1.schema.identity import unit_id
from k1.schema.vocabulary import Modality, RelationSource, SectionRole, UnitRole

OPENING = (
    "We present tidewheel, a model of tides. tidewheel is a model. We use the TideBench dataset. The TideBench dataset "
    "is new. TideBench is a benchmark."
)
CAPTION = "Table 1. Results on the TideBench dataset."
CELLS = (
    ("Method", "Recall", "RMSE"),
    ("HarmonicFit", "0.51", "-"),
    ("tidewheel", "0.71", "0.2"),
)


def with_table(caption: str = CAPTION, cells: tuple[tuple[str, ...], ...] = CELLS) -> Document:
    document = invented_document(((SectionRole.RESULTS, OPENING),))
    paper = document.paper.id
    table = Unit(
        id=unit_id(paper, "table", caption), paper=paper, order=9, modality=Modality.TABLE, role=UnitRole.FLOAT,
        section=document.sections[0].id, text=caption, caption=caption, cells=cells, header_rows=1,
    )  # fmt: skip
    return document.model_copy(update={"units": (*document.units, table)})


def structural(document: Document) -> set[tuple[str, str, str]]:
    found = extract_baseline(document)
    names = {mention.entity: mention.name for mention in found["mentions"]}
    return {
        (names[r.head], r.relation.value, names[r.tail])
        for r in found["relations"]
        if r.source is RelationSource.STRUCTURAL
    }


def test_a_table_of_results_says_what_was_evaluated_measured_and_compared():
    assert structural(with_table()) == {
        ("HarmonicFit", "EVALUATED_ON", "TideBench"),
        ("tidewheel", "EVALUATED_ON", "TideBench"),
        ("HarmonicFit", "MEASURED_BY", "recall"),
        ("tidewheel", "MEASURED_BY", "recall"),
        ("tidewheel", "MEASURED_BY", "rmse"),
        ("tidewheel", "COMPARED_WITH", "HarmonicFit"),
    }


def test_a_table_of_words_or_of_another_subject_says_nothing():
    assert (
        structural(with_table(cells=(("Method", "Idea"), ("HarmonicFit", "sines"), ("tidewheel", "filters")))) == set()
    )
    assert structural(with_table(caption="Table 1. Settings of the TideBench dataset.")) == set()


def test_a_table_that_begins_with_an_empty_row_says_nothing():
    assert structural(with_table(cells=((), *CELLS))) == set()


def test_a_row_that_bears_the_name_of_the_work_is_a_variant_of_it():
    cells = (("Method", "Recall"), ("HarmonicFit", "0.51"), ("tidewheel-large", "0.71"))
    found = structural(with_table(cells=cells))
    assert ("tidewheel-large", "DERIVED_FROM", "tidewheel") in found
    assert ("tidewheel-large", "COMPARED_WITH", "HarmonicFit") in found
