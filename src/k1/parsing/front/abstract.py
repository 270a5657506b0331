"""The abstract: under a heading, run in, in a box or a sidebar, or without any heading."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from k1.parsing.front.keywords import FOREIGN_KEYWORDS
from k1.parsing.front.places import is_address
from k1.parsing.page.layout import Block, BlockKind
from k1.parsing.page.typography import main_font
from k1.parsing.structure.sections import CLASSIFICATION
from k1.text.months import MONTH

_SPACED = r"a\s?b\s?s\s?t\s?r\s?a\s?c\s?t"
_HEAD = re.compile(
    rf"^\W{{0,3}}(?:(?P<abstract>{_SPACED}|r[ée]sum[ée]|zusammenfassung|resumen|resumo|sommario)"
    rf"|(?P<summary>summary))\b(?:\s*\((?:word count:?\s*)?\d{{2,3}}(?:\s*words)?\))?\s*[:.\u2014\u2013|-]*\s*",
    re.IGNORECASE,
)
_RUN_IN = rf"(?=[A-Z])(?i:{FOREIGN_KEYWORDS})\s*[:.\u2014\u2013-]"
_RUN_IN_KEYWORDS = re.compile(
    rf"\s(?:(?:Key\s?-?[Ww]ords?|KEY\s?WORDS|Index [Tt]erms)\b\s*[:.\u2014\u2013-]?|{_RUN_IN})"
)
_KEYWORDS_BEHIND = re.compile(rf"\s(?:(?:Key\s?-?[Ww]ords?|KEY\s?WORDS)\b\s*[:.\u2014\u2013-]|{_RUN_IN})")
_KEYWORDS_HEAD = re.compile(rf"^\W*(?:key\s?-?words?|index terms|{FOREIGN_KEYWORDS})\b", re.IGNORECASE)
_STOP = re.compile(
    rf"^\W*(?:(?:{FOREIGN_KEYWORDS})\b|{CLASSIFICATION}"
    r"|(?:additional )?key\s?-?words?\b|index terms\b|(?:\d{1,2}\.?\s*|i\.\s*)?\|?\s*introduction\b"
    r"|\u00a9|copyright\b"
    r"|correspond(?:ence|ing)\b"
    r"|received\b|accepted\b|published\b|this is an open|this article is|open access this|abbreviations?\b"
    r"|msc\b|pacs\b|e-?mail\b"
    r"|how to cite|cite this|citation\s*:|article info|trial registration number|funding\s*:|edited by"
    r"|academic editor|doi\s?:|(?:author|plain[ -]language|lay) summary\W*$"
    r"|(?:disclaimer|article summary|strengths and (?:weaknesses|limitations)(?: of (?:this|the|our) \w+)?"
    r"|key (?:messages|points)|what(?: is|['\u2019]s) already known(?: (?:on|about) \w+ \w+)?)\b(?!\s(?-i:[a-z]))"
    r"|\([^()]{3,60}\b\d{4}\s?;\s?\d+[^ ]*\)\s*(?:doi|https?)"
    r"|(?:table of )?contents\W*$"
    r"|jel\b|ccs concepts|acm reference|graphical abstract|significance statement|highlights|statement of need)",
    re.IGNORECASE,
)
_NOTE = re.compile(
    r"^\W*(?:\u00a9|copyright|correspond|received|accepted|published|this is an open|this article is|open access"
    r"|e-?mail|how to cite|cite this|citation|article info|edited by|academic editor|doi|funding)",
    re.IGNORECASE,
)
_STRUCTURE = re.compile(
    r"^\W*(?:background(?: and (?:aims?|objectives?|purpose))?|objectives?|aims?|purpose|context|importance"
    r"|methods?|materials? and methods"
    r"|methodology|methods? and (?:findings|results)|study design|design|setting|patients?(?: and methods)?"
    r"|participants|interventions?|main outcomes?.{0,30}"
    r"|results?|findings|conclusions?|discussion|interpretation|significance|limitations|trial registration"
    r"|funding|introduction|hypothesis|rationale)\b",
    re.IGNORECASE,
)
_PART = re.compile(r"\W*(?:[A-Z][\w/&,-]*|and|of)(?:\s(?:[\w/&,-]+)){0,4}\s?[:.\u2014|]\s?\S.{20}", re.DOTALL)
_OPENING = re.compile(r"\W*(?:background|objectives?|aims?|purpose|context|importance|introduction|rationale)\b", re.I)
_AFTER = re.compile(r"^\W*(?:\d\.?\s*)?\|?\s*(?:introduction|background|keywords?)\b", re.IGNORECASE)
_NUMBERED = re.compile(r"^\s*(?:1|I)\.?\s*\|?\s+[A-Z]")
_DATE = rf"(?:\d{{1,2}}(?:st|nd|rd|th)?[\s.-]{{0,2}}{MONTH}|{MONTH}\.?\s?\d|\d{{1,4}}[./-]\d{{1,2}}[./-]\d)"
# As publishers print them: abstracts speak of correspondence, of what was received or accepted, and of licences too.
_NOISE = re.compile(
    r"@|https?:|\u00a9|copyright|creative commons"
    r"|\blicen[cs]ed (?:under|to|by)\b|\blicensee\b"
    r"|\bunder (?:(?:the )?terms of )?(?:an?|the|this) (?:[\w-]+ ){0,4}licen[cs]e\b"
    r"|\bcc[ -]by\b|\bopen[ -]access licen[cs]e"
    r"|(?:^|[*\u2020\u2021\u2709.;]\s?)\W{0,3}correspondence\b|\bcorrespondence\s?:|\bcorrespond(?:ence|ing) authors?\b"
    r"|\bcorrespondence (?:should|may|must|can|and requests)\b|\baddress (?:for |all )?correspondence\b"
    rf"|\b(?:received|accepted)(?:\s?:|(?: (?:on|for publication|in (?:final |revised )?form))?,?\s{_DATE})"
    r"|peer review|edited by"
    r"|published by|conflicts? of interest|present address|electronic supplementary"
    r"|\bthis is a pdf (?:file )?of an\b",
    re.IGNORECASE,
)
_AVAILABILITY = re.compile(r"\W*(?:availability|supplementary information)\b[^:.]{0,30}:", re.IGNORECASE)
_DISCLAIMER = re.compile(
    r"\A\W*disclaimer\b(?!\s(?-i:[a-z]))"
    r"|\b(?:views|opinions)\b.{0,40}\bexpressed (?:here(?:in)?\b|by the authors?\b"
    r"|in (?:this|the) (?:article|paper|publication|report|work|document|manuscript|material|chapter)\b)"
    r"|\b(?:do(?:es)?|should|may) not\b.{0,60}\b(?:represent|reflect)(?:ing)?\b"
    r".{0,60}\bofficial (?:views|opinions|positions?|polic(?:y|ies))\b",
    re.IGNORECASE,
)
_CONTINUED = re.compile(r"\(?\s*continued (?:on|from) (?:the )?(?:next|previous) page\s*\)?", re.IGNORECASE)
_SILENT = frozenset({BlockKind.FOOTNOTE, BlockKind.EQUATION, BlockKind.TITLE})
_MAX_WORDS = 900
_NOTE_MARKS = "*\u2217\u2020\u2021"
_HEADING_WORDS = 10
_SENTENCE = 12  # words
_LONGEST_NOTE = 150  # words
_LEAST_WORDS = 40  # of an abstract that no heading announces

_Look = tuple[float, bool, str]


@dataclass(frozen=True, slots=True)
class AbstractText:
    """The abstract's text and the blocks it was read from."""

    text: str = ""
    blocks: tuple[int, ...] = ()


