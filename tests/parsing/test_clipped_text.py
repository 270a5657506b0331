"""Text of the file that the page does not show: outside the clip of a cropped figure, white over other text."""

from tests.parsing.bad_files import one_page, stream

from k1.parsing.page.pages import read_pages


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
