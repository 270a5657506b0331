"""In-text citations: the markers of a paper's own style, each linked to its references and its sentence.

A paper cites in one style. Every style is tried over the whole text, and the one whose markers reach most of the
reference list is the paper's; then only its markers are linked. Equation numbers, exponents and intervals thus do
not become citations because a paper that cites by name happens to contain them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from k1.parsing.citations.names import author_year, index_names
from k1.parsing.citations.numbers import Marker, bracketed, flattened, parenthesised, raised, spoken
from k1.parsing.document.citations import citations_in
from k1.schema.documents import Citation, Reference, Unit
from k1.schema.vocabulary import Modality, UnitRole

_SILENT_ROLES = frozenset({UnitRole.REFERENCE, UnitRole.FURNITURE, UnitRole.FRONT_MATTER, UnitRole.CODE})
_KEY = re.compile(r"\[\s?([^\W\d_][\w+*\u2019'-]{1,11}(?:\s?[,;]\s?[^\W\d_][\w+*\u2019'-]{1,11}){0,20})\s?\]")

# Share of the list that a style must reach. Brackets are seldom anything else; parentheses and digits glued to words
# often are, so they need most of the list.
_NEEDED = {"bracketed": 0.1, "keys": 0.3, "raised": 0.2, "names": 0.1, "parenthesised": 0.5, "flattened": 0.5}
_BY_NAME = frozenset({"names", "keys"})
_DOUBTFUL = frozenset({"parenthesised", "flattened"})

Finder = Callable[[Unit], list[Marker]]


def link_citations(units: Sequence[Unit], references: Sequence[Reference]) -> list[Citation]:
    """The citations of a paper in reading order, one entry per marker printed in the text.

    Numbers that no reference answers to stay, with what is known of them: a lost row is worse than an open one.
    """
    speaking = [unit for unit in units if unit.role not in _SILENT_ROLES and unit.modality is not Modality.EQUATION]
    if not references or not speaking:
        return []
    finders = _finders(references)
    found = {style: [finder(unit) for unit in speaking] for style, finder in finders.items()}
    numbered = any(_label_number(reference.label) is not None for reference in references)
    style = _citation_style(found, len(references), numbered=numbered)
    if style is None:
        return []
    ids = [reference.id for reference in references]
    return [
        citation
        for unit, markers in zip(speaking, _with_second_style(found, style), strict=True)
        if markers
        for citation in citations_in(unit, [(m.start, m.end, [ids[at] for at in m.targets]) for m in markers])
    ]


def _citation_style(found: dict[str, list[list[Marker]]], listed: int, *, numbered: bool) -> str | None:
    """The style whose markers reach most of the list; None where none reaches enough.

    ``found`` holds for each style the markers of each unit, as positions in a list of ``listed`` references.
    A list that prints no numbers (``numbered``) is seldom cited by number.
    """
    best, best_reach = None, 0.0
    for style, units in found.items():
        reach = len(_reached(units)) / listed * (1.0 if numbered or style in _BY_NAME else 0.5)
        # A doubtful style replaces a sure one only if it explains far more of the list.
        margin = 0.25 if style in _DOUBTFUL else 0.0
        if reach >= _NEEDED[style] and reach > best_reach + margin:
            best, best_reach = style, reach
    return best


def _with_second_style(found: dict[str, list[list[Marker]]], style: str) -> list[list[Marker]]:
    """The markers of each unit, with those of a second style where one cites what the first leaves out.

    Some classes raise the number after a name and bracket it elsewhere: then the two hardly share a reference.
    """
    main = found[style]
    other = {"bracketed": "raised", "raised": "bracketed"}.get(style)
    if other is None:
        return main
    reached = _reached(main)
    fresh = [[marker for marker in markers if not reached & set(marker.targets)] for markers in found[other]]
    count = sum(map(len, fresh))
    if count < 2 or count < 0.8 * sum(map(len, found[other])):
        return main
    return [sorted(first + second) for first, second in zip(main, fresh, strict=True)]


def _reached(units: Sequence[Sequence[Marker]]) -> set[int]:
    """The positions of all that the markers of some units cite."""
    return {target for markers in units for marker in markers for target in marker.targets}


def _finders(references: Sequence[Reference]) -> dict[str, Finder]:
    """For each style a function from a unit to its markers, as positions in the list."""
    places = _places_of_labels(references)
    keys = {reference.label.strip("[] "): place for place, reference in enumerate(references) if reference.label}
    names = index_names(references)

    def numbered(unit: Unit, markers: list[Marker]) -> list[Marker]:
        return _placed(_with_spoken(markers, unit.text), places)

    return {
        "bracketed": lambda unit: numbered(unit, bracketed(unit.text)),
        "keys": lambda unit: _keyed(unit.text, keys),
        "raised": lambda unit: numbered(unit, raised(unit.text, _superscripts(unit))),
        "names": lambda unit: author_year(unit.text, names),
        "parenthesised": lambda unit: numbered(unit, parenthesised(unit.text)),
        "flattened": lambda unit: _placed(flattened(unit.text), places),
    }


def _superscripts(unit: Unit) -> list[tuple[int, int]]:
    return [(span.start, span.end) for span in unit.spans if span.kind == "superscript"]


def _with_spoken(markers: list[Marker], text: str) -> list[Marker]:
    """Markers of a numbered style and, between them, numbers that a word calls references."""
    apart = (word for word in spoken(text) if all(word.end <= mark.start or mark.end <= word.start for mark in markers))
    return sorted([*markers, *apart])


def _places_of_labels(references: Sequence[Reference]) -> dict[int, int]:
    """Position of each printed number; counted where the list prints none."""
    numbers = [(_label_number(reference.label), position) for position, reference in enumerate(references)]
    printed = {number: position for number, position in reversed(numbers) if number is not None}
    return printed or {position + 1: position for position in range(len(references))}


def _label_number(label: str | None) -> int | None:
    match = re.fullmatch(r"\D{0,2}(\d{1,4})\D{0,2}", label or "")
    return int(match[1]) if match else None


def _placed(markers: list[Marker], places: dict[int, int]) -> list[Marker]:
    """Markers by position instead of number. One whose numbers mostly lie outside the list is no citation."""
    found = ((mark, tuple(places[number] for number in mark.targets if number in places)) for mark in markers)
    return [
        mark._replace(targets=at) for mark, at in found if len(at) * 2 >= len(mark.targets) and 0 not in mark.targets
    ]


def _keyed(text: str, keys: Mapping[str, int]) -> list[Marker]:
    """Markers such as "[Knu84, GKP94]" where the list prints such ``keys``, here with their positions."""

    def targets(keyed: re.Match[str]) -> tuple[int, ...]:
        return tuple(keys[part] for part in re.split(r"\s*[,;]\s*", keyed[1]) if part in keys)

    markers = [Marker(found.start(), found.end(), targets(found)) for found in (_KEY.finditer(text) if keys else ())]
    return [marker for marker in markers if marker.targets]
