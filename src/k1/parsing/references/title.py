"""The title of a bibliography entry, given what follows its authors and year.

Quotes bind most, then the bracket with the publisher of a book; else a comma after the authors says that commas
separate; else the title ends at a full stop, or where the journal begins if blanks alone part volume and page. A title
may hold quotes and full stops itself: after abbreviations and numerals, inside brackets, and before a subtitle.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from k1.parsing.references.authors import LOWER, UPPER
from k1.parsing.references.imprint import find_imprint, imprint_start, without_notes
from k1.parsing.references.journal import SMALL_WORDS, YEAR, is_abbreviated, journal_start
from k1.parsing.references.venue import find_numbers

_QUOTED = re.compile(
    r"[\u201c\u201f\"\u00ab](?P<double>[^\u201c\u201d\u201f\"\u00bb]{6,500})[\u201d\"\u00bb\u201c]"
    r"|\u2018(?P<single>[^\u2018]{10,400}?)\u2019(?=[\s,.;])|``(?P<tex>.{6,400}?)''"
)
_STOP = re.compile(
    rf"[.?!][\u201d\"\u2019')\]]?\s+(?=[\"\u201c(\[\d{UPPER}\u2018\u00bf]|[{LOWER}][{UPPER}]|vol\b|pp\b|in:|https?:|arXiv)"
)
_ABBREVIATED = re.compile(
    rf"(?:^|[\s(.])(?:vs|spp?|pp?|eds?|rev|var|subsp|cv|Dr|Prof|Mrs?|St|i\.e|e\.g|cf|ca|approx|[Nn]o|[Vv]ol|[{UPPER}])$"
)
_ROMAN = re.compile(r"[IVX]{1,5}(?::.*)?")
_CONTAINER = re.compile(
    r"(?:in\b|journal|proc(?:eedings|\.)|annals|transactions|bulletin|archives?|acta|revista|review|advances in"
    r"|international|available|retrieved|version|technical report|arxiv|pp?\b|vol\b|university|springer|press\b)",
    re.IGNORECASE,
)
_UNTITLED = re.compile(rf"in:?\s(?=[{UPPER}])")  # APS, Nature: a chapter that is named by its book alone
_IN_BOOK = re.compile(rf"[,.]\s[Ii]n:?\s(?=[{UPPER}\u201c\"])")
_AUTHORITY = re.compile(rf"\([{UPPER}][{LOWER}]*\.\)$")  # "Ocotea quixos (Lam.) Kosterm."
_FAMILY_OF = re.compile(rf"\([^()\s]+\)(?:\s[{LOWER}]|\.)")  # "Kosterm. (Lauraceae) calices"
_SOFTWARE = re.compile(r"R package\b|[Vv]ersion \d")
# "Title, Q. J. Roy. Meteor. Soc., 146" (Copernicus)
_COMMAS_AROUND = re.compile(rf"(?:[{UPPER}]|[{UPPER}][{LOWER}]+)\.\s[^,]*\.,\s?")
_BARE_PAGES = re.compile(r",?\s(?=\d{1,6}[-\u2013]\d{1,6}$)")
_PLACE = re.compile(rf"\s\([{UPPER}][^()]{{1,30}}\)")  # "Nature (London)"
_MEETING = re.compile(rf"\s\((?=[{UPPER}][^()]{{1,60}}{YEAR}\)\W*$)")  # "Spotting keywords (Interspeech 2015)"
_GOES_ON = re.compile(rf"\s(?!in:?\s)[{LOWER}]")
TIDY = ' .,:;-\u2013\u2014([\u201c\u201d"\u2018\u2019'
"""What may be left around a title when its entry is cut into parts."""


def split_title(body: str) -> tuple[str, str]:
    """Title and what follows it; an empty title where the style prints none."""
    quoted = _QUOTED.search(body, 0, 520)
    if quoted and _is_title(body, quoted):
        return (quoted["double"] or quoted["single"] or quoted["tex"]).strip(TIDY), body[quoted.end() :]
    if " // " in body[:500]:  # GOST: "Title // Journal. 1954. T. 98"
        title, _, rest = body.partition(" // ")
        return title.strip(TIDY), rest
    split = _split_at_comma if body.startswith(",") else _split_at_stop
    body = body.lstrip(TIDY + ")")
    if _UNTITLED.match(body):
        return "", _without_imprint(body)
    title, rest = _split_at_imprint(body) or split(body)
    return without_notes(title), rest


def _is_title(body: str, quoted: re.Match[str]) -> bool:
    """Whether quotes stand around the title, and not around a word of it: 'Computer "experiments" on fluids'."""
    last = body[quoted.end() - 2]
    if last not in ",." and _GOES_ON.match(body, quoted.end()):
        return False
    closed = last in ",.?!" or body[quoted.end() : quoted.end() + 1] in {"", ",", ".", ";", ":", "("}
    return quoted.start() <= 4 or (closed and len(body[: quoted.start()].split()) <= 3)


def _without_imprint(body: str) -> str:
    """A book and its part without the publisher between them."""
    found = find_imprint(body)
    return _BARE_PAGES.sub(", ", body[: found.start()].rstrip()) + body[found.end() :] if found else body


def _split_at_imprint(body: str) -> tuple[str, str] | None:
    """Title and publisher of a book that prints the latter in brackets; of a chapter the title and the book."""
    found = find_imprint(body)
    if found is None:
        return None
    before = body[: found.start()].rstrip()
    if chapter := _IN_BOOK.search(before):
        return before[: chapter.start()].strip(TIDY), _without_imprint(body[chapter.end() :])
    if find_numbers(before).start < len(before) or next(_stops(before), None):
        return None
    after = body[found.end() :]
    return before.strip(TIDY), f"{found['imprint']}, {after[find_numbers(after).start :]}"


def _split_at_stop(body: str) -> tuple[str, str]:
    """Title up to a full stop that ends it (Vancouver, APA, Nature, Chicago)."""
    numbers = find_numbers(body)
    if not numbers.marked:
        return _split_at_journal(body, numbers.start)
    # Without volume and pages, what looks like a journal is a short title, unless it says that it contains.
    if _is_venue(body[: numbers.start]) and (numbers.start < len(body) or _CONTAINER.match(body)):
        return "", body
    if stops := list(_stops(body, numbers.start)):
        return _split_at_first_stop(body, stops, numbers.start)
    if "; " in body:  # ACS and MDPI books: "Title; Publisher: City, year"
        title, _, rest = body.partition("; ")
        return title.strip(TIDY), rest
    if numbers.start < len(body):
        return _split_at_comma(body)
    cut = imprint_start(body)
    title = body[:cut] if cut else re.sub(rf"[\s.,;]*{YEAR}\W*$", "", body)
    return _split_at_meeting(body) or (title.strip(TIDY), body[cut:] if cut else "")


def _split_at_meeting(body: str) -> tuple[str, str] | None:
    """Title and the meeting that stands behind it in brackets with its year."""
    found = _MEETING.search(body)
    return (body[: found.start()].strip(TIDY), body[found.end() :]) if found else None


def _split_at_first_stop(body: str, stops: list[re.Match[str]], numbers_at: int) -> tuple[str, str]:
    """Title up to the stop that ends it, or to the comma before it where the stop is the journal's."""
    end = _last_stop(body, stops, numbers_at)
    cut = body.rfind(", ", 0, end.start())
    behind = body[cut + 2 : numbers_at]
    if cut > 0 and _COMMAS_AROUND.fullmatch(behind) and _is_venue(behind):
        return body[:cut].strip(TIDY), body[cut + 2 :]
    keeps = body[end.start()] in "?!"
    return body[: end.start() + keeps].strip(" .,;:"), body[end.end() :]