def find_abstract(blocks: Sequence[Block], taken: frozenset[int], byline_bottom: float) -> AbstractText:
    """The abstract of a paper; empty where it has none.

    Parameters
    ----------
    taken: indices of blocks that are title, authors or affiliations.
    byline_bottom: where the authors end on the first page, in points from the top.
    """
    front = [at for at, block in enumerate(blocks) if block.page <= 4 and at not in taken and block.kind not in _SILENT]
    for place, at in enumerate(front):
        if blocks[at].page > 3:
            break
        head = _HEAD.match(blocks[at].text)
        late = blocks[at].page > 2 and _HEAD.fullmatch(blocks[at].text) is None  # long addresses may take two pages
        if head and not late and _is_abstract_head(blocks, front[place:], head):
            near = [other for other in front[place:] if blocks[other].page <= blocks[at].page + 1]
            found = _collect(blocks, near, head.end(), _body_top(blocks, front[:place], at))
            if found.text:
                return found
    front = [at for at in front if blocks[at].page <= 2]
    return _structured(blocks, front) or _unannounced(blocks, front, byline_bottom)


def is_disclaimer(text: str) -> bool:
    """Whether a text says whose views a paper does not express, as reports print on a page of their own."""
    return len(text.split()) < _LONGEST_NOTE and bool(_DISCLAIMER.search(text))


