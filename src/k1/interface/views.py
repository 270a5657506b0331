"""One view for each answer: how a record is laid out in 80 columns and more."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from rich.console import Group, RenderableType
from rich.text import Text

from k1.interface.rendering import indented, plain, section, shortened, table, text
from k1.retrieval.records import (
    AnchorList,
    BaselineList,
    CitationList,
    CitationRow,
    EntityRow,
    Evidence,
    GapList,
    Hit,
    HyperedgeRow,
    Lineage,
    MetricValue,
    NeighbourList,
    NodeEvidenceList,
    NodeRef,
    PaperCard,
    PaperList,
    RelationRow,
    SearchAnswer,
    Seed,
    Step,
)
from k1.runtime.progress import counted

_WHAT, _WHY = 3, 5  # ratio of the columns that say what was found and why
_NAME_LENGTH = 140
_NO_EVIDENCE = "structure of the document"
_CARD_ROWS = 6


def place(evidence: Evidence, *, with_title: bool = True) -> str:
    """Paper, section and page of a quote."""
    parts = [shortened(evidence.title, 70)] if with_title else []
    if evidence.section:
        parts.append(f"§ {shortened(evidence.section.rpartition(' > ')[2], 60)}")
    parts.append(f"p. {evidence.page}" if evidence.page else "no pages")
    return ", ".join(parts)


def quoted(evidence: Sequence[Evidence], *, shown: int = 1, with_title: bool = True) -> Text:
    """The first quotes with their places, and how many more there are."""
    if not evidence:
        return Text(_NO_EVIDENCE, style="dim")
    lines = Text()
    for number, item in enumerate(evidence[:shown]):
        lines.append("\n" if number else "")
        lines.append(f"“{shortened(item.quote)}”\n")
        lines.append(place(item, with_title=with_title), style="dim")
    if len(evidence) > shown:
        lines.append(f" (+{len(evidence) - shown} more)", style="dim")
    return lines


def named(node: NodeRef, *notes: str) -> Text:
    """A node's kind and name, with notes below."""
    lines = Text(shortened(node.name, _NAME_LENGTH), style="bold")
    year = f", {node.year}" if node.year else ""
    lines.append(f"\n{node.kind.replace('_', ' ')}{year}", style="cyan not bold")
    for note in filter(None, map(plain, notes)):
        lines.append(f"\n{note}", style="dim not bold")
    return lines


def score(value: float) -> Text:
    """A score or a length with two digits."""
    return Text(f"{value:.2f}")


def _seeds(title: str, seeds: Sequence[Seed]) -> Text:
    names = "; ".join(f"{seed.node.name} ({seed.node.kind}, {seed.score:.2f} {seed.reason})" for seed in seeds)
    return text(f"{title}: {names or 'none'}", "dim")


def papers(answer: PaperList) -> RenderableType:
    """`find-paper`."""
    rows = []
    for row in answer.papers:
        authors = ", ".join(row.authors[:3]) + (" et al." if len(row.authors) > 3 else "")
        notes = authors, row.venue or "", "" if row.in_corpus else "only cited, not read"
        found = quoted(row.evidence).append(f"\nfound by {plain(row.reason)}", style="dim")
        rows.append((named(row.paper, *notes), score(row.score), found))
    return table([("Paper", _WHAT), ("Score", None), ("Evidence", _WHY)], rows)


def citations(answer: CitationList) -> RenderableType:
    """`citations-of` and `citations-to`."""
    head = named(answer.paper, f"match: {answer.reason}") if answer.paper else Text()
    asked = answer.paper.id if answer.paper else ""
    return Group(
        head,
        _homonyms(answer.homonyms),
        Text(f"strongest first, {len(answer.citations)} in all\n"),
        _citations(answer.citations, asked),
    )


def _citations(rows: Sequence[CitationRow], asked: str) -> RenderableType:
    listed = []
    for row in rows:
        other = row.cited if row.citing.id == asked else row.citing
        note = "in the corpus" if row.in_corpus else "only cited"
        how = Text(f"{row.level or '–'}\n{row.role or '–'}")
        listed.append((named(other, note), how, quoted(row.evidence, with_title=row.citing.id != asked)))
    return table([("Paper", _WHAT), ("Level, role", None), ("As it is said", _WHY)], listed)


