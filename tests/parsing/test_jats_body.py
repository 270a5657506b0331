from __future__ import annotations

import pytest
from tests.parsing.jats_articles import cited, listed, made

from k1.schema.documents import Document
from k1.schema.vocabulary import Modality, UnitRole

LIST = "<list><list-item><p>one</p></list-item></list>"
FORMULA = "<disp-formula><tex-math>E=1</tex-math></disp-formula>"


def texts(document: Document) -> list[str]:
    return [unit.text for unit in document.units]


@pytest.mark.parametrize(
    ("block", "read"),
    [
        (LIST, ["one"]),
        ("<disp-quote><p>Quoted.</p><attrib>A poet</attrib></disp-quote>", ["Quoted.", "A poet"]),
        ("<verse-group><verse-line>a</verse-line><verse-line>b</verse-line></verse-group>", ["a b"]),
        ("<speech><speaker>Ann</speaker><p>Hello.</p></speech>", ["Ann Hello."]),
    ],
)
def test_a_list_or_a_quote_splits_its_paragraph_as_in_print(block: str, read: list[str]) -> None:
    assert texts(made(body=f"<p>They were: {block} which is all.</p>")) == ["They were:", *read, "which is all."]


def test_blocks_inside_inline_elements_are_read() -> None:
    assert texts(made(body=f"<p>a <bold>b {FORMULA}</bold> <named-content>{LIST}</named-content></p>")) == [
        "a b",
        "E=1",
        "one",
    ]


def test_a_caption_keeps_the_formulas_and_lists_inside_it() -> None:
    caption = f"<caption><title>Flow.</title><p>Here {FORMULA} holds: {LIST}</p></caption>"
    (figure,) = made(body=f"<fig><label>Figure 1</label>{caption}</fig>").units
    assert figure.text == "Figure 1 Flow. Here E=1 holds: one"


def test_what_a_figure_holds_beside_its_picture_is_read() -> None:
    document = made(body="<fig><label>Listing 1</label><code>x = 1</code><attrib>By us.</attrib></fig>")
    assert texts(document) == ["Listing 1", "x = 1", "By us."]


def test_a_group_of_figures_has_its_caption() -> None:
    whole = "<label>Figure 5</label><caption><title>All.</title></caption>"
    group = made(body=f"<fig-group>{whole}<fig><label>A</label></fig></fig-group>")
    assert [(unit.modality, unit.text) for unit in group.units] == [
        (Modality.FIGURE, "Figure 5 All."),
        (Modality.FIGURE, "A"),
    ]


def test_a_theorem_is_called_by_its_name_and_keeps_its_formulas() -> None:
    theorem = f"<statement><label>Theorem 1</label><title>Main</title><p>Let x.</p>{FORMULA}<p>Then y.</p></statement>"
    document = made(body=theorem)
    assert texts(document) == ["Theorem 1. Main. Let x.", "E=1", "Then y."]
    assert {unit.role for unit in document.units} == {UnitRole.THEOREM}


def test_boxes_supplements_and_lists_keep_what_they_are_called() -> None:
    box = "<boxed-text><label>Box 1</label><caption><title>Terms</title></caption><p>q</p></boxed-text>"
    table = "<label>S1 Table</label><caption><title>More.</title></caption>"
    media = "<media><caption><p>Additional file 1: more.</p></caption></media>"
    supplements = "".join(f"<supplementary-material>{held}</supplementary-material>" for held in (table, media))
    items = "<list-item><title>First</title><p>p</p></list-item><list-item>bare</list-item>"
    titled = f"<list><title>Kinds</title>{items}</list>"
    read = ["Box 1 Terms", "q", "S1 Table More.", "Additional file 1: more.", "Kinds", "First", "p", "bare"]
    assert texts(made(body=f"{box}{supplements}{titled}")) == read


def test_definitions_keep_their_citations_and_those_that_are_nested() -> None:
    inner = f"<def-list><def-item><term>b</term><def><p>two {cited(1)}</p></def></def-item></def-list>"
    outer = f"<def-list><def-item><term>a</term><def><p>one</p></def></def-item>{inner}</def-list>"
    document = made(body=outer, back=listed("Doe"))
    assert texts(document) == ["a: one", "b: two 1"]
    assert [citation.marker for citation in document.citations] == ["1"]


