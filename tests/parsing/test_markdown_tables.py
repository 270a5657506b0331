"""Tables of Markdown papers: of pipes, drawn as pandoc draws them, of HTML, of MyST and of Quarto."""

from __future__ import annotations

from time import process_time

import pytest

from k1.parsing.markdown.document import parse_markdown
from k1.parsing.markdown.html_floats import html_floats
from k1.schema.documents import Document, Unit
from k1.schema.vocabulary import Modality


def made(source: str) -> Document:
    return parse_markdown(f"---\ntitle: T\n---\n\n{source}\n".encode(), name="x", file_sha256="0" * 64)


def tables(source: str) -> list[Unit]:
    return [unit for unit in made(source).units if unit.modality is Modality.TABLE]


GRID = """
+----------+-------+-------------+
| Fruit    | Price | Good for    |
+==========+=======+=============+
| Bananas  | $1.34 | - *quick*   |
|          |       | - bright    |
+----------+-------+-------------+
| 梨       | 2     | -           |
+----------+-------+-------------+
"""


def test_a_grid_table_has_cells_whatever_blocks_they_hold() -> None:
    (table,) = tables(f": Fruits. {{#tbl:f}}\n{GRID}")
    assert table.cells == (("Fruit", "Price", "Good for"), ("Bananas", "$1.34", "quick bright"), ("梨", "2", "-"))
    assert (table.header_rows, table.label, table.caption) == (1, "Table 1", "Fruits.")


def test_a_cell_of_a_grid_table_may_cover_several() -> None:
    (table,) = tables(
        "+---+---+---+\n| a b   | c |\n+---+---+---+\n| r | x | y |\n|   +---+---+\n|   | v | w |\n+---+---+---+"
    )
    assert (table.cells, table.header_rows) == ((("a b", "", "c"), ("r", "x", "y"), ("", "v", "w")), 0)


@pytest.mark.parametrize(
    ("source", "cells", "header"),
    [
        (
            "  Right  Left\n-------  ------\n     12  a b\n    123  c\n",
            (("Right", "Left"), ("12", "a b"), ("123", "c")),
            1,
        ),
        ("-------  ------\n     12  a b\n    123  c\n-------  ------\n", (("12", "a b"), ("123", "c")), 0),
        (
            "---------------\n Two    Right\n lines  Col\n------- -------\n"
            "  a     b c\n        d\n\n  e     f\n---------------\n",
            (("Two lines", "Right Col"), ("a", "b c d"), ("e", "f")),
            1,
        ),
    ],
)
def test_tables_of_aligned_columns_have_cells(source: str, cells: tuple[tuple[str, ...], ...], header: int) -> None:
    (table,) = tables(f"Text.\n\n{source}\nTable: Both.\n\nMore text.")
    assert (table.cells, table.header_rows, table.caption) == (cells, header, "Both.")
    assert [unit.text for unit in made(f"Text.\n\n{source}\nMore.").units] == ["Text.", "", "More."]


@pytest.mark.parametrize("source", ["A heading\n---------\n", "Text.\n\n---\n", "* * *\n", "- - -\n", "-- a\n-- b\n"])
def test_headings_and_rules_are_no_tables(source: str) -> None:
    assert tables(f"{source}\nText.") == []


def test_a_pipe_table_may_have_no_header_a_short_one_rows_without_text_and_its_caption_right_below() -> None:
    source = "  | a | b |\n--|---|---|\nc | 1 | `x\\|y` |\n  |   |   |\n: Caption. {#tbl-x}\n\nAs @tbl-x.\n\n"
    source += "| | |\n|-|-|\n| 1 | 2 |"
    first, second = tables(source)
    assert (first.cells, first.caption) == ((("", "a", "b"), ("c", "1", "x|y")), "Caption.")
    assert (second.cells, second.header_rows) == ((("1", "2"),), 0)
    assert made(source).units[1].text == "As Table 1."


def test_an_html_table_has_cells_as_its_spans_lay_them_out() -> None:
    source = (
        "<div>\n<table id='tbl-h'>\n<caption>Both *tools*.</caption>\n"
        "<thead><tr><th>A</th><th colspan=2>B</th></tr></thead>\n\n"
        "<tbody>\n<tr><td rowspan=2>x</td><td>**y**<br>z</td><td>H<sub>2</sub>O</td></tr>\n\n"
        "    <tr><td>v</td><td>&lt;5</td></tr>\n</tbody></table>\n</div>\n\nSee @tbl-h."
    )
    (table,) = tables(source)
    assert table.cells == (("A", "B", ""), ("x", "y z", "H2O"), ("", "v", "<5"))
    assert (table.header_rows, table.label, table.caption) == (1, "Table 1", "Both tools.")
    assert [unit.text for unit in made(source).units] == ["Table 1: Both tools.", "See Table 1."]


def test_an_html_table_that_only_lays_out_pictures_is_none() -> None:
    document = made('<table><tr><td><img src="a.png" alt="One"></td><td><img src="b.png" alt="Two"></td></tr></table>')
    assert [(unit.modality, unit.caption) for unit in document.units] == [
        (Modality.FIGURE, "One"),
        (Modality.FIGURE, "Two"),
    ]


