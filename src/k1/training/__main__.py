"""``python -m k1.training``: the training runs that the workflow and the Makefile call."""

from __future__ import annotations

import json
import logging
import sys
import warnings
from pathlib import Path
from typing import Annotated

import typer

from k1.errors import ConfigurationError, K1Error
from k1.training.configuration import load_settings
from k1.training.environment import prepare_environment

app = typer.Typer(add_completion=False, no_args_is_help=True, help="Train the backbone.")

ConfigOption = Annotated[Path, typer.Option("--config", help="The profile, a YAML file.")]
OutOption = Annotated[Path, typer.Option("--out", help="Where the results go: a folder, or a file for gguf.")]
SeedOption = Annotated[int, typer.Option("--seed", min=0, help="Everything random follows from it.")]


DryRunOption = Annotated[bool, typer.Option("--dry-run", help="Forecast the memory, then run at toy size on the CPU.")]


@app.command("lesson")
def lesson(config: ConfigOption, out: OutOption, seed: SeedOption = 1, dry_run: DryRunOption = False) -> None:
    """Train a profile with one seed; a killed run continues where it was."""
    from k1.training.preflight import GIB, forecast
    from k1.training.run import toy, train

    _quiet()
    settings = load_settings(config)
    if dry_run:
        print(f"{settings.name}: predicted peak {forecast(settings).peak / GIB:.1f} GiB; now at toy size")
        settings = toy(settings)
    _print(train(settings, out, seed))


@app.command("seeds")
def seeds(config: ConfigOption, out: OutOption, seed: Annotated[list[int], typer.Option("--seed")]) -> None:
    """Train a profile with several seeds, and report mean and spread."""
    from k1.training.run import train_seeds

    _quiet()
    _print(train_seeds(load_settings(config), out, seed))


@app.command("ablation")
def ablation(config: ConfigOption, out: OutOption) -> None:
    """Compare variants of a profile, each from the same starting weights, over several seeds."""
    from k1.training.ablation import run_ablation

    _quiet()
    run_ablation(config, out)


@app.command("gguf")
def gguf(
    weights: Annotated[Path, typer.Argument(help="The folder of merged weights: grpo/final of a run.")], out: OutOption
) -> None:
    """Write weights as one GGUF file, read it back, and compare every tensor."""
    from k1.training.gguf_export import check_gguf, write_gguf

    write_gguf(weights, out)
    print(f"{out}: {check_gguf(weights, out)} tensors, each equal to {weights}")


def _quiet() -> None:
    """Leave only what a reader of the terminal needs: progress lines and the summary."""
    prepare_environment()
    warnings.filterwarnings("ignore")
    logging.getLogger().setLevel(logging.ERROR)


def _print(summary: object) -> None:
    print(json.dumps(summary, indent=1, sort_keys=True))


def main() -> None:
    """Run a command; an error that K1 raised on purpose is one line, not a traceback."""
    try:
        app()
    except (K1Error, ConfigurationError) as error:
        print(f"error: {error}", file=sys.stderr)
        raise SystemExit(1) from error


if __name__ == "__main__":
    main()
