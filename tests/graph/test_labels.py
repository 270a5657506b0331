"""Labels of figures and tables, and what the text calls them."""

from __future__ import annotations

import pytest

from k1.graph.labels import is_label, label_of, mentioned_labels


@pytest.mark.parametrize(
    ("mention", "labels"),
    [
        ("as shown in Figures 2 and 3", ["Figure 2", "Figure 3"]),
        ("see Figs. 2-4", ["Fig. 2", "Fig. 3", "Fig. 4"]),
        ("see Figs. S1\u20133", ["Fig. S1", "Fig. S2", "Fig. S3"]),
        ("Figs. 1(a), 2(b), and 5", ["Figure 1", "Figure 2", "Figure 5"]),
        ("in Fig. 2A\u2013C", ["Figure 2"]),
        ("in TABLE II", ["Table II", "Table 2"]),
        ("Tables I, II and IV", ["TABLE I", "TABLE II", "TABLE IV"]),
        ("by scheme 1", ["Scheme 1"]),
        ("in Figure A1", ["Figure A1", "Fig. A.1"]),
        ("in Supplementary Fig. 1", ["Supplementary Figure 1", "Figure S1"]),
        ("in Suppl. Figs. 1 and 2", ["Figure S1", "Figure S2"]),
        ("in the supplementary material, Table 2", ["Table S2"]),
        ("In the additional figures 2 and 3", ["Figure 2", "Figure 3"]),
        ("in Extended Data Fig. 1", ["Extended Data Figure 1"]),
        ("in Abbildung 1 gezeigt", ["Abb. 1"]),
        ("in Tabellen 1 und 2", ["Tabelle 1", "Tabelle 2"]),
        ("\u043d\u0430 \u0440\u0438\u0441\u0443\u043d\u043a\u0435 2", ["\u0420\u0438\u0441. 2"]),
    ],
)
def test_a_mention_names_the_float_of_that_label(mention, labels):
    assert {label_of(label) for label in labels} <= mentioned_labels(mention)


@pytest.mark.parametrize(
    ("mention", "label"),
    [
        ("in Supplementary Fig. 1", "Figure 1"),
        ("in Extended Data Fig. 1", "Fig. 1"),
        ("in Fig. S1", "Fig. 1"),
        ("in Fig. 1, 2 of them", "Fig. 2"),
        ("in Figs. 1, C and D", "Fig. 100"),
        ("in Scheme 1", "Figure 1"),
        ("the config 1 and the vegetables 1", "Fig. 1"),
        ("in Figure 12", "Figure 1"),
    ],
)
def test_a_mention_of_one_float_names_no_other(mention, label):
    assert label_of(label) is not None
    assert label_of(label) not in mentioned_labels(mention)


@pytest.mark.parametrize("text", ["(12)", "", "The figure", "Figure"])
def test_a_text_without_a_number_after_a_kind_is_no_label(text):
    assert label_of(text) is None


@pytest.mark.parametrize(
    ("text", "bare"),
    [("Table 3.", True), ("**Fig. S1:**", True), ("Table 3. Speed.", False), ("Tables are set.", False)],
)
def test_a_bare_label_says_nothing_else(text: str, bare: bool) -> None:
    assert is_label(text) is bare
