"""The authors under a title: names in order, with the marks that point to their affiliations."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from k1.parsing.document.emails import EMAIL
from k1.parsing.front.honorifics import MARK_CLOSE, MARK_OPEN, ORDINAL, ORDINAL_ENDINGS, without_honorifics
from k1.parsing.front.places import PLACE
from k1.parsing.page.layout import Line
from k1.parsing.page.typography import main_font
from k1.parsing.references.authors import LOWER, UPPER
from k1.text.months import MONTH

_NOT_A_NAME = re.compile(
    r"@|https?:|\bwww\.|\bdoi\b|^(?:abstract|summary|keywords?|received|accepted|published|edited|reviewed"
    r"|academic editor|correspond\w*"
    r"|author|authors|article|original|research|review|open access|copyright|citation|introduction|background"
    r"|email|e-mail"
    r"|first published|latest|(?:last )?updated|version"
    r"|department|supplement\w*|editor|specialty|subject|orcid|contents|highlights|(?:an? )?preprint)\b",
    re.IGNORECASE,
)
BYLINE_END = re.compile(
    r"^\W*(?:abstract|summary|a\s?b\s?s\s?t\s?r\s?a\s?c\s?t|keywords?|key words|introduction"
    r"|1\.?\s+introduction|background|received\b|accepted\b|published\b"
    r"|correspond\w*|academic editor|edited by|reviewed by|doi\b|https?:|copyright|\u00a9|citation|how to cite"
    r"|article info|pii(?:\s?:|\s\S?\d)|\(?dated?\b|compiled\b|(?:last )?revised\b"
    rf"|(?:\d{{1,2}}(?:st|nd|rd|th)?\s)?{MONTH}\.?\s(?:\d{{1,2}},?\s)?\d{{4}}"
    r"|address\b|email\b|e-mail|open access|licen[cs]e|article history|\*\s*(?:correspond|author|to whom"
    r"|for reprints))",
    re.IGNORECASE,
)
_OVER_NAMES = re.compile(  # an address of the web or a date between title and names
    rf"\W*(?:https?:\S+|www\.\S+|\(?(?:\d{{1,2}}(?:st|nd|rd|th)?\s)?{MONTH}\.?\s(?:\d{{1,2}},?\s)?\d{{4}}\)?)\W*\Z",
    re.IGNORECASE,
)
_LABEL = re.compile(r"\A\s*authors?\s?:\s*", re.IGNORECASE)
_GROUP = re.compile(
    r"^the\s|\b(?:group|consortium|collaboration|committee|team|editorial board|investigators|research)$",
    re.IGNORECASE,
)
_INSTITUTE = re.compile(
    r"(?:the )?(?:dep(?:artmen)?t|faculty|school|division|laborator(?:y|ies)|institut\w*|cent(?:er|re)) of\b",
    re.IGNORECASE,
)
_INITIAL = re.compile(rf"[{UPPER}]\.")
_PREFIX = re.compile(r"^(?:and|&|by|authors?:?|prof(?:essor)?\.?|dr\.?|mr\.?|mrs\.?|ms\.?)\s+(?=\S)", re.IGNORECASE)
_SEPARATORS = re.compile(
    r"\s*(?:[,;|\u00b7\u2022\u2219\u22c5]\s*)+(?:(?:and|AND|und|et|y|with|&)\s+)?|\s(?:and|AND|und|et|y|with|\u2013)\s"
    r"|\s*&\s*|\s{3,}"
)
_GIVEN_TO_FAMILY = rf"[{UPPER}][{UPPER}{LOWER}'\u2019-]+(?:\s[{UPPER}]\.)+\s[{UPPER}][{UPPER}{LOWER}'\u2019-]+"
_WITHOUT_SEPARATOR = re.compile(rf"\b({_GIVEN_TO_FAMILY})\s(?={_GIVEN_TO_FAMILY})")
_MARKS = re.compile(rf"{MARK_OPEN}([^{MARK_CLOSE}]*){MARK_CLOSE}")
_TAIL_MARKS = re.compile(
    r"[\s,]*(?:\d{1,2}(?:\s?,\s?\d{1,2})*|[*\u2020\u2021\u00a7\u00b6\u2016#\u2709\u2217]+"
    r"|(?<=\s)[a-f](?:,[a-f])*)+[\s,*\u2020\u2021\u00a7\u00b6\u2016#\u2217]*$"
)
_NAME_AND_MAIL = re.compile(rf"([^@,;()<>\[]{{4,60}}?)\s*[(<\[]\s*(?:{EMAIL.pattern})\s*[)>\]]")
_NAME_DASH_PLACE = re.compile(r"([^,;@()]{4,60}?)\s[-\u2013\u2014\u2212]\s(.+)")
_NAME_GAP = 0.8  # em
_SMALLER = 0.8  # points, of addresses than of the names above them
_MAX_FRONT = 160  # lines that authors with their addresses may take
_MAX_BYLINE = 20_000  # characters; the longest lists of collaborations
_NAME_WORD = re.compile(
    rf"^(?:[{UPPER}][{UPPER}{LOWER}'\u2019\u02bc`\u00b4\u00a8.\-\u2010\u2011\u2013]*"
    rf"|(?:d|l|O|dell|dall|nell|all)['\u2019][{UPPER}{LOWER}-]+"
    rf"|(?:el|al|as|ad|ar|ash|ul|ur|bin|ben|ibn|abd|de|la|le)-[{UPPER}][{UPPER}{LOWER}'\u2019-]*|['\u2018\u2019]t"
    rf"|[{UPPER}]\.(?:[-\u2010]?[{UPPER}]\.)*"
    r"|van|von|der|den|de|du|da|di|del|della|dela|delle|dei|degli|dal|dalla|dos|das|do|la|le|el|al|bin|ben|ibn|ter|ten"
    r"|te|zu|zur|af|av|y|e|i|san|st\.?|jr\.?|sr\.?|i{2,3}|iv)$"
)


@dataclass(frozen=True, slots=True)
class Byline:
    """Names with the marks printed behind each, the lines they were read from, and what of each line holds names."""

    names: tuple[tuple[str, tuple[str, ...]], ...]
    lines: tuple[Line, ...]
    parts: tuple[str, ...]


def find_byline(lines: Sequence[Line]) -> Byline:
    """The authors in the lines that follow a title, in reading order; empty where there are none.

    The list ends at the first line that holds an address, a heading or no name.
    """
    taken: list[Line] = []
    parts: list[str] = []
    text = ""
    apart = False  # whether blanks alone part the names
    for line in lines[:40]:
        marked = _LABEL.sub("", _next_part(line, taken, parts))
        plain = _MARKS.sub("", ORDINAL.sub("", marked)).strip()
        if not plain or (not taken and _is_small_mark(line)):
            continue
        if not taken and _OVER_NAMES.match(plain):
            continue
        if BYLINE_END.match(plain) or (taken and not _same_look(taken[0], line, text)):
            break
        if taken and marked.startswith(MARK_OPEN) and not _ends_open(text):
            break  # a line that begins with a mark is an affiliation
        if apart and line.bold != taken[0].bold and not is_name(_bare(plain)):
            break  # "Grame" under each of a row of bold names
        if not _reads_as_names(f"{text} {marked}", plain, started=bool(taken)):
            if taken:
                break
            continue
        apart = apart or (bool(taken) and _apart(taken[-1], line))
        broken = _breaks_off(text, marked)
        whole = bool(taken) and is_name(_bare(_MARKS.sub("", _SEPARATORS.split(parts[-1].rstrip(" ,;"))[-1])))
        own_address = bool(taken) and parts[-1] != marked_text(taken[-1])
        parted = apart or own_address or _one_a_line(taken, plain)
        text = text + ("" if broken else "; " if parted and whole else " ") + marked
        taken.append(line)
        parts.append(marked)
    return _with_further_lines(lines, taken, parts, split_names(text), apart) if taken else Byline((), (), ())


def _with_further_lines(
    lines: Sequence[Line],
    taken: Sequence[Line],
    parts: Sequence[str],
    names: list[tuple[str, tuple[str, ...]]],
    apart: bool,
) -> Byline:
    """The byline with the names that follow addresses; names are read line by line where that tells them apart."""
    printed = list(zip(taken, parts, strict=True))
    further = _further_lines(lines, taken)
    for line in further:
        printed.insert(_place_under(line, [before for before, _ in printed]), (line, _name_part(line)))
    whole = [part for _, part in printed]
    own = any(part != marked_text(line) for line, part in zip(taken, parts, strict=True))
    if further or own or (apart and not any(marks for _, marks in names)):
        names = _by_line(whole, names)
    return Byline(tuple(_once(names)), tuple(line for line, _ in printed), tuple(whole))


def _place_under(line: Line, before: Sequence[Line]) -> int:
    """Where a line of names comes among those before it: behind the one that it stands right below, else last."""
    for at, other in enumerate(before, start=1):
        shared = min(line.box.x1, other.box.x1) - max(line.box.x0, other.box.x0)
        if shared > 0 and -0.5 * line.size < line.box.y0 - other.box.y1 < _NAME_GAP * line.size:
            return at
    return len(before)


def _breaks_off(text: str, following: str) -> bool:
    """Whether a line end broke a double name after its hyphen."""
    return bool(re.search(rf"[{LOWER}][-\u2010]$", text) and re.match(rf"[{UPPER}]", following))


def _once(names: Sequence[tuple[str, tuple[str, ...]]]) -> list[tuple[str, tuple[str, ...]]]:
    """Each name once: a note on the authors repeats them."""
    first: dict[str, tuple[str, ...]] = {}
    for name, marks in names:
        first.setdefault(name, marks)
    return list(first.items())


def _next_part(line: Line, taken: Sequence[Line], parts: Sequence[str]) -> str:
    """What of a line holds names; where the first line of the byline goes on with a place, lines like it do so too."""
    part = _name_part(line)
    if part != marked_text(line):
        return part
    if not taken:
        return _names_before_place(part)
    alike = parts[0] != marked_text(taken[0]) and parts[0] == _names_before_place(marked_text(taken[0]))
    cut = _names_before_place(part) if alike and not taken[-1].text.rstrip().endswith(",") else part
    return cut if _INITIAL.match(cut) or not _INITIAL.match(parts[0]) else part


def _names_before_place(marked: str) -> str:
    """The names at the head of "Jane Doe, John Roe, University of ..., City"; all of a text that is none such."""
    start = end = 0
    for stop, following in ((match.start(), match.end()) for match in _SEPARATORS.finditer(marked)):
        if not is_name(_bare(_MARKS.sub("", marked[start:stop]))):
            break
        start, end = following, stop
    return marked[:end] if end and PLACE.search(marked[end:]) and not EMAIL.search(marked) else marked


def _one_a_line(taken: Sequence[Line], plain: str) -> bool:
    """Whether each line so far is one name and nothing else, and so is the next."""
    return bool(taken) and is_name(_bare(plain)) and all(is_name(_bare(line.text.strip())) for line in taken)


def own_mark(line: int) -> str:
    """The mark that leads the names of a byline's line to the address that stands with them."""
    return f"#{line}"


