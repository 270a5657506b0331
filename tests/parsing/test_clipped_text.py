"""Text of the file that the page does not show: outside the clip of a cropped figure, white over other text."""

from time import process_time

from tests.parsing.bad_files import one_page, stream

from k1.parsing.page.overprinted_text import without_overprinted
from k1.parsing.page.pages import read_pages
from k1.parsing.page.textlayer import Font, Word


def test_text_that_a_cropped_figure_hides_is_not_read() -> None:
    form = stream(
        b"BT /F 10 Tf 20 20 Td (label) Tj ET BT /F 10 Tf 300 400 Td (another page) Tj ET",
        b"/Type /XObject /Subtype /Form /BBox [0 0 100 100] /Resources << /Font << /F 4 0 R >> >>",
    )
    page = stream(b"BT /F 10 Tf 72 740 Td (running text) Tj ET q 1 0 0 1 100 100 cm /X Do Q")
    (read,) = read_pages(one_page(page, b"/XObject << /X 6 0 R >>", [form]))
    assert sorted(line.text for line in read.lines) == ["label", "running text"]


def test_white_text_over_other_text_is_not_read() -> None:
    label = b"BT /F 10 Tf 0 g 72 700 Td (Figure 4) Tj 0 -12 Td (Tissue of the heart.) Tj ET"
    again = b" BT /F 10 Tf 1 g 72 700 Td (Tissue of) Tj ( the heart.) Tj ET"
    head = b" BT /F 10 Tf 1 g 72 600 Td (Head) Tj 0 g 100 0 Td (beside) Tj ET"
    (read,) = read_pages(one_page(stream(label + again + head), b"", []))
    assert sorted(line.text for line in read.lines) == ["Figure 4", "Head", "Tissue of the heart.", "beside"]


def test_white_text_on_a_rule_of_underscores_is_read() -> None:
    rule = b"0.1 0.2 0.6 rg 60 690 300 20 re f BT /F 10 Tf 0.9 0.5 0 rg 72 700 Td (______________) Tj"
    (read,) = read_pages(one_page(stream(rule + b" 1 g 0 0 Td (Methods) Tj ET"), b"", []))
    assert "Methods" in [line.text for line in read.lines]


def test_thousands_of_white_words_on_one_line_are_read_in_linear_time() -> None:
    font = Font("Body", bold=False, italic=False)
    first = Word("seen", 0, 20, 100, 10, font, 0, 0, True)
    white = [first._replace(x0=24.0 * n, x1=24.0 * n + 20, piece=n + 1, white=True) for n in range(20_000)]
    began = process_time()
    assert without_overprinted([first, *white]) == [first]
    assert process_time() - began < 5
