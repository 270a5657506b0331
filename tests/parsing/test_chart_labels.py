"""Labels of charts, which are no text."""

from collections.abc import Sequence

from tests.parsing.lines_by_hand import make_line, make_page

from k1.parsing.floats.detection import find_floats
from k1.parsing.page.hyphenation import Vocabulary
from k1.parsing.page.layout import Line, Page
from k1.parsing.page.typography import Typography
from k1.schema.provenance import Box

STYLE = Typography(10, frozenset({"Body"}), 12)


def test_a_line_just_above_a_flat_picture_is_none_of_its_labels() -> None:
    line = make_line("Received: 17 January 2019", 50, 126, size=7)
    bar = Box(50, 126, 180, 140)
    page = make_page([line], images=(bar,))
    assert not find_floats([page], set(), STYLE, Vocabulary([line.text])).lines
    inside = make_line("10 20 30", 50, 134, size=7)
    assert find_floats([make_page([inside], images=(bar,))], set(), STYLE, Vocabulary([])).lines


def _chart(*further: Line) -> tuple[Page, list[Line]]:
    """A page with a chart, text in the font of the text above it, and lines that stand under the chart."""
    strokes = tuple(Box(100 + 8 * n, 100, 110 + 8 * n, 300) for n in range(30))
    ticks = [make_line(str(5 * n), 110 + 40 * n, 312, size=7, font="Chart") for n in range(6)]
    title = make_line("Catch of herring", 180, 90, size=9, bold=True, font="Chart-Bold")
    text = make_line("We caught herring in tanks", 50, 60, font="Body")
    page = make_page([text, title, *ticks, *further], drawings=strokes)
    return page, [title, *ticks]


def test_ticks_and_titles_of_charts_are_known_by_their_font() -> None:
    page, labels = _chart()
    found = find_floats([page], set(), STYLE, Vocabulary([]))
    assert found.lines == {id(line) for line in labels}


def test_a_font_that_stands_elsewhere_too_is_not_one_of_labels() -> None:
    page, _ = _chart()
    far = [make_line("Herring of the north", 50, 400 + 50 * n, size=9, font="Chart-Bold") for n in range(6)]
    further = make_page(far, number=2)
    assert not find_floats([page, further], set(), STYLE, Vocabulary([])).lines


def test_small_print_below_a_chart_is_text() -> None:
    entry = "1. Orlov P, Quist B. Herring in tanks of many sizes. Shoals 4, 12"
    entries = [make_line(entry, 100, 335 + 9 * n, size=7, font="Chart") for n in range(3)]
    page, labels = _chart(*entries, make_line("2011.", 100, 362, size=7, font="Chart"))
    found = find_floats([page], set(), STYLE, Vocabulary([]))
    assert found.lines == {id(line) for line in labels}


def test_titles_of_a_chart_and_its_axes_are_no_text_where_its_bars_are_all_flat() -> None:
    ticks = tuple(Box(x, 300, x + 0.5, 305) for x in (100, 150, 200, 250))
    ticks += tuple(Box(90, y, 95, y + 0.5) for y in (200, 240, 280))
    numbers = [make_line(f"{n}", x - 3, 316, size=8, font="Sans") for n, x in enumerate((100, 150, 200, 250))]
    title = make_line("Speed of a wave", 130, 190, size=11, bold=True, font="Sans-Bold")
    heading = make_line("Results", 50, 340, size=11, bold=True, font="Sans-Bold")
    text = [make_line("words of the running text of the paper", 50, 360 + 12 * n) for n in range(9)]
    page = make_page([title, *numbers, heading, *text], drawings=ticks)
    taken = find_floats([page], set(), STYLE, Vocabulary([])).lines
    assert {id(title), *map(id, numbers)} <= taken
    assert not taken & {id(line) for line in (heading, *text)}


def _counted_chart(numbers: Sequence[str]) -> tuple[Page, list[Line], list[Line]]:
    """A page with a chart whose labels are in the font of the text: the labels, and the text around it."""
    frame = Box(100, 100, 360, 300)  # with its legend, so that the axis stands left of its middle
    labels = [make_line(number, 92 - 5 * len(number), 290 - 60 * at) for at, number in enumerate(numbers)]
    labels += [make_line(str(5 * n), 110 + 60 * n, 314) for n in range(4)]
    labels += [make_line("Time (s)", 180, 328), make_line("Training", 205, 90)]
    text = [make_line("words of the running text of the paper", 50, 360 + 12 * n) for n in range(9)]
    text += [make_line("which goes on above the chart", 50, 60), make_line("of tanks.", 50, 72)]
    return make_page([*labels, *text], images=(frame,)), labels, text


def test_numbers_along_two_axes_are_no_text_in_the_font_of_the_text_either() -> None:
    page, labels, _ = _counted_chart(("800", "1,000", "1,200"))
    assert find_floats([page], set(), STYLE, Vocabulary([])).lines == {id(line) for line in labels}


def test_numbers_beside_a_picture_that_count_nothing_are_text() -> None:
    page, _, _ = _counted_chart(("8", "3", "12"))
    assert not find_floats([page], set(), STYLE, Vocabulary([])).lines
