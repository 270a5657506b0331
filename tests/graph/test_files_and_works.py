"""From files to the graph: two files of one paper, files that nothing names, works that are cited without a title."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl
import pytest

from k1.extraction.extract import extract_shard
from k1.graph.assemble import assemble_graph
from k1.graph.works import resolve_works
from k1.parsing.jats.document import parse_jats
from k1.parsing.markdown.document import parse_markdown
from k1.parsing.parse import document_tables
from k1.parsing.references.fields import read_reference_fields
from k1.schema.configuration import ExtractionSettings
from k1.schema.documents import Document, Reference
from k1.schema.identity import paper_id

PREPRINT = "---\ntitle: Alpha\ndoi: 10.1000/alpha\n---\n# Methods\nThe preprint uses Alpha to draw graphs.\n"
VERSION = "---\ntitle: Alpha\ndoi: 10.1000/alpha\n---\n# Methods\nThe published version uses Alpha to draw maps.\n"
TITLE = "Introduction to the special issue"
READ = ("tide gauge", "protein gel")
PHYSICS = """<article><front><article-meta><title-group><article-title>Ice on the gauge of a harbour</article-title>
</title-group></article-meta></front><body><sec><title>Methods</title><p>We build upon the method of
<xref ref-type="bibr" rid="b1">1</xref>.</p></sec></body><back><ref-list><ref id="b1"><label>1</label>
<mixed-citation>J. Smith, Phys. Rev. Lett. 99, 123401 (2007).</mixed-citation></ref></ref-list></back></article>"""


def markdown(text: str, number: int) -> Document:
    return parse_markdown(text.encode(), name=f"paper-{number}", file_sha256=str(number) * 64)


def graph(shards: Sequence[Sequence[Document]]) -> dict[str, pl.DataFrame]:
    tables = [document_tables(documents, []) for documents in shards]
    return assemble_graph(tables, [extract_shard(shard, ExtractionSettings()) for shard in tables])


def test_two_files_of_one_paper_give_the_text_of_one_however_they_are_sharded() -> None:
    one, other = markdown(PREPRINT, 1), markdown(VERSION, 2)
    together, apart, turned = graph([[one, other]]), graph([[one], [other]]), graph([[other, one]])
    assert all(table.equals(apart[name]) and table.equals(turned[name]) for name, table in together.items())
    units = together["nodes"].filter(pl.col("kind") == "unit")
    assert units["text"].to_list() == ["The preprint uses Alpha to draw graphs."]


def test_each_file_of_a_paper_names_it() -> None:
    aliases = graph([[markdown(PREPRINT, 1), markdown(VERSION, 2)]])["aliases"]
    named = aliases.filter(pl.col("alias").is_in(["paper-1", "paper-2"]))
    assert named.select("node", "alias", "reason").rows() == [(markdown(PREPRINT, 1).paper.id, "paper-2", "identifier")]


def test_what_only_the_file_that_is_not_kept_lists_is_not_cited_however_they_are_sharded() -> None:
    version = VERSION.replace("doi:", 'nocite: "@*"\ndoi:', 1)
    bibliography = b"@article{b, author={Lee, Ann}, year={2001}, title={A book of ice on the gauges of harbours}}"
    listing = parse_markdown(version.encode(), name="a", file_sha256="2" * 64, bibliography=bibliography)
    other = "# Ice\n\nWe build upon the book [@b].\n"
    citing = parse_markdown(other.encode(), name="b", file_sha256="3" * 64, bibliography=bibliography)
    for shards in ([[markdown(PREPRINT, 1), listing], [citing]], [[markdown(PREPRINT, 1)], [listing], [citing]]):
        cites = graph(shards)["edges"].filter(pl.col("relation") == "CITES")
        assert cites["head"].to_list() == [citing.paper.id]


MANUSCRIPT = {"authors": "[{name: Ann Lee}]", "date": "2000"}
JOURNAL = {"authors": "[{name: Ann Lee}, {name: Bo Kim}]", "date": "2001", "doi": "10.1000/ice"}


@pytest.mark.parametrize(
    ("fields", "papers"),
    [
        ([MANUSCRIPT, JOURNAL], 1),
        ([MANUSCRIPT, MANUSCRIPT | {"doi": "10.48550/arXiv.2501.10120"}, JOURNAL], 1),
        ([MANUSCRIPT, MANUSCRIPT | {"date": "2005"}, JOURNAL], 2),
        ([MANUSCRIPT | {"authors": "[{name: Bo Kim}]"}, JOURNAL], 2),
        ([JOURNAL | {"doi": "10.1000/talk"}, JOURNAL], 2),
        ([MANUSCRIPT | {"authors": "[]"}, JOURNAL], 2),
    ],
)
def test_a_manuscript_and_what_appeared_of_it_are_one_paper_under_the_doi(
    fields: list[dict[str, str]], papers: int
) -> None:
    title, text = "Ice on the gauges of harbours", "# Methods\nThe gauge was read.\n"
    files = [
        markdown("\n".join(["---", f"title: {title}", *(f"{k}: {v}" for k, v in said.items()), "---", text]), at)
        for at, said in enumerate(fields)
    ]
    citing = markdown("# Snow\n\nThe gauge was read.\n", 9)
    reference = Reference(id="r", paper=citing.paper.id, order=0, text="r", title=title, doi="10.1000/ice")
    citing = citing.model_copy(update={"references": (reference,)})
    for turned in ([*files, citing], [citing, *files[::-1]]):
        works = resolve_works(turned)
        assert len(works.papers) == papers + 1
        assert works.papers[works.target[reference.work]].paper.doi == "10.1000/ice"


@pytest.mark.parametrize("date", ["2001", "2005"])
@pytest.mark.parametrize("title", ["Supplementary information", TITLE, "Annual report on the ice of harbours"])
def test_files_of_one_title_that_say_other_things_are_different_papers(title: str, date: str) -> None:
    said = (
        "The gauge was read in May, and all harbours had ice.",
        "A gel of proteins was run for many hours at night.",
    )
    fields = f"title: {title}\nauthors: [{{name: Ann Lee}}]\ndate:"
    first = markdown(f"---\n{fields} {date}\n---\n# Methods\n{said[0]}\n", 1)
    second = markdown(f"---\n{fields} 2001\ndoi: 10.1000/ice\n---\n# Methods\n{said[1]}\n", 2)
    assert len(resolve_works([first, second]).papers) == 2


def test_files_that_no_title_author_or_year_tells_apart_are_different_papers() -> None:
    supplements = [
        markdown(f"# Supplementary information\n\nThe {read} was read.\n", at) for at, read in enumerate(READ)
    ]
    papers = graph([supplements])["nodes"].filter((pl.col("kind") == "paper") & pl.col("in_corpus"))
    assert papers.height == 2


def test_an_author_whose_name_is_printed_in_the_text_has_that_place() -> None:
    text = "---\ntitle: Ice\nauthors: [{name: Ada Lovelace}]\n---\n# Thanks\nAda Lovelace read the gauge.\n"
    made = graph([[markdown(text, 1)]])
    author = made["nodes"].filter(pl.col("kind") == "author")["id"].item()
    assert made["evidence"].filter(pl.col("node") == author)["surface"].to_list() == ["Ada Lovelace"]


def test_a_work_without_a_title_is_one_however_two_lists_spell_its_journal() -> None:
    lists = ["J. Smith, Phys. Rev. Lett. 99, 123401 (2007).", "Smith, J., et al. 2007, PRL, 99, 123401-123404"]
    works = set()
    for text in lists:
        read = read_reference_fields(text)
        fields = {name: getattr(read, name) for name in ("authors", "year", "venue", "volume", "pages")}
        works.add(Reference(id=text, paper="p", order=0, text=text, **fields).work)
    assert len(works) == 1


def test_a_work_without_a_title_is_known_by_its_arxiv_id_where_it_has_one() -> None:
    printed = "J. Smith, Phys. Rev. Lett. 99, 123401 (2007), arXiv:0704.0001."
    source = PHYSICS.replace("J. Smith, Phys. Rev. Lett. 99, 123401 (2007).", printed)
    paper = parse_jats(source.encode(), name="a", file_sha256="1" * 64)
    assert paper.references[0].work == paper_id(title="", arxiv_id="0704.0001")


def test_a_work_that_is_cited_without_a_title_is_a_node_named_by_its_text() -> None:
    paper = parse_jats(PHYSICS.encode(), name="ice", file_sha256="1" * 64)
    made = graph([[paper]])
    cited = made["edges"].filter(pl.col("relation") == "CITES")["tail"].item()
    node = made["nodes"].row(by_predicate=pl.col("id") == cited, named=True)
    assert (node["in_corpus"], node["name"]) == (False, "J. Smith, Phys. Rev. Lett. 99, 123401 (2007).")


def cited_works(*entries: dict[str, object]) -> list[set[int]]:
    """The entries that are one work, each list by another paper, by their places among ``entries``."""
    documents = []
    for at, entry in enumerate(entries):
        document = markdown(f"# Ice of year {at}\n\nThe gauge was read.\n", at)
        reference = Reference(id=str(at), paper=document.paper.id, order=0, text=str(entry), title=TITLE, **entry)
        documents.append(document.model_copy(update={"references": (reference,)}))
    for turned in (documents, documents[::-1]):
        works = resolve_works(turned)
        by_work: dict[str, set[int]] = {}
        for at, document in enumerate(documents):
            by_work.setdefault(works.target[document.references[0].work], set()).add(at)
        found = sorted(by_work.values(), key=min)
        assert len(works.cited) == len(found)
    return found


LEE, KIM = {"authors": ("Lee, Ann",), "year": 2001}, {"authors": ("Kim, Bo",), "year": 2015}


@pytest.mark.parametrize(
    ("entries", "works"),
    [
        ([LEE, KIM], [{0}, {1}]),
        ([LEE, KIM, {"authors": ("Ann Lee",), "year": 2002}], [{0, 2}, {1}]),
        ([LEE, KIM, {}], [{0}, {1}, {2}]),
        ([LEE, {}], [{0, 1}]),
        ([LEE, {"authors": ("Zenodo Archive",), "year": 2001}], [{0, 1}]),
        ([LEE | {"doi": "10.1000/a"}, LEE | {"doi": "10.1000/b", "year": 2003}], [{0}, {1}]),
        ([LEE | {"doi": "10.1000/a"}, LEE | {"doi": "10.48550/arXiv.2501.10120", "year": 2003}], [{0, 1}]),
        ([LEE | {"doi": "10.1000/a"}, LEE | {"doi": "10.1101/2000.12.01.123456", "year": 2000}], [{0, 1}]),
    ],
)
def test_works_of_one_title_are_one_unless_author_or_doi_and_year_are_others(
    entries: list[dict[str, object]], works: list[set[int]]
) -> None:
    assert cited_works(*entries) == works


def test_a_work_of_another_author_and_year_is_no_paper_of_the_corpus_with_its_title() -> None:
    front = f"---\ntitle: {TITLE}\nauthors: [{{name: Bo Kim}}]\ndate: 1 June 2015\n---\n# Ice\nThe gauge was read.\n"
    held, citing = markdown(front, 1), markdown("# Ice\n\nThe gauge was read.\n", 2)
    for entry, meant in ((LEE, False), (KIM | {"year": None}, True)):
        reference = Reference(id="r", paper=citing.paper.id, order=0, text="r", title=TITLE, **entry)
        works = resolve_works([held, citing.model_copy(update={"references": (reference,)})])
        assert (works.target[reference.work] == held.paper.id) is meant


def test_a_reference_means_the_one_paper_of_its_title_that_it_may_be_though_it_names_a_preprint() -> None:
    front = f"---\ntitle: {TITLE}\nauthors: [{{name: %s}}]\ndate: 1 June %s\ndoi: %s\n---\n# Ice\nThe gauge was read.\n"
    kim = markdown(front % ("Bo Kim", 2015, "10.1038/s1"), 1)
    lee = markdown(front % ("Ann Lee", 2001, "10.1038/s2"), 2)
    citing = markdown("# Ice\n\nThe gauge was read.\n", 3)
    preprint = KIM | {"year": 2014, "doi": "10.1101/2014.05.01.123456"}
    for entry, held, meant in (
        (preprint, [kim], kim),
        (preprint, [lee, kim], kim),
        ({}, [kim], kim),
        ({}, [lee, kim], None),
    ):
        reference = Reference(id="r", paper=citing.paper.id, order=0, text="r", title=TITLE, **entry)
        works = resolve_works([*held, citing.model_copy(update={"references": (reference,)})])
        assert (works.target[reference.work] == meant.paper.id) if meant else reference.work in works.cited
