"""Figures and tables: their captions, what they hold, and the lines that are theirs and not the text's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from k1.parsing.page.columns import join_pieces
from k1.parsing.page.layout import Line, Page, union
from k1.parsing.page.typography import Typography, font_family, main_font
from k1.schema.provenance import Box

_NUMBER = r"(?:[SA]\s?)?\d{1,3}(?:\.\d{1,2})?[A-Za-z]?|[IVXLC]{1,5}|[A-Z]\.?\d{1,2}|[A-H](?=\s?[.:]\s)"
# German, French, Spanish, Portuguese, Italian, Russian
_FIGURES_ABROAD = (
    r"Graph|GRAPH|Diagram|Abbildung|Abb\.|Figura|FIGURA|Gr[a\u00e1]fic[oa]|Sch\u00e9ma"
    r"|\u0420\u0438\u0441(?:\.|\u0443\u043d\u043e\u043a)"
)
_TABLES_ABROAD = (
    r"Tabelle|Tableau|TABLEAU|Tabla|TABLA|Cuadro|CUADRO|Tabela|TABELA|Quadro|Tabella"
    r"|\u0422\u0430\u0431\u043b(?:\.|\u0438\u0446\u0430)"
)
_ABROAD = f"{_FIGURES_ABROAD}|{_TABLES_ABROAD}"
_LABEL = re.compile(
    r"(?:(?:Cont(?:inued|\.)|CONTINUED) (?=T))?"
    r"(?P<label>(?P<kind>(?:Supplementary\s+|Extended\s+Data\s+|Additional\s+|Appendix\s+)?"
    rf"(?:Fig(?:ure|\.)?|FIG(?:URE|\.)?|Table|TABLE|Tab\.|Scheme|SCHEME|Chart|Plate|Box|BOX|Listing|Algorithm|{_ABROAD}))"
    rf"[\s\-]*(?P<number>{_NUMBER})(?![A-Za-z\d]))(?P<rest>\s*(?:[.:|—)]|–(?![a-z\d]{{1,2}}\b)|-(?=\s|\Z))?)"
)
_WORD_ALONE = re.compile(r"(?:Fig(?:ure|\.)?|FIG(?:URE|\.)?|Table|TABLE|Scheme)\s?")
_SENTENCE_END = re.compile(r"[.!?]\W*\Z")
_LONGEST_LABEL = 40  # characters of a line that is a label alone
_FOOT = 0.75  # of the page's height: a caption that is cut off ends below
_WORD = re.compile(r"[^\W\d_]{2}")
_STRAY, _STRAY_STEP = 1.5, 0.6  # em: the width of an accent, and how far it stands from its line
_INDEX = 0.8  # of the size of its line
_STRETCHED = 1.6  # em between the words of a line that is stretched to its column
_MOST_BELOW = {"table": 15, "figure": 40, "other": 40}  # lines of a caption below its first
_SPACED = 1.1  # times the line spacing of the text
_SURE_BELOW = _MOST_BELOW | {"table": 4}  # more only where the sentence surely goes on: rows may follow
_TABLE = re.compile(rf"table|tab\.|{_TABLES_ABROAD}", re.IGNORECASE)
_FIGURE = re.compile(rf"fig|scheme|chart|plate|{_FIGURES_ABROAD}", re.IGNORECASE)
_CONTINUED = re.compile(r"\W*(?:\(?cont(?:inued|\.|’d|'d)?\)?)\W*\Z", re.IGNORECASE)
_RUNNING_ON = re.compile(
    r"\s*(?:and|or|to|is|are|was|were|shows?|showed|shown|presents?|gives?|lists?|illustrates?|summari[sz]es?|in|of|for|with"
    r"|depicts?|displays?|provides?|reports?|describes?|demonstrates?|contains?|compares?|also|we|has|have|can|as|we|by|below"
    r"|above|indicates?|reveals?|suggests?|plots?|details?|outlines?|zeigt|enth\u00e4lt|montre|pr\u00e9sente|muestra|mostra)\b|\s*[,;)\]]"
)


@dataclass(slots=True)
class Caption:
    """A caption with its label, the lines that print it, and the float it belongs to."""

    kind: str  # "figure", "table" or "other": boxes, listings, algorithms
    label: str
    lines: list[Line]
    region: Box | None = None
    body: list[Line] = field(default_factory=list)

    @property
    def box(self) -> Box:
        """The smallest box around its lines."""
        return union([line.box for line in self.lines])


def find_captions(page: Page, lines: Sequence[Line], style: Typography) -> list[Caption]:
    """The captions among the lines of a page (without furniture), in the order of the page."""
    ordered = sorted(lines, key=lambda line: (line.baseline, line.box.x0))
    captions: list[Caption] = []
    taken: set[int] = set()
    for first in ordered:
        if id(first) in taken or first.turned:
            continue
        pieces = _pieces(first, ordered)
        line = join_pieces(pieces)[0]
        match = _LABEL.match(line.text)
        if match is None:
            continue
        beside = _beside(line, ordered) if _is_alone(line, match) else None
        above = _above(line, ordered)
        listed = above is not None and id(above) in taken and above.text.rstrip().endswith(".")
        reads = _is_caption(line, match, ordered, style, page.rules)
        if not reads and not (listed and _is_legend(line, match)):
            continue
        kind = "table" if _TABLE.search(match["kind"]) else "figure" if _FIGURE.search(match["kind"]) else "other"
        own = [*pieces, *([beside] if beside else [])]
        own += _following(own, ordered, style, kind, page.rules)
        taken.update(id(item) for item in own)
        captions.append(Caption(kind, " ".join(match["label"].split()), own))
    return captions


def is_cut(caption: Caption, captions: Sequence[Caption], page: Page, lines: Sequence[Line], style: Typography) -> bool:
    """Whether the foot of a page cuts a figure's caption off: it is the last of the page and amid a sentence.

    Set as the text is, it must stand in a list of captions, without its picture: what follows it could be text.
    """
    last = caption.lines[-1]
    if caption.kind != "figure" or _SENTENCE_END.search(last.text) or last.baseline < _FOOT * page.height:
        return False
    own = {id(line) for other in captions for line in other.lines}
    others = [line for line in lines if id(line) not in own]
    listed = caption.region is None and not any(style.is_body(line) for line in others)
    lowest = all(line.baseline <= last.baseline + 1 for line in lines)
    return lowest and (listed or not style.is_body(last))


def cut_rest(caption: Caption, page: Page, lines: Sequence[Line], style: Typography) -> list[Line]:
    """The lines at the head of a page with which the caption goes on that the page before cut off."""
    ordered = sorted(lines, key=lambda line: (line.baseline, line.box.x0))
    last = caption.lines[-1]
    if not ordered or _LABEL.match(ordered[0].text) or main_font(ordered[0]) != main_font(last):
        return []
    first = ordered[0]
    alike = abs(first.size - last.size) < 0.3 and first.bold == last.bold
    if not alike or abs(first.box.x0 - last.box.x0) > 4 * last.size:
        return []
    rest = [first, *_following([first], ordered, style, caption.kind, page.rules)]
    right = max(line.box.x1 for line in (*caption.lines, *rest))
    return rest if _has_no_room(last, first, right) else []


def _pieces(first: Line, lines: Sequence[Line]) -> list[Line]:
    """The pieces of a printed line that begins with the word for a float alone: stretched type falls apart."""
    pieces = [first]
    if _WORD_ALONE.fullmatch(first.text):
        row = [line for line in lines if abs(line.baseline - first.baseline) < 1 and line.box.x0 > first.box.x1]
        for line in sorted(row, key=lambda line: line.box.x0):
            if line.box.x0 - pieces[-1].box.x1 > _STRETCHED * first.size:
                break
            pieces.append(line)
    return pieces


def _beside(line: Line, lines: Sequence[Line]) -> Line | None:
    """The line that goes on to the right of a label that stands alone."""
    for other in lines:
        if other is not line and abs(other.baseline - line.baseline) < 2 and 0 <= other.box.x0 - line.box.x1 < 30:
            return other
    return None


def _is_alone(line: Line, match: re.Match[str]) -> bool:
    """Whether a line is a label and no more of a caption."""
    return match.end("label") >= len(line.text.rstrip(" .:|–—-"))


def _is_caption(
    line: Line, match: re.Match[str], lines: Sequence[Line], style: Typography, rules: Sequence[Box]
) -> bool:
    """Whether a line that starts like a caption is one, and not a sentence that speaks of a figure.

    In a manuscript whose lines stand far apart, the rule under a table is all that parts the caption from its rows.
    """
    rest = line.text[match.end() :]
    bold, punctuated, other_style = line.spans[0].bold, bool(match["rest"].strip()), not style.is_body(line)
    if _RUNNING_ON.match(line.text[match.end("label") :]) and not bold:
        return False
    above = _above(line, lines)
    if _is_alone(line, match) and not rest.strip():
        set_off = line.bold or other_style or above is None or _gap(above, line) > 1.3 * style.leading
        return set_off and len(line.text) < _LONGEST_LABEL
    free = above is None or _gap(above, line) > 1.25 * style.leading or abs(above.size - line.size) > 0.4
    free = free or (above is not None and above.bold and not line.bold)  # under "Figure legends"
    free = free or (above is not None and _are_parted(above, line, _clear_below(above, rules)))
    starts = bool(re.match(r"\s*(?:[^\W\d_a-z]|\(|\d|[\"“‘])", rest)) or punctuated
    if bold and (free or other_style or punctuated):
        return True
    if other_style and abs(line.size - style.size) > 0.3:
        return starts and (free or punctuated)
    return (bold and not line.bold) or (free and starts and (punctuated or other_style))


def _is_legend(line: Line, match: re.Match[str]) -> bool:
    """Whether a line begins as captions do, with a mark behind its label and a capital: the next in a list of them."""
    return bool(match["rest"].strip() and re.match(r"\s*[^\W\d_a-z]", line.text[match.end() :]))


def _above(line: Line, lines: Sequence[Line]) -> Line | None:
    """The nearest line above that overlaps ``line`` in x."""
    best: Line | None = None
    for other in lines:
        if other.baseline >= line.baseline - 1:
            break
        if other.box.x0 < line.box.x1 and other.box.x1 > line.box.x0:
            best = other
    return best


def _gap(above: Line, line: Line) -> float:
    return line.baseline - above.baseline


def _following(
    own: Sequence[Line], lines: Sequence[Line], style: Typography, kind: str, rules: Sequence[Box]
) -> list[Line]:
    """The lines that continue a caption downwards from ``own``, its first ones."""
    below = _title_below(own, lines) if len(own) == 1 else None
    found = [below] if below is not None else []
    last = below or own[-1]
    size, bold = last.size, (below or own[0]).bold
    column = _widened((own[0].box.x0, own[0].box.x1), last)
    hangs_at = _words_begin(own)
    strays: list[Line] = []
    step: float | None = None
    spaced = _SPACED * style.leading * size / style.size  # a manuscript's text may stand far apart
    for line in lines:
        aside = line.box.x1 <= column[0] or line.box.x0 >= column[1]
        if aside or line.turned or line.baseline <= last.baseline + 1:
            continue
        if _is_stray(line, last, lines):
            strays.append(line)
            continue
        gap = line.baseline - last.baseline
        if gap > (1.12 * step + 0.6 if step else max(1.75 * size, spaced)) or len(found) >= _MOST_BELOW[kind]:
            break
        if len(found) >= _SURE_BELOW[kind] and not _surely_goes_on(last, line, column[1], rules):
            break
        wide = style.is_body(line) and gap > 1.45 * size
        if wide and ((gap > spaced and step is None) or not _goes_on_wide(last, line, column[1])):
            break
        if _is_set_apart(line, last, size, (hangs_at if abs(line.box.x0 - hangs_at) < 1 else column[0], column[1])):
            break
        heads = _has_cells(line, last, lines) or (line.bold and not last.bold and not bold)
        if kind == "table" and (heads or _is_above_table(last, line, rules)):
            break
        if _begins_text(line, last, style, kind) or (found and _has_ended(last, column, kind, style.is_body(line))):
            break
        step = step or gap
        found.append(line)
        last = line
        column = _widened(column, line)
    return [*found, *(stray for stray in strays if stray.baseline < last.baseline + _STRAY_STEP * size)]


def _words_begin(own: Sequence[Line]) -> float:
    """Where the words of a caption begin behind its label: the lines that follow may hang there."""
    first = own[0]
    label = _LABEL.match(first.text)
    read = 0
    for span in first.spans:
        if label is not None and read >= label.end("label"):
            return span.box.x0
        read += len(span.text)
    return own[-1].box.x0


def _is_stray(line: Line, last: Line, lines: Sequence[Line]) -> bool:
    """Whether a line is an accent or an index of a formula, printed by itself above or below a line of words."""
    worded = line.size > _INDEX * last.size and _WORD.search(line.text)
    if worded or line.box.x1 - line.box.x0 > _STRAY * last.size:
        return False
    return any(
        abs(other.baseline - line.baseline) < _STRAY_STEP * last.size
        and other.box.x0 - last.size <= line.box.x0 <= other.box.x1
        and _WORD.search(other.text)
        for other in lines
    )


def _surely_goes_on(last: Line, line: Line, right: float, rules: Sequence[Box]) -> bool:
    """Whether no rule and no end of a sentence parts two lines, and the word that begins the second had no room."""
    return _has_no_room(last, line, right) and not (last.text.rstrip().endswith(".") or _are_parted(last, line, rules))


def _are_parted(last: Line, line: Line, rules: Sequence[Box]) -> bool:
    return any(last.baseline - 1 < rule.y0 < line.baseline and _share_width(rule, line.box) for rule in rules)


def _clear_below(line: Line, rules: Sequence[Box]) -> list[Box]:
    """The rules that are as wide as a line and stand clear of its letters, which those that underline words do not."""
    wide = (rule for rule in rules if rule.x0 - 1 <= line.box.x0 and rule.x1 + 1 >= line.box.x1)
    return [rule for rule in wide if rule.y0 > line.box.y1]


def _is_above_table(last: Line, line: Line, rules: Sequence[Box]) -> bool:
    """Whether a sentence has ended, and a table's head follows: spaced cells, or what a wider rule stands over."""
    spaced = line.box.x1 < last.box.x1 and any(b.box.x0 - a.box.x1 > line.size for a, b in pairwise(line.spans))
    over = [rule for rule in rules if rule.x0 - 1 <= line.box.x0 and rule.x1 + 1 >= line.box.x1]
    return bool(_SENTENCE_END.search(last.text)) and (spaced or _are_parted(last, line, over))


