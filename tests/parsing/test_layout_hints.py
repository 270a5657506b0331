"""What a layout model sees helps the geometry and never overrules it."""

from __future__ import annotations

import pytest
from tests.parsing.bad_files import PROSE, content, one_page, stream
from tests.parsing.lines_by_hand import make_line, make_page

from k1.errors import FailureKind, PaperError
from k1.parsing.floats.detection import find_floats
from k1.parsing.page.hyphenation import Vocabulary
from k1.parsing.page.typography import read_typography
from k1.parsing.pdf import layout_model
from k1.parsing.pdf.document import parse_pdf
from k1.parsing.pdf.layout_hints import SeenRegion, seen_furniture, with_hints
from k1.schema.provenance import Box
from k1.schema.vocabulary import LayoutSource

SEEN = Box(100, 100, 300, 250)


def test_a_figure_is_added_where_the_geometry_has_no_picture() -> None:
    page = with_hints(make_page([]), [SeenRegion("figure", SEEN)])
    assert page.images == (SEEN,)


def test_a_figure_that_the_geometry_knows_is_not_added_again() -> None:
    known = Box(90, 90, 310, 260)
    page = with_hints(make_page([], images=(known,)), [SeenRegion("figure", SEEN)])
    assert page.images == (known,)


def test_lines_of_text_are_no_figure() -> None:
    lines = [make_line("Rivers A. 2019 Tides of small harbours. J. Tides 1, 2.", y=110 + 12 * n) for n in range(10)]
    assert with_hints(make_page(lines), [SeenRegion("figure", Box(40, 100, 400, 250))]).images == ()


def test_running_heads_are_furniture_in_the_margin_only() -> None:
    head, caption, text = make_line("A head", y=40), make_line("Table 2. Tides", y=60), make_line("Running text", y=400)
    regions = [SeenRegion("header", Box(0, 0, 600, 70)), SeenRegion("footer", Box(0, 380, 600, 420))]
    assert seen_furniture([make_page([head, caption, text])], {1: regions}) == {id(head)}


def test_the_heading_of_the_references_is_no_running_head() -> None:
    region = SeenRegion("header", Box(0, 0, 600, 70))
    assert seen_furniture([make_page([make_line("References", y=60)])], {1: [region]}) == set()


def test_a_table_that_only_the_model_sees_belongs_to_the_caption_next_to_it() -> None:
    caption = make_line("Table 1. Heights of the tide in two harbours.", y=100, size=9, bold=True)
    cells = [make_line(f"harbour {n} of the coast is {n} metres", y=112 + 14 * n, x=60) for n in range(1, 4)]
    prose = [make_line(PROSE[n % 3], y=300 + 12 * n, width=500) for n in range(12)]
    page = make_page([caption, *cells, *prose])
    style, vocabulary = read_typography(page.lines), Vocabulary(line.text for line in page.lines)
    hinted = with_hints(page, [SeenRegion("table", Box(50, 110, 400, 170))])
    found = find_floats([hinted], set(), style, vocabulary)
    assert {id(line) for line in cells} <= found.lines


def test_without_the_extra_the_failure_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layout_model, "find_spec", lambda name: None)
    data = one_page(stream(content(PROSE)))
    with pytest.raises(PaperError) as caught:
        parse_pdf(data, name="x", file_sha256="0" * 64, layout=LayoutSource.RAPID)
    assert caught.value.kind is FailureKind.UNSUPPORTED
    assert "pip install -e '.[ocr]'" in caught.value.remedy


@pytest.mark.ocr
@pytest.mark.slow
def test_the_model_runs_and_the_document_names_it() -> None:
    pytest.importorskip("rapid_layout", reason="LAYOUT MODEL ABSENT: `make test-ocr` runs this in .venv-ocr")
    lines = ["Tides of a small harbour", "", *PROSE * 8]
    data = one_page(stream(content(lines)))
    regions = layout_model.see_regions(data)
    assert "text" in {region.label for region in regions[1]}
    document = parse_pdf(data, name="x", file_sha256="0" * 64, layout=LayoutSource.RAPID)
    assert document.paper.parser == "textlayer/1+rapid-layout"
    assert "harmonic terms" in " ".join(unit.text for unit in document.units)