def _by_line(parts: Sequence[str], read: Sequence[tuple[str, tuple[str, ...]]]) -> list[tuple[str, tuple[str, ...]]]:
    """Names with the mark of their line; ``read``: the same read across lines, which wins where it knows more."""
    whole: dict[int, str] = {}
    for at, part in enumerate(parts):
        before = max(whole, default=at)
        if _breaks_off(whole.get(before, ""), part):
            whole[before] += part
        else:
            whole[at] = part
    names = [(name, (*marks, own_mark(at))) for at, part in whole.items() for name, marks in split_names(part)]
    return names if len(names) >= len(read) else list(read)


def _further_lines(lines: Sequence[Line], taken: Sequence[Line]) -> list[Line]:
    """Lines of names in the look of the byline that follow addresses: classes that print each author's own below."""
    start = next(at for at, line in enumerate(lines) if line is taken[-1]) + 1
    found: list[Line] = []
    addressed = bool(PLACE.search(taken[-1].text))
    for line in lines[start : start + _MAX_FRONT]:
        place = PLACE.search(line.text) or EMAIL.search(line.text)
        if not place and (BYLINE_END.match(line.text.strip()) or is_prose(line.text)):
            break
        broken = bool(found) and _breaks_off(found[-1].text, line.text)
        if addressed and _looks_alike(taken[0], line) and (broken or _is_all_names(_name_part(line))):
            found.append(line)
        elif place or line.size < taken[0].size - _SMALLER:
            addressed = True
    return found


