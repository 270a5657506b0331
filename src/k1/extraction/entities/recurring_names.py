"""Names of which no word tells the kind: terms, where a paper names them more than in passing ("CD47")."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Sized

from k1.extraction.entities.candidates import Candidate, Place, prominence
from k1.extraction.entities.kind_cues import NAMES_A_MODEL, head_kind
from k1.schema.vocabulary import EntityKind, SectionRole
from k1.text.normalisation import name_key

_LEAST_MENTIONS = 3
_LEAST_OF_SERIES = 4
_LEAST_OF_LETTER = 2  # of names that number things by one letter: "S25" and "S30"
_NUMBERED = re.compile(r"([A-Za-z-]*?)\d+[a-z]?")
_OF_FAMILY = re.compile(
    r"(?:ABC[A-G]|AKT|ATF|BCL|BMP|CASP|CCL|CCR|CD|CDK|CXCL|CXCR|CYP|DNMT|ERK|FGF|FGFR|FOX[A-Z]|GATA|GLUT|HDAC|HLA|HSP|IFN|IL"
    r"|IRF|JAK|JNK|KLF|KRT|LINC|MAPK|MMP|MUC|NOD|NOX|PAX|PPAR|SIRT|SLC|SMAD|SOX|STAT|TIMP|TLR|TRP[ACMV]|UCP|WNT|miR)-?\d+[a-z]?"
)
"""Genes and proteins, which are numbered within their family and each a thing of its own: "CD4", "IL-6"."""
_GLUED = re.compile(r"[(\[{]|\)\d|[:>]\w|\s\d[-\u2212+](?!\w)|[-\u2212+](?![^\W\d_])")
_GLUED_BEFORE = re.compile(r"(?:[)\]]|\w[(\[])$")  # "SiMe3" of "P(SiMe3)(Ph)"
_OF_QUALITIES = ("ed", "ing", "less", "free", "like", "ive", "ent", "al", "type", "driven", "low", "high")
_BEFORE_QUALITIES = frozenset({"post", "pre", "non", "anti", "pro"})
_NO_NAME = re.compile(
    r"pH\b.*|log\d+|mmHg(?:-1)?|(?:[Lhgms]|kg|mL|min|cm|mm)-[1-3]|(?:kJ|kcal)?mol-1"
    r"|IQR|SMD|[aAc]OR|[aA]HR|IRR|BCI|SHAM|C(?:ON|TRL|TL)"
    r"|(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)\d{2,4}"
    r"|([A-Z])\d+-\1?\d+"
)
"""Units, statistics, groups that are compared with, dates and ranges ("T0-T2")."""
_BEFORE_NUMBER = re.compile(r"\s{1,2}\d{4}")


def recurring_name(name: str, places: Sequence[Place]) -> Candidate | None:
    """The candidate of a name that recurs; None where it is seldom, or no name of a thing."""
    if not _recurs(places) or _NO_NAME.fullmatch(name) or _is_quality(name):
        return None
    if _mostly(map(_is_cut, places)) or _mostly(map(_counts, places)):
        return None
    kind = head_kind(name) or (EntityKind.MODEL if NAMES_A_MODEL.search(name) else EntityKind.TERM)
    score = 2 + prominence(tuple(places))
    return Candidate(name_key(name), name, kind, tuple(places), score, recurring=True)


def labels(names: Iterable[str]) -> set[str]:
    """Names that only number things of one kind: "BT0", "BT15", "BT20" and "BT48"; "S25" and "S30"."""
    series: defaultdict[str, set[str]] = defaultdict(set)
    for name in names:
        match = _NUMBERED.fullmatch(name)
        if match and not NAMES_A_MODEL.search(name) and not _OF_FAMILY.fullmatch(name):
            series[match[1]].add(name)
    return {
        name
        for stem, members in series.items()
        if len(members) >= (_LEAST_OF_LETTER if len(stem) < 2 else _LEAST_OF_SERIES)
        for name in members
    }


def rarer_printings(names: Mapping[str, Sized]) -> set[str]:
    """The rarer printing of a name that stands with a hyphen and without: "AutoScholar-Query" at the end of a line."""
    whole = {name.casefold(): name for name in names if "-" not in name}
    closed = {name: name.replace("-", "").casefold() for name in names if "-" in name}
    pairs = ((name, whole[key]) for name, key in closed.items() if key in whole)
    return {min(pair, key=lambda name: len(names[name])) for pair in pairs}


def _recurs(places: Sequence[Place]) -> bool:
    zones = {place.sentence.zone for place in places}
    return len(places) >= (2 if SectionRole.ABSTRACT in zones else _LEAST_MENTIONS)


def _mostly(told: Iterable[bool]) -> bool:
    answers = list(told)
    return 2 * sum(answers) > len(answers)


def _is_cut(place: Place) -> bool:
    """Whether a place prints a piece of a formula: "K3Sn2" of "K3Sn2(SO4)3Cl", "SeO42" of a charged "SeO42-"."""
    text = place.unit.text
    before, after = text[max(0, place.start - 2) : place.start], text[place.end : place.end + 4]
    return _GLUED_BEFORE.search(before) is not None or _GLUED.match(after) is not None


def _counts(place: Place) -> bool:
    """Whether the number of a specimen follows, of which a name then tells the place: "MZB 2834"."""
    return _BEFORE_NUMBER.match(place.unit.text, place.end) is not None


def _is_quality(name: str) -> bool:
    """Whether a hyphen or a sign makes a quality of a name: "HIV-infected", "RNA-targeting", "post-PCI", "IgM+"."""
    before, hyphen, _ = name.partition("-")
    of_hyphen = name.rpartition("-")[2].endswith(_OF_QUALITIES) or before in _BEFORE_QUALITIES
    return (hyphen != "" and of_hyphen) or (name.endswith("+") and not name.endswith("++"))
