"""Headings: which blocks are, at which level, and what stands under them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from k1.parsing.document.section_roles import section_role
from k1.parsing.page.layout import PROSE, Block, BlockKind, Line
from k1.parsing.page.typography import Typography, font_family, is_monospaced, main_font
from k1.parsing.structure.equations import math_share
from k1.parsing.structure.numbering import heading_text, is_item, outline_levels
from k1.parsing.structure.plain_headings import plain_headings
from k1.schema.vocabulary import SectionRole

_REFERENCES = re.compile(
    r"(?:references?(?: and notes| cited| and further reading)?|bibliography|(?:literature|works) cited"
    r"|cited literature|literature|notes and references|list of references"
    r"|bibliographic references|r\u00e9f\u00e9rences"
    r"|bibliographie|literatur(?:verzeichnis)?|referencias?(?: bibliogr\u00e1ficas)?|bibliograf\u00eda"
    r"|refer\u00eancias(?: bibliogr\u00e1ficas)?|riferimenti|bibliografia)"
    r"\W*\Z",
    re.IGNORECASE,
)
_MOST_WORDS = 24
_MOST_MATH = 0.3  # of a heading's characters may be symbols
_FAMILY = 5  # letters that tell one family of fonts from another
_CHART = 5  # headings in a row: the labels of a chart
_NOT_PAPER = re.compile(
    r"(?:open )?peer review|referee(?:'s)? reports?|reviewer reports?|decision letter|authors?(?:'s)? responses?"
    r"|current referee",
    re.IGNORECASE,
)
CLASSIFICATION = (
    r"(?:ccs concepts|categories and subject descriptors|(?:additional )?general terms|index terms)"
    r"\s*(?:[:.\u2014\u2013-]|\Z)"
)
"""What heads the classes and the terms that a paper is filed under."""
ENVIRONMENT = r"(?:assumption|axiom|claim|conjecture|fact|hypothesis|observation|problem|property)\s*\(?[A-Z]{0,2}\.?\d"
"""What heads a numbered statement of a text."""
_NO_HEADING = re.compile(
    r"^(?:figure|fig\.?|table|tab\.|theorem|lemma|proposition|corollary|definition|algorithm|listing|scheme)"
    r"\s*(?:[A-Z]\.)?\d"
    rf"|^{CLASSIFICATION}"
    r"|\breference format\s*:$|^(?:how to )?cite (?:this|as)\b"
    r"|@|http|=|[,;]$",
    re.IGNORECASE,
)
_STATEMENT = re.compile(rf"{ENVIRONMENT}|(?:assumption|axiom|claim|conjecture)\W*\Z", re.IGNORECASE)
_ADDRESSES = re.compile(
    r"(?:affiliations?|(?:authors?['\u2019]?s? )?address(?:es)?(?: of the authors?| for correspondence)?"
    r"|authors?['\u2019]?s? affiliations?)\s*:?\Z",
    re.IGNORECASE,
)
_LIFE = re.compile(r"(?: \([^()]{3,40}\))? (?:received|is (?:an?|the)|was born|obtained|holds|earned|graduated)\b")
"""What goes on behind the name of an author whose life a note tells."""
_LONGEST_NAME = 150  # letters, with a grade of membership
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d")
_FEWEST_NUMBERED = 3  # sections that tell how those of the first level are set
_FEWEST_NAMED = 2  # sections with names that all know, whose parts alone may be numbered
_HYPHEN = re.compile(r"(?<=\w)-(?=\w)")
_THREE_LETTERS = re.compile(r"[^\W\d_]{3}")
_ENUMERATOR = re.compile(r"\(?(?:[a-z]|[ivx]{2,5}|\d{1,2})\)\s+")
_QUOTES = "\"'\u2018\u2019\u201a\u201c\u201d\u201e\u00ab\u00bb\u2039\u203a "
_ROMAN = re.compile(r"[IVX]{2,5}\.?")  # "II", but not "I" and "V", which are letters too
_ZONE = 8  # words
_SAYS = re.compile(r":\s*\S")  # "Disclosures: none"
_SENTENCE_END = re.compile(r"[^.]\.\Z")


@dataclass(frozen=True, slots=True)
class _Style:
    size: float
    bold: bool
    italic: bool
    capitals: bool
    font: str


def is_references(text: str) -> bool:
    """Whether a heading opens the reference list."""
    return bool(_REFERENCES.match(heading_text(text)[1]))


def find_headings(blocks: Sequence[Block], style: Typography, taken: Collection[int]) -> None:
    """Mark the headings among the blocks and set their levels; blocks in ``taken`` (by index) are left alone."""
    apart = {
        index
        for index, block in enumerate(blocks)
        if index not in taken and block.kind in PROSE and _may_be(block, style)
    }
    plain = plain_headings(blocks, style, taken)
    if sum(_counts_sections(blocks[index]) for index in apart - plain) >= _FEWEST_NAMED:
        plain -= {index for index in plain if _counts_sections(blocks[index])}  # items: others count the sections
    candidates = [(index, _style(blocks[index])) for index in sorted(apart | plain)]
    sure = {kind for index, kind in candidates if _is_sure(blocks[index].text)}
    times = Counter(kind for _, kind in candidates)
    chosen = [
        (index, kind)
        for index, kind in candidates
        if kind in sure
        or index in plain
        or _is_known(blocks[index].text)
        or (kind.bold and kind.size > 0.88 * style.size)
        or kind.size > 1.08 * style.size
        or times[kind] >= 2
    ]
    chosen = _without_charts(chosen)
    for index, _ in chosen:
        blocks[index].kind = BlockKind.HEADING
    _set_levels([(blocks[index], kind) for index, kind in chosen])


def _without_charts(chosen: Sequence[tuple[int, _Style]]) -> list[tuple[int, _Style]]:
    """Headings without those of which five or more follow each other in one style: labels of a chart."""
    runs: list[list[tuple[int, _Style]]] = []
    for item in chosen:
        if runs and item[1] == runs[-1][-1][1] and item[0] == runs[-1][-1][0] + 1:
            runs[-1].append(item)
        else:
            runs.append([item])
    return [item for run in runs if len(run) < _CHART for item in run]


def _style(block: Block) -> _Style:
    line = block.lines[0]
    letters = [char for char in block.text if char.isalpha()]
    capitals = len(letters) > 3 and sum(char.isupper() for char in letters) > 0.85 * len(letters)
    return _Style(round(line.size * 2) / 2, line.bold, line.italic, capitals, main_font(line))


def _is_known(text: str) -> bool:
    _, words = heading_text(text)
    return len(words.split()) <= 6 and section_role(words) is not SectionRole.OTHER


def _is_sure(text: str) -> bool:
    return heading_text(text)[0] is not None or _is_known(text)


def _may_be(block: Block, style: Typography) -> bool:
    """Whether a block is short and set apart from the running text."""
    words = heading_text(block.text)[1]
    if is_references(block.text) and len(block.lines) == 1:
        return True
    return _reads_like_heading(block, words) and _looks_like_heading(block, words, style)


def _reads_like_heading(block: Block, words: str) -> bool:
    """Whether the words of a block could be a heading: few, in letters, beginning one."""
    if not words or len(words.split()) > _MOST_WORDS or len(block.lines) > 7 or len(words) > 220:
        return False
    numbered = words != " ".join(block.text.split())
    if not numbered and _STATEMENT.match(words):
        return False
    begins = numbered or begins_heading(_ENUMERATOR.sub("", words, count=1).lstrip(_QUOTES))
    spelt = _HYPHEN.sub("", words)  # "ITC-2007-ETT"
    letters = sum(char.isalpha() or char.isspace() for char in spelt) >= 0.75 * len(spelt)
    return begins and letters and bool(_THREE_LETTERS.search(words)) and not _NO_HEADING.search(words)


def begins_heading(words: str) -> bool:
    """Whether the first word begins a heading: it holds a capital or a digit ("mRNA"), or has no Latin lower case."""
    first = words.split(maxsplit=1)[0] if words.strip() else ""
    greek = "\u0370" <= first[:1] <= "\u03ff"  # a letter as a name of something: "\u03b1-synuclein"
    named = greek or any(char.isupper() or char.isdigit() for char in first)
    return first[:1].isalnum() and (named or not first[0].islower())


def _looks_like_heading(block: Block, words: str, style: Typography) -> bool:
    """Whether a block is set as headings are: bold, larger, in capitals, in italics or another font, or numbered."""
    first, number = block.lines[0], heading_text(block.text)[0]
    larger = first.size > 1.07 * style.size
    bold = all(span.bold for line in block.lines for span in line.spans if len(span.text.strip()) > 1)
    other_font = main_font(first) not in style.fonts
    if math_share(block) > _MOST_MATH or _is_formula(block) or (not larger and _is_output(block, number, style)):
        return False
    if first.size < 0.88 * style.size and not _is_small_heading(block, bold, other_font, style):
        return False
    count = len(words.split())
    italic = all(line.italic for line in block.lines)
    if _SENTENCE_END.search(words) and not (number and (bold or larger or italic)) and not (bold and count <= 10):
        return False
    if bold or larger:
        return True
    spans = [span for line in block.lines for span in line.spans if any(char.isalpha() for char in span.text)]
    plain = sum(len(span.text) for span in spans if font_family(span.font) in style.fonts)
    item = _ENUMERATOR.match(words) and not (italic and _is_of_other_family(first, style))
    if item or 0.15 * len(block.text) < plain < 0.85 * len(block.text):
        return False  # an item of a list, a heading that runs into its paragraph, or a term in running text
    return (
        (_style(block).capitals and len(words) > 4)
        or ((italic or other_font) and count <= 14)
        or (not italic and not other_font and _is_plain_heading(block, number, count))
    )


def _is_of_other_family(line: Line, style: Typography) -> bool:
    """Whether the name of a line's font tells a family ("GillSans-Italic") and none of the running text's."""
    name, cut, _ = main_font(line).replace(",", "-").partition("-")
    return bool(cut) and not any(font.startswith(name[:_FAMILY]) for font in style.fonts)


def _is_output(block: Block, number: str | None, style: Typography) -> bool:
    """Whether a block without number, or an item of a list, is set in typewriter, which the running text is not: code,
    or what it prints.
    """
    listed = number is None or is_item(block.text)
    return listed and not any(main_font(line) in style.fonts or not is_monospaced(line) for line in block.lines)


def _is_formula(block: Block) -> bool:
    """Whether a block has raised or lowered characters and no word of four letters."""
    scripts = any(span.superscript or span.subscript for line in block.lines for span in line.spans)
    words = " ".join(span.text for line in block.lines for span in line.spans)
    return scripts and not re.search(r"[^\W\d_]{4}", words)


def _is_small_heading(block: Block, bold: bool, other_font: bool, style: Typography) -> bool:
    """Whether a block smaller than the running text is a heading: bold, or numbered and in (small) capitals.

    A line of its own that names back matter, in a font of its own, heads small print.
    """
    size = block.lines[0].size
    own_line = other_font and len(block.lines) == 1 and size > 0.68 * style.size
    if own_line and _names_back_matter(block) and not _SAYS.search(block.text):
        return True
    if bold and (_is_sure(block.text) or (other_font and size > 0.68 * style.size)):
        return True
    number = heading_text(block.text)[0]
    return number is not None and _style(block).capitals and size > 0.6 * style.size


def _is_plain_heading(block: Block, number: str | None, count: int) -> bool:
    """Whether a block set as running text is a heading all the same: by its number, or by a name that all know."""
    if number and re.match(r"\d+\.\d", number) and len(block.lines) <= 2 and count <= 16:
        return True
    if number and _ROMAN.fullmatch(number) and len(block.lines) == 1 and count <= _ZONE:
        return True
    return _is_known(block.text) and (number is not None or (count <= 3 and len(block.lines) == 1))


def _set_levels(headings: Sequence[tuple[Block, _Style]]) -> None:
    """Levels from numbers where they are printed, else from the styles, in the order of their weight."""
    known = [(b, kind) for b, kind in headings if _is_known(b.text) and "." not in (heading_text(b.text)[0] or "")]
    # Back matter may be set in small print of its own, which is no measure for the text.
    heaviest = max((_weight(kind) for b, kind in known if not _names_back_matter(b)), default=(0.0,))
    numbered = [(b, kind) for b, kind in headings if _counts_sections(b)]
    tops = [kind for _, kind in numbered]
    are_parts = _are_parts(numbered, known)
    if len(tops) < _FEWEST_NUMBERED or are_parts:
        tops = [kind for b, kind in known if not _names_back_matter(b) or _weight(kind) >= heaviest]
    top = max(tops, key=lambda kind: (tops.count(kind), _weight(kind))) if tops else None
    if top is None and headings:
        top = max((kind for _, kind in headings), key=_weight)
    items = {id(block) for block, kind in headings if is_item(block.text) and kind != top}
    lower = {
        _weight(kind)
        for block, kind in _before_reviews(headings)
        if id(block) not in items and top and _weight(kind) < _weight(top)
    }
    around = 0
    numbers = [heading_text(block.text)[0] for block, _ in headings]
    for (block, kind), number, told in zip(headings, numbers, outline_levels(numbers), strict=True):
        if id(block) in items:
            block.level = around + 1
            continue
        if told is not None:
            block.level = told
        elif number is not None and re.match(r"\d", number):
            block.level = number.count(".") + 1 + are_parts
        elif top is None or _weight(kind) >= _weight(top):
            block.level = 1
        else:
            block.level = min(2 + sum(weight > _weight(kind) for weight in lower), 4)
        around = block.level
    _raise_back_matter([block for block, _ in headings])


def _before_reviews(headings: Sequence[tuple[Block, _Style]]) -> Sequence[tuple[Block, _Style]]:
    """The headings before those of reviews behind the reference list, which say nothing of how the paper is set."""
    listed = next((at for at, (block, _) in enumerate(headings) if is_references(block.text)), len(headings))
    reviews = (at for at, (block, _) in enumerate(headings) if at > listed and _NOT_PAPER.match(block.text))
    return headings[: next(reviews, len(headings))]


def _counts_sections(block: Block) -> bool:
    """Whether a heading bears the number of a section: "2", but not "2.1"."""
    return (heading_text(block.text)[0] or ".").isdigit() and not is_item(block.text)


def _are_parts(numbered: Sequence[tuple[Block, _Style]], known: Sequence[tuple[Block, _Style]]) -> bool:
    """Whether numbers count the parts of sections: those bear names that all know, no number, and a heavier print."""
    named = [kind for b, kind in known if heading_text(b.text)[0] is None and _names_section(b)]
    lightest = min(map(_weight, named), default=())
    return len(named) >= _FEWEST_NAMED and all(_weight(kind) < lightest for _, kind in numbered)


def _raise_back_matter(headings: Sequence[Block]) -> None:
    """What closes a paper is no part of its last section, however small its headings are; nor is the reference list."""
    listed = [at for at, block in enumerate(headings) if is_references(block.text)]
    own = headings[: listed[-1] + 1] if listed else headings  # reviews and the like may follow the list
    text = [at for at, block in enumerate(own) if not _names_back_matter(block)]
    closing = own[text[-1] + 1 :] if text else []
    highest = min((block.level or 1 for block in closing), default=1)
    for block in closing:
        # "5.2" is a part of section 5, whatever it names.
        if "." not in (heading_text(block.text)[0] or "").rstrip("."):
            block.level = (block.level or 1) - highest + 1
    for block in headings:
        if is_references(block.text) and heading_text(block.text)[0] is None:
            block.level = 1


def _names_section(block: Block) -> bool:
    return section_role(block.text) not in (SectionRole.ABSTRACT, SectionRole.APPENDIX, SectionRole.BACK_MATTER)


def _names_back_matter(block: Block) -> bool:
    return section_role(heading_text(block.text)[1]) is SectionRole.BACK_MATTER


def _weight(kind: _Style) -> tuple[float, bool, bool, bool]:
    return kind.size, kind.capitals, kind.bold, not kind.italic


def mark_references(blocks: Sequence[Block], authors: Collection[str] = ()) -> None:
    """Give the blocks of the reference list their kind, from its heading to the next one that is not part of it.

    The addresses of the paper's ``authors`` may close it: they begin with a heading of their own or a bare name.
    """
    inside = False
    opened = None
    listed = apart = False
    openers = _list_openers(blocks)
    texts = Counter(block.text for block in blocks if block.kind is BlockKind.HEADING)
    for block in blocks:
        # What reviewers wrote is printed after some papers; it is not the paper's.
        apart = apart or (listed and _closes_paper(block, authors if inside else ()))
        if apart and block.kind is not BlockKind.FOOTNOTE:
            block.kind = BlockKind.FRONT
            continue
        if block.kind is BlockKind.HEADING:
            if id(block) in openers:
                inside, opened, listed = True, _style(block), True
                continue
            if inside and (texts[block.text] > 1 or not _ends_references(block, opened)):
                block.kind = BlockKind.REFERENCE
                continue
            inside = False
        elif inside:
            block.kind = BlockKind.REFERENCE


def _list_openers(blocks: Sequence[Block]) -> set[int]:
    """The headings (by id) that open a reference list; a subsection on references does not where a section is one."""
    named = [block for block in blocks if block.kind is BlockKind.HEADING and is_references(block.text)]
    sections = [block for block in named if "." not in (heading_text(block.text)[0] or "")]
    return {id(block) for block in sections or named}


def _closes_paper(block: Block, authors: Collection[str]) -> bool:
    """Whether a block behind the reference list opens what is no text of the paper: reviews, addresses of authors."""
    if block.kind is BlockKind.HEADING and _NOT_PAPER.match(block.text):
        return True
    first = " ".join(block.lines[0].text.split())
    if _ADDRESSES.match(first) or (first in authors and not _YEAR.search(block.text)):
        return True
    folded = " ".join(block.text[:_LONGEST_NAME].casefold().split())
    if not _LIFE.search(folded):
        return False  # a collaboration's thousands of names are looked at for few blocks
    return any(_LIFE.match(folded, len(name)) for name in map(str.casefold, authors) if folded.startswith(name))


def _ends_references(block: Block, opened: _Style | None) -> bool:
    if _is_known(block.text):
        return True
    kind = _style(block)
    return (
        opened is not None
        and kind.size >= opened.size - 0.3
        and kind.bold == opened.bold
        and (kind.capitals == opened.capitals)
    )
