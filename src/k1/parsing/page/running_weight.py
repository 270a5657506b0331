"""The weight of the running text: it is plain, whatever its font's name or stem width says.

Ghostscript states stems as wide as those of bold fonts where the original stated none, and against text that counts as
bold no heading stands out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from k1.parsing.page.layout import Line, Page


def with_plain_running_text(pages: Sequence[Page]) -> list[Page]:
    """The pages with nothing bold in the font that most letters are set in, where most of these would be."""
    letters: Counter[str] = Counter()
    bold: Counter[str] = Counter()
    for span in (span for page in pages for line in page.lines for span in line.spans):
        letters[span.font] += len(span.text)
        if span.bold:
            bold[span.font] += len(span.text)
    main = max(letters, key=lambda font: letters[font], default="")
    return [_plain(page, main) for page in pages] if 2 * bold[main] > letters[main] else list(pages)


def _plain(page: Page, font: str) -> Page:
    return replace(page, lines=tuple(_plain_line(line, font) for line in page.lines))


def _plain_line(line: Line, font: str) -> Line:
    spans = tuple(replace(span, bold=span.bold and span.font != font) for span in line.spans)
    bold = sum(len(span.text) for span in spans if span.bold)
    return replace(line, spans=spans, bold=2 * bold > sum(len(span.text) for span in spans))