def is_prose(text: str) -> bool:
    """Whether a line is part of a sentence: most of its words are in small letters."""
    words = text.split()
    return len(words) > 6 and 2 * sum(word[0].islower() for word in words) > len(words)


def _looks_alike(first: Line, line: Line) -> bool:
    same = abs(first.size - line.size) < 0.3 and first.bold == line.bold and first.italic == line.italic
    return same and main_font(first) == main_font(line)


def _is_all_names(text: str) -> bool:
    parts = [part for part in _SEPARATORS.split(_bare(_MARKS.sub("", text))) if part.strip(" .,*")]
    return bool(parts) and all(is_name(_bare(part)) for part in parts)


def is_byline(lines: Sequence[Line]) -> bool:
    """Whether lines hold names and nothing else, but for a date behind them."""
    first, *rest = (_MARKS.sub("; ", marked_text(line)) for line in lines)
    return _is_all_names(first) and all(_is_all_names(text) or BYLINE_END.match(text) for text in rest)


def _name_part(line: Line) -> str:
    """A line's marked text; the names alone of "JANE DOE, University of ..." in a look of its own, or by an e-mail."""
    marked = marked_text(line)
    if (mailed := _NAME_AND_MAIL.match(marked)) and is_name(_bare(_MARKS.sub("", mailed[1]))):
        return mailed[1]
    if EMAIL.search(marked) and _is_all_names(bare := EMAIL.sub("; ", marked)):
        return bare
    if (dashed := _NAME_DASH_PLACE.match(marked)) and PLACE.search(dashed[2]) and is_name(_bare(dashed[1])):
        return dashed[1]
    name, comma, rest = marked.partition(",")
    capitals = name.isupper()
    set_apart = capitals or (len(line.spans) > 1 and line.spans[0].font != line.spans[-1].font)
    placed = PLACE.search(rest) or (capitals and not rest.isupper() and not _names_in_capitals(rest))
    return name if comma and set_apart and placed and _is_all_names(name) else marked


