from __future__ import annotations

import pytest
from pybtex.database.input import bibtex

from k1.errors import FailureKind, PaperError
from k1.parsing.markdown.bibtex import read_bibliography
from k1.parsing.markdown.document import parse_markdown
from k1.schema.documents import Document, Unit
from k1.schema.vocabulary import Modality, SectionRole, UnitRole

SHA = "0" * 64

PAPER = r"""---
title: "`tool`: A *fast* thing"
tags:
  - Python
  - no
authors:
  - name: Ada Lovelace^[Corresponding author.]
    orcid: 0000-0002-1825-0097
    email: Ada@Example.org
    affiliation: "1, 2"
  - given-names: Charles
    surname: Babbage
    affiliation: 2
affiliations:
  - name: Analytical Society
    index: 1
  - name: University of Cambridge
    index: 2
date: 17 October 2019
bibliography: paper.bib
---

# Summary

We build on `numpy` [@harris2020; @virtanen2020] as @knuth84 did.
A second sentence follows. See \autoref{fig:flow} and [the code](https://github.com/a/b/tree/v1.2.0).

![The flow of data [@knuth84].\label{fig:flow}](flow.png){ width=80% }

## 2.1 Method

$$ E = mc^2 $$ {#eq:e}

- first item
- second item

Table: Speeds of *both* tools.

| tool | speed |
|------|------:|
| ours | 12    |
| old  | `3`   |

```python
print("hello")
```

Inline math $$a+b$$ stays.[^1]

[^1]: A note.

# References
"""

BIB = rb"""
@string{cup = "Cambridge University Press"}
@article{harris2020, author = {Harris, Charles R. and others}, title = {Array programming with {NumPy}},
  journal = {Nature}, volume = {585}, pages = {357--362}, year = 2020, doi = {10.1038/S41586-020-2649-2}}
@article{broken, author = {No End, title = {x}
@book{knuth84, author = {Knuth, Donald E. and M{\"a}chler, S{\o}ren}, title = {Literate Programming}, year = {1984},
  publisher = cup}
@misc{uncited, title = {Nobody cites me}, year = {1999}}
@misc{virtanen2020, author = {Virtanen, Pauli}, title = {{SciPy} \& co}, year = {2020},
  eprint = {1907.10121}, archivePrefix = {arXiv}}
"""


@pytest.fixture(scope="module")
def document() -> Document:
    return parse_markdown(PAPER.encode(), name="tool", file_sha256=SHA, bibliography=BIB, subject="mathematics")


def units(document: Document, modality: Modality) -> list[Unit]:
    return [unit for unit in document.units if unit.modality is modality]


def test_front_matter_gives_title_authors_and_date(document: Document) -> None:
    paper = document.paper
    assert paper.title == "tool: A fast thing"
    assert [author.name for author in paper.authors] == ["Ada Lovelace", "Charles Babbage"]
    assert paper.authors[0].affiliations == ("Analytical Society", "University of Cambridge")
    assert paper.authors[0].orcid == "0000-0002-1825-0097"
    assert paper.authors[0].corresponding
    assert "example" not in str(paper.authors[0].email_sha256).casefold()
    assert (paper.year, paper.dates[0].date, paper.keywords) == (2019, "2019-10-17", ("Python", "no"))
    assert (paper.subject, paper.source_format, paper.pages) == ("mathematics", "markdown", None)


def test_a_pinned_link_becomes_a_resource_with_its_version(document: Document) -> None:
    assert [(r.kind, r.version) for r in document.paper.resources] == [("code", "v1.2.0")]


def test_headings_become_sections_with_paths_and_numbers(document: Document) -> None:
    assert [(s.path, s.level, s.number) for s in document.sections] == [
        (("Summary",), 1, None),
        (("Summary", "Method"), 2, "2.1"),
        (("References",), 1, None),
    ]
    assert document.sections[0].role is SectionRole.ABSTRACT


