"""What is printed with a name and is no part of it: degrees, titles, grades of membership, ordinals, icons, marks."""

from __future__ import annotations

import re

from k1.parsing.references.authors import LOWER, UPPER

MARK_OPEN, MARK_CLOSE = "\ue010", "\ue011"
"""Private-use brackets around superscripts, while a line of names is read."""

_DEGREES = re.compile(
    r"(?:,|\s|^)\s*(?:(?P<dotted>M\.D\.|M\.S\.|M\.A\.|D\.D\.S\.|D\.V\.M\.|M\.P\.H\.|R\.N\.)|(?:M\.?D\.?|Ph\.?\s?D\.?"
    r"|D\.?Phil\.?|M\.?Sc\.?|B\.?Sc\.?|M\.?P\.?H\.?|M\.?S\.?|M\.?A\.?"
    r"|D\.?V\.?M\.?|D\.?D\.?S\.?|R\.?N\.?|MBBS|MBChB"
    r"|MBBCh|MRCP|FRCP|FRCS|FACS|FRCPath|DSc|ScD|Pharm\.?D\.?|Dr\.?\s?med\.?|MBA|BA|BS|MEd|MSN|BSN|DrPH|FACP"
    r"|FRCPC|Prof\.?|Dr\.?)"
    rf"(?![{LOWER}\w])\.?)(?=[\s,;{MARK_OPEN}*]|$)"
)
_FAMILY_NAME = re.compile(
    rf"\s+(?:(?:[{UPPER}][{LOWER}]+)+|(?!AND\b|MBA\b|MBBS\b|MPH\b|MRCP\b|F[A-Z]{{3,5}}\b)[{UPPER}]{{3,}})(?![\w.])"
)
_LETTERS = re.compile(r"\s+[A-Z]{2}")  # a degree, or a short family name in capitals
_PARTS = re.compile(rf"[,;|&\u00b7\u2022\u2219\u22c5{MARK_CLOSE}]|\b(?:and|AND|und|et|with)\s")
_ASIDE = re.compile(r"(?<=[\s\ue011])\([^()@\d]{2,40}\)")  # a role, or the name in another script
_GRADES = re.compile(
    r"(?:(?:^|[,;])\s*|(?<=\ue011)\s*|\s\()"
    r"(?:(?:(?:(?:graduate|student|senior|associate|life|founding|professional)\s){0,3}(?:member|fellow)\b,?\s*"
    r"(?:IEEE|ACM|AIAA|ASME|SPIE|OSA|Optica|IET|SIAM|AAAI)\b)"
    r"|(?:IEEE|ACM|AIAA)(?:\s(?:graduate|student|senior|associate|life|founding)){0,3}(?:\s(?:member|fellow))?\b"
    r"|(?<=[,;]\s)(?:(?:graduate|student|senior|associate|life)\s){0,3}(?:member|fellow)(?=\s*(?:[,;]|$)))\)?",
    re.IGNORECASE,
)
ORDINAL = re.compile(rf"(?:(?<=^)|(?<=[\s,;]))\d{{1,2}}\s?{MARK_OPEN}?(?:st|nd|rd|th){MARK_CLOSE}?\s+(?=[{UPPER}])")
"""The place of an author in the list as templates of conferences print it: "1st Jane Doe"; "st" may be raised."""
ORDINAL_ENDINGS = frozenset({"st", "nd", "rd", "th"})
_ICON = re.compile(
    r"[\ue000-\ue00f\ue012-\uf8ff\uf0e0\u2709\u24d8]|(?<=\s)D(?=\s*(?:$|[\d,;\ue010]|and\b|&))|\bORCID\b(?:\s?iD)?"
    r"|\bID\b",
    re.IGNORECASE,
)


def without_honorifics(text: str) -> str:
    """Names without what is printed beside them; the marks that point to addresses stay."""
    text = _ASIDE.sub(" ", _GRADES.sub("", ORDINAL.sub("", _ICON.sub(" ", text))))
    return _without_degrees(_without_degrees(text))  # one blank may part two degrees


def _without_degrees(text: str) -> str:
    """Names without degrees; dotted letters before a family name are initials: "M.A. Khan".

    Two letters behind a single word are a family name: "YI MA".
    """

    def kept(found: re.Match[str]) -> str:
        initials = found["dotted"] and _FAMILY_NAME.match(text, found.end())
        family = _LETTERS.fullmatch(found[0]) and len(_PARTS.split(text[: found.start()])[-1].split()) == 1
        return found[0] if initials or family else " "

    return _DEGREES.sub(kept, text)
