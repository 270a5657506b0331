"""The stages that read text, fed by a coverage-guided fuzzer: what raises anything but a PaperError is a fault.

    python benchmarks/fuzz_text.py FOLDER [-max_total_time=600] [-timeout=10] ...

Needs atheris, which is not among K1's dependencies; the options are libFuzzer's. FOLDER keeps the inputs that reach new
code, and begins with one for each stage. The first byte of an input chooses the stage.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["k1.parsing", "k1.text"]):
    from k1.errors import PaperError
    from k1.parsing.citations.linking import link_citations
    from k1.parsing.document.identifiers import find_dois, find_urls
    from k1.parsing.front.identity import closing_doi, find_dates, find_venue, own_doi
    from k1.parsing.front.keywords import split_keywords
    from k1.parsing.jats.document import parse_jats
    from k1.parsing.markdown.bibtex import read_bibliography
    from k1.parsing.markdown.document import parse_markdown
    from k1.parsing.references.fields import read_reference_fields
    from k1.parsing.structure.numbering import heading_text
from k1.schema import identity
from k1.schema.documents import Reference, Span, Unit
from k1.schema.vocabulary import Modality, UnitRole

SHA256 = "0" * 64
PAPER = identity.paper_id(title="Fuzz")
LISTED = [
    Reference(id=f"r{at}", paper=PAPER, order=at, label=str(at + 1), text=text, authors=authors, year=2019 + at // 2)
    for at, (text, authors) in enumerate(
        [
            ("Moss A, Reed B. 2019a. Waves.", ("A. Moss", "B. Reed")),
            ("van der Tamm R. 2019b. Tanks.", ("R. van der Tamm",)),
            ("Moss A. 2020. Tanks.", ("A. Moss",)),
        ]
    )
]


def citations(data: bytes) -> None:
    """In-text citations lie in their text and point into the list, whatever is printed and raised."""
    text = data.decode("utf-8", "ignore")
    spans = (Span(kind="superscript", start=len(text) // 3, end=len(text) // 2),) if len(text) > 5 else ()
    unit = Unit(
        id=identity.unit_id(PAPER, "text", text),
        paper=PAPER,
        order=0,
        modality=Modality.TEXT,
        role=UnitRole.BODY,
        section=None,
        text=text,
        spans=spans,
    )
    for citation in link_citations([unit], LISTED):
        assert text[citation.start : citation.end] == citation.marker
        assert set(citation.references) <= {reference.id for reference in LISTED}


def front(data: bytes) -> None:
    """What is read of a first page: identifiers, dates, venue, keywords, headings."""
    text = data.decode("utf-8", "ignore")
    lines = text.split("\n")
    own_doi(lines, lines, text)
    closing_doi(lines)
    find_venue([*lines, *lines], text)
    for read in (find_dates, find_dois, find_urls, split_keywords, heading_text):
        read(text)


def reference(data: bytes) -> None:
    """The fields of one entry of a reference list."""
    read_reference_fields(data.decode("utf-8", "ignore"))


def article(data: bytes) -> None:
    """A JATS article."""
    parse_jats(data, name="x", file_sha256=SHA256)


def manuscript(data: bytes) -> None:
    """A paper in Markdown."""
    parse_markdown(data, name="x", file_sha256=SHA256)


STAGES: Mapping[str, tuple[Callable[[bytes], object], bytes]] = {
    "r": (reference, b"1. Moss A, Reed B. Waves. Tanks 2019;3:4-9. https://doi.org/10.5555/x.1"),
    "c": (citations, b"Waves [1-3, 2] (Moss and Reed, 2019a; 2020) are slow, see refs 2 and 3."),
    "f": (front, b"Tanks 12 (2019) 4\nReceived: 2 May 2019\nhttps://doi.org/10.5555/x.1\n2.1 | Waves"),
    "j": (article, b"<article><body><p>Waves</p></body></article>"),
    "m": (manuscript, b"---\ntitle: T\n---\n# A\n\n[@moss]\n\n|a|b|\n|-|-|\n"),
    "b": (read_bibliography, b"@article{moss, author={Moss, A and Reed, B}, title={{W}aves \\'e}, year=2019}"),
}


def one_input(data: bytes) -> None:
    """One input through the stage that its first byte names."""
    stage = STAGES.get(chr(data[0])) if data else None
    if stage is not None:
        with suppress(PaperError):
            stage[0](data[1:])


def main() -> None:
    """Begin the folder with one input for each stage, and let the fuzzer run."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name, (_, example) in STAGES.items():
        (folder / f"example-{name}").write_bytes(name.encode("ascii") + example)
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
