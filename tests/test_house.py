"""Files and functions stay as short as the house wants them."""

from __future__ import annotations

import ast
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[1] / "src"
FILES = sorted(SOURCE.rglob("*.py"))
LINES_OF_A_FILE, LINES_OF_A_FUNCTION, MOST = 400, 45, 30


def lengths() -> dict[str, int]:
    """Lines of each function."""
    return {
        f"{path.relative_to(SOURCE)}:{node.name}": node.end_lineno - node.lineno + 1
        for path in FILES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef) and node.end_lineno
    }


def test_no_file_has_four_hundred_lines():
    long = [path.name for path in FILES if path.read_text(encoding="utf-8").count("\n") >= LINES_OF_A_FILE]
    assert FILES
    assert long == []


def test_a_function_fits_a_screen_and_most_are_under_thirty_lines():
    found = lengths()
    assert [name for name, lines in found.items() if lines > LINES_OF_A_FUNCTION] == []
    assert sum(lines > MOST for lines in found.values()) < len(found) / 50