def _structured(blocks: Sequence[Block], front: Sequence[int]) -> AbstractText | None:
    """An abstract that no heading announces but whose parts bear the usual names: "Background: ...", "Methods: ..."."""
    for place, at in enumerate(front):
        if blocks[at].page > 1 or _is_section(blocks[at]):
            return None
        following = front[place + 1 : place + 7]
        parts = [blocks[other] for other in (at, *following) if _PART.match(blocks[other].text)]
        if parts and parts[0] is blocks[at] and len(parts) > 1 and _OPENING.match(blocks[at].text):
            return _collect(blocks, front[place:], 0, float("inf"))
    return None


def _is_abstract_head(blocks: Sequence[Block], order: Sequence[int], head: re.Match[str]) -> bool:
    """Whether a match heads an abstract. "Summary" may head a section: then a section of prose follows it."""
    text = blocks[order[0]].text
    alone = head.end() >= len(text.rstrip())
    if not alone and not (head[0].strip()[-1] in ":.\u2014\u2013|-" or text[head.end() : head.end() + 1].isupper()):
        return False
    if head["abstract"]:
        return True
    behind = [*([] if alone else [text[head.end() :]]), *(blocks[at].text for at in order[1:2])]
    if any(map(_STRUCTURE.match, behind)):
        return True
    next_head = next((blocks[at].text for at in order[1:] if _is_section(blocks[at])), "")
    return bool(_AFTER.match(next_head))


def _body_top(blocks: Sequence[Block], before: Sequence[int], head: int) -> float:
    """Where the body begins on the abstract's page, if it was read before the abstract, as beside a sidebar."""
    tops = (
        blocks[at].lines[0].box.y0 for at in before if blocks[at].page == blocks[head].page and _is_section(blocks[at])
    )
    return min((top for top in tops if top > blocks[head].lines[0].box.y0), default=float("inf"))


def _collect(blocks: Sequence[Block], order: Sequence[int], skip: int, body_top: float) -> AbstractText:
    """The abstract from its heading on. Below ``body_top`` on its page stands the body."""
    pieces: list[str] = []
    used = [order[0]]
    first = blocks[order[0]].text[skip:]
    head = None if first.strip() else blocks[order[0]]
    size = _size(blocks[order[0]]) if len(first.split()) > 8 else None
    if first.strip():
        pieces.append(first)
    ends_at = _keywords_ahead(blocks, order)
    from_page = blocks[order[0]].page
    for place, at in enumerate(order[1:], start=1):
        block = blocks[at]
        if _CONTINUED.fullmatch(block.text.strip()):
            from_page = block.page + ("next" in block.text.casefold())
            continue
        if block.page < from_page:
            continue
        if block.page == blocks[order[0]].page and block.lines[0].box.y0 > body_top - 3:
            break
        if sum(len(piece.split()) for piece in pieces) > _MAX_WORDS or _cut(pieces):
            break
        if place >= ends_at and size is not None and _heads_next(block, blocks[used[-1]], size, head):
            break
        if _ends_look(blocks[used[-1]], block):
            break
        alien = size is not None and abs(_size(block) - size) > 0.5
        if _stops(block, bool(pieces), before_keywords=place < ends_at, alien=alien):
            break
        if alien and not (_STRUCTURE.match(block.text) and len(block.text.split()) <= 5):
            continue
        runs_on = bool(pieces) and not pieces[-1].rstrip().endswith((".", "!", "?"))
        noise = _is_noise(block.text) and not _AVAILABILITY.match(block.text)
        if noise and len(block.text.split()) < _LEAST_WORDS and not runs_on:
            continue
        size = size if size is not None or len(block.text.split()) <= 8 else _size(block)
        pieces.append(block.text)
        used.append(at)
    text = _tidy(" ".join(pieces))
    return AbstractText(text, tuple(used)) if len(text.split()) >= 5 else AbstractText()


