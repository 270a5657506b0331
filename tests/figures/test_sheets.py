from __future__ import annotations

from pathlib import Path

import polars as pl
from PIL import Image
from tests.parsing.bad_files import readable

from k1.figures.documents import ROLE_COLOURS
from k1.figures.pages import PageSize
from k1.figures.palette import MODALITIES
from k1.figures.parsers import draw_parsers, letters_by_role, load_parsers, weakest
from k1.figures.sheets import Sheet, boxes_outside, draw_sheets, publisher_sheets, run_sheets
from k1.figures.style import figure_bytes

TABLE = """| parser | title | pages/CPU s | peak MB |
|---|---:|---:|---:|
| k1 0.1.0 | 1.00 | 44.2 | 97 |
| other | – | 1.5 | 477 |

A note.
"""


def units(*boxes: tuple[float, float, float, float]) -> pl.DataFrame:
    """Text units of paper p, one a box, on page 1."""
    rows = [
        {
            "id": f"u{n}", "paper": "p", "order": n, "modality": "text", "role": "body", "text": "abcd", "page": 1,
            "regions": [{"page": 1, "box": dict(zip(("x0", "y0", "x1", "y1"), box, strict=True))}],
        }
        for n, box in enumerate(boxes)
    ]  # fmt: skip
    return pl.DataFrame(rows)


def sheet(*boxes: tuple[float, float, float, float]) -> Sheet:
    return Sheet("a paper", Image.new("RGB", (60, 80), "white"), PageSize(600, 800), units(*boxes), 1)


def test_pages_are_drawn_with_their_boxes_to_the_same_bytes():
    first, second = (figure_bytes(draw_sheets([sheet((50, 50, 300, 90))] * 4), "svg") for _ in range(2))
    assert first == second
    assert len(first) > len(figure_bytes(draw_sheets([]), "svg"))


def test_a_page_of_a_run_is_the_one_with_the_most_kinds_of_units(tmp_path: Path):
    (tmp_path / "a.pdf").write_bytes(readable())
    papers = pl.DataFrame({"id": ["p"], "name": ["harbour"]})
    (found,) = run_sheets({"p": tmp_path / "a.pdf"}, papers, units((50, 50, 300, 90)))
    assert (found.title, found.page, found.size.width) == ("harbour", 1, 595)


def test_a_box_beyond_its_page_is_named():
    assert boxes_outside([sheet((50, 50, 300, 90))]) == []
    assert boxes_outside([sheet((50, 50, 700, 90))]) == ["a paper"]


def test_absent_shared_papers_are_no_sheets(tmp_path: Path):
    assert publisher_sheets(tmp_path) == []


def test_kinds_on_a_page_have_colours_of_their_own():
    colours = [*MODALITIES.values(), *ROLE_COLOURS.values()]
    assert len(set(colours)) == len(colours)


def test_the_measured_table_is_read_from_its_page(tmp_path: Path):
    (tmp_path / "parsers.md").write_text(TABLE, encoding="utf-8")
    table = load_parsers(tmp_path / "parsers.md")
    assert table.rows() == [("k1 0.1.0", 1.0, 44.2, 97.0), ("other", None, 1.5, 477.0)]
    assert "k1 0.1.0" in [label.get_text() for label in draw_parsers(table).axes[0].get_yticklabels()]


def test_without_the_page_the_figure_says_how_to_measure(tmp_path: Path):
    figure = draw_parsers(load_parsers(tmp_path / "absent.md"))
    assert "make benchmark-parsers" in figure.axes[0].texts[0].get_text()


def test_the_weakest_scores_come_first_and_perfect_ones_not_at_all():
    scores = pl.DataFrame({"paper": ["a", "b", "c"], "metric": ["title"] * 3, "score": [0.5, 1.0, 0.2]})
    assert weakest(scores)["paper"].to_list() == ["c", "a"]


def test_characters_are_counted_by_role():
    counted = letters_by_role(units((0, 0, 9, 9), (0, 9, 9, 18)), pl.DataFrame({"id": ["p"], "name": ["harbour"]}))
    assert counted.to_dicts() == [{"name": "harbour", "body": 8}]
