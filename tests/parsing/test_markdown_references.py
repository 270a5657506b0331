"""What Markdown papers refer to, as pandoc, Quarto, R Markdown, MyST and LaTeX do: their own parts, and works."""

from __future__ import annotations

from time import process_time

import pytest

from k1.parsing.markdown.document import parse_markdown
from k1.parsing.markdown.unlisted import unlisted
from k1.schema.documents import Document
from k1.schema.vocabulary import Modality, UnitRole


def made(source: str, bibliography: str = "") -> Document:
    data = f"---\ntitle: T\n---\n\n{source}\n".encode()
    return parse_markdown(data, name="x", file_sha256="0" * 64, bibliography=bibliography.encode() or None)


PARTS = """

![One](a.png){#fig:one}

```{figure} b.png
:name: two

Two @a.
```

$$
x = y
$$ {#eq:e}

```{r three, echo=FALSE, fig.cap="Three."}
plot(x)
```

```{python}
#| label: fig-four
#| fig-cap: "Four."
plot()
```

::: {#fig-five layout-ncol=2}
![A](a.png){#fig-a}

Five.
:::

<figure id="six"><img src="x.png"><figcaption>Six.</figcaption></figure>
"""


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("@fig:one", "Figure 1"),
        ("@Fig:one and [@fig:one; @fig-four]", "Figure 1 and Figure 1, Figure 4"),
        ("[Figs. @fig:one and @fig-four] or Figure [-@fig-five]", "Figs. 1 and 4 or Figure 5"),
        (r"Fig. \@ref(fig:three)", "Fig. 3"),
        ("{numref}`two`, {ref}`that one <two>` and {eq}`eq:e`", "Figure 2, that one and (1)"),
        ("@eq:e", "Equation 1"),
        (r"\autoref{six}", "Figure 6"),
    ],
)
def test_a_part_of_the_paper_that_a_key_names_is_printed_and_no_work_is_cited(typed: str, read: str) -> None:
    document = made(typed + PARTS)
    assert document.units[0].text == read
    assert [citation.marker for citation in document.citations] == ["@a"]


def test_captions_of_figures_are_found_wherever_a_dialect_has_them() -> None:
    figures = [unit.caption for unit in made(PARTS).units if unit.modality is Modality.FIGURE]
    assert figures == ["One", "Two @a.", "Three.", "Four.", "Five.", "Six."]


def test_a_key_that_looks_like_a_figures_cites_a_work_that_is_listed() -> None:
    document = made("As @fig-1990 and @fig-none.", "@misc{fig-1990, title={Figs}}")
    assert [citation.marker for citation in document.citations] == ["@fig-1990"]


@pytest.mark.parametrize(
    ("typed", "markers"),
    [
        (r"An \@escaped sign.", []),
        (r"\cite{a} and \citep[see][p. 3]{a, b_c}", [r"\cite{a}", r"\citep[see][p. 3]{a, b_c}"]),
        ("{cite:p}`a,b` and {cite:t}`c`", ["{cite:p}`a,b`", "{cite:t}`c`"]),
        ("[-@a; @b, p. 3] and @a [p. 4], -@b; [see @{c}, chap. 2; also @d{ii, D-Z}]", None),
    ],
)
def test_works_are_cited_in_all_forms_of_a_key(typed: str, markers: list[str] | None) -> None:
    pandoc = ["[-@a; @b, p. 3]", "@a", "-@b", "[see @{c}, chap. 2; also @d{ii, D-Z}]"]
    assert [citation.marker for citation in made(typed).citations] == (pandoc if markers is None else markers)


def test_each_key_of_a_latex_or_myst_citation_is_a_work() -> None:
    document = made(r"\citep{a, b} {cite}`a,b`", "@misc{a, title={A}}\n@misc{b, title={B}}")
    assert [len(citation.references) for citation in document.citations] == [2, 2]


