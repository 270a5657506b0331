"""Display formulas of Markdown."""

from __future__ import annotations

from time import process_time

import pytest

from k1.parsing.markdown.tokens import block_tokens


def formulas(text: str) -> list[str]:
    return [token.content.strip() for token in block_tokens(text) if token.type.startswith(("amsmath", "math_block"))]


ALIGN = "\\begin{align}\na\n\\end{align}"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"{ALIGN} ", [ALIGN]),
        (f"{ALIGN} more", []),
        (f"- {ALIGN}", [ALIGN]),
        (f"A text\n{ALIGN}", [ALIGN]),
        ("\\begin{align}a\\end{align}", ["\\begin{align}a\\end{align}"]),
        ("$$\na\n$$", ["a"]),
        ("$$a$$ (eq)", ["a"]),
        ("$$\na\n$$ (eq) \n", ["a"]),
        ("$$ a", []),
    ],
)
def test_a_formula_ends_where_a_line_does(text: str, found: list[str]) -> None:
    assert formulas(text) == found


@pytest.mark.parametrize("begun", ["\\begin{align}\n\n", "\\begin{gather*} a\n", "$$ a\n\n", "- \\begin{align}\n\n"])
def test_many_formulas_that_never_end_are_read_in_time_that_grows_as_they_do(begun: str) -> None:
    began = process_time()
    assert formulas(f"{begun * 5000}\n$$ b $$ more") == []
    assert process_time() - began < 5


def test_a_formula_before_one_that_never_ends_is_read() -> None:
    assert formulas(f"{ALIGN}\n\n\\begin{{align}}\n\nText.") == [ALIGN]