def _split_at_journal(body: str, numbers_at: int) -> tuple[str, str]:
    """Title and what follows it of a style that sets no mark between them (Institute of Physics)."""
    start = journal_start(body[:numbers_at].rstrip())
    keeps = body[:start].rstrip().endswith(("?", "!"))
    return (body[:start].strip() if keeps else body[:start].strip(TIDY)), body[start:]


def _stops(body: str, numbers_at: int | None = None) -> Iterator[re.Match[str]]:
    """The full stops that can end a title before the numbers."""
    end = len(body) if numbers_at is None else numbers_at
    return (stop for stop in _STOP.finditer(body) if _ends_sentence(body, stop, end))


def _ends_sentence(body: str, stop: re.Match[str], numbers_at: int) -> bool:
    """Whether a full stop can end the title: after no abbreviation and inside no bracket."""
    at = stop.start()
    if _AUTHORITY.search(body, max(0, at - 20), at + 2) or _FAMILY_OF.match(body, stop.end()):
        return False
    if _SOFTWARE.match(body, stop.end()):
        return True
    if body.count("(", 0, at) > body.count(")", 0, at) or body.count("[", 0, at) > body.count("]", 0, at):
        return body.startswith((".)", ".]"), at)
    if body[at] != "." or not _ABBREVIATED.search(body, max(0, at - 12), at):
        return True
    # "immunoglobulin G. Vaccine 21": a capital ends the title where only a journal is left.
    left = body[stop.end() : numbers_at]
    single: bool = at > 1 and body[at - 1].isupper() and body[at - 2] == " "
    return bool(single and numbers_at > stop.end() and len(left.split()) <= 3 and _is_venue(left))


