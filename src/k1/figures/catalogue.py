"""The figures of a run: what each is called, what it shows, and how it is drawn from the run's tables."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import polars as pl
from matplotlib.figure import Figure

from k1.figures import corpus, documents, graph, knowledge, reported
from k1.figures.results import Frames, load_documents, load_graph, load_knowledge, load_parse_scores
from k1.figures.style import save_figure


@dataclass(frozen=True)
class RunTables:
    """The tables of one run, read when a figure first asks for them."""

    run: Path
    reported_path: Path
    seed: int

    @cached_property
    def documents(self) -> Frames:
        """Papers, units and the rest of the parse."""
        return load_documents(self.run)

    @cached_property
    def knowledge(self) -> Frames:
        """What the extractor read."""
        return load_knowledge(self.run)

    @cached_property
    def graph(self) -> Frames:
        """Nodes, edges and their evidence."""
        return load_graph(self.run)

    @cached_property
    def parse_scores(self) -> pl.DataFrame:
        """Scores of the parser against gold."""
        return load_parse_scores(self.run)

    @cached_property
    def reported(self) -> pl.DataFrame:
        """Figures of the paper."""
        return reported.read_reported(self.reported_path)

    @cached_property
    def measured(self) -> pl.DataFrame:
        """Figures of our own."""
        return reported.read_measured(self.run / "tables")


@dataclass(frozen=True)
class FigureOfRun:
    """One figure: the group it stands in, its caption, and its drawing."""

    category: str
    caption: str
    draw: Callable[[RunTables], Figure]


def _reported(table: str) -> FigureOfRun:
    shape = reported.TABLES[table]
    caption = f"{shape.title}: the paper's figures; framed, what K1 measured itself (a dash: not measured)."
    return FigureOfRun("The paper", caption, lambda t: reported.draw_reported_table(t.reported, t.measured, table))


FIGURES: dict[str, FigureOfRun] = {
    "corpus": FigureOfRun(
        "Corpus",
        "Words of each paper by subject and format.",
        lambda t: corpus.draw_corpus(t.documents["papers"], t.documents["units"]),
    ),
    "units": FigureOfRun(
        "Corpus",
        "Content units of each paper by modality, running heads and page numbers left out.",
        lambda t: documents.draw_units(t.documents["papers"], t.documents["units"]),
    ),
    "parse-scores": FigureOfRun(
        "Corpus",
        "The parser against the corpus's own gold (sources that the journals' PDFs were made from).",
        lambda t: documents.draw_parse_scores(t.parse_scores),
    ),
    "entity-kinds": FigureOfRun(
        "Knowledge",
        "Entities and statements of the graph by kind; solid: in two or more papers.",
        lambda t: knowledge.draw_entity_kinds(t.graph["nodes"]),
    ),
    "shared-entities": FigureOfRun(
        "Knowledge",
        "Which papers speak of the most shared entities; larger dots, more places.",
        lambda t: knowledge.draw_shared_entities(t.graph["nodes"], t.graph["evidence"], t.documents["papers"]),
    ),
    "relation-types": FigureOfRun(
        "Knowledge",
        "Relations between entities by type, read from text or following from the paper's structure.",
        lambda t: knowledge.draw_relation_types(t.graph["edges"]),
    ),
    "citation-roles": FigureOfRun(
        "Knowledge",
        "Cited works by level and by role in the citing text.",
        lambda t: knowledge.draw_citation_roles(t.knowledge["cited_works"]),
    ),
    "graph-core": FigureOfRun(
        "Graph",
        "The papers and the entities that hold them together.",
        lambda t: graph.draw_graph_core(t.graph["nodes"], t.graph["edges"], seed=t.seed),
    ),
    **{f"reported-{table.replace('.', '-')}": _reported(table) for table in reported.TABLES},
    "reported-backbone": FigureOfRun(
        "The paper",
        "Set F1 on the ten extraction sets of the paper's Tables 8 and 9, and K1's own where measured.",
        lambda t: reported.draw_backbone(t.reported, t.measured),
    ),
}


def write_figures(run: Path, out: Path, *, reported_path: Path, seed: int) -> list[Path]:
    """Draw every figure of a run as SVG and PDF into ``out``; returns the paths written.

    Raises
    ------
    TableError: a table of the run is missing or of another version.
    """
    tables = RunTables(run, reported_path, seed)
    return [path for name, figure in FIGURES.items() for path in save_figure(figure.draw(tables), out / name)]