def test_a_lone_picture_is_a_figure_with_label_and_caption(document: Document) -> None:
    (figure,) = units(document, Modality.FIGURE)
    assert (figure.label, figure.caption) == ("Figure 1", "The flow of data [@knuth84].")
    assert figure.text == "Figure 1: The flow of data [@knuth84]."


def test_cross_references_read_as_they_are_printed(document: Document) -> None:
    assert "See Figure 1 and the code." in document.units[0].text


def test_a_pipe_table_keeps_its_cells_and_caption(document: Document) -> None:
    (table,) = units(document, Modality.TABLE)
    assert table.cells == (("tool", "speed"), ("ours", "12"), ("old", "3"))
    assert (table.header_rows, table.label, table.caption) == (1, "Table 1", "Speeds of both tools.")


def test_display_formulas_are_units_of_latex(document: Document) -> None:
    assert [unit.text for unit in units(document, Modality.EQUATION)] == ["E = mc^2", "a+b"]


def test_lists_code_and_footnotes_have_their_roles(document: Document) -> None:
    texts = {unit.text: unit.role for unit in document.units}
    assert texts["first item"] is UnitRole.LIST
    assert texts['print("hello")'] is UnitRole.CODE
    assert texts["A note."] is UnitRole.FOOTNOTE


def test_citations_point_at_their_characters_sentences_and_references(document: Document) -> None:
    by_id = {unit.id: unit for unit in document.units}
    titles = {reference.id: reference.title for reference in document.references}
    group, bare, caption = document.citations
    assert (group.marker, bare.marker, caption.marker) == ("[@harris2020; @virtanen2020]", "@knuth84", "[@knuth84]")
    assert [titles[r] for r in group.references] == ["Array programming with NumPy", "SciPy & co"]
    unit = by_id[bare.unit]
    assert unit.text[bare.start : bare.end] == "@knuth84"
    assert unit.text[bare.sentence_start : bare.sentence_end].endswith("as @knuth84 did.")


def test_only_cited_entries_are_references_and_a_broken_entry_costs_nothing_else(document: Document) -> None:
    assert [reference.label for reference in document.references] == ["harris2020", "knuth84", "virtanen2020"]
    harris, knuth, virtanen = document.references
    assert (harris.doi, harris.year, harris.venue) == ("10.1038/s41586-020-2649-2", 2020, "Nature")
    assert harris.authors == ("Charles R. Harris",)
    assert knuth.authors == ("Donald E. Knuth", "Søren Mächler")
    assert knuth.venue == "Cambridge University Press"
    assert virtanen.arxiv_id == "1907.10121"
    assert all(reference.cited_paper for reference in document.references)


def test_a_citation_without_an_entry_stays_open() -> None:
    document = parse_markdown(b"# T\n\nAs [@nobody] said.", name="x", file_sha256=SHA)
    assert [(c.marker, c.references) for c in document.citations] == [("[@nobody]", ())]


def test_an_e_mail_address_is_no_citation() -> None:
    document = parse_markdown(b"# T\n\nWrite to ada@example.org or see `x@y`.", name="x", file_sha256=SHA)
    assert document.citations == ()


@pytest.mark.parametrize("title", ["[Re]: Foo", "***", "<div>x", "$$x$$", "```", "1984. A year", "- x"])
def test_a_title_that_markdown_takes_for_no_paragraph_stands_as_typed(title: str) -> None:
    source = f"---\ntitle: '{title}'\n---\n\nText."
    assert parse_markdown(source.encode(), name="x", file_sha256=SHA).paper.title == title


def test_without_front_matter_the_first_heading_is_the_title() -> None:
    document = parse_markdown(b"# A title\n\n## One\n\nText.", name="x", file_sha256=SHA)
    assert document.paper.title == "A title"
    assert [section.heading for section in document.sections] == ["One"]


