"""What stands for a figure or table: its caption, its heads, and the sentences that refer to it."""

from __future__ import annotations

from invented_paper import invented_document
from k1.graph.anchors import anchor_layer
from k1.schema.documents import Unit
from k1.schema.identity import unit_id
from k1.schema.vocabulary import Modality, SectionRole, UnitRole


def summary(body: str, label: str, **table) -> str:
    """The text of the anchor of one float of a paper with this body."""
    document = invented_document(((SectionRole.RESULTS, body),))
    paper = document.paper.id
    unit = Unit(
        id=unit_id(paper, "float", label), paper=paper, order=9, modality=Modality.TABLE if table else Modality.FIGURE,
        role=UnitRole.FLOAT, section=None, text=f"{label}. A gauge.", label=label, caption="A gauge.", **table,
    )  # fmt: skip
    nodes, _ = anchor_layer(document.model_copy(update={"units": (*document.units, unit)}), {})
    return nodes[-1].text


def test_an_anchor_quotes_the_sentences_that_name_its_float_among_others():
    body = "Tides rise. Figures 1 and 2 show a gauge. See Figs. 1-3. The old gauge is in Supplementary Fig. 2."
    assert summary(body, "Figure 2") == "A gauge. Figures 1 and 2 show a gauge. See Figs. 1-3."


def test_a_float_without_a_number_is_named_by_no_sentence():
    assert summary("Figure 1 shows a gauge.", "Plan") == "A gauge."


def test_an_anchor_has_all_header_rows_of_its_table():
    cells = (("Gauge", "Brest", ""), ("", "Spring", "Neap"), ("old", "1", "2"), ("new", "3", "4"))
    assert summary("Tides.", "Table 1", cells=cells, header_rows=2) == "A gauge. Gauge | Brest Spring | Neap old | new"
