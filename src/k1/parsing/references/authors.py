"""The author list at the head of a bibliography entry, in the orders that styles print it.

Five forms of a name, each with the separators that go with it: "Family, I. J." (APA, ACS, Nature), "Family IJ"
(Vancouver), "I. J. Family" (IEEE), "Given Family" (LaTeX plain, ACM), "Family, Given" (Chicago, MLA). The list is
read name by name from the left, so the time is linear in its length; the form that reads furthest wins.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from k1.parsing.references.journal import begins_journal

_ALPHABETS = (range(0x41, 0x250), range(0x370, 0x530), range(0x1E00, 0x1F00))  # Latin, Greek and Cyrillic
_LETTERS = [chr(code) for codes in _ALPHABETS for code in codes]
UPPER = "".join(filter(str.isupper, _LETTERS))
LOWER = "".join(filter(str.islower, _LETTERS))
"""The letters of one case, for a character class."""

_APOSTROPHE = "'\u2019\u02bc`\u00b4"
_HYPHEN = "\\-\u2010\u2011\u2013"
_PARTICLE = (
    r"(?:[Vv][ao]n|v\.|[Dd]e[lnrs]?|[Dd]ella|[Dd]i|[Dd]a|[Dd][ao]s|[Dd]u|[Ll][aeo]s?|[Ee]l|[Aa]l|[Bb][ie]n|[Tt]er?|[Tt]en"
    r"|zu[rm]?|in|op|['\u2019\u2018]t|[Ss]t\.?|d['\u2019]|[Aa]bu|[Ii]bn|[Aa]bd|[Mm]ac)"
)
_WORD = rf"(?:[dlDLO][{_APOSTROPHE}])?[{UPPER}][{UPPER}{LOWER}]*(?:[{_APOSTROPHE}{_HYPHEN}][{UPPER}{LOWER}]+)*"
_LONG_WORD = rf"(?:[dlDLO][{_APOSTROPHE}])?[{UPPER}][{UPPER}{LOWER}{_APOSTROPHE}{_HYPHEN}]+"
_RANK = r"(?:Jr|Sr|II|III|IV|2nd|3rd)\b"
_SUFFIX = rf"(?:,?[ ]{_RANK}\.?)?"
_FAMILY = rf"(?:{_PARTICLE}[ ]?){{0,3}}{_LONG_WORD}(?:[ ](?!{_RANK})(?:{_PARTICLE}[ ]){{0,2}}{_LONG_WORD}){{0,2}}"
# "Jones, K. J. Am. Chem. Soc.": the J. before another abbreviation is the journal's.
_ABBREVIATION = (
    r"(?:Am|Chem|Phys|Biol|Med|Appl|Clin|Exp|Mol|Org|Mater|Comput|Comp|Math|Agric|Food|Nat|Pharm\w*|Inorg|Electrochem"
    r"|Geophys|Fluid|Opt|Soc|Neuro\w*|Immunol|Virol|Bacteriol|Nutr|Environ|Hazard|Colloid|Catal|Membr|Polym|Anal"
    r"|Chromatogr|Struct|Theor|Stat|Quant|Acoust|Astron|Hydrol|Ecol|Zool|Vet|Anim|Surg|Res|Sci|Eng|Technol|Bot|Genet"
    r"|Psychol|Econ|Soil|Radiat|Nucl|Therm|Vac|Eur|Int|Acad|Proc|Lett|Rev|Mech|Eval|Clim|Mar|Evol)"
)
# "Suzuki, A. Acc. Chem. Res. 1982, 15": so are three letters with a full stop before another abbreviation and numbers.
_SHORT_TITLE = rf"[{UPPER}][{LOWER}]{{2}}\.[ ](?:[{UPPER}][{LOWER}]{{1,12}}\.?[ ]){{1,5}}\d"
_JOURNAL = rf"(?:(?:J\.[ ]?)?{_ABBREVIATION}\.|{_SHORT_TITLE})"
_NEXT_INITIAL = rf"(?:[{_HYPHEN}][{LOWER}]|[{_HYPHEN}]?[ ]?[{UPPER}][{LOWER}]?)\."  # "S.-i.", "J.-P.", "J. P."
# "Smith J. E. coli O157", "Park J. U.S. trends": letters before a word without a capital are the title's, though not
# before particles ("J. M. van der Berg"), nor before what goes on or ends a list.
_TITLE_LETTERS = (
    rf"[ ](?:[{UPPER}]\.){{1,3}}[ ](?!(?:{_PARTICLE}|of|and|und|et|y|e|eds?|with|on|for)\b)[{LOWER}]{{3,}}[ ]"
)
_DOTTED = (
    rf"[{UPPER}][{LOWER}]{{0,2}}\.(?:(?![ ]?{_JOURNAL}|{_TITLE_LETTERS})[ ]?{_NEXT_INITIAL}){{0,4}}"
    rf"(?:[{UPPER}](?=[,;]))?"
)
_TAIL_PARTICLE = r"(?:[ ](?:[Vv]an|[Vv]on|der|den|[Dd]e|[Dd]u|[Dd]a|dos|[Dd]i|[Dd]el|la|ter|ten|zu|of)\b){0,3}"
_NO_LETTER = rf"(?![{UPPER}{LOWER}{_APOSTROPHE}])"
_BARE = (
    rf"(?:[{UPPER}](?:[ {_HYPHEN}][{UPPER}]{_NO_LETTER}){{1,4}}"  # "Peres N M R" (Institute of Physics)
    rf"|[{UPPER}]{{1,4}}(?:[{_HYPHEN}][{UPPER}]{{1,2}})?{_NO_LETTER})"
)

_FAMILY_INITIALS = re.compile(rf"{_FAMILY}{_SUFFIX},[ ]?(?:{_DOTTED}|{_BARE}){_TAIL_PARTICLE}{_SUFFIX}")
# "Serra E dos S", "Lima PA Di": parts of the family name behind the initials.
_PARTED = rf"(?:[ ](?:d[eao]s?|del|de[ ]l[ao]s)[ ][{UPPER}]{{1,2}}(?![{UPPER}{LOWER}]))?"
_FAMILY_BARE = re.compile(rf"{_FAMILY}[ ](?:{_DOTTED}|{_BARE}{_PARTED}){_TAIL_PARTICLE}{_SUFFIX}")
_INITIALS_FAMILY = re.compile(rf"{_DOTTED}[ ]?(?:[{UPPER}][{LOWER}]+[ ](?![JS]r\.){_DOTTED}[ ]?)?{_FAMILY}{_SUFFIX}")
_BARE_FAMILY = re.compile(rf"[{UPPER}](?:\.?[ ]?[{UPPER}]|[{_HYPHEN}][{UPPER}]){{0,2}}[ ]{_FAMILY}{_SUFFIX}")
_GIVEN_FAMILY = re.compile(
    rf"(?!{_PARTICLE}[ ]{_LONG_WORD},[ ][{UPPER}]\.)"  # "De Jong, S."
    rf"{_LONG_WORD}(?:[ ](?:(?:[{UPPER}]\.){{1,3}}|{_PARTICLE}|{_WORD})){{0,3}}[ ]{_LONG_WORD}{_SUFFIX}"
)
_FAMILY_GIVEN = re.compile(
    rf"(?:{_PARTICLE}[ ]){{0,3}}{_LONG_WORD},[ ](?![{UPPER}]\.){_WORD}(?:[ ]{_LONG_WORD}){{0,2}}"
    rf"(?:[ ][{UPPER}]\.){{0,3}}{_TAIL_PARTICLE}(?![{LOWER}])"
)

_FORMS: tuple[tuple[re.Pattern[str], ...], ...] = (
    (_FAMILY_INITIALS, _FAMILY_BARE, _INITIALS_FAMILY),
    (_FAMILY_BARE, _FAMILY_INITIALS),
    (_INITIALS_FAMILY,),
    (_FAMILY_GIVEN, _FAMILY_INITIALS, _INITIALS_FAMILY, _GIVEN_FAMILY),
    (_GIVEN_FAMILY, _INITIALS_FAMILY),
    (_BARE_FAMILY,),
)
"""For each style: the form of its first name, then every form its later names may take."""

_SEPARATOR = re.compile(
    r"\s*(?:[,;]\s*(?:(?:and|AND)\s|&\s*|\u2026\s*(?:&\s*)?|(?:\.\s?){3}(?:&\s*)?)?|\s(?:and|AND)\s|\s?&\s?|\sund\s|\set\s(?!al)|\sy\s|\u2026\s*)\s*"
)
_AND_NEXT = re.compile(r",?\s(?:and|AND|&)\s")
_ET_AL = re.compile(
    r"[,;]?\s*(?:\(?et[ ]al(?:ii)?\b\.?\)?|(?:and|&) (?:others|[Cc]olleagues|[Cc]o-?(?:authors|workers))\b)"
)
# Authors that are many: "Planck Collaboration XIII", "RECOVERY Collaborative Group". A "Group" alone may be a title's.
_MANY = (
    r"(?:Collaborations?|Collaborators|Consorti(?:um|a)|Team|Investigators"
    r"|Task Force|(?:[Ss]tudy|Working|Research|Collaborative|Trial(?:ists['\u2019])?|Writing)\s[Gg]roup)"
)
_GROUP = re.compile(
    rf"(?:the[ ])?[{UPPER}][^,.;:()\[\]]{{0,80}}?[ ]{_MANY}(?:[ ][IVX]{{1,5}}\b)?"
    r"(?=[,.;:(]|[ ](?:et[ ]al|\(?\d{4}\b))"
)
# "et al. (LHCb Collaboration)", ", on behalf of the LHCb Collaboration"
_IN_THEIR_NAME = re.compile(
    rf"\s?[,;]?\s?(?:[\[(][^()\[\]]{{2,200}}\b{_MANY}[\])]|(?:on behalf of|for) the [^()\[\].,;:]{{2,120}}?\b{_MANY}\b)"
)
# "Quist B, Tamm R; British Tank Society. Title": behind names that commas part, a body stands behind a semicolon.
_BODY = re.compile(
    rf";\s((?:[Tt]he\s)?[{UPPER}][\w'\u2019-]+(?:\s(?:(?:of|for|and|on|the|in)\s){{0,2}}[{UPPER}][\w'\u2019-]+){{1,9}})(?=\.\s)"
)
_ONE_WORD = re.compile(
    rf"(?:(?<=\.)|\.)\s[{UPPER}][\w-]+(?=[:\[.])"
)  # a title that looks like the family name to initials
_VENUE_NEXT = re.compile(rf"\s?[:\[]|\.\s(?:(?:[{UPPER}][\w.-]*|of|the|and|in|for|&)\s){{1,7}}\(?(?:1[89]|20)\d\d\b")
_EDITORS = re.compile(r"\s*,?\s*(?:\(\s*[Ee]ds?\.?\s*\)|[Ee]d(?:s|itors?)?\.(?=[\s,])|\([Ee]ditors?\))")
_END = re.compile(r"\s*(?:[.:,;(\[\u201c\"\u2018]|(?:1[89]|20)\d\d\b|$|\u2014)")
_AFTER_NAME = (_END, _SEPARATOR, _ET_AL, _EDITORS)
_INVERTED_INITIALS = re.compile(
    rf"^(?P<family>[^,]+?)(?:,[ ]?|[ ])(?P<given>{_DOTTED}|{_BARE})(?P<rest>{_TAIL_PARTICLE}{_SUFFIX})$"
)
_STRAY_SUFFIX = re.compile(rf",?[ ]{_RANK}\.?")
_MAX_NAMES = 400


class AuthorList(NamedTuple):
    """Names as "Given Family", and where the text after the list (with "et al." and "eds.") begins."""

    names: tuple[str, ...]
    end: int


def read_author_list(text: str) -> AuthorList:
    """The authors at the head of an entry without label; no names where it does not begin with any."""
    readings = [reading for forms in _FORMS if (reading := _read_names(text, forms)).names]
    # "McEwen B. Protective and damaging effects": where "and" leads to no name, what stood before it was none.
    whole = [reading for reading in readings if not _AND_NEXT.match(text, reading.end)]
    best = max(whole or readings, key=lambda reading: reading.end, default=AuthorList((), 0))
    return next((reading for reading in readings if _leaves_title(text, reading, best)), best)


def _leaves_title(text: str, reading: AuthorList, best: AuthorList) -> bool:
    """Whether the best reading of a list has but taken the first word of the title for a name: "Ba J. Adam: A method".

    A single name is ambiguous ("John A. Smith"), unless a venue follows that word.
    """
    swallowed = _ONE_WORD.match(text, reading.end)
    if swallowed is None or swallowed.end() != best.end or len(reading.names) != len(best.names):
        return False
    return len(reading.names) > 1 or _VENUE_NEXT.match(text, best.end) is not None


def _read_names(text: str, forms: tuple[re.Pattern[str], ...]) -> AuthorList:
    """Read names of one style until something stands there that is none."""
    names: list[str] = []
    at = end = 0
    allowed = forms[:1]
    last = False  # whether "and" stands before the name, and no journal
    while len(names) < _MAX_NAMES:
        group = _GROUP.match(text, at)
        match = group or _first_match(text, at, (*allowed, _GIVEN_FAMILY) if last else allowed)
        if match is None or (names and not last and begins_journal(text, at)):
            break
        names.append(match[0] if group else given_first(match[0]))
        end = match.end()
        if not group:
            allowed = forms
        if others := _ET_AL.match(text, end):
            end = others.end()
        separator = _SEPARATOR.match(text, end)
        if separator is None:
            break
        at, last = separator.end(), bool(_AND_NEXT.match(text, end))
    if names and ";" not in text[:end] and (body := _BODY.match(text, end)):
        names.append(body[1])
        end = body.end()
    for behind in (_IN_THEIR_NAME, _EDITORS):
        if added := behind.match(text, end):
            end = added.end()
    return AuthorList(tuple(names), end)


def _first_match(text: str, at: int, forms: tuple[re.Pattern[str], ...]) -> re.Match[str] | None:
    """The first form that reads a name at a place and is followed by what may follow a name."""
    for form in forms:
        match = form.match(text, at)
        if match and (match[0].endswith(".") or any(sign.match(text, match.end()) for sign in _AFTER_NAME)):
            return match
    return None


def given_first(name: str) -> str:
    """ "Given Family" from a name in any order; initials get their full stops and blanks."""
    name = _STRAY_SUFFIX.sub("", " ".join(name.split()).rstrip(",;"), count=1)
    if inverted := _INVERTED_INITIALS.match(name):
        parts = _spaced(inverted["given"]), inverted["rest"].strip(), inverted["family"]
        return " ".join(filter(None, parts))
    family, comma, given = name.partition(", ")
    if comma:
        return f"{given} {family}"
    return re.sub(rf"(?<=\b[{UPPER}]\.)(?=[{UPPER}])", " ", name)


def _spaced(initials: str) -> str:
    """Initials with a full stop each: "AMJ" and "A.M.J." become "A. M. J."."""
    if "." in initials:
        return re.sub(r"\.(?=\w)", ". ", initials)
    return " ".join(
        f"{part}." if len(part) == 1 else "-".join(f"{letter}." for letter in part.split("-"))
        for part in re.findall(rf"\w[{_HYPHEN}]\w|\w", initials)
    )
