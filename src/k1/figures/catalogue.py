"""The figures of a run: what each is called and shows. Light to import: the workflow reads it at every start."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ReportedTable:
    """How one table is drawn: its title, and whether systems are its rows or its columns."""

    title: str
    systems: str
    decimals: int


TABLES = {
    "7.1": ReportedTable("Extraction quality by module and domain (Table 4)", "column", 2),
    "7.2": ReportedTable("Geoscience questions (Table 5)", "row", 1),
    "7.3": ReportedTable("FrontierScience-Research (Table 6)", "row", 1),
    "7.4": ReportedTable("Multi-hop questions (Table 7)", "row", 1),
    "7.5": ReportedTable("The backbone: set F1 (Tables 8 and 9)", "column", 4),
    "7.6": ReportedTable("Cross-reading: Agents-A1", "column", 1),
}


@dataclass(frozen=True)
class FigureOfRun:
    """One figure: the group it stands in, and its caption."""

    category: str
    caption: str


def reported_name(number: str) -> str:
    """What the figure of a table of the paper is called."""
    return f"reported-{number.replace('.', '-')}"


def _reported(table: ReportedTable) -> FigureOfRun:
    return FigureOfRun("The paper", f"{table.title}; framed: K1 (a dash: not measured).")


FIGURES: dict[str, FigureOfRun] = {
    "corpus": FigureOfRun("Corpus", "Words of each paper by subject and format."),
    "units": FigureOfRun("Corpus", "Content units of each paper by modality, running heads and page numbers left out."),
    "parse-scores": FigureOfRun("Corpus", "The parser against the sources that PDFs were made from; 1 is perfect."),
    "entity-kinds": FigureOfRun(
        "Knowledge", "Entities and statements of the graph by kind; solid: in two or more papers."
    ),
    "shared-entities": FigureOfRun(
        "Knowledge", "Which papers speak of the most shared entities; larger dots, more places."
    ),
    "relation-types": FigureOfRun(
        "Knowledge", "Relations between entities by type, read from text or following from the paper's structure."
    ),
    "citation-roles": FigureOfRun("Knowledge", "Cited works by level and by role in the citing text."),
    "graph-core": FigureOfRun("Graph", "The papers and the entities that hold them together."),
    **{reported_name(number): _reported(table) for number, table in TABLES.items()},
    "reported-backbone": FigureOfRun("The paper", "Set F1 on the ten sets of Tables 8 and 9; K1 where measured."),
}
