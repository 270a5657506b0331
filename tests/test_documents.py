"""The documents: what they link to, and the commands that they name, are there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
MAKEFILES = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "Makefile", *(ROOT / "make").glob("*.mk")))


def headings(document: Path) -> set[str]:
    """The anchors of a document, as GitHub makes them."""
    found = re.findall(r"^#+ (.*)$", document.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in found}


def leads_somewhere(link: str, document: Path) -> bool:
    path, _, anchor = link.partition("#")
    target = document.parent / path if path else document
    return target.exists() and (not anchor or anchor in headings(target))


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_leads_somewhere(document: Path):
    links = re.findall(r"\]\((?!https?:)([^)]+)\)|src=\"([^\"]+)\"", document.read_text(encoding="utf-8"))
    assert [link for pair in links if (link := "".join(pair)) and not leads_somewhere(link, document)] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_target_of_make_that_is_named_is_there(document: Path):
    named = set(re.findall(r"`make ([a-z0-9-]+)", document.read_text(encoding="utf-8")))
    assert [name for name in named if not re.search(rf"^[^\n#]*\b{name}\b[^\n]*:", MAKEFILES, re.MULTILINE)] == []