def _has_no_room(last: Line, line: Line, right: float) -> bool:
    """Whether the word that begins a line had no room at the end of the last, which could reach as far as ``right``."""
    letter = (line.box.x1 - line.box.x0) / max(len(line.text), 1)
    word = len(line.text.split(maxsplit=1)[0]) if line.text.strip() else 0
    return last.box.x1 + letter * (word + 2) > right


def _goes_on_wide(last: Line, line: Line, right: float) -> bool:
    """Whether a line goes on with a caption that is set as the text is, with wide line spacing: it is not indented,
    and the word that begins it had no room above.
    """
    centred = abs(line.box.x0 + line.box.x1 - last.box.x0 - last.box.x1) < 2 * line.size
    flush = centred or line.box.x0 < last.box.x0 + line.size
    return flush and _has_no_room(last, line, max(right, line.box.x1))


def _widened(column: tuple[float, float], line: Line) -> tuple[float, float]:
    return min(column[0], line.box.x0), max(column[1], line.box.x1)


def _is_set_apart(line: Line, last: Line, size: float, column: tuple[float, float]) -> bool:
    """Whether a line begins a caption of its own, or is larger, smaller or further in than the caption's lines."""
    label = _LABEL.match(line.text)
    closes = label is not None and label["rest"].strip() == ")" and last.text.count("(") > last.text.count(")")
    if closes:  # "(see also" and "Fig. 2)."
        label = None
    if label and (label["rest"].strip() or (line.spans[0].bold and not last.bold)):
        return True
    if label and _is_label(line) and (_is_label(last) or _SENTENCE_END.search(last.text)):
        return True
    further_in = abs(line.box.x0 - column[0]) > 4 * size and not _ends_centred(line, last, size, column)
    return abs(line.size - size) > 0.06 * size + 0.05 or further_in