def test_an_array_of_two_columns_is_a_list_of_meanings() -> None:
    rows = "<tr><td>CI</td><td>confidence interval</td></tr><tr><td>OR</td><td>odds ratio</td></tr>"
    document = made(back=f"<glossary><title>Abbreviations</title><array><tbody>{rows}</tbody></array></glossary>")
    assert texts(document) == ["CI: confidence interval", "OR: odds ratio"]


def test_a_note_of_several_blocks_is_read_whole() -> None:
    assert texts(made(body=f"<p>t<fn><label>1</label><p>note</p>{LIST}</fn></p>")) == ["t", "note", "one"]


def test_notes_of_the_back_stand_in_their_section() -> None:
    group = "<fn-group><title>Competing interests</title><fn><p>None.</p></fn></fn-group>"
    document = made(back=f"<sec><title>Additional information</title>{group}</sec>")
    assert [unit.section_path for unit in document.units] == [("Additional information", "Competing interests")]


def test_a_cals_table_is_read_with_its_spans() -> None:
    columns = "".join(f'<oasis:colspec colname="c{at}"/>' for at in (1, 2, 3))
    head = '<oasis:row><oasis:entry namest="c1" nameend="c2">H</oasis:entry><oasis:entry>I</oasis:entry></oasis:row>'
    beside = "<oasis:entry>b</oasis:entry><oasis:entry>c</oasis:entry>"
    first = f'<oasis:row><oasis:entry morerows="1">a</oasis:entry>{beside}</oasis:row>'
    second = '<oasis:row><oasis:entry>d</oasis:entry><oasis:entry morerows="x">e</oasis:entry></oasis:row>'
    body = f"<oasis:thead>{head}</oasis:thead><oasis:tbody>{first}{second}</oasis:tbody>"
    group = f'<oasis:table><oasis:tgroup cols="3">{columns}{body}</oasis:tgroup></oasis:table>'
    (table,) = made(body=f"<table-wrap><label>Table 1</label>{group}</table-wrap>").units
    assert table.cells == (("H", "", "I"), ("a", "b", "c"), ("", "d", "e"))
    assert table.header_rows == 1


@pytest.mark.parametrize(
    ("title", "heading", "number"),
    [
        ("Methods:", "Methods", None),
        ("Step 1. Describe the problem.", "Step 1. Describe the problem", None),
        ("1) Surgery", "Surgery", "1"),
        ("ii) Staining", "Staining", "ii"),
        ("(+) and (-) forms", "(+) and (-) forms", None),
    ],
)
def test_a_heading_is_read_without_its_number_and_its_stop(title: str, heading: str, number: str | None) -> None:
    (section,) = made(body=f"<sec><title>{title}</title><p>t</p></sec>").sections
    assert (section.heading, section.number) == (heading, number)


def test_figures_without_any_label_are_counted_and_links_to_them_say_so() -> None:
    first, second = (f'<fig><caption><p>{text}<styled-content id="{text}"/></p></caption></fig>' for text in "AB")
    body = f'<p>See <xref rid="B">[fig:b]</xref>.</p>{first}{second}'
    assert [(unit.text, unit.label) for unit in made(body=body).units] == [
        ("See Figure 2.", None),
        ("Figure 1 A", "Figure 1"),
        ("Figure 2 B", "Figure 2"),
    ]
    labelled = made(body=f"<fig><label>Fig. 7</label></fig>{first}")
    assert [unit.label for unit in labelled.units] == ["Fig. 7", None]


def table_of(rows: str) -> tuple[tuple[tuple[str, ...], ...] | None, int | None]:
    (table,) = made(body=f"<table-wrap><label>Table 1</label><table>{rows}</table></table-wrap>").units
    return table.cells, table.header_rows


def test_rows_in_bold_head_a_table_and_rows_without_text_are_none() -> None:
    head = "<tr><td><bold>Day</bold></td><td><bold>1</bold> <bold>st</bold></td></tr><tr><td><hr/></td><td/></tr>"
    assert table_of(f"{head}<tr><td>a</td><td>2</td></tr>") == ((("Day", "1 st"), ("a", "2")), 1)
    bold = "<tr><td><bold>a</bold></td></tr>"
    assert table_of(bold + bold) == ((("a",), ("a",)), 0)


