"""The marker back end: its boxes, its answer as our records, and the process in its own environment."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
from tests.parsing.bad_files import PROSE, content, joined, one_page, readable, stream

from k1.errors import FailureKind, PaperError
from k1.parsing.marker.blocks import bind_floats, read_answer
from k1.parsing.marker.boxes import layout_boxes
from k1.parsing.marker.client import PYTHON_VARIABLE, ask_marker
from k1.parsing.marker.document import parse_with_marker
from k1.parsing.page.hyphenation import Vocabulary
from k1.parsing.page.layout import BlockKind
from k1.parsing.pdf.document import read_pdf


def span(text: str, x: float, y: float, **more: Any) -> dict[str, Any]:
    box = [x, y, x + 5 * len(text), y + 12]
    given = {"text": text, "box": box, "font": "Body", "size": 10.0, "weight": 400.0, "formats": ["plain"]}
    return given | more


def block(kind: str, *lines: list[dict[str, Any]], y: float = 100, **more: Any) -> dict[str, Any]:
    given = {"type": kind, "box": [50, y, 500, y + 12], "level": None, "ignored": False, "html": ""}
    return given | {"lines": [{"box": [], "spans": spans} for spans in lines]} | more


def answer(*blocks: dict[str, Any]) -> dict[str, Any]:
    page = {"number": 1, "width": 600.0, "height": 800.0, "blocks": list(blocks)}
    return {"version": "2.0.0", "weights": False, "pages": [page]}


def test_pieces_of_a_printed_line_are_one_line_in_the_order_of_the_page() -> None:
    pieces = [[span("second line", 50, 114)], [span("first", 50, 100), span("\n", 75, 100)], [span(" line", 77, 100)]]
    paper = read_answer(answer(block("Text", *pieces)))
    assert [line.text for line in paper.blocks[0].lines] == ["first line", "second line"]


def test_sizes_that_marker_gives_unscaled_come_from_the_height_of_the_print() -> None:
    paper = read_answer(answer(block("Text", [span("tall", 50, 100, size=1.0)])))
    assert paper.blocks[0].lines[0].size == 12.0


def test_headings_keep_their_level_and_what_marker_ignores_is_furniture() -> None:
    heading = block("SectionHeader", [span("Methods", 50, 100)], level=2)
    head = block("Text", [span("Running head", 50, 20)], ignored=True)
    paper = read_answer(answer(heading, head))
    assert [(found.kind, found.level) for found in paper.blocks] == [(BlockKind.HEADING, 2)]
    assert [found.lines[0].text for found in paper.aside] == ["Running head"]


def test_a_caption_takes_the_nearest_table_and_its_cells() -> None:
    rows = "<tr><th>Harbour</th><th colspan=2>Heights</th></tr><tr><td>North</td><td>1</td><td>2</td></tr>"
    table = block("Table", y=130, html=f"<table>{rows}</table>")
    caption = block("Caption", [span("Table 2. Heights of the tide.", 50, 100)])
    (found,) = bind_floats(read_answer(answer(caption, table)), Vocabulary([]))
    assert (found.kind, found.label, found.caption) == ("table", "Table 2", "Heights of the tide.")
    assert found.grid is not None
    assert found.grid.cells == (("Harbour", "Heights", ""), ("North", "1", "2"))
    assert found.grid.header_rows == 1


def test_a_cell_over_several_rows_moves_no_cell_beside_it() -> None:
    rows = "<tr><td rowspan=2>North</td><td>ebb</td><td>1</td></tr><tr><td>flood</td><td>2</td></tr>"
    table = block("Table", y=130, html=f"<table>{rows}</table>")
    caption = block("Caption", [span("Table 2. Heights of the tide.", 50, 100)])
    (found,) = bind_floats(read_answer(answer(caption, table)), Vocabulary([]))
    assert found.grid is not None
    assert found.grid.cells == (("North", "ebb", "1"), ("", "flood", "2"))


def test_what_a_model_transcribed_is_read_from_its_html() -> None:
    paper = read_answer(answer(block("Equation", html="<math>E = mc^2</math>")))
    assert [(found.kind, found.lines[0].text) for found in paper.blocks] == [(BlockKind.EQUATION, "E = mc^2")]


def test_the_geometry_gives_boxes_with_surya_labels_page_by_page() -> None:
    numbered = one_page(stream(content(["1 Introduction", "", *PROSE * 6])))
    boxes = layout_boxes(read_pdf(joined(readable(), numbered), max_pages=9))
    assert [(page["height"], len(page["boxes"]) > 0) for page in boxes] == [(842, True), (842, True)]
    assert {box["label"] for page in boxes for box in page["boxes"]} <= {"SectionHeader", "Text"}
    assert all(0 <= box["box"][0] < box["box"][2] <= 595 for page in boxes for box in page["boxes"])


def test_without_its_environment_the_failure_says_how_to_set_it_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PYTHON_VARIABLE, "/nowhere/python")
    with pytest.raises(PaperError) as caught:
        parse_with_marker(readable(), name="x", file_sha256="0" * 64)
    assert caught.value.kind is FailureKind.UNSUPPORTED
    assert "make .venv-marker" in caught.value.remedy


def test_a_process_that_fails_is_told_with_its_last_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PYTHON_VARIABLE, sys.executable)
    with pytest.raises(PaperError) as caught:
        ask_marker(readable(), [{"height": 842.0, "boxes": []}])
    assert caught.value.kind is FailureKind.CRASHED
    assert "marker-pdf is not installed" in caught.value.message


@pytest.mark.marker
@pytest.mark.slow
def test_a_paper_read_by_marker_has_its_title_headings_and_text_page_by_page() -> None:
    python = Path(__file__).resolve().parents[2] / ".venv-marker" / "bin" / "python"
    if not python.exists():
        pytest.skip("MARKER ABSENT: no .venv-marker; `make test-marker` sets it up and runs this")
    numbered = one_page(stream(content(["1 Introduction", "", *PROSE * 6])))
    document = parse_with_marker(joined(readable(), numbered), name="x", file_sha256="0" * 64)
    original = read_pdf(joined(readable(), numbered), max_pages=9)
    assert document.paper.parser.startswith("marker/2.0.0")
    assert document.paper.title == original.front.title == "Tides of a small harbour"
    assert [section.heading for section in document.sections] == ["Introduction"]
    assert {unit.page for unit in document.units} == {1, 2}
    assert "harmonic terms" in " ".join(unit.text for unit in document.units)
