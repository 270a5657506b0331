"""Labels of figures and tables, and the places of a text that refer to them, under one key.

"Figs. 2 and 3" names two, "Tables I to III" three, and "Supplementary Fig. 1" is another one than "Fig. 1".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

Label = tuple[str, str, str]
"""The part of the paper ("" for the main one), the kind and the number of a float."""

# As the parser reads captions (parsing/floats/captions.py), with plurals: in English, German, French, Spanish,
# Portuguese, Italian and Russian.
_KINDS = {
    "figure": r"fig(?:ure)?s?|figuras?|abb(?:ildung(?:en)?)?|\u0440\u0438\u0441(?:\u0443\u043d\w{1,4})?",
    "table": r"tab(?:les?|leaux?|las?|elas?|ell(?:en?|a))?|\u0442\u0430\u0431\u043b(?:\u0438\u0446\w{1,3})?",
    "scheme": r"schemes?|sch\u00e9mas?",
    "chart": r"charts?",
    "graph": r"graphs?|gr[a\u00e1]fic[oa]s?",
    "diagram": r"diagrams?",
    "cuadro": r"[cq]uadros?",
    "plate": r"plates?",
    "box": r"box(?:es)?",
    "listing": r"listings?",
    "algorithm": r"algorithms?",
}
_KIND = {kind: re.compile(words, re.IGNORECASE) for kind, words in _KINDS.items()}
_PLURAL = re.compile(r"(?:s|en|aux|\u043a\u0438|\u043a\u0430\u0445|\u0446\u044b|\u0446\u0430\u0445)$", re.IGNORECASE)
_PARTS = {"s": "supplementary", "e": "extended data", "a": "appendix"}
_NUMBER = r"(?:(?:[SA]\s?|[A-Z]\.?)?\d{1,3}(?:\.\d{1,2})?[A-Za-z]?|[IVXLC]{1,5})(?![A-Za-z\d])"
_PART = (
    r"(?:(?P<part>(?i:suppl?(?:ement(?:ary|al))?\.?|extended\s{1,3}data)|Additional|Appendix|APPENDIX)"
    r"(?:\s{1,3}(?i:information|materials?|data),?)?\s{1,3})?"
)
_MENTION = re.compile(
    rf"(?<![^\W\d_]){_PART}(?P<word>(?i:{'|'.join(_KINDS.values())}))\.?[\s\-]{{0,3}}(?P<number>{_NUMBER})"
)
_PANELS = r"(?:\s?\([A-Za-z](?:\s?[-\u2013,]\s?[A-Za-z]){0,5}\))?"
_NEXT = re.compile(
    rf"{_PANELS}\s{{0,3}}(?P<join>[,;&/\u2013\u2014-](?:\s{{1,3}}(?:and|or))?|(?:and|or|to|through|und|bis|et|y|e|\u0438)\b)"
    rf"\s{{0,3}}(?P<number>{_NUMBER}|[A-Za-z](?!\w))"
)
_RANGE = ("-", "\u2013", "\u2014", "to", "through", "bis")
_LONGEST_RANGE, _LONGEST_LIST = 30, 30
_COUNTED = re.compile(r"([a-z]?)(\d+)[a-z]?")
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


def label_of(text: str) -> Label | None:
    """The key of a label or of a caption that begins with one."""
    match = _MENTION.match(text.lstrip("*_ \t\n([#"))
    return _label(match, _normal(match["number"])) if match else None


def is_label(text: str) -> bool:
    """Whether a text is the label of a float and nothing else: "Table 3."."""
    match = _MENTION.match(text.lstrip("*_ \t\n([#"))
    return match is not None and re.search(r"\w", match.string[match.end() :]) is None


def mentioned_labels(text: str) -> set[Label]:
    """The keys of all figures and tables that a text refers to; "Fig. 2a" refers to figure 2, too."""
    found = set()
    for match in _MENTION.finditer(text):
        for number in _numbers(text, match):
            found.add(_label(match, number))
            found.add(_label(match, re.sub(r"(?<=\d)[a-z]$", "", number)))
    return found


def _label(match: re.Match[str], number: str) -> Label:
    kind = next(kind for kind, words in _KIND.items() if words.fullmatch(match["word"]))
    part = _PARTS[match["part"][0].casefold()] if match["part"] else ""
    # "Figure S1" and "Supplementary Figure 1" are two names of one figure.
    if number.startswith("s") and part in ("", _PARTS["s"]):
        part, number = _PARTS["s"], number[1:]
    return part, kind, number


def _numbers(text: str, match: re.Match[str]) -> Iterator[str]:
    """The numbers that one mention lists; only a plural lists several: "in Fig. 2, 3 of them"."""
    last = _normal(match["number"])
    yield last
    if not _PLURAL.search(match["word"]):
        return
    at = match.end()
    for _ in range(_LONGEST_LIST):
        more = _NEXT.match(text, at)
        if more is None:
            return
        at = more.end()
        # A letter is a panel of the figure before it, unless the paper counts in Roman numbers.
        if not more["number"].isalpha() or match["number"].isalpha():
            number = _normal(more["number"])
            yield from _between(last, number) if more["join"] in _RANGE else ()
            yield number
            last = number


def _between(first: str, last: str) -> Iterator[str]:
    """The numbers inside a range; none where its ends are not counted alike."""
    low, high = _COUNTED.fullmatch(first), _COUNTED.fullmatch(last)
    if low and high and high[1] in ("", low[1]) and int(high[2]) - int(low[2]) <= _LONGEST_RANGE:
        # The end of "S1-3" lacks the letter, so it is given again with it.
        stop = int(high[2]) + (high[1] != low[1])
        yield from (f"{low[1]}{number}" for number in range(int(low[2]) + 1, stop))


def _normal(number: str) -> str:
    """A number as it is compared: "A.1" as "a1", "II" as "2"."""
    if not number.isalpha() or not set(number) <= set(_ROMAN):
        return re.sub(r"(?<=[a-z])[.\s]+(?=\d)", "", number.casefold())
    values = [_ROMAN[letter] for letter in number]
    following = [*values[1:], 0]
    return str(sum(value if value >= after else -value for value, after in zip(values, following, strict=True)))
