from __future__ import annotations

import pytest

from invented_paper import invented_document
from k1.extraction.extract import extract_baseline
from k1.schema.documents import Document, Reference, Unit
from k1.schema.identity import reference_id, unit_id
from k1.schema.vocabulary import Modality, RelationSource, SectionRole, UnitRole

EVALUATED_TIDEWHEEL = ("tidewheel", "EVALUATED_ON", "TideBench")
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


def with_table(
    caption: str = CAPTION,
    cells: tuple[tuple[str, ...], ...] = CELLS,
    header_rows: int = 1,
    more: str = "",
    abstract: str = "Tides rise.",
) -> Document:
    document = invented_document(((SectionRole.RESULTS, f"{OPENING} {more}"), (SectionRole.ABSTRACT, abstract)))
    paper = document.paper.id
    table = Unit(
        id=unit_id(paper, "table", caption), paper=paper, order=9, modality=Modality.TABLE, role=UnitRole.FLOAT,
        section=document.sections[0].id, text=caption, caption=caption, cells=cells, header_rows=header_rows,
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


def test_a_row_without_values_heads_those_below_it_and_blanks_are_no_numbers():
    headed = (CELLS[0], ("Classical fits", "", ""), *CELLS[1:], ("", "0.8", "0.1"))
    assert structural(with_table(cells=headed)) == structural(with_table())
    worded = (("Method", "Recall", "Idea", "More"), ("HarmonicFit", "0.5", "sines", ""), ("tidewheel", "", "waves", ""))
    assert structural(with_table(cells=worded)) == set()


def test_a_table_that_begins_with_an_empty_row_says_nothing():
    assert structural(with_table(cells=((), *CELLS))) == set()


def test_a_row_that_bears_the_name_of_the_work_is_a_variant_of_it():
    cells = (("Method", "Recall"), ("HarmonicFit", "0.51"), ("tidewheel-large", "0.71"))
    found = structural(with_table(cells=cells))
    assert ("tidewheel-large", "DERIVED_FROM", "tidewheel") in found
    assert ("tidewheel-large", "COMPARED_WITH", "HarmonicFit") in found


def test_an_empty_corner_is_that_of_a_table_of_results_where_a_metric_stands_beside_it():
    cells = (("", "Recall"), ("HarmonicFit", "0.51"), ("tidewheel", "0.71"))
    assert structural(with_table(cells=cells)) == {
        ("HarmonicFit", "EVALUATED_ON", "TideBench"),
        ("tidewheel", "EVALUATED_ON", "TideBench"),
        ("HarmonicFit", "MEASURED_BY", "recall"),
        ("tidewheel", "MEASURED_BY", "recall"),
        ("tidewheel", "COMPARED_WITH", "HarmonicFit"),
    }


def test_an_empty_corner_says_nothing_without_a_metric_or_a_known_method():
    days = (("", "Days"), ("HarmonicFit", "51"), ("tidewheel", "71"))
    cohorts = (("", "Sensitivity"), ("Training cohort", "0.51"), ("Spring cohort", "0.6"), ("tidewheel", "0.71"))
    assert structural(with_table(cells=days)) == set()
    assert structural(with_table(cells=cohorts)) == set()


SURGE = "We use the SurgeBench dataset. The SurgeBench dataset is new. SurgeBench is a benchmark."
UNDER_DATA_SETS = {
    ("HarmonicFit", "EVALUATED_ON", "TideBench"),
    ("tidewheel", "EVALUATED_ON", "TideBench"),
    ("tidewheel", "EVALUATED_ON", "SurgeBench"),
    ("HarmonicFit", "MEASURED_BY", "recall"),
    ("tidewheel", "MEASURED_BY", "recall"),
    ("HarmonicFit", "MEASURED_BY", "rmse"),
    ("tidewheel", "MEASURED_BY", "rmse"),
    ("tidewheel", "COMPARED_WITH", "HarmonicFit"),
}
ROWS = (("HarmonicFit", "0.51", "0.3", "-", "-"), ("tidewheel", "0.71", "0.2", "0.6", "0.4"))


def test_a_row_was_evaluated_on_the_data_sets_over_its_numbers():
    merged = (("Method", "TideBench", "", "SurgeBench", ""), ("", "Recall", "RMSE", "Recall", "RMSE"), *ROWS)
    for caption in ("Table 1. Results.", "Table 1. Results on TideBench and SurgeBench."):
        found = structural(with_table(caption=caption, cells=merged, header_rows=2, more=SURGE))
        assert found == UNDER_DATA_SETS


def under(*header: tuple[str, ...]) -> set[tuple[str, str, str]]:
    return structural(with_table("Table 1. Results.", (*header, *ROWS), header_rows=len(header), more=SURGE))


def test_a_header_row_without_its_columns_is_read_where_the_columns_below_repeat():
    metrics = ("Recall", "RMSE", "Recall", "RMSE")
    assert under(("TideBench", "SurgeBench"), ("Method", *metrics)) == UNDER_DATA_SETS
    assert under(("Method", "TideBench", "SurgeBench"), metrics) == UNDER_DATA_SETS


def test_a_header_row_without_its_columns_names_no_data_set_where_those_below_differ():
    found = under(("TideBench", "SurgeBench"), ("Method", "Recall", "RMSE", "Days", "RMSE"))
    assert {relation for _, relation, _ in found} == {"MEASURED_BY", "COMPARED_WITH"}


def test_a_heading_that_reaches_down_ends_the_merged_one_beside_it():
    cells = (
        ("Method", "TideBench", "", "Recall"), ("", "RMSE", "Seconds", ""),
        ("HarmonicFit", "-", "-", "0.5"), ("tidewheel", "0.2", "7", "0.6"),
    )  # fmt: skip
    found = structural(with_table(caption="Table 1. Results.", cells=cells, header_rows=2))
    assert ("HarmonicFit", "EVALUATED_ON", "TideBench") not in found
    assert ("tidewheel", "EVALUATED_ON", "TideBench") in found
    assert ("HarmonicFit", "MEASURED_BY", "recall") in found


def rows(*names: str) -> set[tuple[str, str, str]]:
    """What a table says whose rows have these names, and a recall each."""
    cells = (("Method", "Recall"), *((name, f"0.{at}") for at, name in enumerate(names, start=3)))
    return structural(with_table(cells=cells))


@pytest.mark.parametrize("name", ["Ours", "ours*", "Our method", "Proposed", "This work", "The proposed model"])
def test_ours_is_the_one_work_that_the_paper_proposes(name):
    assert rows("HarmonicFit", name) == rows("HarmonicFit", "tidewheel")


def test_ours_is_nobody_where_the_paper_proposes_several_works():
    cells = (("Method", "Recall"), ("HarmonicFit", "0.5"), ("Ours", "0.7"))
    two = with_table(cells=cells, abstract="We introduce MoonWheel, a model of tides. The MoonWheel model is new.")
    assert {head for head, _, _ in structural(two)} == {"HarmonicFit"}


@pytest.mark.parametrize(
    "name",
    [
        "Average", "Avg.", "Mean", "Macro average", "w/o attention", "without attention", "Human", "Human performance",
        "Human (expert)", "Baseline", "Random guess", "Ours w/o attention", "Ours-large", "Devlin et al. (2019)",
    ],
)  # fmt: skip
def test_a_row_that_names_no_method_is_left_out(name):
    assert rows("HarmonicFit", "tidewheel", name) == rows("HarmonicFit", "tidewheel")


@pytest.mark.parametrize("name", ["Random forest", "Mean teacher", "No-U-Turn sampler", "Max-SAT", "HumanNet"])
def test_a_method_that_begins_like_a_summary_is_one(name):
    assert (name, "MEASURED_BY", "recall") in rows(name, "tidewheel")


@pytest.mark.parametrize(
    "note", [" (ours)", " (Devlin et al., 2019)", " [13]", " [1, 2]*", "\u2020", "* (Devlin and Wu, 2019b; Wu, 2020)"]
)
def test_citations_and_marks_are_no_part_of_a_name(note):
    assert rows(f"HarmonicFit{note}", f"tidewheel{note}") == rows("HarmonicFit", "tidewheel")


def test_an_author_with_a_citation_is_no_method():
    document = with_table(cells=(("Method", "Recall"), ("Zhang [1]", "0.5"), ("Otsu", "0.4"), ("tidewheel", "0.7")))
    paper = document.paper.id
    cited = [
        Reference(id=reference_id(paper, name), paper=paper, order=order, text=name, authors=(name,))
        for order, name in enumerate(("L. Zhang", "N. Otsu"))
    ]
    found = structural(document.model_copy(update={"references": tuple(cited)}))
    assert {name for name, _, _ in found} == {"Otsu", "tidewheel"}


@pytest.mark.parametrize("value", ["84.6*", "84.6 \u2020", "**84.6**", "84.6 \u00a7"])
def test_a_value_with_a_mark_is_one(value):
    cells = (("Method", "Recall"), ("HarmonicFit", value), ("tidewheel", value))
    assert EVALUATED_TIDEWHEEL in structural(with_table(cells=cells))
    assert ("HarmonicFit", "MEASURED_BY", "recall") in structural(with_table(cells=cells))


def test_two_rows_of_one_name_are_one():
    cells = (("Method", "Recall", "RMSE"), ("HarmonicFit [1]", "0.5", "-"), ("HarmonicFit [2]", "-", "2"))
    found = structural(with_table(cells=(*cells, ("tidewheel", "0.7", "1"))))
    assert {tail for head, relation, tail in found if (head, relation) == ("HarmonicFit", "MEASURED_BY")} == {
        "recall",
        "rmse",
    }


@pytest.mark.parametrize("heading", [("Supervised", "", ""), ("Supervised", "Supervised", "Supervised")])
def test_a_heading_within_a_table_is_no_method(heading):
    head, *below = CELLS
    assert structural(with_table(cells=(head, heading, *below))) == structural(with_table())


@pytest.mark.parametrize(
    ("head", "metric"),
    [
        ("Recall \u2191", "recall"), ("RMSE \u2193", "rmse"), ("RMSE (mm) \u2193", "rmse"),
        ("Accuracy (%)", "accuracy"), ("Acc.", "accuracy"), ("Acc (%)", "accuracy"), ("F-score", "f-score"),
        ("mIoU", "miou"), ("mAP@0.5", "map"), ("mAP@0.5:0.95", "map"), ("Top-1", "top-1"),
        ("Top-5 Acc.", "top-5 accuracy"), ("Macro-F1", "macro-f1"), ("Recall@10", "recall"),
    ],
)  # fmt: skip
def test_a_metric_is_named_without_its_arrow_and_unit(head, metric):
    found = structural(with_table(cells=(("Method", head), ("HarmonicFit", "0.5"), ("tidewheel", "0.7"))))
    assert {tail for _, relation, tail in found if relation == "MEASURED_BY"} == {metric}


@pytest.mark.parametrize("head", ["Days", "Accent", "Map scale", "Params (M)", "Top speed"])
def test_a_column_of_another_quantity_is_no_metric(head):
    found = structural(with_table(cells=(("Method", head), ("HarmonicFit", "0.5"), ("tidewheel", "0.7"))))
    assert {relation for _, relation, _ in found} == {"EVALUATED_ON", "COMPARED_WITH"}
