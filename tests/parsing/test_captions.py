"""Captions."""

from dataclasses import replace

import pytest
from tests.parsing.lines_by_hand import make_line, make_page

from k1.parsing.floats.captions import caption_text, find_captions
from k1.parsing.floats.detection import find_floats
from k1.parsing.page.hyphenation import Vocabulary
from k1.parsing.page.layout import Line, union
from k1.parsing.page.typography import Typography
from k1.schema.provenance import Box

STYLE = Typography(10, frozenset({"Body"}), 12)


def test_a_caption_is_told_from_a_sentence_about_the_figure() -> None:
    page = make_page(
        [
            make_line("Figure 1. Growth of the cells.", 50, 300, size=8, font="Small"),
            make_line("after a week of it.", 50, 309, size=8, font="Small"),
            make_line("Figure 1 shows that cells grow.", 50, 500),
        ]
    )
    (caption,) = find_captions(page, page.lines, STYLE)
    assert (caption.kind, caption.label, len(caption.lines)) == ("figure", "Figure 1", 2)
    assert caption_text("Figure 1. Growth of the cells.") == "Growth of the cells."


def test_a_caption_centred_under_a_label_that_stands_alone_belongs_to_it() -> None:
    page = make_page(
        [
            make_line("TABLE I", 282, 100, size=8, font="Small"),
            make_line("SPEEDS OF WAVES IN SHALLOW TANKS OF THE NORTH", 210, 109, size=8, font="Small"),
            make_line("Tank", 150, 125, size=8, font="Small"),
            make_line("Speed", 250, 125, size=8, font="Small"),
        ]
    )
    (caption,) = find_captions(page, page.lines, STYLE)
    assert [line.text[:6] for line in caption.lines] == ["TABLE ", "SPEEDS"]


def caption_lines(*lines: Line) -> list[str]:
    (caption,) = find_captions(make_page(lines), lines, STYLE)
    return [line.text for line in caption.lines]


def in_one_line(first: Line, more: Line) -> Line:
    return replace(first, spans=first.spans + more.spans, text=first.text + more.text, box=union([first.box, more.box]))


def test_the_lines_of_a_caption_may_hang_where_its_words_begin() -> None:
    label, words = (
        make_line("Fig. 1", 50, 300, size=8, font="Small"),
        make_line(" Waves in shal-", 110, 300, size=8, font="Small"),
    )
    first = in_one_line(label, words)
    assert caption_lines(first, make_line("low tanks.", 110, 310, size=8, font="Small")) == [first.text, "low tanks."]


def test_a_caption_that_has_ended_ends_at_the_rule_of_its_table() -> None:
    lines = [make_line("Table 1: Speeds of waves.", 60, 300), make_line("Tank Mean Error", 80, 313)]
    page = make_page(lines, rules=(Box(75, 302, 200, 302.5),))
    (caption,) = find_captions(page, lines, STYLE)
    assert caption.lines == lines[:1]


def test_a_caption_that_has_ended_ends_before_spaced_cells() -> None:
    cells = [make_line(text, x, 313) for text, x in (("Tank", 80), (" Mean", 112), (" Error", 149))]
    head = replace(cells[0], text="Tank Mean Error", spans=tuple(span for cell in cells for span in cell.spans))
    head = replace(head, box=union([cell.box for cell in cells]))
    caption = make_line("Table 1: Speeds of slow waves.", 60, 300)
    assert caption_lines(caption, head) == [caption.text]
    goes_on = make_line("Tank Mean Error", 60, 313)
    assert caption_lines(caption, goes_on) == [caption.text, goes_on.text]


def test_the_accents_of_a_formula_do_not_end_a_caption() -> None:
    first = make_line("Figure 1: Waves of tanks, estimates", 50, 300, size=8, font="Small")
    accent = make_line("\u02c6", 80, 308, size=8, font="Symbols")
    rest = make_line("of h in the second place.", 50, 310, size=8, font="Small")
    text = make_line("A text of the paper with an estimate.", 50, 345)
    other = make_line("\u02c6", 120, 342, font="Symbols")
    assert caption_lines(first, accent, rest, text, other) == [first.text, rest.text, accent.text]


LONG = (
    "Table 1: Speeds of waves in tanks of the north",
    "and of the south, each of them measured twice by",
    "two of the authors who did not know what the",
    "other of them had read. Tanks are named by their",
    "harbours. Speeds in bold are the greatest of all",
    "tanks of a harbour, and those that are underlined",
    "come next.",
)


