"""``graphanything``: one command per question. A command reads its arguments, makes one library call, prints.

Exit codes: 0 an answer; 1 no hit, or some files failed; 2 bad arguments; 3 no answer possible (no graph, a damaged
index, a folder that cannot be written). Heavy packages are imported inside the commands, so that
``graphanything --help`` answers at once.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from io import TextIOWrapper

import typer

from k1.errors import K1Error
from k1.interface.commands import build, network, papers, parse, passages, questions

HELP = """Turn papers into a knowledge graph and ask it. Every answer quotes paper, section and page."""
FAILED = 3
COMMANDS: dict[str, Callable[..., None]] = {
    "build": build.build,
    "ask": questions.ask,
    "tri-search": questions.tri_search,
    "anchors": questions.anchors,
    "find-paper": papers.find_paper,
    "paper-details": papers.paper_details,
    "citations-of": papers.citations_of,
    "citations-to": papers.citations_to,
    "lineage": network.lineage,
    "baselines": network.baselines,
    "gaps": network.gaps,
    "evidence": network.evidence,
    "neighbours": network.neighbours,
    "parse": parse.parse,
    "rank-passages": passages.rank_passages,
}
"""In the order of the help."""

app = typer.Typer(
    rich_markup_mode=None,  # plain help: rich alone takes half of the time to the first line
    name="graphanything",
    help=HELP,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--help", "-h"]},
)
for name, command in COMMANDS.items():
    app.command(name)(command)


def main() -> None:
    """Run one command; an error that K1 knows, or a file that cannot be had, is told on stderr with exit code 3."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal without quotation marks gets its answer too
    try:
        app(prog_name="graphanything")
    except (K1Error, OSError) as error:
        print(f"error: {_said(error)}", file=sys.stderr)
        sys.exit(FAILED)


def _said(error: K1Error | OSError) -> str:
    from k1.interface.rendering import plain

    # Of a file that was to be renamed the new name: the old one is a temporary file's.
    if isinstance(error, OSError) and (name := error.filename2 or error.filename):
        return plain(f"{name}: {error.strerror}; choose another path, or mend this one")
    # What is wrong with each key, or with each paper, has its line.
    return "\n  ".join(map(plain, str(error).splitlines()))
