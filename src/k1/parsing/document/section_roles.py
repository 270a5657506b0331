"""The rhetorical zone of a section, read from its heading (the zones of agents-k1 1.5)."""

from __future__ import annotations

import re

from k1.schema.vocabulary import SectionRole, UnitRole

# One word, which also begins names of subjects ("Reference standard", "Conflict resolution"): it is the whole heading,
# but for what sort of text it is and for what else stands below it.
_BACK_NAME = (
    r"(references?|funding|contributors?('s?)?|conflicts?|disclosures?|declarations?|abbreviations?|nomenclature"
    r"|footnotes?|notes)"
)
_THANKS = r"acknowledge?ments?"
_SORT = (
    rf"(cited|used|lists?|statements?|summary|information|details|sources?|support|agenc(y|ies)|bod(y|ies)|notes?"
    rf"|disclosures?|declarations?|{_THANKS})"
)
_BESIDE = (
    rf"({_BACK_NAME}|{_SORT}|interests?|contributions?|further reading|acronyms|symbols|definitions?|terms|glossary"
    r"|sponsors?|funders?)"
)
_WORK = r"(the|this|our) (\w+ )?(study|paper|article|work|research|review|project|trial|thesis|manuscript|text)"
_WHERE = rf"( in {_WORK}| (on|about) (the )?(contributors?|authors?))"
_OF_STUDY = rf"( of {_WORK})?"
_AIMS_BESIDE = r"(contributions?|aims?|objectives?|goals?|motivation|scope|outline|organi[sz]ation|structure)"

# In order: the first pattern that is found decides, so that "Results and discussion" is a result and "Limitations of
# the method" is a limitation. A heading of many words is a statement rather than a zone and is read more strictly.
_PATTERNS: tuple[tuple[SectionRole, str], ...] = (
    (
        SectionRole.BACK_MATTER,
        rf"^({_BACK_NAME}( {_SORT})?{_WHERE}?((,? (and|&) |[/,] ?)(.* )?{_BESIDE}{_WHERE}?)?(:.*|\W*)$"
        rf"|(bibliography|literature cited|works cited|{_THANKS}|financial support"
        r"|authors?.{0,3} contributions?|credit author.*"
        r"|(conflicts?|competing|declarations?|disclosures?)[ -].*interests?"
        r"|(declarations?|disclosures?) of .*\b(conflicts?|ai|originality|authorship|funding|helsinki)"
        r"|ethic(s|al)\b.*|consent .*"
        r"|(data|code|software|materials?)\b"
        r".*availab.*|availability of .*|data (sharing|accessibility|archiving|deposition)( statements?)?$"
        r"|compliance with ethical .*|(electronic )?supplementary .*|supporting information"
        r"|supplemental .*|additional (files?|information)|publisher.{0,3} note|peer review.*|open access"
        r"|authors?.{0,3} (details|information)|pre-?publication history|grant information)\b)",
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
        r"\b(introduction|background|motivation|statement of need)\b"
        rf"|^((an )?overview({_OF_STUDY}| (and|&) {_AIMS_BESIDE})"
        r"|preliminaries\b.*|.*\bpreliminaries|aims?\b.*|objectives\b.*"
        rf"|((study|research|main|specific|primary) )?(aims?|objectives?){_OF_STUDY}"
        r"|(study|research|main|specific|primary) (aims|objectives) (and|&) .*)$",
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
_BARE = re.compile(r"^(an )?overview$|^preliminaries$")
_UNIT_ROLES = {SectionRole.BACK_MATTER: UnitRole.BACK_MATTER, SectionRole.ABSTRACT: UnitRole.ABSTRACT}
_LONGEST_ZONE = 8  # words; longer headings are sentences


def section_role(heading: str) -> SectionRole:
    """The zone that a heading announces; OTHER where it names a subject instead."""
    plain = _plain(heading)
    bare = _NUMBER.sub("", plain)
    if plain.startswith("appendix"):
        return SectionRole.APPENDIX
    if len(bare.split()) > _LONGEST_ZONE:
        return SectionRole.OTHER
    return next((role for role, pattern in _COMPILED if pattern.search(bare)), SectionRole.OTHER)


def path_role(path: tuple[str, ...]) -> SectionRole:
    """The zone of a section from its path of headings: its own, else that of the nearest heading above it.

    A bare "Overview" below another heading opens that section, not the paper.
    """
    told = [heading for at, heading in enumerate(path) if not at or not _BARE.match(_NUMBER.sub("", _plain(heading)))]
    roles = map(section_role, reversed(told))
    return next((role for role in roles if role is not SectionRole.OTHER), SectionRole.OTHER)


def unit_role(zone: SectionRole) -> UnitRole:
    """What the running text of a zone is."""
    return _UNIT_ROLES.get(zone, UnitRole.BODY)


def _plain(heading: str) -> str:
    return " ".join(heading.casefold().replace("\u2019", "'").split()).rstrip(".: ")