def test_small_markup_of_dialects_is_no_text() -> None:
    document = made(
        "CO~2~ at 10^6^ in [small caps]{.smallcaps}, {{< video x >}}\\emph{well} said\\footnote{See \\url{https://x.org/a}.}."
    )
    assert document.units[0].text == "CO2 at 106 in small caps, well said (See https://x.org/a.)."
    assert [(span.kind, span.start) for span in document.units[0].spans] == [("subscript", 2), ("superscript", 9)]


def test_a_definition_list_gives_each_term_with_what_it_means() -> None:
    document = made("Flux\n\n:   A *flow*.\n\n    More.\n\nRate [@a]\n  ~ One.\n  ~ Two.")
    assert [(unit.text, unit.role) for unit in document.units] == [
        ("Flux: A flow.", UnitRole.LIST),
        ("More.", UnitRole.LIST),
        ("Rate [@a]: One.", UnitRole.LIST),
        ("Two.", UnitRole.LIST),
    ]
    assert [citation.marker for citation in document.citations] == ["[@a]"]


def test_a_term_that_no_paragraph_defines_is_a_unit_of_its_own() -> None:
    document = made("Flux\n\n:   ```\n    v\n    ```\n\nThen.\n\nRate\n:   ![R](r.png)\n\nEnd.\n\nLast\n:   - one")
    assert [unit.text for unit in document.units] == [
        *("Flux", "v", "Then."),
        *("Rate", "Figure 1: R", "End."),
        *("Last", "one"),
    ]


def test_a_block_of_myst_gives_its_title_and_its_text_and_no_options() -> None:
    document = made(":::{tip} Mind\n:class: dropdown\nThe gap.\n:::\n\n::::{grid} 1 2\n:::{card}\nA.\n:::\n::::\n\nB.")
    assert [unit.text for unit in document.units] == ["Mind", "The gap.", "A.", "B."]


def test_an_empty_link_of_myst_is_printed_as_what_it_links_to() -> None:
    document = made(":::{figure} a.png\n:name: fig-a\nWaves.\n:::\n\nSee [](#fig-a), [it](#fig-a) and [](#none).")
    assert document.units[1].text == "See Figure 1, it and ."


@pytest.mark.parametrize("text", [f"a{' ' * 30_000}b", f"{{ref}}`a{' ' * 30_000}b`"])
def test_many_blanks_are_read_in_time_that_grows_as_they_do(text: str) -> None:
    began = process_time()
    made(text)
    assert process_time() - began < 2


def test_a_note_of_myst_and_a_theorem_of_r_markdown_are_text_and_a_listing_is_code() -> None:
    document = made("```{note} Mind\nthe **gap**.\n```\n\n```{theorem, name='X'}\nAll is well.\n```\n\n```{r}\nx\n```")
    assert [(unit.text, unit.role) for unit in document.units] == [
        ("Mind", UnitRole.BODY),
        ("the gap.", UnitRole.BODY),
        ("All is well.", UnitRole.BODY),
        ("x", UnitRole.CODE),
    ]


def test_a_chunk_whose_caption_holds_backticks_ends_where_it_ends() -> None:
    document = made('```{r one, fig.cap="By `f`."}\nf(`x`)\n```\n\nText.\n\n```{r}\ny\n```')
    assert [unit.text for unit in document.units] == ["f(`x`)", "Figure 1: By f.", "Text.", "y"]


def test_a_picture_without_a_caption_is_not_counted() -> None:
    document = made("See \\autoref{fig:b}.\n\n![](a.png)\n\n![B. \\label{fig:b}](b.png)")
    assert [unit.label for unit in document.units] == [None, None, "Figure 1"]
    assert document.units[0].text == "See Figure 1."