def _heads_another(block: Block) -> bool:
    """Whether a block below an abstract heads the next: the same in another language."""
    head = _HEAD.match(block.text)
    if head is None or not head["abstract"] or not head["abstract"][0].isupper():
        return False
    rest = block.text[head.end() :]
    return not rest or head[0].rstrip()[-1] in ":.\u2014\u2013|-" or rest[0].isupper()


def _is_noise(text: str) -> bool:
    """Whether a text is a note on the paper; a sentence that names an address of the web is none."""
    if len(text.split()) >= _SENTENCE:
        text = re.sub(r"https?:\S*", " ", text)
    return bool(_NOISE.search(text))


def _heads_next(block: Block, last: Block, size: float, head: Block | None) -> bool:
    """Whether a short block under the abstract, in its column and larger than it or bold, heads what follows.

    The names of an abstract's parts do so only where they are set as its own heading ``head`` is.
    """
    first, above = block.lines[0], last.lines[-1]
    words = block.text.split()
    if len(words) > _HEADING_WORDS or not words[0][0].isalnum() or words[-1].endswith((".", ",", ";")):
        return False
    left, right = min(line.box.x0 for line in last.lines), max(line.box.x1 for line in last.lines)
    beside = first.page != above.page or first.box.y0 < above.box.y1 - 1 or not left < first.box.x1 < right + first.size
    if beside:
        return False
    if _STRUCTURE.match(block.text):
        return head is not None and abs(_size(head) - _size(block)) < 0.3 and _size(block) > size + 0.5
    bold = all(line.bold for line in block.lines) and not last.lines[0].bold
    return _size(block) > size + 0.5 or (bold and _size(block) > size - 0.5)


def _ends_look(last: Block, block: Block) -> bool:
    """Whether text set wholly in bold or in italics ends, and text that has none of it begins."""
    if min(len(last.text.split()), len(block.text.split())) <= _HEADING_WORDS:
        return False
    bold = all(line.bold for line in last.lines) and not any(line.bold for line in block.lines)
    italic = all(line.italic for line in last.lines) and not any(line.italic for line in block.lines)
    return bold or italic


def _keywords_ahead(blocks: Sequence[Block], order: Sequence[int]) -> int:
    """How many blocks ahead the keywords stand; 0 where they do not follow the abstract within reach."""
    words = 0
    for place, at in enumerate(order[:24]):
        words += len(blocks[at].text.split())
        if words > _MAX_WORDS:
            return 0
        if place and _KEYWORDS_HEAD.match(blocks[at].text):
            return place
    return 0


def _stops(block: Block, begun: bool, *, before_keywords: bool, alien: bool) -> bool:
    """Whether the abstract ends before a block. ``alien``: it is set in another size than the abstract so far.

    Notes in another size (copyright, dates, addresses) may stand beside an abstract and do not end it.
    """
    text = block.text
    if block.kind is BlockKind.REFERENCE or (begun and _heads_another(block)):
        return True
    if _STOP.match(text):
        structural = bool(re.match(r"^\W*introduction\b", text, re.IGNORECASE)) and before_keywords
        structural = structural and not (begun and alien)  # keywords may stand in a column beside the introduction
        return begun and not structural and not (alien and _NOTE.match(text))
    if begun and not before_keywords and re.fullmatch(r"\W*background\W*", text, re.IGNORECASE):
        return True  # a structured abstract begins with it, so this one heads the body
    if block.kind is BlockKind.HEADING or (len(text.split()) <= 12 and _NUMBERED.match(text)):
        if _NUMBERED.match(text):
            return True
        return begun and not (_STRUCTURE.match(text) and before_keywords)
    return False