def _names_in_capitals(text: str) -> bool:
    return any(part.isupper() and is_name(_bare(part)) for part in _SEPARATORS.split(_MARKS.sub("", text)))


def marked_text(line: Line) -> str:
    """A line's text with its superscripts in private-use brackets."""
    parts: list[str] = []
    parted = _parted_names(line)
    for at, span in enumerate(line.spans):
        if at in parted:
            parts.append("; ")
        if span.superscript and span.text.strip():
            parts.append(f"{MARK_OPEN}{span.text.strip()}{MARK_CLOSE}")
        else:
            parts.append(span.text)
    return "".join(parts)


def _parted_names(line: Line) -> list[int]:
    """The spans of a line that begin a name after a wide blank, where blanks part all of its names."""
    wide = [
        at
        for at, (left, right) in enumerate(pairwise(line.spans), start=1)
        if right.box.x0 - left.box.x1 > _NAME_GAP * line.size
    ]
    bounds = [0, *wide, len(line.spans)]
    said = [span.text if not span.superscript or span.text.strip() in ORDINAL_ENDINGS else "" for span in line.spans]
    pieces = ["".join(said[a:b]) for a, b in pairwise(bounds)]
    return wide if wide and all(is_name(_bare(piece)) for piece in pieces) else []


def split_names(text: str) -> list[tuple[str, tuple[str, ...]]]:
    """Names and their marks out of a byline; what is no name is left out."""
    text = without_honorifics(re.sub(r"\s{3,}", "   ", text[:_MAX_BYLINE]))
    text = re.sub(rf"{MARK_CLOSE}[\s,]*{MARK_OPEN}", ",", text)
    text = re.sub(rf"(?<=\b[{UPPER}]\.)(?=[{UPPER}][{LOWER}])", " ", text)
    text = _MARKS.sub(lambda match: f"{MARK_OPEN}{' '.join(_split_marks(match[1]))}{MARK_CLOSE}", text)
    # A mark ends a name even where the comma after it was set as superscript too.
    text = re.sub(rf"({MARK_OPEN}[^{MARK_CLOSE}]*{MARK_CLOSE})\s*(?:,|and\b|&)?", r"\1;", text)
    found = []
    # Centred over addresses, two names may stand a blank apart: no name has initials in two places.
    for part in _SEPARATORS.split(_WITHOUT_SEPARATOR.sub(r"\1; ", f" {text} ")):
        marks = tuple(mark for group in _MARKS.findall(part) for mark in _split_marks(group))
        name = _MARKS.sub("", part).strip()
        tail = _TAIL_MARKS.search(name)
        if tail:
            marks = (*marks, *_split_marks(tail[0]))
            name = name[: tail.start()]
        name = _PREFIX.sub("", name.strip(" ,;.*:")).strip()
        if is_name(name):
            found.append((_title_case(name), marks))
        elif not name and marks and found:
            found[-1] = (found[-1][0], (*found[-1][1], *marks))
    return found


