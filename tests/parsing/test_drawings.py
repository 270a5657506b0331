"""Drawings of a page."""

import pytest
from tests.parsing.bad_files import one_page, stream

from k1.parsing.page.pages import read_pages

TEXT = "(Waves in shallow tanks are slow, and this paper measures how slow they are in the north.) Tj"


@pytest.mark.parametrize("sheet", [b"[0 0 595 842]", b"[0 0 900 999]"])
def test_a_form_over_all_that_is_printed_is_the_page_and_no_picture_on_a_larger_sheet_either(sheet: bytes) -> None:
    text = f"BT /F 10 Tf 72 740 Td {TEXT} 0 -630 Td {TEXT} ET q /Fm Do Q"
    form = stream(b"73 101 398 638 re S", b"/Type /XObject /Subtype /Form /BBox [72 100 472 740]")
    file = one_page(stream(text.encode()), b"/XObject << /Fm 6 0 R >>", [form]).replace(b"[0 0 595 842]", sheet)
    (page,) = read_pages(file)
    assert page.images == ()
    assert len(page.drawings) == 1