def _last_stop(body: str, stops: list[re.Match[str]], numbers_at: int) -> re.Match[str]:
    """The stop that ends the title: the first, unless numerals or a subtitle follow it and a venue follows those."""
    end = stops[0]
    for following in stops[1:]:
        segment = body[end.end() : following.start()]
        left = body[following.end() : numbers_at].strip(TIDY)
        if not left or following.start() > numbers_at or not _goes_on(segment, question=body[end.start()] in "?!"):
            break
        end = following
    return end


def _goes_on(segment: str, *, question: bool) -> bool:
    """Whether a sentence after a title belongs to it: a numeral, or prose that names no container."""
    if _ROMAN.fullmatch(segment):
        return True
    words = [word for word in re.findall(r"[^\W\d_]{2,}", segment) if word.casefold() not in SMALL_WORDS]
    if len(words) < 3 or _CONTAINER.match(segment.strip()) or _is_venue(segment):
        return False
    lower = sum(word[0].islower() for word in words)
    return bool(lower * (3 if question else 2) > len(words))


def _split_at_comma(body: str) -> tuple[str, str]:
    """Title and venue of a style that sets commas between them: the venue is what stands right before the numbers."""
    numbers_at = find_numbers(body).start
    before = body[:numbers_at].rstrip(" ,(")
    if _is_venue(before):
        return "", body
    if numbers_at == len(body):
        return _split_without_numbers(before, body)
    cut = before.rfind(", ")
    # Science sets a comma behind the authors alone, and a full stop between title and journal.
    ends = () if _is_venue(before[cut + 2 :]) else _stops(before)
    if stop := next((stop for stop in ends if _is_venue(before[stop.end() :])), None):
        return before[: stop.start()].strip(TIDY), body[stop.end() :]
    if cut > 0:
        return before[:cut].strip(TIDY), body[cut + 2 :]
    if body[numbers_at].isdigit() and _in_title_case(before):
        return "", body  # "2007, Computing in Science & Engineering, 9, 90": a journal always stands before the numbers
    return before.strip(TIDY), body[numbers_at:]


def _split_without_numbers(before: str, body: str) -> tuple[str, str]:
    """Title and what follows it where neither volume nor pages are printed: at a full stop, an imprint, a comma."""
    if stop := next(_stops(before), None):
        return before[: stop.start()].strip(TIDY), body[stop.end() :]
    if split := _split_at_meeting(body):
        return split
    cut = imprint_start(before) or max(0, before.rfind(", "))
    if cut:
        return before[:cut].strip(TIDY), body[cut:]
    return re.sub(rf"[\s.,;]*\(?{YEAR}\)?\W*$", "", before).strip(TIDY), ""


def _in_title_case(text: str) -> bool:
    names = [word for word in text.split() if word.casefold() not in SMALL_WORDS]
    return 1 < len(names) <= 8 and all(word[0].isupper() for word in names)


def _is_venue(text: str) -> bool:
    """Whether all of a text before the numbers is the name of a journal, so that the style prints no titles."""
    words = _PLACE.sub("", re.sub(rf"[\s,.;(]*\(?{YEAR}\)?[\s,;:.)]*$", "", text)).replace(",", " ").split()
    if not words or len(words) > 8:
        return False
    names = [word for word in words if word.casefold() not in SMALL_WORDS]
    capital = all(word.lstrip("(")[:1].isupper() for word in names)
    abbreviated = sum(is_abbreviated(word) for word in names)
    return capital and (abbreviated * 2 >= len(names) or len(names) == 1)