def test_the_foot_of_a_table_is_its_end() -> None:
    foot = "<thead><tr><th>h</th></tr></thead><tfoot><tr><td>sum</td></tr></tfoot>"
    assert table_of(f"{foot}<tbody><tr><td>x</td></tr></tbody>") == ((("h",), ("x",), ("sum",)), 1)


def test_a_label_inside_its_caption_is_found() -> None:
    caption = "<caption><title>Table 2. Tides.</title></caption>"
    (table,) = made(body=f"<table-wrap>{caption}<table><tr><td>1</td></tr></table></table-wrap>").units
    assert (table.text, table.label, table.caption) == ("Table 2. Tides.", "Table 2", "Tides.")


@pytest.mark.parametrize(
    ("title", "heading", "number"),
    [
        ("<italic>E. coli</italic> in milk", "E. coli in milk", None),
        ("V. cholerae", "V. cholerae", None),
        ("I. Introduction", "Introduction", "I"),
        ("Strains of Bacillus spp.", "Strains of Bacillus spp.", None),
        ("Made in the U.S.A.", "Made in the U.S.A.", None),
        ("Methods.", "Methods", None),
    ],
)
def test_a_genus_is_no_number_and_the_stop_of_an_abbreviation_stays(
    title: str, heading: str, number: str | None
) -> None:
    (section,) = made(body=f"<sec><title>{title}</title><p>a</p></sec>").sections
    assert (section.heading, section.number) == (heading, number)


def test_no_numbers_are_given_where_figures_behind_the_text_have_labels_or_to_graphical_abstracts() -> None:
    graphical = "<fig><caption><p>At a glance.</p></caption></fig>"
    scheme = "<fig><caption><p>A scheme.</p></caption></fig>"
    labelled = "</back><floats-group><fig><label>Fig. 1</label></fig></floats-group><back>"
    assert [unit.label for unit in made(body=scheme, back=labelled).units] == [None, "Fig. 1"]
    abstract = f'<abstract abstract-type="graphical"><p>{graphical}</p></abstract>'
    assert [unit.label for unit in made(abstract, body=scheme).units] == [None, "Figure 1"]


def test_an_appendix_is_text_of_the_subject_and_what_it_merely_offers_is_not() -> None:
    proof = "<app><title>Proof of the rule</title><p>It holds.</p></app>"
    offered = "<app><title>Supplementary data</title><p>Data are online.</p></app>"
    section = "<sec><title>Appendix B</title><p>More of it.</p></sec>"
    units = made(back=f"<app-group>{proof}{offered}</app-group>{section}<ack><p>Thanks.</p></ack>").units
    body, behind = UnitRole.BODY, UnitRole.BACK_MATTER
    assert [(unit.text, unit.role) for unit in units] == [
        ("It holds.", body),
        ("Data are online.", behind),
        ("More of it.", body),
        ("Thanks.", behind),
    ]


def test_the_bar_behind_a_number_is_no_part_of_it() -> None:
    table = "<table-wrap><label>TABLE 1 |</label><caption><p>Tides.</p></caption></table-wrap>"
    document = made(
        body=f"<sec><title>1 | METHODS</title>{table}</sec><sec><label>2 |</label><title>RESULTS</title></sec>"
    )
    assert [(section.number, section.heading) for section in document.sections] == [("1", "METHODS"), ("2", "RESULTS")]
    assert [unit.label for unit in document.units] == ["TABLE 1"]


def test_a_table_in_a_cell_is_text_of_the_cell() -> None:
    inner = "<table><tr><td>in</td></tr></table>"
    (table,) = made(body=f"<table-wrap><table><tr><td>a</td><td>{inner}</td></tr></table></table-wrap>").units
    assert table.cells == (("a", "in"),)


def test_a_table_inside_a_cell_keeps_its_cells_apart() -> None:
    inner = "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>"
    (table,) = made(body=f"<table-wrap><table><tr><td>x{inner}</td><td>1</td></tr></table></table-wrap>").units
    assert table.cells == (("x a b c", "1"),)