def test_html_is_read_as_text_and_scripts_and_comments_are_dropped() -> None:
    source = (
        b"# T\n\n<div onclick='x()'>Hello <b>you</b></div>\n\n<script>alert(1)</script>\n\n<!-- note -->\n\na <i>b</i>"
    )
    document = parse_markdown(source, name="x", file_sha256=SHA)
    assert [unit.text for unit in document.units] == ["Hello you", "a b"]


def test_equal_paragraphs_have_ids_of_their_own() -> None:
    document = parse_markdown(b"# T\n\nSame.\n\nSame.", name="x", file_sha256=SHA)
    assert len({unit.id for unit in document.units}) == 2


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        (b"", FailureKind.EMPTY),
        (b" \n\t", FailureKind.EMPTY),
        (b"\xff\xfe\x00text", FailureKind.CORRUPT),
        (b"---\ntitle: [unclosed\n---\n\nText.", FailureKind.CORRUPT),
        (b"a" * 10_000_001, FailureKind.TOO_LARGE),
        (b"---\nx: " + b"[" * 5000 + b"]" * 5000 + b"\n---\n", FailureKind.HOSTILE),
        (b"---\na: &a [x]\nb: [" + b"*a," * 60 + b"]\n---\n", FailureKind.HOSTILE),
    ],
)
def test_bad_input_is_refused_with_its_kind(source: bytes, kind: FailureKind) -> None:
    with pytest.raises(PaperError) as caught:
        parse_markdown(source, name="x", file_sha256=SHA)
    assert caught.value.kind is kind
    assert caught.value.remedy


def test_yaml_tags_construct_nothing() -> None:
    source = b"---\ntitle: !!python/object/apply:os.system ['true']\n---\n\n# Real\n\nText."
    assert parse_markdown(source, name="x", file_sha256=SHA).paper.title == "Real"


def test_the_same_file_gives_the_same_document(document: Document) -> None:
    again = parse_markdown(PAPER.encode(), name="tool", file_sha256=SHA, bibliography=BIB, subject="mathematics")
    assert again == document


@pytest.mark.parametrize(
    "fields",
    ["month = june", "month = sept", "journal = prl", "year = 2011", "editor = {Smith, A, B, C, D}"],
)
def test_a_harmless_flaw_in_an_entry_leaves_the_entry(fields: str) -> None:
    entry = read_bibliography(b"@article{a, title={T one}, author={Doe, J.}, year=2010, %b}" % fields.encode())["a"]
    assert (entry.fields["title"], entry.fields["authors"], entry.fields["year"]) == ("T one", ("J. Doe",), 2010)


def test_an_entry_that_breaks_off_is_left_out() -> None:
    assert read_bibliography(b"@article{a, title={T one}, author={Doe, J.} year=2010}") == {}


def test_macros_may_name_macros_and_a_broken_one_spoils_no_other() -> None:
    macros = b'@string{p = "Phys."}\n@string{bad = }\n@STRING{Prl = P # " Rev."}\n'
    entry = read_bibliography(macros + b"@article{a, title={T}, journal = PRL # { Lett.}, month = jan}")["a"]
    assert entry.fields["venue"] == "Phys. Rev. Lett."


