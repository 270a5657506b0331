"""The reference list of a paper: entries with their label, text and fields."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from k1.parsing.page.broken_links import STRAY_HYPHEN, continues_link, open_link
from k1.parsing.page.hyphenation import Vocabulary
from k1.parsing.page.layout import Block, BlockKind, Line, union
from k1.parsing.references.authors import read_author_list
from k1.parsing.references.entries import Entry, split_entries
from k1.parsing.references.fields import read_reference_fields, reference_columns
from k1.parsing.references.journal import YEAR
from k1.schema import identity
from k1.schema.documents import Reference
from k1.schema.provenance import Box

_FOOTNOTE_LABEL = re.compile(r"\s*(\d{1,3})[.)]?\s*(?=\D)")
# Buttons that publishers set after an entry; they lead to copies of the work and say nothing of it.
_BUTTONS = re.compile(
    r" ?\[(?:CrossRef|PubMed|PubMed Central|Google Scholar|Green Version|Free PMC article|Medline|CAS|ISI"
    r"|Web of Science)\]"
    r"| ?(?:\| ?)?(?:PubMed Abstract|Publisher Full Text|Free Full Text|Reference Source|Full Text|CrossRef Full Text"
    r"|Google Scholar|F1000 Recommendation)(?=\s*(?:\||$|PubMed|Publisher|Free|Reference|CrossRef|Google|F1000))",
)


def read_references(blocks: Sequence[Block], paper: str) -> list[Reference]:
    """The entries of the reference list in printed order; of a paper without one, its bibliographic footnotes.

    Parameters
    ----------
    blocks: all blocks of the paper in reading order; those of kind REFERENCE make the list.
    paper: id of the citing paper.
    """
    lines = [line for block in blocks if block.kind is BlockKind.REFERENCE for line in block.lines]
    entries = split_entries(lines) if lines else _footnotes(blocks)
    vocabulary = Vocabulary(line.text for block in blocks for line in block.lines)
    references: list[Reference] = []
    seen: Counter[str] = Counter()
    for entry in entries:
        text = _entry_text(entry, vocabulary)
        if len(text) >= 8 and re.search(r"[^\W\d_]{2}", text):
            canonical = identity.canonical_text(text)
            references.append(_reference(entry, text, paper, len(references), seen[canonical]))
            seen[canonical] += 1
    return references


def _footnotes(blocks: Sequence[Block]) -> list[Entry]:
    """Footnotes that name a work: a number, then authors, and a year."""
    entries = []
    for block in blocks:
        if block.kind is not BlockKind.FOOTNOTE or not block.lines:
            continue
        label = _FOOTNOTE_LABEL.match(block.lines[0].text)
        text = " ".join(line.text for line in block.lines)
        if label and re.search(rf"\b{YEAR}\b", text) and read_author_list(text[label.end() :]).names:
            entries.append(Entry(label[1], tuple(block.lines), label.end()))
    return entries


def _entry_text(entry: Entry, vocabulary: Vocabulary) -> str:
    """The running text of an entry without its label, hyphens of line ends undone, without publishers' buttons."""
    first = entry.lines[0].text.lstrip("\u200b ")[entry.label_end :]
    return tidy_entry(join_lines([first, *(line.text for line in entry.lines[1:])], vocabulary))


def tidy_entry(text: str) -> str:
    """An entry without publishers' buttons and doubled blanks."""
    # White space is folded first: the pattern would go back over long runs of it.
    return " ".join(_BUTTONS.sub(" ", " ".join(text.split())).split())


def join_lines(texts: Sequence[str], vocabulary: Vocabulary) -> str:
    """Lines as running text. Links that a line end broke are joined; words lose the hyphen that broke them.

    ``vocabulary`` holds the words of the paper, which tell whether a hyphen belongs to the word.
    """
    joined = ""
    for text in map(str.strip, texts):
        if not joined or not text:
            joined += text
        else:
            joined = _join(joined, text, vocabulary)
    return joined.replace(STRAY_HYPHEN, "-")


def _join(before: str, after: str, vocabulary: Vocabulary) -> str:
    link = open_link(before)
    if link and continues_link(link, after):
        return before + after
    if before[-1] in {STRAY_HYPHEN, "-"} and before[-2:-1].isalpha():
        first, between = vocabulary.join(f"{before[:-1]}-", after)
        return first + between + after
    if before[-1] in "\u2013\u2014" and before[-2:-1].isdigit() and after[0].isdigit():
        return before + after
    return f"{before} {after}"


def _reference(entry: Entry, text: str, paper: str, order: int, occurrence: int) -> Reference:
    return Reference(
        id=identity.reference_id(paper, text, occurrence),
        paper=paper,
        order=order,
        label=entry.label,
        text=text,
        **reference_columns(read_reference_fields(text)),
        page=entry.lines[0].page,
        box=_first_box(entry.lines),
    )


def _first_box(lines: Sequence[Line]) -> Box:
    """The box around those lines that stand in one column with the first."""
    first = lines[0]
    near = [line for line in lines if line.page == first.page and line.box.y0 >= first.box.y0 - first.size]
    return union([line.box for line in near])
