"""What the README says of the demo, held against what the demo wrote."""

import re
from pathlib import Path

import polars as pl
import pytest

ROOT = Path(__file__).resolve().parents[2]
DEMO = ROOT / "results" / "demo"
README = (ROOT / "README.md").read_text(encoding="utf-8")

pytestmark = pytest.mark.skipif(
    not (DEMO / "run.json").is_file(), reason="NO DEMO: `make demo` writes what is compared"
)


def test_the_demos_pdfs_are_read_as_well_as_the_table_of_parsers_says() -> None:
    head, ours = (
        next(line for line in README.splitlines() if line.startswith(start)) for start in ("| parser", "| k1 ")
    )
    said = dict(zip(_cells(head), _cells(ours), strict=True))
    scores = pl.read_parquet(DEMO / "tables" / "parse_scores.parquet")
    means = scores.group_by("metric").agg(pl.col("score").mean())
    assert {metric: f"{mean:.2f}" for metric, mean in means.iter_rows() if f"{mean:.2f}" != said[metric]} == {}


def test_the_relations_out_of_text_are_as_many_as_were_judged() -> None:
    said = re.search(r"(\d+)\s+relations from text (\d+) are right", README)
    tables = [pl.read_parquet(path) for path in sorted(DEMO.glob("knowledge/*/relations.parquet"))]
    assert said and pl.concat(tables).filter(pl.col("source") == "semantic").height == int(said[1])


def _cells(row: str) -> list[str]:
    return [cell.strip() for cell in row.strip("| ").split("|")]