def test_a_key_that_identifies_a_work_cites_it_without_a_bibliography() -> None:
    keys = ["doi:10.1000/AB.c", "arxiv:2001.00001v2", "pmcid:PMC6103790", "url:https://x.org/a", "pmid:3", "tag:x"]
    document = made(" ".join(f"[@{key}]" for key in keys))
    read = {entry.label: (entry.text, entry.doi, entry.arxiv_id, entry.url) for entry in document.references}
    assert read == {
        "doi:10.1000/AB.c": ("https://doi.org/10.1000/ab.c", "10.1000/ab.c", None, None),
        "arxiv:2001.00001v2": ("arXiv:2001.00001", None, "2001.00001", None),
        "pmcid:PMC6103790": ("PMC6103790", None, None, None),
        "url:https://x.org/a": ("https://x.org/a", None, None, "https://x.org/a"),
        "pmid:3": ("PMID: 3", None, None, None),
    }
    assert [len(citation.references) for citation in document.citations] == [1, 1, 1, 1, 1, 0]


def test_a_command_of_latex_that_takes_only_lengths_is_no_text() -> None:
    document = made("\\spacingset{1.0}\n\n\\setlength{\\parindent}{0pt}\n\n\\emph{Well} said.\n\n\\emph{Well}")
    roles = [(unit.text, unit.role) for unit in document.units]
    assert [role for _, role in roles] == [UnitRole.CODE, UnitRole.CODE, UnitRole.BODY, UnitRole.BODY]
    assert [text for text, _ in roles[2:]] == ["Well said.", "Well"]


CSL = {
    "json": """[{"id": "a", "type": "article-journal", "title": "On <i>E. coli</i>", "container-title": "J",
        "volume": 3, "author": [{"family": "Beethoven", "given": "Ludwig", "non-dropping-particle": "van"},
        {"literal": "The Team"}],
        "issued": {"date-parts": [[2020, 3]]}, "page": "1-9", "DOI": "10.1000/abc"}, {"type": "book"}, 3]""",
    "yaml": """---\nreferences:\n- id: a\n  type: article-journal\n  title: On *E. coli*\n  container-title: J
  volume: 3\n  author:\n  - {family: Beethoven, given: Ludwig, non-dropping-particle: van}\n  - literal: The Team
  issued:\n  - year: 2020\n  page: 1-9\n  DOI: 10.1000/abc\n...\n""",
}


@pytest.mark.parametrize("form", ["json", "yaml", "front matter"])
def test_works_are_listed_in_the_form_of_csl_too(form: str) -> None:
    if form == "front matter":
        listed = CSL["yaml"].removesuffix("...\n")
        document = parse_markdown(f"{listed}---\n\n# T\n\n@a".encode(), name="x", file_sha256="0" * 64)
    else:
        document = made("@a", CSL[form])
    (entry,) = document.references
    assert (entry.title, entry.authors, entry.year) == ("On E. coli", ("Ludwig van Beethoven", "The Team"), 2020)
    assert (entry.venue, entry.volume, entry.pages, entry.doi) == ("J", "3", "1-9", "10.1000/abc")
    assert entry.text.startswith("van Beethoven, L., & The Team (2020). On E. coli. J, 3, 1-9.")


@pytest.mark.parametrize(
    "data", ["[1", '{"a": ' + "[" * 100_000, "references: [", "[]", "references: 3", f"references:\n{'- ' * 99}"]
)
def test_a_broken_list_in_the_form_of_csl_lists_nothing(data: str) -> None:
    assert made("@a", data).references == ()


def test_many_signs_of_emphasis_in_a_list_are_read_in_time_that_grows_as_they_do() -> None:
    began = process_time()
    made("@a", '[{"id": "a", "title": "' + "*" * 15_000 + '"}]')
    assert process_time() - began < 2


