from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from k1.errors import TableError
from k1.figures.catalogue import TABLES
from k1.figures.reported import OURS, draw_backbone, draw_reported_table, read_measured, read_reported

PATH = Path(__file__).resolve().parents[2] / "config" / "reported-figures.csv"


@pytest.fixture(scope="module")
def reported() -> pl.DataFrame:
    return read_reported(PATH)


@pytest.fixture(scope="module")
def values(reported) -> dict[tuple[str, str, str], float]:
    return {(row["table"], row["row"], row["column"]): row["value"] for row in reported.iter_rows(named=True)}


def mean(numbers: list[float]) -> float:
    return sum(numbers) / len(numbers)


def test_every_table_is_whole(reported):
    cells = {"7.1": 16 * 6, "7.2": 4 * 4, "7.3": 4 * 4, "7.4": 16 * 6, "7.5": 14 * 4, "7.6": 7 * 5}
    assert dict(reported.group_by("table").len().iter_rows()) == cells
    assert set(cells) == set(TABLES)
    for table in cells:
        part = reported.filter(pl.col("table") == table)
        assert part["row"].n_unique() * part["column"].n_unique() == part.height
    assert reported.select("table", "row", "column").is_unique().all()
    assert reported["value"].null_count() == 0


def test_the_means_of_table_4_are_those_stated(values):
    domains = ["cs", "chem", "bio", "earth", "physics", "material"]
    for domain in domains:
        printed = values["7.1", "mean F1", domain]
        assert mean([values["7.1", f"{module} F1", domain] for module in "ABCDE"]) == pytest.approx(printed, abs=0.0051)
    stated = {"A": 84.36, "B": 81.91, "C": 91.91, "D": 84.75, "E": 77.13}
    for module, printed in stated.items():
        found = mean([values["7.1", f"{module} F1", domain] for domain in domains])
        assert found == pytest.approx(printed, abs=0.0051)


def test_the_overall_scores_of_table_6_are_unweighted_means(values):
    subjects = ["physics", "chemistry", "biology"]
    for model in ("Gemini-3", "GPT-5.2", "Gemini-3 with Agents-K1", "GPT-5.2 with Agents-K1"):
        found = mean([values["7.3", model, subject] for subject in subjects])
        assert found == pytest.approx(values["7.3", model, "overall"], abs=0.07)  # one is 39.47, printed as 39.4


def test_the_leads_of_table_7_are_those_stated(reported, values):
    stated = {
        "HotpotQA Contain-Acc": 0.6,
        "2Wiki Contain-Acc": 0.3,
        "MuSiQue Contain-Acc": 0.1,
        "HotpotQA GPT-Acc": 2.2,
        "2Wiki GPT-Acc": 4.9,
        "MuSiQue GPT-Acc": 1.2,
    }
    for column, lead in stated.items():
        others = reported.filter(
            (pl.col("table") == "7.4") & (pl.col("column") == column) & (pl.col("row") != "Agents-K1")
        )
        assert values["7.4", "Agents-K1", column] - others["value"].max() == pytest.approx(lead, abs=0.001)


def test_the_averages_of_tables_8_and_9_recompute(values):
    held_out = [f"CrossNER-{name} (NER)" for name in ("AI", "Literature", "Music", "Politics", "Science")]
    known = ["CoNLL2003 (NER)", "NCBI (NER)", "BC5CDR (NER)"]
    relations = ["SciERC (RE)", "CoNLL04 (RE)"]
    groups = {
        "held-out NER (5)": held_out,
        "in-distribution NER (3)": known,
        "relations (2)": relations,
        "all ten": [*held_out, *known, *relations],
    }
    for model in ("Qwen3-4B", "Qwen3-8B", "Qwen3-32B", "Agents-K1 4B"):
        for name, sets in groups.items():
            found = mean([values["7.5", one, model] for one in sets])
            assert found == pytest.approx(values["7.5", name, model], abs=0.000101)


def test_the_counts_said_of_the_backbone_hold(values):
    sets = [row for table, row, column in values if table == "7.5" and column == "Qwen3-8B" and row.endswith(")")]
    sets = [row for row in sets if row.endswith(("(NER)", "(RE)"))]
    assert sum(values["7.5", s, "Agents-K1 4B"] > values["7.5", s, "Qwen3-8B"] for s in sets) == 9
    assert values["7.6", "FrontierScience-Research", "Agents-A1"] == 40.0


def test_only_public_sets_are_called_comparable(reported):
    said = dict(reported.select("table", "comparable").unique().iter_rows())
    assert said == {"7.1": "no", "7.2": "no", "7.3": "no", "7.4": "with care", "7.5": "yes", "7.6": "no"}


def cells_of(figure) -> list[str]:
    return [text.get_text() for text in figure.axes[0].texts]


@pytest.mark.parametrize("table", TABLES)
def test_what_nobody_measured_is_an_empty_cell(reported, table, tmp_path):
    figure = draw_reported_table(reported, read_measured(tmp_path), table)
    texts = cells_of(figure)
    theirs = reported.filter(pl.col("table") == table).height
    assert len(texts) - texts.count("–") == theirs
    assert texts.count("–") > 0


def test_a_measured_figure_fills_its_cell(reported, tmp_path):
    (tmp_path / "ours-ie.csv").write_text("table,row,column,value,command\n7.5,SciERC (RE),K1,0.4242,make eval\n")
    measured = read_measured(tmp_path)
    assert measured["command"].to_list() == ["make eval"]
    assert "0.4242" in cells_of(draw_reported_table(reported, measured, "7.5"))
    labels = [text.get_text() for text in draw_backbone(reported, measured).legends[0].get_texts()]
    assert OURS in labels


def test_a_file_of_other_columns_is_refused_by_name(tmp_path):
    (tmp_path / "ours.csv").write_text("table,value\n7.5,1\n")
    with pytest.raises(TableError, match=r"ours\.csv"):
        read_measured(tmp_path)
