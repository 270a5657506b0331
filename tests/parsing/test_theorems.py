"""Theorems, definitions and algorithms."""

import pytest
from tests.parsing.lines_by_hand import make_line

from k1.parsing.page.layout import Block, BlockKind, Line, Span
from k1.parsing.structure.theorems import statement_roles
from k1.schema.provenance import Box
from k1.schema.vocabulary import UnitRole


def _block(head: str, rest: str, *, bold: bool = True) -> Block:
    box = Box(50, 92, 400, 102)
    spans = (Span(head, box, 10, "Body", bold=bold), Span(rest, box, 10, "Body"))
    line = Line(spans, head + rest, box, 1, 10, baseline=100)
    return Block(BlockKind.PARAGRAPH, [line], line.text)


@pytest.mark.parametrize(
    ("head", "rest", "role"),
    [
        ("Theorem 3 (Noether).", " Every symmetry has a law of conservation.", UnitRole.THEOREM),
        ("2.1. Lemma.", " Every tank is finite and holds some water.", UnitRole.LEMMA),
        ("Definition", " A tank is shallow if it is less than a metre deep.", UnitRole.DEFINITION),
        ("Algorithm 1", " Filling of a tank until the water stands still", UnitRole.ALGORITHM),
    ],
)
def test_a_head_that_is_set_apart_makes_a_statement(head: str, rest: str, role: UnitRole) -> None:
    assert statement_roles([_block(head, rest)]) == {0: role}


def test_a_sentence_that_names_a_theorem_states_none() -> None:
    blocks = [
        _block("Theorem 3", " shows that every tank is finite.", bold=False),
        _block("Definition of", " a tank", bold=False),
    ]
    assert statement_roles(blocks) == {}


def test_the_steps_of_an_algorithm_belong_to_it() -> None:
    steps = [Block(BlockKind.PARAGRAPH, [make_line(text)], text) for text in ("1: fill the tank", "while it leaks do")]
    after = Block(BlockKind.PARAGRAPH, [make_line("Then it was left.")], "Then it was left.")
    assert list(statement_roles([_block("Algorithm 1", " Filling of a tank"), *steps, after])) == [0, 1, 2]