def is_name(text: str) -> bool:
    """Whether a text can be the name of one person."""
    words = text.split()
    if not 2 <= len(words) <= 7 or len(text) > 60 or PLACE.search(text) or _NOT_A_NAME.search(text):
        return False
    if _GROUP.search(text) or len(set(words)) == 1:  # a row of one place under a row of names
        return False
    if not all(_NAME_WORD.match(word) for word in words):
        return False
    return any(len(word.strip(".")) > 1 for word in words)


def _reads_as_names(so_far: str, plain: str, *, started: bool) -> bool:
    """Whether a line is part of a byline: it holds names, or the second half of one."""
    if _INSTITUTE.match(plain) or (PLACE.search(plain) and not re.search(r"[,&]\s|\band\b", plain)):
        return False
    parts = [part for part in _SEPARATORS.split(_bare(plain)) if part.strip(" .,*")]
    named = sum(is_name(_bare(part)) for part in parts)
    if not parts:
        return started
    if named * 2 >= len(parts) and named:
        return not _NOT_A_NAME.search(plain)
    halves = all(_NAME_WORD.match(word) for part in parts for word in _bare(part).split())
    unfinished = bool(
        re.search(
            rf"(?:,|\band|&|;|{MARK_CLOSE}|[\u00b7|])\s*$"
            rf"|\b\w\.\s*$",
            so_far[: -len(plain)].rstrip(),
        )
    )
    return (
        started
        and halves
        and (unfinished or len(split_names(so_far)) > 0)
        and not (PLACE.search(plain) or _GROUP.search(plain))
    )


def _apart(last: Line, line: Line) -> bool:
    """Whether a line stands in the row of the last one, with a blank between that no sentence has."""
    return abs(last.box.y1 - line.box.y1) < 0.3 * line.size and line.box.x0 - last.box.x1 > 0.8 * line.size


def _ends_open(text: str) -> bool:
    """Whether a byline so far ends where a name must follow, or its marks."""
    return bool(re.search(r"(?:,|\band|&|;|[^\W\d_])\s*$", text))


def _bare(text: str) -> str:
    return _PREFIX.sub("", _TAIL_MARKS.sub("", without_honorifics(text).strip(" ,;.:"))).strip(" ,;.:*")


def _is_small_mark(line: Line) -> bool:
    return len(line.text.strip()) <= 3


def _same_look(first: Line, line: Line, so_far: str) -> bool:
    """Whether a line can go on with a byline: in its size, and upright after names in italics only where they go on."""
    slanted = first.spans[0].italic and not line.spans[0].italic
    upright = slanted and not re.search(r"(?:,|;|&|\band)\s*$", so_far)
    return abs(first.size - line.size) < 0.8 and not upright


def _split_marks(text: str) -> list[str]:
    return re.findall(r"\d{1,2}|[a-z](?![a-z])|[*\u2020\u2021\u00a7\u00b6\u2016#\u2709\u2217]", text)


def _title_case(name: str) -> str:
    """ "Given Family" for a name in capitals; other names as printed."""
    name = " ".join(name.split())
    letters = [letter for letter in name if letter.isalpha()]
    long = [word for word in name.split() if len(word.strip(".")) > 3]
    if letters and long and all(letter.isupper() for letter in letters):
        return " ".join(word.title() if len(word.strip(".")) > 2 else word for word in name.split())
    return name
