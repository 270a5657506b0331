"""Each figure of the catalogue from the tables of a run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path

import polars as pl
from matplotlib.figure import Figure

from k1.figures import corpus, documents, graph, knowledge, reported
from k1.figures.catalogue import FIGURES, TABLES, reported_name
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


def _draw_reported(tables: RunTables, *, number: str) -> Figure:
    return reported.draw_reported_table(tables.reported, tables.measured, number)


DRAWINGS: dict[str, Callable[[RunTables], Figure]] = {
    "corpus": lambda t: corpus.draw_corpus(t.documents["papers"], t.documents["units"]),
    "units": lambda t: documents.draw_units(t.documents["papers"], t.documents["units"]),
    "parse-scores": lambda t: documents.draw_parse_scores(t.parse_scores),
    "entity-kinds": lambda t: knowledge.draw_entity_kinds(t.graph["nodes"]),
    "shared-entities": lambda t: knowledge.draw_shared_entities(
        t.graph["nodes"], t.graph["evidence"], t.documents["papers"]
    ),
    "relation-types": lambda t: knowledge.draw_relation_types(t.graph["edges"]),
    "citation-roles": lambda t: knowledge.draw_citation_roles(t.knowledge["cited_works"]),
    "graph-core": lambda t: graph.draw_graph_core(t.graph["nodes"], t.graph["edges"], seed=t.seed),
    **{reported_name(number): partial(_draw_reported, number=number) for number in TABLES},
    "reported-backbone": lambda t: reported.draw_backbone(t.reported, t.measured),
}


def write_figures(run: Path, out: Path, *, reported_path: Path, seed: int) -> list[Path]:
    """Draw every figure of a run as SVG and PDF into ``out``; returns the paths written.

    Raises
    ------
    TableError: a table of the run is missing or of another version.
    """
    tables = RunTables(run, reported_path, seed)
    return [path for name in FIGURES for path in save_figure(DRAWINGS[name](tables), out / name)]