@pytest.mark.parametrize(
    ("fields", "name", "read"),
    [
        ("author={family=Beethoven, given=Ludwig, prefix=van, useprefix=true and Doe, Jane}", "authors",
         ("Ludwig van Beethoven", "Jane Doe")),
        ("title={A site}, subtitle={All of it}", "title", "A site: All of it"),
        ("title={P}, eventtitle={Conference on X}, date={2001-05/2002}", "venue", "Conference on X"),
        ("title={S}, organization={Team X}, url={https://x.org}", "venue", "Team X"),
    ],
)  # fmt: skip
def test_fields_of_biblatex_are_read(fields: str, name: str, read: object) -> None:
    (entry,) = made("@a", f"@online{{a, {fields}}}").references
    assert getattr(entry, name) == read


@pytest.mark.parametrize(
    ("command", "character"),
    [
        ("underscore", "_"),
        ("bar", "|"),
        ("less", "<"),
        ("quoteright", "\u2019"),
        ("endash", "\u2013"),
        ("degree", "\u00b0"),
    ],
)
def test_a_command_of_latex_that_names_a_character_is_the_character(command: str, character: str) -> None:
    (entry,) = made("@a", f"@misc{{a, title={{Tide{{\\text{command}}}wheel}}}}").references
    assert "".join((entry.title or "").split()) == f"Tide{character}wheel"


README = """<div align="center">
<h1>My <em>Tool</em></h1>

<img src="https://img.shields.io/pypi/v/x.svg" alt="PyPI">
</div>

[![DOI](https://zenodo.org/badge/1.svg)](https://doi.org/10.5281/zenodo.1) ![MIT](https://img.shields.io/x)
[![Build](https://github.com/a/b/actions/workflows/x.yml/badge.svg)](https://github.com/a/b/actions)

<h2 id="m">Methods</h2>

[![Overview.](fig.png)](fig.png)

[![A talk](thumb.jpg)](https://video.example.org/x)

<!-- <h2>Hidden</h2> -->

<table><tr><td><h3>A</h3></td><td>1</td></tr></table>
"""


def test_a_read_me_has_its_headings_and_no_badge_is_a_figure() -> None:
    document = parse_markdown(README.encode(), name="x", file_sha256="0" * 64)
    assert document.paper.title == "My Tool"
    assert [section.heading for section in document.sections] == ["Methods"]
    assert [(unit.modality, unit.text, unit.cells) for unit in document.units] == [
        (Modality.FIGURE, "Figure 1: Overview.", None),
        (Modality.TEXT, "A talk", None),
        (Modality.TABLE, "", (("A", "1"),)),
    ]


@pytest.mark.parametrize("typed", ["Fig 3. Waves.", "Fig. 3: Waves.", "Figure 3 Waves."])
def test_a_caption_that_has_its_number_gets_no_other(typed: str) -> None:
    (figure,) = made(f"![{typed}](a.png)").units
    assert (figure.text, figure.label, figure.caption) == (typed, typed.partition(" 3")[0] + " 3", "Waves.")


BROKEN = """
@article{read, title = {A}, author = {Elder, Ada}, year = 2019}
@article{torn, title = {B, author = {Rain, Ben}
@article{next, title = {C}, year = 2020}
"""


def test_keys_that_no_readable_entry_has_are_named_with_the_remedy():
    said = unlisted(made("One [@read; @torn] and \\cite{absent}.", BROKEN))
    assert said is not None
    assert said.startswith("cited, but without a readable entry in a bibliography beside it: torn, absent; mend")


def test_of_many_keys_without_entry_the_first_are_named_and_the_others_counted():
    said = unlisted(made(" ".join(f"[@k{number}]" for number in range(8))))
    assert said is not None
    assert "k0, k1, k2, k3, k4 and 3 more;" in said


@pytest.mark.parametrize(
    "text", ["One [@read].", "One [@doi:10.1000/x].", "Ask @somebody.", "Write `[@key]`.", "See [@fig:one]."]
)
def test_what_has_an_entry_or_cites_no_work_is_not_named(text):
    assert unlisted(made(text, BROKEN)) is None
