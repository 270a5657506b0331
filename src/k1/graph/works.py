"""Which works the corpus speaks of: its own papers, and cited ones brought together across identifier routes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain

from k1.graph.aliases import alias_row, leaders
from k1.graph.content import passages, say_the_same
from k1.graph.orcids import with_own_orcids
from k1.graph.same_title import Printed, may_be_one, may_be_one_paper, printed, same_works
from k1.schema.documents import Document, Paper, Reference, file_preference
from k1.schema.graph import Alias
from k1.schema.identity import paper_id
from k1.text.normalisation import title_key

_SHORTEST_TITLE = 20  # characters; shorter titles ("Preface", "Statistics") name many works


@dataclass(frozen=True)
class Works:
    """Cited works and corpus papers under one id each.

    ``papers`` are the documents kept, one a paper, without the ORCID iDs of other people; ``target`` leads from the id
    that a reference was given to the id of the work; ``cited`` holds one reference for each work that is not in the
    corpus.
    """

    papers: Mapping[str, Document]
    target: Mapping[str, str]
    cited: Mapping[str, Reference]
    aliases: tuple[Alias, ...]


def _telling_title(title: str | None) -> str:
    """The words of a title, folded; empty where they are too few to tell one work from another."""
    key = title_key(title or "")
    return key if len(key) >= _SHORTEST_TITLE else ""


def resolve_works(documents: Iterable[Document]) -> Works:
    """Bring the works of a corpus together: by DOI, arXiv id and PMCID, then by title."""
    read, aliases = _one_document_per_paper(documents)
    leader = _one_paper_per_title(read)
    for paper in (paper for paper in read if leader[paper] != paper):
        aliases.append(alias_row(leader[paper], paper, "title", leader[paper]))
        aliases.append(_named_by_file(leader[paper], read[paper].paper))
    kept = {paper: document for paper, document in read.items() if leader[paper] == paper}
    known = {name: leader[paper] for name, paper in _known_ids(document.paper for document in read.values()).items()}
    titles: dict[str, dict[str, Printed]] = defaultdict(dict)
    for paper, document in kept.items():
        if key := _telling_title(document.paper.title):
            titles[key][paper] = printed([document.paper])
    target: dict[str, str] = {}
    outside: dict[str, list[Reference]] = defaultdict(list)
    for document in kept.values():
        for reference in document.references:
            cited = reference.work
            work = known.get(cited) or _paper_of_title(reference, titles)
            if work is None:
                outside[cited].append(reference)
                continue
            target[cited] = work
            if cited != work:
                aliases.append(alias_row(work, cited, "title", reference.paper))
    cited_works = _merge_by_title(outside, target, aliases)
    return Works(with_own_orcids(kept), target, cited_works, tuple(aliases))


def _paper_of_title(reference: Reference, titles: Mapping[str, Mapping[str, Printed]]) -> str | None:
    """The one paper of the corpus that has the title of a reference and may be the work it means."""
    papers = titles.get(_telling_title(reference.title), {})
    fits = [paper for paper, said in papers.items() if may_be_one(printed([reference]), said)]
    return fits[0] if len(fits) == 1 else None


def _one_document_per_paper(documents: Iterable[Document]) -> tuple[dict[str, Document], list[Alias]]:
    """Of several files of one paper, the one whose format says most; the others become alias rows."""
    kept: dict[str, Document] = {}
    aliases: list[Alias] = []
    for document in sorted(documents, key=lambda document: file_preference(document.paper)):
        paper = document.paper
        if paper.id in kept:
            aliases.append(alias_row(paper.id, f"file:{paper.file_sha256}", "identifier", paper.id))
            aliases.append(_named_by_file(paper.id, paper))
        else:
            kept[paper.id] = document
    return dict(sorted(kept.items())), aliases


def _named_by_file(node: str, other: Paper) -> Alias:
    """The name of a file that is not kept: who asks by it means the paper."""
    return alias_row(node, other.name, "identifier", node)


def _one_paper_per_title(read: Mapping[str, Document]) -> dict[str, str]:
    """The id that each paper goes by: a manuscript and what appeared of it are one, the one that has the DOI."""
    by_title: dict[str, dict[str, Document]] = defaultdict(dict)
    for name, document in read.items():
        if key := _telling_title(document.paper.title):
            by_title[key][name] = document
    leader = {name: name for name in read}
    for titled in by_title.values():
        for group in _versions(titled) if len(titled) > 1 else ():
            best = min(group, key=lambda name: (not printed([read[name].paper]).doi, file_preference(read[name].paper)))
            leader |= dict.fromkeys(group, best)
    return leader


def _versions(titled: Mapping[str, Document]) -> list[set[str]]:
    """Documents of one title, those together that say the same and may be one paper."""
    said = {name: printed([document.paper]) for name, document in titled.items()}
    texts = {name: passages(document) for name, document in titled.items()}
    return same_works(
        said, lambda one, other: may_be_one_paper(said[one], said[other]) and say_the_same(texts[one], texts[other])
    )


def _known_ids(papers: Iterable[Paper]) -> dict[str, str]:
    """Every id under which a reference may name a paper of the corpus."""
    known: dict[str, str] = {}
    for paper in papers:
        for field in ("doi", "arxiv_id", "pmcid"):
            if identifier := getattr(paper, field):
                known[paper_id(title="", **{field: identifier})] = paper.id
        if paper.authors and paper.year:
            authors = tuple(author.name for author in paper.authors)
            known[paper_id(title=paper.title, authors=authors, year=paper.year)] = paper.id
        known[paper.id] = paper.id
    return known


def _merge_by_title(
    outside: Mapping[str, list[Reference]], target: dict[str, str], aliases: list[Alias]
) -> dict[str, Reference]:
    """Works outside the corpus that carry one title are one work, if they may be, under the smallest of their ids."""
    by_title: dict[str, set[str]] = defaultdict(set)
    for cited, references in outside.items():
        for reference in references:
            by_title[_telling_title(reference.title) or cited].add(cited)
    said = {cited: printed(references) for cited, references in outside.items()}
    groups = (
        same_works({cited: said[cited] for cited in titled}, lambda one, other: may_be_one(said[one], said[other]))
        for titled in by_title.values()
    )
    leader = leaders(outside, ((min(group), cited) for group in chain.from_iterable(groups) for cited in group))
    works: dict[str, Reference] = {}
    for cited in sorted(outside):
        work = leader[cited]
        target[cited] = work
        best = min([*outside[cited], *([works[work]] if work in works else [])], key=_completeness)
        works[work] = best
        if cited != work:
            aliases.append(alias_row(work, cited, "title", outside[cited][0].paper))
    return works


def _completeness(reference: Reference) -> tuple[bool, bool, int, str]:
    """Sort key: references with title and year first, then the longest."""
    return not reference.title, not reference.year, -len(reference.text), reference.id
