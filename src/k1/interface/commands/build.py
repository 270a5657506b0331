"""``graphanything build``: the main job, from papers to graph, figures and answers."""

from __future__ import annotations

import shlex
import shutil
import time
from pathlib import Path
from typing import Annotated

import typer

from k1.errors import K1Error

_ROOT_FILES = ("Snakefile", "workflow", "notebooks")
_SHOWN = 3  # sentences of an answer

_QUIET = ("--quiet", "host", "rules")
"""A line when a rule is done and what its stage says; the files of each rule would bury both."""


def build(
    config: Annotated[
        list[Path] | None,
        typer.Option(
            help="configuration overlay, looked for here, then below --root; several are laid over each other in order"
        ),
    ] = None,
    root: Annotated[Path, typer.Option(help="checkout of K1 that holds the Snakefile")] = Path(),
    cores: Annotated[int | None, typer.Option(min=1, help="cores to use; all by default")] = None,
    until: Annotated[str | None, typer.Option(help="make this alone: documents, graph, or a file of results/")] = None,
) -> None:
    """Build the graph of a corpus: run the whole workflow, or what is left of it after a kill."""
    from k1.interface.workflow import claim, newest, write_report
    from k1.runtime.configuration import load_configuration, read_overlay
    from k1.runtime.failures import remove_unreadable, worth_another_try

    missing = [name for name in _ROOT_FILES if not (root / name).exists()]
    if missing:
        raise K1Error(f"{root.resolve()}: no {', '.join(missing)} here; run it in a checkout of K1, or pass --root")
    overlays = [_seen_from(root, path) for path in config or ()] or [Path("config/demo.yaml")]
    settings = load_configuration([root / path for path in overlays])
    run = root / "results" / settings.run
    claim(run, root / overlays[0], named=any("run" in read_overlay(root / path) for path in overlays))
    arguments = ["--configfile", *map(str, overlays), *(["--cores", str(cores)] if cores else [])]
    started, before = time.monotonic(), newest(run)
    remove_unreadable(run)
    if missed := worth_another_try(run):
        print(f"{run}: papers that could not be had, asked for again: {len(missed)}")
        # A run of its own: where nothing more comes, the tables are the same, and nothing that follows runs again.
        _run(run, [f"results/{settings.run}/corpus/failures.parquet", *arguments, "--forcerun", "fetch"], root)
    if until:
        _run(run, [until, *arguments], root, f"; --until takes documents, graph or a file of results/{settings.run}/")
        return
    _run(run, arguments, root)
    write_report(run, arguments, root=root)
    _say_where_to_look(run, seconds=time.monotonic() - started, fresh=newest(run) > before)
    if settings.question:
        _answer(run, settings.question)


def _seen_from(root: Path, overlay: Path) -> Path:
    """An overlay of the shell's folder, else of the checkout, as Snakemake finds it, which runs in the checkout."""
    if not overlay.is_file():
        return overlay
    found, checkout = overlay.resolve(), root.resolve()
    return found.relative_to(checkout) if found.is_relative_to(checkout) else found


def _run(run: Path, arguments: list[str], root: Path, remedy: str = "") -> None:
    from k1.interface.workflow import last_error, run_workflow, say

    started = time.time()
    ended = run_workflow(run, [*arguments, *_QUIET], root=root)
    said = last_error(run, since=started) if ended.code else None
    if said is None:  # no stage says what is wrong
        say(ended.errors)
    if ended.code:
        generic = f"{run}: Snakemake ended with exit code {ended.code}; the lines above say why{remedy}"
        raise K1Error(said or generic)


def _say_where_to_look(run: Path, *, seconds: float, fresh: bool) -> None:
    """List what the run left behind, and how large it is."""
    print(f"\n{run}: {'built' if fresh else 'up to date'} ({seconds:.0f} s)")
    shown = (
        ("explorer.html", "the graph as a page: search, open a node, read its evidence"),
        ("report.html", "figures, notebooks and run statistics"),
        ("figures", "every figure as SVG and PDF"),
        ("notebooks", "executed notebooks; `make lab` opens their sources"),
        ("graph", "the graph as Parquet tables; `graphanything --help` asks it questions"),
        ("run.json", "configuration, versions and the SHA-256 of every result"),
    )
    width = max(len(str(run / name)) for name, _ in shown)
    for name, what in shown:
        print(f"  {run / name!s:<{width}}  {what}")


def _answer(run: Path, question: str) -> None:
    """Ask the graph one question and show the evidence, as ``graphanything ask`` does."""
    from rich.console import Console

    from k1.interface import answer_view
    from k1.retrieval.ask.answers import ask
    from k1.retrieval.records import Strength
    from k1.retrieval.store.graph_store import open_graph

    print(f"\n$ {shlex.join(['graphanything', 'ask', question, '--graph', str(run / 'graph')])}\n")
    found = ask(open_graph(run / "graph"), question, _SHOWN)
    console = Console(width=shutil.get_terminal_size((100, 24)).columns, highlight=False)
    if found.strength is Strength.NONE:
        console.print(answer_view.unanswered(found), markup=False)
    else:
        console.print(answer_view.answer(found))
