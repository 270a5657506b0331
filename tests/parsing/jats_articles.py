"""Small articles in JATS, made of their parts."""

from __future__ import annotations

from k1.parsing.jats.document import parse_jats
from k1.schema.documents import Document

_NAMESPACES = (
    'xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:mml="http://www.w3.org/1998/Math/MathML" '
    'xmlns:oasis="http://www.niso.org/standards/z39-96/ns/oasis-exchange/table"'
)


def made(meta: str = "", body: str = "", back: str = "", *, journal: str = "", before: str = "") -> Document:
    """The document of an article with these parts; ``before`` stands before its root."""
    front = f"<front>{journal}<article-meta>{meta}</article-meta></front>"
    article = f"{before}<article {_NAMESPACES}>{front}<body>{body}</body><back>{back}</back></article>"
    return parse_jats(article.encode(), name="x", file_sha256="0" * 64)


def listed(*entries: str) -> str:
    """A reference list of mixed citations with the ids r1, r2 and so on."""
    refs = (
        f'<ref id="r{at}"><label>{at}</label><mixed-citation>{entry}</mixed-citation></ref>'
        for at, entry in enumerate(entries, 1)
    )
    return f"<ref-list>{''.join(refs)}</ref-list>"


def cited(number: int, printed: str = "") -> str:
    """A link to an entry of ``listed``."""
    return f'<xref ref-type="bibr" rid="r{number}">{printed or number}</xref>'