def _is_label(line: Line) -> bool:
    """Whether a line is the label of a figure or a table and nothing else."""
    match = _LABEL.match(line.text)
    return match is not None and match.end() >= len(line.text.rstrip())


def _ends_centred(line: Line, last: Line, size: float, column: tuple[float, float]) -> bool:
    """Whether a line stands in the middle under a full one of its look, as the last of a centred caption does."""
    middle = abs(line.box.x0 + line.box.x1 - column[0] - column[1]) / 2
    full = last.box.x0 - column[0] < size and column[1] - last.box.x1 < size
    return full and middle < size and line.bold == last.bold and main_font(line) == main_font(last)


def _begins_text(line: Line, last: Line, style: Typography, kind: str) -> bool:
    """Whether the font says that a line is text, or a table's first row, below the end of a caption.

    It goes on where a bold title ends amid the line above, in the font of this one.
    """
    if main_font(line) == main_font(last):
        return False
    goes_on = font_family(last.spans[-1].font) == main_font(line)
    text = style.is_body(line) and not (style.is_body(last) or goes_on)
    return text or (kind == "table" and last.text.rstrip().endswith("."))


def _has_ended(last: Line, column: tuple[float, float], kind: str, before_text: bool) -> bool:
    """Whether the last line read ends short of the column, at a full stop."""
    short = last.box.x1 < column[1] - 0.25 * (column[1] - column[0])
    return short and last.text.rstrip().endswith(".") and (kind == "table" or before_text)


