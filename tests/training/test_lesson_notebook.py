"""The lesson's notebooks run through on a small made-up run; the rules for cells: tests/notebooks."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pytest

from k1.training.measuring.evaluation import HeldOut, evaluation_frame
from k1.training.measuring.scoring import Figures
from k1.training.stages.log import LogRow, log_frame

FOLDER = Path(__file__).resolve().parents[2] / "notebooks"
NAMES = ("05-grpo.ipynb", "05-grpo-solutions.ipynb")


def code_cells(name: str) -> list[str]:
    cells = json.loads((FOLDER / name).read_text(encoding="utf-8"))["cells"]
    return ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]


def made_up_run(folder: Path) -> None:
    figures = {name: Figures(0.5, 0.4, 0.45, 8) for name in ("all", "NER", "RE")}
    points = [HeldOut(name, figures, figures, pl.DataFrame(), pl.DataFrame()) for name in ("start", "middle", "end")]
    rows = [
        LogRow("grpo", step, reward=0.4 + step / 100, f1=0.3, entropy=0.2, kl=0.1, zero_spread=0.2)
        for step in range(1, 31)
    ]
    sample = {"question": 0, "task": "NER", "schema": "person", "text": "Ada lives in York.", "gold": "{}"}
    replies = [
        {**sample, "point": point, "asked": asked, "reply": "<think>names</think>", "reward": 0.1}
        for point in ("start", "middle", "end")
        for asked in ("greedy", "drawn 1")
    ]
    log_frame(rows).write_parquet(folder / "log.parquet")
    evaluation_frame(points).write_parquet(folder / "evaluation.parquet")
    pl.DataFrame(replies).write_parquet(folder / "samples.parquet")
    (folder / "summary.json").write_text(json.dumps({"reward_start": 0.4, "reward_end": 0.9}))


@pytest.mark.parametrize("name", NAMES)
def test_every_cell_runs_and_what_it_asserts_holds(name: str, tmp_path: Path):
    pytest.importorskip("matplotlib")
    made_up_run(tmp_path)
    namespace: dict = {}
    assert any(line.startswith("assert ") for cell in code_cells(name) for line in cell.splitlines())
    for cell in code_cells(name):
        exec(compile(cell.replace("../results/lesson", str(tmp_path)), name, "exec"), namespace)
