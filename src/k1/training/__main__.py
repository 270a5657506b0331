"""``python -m k1.training``: the training runs that the workflow and the Makefile call."""

from __future__ import annotations

import json
import logging
import sys
import warnings
from pathlib import Path
from typing import Annotated

import typer
from pydantic import JsonValue

from k1.errors import ConfigurationError, K1Error
from k1.training.machine.environment import prepare_environment
from k1.training.profile.configuration import load_settings

app = typer.Typer(add_completion=False, no_args_is_help=True, help="Train the backbone.")

ConfigOption = Annotated[Path, typer.Option("--config", help="The profile, a YAML file.")]
OutOption = Annotated[Path, typer.Option("--out", help="Where the results go: a folder, or a file for gguf.")]
SeedOption = Annotated[int, typer.Option("--seed", min=0, help="Everything random follows from it.")]


DryRunOption = Annotated[bool, typer.Option("--dry-run", help="Forecast the memory, then run at toy size on the CPU.")]


@app.command("lesson")
def lesson(config: ConfigOption, out: OutOption, seed: SeedOption = 1, dry_run: DryRunOption = False) -> None:
    """Train a profile with one seed; a killed run continues where it was."""
    from k1.training.machine.preflight import GIB, forecast
    from k1.training.profile.toy import toy
    from k1.training.run import train

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
def ablation(
    config: ConfigOption,
    out: OutOption,
    seed: Annotated[list[int] | None, typer.Option("--seed", help="In place of the comparison's own seeds.")] = None,
    jobs: Annotated[int, typer.Option("--jobs", min=1, help="Processes at once, each with one variant and seed.")] = 1,
) -> None:
    """Compare variants of a profile, each from the same starting weights, over several seeds."""
    from k1.training.ablation import run_ablation
    from k1.training.side_by_side import run_side_by_side

    _quiet()
    if jobs == 1:
        run_ablation(config, out, seeds=seed or ())
    else:
        run_side_by_side(config, out, jobs, seed or ())


@app.command("ablation-part", hidden=True)
def ablation_part(variant: str, *, config: ConfigOption, out: OutOption, seed: SeedOption) -> None:
    """One variant of a comparison with one seed, in a process of its own."""
    from k1.training.ablation import load_ablation, run_seed
    from k1.training.machine.process import end_with_parent

    end_with_parent()
    _quiet()
    run_seed(load_ablation(config), out, seed, [variant])


@app.command("gguf")
def gguf(
    weights: Annotated[Path, typer.Argument(help="The folder of merged weights: grpo/final of a run.")], out: OutOption
) -> None:
    """Write weights as one GGUF file, read it back, and compare every tensor."""
    from k1.training.reports.gguf_export import check_gguf, write_gguf

    write_gguf(weights, out)
    print(f"{out}: {check_gguf(weights, out)} tensors, each equal to {weights}")


ProfileOption = Annotated[Path, typer.Option("--config", help="The profile of the 4B that fits the card.")]
NanoOption = Annotated[Path, typer.Option("--nano", help="The nano profile.")]
DataOption = Annotated[Path | None, typer.Option("--data", help="The folder of nano's sets, where not as configured.")]
ToyOption = Annotated[bool, typer.Option("--toy", help="At toy size on the CPU: a rehearsal with real figures.")]
BIG, NANO = Path("config/4b.yaml"), Path("config/nano.yaml")


MinutesOption = Annotated[float, typer.Option("--minutes", help="Time for all parts; what is left goes on next time.")]


@app.command("evidence")
def evidence(
    *,
    out: OutOption,
    part: Annotated[list[str] | None, typer.Option("--part", help="One of the parts; all by default.")] = None,
    config: ProfileOption = BIG,
    nano: NanoOption = NANO,
    data: DataOption = None,
    minutes: MinutesOption = 60.0,
    toy_size: ToyOption = False,
) -> None:
    """Measure a card: both engines on the same work, decoding beside its limit, nano with three seeds; print tables.

    The parts, in their order: trl-short, unsloth-short, trl-question, unsloth-question, trl, unsloth, nano. Exit code 1
    where none was measured.
    """
    from k1.runtime.files import write_text
    from k1.training.evidence import PARTS, read_parts, run_parts, was_measured
    from k1.training.reports.evidence_table import evidence_tables

    if unknown := set(part or ()) - set(PARTS):
        raise ConfigurationError(f"--part {', '.join(sorted(unknown))}: no such part; there are {', '.join(PARTS)}")
    steps = load_settings(config).grpo.steps
    # A rehearsal beside the figures of a card would pass for them.
    out = out / "toy" if toy_size else out
    arguments = ["--config", str(config), "--nano", str(nano), *(["--data", str(data)] if data else [])]

    def say(line: str) -> None:
        print(line, file=sys.stderr, flush=True)
        write_text(out / "evidence.md", evidence_tables(read_parts(out), steps, rehearsal=toy_size))

    run_parts(part or PARTS, [*arguments, *(["--toy"] if toy_size else [])], out, minutes, say)
    parts = read_parts(out)
    print(evidence_tables(parts, steps, rehearsal=toy_size))
    if not any(was_measured(found) for found in parts.values()):
        raise typer.Exit(1)


@app.command("evidence-part", hidden=True)
def evidence_part(
    part: str,
    *,
    out: OutOption,
    config: ProfileOption = BIG,
    nano: NanoOption = NANO,
    data: DataOption = None,
    toy_size: ToyOption = False,
) -> None:
    """One part of the evidence in a process of its own; leaves PART.json in the folder."""
    from k1.runtime.files import write_json
    from k1.training.evidence_parts import evidence_settings, measure_engine, measure_nano
    from k1.training.machine.process import end_with_parent

    end_with_parent()
    _quiet()

    def keep(found: dict[str, JsonValue]) -> None:
        write_json(out / f"{part}.json", found)

    if part == "nano":
        measure_nano(nano, data, out, keep, small=toy_size)
    else:
        measure_engine(part, evidence_settings(config, part, small=toy_size), out, keep)


def _quiet() -> None:
    """Leave only what a reader of the terminal needs: progress lines and the summary."""
    prepare_environment()
    warnings.filterwarnings("ignore")
    logging.getLogger().setLevel(logging.ERROR)


def _print(summary: object) -> None:
    print(json.dumps(summary, indent=1, sort_keys=True))


def main() -> None:
    """Run a command; an error that K1 raised on purpose, or a file or disk that fails, is one line, not a traceback."""
    try:
        app()
    except (K1Error, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        raise SystemExit(1) from error


if __name__ == "__main__":
    main()
