"""The tables and figures of docs/evidence/training.md, from what the training runs left in a folder of results.

    python benchmarks/training.py RESULTS DOCUMENT PICTURES [DATA]

Each block of the document whose run lies in RESULTS is written anew; the others stay. DATA is the folder of the
annotated sets; with it, the block on shared texts is written too.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import polars as pl

from k1.figures.style import figure_bytes
from k1.figures.training import draw_comparison, draw_starts
from k1.runtime.files import write_bytes, write_text
from k1.training.ablation import START
from k1.training.data.overlap import overlap_report
from k1.training.reports.tables import (
    comparison_table,
    overlap_table,
    paired_table,
    seeds_table,
    starts_table,
    variant_gains_table,
    with_block,
)

COMPARISONS = {
    "lesson-ablation": "paper",
    "lesson-relations": "exact match",
    "lesson-step-f1": "exact match",
    "nano-cpu-comparison": "exact match",
    "nano-cpu-terms": "exact match",
    "smollm2-comparison": "exact match",
    "smollm2-terms": "exact match",
    "smollm2-bfloat16-comparison": "exact match",
    "smollm2-gpu-comparison": "exact match",
    "smollm2-gpu-terms": "exact match",
    "smollm2-gpu-mute": "exact match",
}
"""Comparisons by folder, and the variant that the others are measured against."""

FOLDED = "<details><summary>Seed by seed</summary>\n\n{}\n\n</details>"


def comparison(folder: Path, wanted: str, picture: Path) -> str:
    """The tables of the comparison in ``folder``, against the variant ``wanted``; its figure goes to ``picture``."""
    figures = pl.read_parquet(folder / "ablation.parquet")
    # One that was cut off may not have come to that variant.
    base = wanted if wanted in figures["variant"] else START
    tables = [comparison_table(figures)]
    if (folder / "counts.parquet").is_file():
        counts = pl.read_parquet(folder / "counts.parquet")
        tables.append(variant_gains_table(counts, list(dict.fromkeys((START, base)))))
    tables.append(FOLDED.format(paired_table(figures, base)))
    write_bytes(picture, figure_bytes(draw_comparison(figures, base), "svg"))
    return "\n\n".join(tables)


def blocks(results: Path, pictures: Path) -> dict[str, str]:
    """The blocks whose runs lie in ``results``; figures go to ``pictures``."""
    found = {}
    seeds = sorted((results / "lesson-seeds").glob("seed-*/summary.json"))
    if seeds:
        found["lesson-seeds"] = seeds_table([json.loads(path.read_text(encoding="utf-8")) for path in seeds])
    for name, base in COMPARISONS.items():
        if (results / name / "ablation.parquet").is_file():
            found[name] = comparison(results / name, base, pictures / f"{name}.svg")
    starts = results / "starts"
    if (starts / "starts.parquet").is_file():
        found["starts"] = starts_table(
            pl.read_parquet(starts / "starts.parquet"), pl.read_parquet(starts / "loss.parquet")
        )
        write_bytes(pictures / "starts.svg", figure_bytes(draw_starts(pl.read_parquet(starts / "loss.parquet")), "svg"))
    return found


def main(results: Path, document: Path, pictures: Path, data: Path | None = None) -> None:
    """Write the blocks into the document."""
    found = blocks(results, pictures)
    if data is not None:
        language = (data.parent / "multihop_qa", data.parent / "papers")
        found["overlap"] = overlap_table(overlap_report(data, language))
    text = document.read_text(encoding="utf-8")
    for name, block in found.items():
        text = with_block(text, name, block)
    write_text(document, text)
    print(f"{document}: {', '.join(found) or 'nothing found'}")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