def table_under(title: tuple[str, ...], *rules: Box) -> list[str]:
    """The lines of the caption over a table of values."""
    lines = [make_line(text, 50, 100 + 10 * at, size=9, width=240, font="Small") for at, text in enumerate(title[:-1])]
    lines.append(make_line(title[-1], 50, 90 + 10 * len(title), size=9, font="Small"))
    cells = [make_line(f"{n}.{x}", x, 112 + 10 * (n + len(title)), size=9) for n in range(4) for x in (60, 120, 180)]
    page = make_page([*lines, *cells], rules=rules)
    (caption,) = find_captions(page, page.lines, STYLE)
    return [line.text for line in caption.lines]


def test_a_caption_of_a_table_goes_on_as_long_as_its_lines_are_full() -> None:
    assert table_under(LONG) == list(LONG)


def test_a_long_caption_of_a_table_ends_at_a_rule_a_full_stop_or_a_short_line() -> None:
    rule = Box(50, 142, 290, 142.5)
    assert table_under(LONG, rule) == list(LONG[:5])
    assert table_under((*LONG[:4], "harbours of the same coast as it was in May 2012.", *LONG[5:]))[5:] == []
    columns = ("Name", "BERT", "RoBERTa", "XLNet", "ELMo", "GPT")
    short = [make_line(LONG[0], 50, 100, size=9, width=240, font="Small")]
    short += [make_line(name, 50, 110 + 10 * at, size=9, font="Small") for at, name in enumerate(columns)]
    page = make_page(short)
    assert len(find_captions(page, page.lines, STYLE)[0].lines) == 5


def test_a_paragraph_in_a_tinted_box_is_no_label_of_a_picture() -> None:
    words = [make_line("an abstract of many words that runs over the box", 60, 120 + 12 * n, size=8) for n in range(6)]
    head = make_line("Abstract", 60, 106, bold=True)
    labels = [make_line(f"Referee {n} pending", 400, 110 + 12 * n) for n in range(8)]
    box = Box(50, 90, 500, 300)
    strokes = tuple(Box(50 + 8 * n, 90, 60 + 8 * n, 300) for n in range(50))
    page = make_page([head, *words, *labels], images=(box,), drawings=strokes)
    found = find_floats([page], set(), STYLE, Vocabulary([]))
    assert [id(line) in found.lines for line in page.lines] == [False] * 7 + [True] * 8


