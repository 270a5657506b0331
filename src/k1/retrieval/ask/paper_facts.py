"""Questions that rows of the graph answer: who wrote a paper and where they work, when, its DOI, citations."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from k1.retrieval.evidence.places import attributes_of, node_ref
from k1.retrieval.operators.by_author import (
    WORKS,
    AuthorReference,
    author_names,
    papers_by,
    people_in,
    person,
    whole_reference,
    written_by,
)
from k1.retrieval.operators.papers import affiliations, citations_of, citations_to
from k1.retrieval.operators.seeds import EXPANSION, SAME_WORDS, best_seeds, resolve
from k1.retrieval.records import AskedOfPaper, CitationRow, Evidence, PaperFact, PaperFacts, Seed, Strength
from k1.retrieval.store.graph_store import KnowledgeGraph
from k1.retrieval.store.tokens import STOPWORDS, root_terms
from k1.schema.vocabulary import EdgeType, EntityKind, NodeKind

Facts = tuple[tuple[str, ...], tuple[Evidence, ...]]

_AUTHORS = r"(?:the )?authors? of (.+)"
_CITED = rf"(?:{WORKS}|references)"
_BY = r"(?:(?:co-?)?(?:written|authored) )?by"
_WROTE = r"(?:(?:co-?)?(?:write|written|wrote|author|authored)|publish|published)"
_FORMS = tuple(
    (asked, re.compile(form, re.IGNORECASE))
    for asked, form in (
        (AskedOfPaper.AUTHORS, r"who (?:wrote|authored) (.+)"),
        (AskedOfPaper.AUTHORS, rf"(?:(?:who|what) (?:is|are|was|were) )?{_AUTHORS}"),
        (AskedOfPaper.AFFILIATIONS, rf"where (?:do|does|did) {_AUTHORS} work"),
        (AskedOfPaper.AFFILIATIONS, rf"(?:what (?:is|are) )?(?:the )?affiliations? of {_AUTHORS}"),
        (AskedOfPaper.YEAR, r"(?:when|(?:in )?(?:what|which) year) (?:was|were) (.+) published"),
        (AskedOfPaper.DOI, r"(?:what (?:is|was) )?(?:the )?doi of (.+)"),
        (AskedOfPaper.CITED_BY, rf"(?:who|what|(?:which|what|how many) {WORKS}) cites? (.+)"),
        (AskedOfPaper.CITES, rf"(?:what|(?:which|what|how many) {_CITED}) (?:does|did) (.+) (?:cite|refer to)"),
        (AskedOfPaper.CITES, r"how many references (?:does|did) (.+) (?:have|give|list)"),
        (AskedOfPaper.WRITTEN, rf"(?:what|(?:which|what|how many) (?:other )?{WORKS}) (?:did|has|have) (.+) {_WROTE}"),
        (AskedOfPaper.WRITTEN, rf"(?:which|what|how many) {WORKS} (?:is|are|was|were) {_BY} (.+)"),
        (AskedOfPaper.WRITTEN, rf"(?:all |the )*(?:papers|articles|publications|works) (?:{_BY}|of) (.+)"),
    )
)
"""The whole of a question, without the mark at its end, by what it asks."""
_FRAMES = tuple(
    re.compile(frame, re.IGNORECASE)
    for frame in (rf"(?:the |an? )?{WORKS} (?:on|about|called|titled) (.+)", rf"(?:the |an? )?(.+) {WORKS}")
)
_ARTICLE = re.compile(r"^(?:the|an?) ", re.IGNORECASE)
_AROUND = " \t.?!,;:\"'“”‘’"
_CITATIONS = (AskedOfPaper.CITES, AskedOfPaper.CITED_BY)
_LEAST_WORDS = 2  # of a part of a title
_LONGEST = 500  # characters of a question with a title


def asked_of_paper(question: str) -> tuple[AskedOfPaper, str] | None:
    """What a question asks of a paper and what it calls it, where the whole question has such a form."""
    plain = " ".join(question.split()).rstrip(_AROUND)
    for asked, form in _FORMS if len(plain) <= _LONGEST else ():
        if match := form.fullmatch(plain):
            return asked, match[1].strip(_AROUND)
    return None


def paper_facts(graph: KnowledgeGraph, question: str) -> tuple[PaperFacts, Strength] | None:
    """What rows answer a question, and how sure; None where it asks no such thing, or describes a thing and names none.

    An answer is strong where the name is a paper's own, weak where it is only spelt like one.
    """
    found = asked_of_paper(question)
    if found is None:
        return None
    asked, name = found
    if asked is AskedOfPaper.WRITTEN:
        return _written(graph, name)
    reference = whole_reference(name) or (person(name) if asked in _CITATIONS else None)
    named = _papers_called(graph, name, reference)
    if not named and _describes(name) and not (reference and reference.certain):
        return None
    papers = tuple(_fact(graph, asked, one) for one in named)
    sure = all(one.sure for one in named)
    strength = Strength.STRONG if sure else Strength.WEAK
    known = any(paper.values for paper in papers)
    return PaperFacts(asked=asked, name=name, papers=papers), strength if known else Strength.NONE


def _written(graph: KnowledgeGraph, name: str) -> tuple[PaperFacts, Strength] | None:
    """The papers of some people with their authors, those of the corpus first; None where they wrote none."""
    found = written_by(graph, people_in(name))
    found.sort(key=lambda one: not graph.node(one.number)["in_corpus"])
    papers = tuple(_fact(graph, AskedOfPaper.WRITTEN, _Called(one.number, one.reason)) for one in found)
    return (PaperFacts(asked=AskedOfPaper.WRITTEN, name=name, papers=papers), Strength.STRONG) if papers else None


class _Called(NamedTuple):
    """A paper that a name stands for, why, and whether the name is its own."""

    number: int
    reason: str
    sure: bool = True


def _papers_called(graph: KnowledgeGraph, name: str, reference: AuthorReference | None) -> list[_Called]:
    """The papers of a name, of its authors, of what one proposes, of a part of one title, or of a name spelt so."""
    bare = _bare(name)
    seeds = [best_seeds(resolve(graph, called, [NodeKind.PAPER.value])) for called in dict.fromkeys((name, bare))]
    clear = next((found for found in seeds if found and found[0].score >= SAME_WORDS), ())
    if clear:
        return _called(graph, clear)
    written = [_Called(one.number, one.reason) for one in papers_by(graph, reference)] if reference else []
    if written and reference and reference.certain:
        return written
    may_be_part = _framed(name) or not _describes(name) or _holds_name(name)
    rest = (_titled(graph, bare) or _called(graph, seeds[-1])) if may_be_part else []
    return _proposing(graph, bare) or written or rest


def _called(graph: KnowledgeGraph, seeds: tuple[Seed, ...]) -> list[_Called]:
    found = [_Called(graph.known(seed.node.id), seed.reason, seed.score >= SAME_WORDS) for seed in seeds]
    return sorted(found, key=lambda one: (not graph.node(one.number)["in_corpus"], one.number))


def _proposing(graph: KnowledgeGraph, name: str) -> list[_Called]:
    """The papers that propose an entity of this name."""
    seeds = resolve(graph, name, [kind.value for kind in EntityKind])
    ends = [graph.known(seed.node.id) for seed in seeds if seed.score >= EXPANSION]
    papers = sorted({edge.head for end in ends for edge in graph.edges_to(end, EdgeType.PROPOSES.value)})
    return [_Called(paper, f"it proposes {name}") for paper in papers]


def _titled(graph: KnowledgeGraph, part: str) -> list[_Called]:
    """The one paper of the corpus whose title holds the words; none where several do."""
    asked = set(root_terms(part))
    papers = graph.corpus_papers.select("number", "name").iter_rows()
    found = [number for number, title in papers if asked <= set(root_terms(title))]
    return [_Called(found[0], "part of its title")] if len(found) == 1 and len(asked) >= _LEAST_WORDS else []


def _bare(name: str) -> str:
    """A name without the words that only say that it is a paper's."""
    return _framed(name) or _ARTICLE.sub("", name)


