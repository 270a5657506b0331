"""The rhetorical zone of a section, read from its heading (the zones of agents-k1 1.5)."""

from __future__ import annotations

import re

from k1.schema.vocabulary import SectionRole

# In order: the first pattern that is found decides, so that "Results and discussion" is a result and "Limitations of
# the method" is a limitation. A heading of many words is a statement rather than a zone and is read more strictly.
_PATTERNS: tuple[tuple[SectionRole, str], ...] = (
    (
        SectionRole.BACK_MATTER,
        r"^(references?|bibliography|literature cited|works cited|acknowledge?ments?|funding|financial support"
        r"|authors?.{0,3} contributions?|contributors?|credit author.*|(conflicts?|competing|declaration) .*interests?"
        r"|conflicts?|disclosures?|declarations?|ethic(s|al)\b.*|consent .*|(data|code|software|materials?)\b"
        r".*availab.*|availability of .*|abbreviations?|nomenclature|supplementary .*|supporting information"
        r"|supplemental .*|additional (files?|information)|publisher.{0,3} note|peer review.*|open access"
        r"|authors?.{0,3} (details|information)|pre-?publication history|grant information|footnotes?|notes)\b",
    ),
    (SectionRole.APPENDIX, r"^appendi(x|ces)\b"),
    (SectionRole.ABSTRACT, r"^(abstract|summary|synopsis|graphical abstract|highlights)$"),
    (SectionRole.LIMITATIONS, r"\b(limitations?|threats to validity|shortcomings|caveats)\b"),
    (
        SectionRole.RELATED_WORK,
        r"\b(related works?|previous works?|prior works?|state of the (art|field)|literature)\b",
    ),
    (
        SectionRole.CONCLUSION,
        r"\b(conclusions?|concluding remarks|outlook|future (works?|directions?|research|developments?)"
        r"|perspectives|summary and .*|closing remarks)\b",
    ),
    (SectionRole.RESULTS, r"\b(results?|findings|observations|case (report|presentation|description))\b"),
    (SectionRole.DISCUSSION, r"\bdiscussions?\b"),
    (
        SectionRole.INTRODUCTION,
        r"\b(introduction|background|motivation|statement of need|overview|preliminar(y|ies)|aims?|objectives?)\b",
    ),
    (
        SectionRole.EXPERIMENT,
        r"\b(experiment(s|al)?|evaluations?|benchmarks?|ablations?|case stud(y|ies)|simulation stud(y|ies)"
        r"|applications?|examples?|demonstrations?|validation|comparisons?)\b",
    ),
    (
        SectionRole.METHOD,
        r"\b(methods?|methodolog(y|ies)|materials?|procedures?|approach|algorithms?|models?|implementation"
        r"|design|architecture|participants|subjects|patients|samples?|sampling|statistical analys[ei]s"
        r"|data (collection|analys[ei]s|extraction)|measure(s|ments?)|protocols?|theory|formulation|features"
        r"|functionality|study (area|population))\b",
    ),
)
_COMPILED = tuple((role, re.compile(pattern)) for role, pattern in _PATTERNS)
_NUMBER = re.compile(r"^(?:(?:section|appendix)\s+)?(?:\d+(?:\.\d+)*\.?|[ivxl]+\.|[a-z][.)])\s+")
_LONGEST_ZONE = 8  # words; longer headings are sentences


def section_role(heading: str) -> SectionRole:
    """The zone that a heading announces; OTHER where it names a subject instead."""
    plain = " ".join(heading.casefold().replace("\u2019", "'").split()).rstrip(".: ")
    bare = _NUMBER.sub("", plain)
    if plain.startswith("appendix"):
        return SectionRole.APPENDIX
    if len(bare.split()) > _LONGEST_ZONE:
        return SectionRole.OTHER
    return next((role for role, pattern in _COMPILED if pattern.search(bare)), SectionRole.OTHER)


def path_role(path: tuple[str, ...]) -> SectionRole:
    """The zone of a section from its path of headings: its own, else that of the nearest heading above it."""
    roles = (section_role(heading) for heading in reversed(path))
    return next((role for role in roles if role is not SectionRole.OTHER), SectionRole.OTHER)