def test_macros_are_read_once_not_for_each_entry(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[int] = []
    parse = bibtex.Parser.parse_string
    monkeypatch.setattr(bibtex.Parser, "parse_string", lambda self, text: read.append(len(text)) or parse(self, text))
    macros = "".join(f'@string{{j{n} = "Journal {n}"}}\n' for n in range(50))
    entries = "".join(f"@article{{k{n}, title={{T {n}}}, journal=j{n}}}\n" for n in range(50))
    found = read_bibliography((macros + entries).encode())
    assert [entry.fields["venue"] for entry in found.values()] == [f"Journal {n}" for n in range(50)]
    assert sum(read) <= len(macros + entries)


def made(source: str, bibliography: str = "") -> Document:
    return parse_markdown(source.encode(), name="x", file_sha256=SHA, bibliography=bibliography.encode() or None)


@pytest.mark.parametrize(
    ("source", "captions"),
    [
        ("Table: A.\n\n{t}Table: B.\n\n{t}", ["A.", "B."]),
        ("{t}Table: A.\n\n{t}Table: B.\n", ["A.", "B."]),
        ("Table: A.\n\n{t}{t}Table: B.\n", ["A.", "B."]),
        ("Table: A.\n\n{t}Text.\n\n{t}", ["A.", None]),
    ],
)
def test_captions_above_and_below_go_to_one_table_each(source: str, captions: list[str | None]) -> None:
    document = made(source.format(t="| a | b |\n|---|---|\n| 1 | 2 |\n\n"))
    assert [unit.caption for unit in units(document, Modality.TABLE)] == captions


def test_a_heading_is_no_caption_of_the_table_below_it() -> None:
    table = "| a | b |\n|---|---|\n| 1 | 2 |\n\n"
    document = made(f"---\ntitle: T\n---\n# Table: overview\n\n{table}: First\n\n{table}Table: Second\n")
    assert [unit.text for unit in document.units] == ["Table 1: First", "Table 2: Second"]
    assert [section.heading for section in document.sections] == ["Table: overview"]


def test_a_caption_that_no_table_has_is_text() -> None:
    document = made("Table: A.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nTable: B.\n")
    assert [unit.text for unit in document.units] == ["Table 1: A.", "Table: B."]


def test_cross_references_name_the_numbers_that_figures_tables_and_equations_carry() -> None:
    table = "| a | b |\n|---|---|\n| 1 | 2 |\n\n"
    document = made(
        "See \\autoref{fig:z}, \\autoref{fig:y}, \\autoref{tab:z}, \\autoref{eq:z}, \\autoref{fig:own}.\n\n"
        '<img src="a.png" alt="A picture">\n\n'
        "Some ![small one](b.png){#fig:y} in the text, and $$x$$ there.\n\n"
        f"{table}Text.\n\n{table}Table: Named. \\label{{tab:z}}\n\n"
        "![The last. \\label{fig:z}](c.png)\n\n"
        "![Figure 9: A number of its own.\\label{fig:own}](d.png)\n\n"
        "$$ y = 2 $$ (eq:z)\n"
    )
    assert document.units[0].text == "See Figure 3, Figure 2, Table 1, Equation 1, Figure 9."
    assert [unit.label for unit in units(document, Modality.FIGURE)] == ["Figure 1", "Figure 2", "Figure 3", "Figure 9"]
    assert [unit.label for unit in units(document, Modality.TABLE)] == [None, "Table 1"]


def test_an_unnumbered_heading_is_a_heading_without_its_mark() -> None:
    document = made("---\ntitle: T\n---\n# Abstract {-}\n\nWe weigh it.\n")
    assert (document.sections[0].heading, document.units[0].role) == ("Abstract", UnitRole.ABSTRACT)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("CO$_2$ uptake", "CO2 uptake"),
        (r"{CO}$_{\mathrm{2}}$ uptake", "CO2 uptake"),
        ("$^{13}$C in H$_2$O", "13C in H2O"),
        ("$10^6$ samples in O($n^2$)", "10^6 samples in O(n^2)"),
        ("10$^{-3}$ or $x_i^2$ or $x_{ij}^{2}$", "10^-3 or xi^2 or xij^2"),
        (r"H$^+$, SO$_4^{2-}$ and $\mathrm{Ca}^{2+}$", "H+, SO42- and Ca2+"),
        ("E$^2$-nets and $e^+e^-$", "E^2-nets and e+e-"),
        ("the 19$^{th}$ of H$_2^{18}$O", "the 19th of H218O"),
        (r"From \$5 to \$6", "From $5 to $6"),
        ("A $x < y$ test", "A $x < y$ test"),
        ("From $5 to US$ 6", "From $5 to US$ 6"),
    ],
)
def test_simple_formulas_of_a_cited_title_are_words(typed: str, read: str) -> None:
    entry = read_bibliography(f"@misc{{a, title={{{typed}}}}}".encode())["a"]
    assert entry.fields["title"] == read


