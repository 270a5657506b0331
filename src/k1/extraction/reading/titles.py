"""What a title says: the name it gives to the paper's own work ("X: a package for ...")."""

from __future__ import annotations

import re
from typing import NamedTuple

from k1.schema.vocabulary import EntityKind
from k1.text.lexicon import WRITTEN_IN, is_english, rarity

_NAMED = re.compile(
    r"^\W{0,3}([A-Za-z][\w.+-]{1,29})\W{0,3}(?: (?:v|version )?\d[\d.]{0,5})?(?::|\s[\u2013\u2014-])\s+(\S.{0,300})$",
    re.DOTALL,
)
_INTRODUCED = re.compile(
    r"\b(?:introduction|guide|introducing|overview|user manual|vignette)\b[^:]{0,60}?"
    rf"\b(?:{WRITTEN_IN} (?:package|library|toolbox) [\W_]{{0,2}}(?P<behind>[A-Za-z][\w.]{{1,29}})"
    r"|the (?P<ahead>\w[\w.]{1,29})[\W_]{0,2} package)[\W_]{0,2}$",
    re.IGNORECASE,
)
"""A title that leads to a program: "An Introduction to the R Package seriation"."""
_CLASS_FIRST = re.compile(rf"^(?:The )?(?:{WRITTEN_IN} )?(?:package|library|toolbox) (?=\S{{2,30}}:)", re.IGNORECASE)
_RARE_FOR_NAME = 3.3  # words of English that are commoner name no program
_KINDS = (
    (EntityKind.DATASET, r"\b(?:data ?set|database|corpus|benchmark|catalogu?e|collection)\b"),
    (
        EntityKind.TOOL,
        r"\b(?:programming language|packages?|librar\w+|toolkit|toolbox|software|tools?|program|modules?|framework"
        r"|suite|python|julia|matlab|open-source|interface|platform|simulator|hammer|pipeline|environment|code"
        r"|for inference|plots?|in r)\b",
    ),
    (EntityKind.MODEL, r"\b(?:models?|networks?|transformers?|agents?|llms?)\b"),
    (EntityKind.METHOD, r"\b(?:algorithms?|methods?|approach|sampler|learning|inference|estimation|optimi[sz]ation)\b"),
)


class TitleName(NamedTuple):
    """The name that a title gives, and its kind where the rest of the title tells it."""

    name: str
    kind: EntityKind | None


def title_name(title: str) -> TitleName | None:
    """The name before the colon of a title; None where there is none that looks like a name."""
    title = title.strip()
    introduced = _INTRODUCED.search(title)
    if introduced is not None:
        name = introduced["behind"] or introduced["ahead"]
        return None if rarity(name) < _RARE_FOR_NAME else TitleName(name, EntityKind.TOOL)
    classed = _CLASS_FIRST.match(title)
    match = _NAMED.match(title[classed.end() :] if classed else title)
    if match is None:
        return None
    name, rest = match[1].rstrip(".-"), match[2].casefold()
    if name.istitle() and is_english(name) and rarity(name) < _RARE_FOR_NAME:
        return None
    return TitleName(name, next((kind for kind, pattern in _KINDS if re.search(pattern, rest)), None))
