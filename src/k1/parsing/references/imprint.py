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
_NUMBERED = r"\s\((?:[Vv]ersion|[Rr]elease|[Vv]ol\.|pp?\.|v)\s?v?\d[^()]{0,40}\)"
_NOTES = re.compile(rf"(?!^)(?:{_EDITION.pattern}|{_NUMBERED}|\s\[(?:{_KIND})\]){{1,3}}$")
# What a house is called, or a word for it, which in a list of things is no house: "Media, Press and Democracy".
_PUBLISHER = re.compile(
    r"\b(?:Addison[- ]Wesley|Prentice[- ]Hall|North[- ]Holland|Chapman (?:&|and) Hall|Morgan Kaufmann|Kluwer"
    r"|Birkh\u00e4user|Pergamon|Plenum|Marcel Dekker|Blackwell|Butterworths?|Houghton Mifflin|O[\u2019']Reilly"
    r"|Macmillan|World Scientific|Routledge|McGraw|W\.? ?H\.? Freeman|D\.? Reidel|Springer|Wiley|Elsevier|Dover"
    r"|(?:Press(?:es)?|Publish\w*|Publications|Verlag|Univ(?:\.|ersit(?!ies)\w*)|Sons|Inc|Ltd|[Tt]hesis|[Dd]issertation"
    r"|[Rr]eport)(?!\w|.{0,80}\sand\b))"
)
_COMMA = re.compile(r",\s(?!and\b)|\([^()]*\)|\[[^\[\]]*\]")  # those in brackets part nothing
# "Against Method, Verso, London, 1993"
_PUBLISHER_AND_PLACE = re.compile(rf"(?:,\s[{UPPER}][\w.-]*(?:[\s-][{UPPER}&][\w.-]*){{0,2}}){{2}}(?=,\s{YEAR}\W*$)")


def find_imprint(text: str) -> re.Match[str] | None:
    """The bracket at the end of an entry that names publisher and year, or place and publisher."""
    opened = text.rfind("(")
    return _IN_BRACKETS.search(text, max(0, opened - 1)) if opened >= 0 else None


def imprint_start(text: str) -> int | None:
    """Where edition, publisher, thesis or year begin in a text that commas part: "Title, Shoal Press, 2004"."""
    commas = [match.start() for match in _COMMA.finditer(text) if match[0].startswith(",")]
    ends = [*commas[1:], len(text)][: len(commas)]
    for start, end in zip(commas, ends, strict=True):
        part = text[start + 2 : end].partition("(")[0]
        if re.fullmatch(YEAR, part) or _EDITION.match(text, start) or (part[:1].isupper() and _PUBLISHER.search(part)):
            return start
    bare = _PUBLISHER_AND_PLACE.search(text)
    return bare.start() if bare else None


def without_notes(title: str) -> str:
    """A title without edition, version, pages and kind of work at its end: "Tanks (3rd ed.) [Data set]" is "Tanks"."""
    return _NOTES.sub("", title)
