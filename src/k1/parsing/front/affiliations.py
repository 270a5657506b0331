"""The affiliations under a byline, by the marks that lead to them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise, takewhile

from k1.parsing.document.emails import EMAIL
from k1.parsing.front.authors import (
    BYLINE_END,
    Byline,
    is_prose,
    marked_text,
    own_mark,
)
from k1.parsing.front.honorifics import MARK_CLOSE, MARK_OPEN
from k1.parsing.front.places import PLACE
from k1.parsing.page.hyphenation import Vocabulary
from k1.parsing.page.layout import Block, Line
from k1.schema.provenance import Box

_OWN_GAP = 0.8  # em, between names and their address
_SAME_SIZE = 0.3  # points
_PARTED = 0.5  # em, between the boxes of two lines
_MARK = re.compile(
    rf"{MARK_OPEN}\s*(\d{{1,2}}|[a-z]|[*\u2020\u2021\u00a7\u00b6])\s*[,.]?\s*{MARK_CLOSE}"
    r"|(?<!\S)(\d{1,2})[.)]?\s(?=[A-Z])"
)
_SIGN = re.compile(r"\A\s*([\u2020\u2021\u00a7\u00b6])\s?(?=[A-Z])")
_MOST_LINES = 60
_LAST_START = 3  # a list may begin with 2 or 3 where the marks before stand elsewhere
_STREET = re.compile(
    r"\b(?:street|st|road|rd|avenue|ave?|lane|drive|way|boulevard|blvd|square|quay|place|plaza|floor|campus|park"
    r"|rue|via|calle|rua|\w*stra(?:ss|\u00df)e|\w*str|\w*weg|\w*platz)\b",
    re.IGNORECASE,
)
_SIGNS = " ,;.*\u2020\u2021\u00a7\u00b6"
_SAID_OF_AUTHORS = re.compile(
    r"(?:(?:these|the|both|all|first|two|three) )*(?:(?:co|joint)[- ])?(?:authors?|contribut\w+)\b[^,]{0,60}\bequal"
    r"|equal(?:ly)? (?:contribut|first|senior)|deceased\b|(?:joint |shared |co-?)?(?:first|senior|last) authors?\b",
    re.IGNORECASE,
)
_EMAILS = re.compile(rf"\(?(?:e-?mails?\s?:)?\s*{EMAIL.pattern}(?:\s?\([A-Z.\s-]+\))?\)?[;,]?", re.IGNORECASE)
_DETAILS = re.compile(r"\s*authors?['\u2019]?s? (?:details|affiliations)\b[\s:.]*", re.IGNORECASE)
_ELSEWHERE = re.compile(r"\bfull list of author information is available at the end of the article\b\.?", re.IGNORECASE)
_ADDRESS = re.compile(r"\A\s*address(?:es)?:\s+(?=\S)", re.IGNORECASE)  # BioMed Central, until 2011
_MAILED = re.compile(r"\W*e-?mails?\s*:", re.IGNORECASE)
_PARTICLE = re.compile(r"[^\W\d_]{1,4}-\w")
_WORDS = Vocabulary(())
_LONE_MARK = re.compile(r"\d{1,2}|[a-z*\u2020\u2021\u00a7\u00b6]")
_LIST_GOES_ON = re.compile(r"[\s,;]+and\s*\Z")
_END = re.compile(
    r"(?:\bcorrespond(?:ence|ing)\b|\be-?mails?\s*:|\*\s|\btel\b|\bfax\b"
    r"|\breceived\b).*$",
    re.IGNORECASE,
)


# Words of an English sentence; those of Romance addresses in small letters are none.
_SENTENCE_WORD = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|we|our|this|these|that|which|with|from|than|to|not|by|can|may|its)\b"
)


def find_affiliations(lines: Sequence[Line], byline: Byline) -> tuple[dict[str, str], list[Line]]:
    """Affiliations by mark ("1", "a"; "" where none is printed), and the lines they were read from.

    ``lines`` are those that follow the title; affiliations stand right after the byline.
    """
    if not byline.lines:
        return {}, []
    if any(own_mark(at) in marks for at in range(len(byline.lines)) for _, marks in byline.names):
        own, taken = _own_addresses(lines, byline)
        if len(own) == len(byline.lines):
            return own, taken
    start = next((at for at, line in enumerate(lines) if line is byline.lines[-1]), len(lines)) + 1
    taken = []
    for at, line in enumerate(lines[start : start + _MOST_LINES], start=start):
        plain = line.text.strip()
        near = not taken or line.box.y0 - taken[-1].box.y1 < 2 * taken[-1].size
        if near and (_marks_place(line, lines[at : at + 5], bool(taken)) or (taken and _is_marked_by(taken[-1], line))):
            taken.append(line)
            continue
        if _stands_beside(line, taken):
            continue
        if _ends_list(lines[at : at + 3]) or (taken and not _goes_on(taken[-1], line)):
            break
        if _is_running_prose(lines[at : at + 3]) and not any(_MARK.match(marked_text(each)) for each in (*taken, line)):
            break
        named = PLACE.search(plain) or _MARK.match(marked_text(line))
        if taken and not named and line.box.y0 - taken[-1].box.y1 > _PARTED * line.size:
            break  # what stands apart and names no place is no address
        if taken or named:
            taken.append(line)
    if not taken:
        taken = _at_the_foot(lines)
    return _split(_ADDRESS.sub("", _running_text(taken), count=1)), taken


def listed_places(blocks: Sequence[Block]) -> dict[str, str]:
    """The affiliations by mark that a note at the end of a paper lists whole ("Author details")."""
    for at, block in enumerate(blocks):
        heading = _DETAILS.match(block.text)
        if heading is None:
            continue
        # The list goes on in blocks that begin with raised marks; plain numbers may count references.
        further = takewhile(lambda other: marked_text(other.lines[0]).startswith(MARK_OPEN), blocks[at + 1 :])
        text = _running_text([line for other in (block, *further) for line in other.lines])
        begun = _DETAILS.sub("", text, count=1)
        places = _split(begun if _MARK.match(begun) else "")
        return places if "" not in places else {}
    return {}


def address_text(lines: Sequence[Line]) -> str:
    """The lines of one address as a text."""
    return _tidy(_running_text(lines))


def _ends_list(lines: Sequence[Line]) -> bool:
    """Whether the first of some lines is none of a list of addresses; an e-mail is, where the list counts on."""
    plain = lines[0].text.strip()
    if _ADDRESS.match(plain) and PLACE.search(plain):
        return False
    counts_on = any(_MARK.match(marked_text(line)) for line in lines[1:])
    return bool(BYLINE_END.match(plain)) and not (_MAILED.match(plain) and counts_on)


def _running_text(lines: Sequence[Line]) -> str:
    """The marked text of lines; a hyphen at the end of one may belong to the name that goes on ("Clermont-Ferrand")."""
    text = ""
    for after in _with_marks(lines):
        # "Vandoeuvre-" and "les-Nancy"
        text, between = (text, "") if _PARTICLE.match(after) and text.endswith("-") else _WORDS.join(text, after)
        text += between + after
    return text


def _with_marks(lines: Sequence[Line]) -> list[str]:
    """The marked text of lines; signs set as text that begin them are marks where one begins the first."""
    texts = list(map(marked_text, lines))
    signed = bool(texts) and _SIGN.match(texts[0])
    return [_SIGN.sub(rf"{MARK_OPEN}\1{MARK_CLOSE}", text) for text in texts] if signed else texts


def _is_running_prose(lines: Sequence[Line]) -> bool:
    """Whether the first of some lines is part of a sentence: in small letters, with words that no address has."""
    alike = [line for line in lines if abs(line.size - lines[0].size) < _SAME_SIZE]
    return is_prose(lines[0].text) and any(_SENTENCE_WORD.search(line.text) for line in alike)


def _own_addresses(lines: Sequence[Line], byline: Byline) -> tuple[dict[str, str], list[Line]]:
    """The address that stands behind or below each line of names, down to the next names in its column.

    Names right above others in their column share the address below those.
    """
    found: list[tuple[str, list[Line]]] = []
    mailed = True
    for line, part in zip(byline.lines, byline.parts, strict=True):
        text = marked_text(line)[len(part) :] if marked_text(line).startswith(part) else ""
        beneath = [] if text else _lines_beneath(_lowest_stacked(line, byline), lines, byline)
        mailed = mailed and any("@" in below.text for below in beneath)
        found.append((_tidy(_EMAILS.sub(" ", " ".join([text, *(below.text for below in beneath)]))), beneath))
    named = mailed or any(PLACE.search(place) for place, _ in found)
    named = named and _are_side_by_side([beneath for _, beneath in found])
    own = {own_mark(at): each for at, each in enumerate(found) if each[0] and (named or PLACE.search(each[0]))}
    return {mark: place for mark, (place, _) in own.items()}, [line for _, beneath in own.values() for line in beneath]


def _lowest_stacked(names: Line, byline: Byline) -> Line:
    """The last of the lines of names that stand right below each other in the column of the first."""
    for line in sorted(byline.lines, key=lambda line: line.box.y1):
        shared = min(line.box.x1, names.box.x1) - max(line.box.x0, names.box.x0)
        if line.box.y1 > names.box.y1 + 1 and shared > 0 and line.box.y0 - names.box.y1 <= _OWN_GAP * line.size:
            names = line
    return names


def _are_side_by_side(addresses: Sequence[Sequence[Line]]) -> bool:
    """Whether half of several addresses or more begin on the base line of another, each in a column of its own.

    Where one of them is a place, all are.
    """
    rows: dict[float, dict[float, Box]] = {}
    firsts = {id(lines[0]): lines[0].box for lines in addresses if lines}
    for box in sorted(firsts.values(), key=lambda box: box.y1):
        level = next((y for y in rows if abs(y - box.y1) < _SAME_SIZE), box.y1)
        rows.setdefault(level, {})[box.x0] = box
    in_rows = [[row[x] for x in sorted(row)] for row in rows.values() if len(row) > 1]
    apart = all(left.x1 < right.x0 for row in in_rows for left, right in pairwise(row))
    return all(addresses) and apart and 2 * sum(map(len, in_rows)) >= len(firsts) > 1


def _lines_beneath(names: Line, lines: Sequence[Line], byline: Byline) -> list[Line]:
    """The lines under a line of names that share its column, without a gap, before other names."""
    found: list[Line] = []
    edge = names.box.y1
    for line in sorted(lines, key=lambda line: line.box.y1):
        shared = min(line.box.x1, names.box.x1) - max(line.box.x0, names.box.x0)
        if line.box.y1 <= names.box.y1 + 1 or shared <= 0:
            continue
        apart = line.box.y0 - edge > _OWN_GAP * line.size
        if apart or any(line is other for other in byline.lines) or BYLINE_END.match(line.text.strip()):
            break
        found.append(line)
        edge = line.box.y1
    return found


def _at_the_foot(lines: Sequence[Line]) -> list[Line]:
    """Affiliations that stand as notes elsewhere on the page: small lines that begin with a mark and hold a place."""
    taken: list[Line] = []
    ended = False  # by a note: what stands below goes on with it
    for line in lines:
        if taken and _is_marked_by(taken[-1], line):
            taken.append(line)
            continue
        begins = PLACE.search(line.text) if _MARK.match(marked_text(line)) else _marks_place(line, lines, bool(taken))
        below = taken and _goes_on(taken[-1], line) and abs(line.box.x0 - taken[-1].box.x0) < 30
        ended = not begins and (ended or bool(below and BYLINE_END.match(line.text.strip())))
        if begins or (below and not ended):
            taken.append(line)
    return taken[:60]


def _marks_place(mark: Line, lines: Sequence[Line], listed: bool) -> bool:
    """Whether a line is a mark that stands apart before a line that holds a place, or goes on with a list of them."""
    if not _LONE_MARK.fullmatch(mark.text.strip()):
        return False
    return any(_is_marked_by(mark, line) and (listed or PLACE.search(line.text)) for line in lines)


def _is_marked_by(mark: Line, line: Line) -> bool:
    """Whether a line stands right behind a mark of its own."""
    behind = 0 <= line.box.x0 - mark.box.x1 < 2 * line.size and abs(line.box.y1 - mark.box.y1) < line.size
    return behind and bool(_LONE_MARK.fullmatch(mark.text.strip()))


def _stands_beside(line: Line, taken: Sequence[Line]) -> bool:
    """Whether a line stands in another column than the addresses before it, and is none: an abstract, a heading."""
    if not taken or line.box.x0 <= max(other.box.x1 for other in taken):
        return False
    plain = line.text.strip()
    named = PLACE.search(plain) or _MARK.match(marked_text(line))
    return bool(BYLINE_END.match(plain)) or is_prose(plain) or not named


def _goes_on(last: Line, line: Line) -> bool:
    return abs(line.size - last.size) < 0.8 and line.box.y0 - last.box.y1 < 2 * line.size


def _split(text: str) -> dict[str, str]:
    """Places by the mark before each."""
    text = _EMAILS.sub(" ", text)
    marks = _counted(text)
    if not marks:
        place = _tidy(text)
        return {"": place} if PLACE.search(place) else {}
    places: dict[str, str] = {}
    for mark, following in zip(marks, [*marks[1:], None], strict=True):
        place = _tidy(text[mark.end() : following.start() if following else len(text)])
        if len(place) > 4 and not _SAID_OF_AUTHORS.match(place):
            places.setdefault(mark[1] or mark[2], place)
    return places


def _counted(text: str) -> list[re.Match[str]]:
    """The marks in a text: raised ones, and plain numbers that count up, as numbers of streets do not."""
    marks = list(_MARK.finditer(text))
    raised = {mark[1] for mark in marks if mark[1]}
    counted: list[re.Match[str]] = []
    last = 0
    for mark in marks:
        begins = bool(counted) or not text[: mark.start()].strip() or text[: mark.start()].rstrip()[-1] in ";.:"
        if mark[1]:
            last = int(mark[1]) if mark[1].isdigit() else last
        elif not begins or mark[2] in raised or _is_street(text, mark):
            continue
        elif int(mark[2]) == last + 1 or (not counted and _starts(text, mark, marks)):
            last = int(mark[2])
        else:
            continue
        counted.append(mark)
    return counted


def _starts(text: str, mark: re.Match[str], marks: Sequence[re.Match[str]]) -> bool:
    """Whether a list begins with a number above 1: it leads to a place, and opens the text or is counted on from."""
    number = int(mark[2])
    if not 1 < number <= _LAST_START or not _leads_to_place(text, mark):
        return False
    following = (other for other in marks if other[2] and other.start() > mark.start() and int(other[2]) == number + 1)
    return not text[: mark.start()].strip() or any(_leads_to_place(text, other) for other in following)


def _leads_to_place(text: str, mark: re.Match[str]) -> bool:
    name = _named(text, mark)
    return bool(PLACE.search(name)) and not _STREET.search(name)


def _is_street(text: str, mark: re.Match[str]) -> bool:
    """Whether what a number leads to ends as the name of a street ("2 Shore Road,") and holds no other place."""
    words = _named(text, mark).rstrip(" .").split()
    return bool(words and _STREET.fullmatch(words[-1])) and not PLACE.search(" ".join(words[:-1]))


def _named(text: str, mark: re.Match[str]) -> str:
    return re.split(r"[,;]", text[mark.end() : mark.end() + 200], maxsplit=1)[0]


def _tidy(text: str) -> str:
    text = re.sub(f"[{MARK_OPEN}{MARK_CLOSE}]", "", text)
    text = " ".join(_END.sub("", _ELSEWHERE.sub("", text)).split()).strip(_SIGNS)
    return _LIST_GOES_ON.sub("", text)