def test_a_listing_in_a_box_is_text_and_labels_in_the_same_font_are_none() -> None:
    box = Box(50, 90, 500, 300)
    strokes = tuple(Box(50 + 8 * n, 90, 60 + 8 * n, 300) for n in range(50))
    code = [make_line(f"x[{n}] = read(n)", 60, 120 + 12 * n, font="Courier") for n in range(6)]
    labels = [make_line(f"a{n}", 60 + 200 * (n % 2), 120 + 12 * (n // 2), font="Courier") for n in range(12)]
    for lines, expected in ((code, False), (labels, True)):
        page = make_page(lines, images=(box,), drawings=strokes)
        found = find_floats([page], set(), STYLE, Vocabulary([]))
        assert {id(line) in found.lines for line in page.lines} == {expected}


def test_a_caption_whose_first_line_is_stretched_apart_is_one() -> None:
    words = ("Figure", "2.", "Waves", "of", "tanks")
    places = (50, 84, 102, 132, 150)
    pieces = [make_line(word, x, 300, size=8, bold=True) for word, x in zip(words, places, strict=True)]
    page = make_page([*pieces, make_line("Other words", 320, 300)])
    (caption,) = find_captions(page, page.lines, STYLE)
    assert [line.text for line in caption.lines] == list(words)


@pytest.mark.parametrize(
    ("printed", "kind", "label"),
    [
        ("Fig 1 Slow waves", "figure", "Fig 1"),
        ("FIGURE 1 | Slow waves", "figure", "FIGURE 1"),
        ("FIGURE 1 - Slow waves", "figure", "FIGURE 1"),
        ("Table 2 - Speeds", "table", "Table 2"),
        ("Extended Data Fig. 1 | Waves", "figure", "Extended Data Fig. 1"),
        ("Scheme 1. Waves", "figure", "Scheme 1"),
        ("Graph 1: Waves", "figure", "Graph 1"),
        ("Supplementary Table 3: Waves", "table", "Supplementary Table 3"),
        ("TABLE IV", "table", "TABLE IV"),
        ("Table B: Waves", "table", "Table B"),
        ("Box 1. Waves", "other", "Box 1"),
        ("Algorithm 1 Waves", "other", "Algorithm 1"),
        ("Abbildung 1: Wellen", "figure", "Abbildung 1"),
        ("Abb. 1: Wellen", "figure", "Abb. 1"),
        ("Tabelle 1: Wellen", "table", "Tabelle 1"),
        ("Tableau 1. Ondes", "table", "Tableau 1"),
        ("Cuadro 1. Ondas", "table", "Cuadro 1"),
        ("Figura 1. Ondas", "figure", "Figura 1"),
    ],
)
def test_captions_are_known_by_their_word_in_many_forms(printed: str, kind: str, label: str) -> None:
    text = [make_line("Running text that goes on", 50, 100 + 12 * n) for n in range(4)]
    page = make_page([*text, make_line(printed, 50, 200, size=8)])
    assert [(found.kind, found.label) for found in find_captions(page, page.lines, STYLE)] == [(kind, label)]


@pytest.mark.parametrize("sentence", ["Tabelle 1 zeigt die Wellen im Norden", "Figura 1 muestra las ondas"])
def test_a_sentence_in_another_language_about_a_float_is_no_caption(sentence: str) -> None:
    page = make_page([make_line("Text of a page.", 50, 100), make_line(sentence, 50, 140)])
    assert find_captions(page, page.lines, STYLE) == []


WIDE = Typography(12, frozenset({"Body"}), 27)


def test_a_legend_in_a_double_spaced_list_has_all_its_lines() -> None:
    texts = ("Figure 1. Growth of cells that", "were kept in the cold.", "Figure 2. Growth of others.")
    head = make_line("Figure legends", 50, 73, size=12, bold=True)
    page = make_page([head, *(make_line(text, 50, 100 + 27 * at, size=12) for at, text in enumerate(texts))])
    assert [len(caption.lines) for caption in find_captions(page, page.lines, WIDE)] == [2, 1]


def test_labels_alone_below_each_other_are_captions_of_their_own() -> None:
    lines = [make_line(f"Figure {n}", 50, 100 + 27 * n, size=12, bold=True) for n in (1, 2, 3)]
    page = make_page(lines)
    assert [caption.label for caption in find_captions(page, page.lines, WIDE)] == ["Figure 1", "Figure 2", "Figure 3"]


def test_a_bold_label_without_a_mark_ends_the_legend_above_it() -> None:
    first, second = (make_line(f"Figure {n} ", 50, 100 + 27 * n, size=12, width=50, bold=True) for n in (1, 2))
    lines = []
    for label in (first, second):
        rest = make_line("Growth of the cells in the cold", 102, label.baseline, size=12)
        spans = (*label.spans, *rest.spans)
        lines.append(replace(rest, spans=spans, text=f"{label.text}{rest.text}", box=union([label.box, rest.box])))
    page = make_page(lines)
    assert [caption.label for caption in find_captions(page, page.lines, WIDE)] == ["Figure 1", "Figure 2"]


def test_the_last_line_of_a_centred_caption_belongs_to_it() -> None:
    full = make_line("Figure 1: Growth of cells that were kept in the cold", 50, 300, size=9, width=400, font="Small")
    last = make_line("for a week", 225, 310, size=9, width=50, font="Small")
    page = make_page([full, last])
    (caption,) = find_captions(page, page.lines, STYLE)
    assert len(caption.lines) == 2


def test_a_sentence_that_begins_with_a_range_of_panels_is_no_caption() -> None:
    page = make_page(
        [make_line("Text of a page.", 50, 100), make_line("Figure 1a\u2013e proves that cells grow", 50, 140)]
    )
    assert find_captions(page, page.lines, STYLE) == []


def test_a_legend_that_the_foot_of_a_page_cuts_goes_on_at_the_head_of_the_next() -> None:
    first = [make_line("Figure 1. Growth.", 50, 673, size=12), make_line("Figure 2. Cells that", 50, 700, size=12)]
    rest = make_line("were kept in the cold.", 50, 73, size=12, page=2)
    following = make_line("Figure 3. Others.", 50, 100, size=12, page=2)
    found = find_floats([make_page(first), make_page([rest, following], 2)], set(), WIDE, Vocabulary([]))
    assert [item.caption for item in found.items] == ["Growth.", "Cells that were kept in the cold.", "Others."]


def test_text_at_the_head_of_a_page_goes_not_on_with_a_caption_among_text() -> None:
    text = make_line("Cells grow in the cold.", 50, 600, size=12)
    caption = make_line("Figure 1. Growth of cells", 50, 700, size=12)
    head = make_line("which were fed twice a day.", 50, 73, size=12, page=2)
    found = find_floats([make_page([text, caption]), make_page([head], 2)], set(), WIDE, Vocabulary([]))
    assert id(head) not in found.lines


@pytest.mark.parametrize(("width", "pictures"), [(490, (Box(100, 200, 500, 600),)), (100, ())])
def test_a_caption_without_full_stop_at_the_foot_of_a_page_is_not_cut_off(
    width: float, pictures: tuple[Box, ...]
) -> None:
    first = make_line("Figure 3: Growth of cells that were kept in the cold", 50, 650, width=490)
    last = make_line("for a week", 50, 662, width=width)
    text = [make_line("Cells grow in the cold and so do", 50, 80 + 12 * n, width=490, page=2) for n in range(4)]
    pages = [make_page([first, last], images=pictures), make_page(text, 2)]
    (item,) = find_floats(pages, set(), STYLE, Vocabulary([])).items
    assert item.caption == "Growth of cells that were kept in the cold for a week"


@pytest.mark.parametrize(("width", "indent"), [(150, 0), (490, 20)])
def test_text_with_wide_line_spacing_goes_not_on_with_a_caption_that_has_ended(width: float, indent: float) -> None:
    caption = make_line("Figure 1. Growth of cells.", 50, 100, width=width)
    text = [make_line("Cells grow in the cold", 50 + indent, 118, width=500 - indent)]
    text += [make_line("and in the warm as well", 50, 118 + 18 * n, width=500) for n in range(1, 4)]
    page = make_page([caption, *text])
    (found,) = find_captions(page, page.lines, Typography(10, frozenset({"Body"}), 18))
    assert found.lines == [caption]


def test_a_note_that_says_so_under_a_table_is_no_text_though_it_is_set_as_text() -> None:
    title = [make_line("Table 1", 50, 73, size=12, bold=True), make_line("Speeds of waves.", 50, 100, size=12)]
    cells = [make_line(f"{n}.{x}", x, 125 + 12 * n, size=10) for n in range(4) for x in (60, 120, 180)]
    texts = ("Note. All values are the mean of three tanks and of", "two days.", "Text goes on here.")
    note = [make_line(text, 50, 180 + 27 * at, size=12) for at, text in enumerate(texts)]
    rules = (Box(50, 114, 250, 114.5), Box(50, 165, 250, 165.5))
    page = make_page([*title, *cells, *note], rules=rules)
    found = find_floats([page], set(), WIDE, Vocabulary([]))
    assert [id(line) in found.lines for line in note] == [True, True, False]


def test_a_note_set_as_text_ends_where_a_gap_parts_it_from_the_text() -> None:
    cells = [make_line(f"{n}.{x}", x, 100 + 12 * n) for n in range(4) for x in (60, 200, 400)]
    rules = (Box(50, 90, 550, 90.5), Box(50, 140, 550, 140.5))
    note = make_line("Note: all values are the mean of three tanks.", 50, 152, width=500)
    text = [make_line("Text goes on here and it is set as", 50, 170 + 12 * n, width=500) for n in range(3)]
    page = make_page([make_line("Table 1. Speeds of waves.", 50, 73), *cells, note, *text], rules=rules)
    found = find_floats([page], set(), STYLE, Vocabulary([]))
    assert [id(line) in found.lines for line in (note, *text)] == [True, False, False, False]


@pytest.mark.parametrize(("height", "label"), [(16, False), (160, True)])
def test_a_line_of_code_that_fills_its_frame_is_no_label_of_a_picture(height: float, label: bool) -> None:
    code = make_line("mul(a, b) = a * b", 60, 117, size=8, font="CMTT8")
    page = make_page([code], images=(Box(50, 106, 290, 106 + height),))
    assert (id(code) in find_floats([page], set(), STYLE, Vocabulary([])).lines) == label


def test_signs_of_a_font_at_the_corners_of_a_frame_are_no_text() -> None:
    frame = Box(50, 106, 290, 122)
    lines = [make_line("+", x, y, size=10, width=8) for x in (50, 281) for y in (107, 123)]
    code = make_line("a line of a listing that fills the frame", 60, 117, size=8)
    sign = make_line("+", 150, 100)
    found = find_floats([make_page([*lines, code, sign], images=(frame,))], set(), STYLE, Vocabulary([]))
    assert [id(line) in found.lines for line in (*lines, sign)] == [True] * 4 + [False]


def test_the_other_column_ends_no_caption_though_the_gutter_is_narrow() -> None:
    lines = [
        make_line("Figure 1. The waves of a shallow tank", 50, 300, size=8, font="Small", width=230),
        make_line("text of the other column goes on", 298, 304, width=230),
        make_line("of the north.", 50, 310, size=8, font="Small"),
        make_line("beside the caption.", 298, 316),
    ]
    assert caption_lines(*lines) == [lines[0].text, "of the north."]


def test_rows_in_the_other_column_make_no_cells_of_a_full_line_of_a_caption() -> None:
    lines = [
        make_line("TABLE III. Numbers in the columns", 50, 300, size=8, font="Small", width=230),
        make_line("that are aligned at their decimal", 50, 310, size=8, font="Small", width=230),
        make_line("Zn 0.490", 298, 311, size=8, font="Small"),
    ]
    assert caption_lines(*lines) == [line.text for line in lines[:2]]


def test_a_figure_named_in_brackets_over_a_line_end_begins_no_caption() -> None:
    lines = [
        make_line("Figure 1: Waves of a shallow tank (see also", 50, 300, size=8, font="Small", width=230),
        make_line("Fig. 2).", 50, 310, size=8, font="Small"),
    ]
    assert caption_lines(*lines) == [line.text for line in lines]


def test_a_caption_goes_on_in_the_font_of_the_text_where_its_bold_title_ends_amid_a_line() -> None:
    title = make_line("Figure 1. Growth of cells in the cold.", 50, 300, bold=True, font="Body-Bold")
    first = in_one_line(title, make_line(" They were kept", 240, 300))
    rest, text = (
        make_line("at four degrees.", 50, 312, width=200),
        make_line("where the cells are those of mice", 50, 340),
    )
    index = make_line("Tg", 130, 315, size=6, width=8, font="Body-Italic")
    assert caption_lines(first, rest, index, text) == [first.text, rest.text, "Tg"]
    assert caption_lines(title, rest, text) == [title.text]


def test_small_print_right_below_the_rule_that_closes_a_table_is_a_note_and_a_figure_may_have_a_doi() -> None:
    cells = [make_line(f"{n}.{x}", x, 100 + 12 * n, size=8) for n in range(4) for x in (60, 200, 400)]
    note = make_line("Values are the mean of three tanks.", 50, 155, size=8)
    caption = make_line("Table 1. Speeds of waves.", 50, 83, size=8, bold=True)
    own = make_line("https://doi.org/10.1371/journal.pone.0322878.g001", 50, 300, size=8)
    other = make_line("https://doi.org/10.1371/journal.pone.0322878", 50, 500, size=8)
    text = [make_line("Text goes on here and it is set as", 50, 600 + 12 * n, width=500) for n in range(3)]
    rules = (Box(50, 89, 550, 89.5), Box(50, 141, 550, 141.5))
    page = make_page([caption, *cells, note, own, other, *text], rules=rules)
    found = find_floats([page], set(), STYLE, Vocabulary([]))
    assert [id(line) in found.lines for line in (note, own, other, *text)] == [True, True, False, False, False, False]


def test_cells_side_by_side_below_a_rule_of_a_table_are_no_notes() -> None:
    cells = [make_line(f"{n}.{x}", x, 100 + 12 * n, size=8) for n in range(4) for x in (60, 200, 400)]
    more = [make_line(words, x, 155, size=8) for x, words in ((60, "Riparian plants"), (200, "with one of three"))]
    caption = make_line("Table 1. Speeds of waves.", 50, 83, size=8, bold=True)
    text = [make_line("Text goes on here and it is set as", 50, 600 + 12 * n, width=500) for n in range(3)]
    rules = (Box(50, 89, 550, 89.5), Box(50, 141, 550, 141.5))
    found = find_floats([make_page([caption, *cells, *more, *text], rules=rules)], set(), STYLE, Vocabulary([]))
    assert [id(line) in found.lines for line in more] == [False, False]


@pytest.mark.parametrize(
    ("rules", "captions"),
    [
        ((Box(40, 140, 300, 140.5),), 1),
        ((), 0),
        ((Box(50, 125, 70, 125.5),), 0),  # underlines the words above
        ((Box(50, 135, 60, 135.5),), 0),  # of a fraction
    ],
)
def test_a_rule_under_a_table_parts_the_caption_from_it_where_lines_stand_far_apart(
    rules: tuple[Box, ...], captions: int
) -> None:
    rows = [make_line("Slow", 50, 100), make_line("Fast", 50, 124), make_line("Table 1: Waves by speed", 50, 148)]
    page = replace(make_page(rows), rules=rules)
    assert len(find_captions(page, page.lines, replace(STYLE, leading=24))) == captions


def test_the_letter_of_a_panel_below_its_picture_is_no_text() -> None:
    panels = [make_line("(a)", 160, 312), make_line("(b)", 160, 420)]
    page = make_page(panels, images=(Box(50, 100, 290, 300),))
    found = find_floats([page], set(), STYLE, Vocabulary([]))
    assert [id(line) in found.lines for line in panels] == [True, False]
