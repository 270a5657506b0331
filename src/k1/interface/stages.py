"""``python -m k1``: one command per stage, as the workflow's rules call them.

Each command reads tables, makes one library call and writes tables. Settings come as JSON from the rule, so that
a line of a log can be run by hand.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Annotated, ParamSpec

import typer

from k1.errors import K1Error
from k1.runtime.progress import counted

app = typer.Typer(add_completion=False, no_args_is_help=True, help=__doc__)

Settings = Annotated[str, typer.Option(help="settings of the stage, as JSON")]
Out = Annotated[Path, typer.Option(help="folder or file that is written")]
P = ParamSpec("P")


def stage(function: Callable[P, None]) -> Callable[P, None]:
    """Turn an error of K1's own into one clear message and exit code 1."""

    @wraps(function)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            function(*args, **kwargs)
        except K1Error as error:
            print(f"error: {error}", file=sys.stderr)
            raise typer.Exit(1) from error

    return wrapped


@app.command("fetch")
@stage
def fetch(settings: Settings, out: Out) -> None:
    """Fetch the papers of a corpus into OUT/files and list them by shard."""
    from k1.corpus.fetch import fetch_corpus, write_corpus
    from k1.schema.configuration import CorpusSettings

    corpus = CorpusSettings.model_validate_json(settings)
    write_corpus(fetch_corpus(corpus, out, root=Path.cwd()), out, corpus.shard_bits)


@app.command("parse-shard")
@stage
def parse_shard(
    files: Annotated[Path, typer.Option(help="the shard's list of files")],
    settings: Settings,
    out: Out,
    workers: Annotated[int, typer.Option(min=1, help="processes that parse")] = 1,
) -> None:
    """Parse the files of one shard."""
    from k1.parsing.parse import parse_shard as parse
    from k1.runtime.tables import read_table, write_tables
    from k1.schema.configuration import ParsingSettings
    from k1.schema.tables import DOCUMENT_TABLES, FILES

    parsing = ParsingSettings.model_validate_json(settings)
    tables = parse(read_table(FILES, files), files.parent, parsing, workers=workers)
    write_tables(DOCUMENT_TABLES, tables, out)


@app.command("extract-shard")
@stage
def extract_shard(
    documents: Annotated[Path, typer.Option(help="folder with the shard's documents")], settings: Settings, out: Out
) -> None:
    """Extract the knowledge of one shard."""
    from k1.extraction.extract import extract_shard as extract
    from k1.runtime.tables import read_tables, write_tables
    from k1.schema.configuration import ExtractionSettings
    from k1.schema.tables import DOCUMENT_TABLES, KNOWLEDGE_TABLES

    extraction = ExtractionSettings.model_validate_json(settings)
    tables = extract(read_tables(DOCUMENT_TABLES, documents), extraction)
    write_tables(KNOWLEDGE_TABLES, tables, out)


@app.command("check-failures")
@stage
def check_failures(
    run: Annotated[Path, typer.Option(help="folder of the run")],
    max_failed_fraction: Annotated[float, typer.Option(min=0, max=1)],
) -> None:
    """Gather the failures of all stages into RUN/failures.parquet; exit 1 if there are too many."""
    from k1.runtime import failures
    from k1.runtime.tables import write_table
    from k1.schema.tables import FAILURES

    rows = failures.gather_failures(run)
    papers = failures.corpus_size(run, rows["name"].to_list())
    failures.check_failures(rows, papers=papers, max_failed_fraction=max_failed_fraction)
    write_table(FAILURES, rows, run / "failures.parquet")
    print(f"{counted(papers, 'paper')}, {rows['name'].n_unique()} failed")
    if rows.height:
        print(failures.describe_failures(rows))


@app.command("assemble")
@stage
def assemble(run: Annotated[Path, typer.Option(help="folder of the run")], out: Out) -> None:
    """Assemble the documents and the knowledge of all shards into one graph."""
    from k1.graph.assemble import assemble_graph
    from k1.runtime.run_layout import listed_shards
    from k1.runtime.tables import read_tables, write_tables
    from k1.schema.tables import DOCUMENT_TABLES, GRAPH_TABLES, KNOWLEDGE_TABLES

    shards = listed_shards(run)
    documents = [read_tables(DOCUMENT_TABLES, run / "documents" / shard) for shard in shards]
    knowledge = [read_tables(KNOWLEDGE_TABLES, run / "knowledge" / shard) for shard in shards]
    tables = assemble_graph(documents, knowledge)
    write_tables(GRAPH_TABLES, tables, out)
    print(f"graph: {counted(tables['nodes'].height, 'node')}, {counted(tables['edges'].height, 'edge')}")


@app.command("index")
@stage
def index(graph: Annotated[Path, typer.Option(help="folder of the graph")], settings: Settings, out: Out) -> None:
    """Build the lexical and the traversal index of a graph."""
    from k1.retrieval.store.index import build_index
    from k1.runtime.tables import read_tables
    from k1.schema.configuration import RetrievalSettings
    from k1.schema.tables import GRAPH_TABLES

    build_index(read_tables(GRAPH_TABLES, graph), out, RetrievalSettings.model_validate_json(settings))


@app.command("evaluate-parse")
@stage
def evaluate_parse(run: Annotated[Path, typer.Option(help="folder of the run")], out: Out) -> None:
    """Score every parsed PDF whose source the corpus holds."""
    from k1.evaluation.corpus_gold import score_corpus
    from k1.runtime.tables import write_table
    from k1.schema.tables import PARSE_SCORES

    scores = score_corpus(run)
    write_table(PARSE_SCORES, scores, out)
    print(f"{counted(scores['paper'].n_unique(), 'paper')} scored against their own source")


@app.command("figures")
@stage
def figures(
    run: Annotated[Path, typer.Option(help="folder of the run")],
    reported: Annotated[Path, typer.Option(help="table of the paper's reported figures")],
    seed: Annotated[int, typer.Option(min=0, help="seed of the graph's layout")],
) -> None:
    """Draw every figure of a run as SVG and PDF into RUN/figures."""
    from k1.figures.drawing import write_figures

    paths = write_figures(run, run / "figures", reported_path=reported, seed=seed)
    print(f"{counted(len(paths), 'file')} in {run / 'figures'}")


@app.command("explorer")
@stage
def explorer(
    run: Annotated[Path, typer.Option(help="folder of the run")],
    seed: Annotated[int, typer.Option(min=0, help="seed of the layout")],
    out: Out,
) -> None:
    """Write the graph as one offline page."""
    from k1.interface.explorer.write import write_explorer

    write_explorer(run, out, seed=seed)


@app.command("record")
@stage
def record(
    run: Annotated[Path, typer.Option(help="folder of the run")],
    configuration: Annotated[str, typer.Option(help="the effective configuration, as JSON")],
    out: Out,
) -> None:
    """Write the record of a run: configuration, versions, commit and the SHA-256 of every result."""
    from k1.runtime.files import write_json
    from k1.runtime.run_record import run_record

    write_json(out, run_record(run, configuration))
