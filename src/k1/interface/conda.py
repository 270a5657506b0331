"""The environments for Snakemake's ``--sdm conda``, made from the locked sets: same names, same pins.

Snakemake copies the YAML file alone to where it builds an environment, so the pins stand in it; a line ``-r core.txt``
would look for a file that is not there. Hashes stay in the locked sets. K1 itself, and what must come without its
dependencies, is added by the script ``<name>.post-deploy.sh`` that Snakemake runs afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from k1.runtime.files import write_text

FOLDER = Path(__file__).resolve().parents[3] / "envs"
SETS = ("core", "dev", "lab", "slurm", "train", "marker", "ocr", "peers", "unsloth")
"""The locked sets, each ``<name>.txt`` beside its ``<name>.yaml``."""

WITHOUT_DEPENDENCIES = {"unsloth": ("unsloth", "unsloth-zoo")}
"""Packages whose metadata would lead the resolver astray: their script installs them with ``--no-deps``."""

_PIN = re.compile(r"^(?P<pin>(?P<name>[a-z0-9][a-z0-9._-]*)==\S+(?: ; [^\\\n]*)?)", re.MULTILINE)


def locked_pins(text: str) -> Iterator[tuple[str, str]]:
    """Name and requirement, with its marker and without its hashes, of each package of a locked set."""
    for found in _PIN.finditer(text):
        yield found["name"], found["pin"].rstrip()


def conda_yaml(name: str) -> str:
    """The environment of the locked set ``name``: Python and pip from conda-forge, the rest as locked."""
    text = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    apart = WITHOUT_DEPENDENCIES.get(name, ())
    pins = [requirement for package, requirement in locked_pins(text) if package not in apart]
    head = (
        f"# Generated from {name}.txt by `python -m k1.interface.conda`; do not edit.",
        f"name: k1-{name}",
        "channels:",
        "  - conda-forge",
        "  - nodefaults",
        "dependencies:",
        "  - python=3.11",
        "  - pip",
        "  - pip:",
    )
    return "\n".join([*head, *(f'      - "{pin}"' for pin in pins)]) + "\n"


if __name__ == "__main__":
    for chosen in SETS:
        write_text(FOLDER / f"{chosen}.yaml", conda_yaml(chosen))
