"""Citations of a Markdown paper that lead nowhere: no entry of its bibliography has their key, or it is broken."""

from __future__ import annotations

from collections.abc import Iterator

from k1.parsing.markdown.inline import CITATION, OF_THE_PAPER, cited_keys
from k1.schema.documents import Document, Unit

_SHOWN = 5


def unlisted(document: Document) -> str | None:
    """Which keys that a Markdown paper cites have no reference, and the remedy; None where each has one.

    A key without brackets is left out: it may as well be somebody's name on a platform.
    """
    if document.paper.source_format != "markdown":
        return None
    known = {reference.label for reference in document.references}
    keys = [key for key in dict.fromkeys(_cited(document)) if key not in known and not OF_THE_PAPER.match(key)]
    if not keys:
        return None
    more = f" and {len(keys) - _SHOWN} more" if len(keys) > _SHOWN else ""
    return (
        f"cited, but without a readable entry in a bibliography beside it: {', '.join(keys[:_SHOWN])}{more}; "
        "mend these entries there, or add them"
    )


def _cited(document: Document) -> Iterator[str]:
    """The keys of all citations in brackets, in reading order; what is set as code cites nothing."""
    for unit in document.units:
        for citation in CITATION.finditer(unit.text):
            if citation[0][0] in "[\\" and not _is_code(unit, citation.start()):
                yield from cited_keys(citation[0])


def _is_code(unit: Unit, at: int) -> bool:
    return any(span.kind == "code" and span.start <= at < span.end for span in unit.spans)