def test_a_paper_and_its_entry_with_a_formula_in_the_title_are_one() -> None:
    paper = made("---\ntitle: CO$_2$ uptake\nauthor: Ada Lovelace\ndate: 2019\n---\nText.\n").paper
    entry = read_bibliography(b"@misc{a, title={{CO}$_2$ Uptake}, author={Lovelace, Ada}, year=2019}")["a"]
    assert (paper.title, paper.id) == ("CO2 uptake", entry.fields["cited_paper"])


def test_an_entry_takes_what_it_lacks_from_the_one_it_names() -> None:
    entries = read_bibliography(
        b"@inproceedings{a, author={Ada Lovelace}, title={Part}, pages={1--2}, crossref={Proc}}\n"
        b"@proceedings{proc, title={Whole}, year=2001, editor={Eve Ed}, doi={10.1000/whole}, volume=7}"
    )
    fields = entries["a"].fields
    assert (fields["title"], fields["venue"], fields["year"], fields["volume"]) == ("Part", "Whole", 2001, "7")
    assert (fields["authors"], fields["doi"]) == (("Ada Lovelace",), None)


def test_an_entry_that_names_itself_stands_in_no_other() -> None:
    entry = read_bibliography(b"@inproceedings{Part, title={Part}, year=2001, crossref={part}}")["Part"]
    assert (entry.fields["title"], entry.fields["venue"]) == ("Part", None)


def test_a_bibliography_may_be_latin_1_or_both() -> None:
    entries = read_bibliography(
        "@misc{a, title={Gr\u00f6\u00dfe}}\n".encode("latin-1") + "@misc{b, title={M\u00fc}}".encode()
    )
    assert [entry.fields["title"] for entry in entries.values()] == ["Gr\u00f6\u00dfe", "M\u00fc"]


@pytest.mark.parametrize(
    ("fields", "url"),
    [
        (r"url={https://x.org/a{\_}b\%20c}", "https://x.org/a_b%20c"),
        (r"howpublished={\url{https://x.org/~me}}", "https://x.org/~me"),
        ("howpublished={https://x.org/a, accessed 2020}", "https://x.org/a"),
        ("howpublished={Seen (https://x.org/a_(b)); in print}", "https://x.org/a_(b)"),
        (r"howpublished={Seen at https://x.org/{\textasciitilde}me}", "https://x.org/~me"),
        (r"url={\url{https://x.org/\~{}me}}", "https://x.org/~me"),
    ],
)
def test_an_address_has_no_latex_and_is_no_venue(fields: str, url: str) -> None:
    entry = read_bibliography(f"@misc{{a, title={{T}}, {fields}}}".encode())["a"]
    assert (entry.fields["url"], entry.fields["venue"]) == (url, None)


def test_affiliations_inside_an_author_are_names_or_refer_to_anothers() -> None:
    authors = (
        "author:\n- name: A\n  affiliations:\n  - {id: x, name: University X}\n  - name: Institute Y, Z\n"
        "- name: B\n  affiliations: [{ref: x}]\n"
    )
    document = made(f"---\ntitle: T\n{authors}---\nText.\n")
    assert [a.affiliations for a in document.paper.authors] == [("University X", "Institute Y, Z"), ("University X",)]


def test_the_ends_of_a_styled_block_are_no_text_but_in_a_listing() -> None:
    document = made("# T\n\n::: {.note}\nA note.\n:::\n\n```\n::: x\n```\n\n:::: wide\n\nB.\n\n::::\n")
    assert [unit.text for unit in document.units] == ["A note.", "::: x", "B."]


def test_a_reference_to_an_equation_is_printed_as_its_number_is() -> None:
    equation = "\\begin{equation}\\label{eq:e}\nE=mc^2\n\\end{equation}"
    document = made(f"# T\n\n{equation}\n\nSee Eq. \\eqref{{eq:e}} and \\ref{{eq:e}}.\n")
    assert document.units[-1].text == "See Eq. (1) and 1."