@pytest.mark.parametrize(
    "source",
    [
        "```{list-table} Both.\n:name: t\n:header-rows: 1\n\n* - a\n  - b\n* - 1\n  - 2\n```",
        "```{table} Both.\n:name: t\n\n| a | b |\n|---|---|\n| 1 | 2 |\n```",
        "::: {#tbl-t .striped}\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nBoth.\n:::",
    ],
)
def test_tables_of_myst_and_quarto_have_cells_and_captions(source: str) -> None:
    (table,) = tables(source)
    assert (table.cells, table.header_rows) == ((("a", "b"), ("1", "2")), 1)
    assert (table.label, table.caption) == ("Table 1", "Both.")


def test_a_table_that_never_ends_takes_no_text_with_it() -> None:
    document = made("<table>\n\nOne.\n\n+--+--+\n| a\n\nTwo.")
    assert [unit.text for unit in document.units] == ["One.", "+--+--+ | a", "Two."]


TABULAR = r"""
\begin{table}[h]
\caption{Speeds of \textbf{both} {tools} [@a]. \label{tab:x}} % a remark & more
\begin{tabular}{l|rr@{}p{3cm}}
\toprule
Tool & \multicolumn{2}{c}{Speed} & N\_x \\
 & a & b & $\alpha$ \\ \midrule

\multirow{2}{*}{ours} & 1 & 2.5\% & \textit{x} \\[2pt]
 & {3} & 4 & y~z \\ \cmidrule(lr){1-2}
\bottomrule
\end{tabular}
\end{table}
"""


def test_a_table_of_latex_has_cells_a_caption_and_a_number() -> None:
    (table,) = tables(TABULAR)
    assert table.cells == (
        ("Tool", "Speed", "", "N_x"),
        ("", "a", "b", r"$\alpha$"),
        ("ours", "1", "2.5%", "x"),
        ("", "3", "4", "y z"),
    )
    assert (table.header_rows, table.label, table.caption) == (2, "Table 1", "Speeds of both {tools} [@a].")
    assert made(f"See \\autoref{{tab:x}}.\n{TABULAR}").units[0].text == "See Table 1."


def test_a_long_table_of_latex_has_its_caption_inside() -> None:
    source = (
        "\\begin{longtable}[]{@{}ll@{}}\n\\caption{Long.}\\\\\n\\hline\nA & B \\\\\n\\hline\n\\endhead\n1 & 2 \\\\\n"
    )
    (table,) = tables(f"{source}\\hline\n\\end{{longtable}}")
    assert (table.cells, table.header_rows, table.caption) == ((("A", "B"), ("1", "2")), 1, "Long.")


def test_a_figure_of_latex_is_counted_with_the_others() -> None:
    source = "\\begin{figure}\n\\includegraphics{x}\n\\caption[short]{Waves.}\n\\label{fig:w}\n\\end{figure}\n"
    document = made(f"As \\autoref{{fig:w}} says.\n\n{source}\n![Tides.](t.png)\n\n\\begin{{table}}\nno end\n\nText.")
    assert [unit.text for unit in document.units] == [
        "As Figure 1 says.",
        "Figure 1: Waves.",
        "Figure 2: Tides.",
        "\\begin{table}\nno end",
        "Text.",
    ]


def test_a_listing_may_show_a_table() -> None:
    document = made("Text:\n\n    a | b\n    --|--\n    1 | 2\n\n1. One:\n\n       a | b\n       --|--")
    assert [unit.text for unit in document.units] == ["Text:", "a | b\n--|--\n1 | 2", "One:", "a | b\n--|--"]


def test_pipes_in_code_and_formulas_part_no_cells_where_a_row_would_have_too_many() -> None:
    (table,) = tables("| a | b |\n|---|---|\n| `x|y` | 2 |\n| $|x|$ | $3 |\n| c | d |")
    assert table.cells == (("a", "b"), ("x|y", "2"), ("$|x|$", "$3"), ("c", "d"))


def test_an_html_table_goes_on_behind_the_one_in_its_cell() -> None:
    (table,) = tables("<table><tr><td>a <table><tr><td>b</td></tr></table> c</td><td>d</td></tr></table>")
    assert table.cells == (("a b c", "d"),)


def test_a_figure_of_html_may_hold_a_table_empty_lines_and_figures() -> None:
    source = "<figure id='f'>\n\n<table><tr><td>a</td></tr></table>\n\n<figcaption>Cells.</figcaption>\n</figure>\n\n"
    source += "<figure>\n<figure><img alt='One'><figcaption>A</figcaption></figure>\n\n<figcaption>Both.</figcaption>"
    units = made(f"{source}\n</figure>\n\n[](#f)").units
    assert [unit.text for unit in units] == ["Table 1: Cells.", "Figure 1: Both.", "Table 1"]
    assert units[0].cells == (("a",),)


def test_a_table_that_a_comment_names_takes_no_headings_with_it() -> None:
    document = made("<!-- <table> -->\n\nOne.\n\n# Two\n\n<!-- </table> -->")
    assert [section.heading for section in document.sections] == ["Two"]


@pytest.mark.parametrize("sign", ["<table>", "<figure>\n"])
def test_many_tables_that_never_end_are_read_in_time_that_grows_as_they_do(sign: str) -> None:
    began = process_time()
    list(html_floats(sign * 20_000))
    assert process_time() - began < 2
