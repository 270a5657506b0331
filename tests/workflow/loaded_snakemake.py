"""Snakemake, loaded once: forks a process for each command line. Loading takes most of the time of a plan.

A line of stdin is the JSON of arguments, folder and the file for what is said; a line of stdout answers with the exit
code.
"""

from __future__ import annotations

import json
import os
import sys

from snakemake.cli import get_argument_parser, main

import k1.corpus.folder
import k1.figures.catalogue
import k1.runtime.configuration
import k1.runtime.run_layout
import k1.training.machine.needs  # noqa: F401  # what the Snakefile imports, too


def answer(arguments: list[str], folder: str, said: str) -> int:
    """Run Snakemake in a process of its own, as `python -m snakemake` would in ``folder``."""
    if child := os.fork():
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    os.chdir(folder)
    heard, nothing = os.open(said, os.O_WRONLY | os.O_CREAT), os.open(os.devnull, os.O_RDONLY)
    for descriptor, stream in ((nothing, 0), (heard, 1), (heard, 2)):
        os.dup2(descriptor, stream)
    main(arguments)  # ends the process
    raise AssertionError


if __name__ == "__main__":
    get_argument_parser()  # loads the plugins
    for line in sys.stdin:
        print(answer(**json.loads(line)), flush=True)
