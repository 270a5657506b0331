"""What each command answers, and says where nothing answers: on a terminal of 80 columns, and as JSON."""

from __future__ import annotations

import json
import os
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner

from k1.interface import views
from k1.interface.cli import app
from k1.interface.rendering import as_json, of_same_name, plain
from k1.retrieval.records import AnchorList, AnchorRow, BaselineList, BaselineRow, MetricValue, NodeRef
from k1.runtime.progress import counted

ANSWERED = [
    ["ask", "What makes Drizzle faster?"],
    ["tri-search", "What", "makes", "Drizzle", "faster"],
    ["anchors", "QuorlNet", "-m", "figure"],
    ["ask", "Which papers did Ben Rain write?"],
    ["find-paper", "sparse gate"],
    ["paper-details", "10.1234/leaf.2020"],
    ["citations-of", "drizzle"],
    ["citations-to", "On Quorls"],
    ["lineage", "drizzle", "On Quorls"],
    ["lineage", "QuorlNet"],
    ["baselines", "TinyLeaf"],
    ["gaps"],
    ["evidence", "QuorlNet"],
    ["neighbours", "Drizzle"],
]
UNANSWERED = [
    ["ask", "Who built the cathedral of Reims?"],
    ["tri-search", "zeppelin"],
    ["anchors", "zeppelin"],
    ["find-paper", "zeppelin"],
    ["paper-details", "zeppelin"],
    ["citations-of", "On Quorls"],
    ["citations-to", "drizzle"],
    ["lineage", "zeppelin"],
    ["lineage", "sparse gate", "zeppelin"],
    ["baselines", "zeppelin"],
    ["gaps", "leaf counting"],
    ["evidence", "zeppelin"],
    ["neighbours", "zeppelin"],
]


def run(graph: Path, *arguments: str, width: int = 80):
    return CliRunner().invoke(app, list(arguments), env={"K1_GRAPH": str(graph), "COLUMNS": str(width)})


@pytest.mark.parametrize("arguments", ANSWERED, ids=" ".join)
def test_a_question_with_a_hit_is_answered_within_the_width(graph, arguments):
    result = run(graph, *arguments)
    assert result.exit_code == 0
    assert max(map(len, result.stdout.splitlines())) <= 80
    assert result.stderr == ""


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Who built the cathedral of Reims?", "nothing in 2 papers speaks of 'built', 'cathedral', 'Reims'"),
        ("Which rain grows a sparse gate of light?", "speaks of 'grows'; nearest: “"),
        ("What is the of?", "the question holds only common words; name what it is about"),
    ],
)
def test_a_question_that_no_paper_answers_is_told_what_none_speaks_of(graph, question, said):
    result = run(graph, "ask", question)
    assert (result.exit_code, result.stdout) == (1, "")
    assert said in result.stderr


def test_no_line_of_an_answer_ends_in_blanks_up_to_the_width_of_the_terminal(graph):
    lines = run(graph, "ask", "Who wrote Drizzle?").stdout.splitlines()
    assert max(len(line) - len(line.rstrip()) for line in lines) <= 1


def test_a_word_of_another_spelling_is_told_as_what_it_is_read(graph):
    assert "'pictores' read as 'picture'" in run(graph, "ask", "Which pictores are blurred?").stdout


def test_what_rows_say_of_a_paper_is_told_with_the_paper_and_a_place(graph):
    printed = " ".join(run(graph, "ask", "Which papers cite Leaf Counting with Quorl Networks?").stdout.split())
    assert "1. Drizzle: Sparse Quorl Networks Leaf Counting with Quorl Networks (match: name)" in printed
    assert "“Drizzle builds on QuorlNet [1]” Drizzle: Sparse Quorl Networks, § Method, p. 1" in printed
    told = json.loads(run(graph, "ask", "Who wrote Drizzle?", "--json").stdout)
    assert (told["strength"], told["facts"]["papers"][0]["values"]) == ("strong", ["Ben Rain"])
    like = run(graph, "ask", "Who wrote Leaf Countng with Quorl Networks?").stdout
    assert "weak evidence: no paper has this very name" in like


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Who wrote Cathedrals of Reims?", "no paper is called: Cathedrals of Reims (find-paper searches by words)"),
        ("What is the DOI of Drizzle?", "Drizzle: Sparse Quorl Networks (match: identifier): no DOI is known"),
        ("Which papers cite Drizzle?", "is cited by no paper of the corpus"),
    ],
)
def test_a_paper_that_is_not_there_or_an_empty_row_is_said_with_exit_code_1(graph, question, said):
    result = run(graph, "ask", question)
    assert (result.exit_code, result.stdout) == (1, "")
    assert said in result.stderr


