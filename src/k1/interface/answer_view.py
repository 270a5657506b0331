"""How `ask` is laid out: quotes, what rows say of a paper, or one line where nothing answers."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from k1.interface.options import BY_WORDS
from k1.interface.rendering import indented, shortened, text
from k1.interface.views import place, quoted
from k1.retrieval.records import AskedOfPaper, ExtractiveAnswer, PaperFacts, Sentence, Strength
from k1.retrieval.store.tokens import words
from k1.runtime.progress import counted

_FEW = 4  # words of a question that a message lists
_AROUND_WORDS = ".,;:?!()[]{}\"'“”‘’"
_UNKNOWN = {
    AskedOfPaper.AUTHORS: "no author is known",
    AskedOfPaper.AFFILIATIONS: "no affiliation of its authors is known",
    AskedOfPaper.YEAR: "no year is known",
    AskedOfPaper.DOI: "no DOI is known",
    AskedOfPaper.CITES: "cites nothing that the graph knows",
    AskedOfPaper.CITED_BY: "is cited by no paper of the corpus",
    AskedOfPaper.WRITTEN: "no author is known",
}


def answer(found: ExtractiveAnswer) -> RenderableType:
    """`ask`."""
    if found.facts:
        return _facts(found, found.facts)
    parts: list[RenderableType] = [text(shortened(found.question), "bold")]
    if found.respelt:
        parts.append(text("; ".join(f"'{one}' read as '{other}'" for one, other in found.respelt.items()), "yellow"))
    if found.strength is Strength.WEAK:
        parts.append(text(f"weak evidence: {_chance(found.sentences)}", "yellow"))
    for number, sentence in enumerate(found.sentences, start=1):
        quote = Text(f"\n{number}. “{shortened(sentence.evidence.quote, 600)}”")
        parts += [quote, indented(text(place(sentence.evidence), "dim"), 3)]
    elsewhere = [term for term in found.unmatched if term not in found.absent]
    for said, terms in (("None of these holds", elsewhere), ("No paper holds", found.absent)):
        if terms:
            parts.append(text(f"\n{said}: {', '.join(terms)}", "yellow"))
    return Group(*parts)


def _chance(sentences: Sequence[Sentence]) -> str:
    surest = max(sentence.confidence for sentence in sentences)
    return f"the surest of these quotes answers with a chance of {100 * surest:.0f} %"


def _facts(found: ExtractiveAnswer, facts: PaperFacts) -> RenderableType:
    """What rows say of each paper that is meant, and a place that says it."""
    parts: list[RenderableType] = [text(shortened(found.question), "bold")]
    if found.strength is Strength.WEAK:
        parts.append(text("weak evidence: no paper has this very name", "yellow"))
    for number, one in enumerate(facts.papers, start=1):
        said = shortened("; ".join(one.values), 600) or _UNKNOWN[facts.asked]
        count = f" ({len(one.values)} in all)" if len(one.values) > 1 else ""
        parts.append(Text(f"\n{number}. {said}{count}"))
        parts.append(indented(text(f"{shortened(one.paper.name, 70)} (match: {one.reason})", "dim"), 3))
        if one.evidence:
            parts.append(indented(quoted(one.evidence), 3))
    return Group(*parts)


def _unknown(facts: PaperFacts) -> str:
    """One line for a paper that is not there, or of which the graph does not hold what is asked."""
    if not facts.papers:
        return f"no paper is called: {shortened(facts.name)} (find-paper searches by words)"
    meant = "; ".join(f"{shortened(one.paper.name, 100)} (match: {one.reason})" for one in facts.papers)
    return f"{meant}: {_UNKNOWN[facts.asked]}"


def unanswered(found: ExtractiveAnswer) -> str:
    """One line for a question that nothing answers: what the papers do not speak of, and the nearest quote."""
    if found.facts:
        return _unknown(found.facts)
    if not found.terms:
        return "the question holds only common words; name what it is about"
    papers = counted(found.papers, "paper")
    if not found.nearest:
        unsaid = _listed(found, found.absent or found.terms)
        return f"nothing in {papers} speaks of {unsaid} ({BY_WORDS}, in figures and tables too)"
    nearest = found.nearest[0]
    if found.absent:
        said = f"nothing in {papers} speaks of {_listed(found, found.absent)}"
    else:
        missing = _listed(found, [term for term in found.terms if term not in nearest.matched])
        said = f"no sentence in {papers} speaks of {missing} together with {_listed(found, nearest.matched)}"
    return f"{said}; nearest: “{shortened(nearest.evidence.quote, 160)}” ({place(nearest.evidence)})"


def _listed(found: ExtractiveAnswer, terms: Sequence[str]) -> str:
    """Some words of a question as it prints them, the first few of many."""
    printed = [token for token in found.question.split() if not set(words(token)).isdisjoint(terms)]
    shown = list(dict.fromkeys(shortened(token.strip(_AROUND_WORDS), 40) for token in printed))
    more = f" and {len(shown) - _FEW} more" if len(shown) > _FEW else ""
    return ", ".join(f"'{word}'" for word in shown[:_FEW]) + more
