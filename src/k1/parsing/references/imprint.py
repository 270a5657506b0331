"""The imprint of a book, thesis or report: publisher, place and year, and where it begins."""

from __future__ import annotations

import re

from k1.parsing.references.authors import UPPER
from k1.parsing.references.journal import YEAR

_PART = r"(?:pp?|[Cc]h(?:ap(?:ter)?s?)?|[Vv]ol(?:ume)?|[Ss]ec(?:t(?:ion)?)?)\b"
_EDITION = re.compile(
    r"[,.;]?\s\(?(?:\d{1,2}(?:st|nd|rd|th)|[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth|[Ff]ifth|[Ss]ixth|[Rr]ev(?:ised|\.)?)"
    r"\s[Ee]d(?:n|ition)?\b\.?\)?"
)
# "(Academic Press, New York, 1976), p. 446", "(Cambridge: Cambridge University Press)": what follows is a part at most.
_IN_BRACKETS = re.compile(
    rf"\s?\((?P<imprint>[^\W\d_][^()]{{2,150}},\s{YEAR}|[^\W\d_][^():]{{1,60}}:\s[^\W\d_][^()]{{2,100}})\)"
    rf"(?=(?:{_EDITION.pattern})?[,.;]?\s?(?:{_PART}[^()]{{0,40}})?[.\s]*$)"
)
_KIND = (
    r"(?:[Cc]omputer )?(?:[Ss]oftware|program)|[Dd]ata ?set|[Pp]reprint"
    r"|[^\[\]]{0,30}(?:[Tt]hesis|[Dd]issertation)[^\[\]]{0,120}"
)
_NOTE = re.compile(
    rf"{_EDITION.pattern}|\s\((?:[Vv]ersion|[Rr]elease|[Vv]ol\.|pp?\.|v)\s?v?\d[^()]{{0,40}}\)|\s\[(?:{_KIND})\]"
)
_MAX_NOTES = 3
_HOUSES = (
    r"Addison[- ]Wesley|Prentice[- ]Hall|North[- ]Holland|Academic Press|Chapman (?:&|and) Hall|Morgan Kaufmann|Kluwer"
    r"|Birkh\u00e4user|Pergamon|Plenum|Marcel Dekker|Blackwell|Butterworth|Houghton Mifflin|O[\u2019']Reilly|CRC Press"
    r"|Macmillan|World Scientific|Routledge|McGraw[- ]Hill|W\.? ?H\.? Freeman|D\.? Reidel|Springer"
    r"|(?:John )?Wiley|Dover"
)
_HOUSE_NEXT = re.compile(rf",\s(?=(?:{_HOUSES})\b)")
_PUBLISHER = re.compile(
    rf"\b(?:{_HOUSES}|Press|Publish\w*|Publications|Verlag|Wiley|Springer|Elsevier|McGraw|Univ(?:\.|ersit\w*)|Sons|Inc\b|Ltd\b"
    r"|[Tt]hesis|[Dd]issertation|[Rr]eport)"
)

# "Against Method, Verso, London, 1993"
_PUBLISHER_AND_PLACE = re.compile(rf"(?:,\s[{UPPER}][\w.-]*(?:[\s-][{UPPER}&][\w.-]*){{0,2}}){{2}}(?=,\s{YEAR}\W*$)")


def find_imprint(text: str) -> re.Match[str] | None:
    """The bracket at the end of an entry that names publisher and year, or place and publisher."""
    opened = text.rfind("(")
    return _IN_BRACKETS.search(text, max(0, opened - 1)) if opened >= 0 else None


def imprint_start(text: str) -> int | None:
    """Where edition, publisher, thesis or year begin in a text that commas part: "Title, Shoal Press, 2004"."""
    commas = [match.start() for match in re.finditer(r",\s", text)]
    ends = [*commas[1:], len(text)][: len(commas)]
    for start, end in zip(commas, ends, strict=True):
        part = text[start + 2 : end]
        if re.fullmatch(YEAR, part) or _EDITION.match(text, start) or (part[:1].isupper() and _PUBLISHER.search(part)):
            return start
    bare = _PUBLISHER_AND_PLACE.search(text)
    return bare.start() if bare else None


def house_start(text: str) -> int | None:
    """Where a publisher of books begins behind a title: "Tanks and Shoals, Chapman & Hall, London"."""
    found = _HOUSE_NEXT.search(text)
    return found.start() if found else None


def without_notes(title: str) -> str:
    """A title without edition, version, pages and kind of work at its end: "Tanks (3rd ed.) [Data set]" is "Tanks"."""
    for _ in range(_MAX_NOTES):
        note = next((note for note in _NOTE.finditer(title) if note.end() == len(title)), None)
        if note is None or note.start() == 0:
            break
        title = title[: note.start()]
    return title