def _cut(pieces: list[str]) -> bool:
    """Cut the last piece where the keywords run in; whether that ended the abstract."""
    match = _RUN_IN_KEYWORDS.search(pieces[-1]) if pieces else None
    if match:
        pieces[-1] = pieces[-1][: match.start()]
    return match is not None


def _unannounced(blocks: Sequence[Block], front: Sequence[int], byline_bottom: float) -> AbstractText:
    """An abstract without heading: the first long paragraph under the authors, or all of the page behind the title
    page, up to the first heading.
    """
    pieces: list[str] = []
    used: list[int] = []
    look: _Look | None = None
    own_page = _fills_page(blocks, 2)
    for at in front:
        block = blocks[at]
        text = block.text
        runs_on = bool(pieces) and not pieces[-1].rstrip().endswith((".", "!", "?", ")"))
        late = block.page > 1 and (blocks[used[0]].page == 1 if used else not own_page)
        if (late and not runs_on) or _is_section(block) or (pieces and _STOP.match(text)):
            break
        if look is not None and _look(block) != look:
            if runs_on:
                continue  # a note between two halves
            break
        if block.page == 1 and block.lines[0].box.y0 < byline_bottom - 2:
            continue
        if (
            (_NOISE.search(text) and len(text.split()) < 150)
            or is_disclaimer(text)
            or is_address(text)
            or text[0] in _NOTE_MARKS
        ):
            continue
        if look is None and len(text.split()) < _LEAST_WORDS:
            continue
        look = _look(block)
        pieces.append(text)
        used.append(at)
    if not pieces or not _stands_apart(blocks, used, look):
        return AbstractText()
    return AbstractText(_tidy(" ".join(pieces)), tuple(used))


def _fills_page(blocks: Sequence[Block], page: int) -> bool:
    """Whether no section begins on a page and the introduction begins the next: what stands there has it for itself.

    Theses and reports have declarations and thanks there, before their contents.
    """
    spoken = [block for block in blocks if block.kind not in _SILENT]
    after = next((block for block in spoken if block.page > page), None)
    begins = after is not None and _is_section(after) and _AFTER.match(after.text)
    return bool(begins) and not any(_is_section(block) for block in spoken if block.page == page)


def _is_section(block: Block) -> bool:
    text = block.text.strip()
    if block.kind is BlockKind.HEADING and len(text.split()) <= 12:
        return True
    return len(text.split()) <= 6 and bool(
        _NUMBERED.match(text) or re.match(r"^\W*(?:introduction|summary)\W*$", text, re.IGNORECASE)
    )


def _stands_apart(blocks: Sequence[Block], used: Sequence[int], look: _Look | None) -> bool:
    """Whether the paragraphs are no body text: set in another size or weight, or closed by a heading."""
    following = [
        block
        for block in blocks[used[-1] + 1 :]
        if block.kind not in _SILENT and len(block.text.split()) > _LEAST_WORDS
    ]
    if not following:
        return False
    body = following[:12]
    other = sum(_look(block) != look for block in body)
    closed = any(_is_section(block) for block in blocks[used[-1] + 1 : used[-1] + 6])
    return other * 2 > len(body) or closed


def _look(block: Block) -> _Look:
    """How a block is set: the size of most lines, whether it is bold, and the font of most lines."""
    fonts = Counter(main_font(line).partition("-")[0] for line in block.lines)
    return round(_size(block), 1), block.lines[0].bold, fonts.most_common(1)[0][0]


def _size(block: Block) -> float:
    sizes = sorted(line.size for line in block.lines)
    return sizes[len(sizes) // 2]


def _tidy(text: str) -> str:
    match = _KEYWORDS_BEHIND.search(text)
    return " ".join(_CONTINUED.sub(" ", text[: match.start()] if match else text).split())