def _title_below(own: Sequence[Line], lines: Sequence[Line]) -> Line | None:
    """The caption's first line, where the label stands alone above it: set flush with it or centred under it."""
    label = own[0]
    match = _LABEL.match(label.text)
    if match is None or match.end() < len(label.text.rstrip()):
        return None
    beneath = [line for line in lines if line.baseline > label.baseline + 1 and _share_width(label.box, line.box)]
    below = min(beneath, key=lambda line: line.baseline, default=None)
    if below is None or below.turned or below.baseline - label.baseline > 2.6 * label.size or _LABEL.match(below.text):
        return None
    middles = abs(below.box.x0 + below.box.x1 - label.box.x0 - label.box.x1) / 2
    aligned = middles < 1.5 * label.size or abs(below.box.x0 - label.box.x0) < 0.6 * label.size
    alike = 0.7 * label.size < below.size < 1.15 * label.size
    return below if aligned and alike and not _many_cells(below, lines) else None


def _share_width(box: Box, other: Box) -> bool:
    return box.x0 < other.x1 and box.x1 > other.x0


def _many_cells(line: Line, lines: Sequence[Line]) -> bool:
    """Whether a line is one cell of a row: others stand beside it on its base line, in its neighbourhood."""
    return any(
        other is not line
        and abs(other.baseline - line.baseline) < 1.5
        and 0 < other.box.x0 - line.box.x1 < 120
        and abs(other.size - line.size) < 0.6
        for other in lines
    )


def _has_cells(line: Line, last: Line, lines: Sequence[Line]) -> bool:
    """Whether a line is one cell of a row below a caption; beside one as wide as the line above, another column is."""
    fills_column = abs(line.box.x0 - last.box.x0) < 1 and abs(line.box.x1 - last.box.x1) < 1
    return not fills_column and _many_cells(line, lines)


def caption_text(joined: str) -> str:
    """A caption, its lines ``joined``, without its label."""
    match = _LABEL.match(joined)
    text = joined[match.end() :].strip() if match else joined
    return text.lstrip(".:|–—-) ").strip()


def is_continuation(text: str) -> bool:
    """Whether a caption only says that an earlier one goes on."""
    return bool(_CONTINUED.match(text))