def card(answer: PaperCard) -> RenderableType:
    """`paper-details`."""
    facts = "; ".join(f"{key} {value}" for key, value in answer.metadata.items())
    match = f"match: {answer.reason}"
    parts: list[RenderableType] = [
        named(answer.paper, ", ".join(answer.authors), "; ".join(answer.affiliations[:4]), facts, match),
        _homonyms(answer.homonyms),
    ]
    if answer.abstract:
        parts.append(section("Abstract", indented(text(answer.abstract))))
    parts += _card_entities(answer.entities)
    for kind, group in groupby(answer.statements, key=lambda row: row.node.kind):
        parts.append(_card_section(kind.replace("_", " "), [quoted(r.evidence, with_title=False) for r in group]))
    if answer.relations:
        parts.append(_card_relations(answer.relations))
    if answer.hyperedges:
        parts.append(_card_section("statements that bind several", [_hyperedge(row) for row in answer.hyperedges]))
    if answer.anchors:
        shown = [quoted(row.evidence, with_title=False) for row in answer.anchors]
        parts.append(_card_section("figures and tables", shown))
    for title, rows in (("cites", answer.citations), ("cited by", answer.cited_by)):
        if rows:
            body = _citations(rows[:_CARD_ROWS], answer.paper.id)
            parts.append(section(f"{title.capitalize()} ({len(rows)})", body, _more(len(rows))))
    return Group(*parts)


def _card_entities(entities: Sequence[EntityRow]) -> list[RenderableType]:
    parts: list[RenderableType] = []
    ordered = sorted(entities, key=lambda row: row.node.kind)
    for kind, group in groupby(ordered, key=lambda row: row.node.kind):
        rows = list(group)
        shown = [
            (_named_inline(row), Text(str(row.mentions)), quoted(row.evidence, with_title=False))
            for row in rows[:_CARD_ROWS]
        ]
        body = table([(kind.capitalize(), 2), ("Mentions", None), ("First seen", 4)], shown)
        parts.append(Group(Text(), body, _more(len(rows))))
    return parts


def _card_relations(relations: Sequence[RelationRow]) -> RenderableType:
    shown = [
        (_edge(row.head, row.relation, row.tail), quoted(row.evidence, with_title=False))
        for row in relations[:_CARD_ROWS]
    ]
    body = table([("Relation", _WHAT), ("As it is said", _WHY)], shown)
    return section(f"Relations ({len(relations)})", body, _more(len(relations)))


def _hyperedge(row: HyperedgeRow) -> Text:
    """The kind of a hyperedge, what it binds and as what, and the quote."""
    bound = "; ".join(f"{one.role} {shortened(one.node.name, 40)}" for one in row.bound)
    return Text(f"{plain(row.kind)}: {bound}\n").append_text(quoted(row.evidence, with_title=False))


def _named_inline(row: EntityRow) -> Text:
    """An entity's name, marked if the paper proposes it."""
    lines = text(shortened(row.node.name, _NAME_LENGTH), "bold")
    return lines.append("\nproposed here", style="green not bold") if row.proposed else lines


def _card_section(title: str, items: Sequence[RenderableType]) -> RenderableType:
    return section(
        f"{title.capitalize()} ({len(items)})", *[indented(item) for item in items[:_CARD_ROWS]], _more(len(items))
    )


def _more(count: int) -> RenderableType:
    hidden = count - _CARD_ROWS
    return Text(f"  … {hidden} more; --json shows all", style="dim") if hidden > 0 else Text("", end="")


def _edge(head: NodeRef, relation: str, tail: NodeRef) -> Text:
    line = Text(shortened(head.name, 60), style="bold")
    line.append(f" —{relation}→ ", style="cyan not bold")
    return line.append(shortened(tail.name, 60))


def _step(step: Step) -> Text:
    line = _edge(step.head, step.relation, step.tail)
    notes = [f"level {step.level}"] if step.level else []
    notes += [f"confidence {step.confidence:.2f}"] if step.confidence is not None else []
    return line.append(f"\n{', '.join(notes)}", style="dim not bold") if notes else line


def _steps(steps: Sequence[Step]) -> RenderableType:
    rows = [(_step(step), score(step.length), quoted(step.evidence)) for step in steps]
    return table([("Edge", 4), ("Length", None), ("Evidence", _WHY)], rows)


def lineage(answer: Lineage) -> RenderableType:
    """`lineage`."""
    parts: list[RenderableType] = [_seeds("from", answer.start)]
    if answer.goal:
        parts.append(_seeds("to", answer.goal))
    for number, path in enumerate(answer.paths, start=1):
        parts.append(section(f"Path {number}, length {path.length:.2f}", _steps(path.steps)))
    if answer.builds_on:
        parts.append(section("Builds on", _steps(answer.builds_on)))
    if answer.built_upon_by:
        parts.append(section("Built upon by", _steps(answer.built_upon_by)))
    against = f", {answer.edges_against_time} against time left out" if answer.edges_against_time else ""
    parts.append(Text(f"\n{answer.edges_searched} lineage edges searched{against}", style="dim"))
    return Group(*parts)


