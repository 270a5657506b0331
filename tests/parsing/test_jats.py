from __future__ import annotations

import importlib.util
import json
import time
from pathlib import Path
from types import ModuleType

import pytest
from tests.parsing.jats_articles import made

from k1.errors import FailureKind, PaperError
from k1.parsing.jats.document import parse_jats
from k1.schema.documents import Document
from k1.schema.vocabulary import Modality, SectionRole, UnitRole

SHA = "0" * 64

ARTICLE = (Path(__file__).parent / "data" / "article.xml").read_bytes()


@pytest.fixture(scope="module")
def document() -> Document:
    return parse_jats(ARTICLE, name="test", file_sha256=SHA)


def test_module_a_is_read_whole(document: Document) -> None:
    paper = document.paper
    assert paper.title == "A test of reading"
    assert (paper.doi, paper.pmcid, paper.year, paper.language) == ("10.1000/abc.1", "pmc1234567", 2020, "en")
    assert (paper.venue, paper.publisher, paper.article_type) == ("Journal of Tests", "Test Press", "research-article")
    assert paper.licence == "CC-BY-4.0"
    assert [(d.event, d.date) for d in paper.dates] == [("received", "2020-02-01"), ("published", "2020-12-03")]
    assert (paper.abstract, paper.keywords) == ("Aim. We test.", ("tests",))


def test_authors_have_places_orcid_and_a_hashed_address(document: Document) -> None:
    ada, group = document.paper.authors
    assert (ada.name, ada.affiliations, ada.orcid) == ("Ada Lovelace", ("University, UK",), "0000-0002-1825-0097")
    assert ada.corresponding and ada.email_sha256 and len(ada.email_sha256) == 64
    assert group.name == "The Consortium"


def test_sections_nest_and_text_after_a_subsection_belongs_above_it(document: Document) -> None:
    assert [s.path for s in document.sections] == [
        ("Abstract",),
        ("Abstract", "Aim"),
        ("Introduction",),
        ("Introduction", "Detail"),
        ("Results",),
        ("References",),
    ]
    assert document.sections[2].number == "1"
    assert document.sections[2].role is SectionRole.INTRODUCTION
    (after,) = [unit for unit in document.units if unit.text == "After the subsection."]
    assert after.section_path == ("Introduction",)


def test_a_display_formula_splits_its_paragraph(document: Document) -> None:
    texts = [(u.modality, u.text, u.label) for u in document.units if u.section_path == ("Introduction",)]
    assert texts[1] == (Modality.EQUATION, "E=mc^2", "(1)")
    assert texts[2][1] == "where m is mass."


def test_a_table_keeps_merged_cells_once_and_counts_its_header(document: Document) -> None:
    (table,) = [unit for unit in document.units if unit.modality is Modality.TABLE]
    assert table.cells == (("Group", "Value", ""), ("", "a", "b"), ("one", "1x", "2"))
    assert (table.header_rows, table.label, table.caption) == (2, "Table 1", "Numbers.")


def test_roles_follow_the_place_in_the_article(document: Document) -> None:
    roles = {unit.text: unit.role for unit in document.units}
    assert roles["We test."] is UnitRole.ABSTRACT
    assert roles["first"] is UnitRole.LIST
    assert roles["x: note."] is UnitRole.FOOTNOTE
    assert roles["We thank."] is UnitRole.BACK_MATTER


def test_ranges_and_lists_of_citations_are_expanded(document: Document) -> None:
    order = {reference.id: reference.order for reference in document.references}
    found = [(c.marker, [order[r] for r in c.references]) for c in document.citations]
    assert found == [("[1–3]", [0, 1, 2]), ("2,4", [1, 3]), ("1", [0])]


def test_a_marker_stands_in_its_sentence(document: Document) -> None:
    first = document.citations[0]
    unit = next(unit for unit in document.units if unit.id == first.unit)
    assert unit.text[first.sentence_start : first.sentence_end] == "As shown [1–3], it works."


def test_references_of_every_form_have_text_and_fields(document: Document) -> None:
    one, two, three, four = document.references
    assert one.text == "Doe J. (2001). First work. J. One, 5, 1–9. doi:10.1000/one"
    assert (one.label, one.year, one.authors, one.pages) == ("1", 2001, ("J Doe",), "1–9")
    assert two.text == "Roe, R. (2002). Second work. J. Two, 6."
    assert (two.title, two.authors) == ("Second work", ("R. Roe",))
    assert (three.text, three.title) == ("Plain text entry, 2003.", None)
    assert (four.title, four.authors) == ("A book", ("Group",))


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", FailureKind.EMPTY),
        (b"<article><front>", FailureKind.CORRUPT),
        (b"<html><body/></html>", FailureKind.UNSUPPORTED),
        (b'<!DOCTYPE a [<!ENTITY x "y">]><article><body><p>&x;</p></body></article>', FailureKind.HOSTILE),
        (b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><article><body/></article>', FailureKind.HOSTILE),
        ('<!DOCTYPE a [<!ENTITY x "y">]><article><body/></article>'.encode("utf-16"), FailureKind.HOSTILE),
        (b"<article><body>" + b"<sec>" * 5000 + b"</sec>" * 5000 + b"</body></article>", FailureKind.CORRUPT),
    ],
)
def test_bad_input_is_refused_with_its_kind(data: bytes, kind: FailureKind) -> None:
    with pytest.raises(PaperError) as caught:
        parse_jats(data, name="x", file_sha256=SHA)
    assert caught.value.kind is kind


