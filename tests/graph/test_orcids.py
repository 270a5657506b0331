"""ORCID iDs that papers print behind the names of other people."""

from __future__ import annotations

import pytest

from k1.graph.works import resolve_works
from k1.parsing.markdown.document import parse_markdown

ONE = "0000-0002-1825-0097"


def owners(*papers: list[str]) -> list[list[bool]]:
    """Whether each author of each paper is told by the iD that all of these print behind their names."""
    documents = []
    for number, names in enumerate(papers):
        listed = "".join(f"  - name: {name}\n    orcid: {ONE}\n" for name in names)
        text = f"---\ntitle: Paper {number}\ndoi: 10.1000/{number}\nauthors:\n{listed}---\n# Methods\nIce.\n"
        documents.append(parse_markdown(text.encode(), name=f"paper-{number}", file_sha256=str(number) * 64))
    kept = resolve_works(documents).papers
    return [[author.orcid == ONE for author in kept[document.paper.id].paper.authors] for document in documents]


@pytest.mark.parametrize(
    "names",
    [
        ("Ada King", "Ada Lovelace", "A. Lovelace"),
        ("Ada King", "A. Lovelace"),
        ("Wang Xiaoming", "Xiao-Ming Wang", "X. Wang"),
        ("Łukasz Wójcik", "Lukasz Wojcik"),
        ("Alexey Chernov", "Aleksei Tchernov"),
        ("Ilya Pashchenko", "Илья Пащенко"),
        ("王晓明", "Xiaoming Wang"),
    ],
)
def test_changed_and_transliterated_names_under_one_id_are_one_person(names):
    assert owners(*([name] for name in names)) == [[True]] * len(names)


@pytest.mark.parametrize(
    "names", [("Adrian M. Price-Whelan", "Daniel Foreman-Mackey"), ("Ann de Vries", "Bo de Groot")]
)
def test_an_id_that_one_paper_prints_behind_another_name_stays_with_whom_most_give_it(names):
    right, wrong = names
    assert owners([right], [wrong], [right]) == [[True], [False], [True]]


def test_an_id_of_two_people_whom_as_many_papers_give_it_is_nobodys():
    assert owners(["Ann Lee"], ["Bo Kim"]) == [[False], [False]]
    assert owners(["John Lee", "Jo Lee"]) == [[False, False]]