def _framed(name: str) -> str:
    """What stands between the words that say that it is a paper: "the PaSa paper", "the paper on rain"."""
    return next((match[1] for frame in _FRAMES if (match := frame.fullmatch(name))), "")


def _holds_name(words: str) -> bool:
    """Whether a word has a capital or a digit, as names have: "the MARIETTA trial"."""
    return any(letter.isupper() or letter.isdigit() for letter in words)


def _describes(name: str) -> bool:
    """Whether words describe a thing and name no paper: "the first draft", "about rain", "the original paper"."""
    framed = _framed(name)
    if framed:
        return not _holds_name(framed)
    return name.partition(" ")[0].lower() in STOPWORDS or " as " in name or not root_terms(name)


def _fact(graph: KnowledgeGraph, asked: AskedOfPaper, called: _Called) -> PaperFact:
    values, evidence = _READERS[asked](graph, called.number)
    return PaperFact(paper=node_ref(graph, called.number), reason=called.reason, values=values, evidence=evidence)


def _year(graph: KnowledgeGraph, paper: int) -> Facts:
    year = graph.node(paper)["year"]
    return ((str(year),) if year else ()), ()


def _doi(graph: KnowledgeGraph, paper: int) -> Facts:
    doi = attributes_of(graph.node(paper)).get("doi")
    return ((str(doi),) if doi else ()), ()


def _cites(graph: KnowledgeGraph, paper: int) -> Facts:
    rows = citations_of(graph, graph.ids[paper]).citations
    return tuple(row.cited.name for row in rows), _places(rows)


def _cited_by(graph: KnowledgeGraph, paper: int) -> Facts:
    rows = citations_to(graph, graph.ids[paper]).citations
    return tuple(row.citing.name for row in rows), _places(rows)


def _places(rows: tuple[CitationRow, ...]) -> tuple[Evidence, ...]:
    return tuple(place for row in rows for place in row.evidence)


_READERS: dict[AskedOfPaper, Callable[[KnowledgeGraph, int], Facts]] = {
    AskedOfPaper.AUTHORS: lambda graph, paper: (author_names(graph, paper), ()),
    AskedOfPaper.AFFILIATIONS: lambda graph, paper: (affiliations(graph, paper), ()),
    AskedOfPaper.YEAR: _year,
    AskedOfPaper.DOI: _doi,
    AskedOfPaper.CITES: _cites,
    AskedOfPaper.CITED_BY: _cited_by,
    AskedOfPaper.WRITTEN: lambda graph, paper: (author_names(graph, paper), ()),
}