def test_a_cut_file_is_told_by_the_line_where_it_breaks_off_alone() -> None:
    with pytest.raises(PaperError) as caught:
        parse_jats(b"<article>\n<front>\n", name="x", file_sha256=SHA)
    assert caught.value.message.endswith("Premature end of data in tag front line 2, line 3, column 1")


def _scorer(shared: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_documents", shared / "tools" / "score_documents.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.shared
@pytest.mark.slow
def test_the_reader_agrees_with_the_gold_of_the_shared_papers(shared: Path) -> None:
    from k1.parsing.document.interchange import document_json

    scorer = _scorer(shared)
    scores: dict[str, list[float]] = {}
    for source in sorted((shared / "data" / "papers").glob("*/*/source.xml")):
        gold = json.loads((source.parent / "gold.json").read_text(encoding="utf-8"))
        document = parse_jats(source.read_bytes(), name=source.parent.name, file_sha256=SHA)
        for metric, score in scorer.score_paper(gold, document_json(document)).items():
            scores.setdefault(metric, []).extend([] if score is None else [score])
    means = {metric: sum(values) / len(values) for metric, values in scores.items()}
    assert {metric: round(mean, 3) for metric, mean in means.items() if mean < 0.97} == {}


TEX = (
    r"<inline-formula><alternatives><tex-math>\documentclass[12pt]{minimal}\begin{document}$$\alpha$$\end{document}"
    "</tex-math><math><mi>\u03b1</mi></math></alternatives></inline-formula>"
)


def test_formulas_are_latex_between_dollars_wherever_text_is_read() -> None:
    title = f"<title-group><article-title>On {TEX}-decay</article-title></title-group>"
    abstract = f"<abstract><p>We use {TEX}.</p></abstract>"
    body = f"<sec><title>The {TEX}</title><def-list><def-item><term>{TEX}</term><def><p>it</p></def></def-item>"
    cited = f'<ref-list><ref id="r"><mixed-citation>Doe, J., <article-title>An {TEX}</article-title>.</mixed-citation>'
    document = made(title + abstract, f"{body}</def-list></sec>", f"{cited}</ref></ref-list>")
    assert (document.paper.title, document.paper.abstract) == (r"On $\alpha$-decay", r"We use $\alpha$.")
    assert document.sections[1].heading == r"The $\alpha$"
    assert document.units[-1].text == r"$\alpha$: it"
    assert (document.references[0].title, document.references[0].text) == (r"An $\alpha$", r"Doe, J., An $\alpha$.")


def test_a_simple_formula_of_a_title_is_a_word_in_the_paper_and_where_it_is_cited() -> None:
    title = r"<article-title>Reduction of <tex-math>\mathrm{CO_2}</tex-math> on copper</article-title>"
    cited = f'<ref-list><ref id="r"><mixed-citation>{title}</mixed-citation></ref></ref-list>'
    document = made(f"<title-group>{title}</title-group>", back=cited)
    assert document.paper.title == document.references[0].title == "Reduction of CO2 on copper"


def test_an_abstract_says_a_nested_block_once_and_apart() -> None:
    items = "<list><list-item><p>one</p></list-item><list-item><p>two</p></list-item></list>"
    formula = "<disp-formula><tex-math>\\beta</tex-math></disp-formula>"
    document = made(f"<abstract><p>We did:{items}</p><p>Then{formula}, so.</p></abstract>")
    assert document.paper.abstract == "We did: one two Then $\\beta$, so."


@pytest.mark.parametrize(
    ("affiliation", "read"),
    [
        (
            "<institution>Department of Physics</institution><institution>University of X</institution>, UK",
            "Department of Physics, University of X, UK",
        ),
        (
            "<institution-wrap><institution>Department of Physics,</institution><institution>University of X"
            "</institution></institution-wrap>, <city>Y</city> <country>UK</country>",
            "Department of Physics, University of X, Y UK",
        ),
        ("University of X <city>Y</city> <country>UK</country>", "University of X Y, UK"),
    ],
)
def test_parts_of_an_affiliation_with_nothing_between_them_get_commas(affiliation: str, read: str) -> None:
    contributor = f"<contrib><name><surname>Doe</surname></name><aff>{affiliation}</aff></contrib>"
    (author,) = made(f"<contrib-group>{contributor}</contrib-group>").paper.authors
    assert author.affiliations == (read,)


def test_long_indents_cost_linear_time():
    blanks = "\n" * 40_000
    started = time.process_time()
    document = made(body=f"<p>a<b>b</b>({blanks}x<b>c</b>{blanks}x</p>")
    assert document.units[0].text == "ab( xc x"
    assert time.process_time() - started < 2
