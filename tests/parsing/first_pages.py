"""First pages of invented papers: lines, blocks and what is read of them."""

from __future__ import annotations

from k1.parsing.front.front_matter import read_front_matter
from k1.parsing.page.layout import Block, BlockKind, Line, Page, Span
from k1.schema.provenance import Box

PROSE = " ".join(["Waves in shallow tanks are slow and this paper measures how slow they are in the north."] * 4)
BODY = " ".join(["Tanks have been built in the north for a long time and most of them are shallow and cold."] * 8)


def line(text, y, *, size=10.0, x=50.0, bold=False, marks=()):
    """A line; ``marks`` are the parts of its text that are printed as superscript."""
    box = Box(x, y, x + 0.45 * size * len(text), y + size)
    spans, rest = [], text
    for mark in marks:
        before, _, rest = rest.partition(mark)
        spans += [Span(before, box, size, "Serif", bold=bold), Span(mark, box, 0.6 * size, "Serif", superscript=True)]
    spans.append(Span(rest, box, size, "Serif", bold=bold))
    return Line(tuple(span for span in spans if span.text), text, box, 1, size, bold)


def block(*lines, kind=BlockKind.PARAGRAPH):
    return Block(kind, list(lines), " ".join(item.text for item in lines))


def read(blocks, **options):
    page = Page(1, 600.0, 800.0, tuple(item for each in blocks for item in each.lines))
    return read_front_matter([page], blocks, **options)


def first_page(*, abstract=(), title="Slow waves in shallow tanks", byline=None):
    return [
        block(line("Journal of Tank Research 12 (2011) 45-59", 20, size=8)),
        block(line("RESEARCH ARTICLE", 60, size=9)),
        block(line(title, 90, size=18, bold=True)),
        block(
            byline or line("Pavel Orlov1,2, Berit Quist2* and Rein J. Tamm1", 130, size=11, marks=("1,2", "2*", "1"))
        ),
        block(
            line("1Tank Institute, University of the North, Tallinn, Estonia", 150, size=8, marks=("1",)),
            line("2Department of Waves, Shoal College, Narva, Estonia", 160, size=8, marks=("2",)),
            line("*Correspondence: b.quist@shoal.example", 170, size=8),
        ),
        *abstract,
        block(line("1. Introduction", 420, size=12, bold=True), kind=BlockKind.HEADING),
        block(line(BODY, 440)),
        block(line(BODY, 480)),
    ]


HEADED = (
    block(line("Abstract", 200, size=11, bold=True), kind=BlockKind.HEADING),
    block(line(PROSE, 220, size=9)),
    block(line("Keywords: waves; tanks; the north", 300, size=9)),
)
