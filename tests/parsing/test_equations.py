"""Display equations."""

import time

from tests.parsing.lines_by_hand import make_line

from k1.parsing.page.layout import Block, BlockKind, Line
from k1.parsing.structure.equations import equation_label, join_equations


def equation(*lines: Line, kind: BlockKind = BlockKind.EQUATION) -> Block:
    return Block(kind, list(lines), " ".join(line.text for line in lines))


def test_the_limits_of_a_sum_are_part_of_its_equation() -> None:
    above = equation(make_line("n", 140, 94, size=7), kind=BlockKind.PARAGRAPH)
    main = equation(make_line("S = \u2211 x + y", 100, 102), make_line("(7)", 500, 102))
    below = equation(make_line("i=1", 138, 110, size=7))
    (whole,) = join_equations([above, main, below])
    assert [line.text for line in whole.lines] == ["n", "S = \u2211 x + y", "(7)", "i=1"]
    assert (whole.kind, equation_label(whole)) == (BlockKind.EQUATION, "(7)")


def test_two_numbered_equations_and_the_words_beside_them_stay_apart() -> None:
    first = equation(make_line("a = b (1)", 100, 100))
    second = equation(make_line("c = d (2)", 100, 110))
    words = equation(make_line("where", 50, 114), kind=BlockKind.PARAGRAPH)
    text = equation(make_line("which holds for all of the tanks.", 50, 118), kind=BlockKind.PARAGRAPH)
    assert len(join_equations([first, second, words, text])) == 4


def test_the_number_of_an_equation_is_the_one_at_the_right() -> None:
    at_one = make_line("a = f(1)", 100, 100, width=60)
    assert equation_label(equation(at_one, make_line("+ g (7)", 100, 110, width=400))) == "(7)"
    assert equation_label(equation(make_line("h(0) = 0 (8)", 100, 90, width=400), at_one)) == "(8)"
    lines = [make_line(text, 100, at, width=400 + at / 100) for at, text in ((100, "h = 0 (9a)"), (110, "k = 0 (9b)"))]
    assert equation_label(equation(*lines)) == "(9a)"


def test_a_page_of_symbols_without_end_is_joined_in_little_time() -> None:
    began = time.process_time()
    join_equations([equation(make_line("a = b", 100, 100 + at / 1000)) for at in range(4000)])
    assert time.process_time() - began < 2


def test_an_equation_apart_from_the_last_is_one_of_its_own() -> None:
    first, second = equation(make_line("a = b", 100, 100)), equation(make_line("c = d", 100, 116))
    assert len(join_equations([first, second])) == 2