def baselines(answer: BaselineList) -> RenderableType:
    """`baselines`."""
    rows = []
    for row in answer.rows:
        notes = ["proposed in the corpus"] if row.proposed else []
        notes += [f"measured by {', '.join(row.metrics)}"] if row.metrics else []
        notes += [_value(value) for value in row.values[:_CARD_ROWS]]
        hidden = len(row.values) - _CARD_ROWS
        notes += [f"… {hidden} more values; --json shows all"] if hidden > 0 else []
        rows.append((named(row.method, *notes), Text(str(row.papers)), quoted(row.evidence, shown=2)))
    return Group(
        _seeds("data set", answer.datasets), table([("Method", _WHAT), ("Papers", None), ("Evidence", _WHY)], rows)
    )


def _value(value: MetricValue) -> str:
    split = f" ({value.split})" if value.split else ""
    return f"{shortened(value.metric, 40)}{split}: {shortened(value.value, 24)}"


def anchors(answer: AnchorList) -> RenderableType:
    """`anchors`."""
    rows = [
        (
            text(row.label or row.modality, "bold").append(f"\n{row.reason}", style="dim not bold"),
            score(row.score),
            quoted(row.evidence),
        )
        for row in answer.anchors
    ]
    return Group(_seeds("named", answer.seeds), table([("Anchor", 1), ("Score", None), ("Evidence", 4)], rows))


def gaps(answer: GapList) -> RenderableType:
    """`gaps`."""
    counts = "; ".join(f"{kind.replace('_', ' ')}: {count}" for kind, count in answer.counts.items())
    rows = []
    for gap in answer.gaps:
        what = Text(gap.kind.replace("_", " "), style="cyan").append(f"\n{plain(gap.statement)}", style="default")
        rows.append((what.append(f"\n{plain(gap.query)}", style="dim"), quoted(gap.evidence)))
    head = Text(f"{counted(answer.papers, 'paper')}. Gaps of this corpus, not of the field: {counts}\n")
    return Group(head, table([("Gap, and what was counted", 1), ("Evidence", 1)], rows))


def search(answer: SearchAnswer) -> RenderableType:
    """`tri-search`."""
    sources = "; ".join(
        f"{s.source} {s.weight:.2f}, {s.records} records" if s.answered else f"{s.source} absent ({plain(s.note)})"
        for s in answer.sources
    )
    head = Text(f"type: {answer.query_type.value} ({answer.rule})\nsources: {sources}", style="dim")
    rows = [(_hit_score(hit), named(hit.node), _hit_evidence(hit)) for hit in answer.hits]
    return Group(head, _seeds("named", answer.seeds), table([("Score", None), ("Hit", 2), ("Evidence", 4)], rows))


def _hit_score(hit: Hit) -> Text:
    lines = Text(f"{hit.score:.2f}", style="bold")
    for source, value in hit.sources.items():
        lines.append(f"\n{source} {value:.2f}", style="dim not bold")
    return lines


def _hit_evidence(hit: Hit) -> Text:
    lines = quoted(hit.evidence)
    if hit.via:
        first = hit.via[0]
        lines.append(f"\nby way of {shortened((first.head if first.forward else first.tail).name, 40)}", style="cyan")
        for step in hit.via:
            arrow = f" —{step.relation}→ " if step.forward else f" ←{step.relation}— "
            lines.append(arrow + shortened((step.tail if step.forward else step.head).name, 40), style="cyan")
    return lines


def node_evidence(found: NodeEvidenceList) -> RenderableType:
    """`evidence`."""
    rows = [
        (text(place(item)), text(f"“{shortened(sentence)}”"), text(item.extractor, "dim"))
        for item, sentence in zip(found.evidence, found.sentences, strict=True)
    ]
    head = Group(named(found.node, found.node.id), _homonyms(found.homonyms), text(shortened(found.text)), Text())
    return Group(head, table([("Place", 3), ("Quote", 5), ("Read by", None)], rows))


def neighbours(found: NeighbourList) -> RenderableType:
    """`neighbours`."""
    more = [Text(f"\n… {counted(found.more, 'more edge')}; a higher --limit shows them", "dim")] if found.more else []
    head = named(found.node, found.node.id)
    return Group(head, _homonyms(found.homonyms), Text(), _steps(found.steps), *more)


def _homonyms(nodes: Sequence[NodeRef]) -> Text:
    """One line for each other node of the name, with the id that asks for it."""
    lines = Text("", end="")
    if nodes:
        lines = Text("the name has other nodes too; ask for one by its id:", style="yellow")
        for node in nodes:
            lines.append(f"\n  {plain(node.id)}  {node.kind.replace('_', ' ')}  {shortened(node.name, 60)}")
    return lines