def test_a_path_from_a_thing_to_itself_is_told_from_one_that_is_not_there(graph):
    result = run(graph, "lineage", "QuorlNet", "quorlnet")
    assert result.exit_code == 1
    assert "QuorlNet and quorlnet are one and the same here" in result.stderr


def test_a_node_without_a_place_is_answered_with_what_has_its_edges(graph):
    assert "no place is recorded, `neighbours` has its edges" in run(graph, "evidence", "Ben Rain").stderr


def test_a_long_question_is_cut_where_it_heads_its_answer(graph):
    printed = run(graph, "ask", "What makes Drizzle faster? " * 100).stdout
    assert printed.splitlines()[0].startswith("What makes Drizzle faster?")
    assert len(printed.partition("\n\n")[0]) < 400


def test_words_that_one_paper_holds_apart_are_said_to_share_no_sentence(graph):
    printed = run(graph, "ask", "Which rain reads architecture?").stderr
    assert printed.startswith(
        "no sentence in 2 papers speaks of 'reads', 'architecture' together with 'rain'; nearest: “"
    )


def test_weak_evidence_is_called_so_with_what_no_paper_holds(graph):
    printed = run(graph, "ask", "Why does rain cause blurred zebras?").stdout
    assert "weak evidence: the surest of these quotes answers with a chance of" in printed
    assert printed.endswith("No paper holds: zebras\n")
    assert "weak evidence" not in run(graph, "ask", "What makes Drizzle faster?").stdout


@pytest.mark.parametrize("command", ["evidence", "neighbours"])
def test_a_name_of_several_nodes_is_answered_with_the_ids_of_the_others(graph, command):
    first = json.loads(run(graph, command, "drizzle", "--json").stdout)
    (other,) = first["homonyms"]
    assert f"ask for one by its id:\n  {other['id']}  {other['kind']}" in run(graph, command, "drizzle").stdout
    assert json.loads(run(graph, command, other["id"], "--json").stdout)["node"]["id"] == other["id"]


def test_a_name_that_came_to_nothing_is_answered_with_what_else_has_it():
    other = NodeRef(id="paper:abc", kind="paper", name="drizzle")
    assert of_same_name([other]).endswith("ask for one by its id: paper:abc (paper)")
    assert of_same_name([]) == ""


def test_a_baseline_on_a_terminal_shows_six_values_and_how_many_more():
    def node(name):
        return NodeRef(id=name, kind="method", name=name)

    values = [MetricValue(metric=f"Recall@{n}", value="0.5", split="test", unit="u", evidence=()) for n in range(8)]
    row = BaselineRow(
        method=node("Drizzle"), dataset=node("BigRoot"), proposed=False, metrics=(), values=tuple(values), papers=1,
        confidence=None, evidence=(),
    )  # fmt: skip
    console = Console(width=80, record=True, file=StringIO())
    console.print(views.baselines(BaselineList(question="BigRoot", datasets=(), rows=(row,))))
    shown = console.export_text()
    assert shown.count("(test): 0.5") == 6
    assert "2 more values; --json shows all" in " ".join(shown.split())


def test_a_heading_on_a_terminal_has_no_line_for_what_is_not_known():
    node = NodeRef(id="paper:x", kind="paper", name="Tides")
    assert views.named(node, "", " ", "file tides").plain == "Tides\npaper\nfile tides"


@pytest.mark.parametrize(("number", "said"), [(0, "0 papers"), (1, "1 paper"), (2, "2 papers")])
def test_things_are_counted_in_words(number, said):
    assert counted(number, "paper") == said


def test_a_card_on_a_terminal_shows_relations_and_what_binds_several(graph):
    shown = run(graph, "paper-details", "drizzle", width=120).stdout
    assert "Relations (4)" in shown
    assert "Drizzle —BUILDS_ON→ QuorlNet" in shown
    assert "comparison: winner Drizzle; loser QuorlNet; on BigRoot" in shown


@pytest.mark.parametrize("arguments", ANSWERED, ids=" ".join)
def test_json_is_one_object_of_the_same_answer(graph, arguments):
    result = run(graph, *arguments, "--json")
    assert result.exit_code == 0
    assert isinstance(json.loads(result.stdout), dict)


@pytest.mark.parametrize("command", sorted({arguments[0] for arguments in UNANSWERED}))
def test_a_byte_that_is_no_utf8_is_a_letter_that_nothing_holds(graph, command):
    result = run(graph, command, os.fsdecode(b"zeppel\xe9n"))
    assert (result.exit_code, result.stdout) == (1, "")
    assert isinstance(result.exception, SystemExit)
    assert "zeppel?n" in result.stderr


@pytest.mark.parametrize("arguments", UNANSWERED, ids=" ".join)
def test_a_question_without_a_hit_says_so_and_exits_1(graph, arguments):
    result = run(graph, *arguments)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("command", "remedy"),
    [("ask", "tri-search"), ("anchors", "tri-search"), ("tri-search", "fewer words"), ("find-paper", "fewer words")],
)
def test_a_question_without_a_hit_is_answered_with_what_to_try(graph, command, remedy):
    assert remedy in run(graph, command, "zeppelin").stderr


@pytest.mark.parametrize("arguments", UNANSWERED, ids=" ".join)
def test_json_is_one_object_of_a_question_without_a_hit_too(graph, arguments):
    result = run(graph, *arguments, "--json")
    assert result.exit_code == 1
    assert isinstance(json.loads(result.stdout)["question"], str)


@pytest.mark.parametrize(
    ("command", "field"), [("evidence", "node"), ("neighbours", "node"), ("paper-details", "paper")]
)
def test_json_of_a_name_that_nothing_has_says_that_it_is_null(graph, command, field):
    assert json.loads(run(graph, command, "zeppelin", "--json").stdout) == {"question": "zeppelin", field: None}


@pytest.mark.parametrize("command", ["lineage", "baselines", "evidence", "neighbours", "gaps"])
def test_a_name_that_nothing_has_is_answered_with_what_to_try(graph, command):
    assert "tri-search looks by words" in run(graph, command, "unheard-of").stderr


@pytest.mark.parametrize("command", ["paper-details", "lineage", "baselines", "evidence", "neighbours", "gaps"])
def test_a_pasted_page_is_not_repeated_before_what_to_try(graph, command):
    said = run(graph, command, "unheard of " * 400).stderr
    assert "… (" in said
    assert len(said) < 400


@pytest.mark.parametrize(
    "arguments",
    [["ask"], ["ask", " "], ["ask", "x", "-k", "0"], ["lineage"], ["ask", "--type", "odd"], ["no"]],
)
def test_bad_arguments_exit_2(graph, arguments):
    assert run(graph, *arguments).exit_code == 2


def test_a_question_of_blanks_is_refused_with_what_is_wanted(graph):
    assert "nothing but blanks; give words" in run(graph, "ask", " ").stderr


def test_a_limit_keeps_the_most_trusted_edges_and_says_how_many_it_leaves_out(graph):
    whole = json.loads(run(graph, "neighbours", "Drizzle", "--json").stdout)
    some = json.loads(run(graph, "neighbours", "Drizzle", "-k", "2", "--json").stdout)
    assert (some["steps"], some["more"]) == (whole["steps"][:2], len(whole["steps"]) - 2)
    assert f"… {some['more']} more edges; a higher --limit" in run(graph, "neighbours", "Drizzle", "-k", "2").stdout


@pytest.mark.parametrize("command", ["evidence", "neighbours"])
def test_a_name_that_no_node_has_is_answered_with_what_goes_by_id(graph, command):
    assert "sections, statements and anchors go by id" in run(graph, command, "unheard-of").stderr


def test_the_option_wins_over_the_variable(graph, tmp_path):
    assert run(tmp_path / "nowhere", "gaps", "--graph", str(graph)).exit_code == 0


def test_text_of_papers_is_no_markup_and_steers_no_terminal(graph):
    shown = run(graph, "find-paper", "hostile").stdout
    assert "[bold red]hostile[/]" in " ".join(shown.split())
    assert "\x1b" not in shown
    assert "\x07" not in shown
    assert "\x1b" not in run(graph, "find-paper", "hostile", "--json").stdout


def test_a_label_steers_no_terminal():
    row = AnchorRow(
        node=NodeRef(id="x", kind="anchor", name="x"), modality="table", label="Table\u202e 1\x1b[31m", score=1.0,
        reason="label", evidence=(),
    )  # fmt: skip
    console = Console(width=80, record=True, file=StringIO())
    console.print(views.anchors(AnchorList(question="x", seeds=(), anchors=(row,))))
    assert not {"\u202e", "\x1b"} & set(console.export_text())


def test_unsafe_characters_survive_json_as_escapes():
    ref = NodeRef(id="x", kind="term", name="a\u202eb\x9b\u061cc\U000e0041é")
    text = as_json(ref)
    assert json.loads(text)["name"] == ref.name
    assert "é" in text
    assert not {"\u202e", "\x9b", "\u061c", "\U000e0041"} & set(text)
    assert plain(ref.name) == "a b c é"
