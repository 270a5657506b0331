from __future__ import annotations

import math
import re
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest
from matplotlib.figure import Figure
from PIL import Image

import invented_graph
import invented_papers
import invented_run
from k1.errors import PaperError, TableError
from k1.figures import answers, core, corpus, documents, graph, knowledge, quotes
from k1.figures.catalogue import FIGURES
from k1.figures.drawing import write_figures
from k1.figures.layout import spring_layout, surround
from k1.figures.listing import Listing
from k1.figures.pages import PageSize, render_page
from k1.figures.palette import KIND_ORDER, mark_of
from k1.figures.results import load_corpus, load_documents, load_parse_scores, pdf_files
from k1.figures.style import save_figure, shortened
from k1.retrieval.records import Hit, NodeRef, SearchAnswer, SourceReport
from k1.runtime.tables import write_tables
from k1.schema.tables import DOCUMENT_TABLES
from k1.schema.vocabulary import EntityKind, NodeKind, RelationType, StatementKind

REPORTED = Path(__file__).resolve().parents[2] / "config" / "reported-figures.csv"


def texts(figure: Figure) -> list[str]:
    axes = figure.axes[0]
    return [t.get_text() for t in (*axes.texts, *axes.get_yticklabels(), *axes.get_xticklabels())]


def test_a_figure_is_written_twice_with_the_same_bytes(tmp_path):
    read = invented_papers.documents()
    first = save_figure(corpus.draw_corpus(read["papers"], read["units"]), tmp_path / "a")
    second = save_figure(corpus.draw_corpus(read["papers"], read["units"]), tmp_path / "b")
    assert [path.suffix for path in first] == [".svg", ".pdf"]
    for one, other in zip(first, second, strict=True):
        assert one.read_bytes() == other.read_bytes()
        assert not re.search(rb"CreationDate|ModDate|<dc:date>", one.read_bytes())


@pytest.mark.slow
def test_every_figure_of_the_catalogue_is_drawn(tmp_path):
    run = invented_run.write_run(tmp_path / "run")
    reported = pl.read_csv(REPORTED, infer_schema=False)
    corner = pl.all_horizontal(pl.col("row", "column").rank("dense").over("table") <= 3)
    reported.filter(corner).write_csv(tmp_path / "reported.csv")
    paths = write_figures(run, tmp_path / "figures", reported_path=tmp_path / "reported.csv", seed=1)
    assert len(paths) == 2 * len(FIGURES)
    assert all(path.stat().st_size > 1000 for path in paths)
    assert all(figure.caption.endswith(".") or figure.caption.endswith(").") for figure in FIGURES.values())


def test_a_run_without_tables_names_what_to_do(tmp_path):
    with pytest.raises(TableError, match="make demo"):
        load_documents(tmp_path)
    with pytest.raises(TableError, match="make demo"):
        load_corpus(tmp_path)
    assert load_parse_scores(tmp_path).is_empty()


def test_of_a_paper_that_came_twice_the_file_is_shown_that_its_units_were_read_from(tmp_path):
    run = invented_run.write_run(tmp_path)
    papers = load_documents(run)["papers"]
    first, second = papers.filter(pl.col("source_format") == "pdf").head(2).iter_rows(named=True)
    twice = pl.concat([papers, papers.filter(pl.col("id") == second["id"]).with_columns(id=pl.lit(first["id"]))])
    kept = min(first["file_sha256"], second["file_sha256"])
    names = dict(load_corpus(run).select("sha256", "name").iter_rows())
    assert pdf_files(run / "corpus", twice)[first["id"]].stem == names[kept]
    assert pdf_files(run / "corpus", twice.reverse()) == pdf_files(run / "corpus", twice)


def test_a_shard_that_the_corpus_does_not_list_is_not_read(tmp_path):
    run = invented_run.write_run(tmp_path)
    (run / "documents" / "00000").rename(run / "documents" / "00001")
    write_tables(DOCUMENT_TABLES, {}, run / "documents" / "00000")
    assert load_documents(run)["papers"].is_empty()


def test_the_corpus_is_drawn_by_paper_and_by_subject_where_papers_are_many():
    read = invented_papers.documents()
    assert any("Wavelet shrinkage" in text for text in texts(corpus.draw_corpus(read["papers"], read["units"])))
    many = pl.concat([read["papers"].with_columns(id=pl.col("id") + str(n)) for n in range(20)])
    assert "astronomy" in texts(corpus.draw_corpus(many, read["units"]))


def test_no_paper_of_a_folder_is_said_to_have_no_subject_where_none_has_one():
    read = invented_papers.documents()
    drawn = texts(corpus.draw_corpus(read["papers"].with_columns(subject=pl.lit(None, pl.String)), read["units"]))
    assert not any("unknown" in text for text in drawn)


def test_mathematics_in_a_title_is_printed_as_it_stands(tmp_path):
    read = invented_papers.documents()
    papers = read["papers"].with_columns(title=pl.lit("Costs of $100^{ and more $"))
    svg, _ = save_figure(corpus.draw_corpus(papers, read["units"]), tmp_path / "a")
    assert svg.stat().st_size > 1000


@pytest.mark.filterwarnings("error")
def test_letters_that_the_font_lacks_are_drawn_without_a_warning_of_each(tmp_path):
    read = invented_papers.documents()
    papers = read["papers"].with_columns(title=pl.lit("深層学習による研究"))
    svg, _ = save_figure(corpus.draw_corpus(papers, read["units"]), tmp_path / "a")
    assert svg.stat().st_size > 1000


def test_a_bar_of_nothing_is_not_drawn_and_counts_stand_at_whole_numbers():
    axes = knowledge.draw_citation_roles(invented_run.knowledge()["cited_works"]).axes[0]
    assert [patch.get_width() for patch in axes.patches if not math.isnan(patch.get_width())] == [1]
    assert all(tick == round(tick) for tick in axes.get_xticks())
    assert axes.get_ylim() == (-0.6, 4.6)  # with room for each level, also where it has no bar


def test_the_longest_bar_ends_before_the_frame():
    read, found, built = invented_papers.documents(), invented_run.knowledge(), invented_graph.graph()
    for figure in (
        documents.draw_units(read["papers"], read["units"]),
        knowledge.draw_relation_types(built["edges"]),
        knowledge.draw_citation_roles(found["cited_works"]),
    ):
        ends = [bar.get_x() + bar.get_width() for bar in figure.axes[0].patches]
        assert max(end for end in ends if not math.isnan(end)) < 0.97 * figure.axes[0].get_xlim()[1]


def test_one_bar_does_not_fill_its_figure():
    read, built = invented_papers.documents(), invented_graph.graph()
    paper = read["papers"].head(1)
    units = read["units"].filter(pl.col("paper") == paper["id"][0])
    relation = built["edges"].filter(pl.col("relation") == RelationType.SOLVES).head(1)
    for figure in (
        corpus.draw_corpus(paper, units),
        documents.draw_units(paper, units),
        knowledge.draw_entity_kinds(built["nodes"].filter(pl.col("kind") == EntityKind.DATASET)),
        knowledge.draw_relation_types(relation),
    ):
        low, high = figure.axes[0].get_ylim()
        assert len(figure.axes[0].get_yticks()) == 1
        assert high - low >= 3


def test_no_legend_lies_on_the_bars_of_a_small_corpus():
    read, found, built = invented_papers.documents(), invented_run.knowledge(), invented_graph.graph()
    for figure in (
        documents.draw_units(read["papers"], read["units"]),
        knowledge.draw_relation_types(built["edges"]),
        knowledge.draw_citation_roles(found["cited_works"]),
    ):
        assert figure.legends
        assert figure.axes[0].get_legend() is None


def test_words_are_counted_in_thousands_where_there_are_some():
    read = invented_papers.documents()
    long = read["units"].with_columns(text=pl.lit("word " * 2000))
    labels = [corpus.draw_corpus(read["papers"], units).axes[0].get_xlabel() for units in (read["units"], long)]
    assert labels == ["words in content units", "words in content units (thousands)"]


def test_a_paper_that_is_only_cited_stands_in_the_legend_of_the_graph():
    built = invented_graph.graph()
    last = built["nodes"]["id"] == built["nodes"].filter(pl.col("kind") == NodeKind.PAPER)["id"][-1]
    nodes = built["nodes"].with_columns(in_corpus=~last)
    legends = [graph.draw_graph_core(n, built["edges"], seed=1).legends[0] for n in (built["nodes"], nodes)]
    said = [[text.get_text() for text in legend.get_texts()] for legend in legends]
    assert "paper, only cited" not in said[0]
    assert said[1][0] == "paper"
    assert said[1][-1] == "paper, only cited"


def test_no_label_of_the_graph_lies_on_another():
    first = invented_graph.graph()["nodes"].filter(pl.col("kind") == NodeKind.PAPER)[0]
    many = [first.with_columns(id=pl.lit(f"paper:{n:02}"), name=pl.lit(f"MWMWMWMW {n:02}")) for n in range(60)]
    figure = graph.draw_graph_core(pl.concat(many), invented_graph.graph()["edges"].clear(), seed=1, limit=200)
    figure.draw_without_rendering()
    boxes = [text.get_window_extent() for text in figure.axes[0].texts]
    assert len(boxes) > 40
    assert not [1 for number, box in enumerate(boxes) for other in boxes[:number] if box.overlaps(other)]


def test_the_legend_of_the_graph_fits_its_width():
    built = invented_graph.graph()
    figure = graph.draw_graph_core(
        built["nodes"].with_columns(in_corpus=pl.col("name") != "A short note on kernels"), built["edges"], seed=1
    )
    figure.draw_without_rendering()
    box = figure.legends[0].get_window_extent()
    assert len(figure.legends[0].get_texts()) > 8
    assert figure.bbox.x0 <= box.x0
    assert box.x1 <= figure.bbox.x1


def test_a_figure_that_leaves_papers_out_says_which_it_shows():
    read = invented_papers.documents()
    units = read["units"].filter(pl.col("paper") == read["units"]["paper"][0])
    many = pl.concat([units.with_columns(paper=pl.lit(f"paper:{n:02}")) for n in range(60)])
    assert documents.draw_units(read["papers"], many).axes[0].get_xlabel() == (
        "content units (of 60 papers the 40 with most)"
    )
    assert documents.draw_units(read["papers"], read["units"]).axes[0].get_xlabel() == "content units"


def test_of_many_papers_those_are_shown_that_speak_of_most_entities_their_titles_upright():
    built = invented_graph.graph()
    shared = built["nodes"].filter((pl.col("kind") == EntityKind.METHOD) & (pl.col("papers") > 1)).head(2)
    first = built["evidence"].head(1)
    spoken = [(node, f"paper:{n:02}") for n in range(60) for node in shared["id"][: 1 + (n >= 30)]]
    evidence = pl.concat(
        [
            first.with_columns(node=pl.lit(node), provenance=pl.struct(pl.lit(paper).alias("paper")))
            for node, paper in spoken
        ]
    )
    first_paper = invented_papers.documents()["papers"].head(1)
    names = [f"paper:{n:02}" for n in range(60)]
    papers = pl.concat([first_paper.with_columns(id=pl.lit(name), title=pl.lit(name)) for name in names])
    axes = knowledge.draw_shared_entities(shared, evidence, papers).axes[0]
    shown = [label.get_text() for label in axes.get_xticklabels()]
    assert len(shown) == 40
    assert set(names[30:]) <= set(shown)
    assert axes.get_xlabel() == "of 60 papers the 40 that speak of most of these"
    assert {label.get_rotation() for label in axes.get_xticklabels()} == {90}


def test_empty_tables_give_a_figure_that_says_so():
    read, found, built = invented_papers.documents(), invented_run.knowledge(), invented_graph.graph()
    figures = [
        corpus.draw_corpus(read["papers"].clear(), read["units"].clear()),
        documents.draw_units(read["papers"].clear(), read["units"].clear()),
        documents.draw_parse_scores(load_parse_scores(Path("nowhere"))),
        knowledge.draw_entity_kinds(built["nodes"].clear()),
        knowledge.draw_shared_entities(built["nodes"].clear(), built["evidence"], read["papers"]),
        knowledge.draw_relation_types(built["edges"].clear()),
        knowledge.draw_citation_roles(found["cited_works"].clear()),
        graph.draw_graph_core(built["nodes"].clear(), built["edges"].clear(), seed=1),
    ]
    for figure in figures:
        assert len(figure.axes[0].texts) == 1


def test_a_corpus_without_sources_beside_its_pdfs_is_told_why_there_are_no_scores():
    shown = texts(documents.draw_parse_scores(load_parse_scores(Path("nowhere"))))
    assert "no PDF here has its source beside it: nothing to score" in shown


def test_parse_scores_show_papers_metrics_and_means():
    scores = pl.DataFrame({"paper": ["a", "a", "b"], "metric": ["text", "order", "text"], "score": [0.5, 1.0, 0.7]})
    shown = texts(documents.draw_parse_scores(scores))
    assert {"a", "b", "mean", "text", "order", "0.60", "–"} <= set(shown)


def test_a_page_shows_its_units_in_reading_order(tmp_path):
    path = tmp_path / "page.pdf"
    path.write_bytes(invented_papers.page_pdf())
    picture, size = render_page(path, 1, dpi=72)
    assert (picture.width, picture.height) == (612, 792)
    assert size == PageSize(612, 792)
    units = invented_papers.documents()["units"]
    first = units.filter(pl.col("paper") == invented_papers.paper_ids()[0])
    figure = documents.draw_page(picture, size, first, 1)
    assert [text.get_text() for text in figure.axes[0].texts] == [str(n + 1) for n in range(first.height)]
    assert not documents.draw_page(Image.new("RGB", (10, 10)), size, first, 2).axes[0].texts


def test_a_page_that_is_not_there_is_an_error_of_the_paper(tmp_path):
    path = tmp_path / "page.pdf"
    path.write_bytes(invented_papers.page_pdf())
    with pytest.raises(PaperError):
        render_page(path, 2, dpi=72)
    path.write_bytes(b"no pdf")
    with pytest.raises(PaperError):
        render_page(path, 1, dpi=72)


def test_an_answer_splits_scores_by_source():
    node = NodeRef(id="entity:x", kind="method", name="wavelets")
    report = [
        SourceReport(source="web", answered=False, note="offline", weight=0.3, records=0),
        SourceReport(source="mmkg", answered=True, note="", weight=0.4, records=1),
        SourceReport(source="kn", answered=True, note="", weight=0.3, records=1),
    ]
    hit = Hit(node=node, score=0.7, sources={"mmkg": 1.0, "kn": 0.3}, via=(), evidence=())
    answer = SearchAnswer(question="q", query_type="default", rule="none", seeds=(), sources=tuple(report), hits=(hit,))
    figure = answers.draw_answer(answer)
    widths = [patch.get_width() for patch in figure.axes[0].patches]
    assert widths == pytest.approx([0.0, 0.4 / 0.7, 0.3 * 0.3 / 0.7])
    assert "web" in figure.legends[0].get_texts()[0].get_text()
    assert answers.draw_answer(answer.model_copy(update={"hits": ()})).axes[0].texts


def test_the_core_holds_papers_first_and_no_parts_of_documents():
    built = invented_graph.graph()
    ids = core.core_nodes(built["nodes"], built["edges"], limit=8)
    kinds = dict(built["nodes"].select("id", "kind").iter_rows())
    assert len(ids) == len(set(ids)) == 8
    assert [kinds[node] for node in ids[:2]] == [NodeKind.PAPER] * 2
    assert NodeKind.UNIT not in {kinds[node] for node in ids}


def test_the_core_does_not_depend_on_the_order_of_rows():
    built = invented_graph.graph()
    shuffled = {name: built[name].sample(fraction=1.0, shuffle=True, seed=3) for name in ("nodes", "edges")}
    assert core.core_nodes(shuffled["nodes"], shuffled["edges"], limit=9) == core.core_nodes(
        built["nodes"], built["edges"], limit=9
    )


def test_a_layout_is_the_same_for_the_same_seed_only():
    links = [(0, 1), (1, 2), (2, 3), (3, 0), (3, 4)]
    assert spring_layout(5, links, seed=1) == spring_layout(5, links, seed=1)
    assert spring_layout(5, links, seed=1) != spring_layout(5, links, seed=2)


def test_what_stands_stays_when_more_is_laid_out():
    inner = spring_layout(3, [(0, 1), (1, 2)], seed=1)
    places = surround(inner, 6, [(0, 1), (1, 2), (2, 3), (3, 4)], seed=1)
    assert places[:3] == inner
    assert len(places) == 6
    assert surround([], 0, [], seed=1) == []


def test_every_kind_has_a_mark_and_a_place_in_the_legend():
    for kind in (*NodeKind, *EntityKind, *StatementKind):
        assert kind in KIND_ORDER
        assert mark_of(kind).colour.startswith("#")


def test_long_text_is_cut_at_a_word():
    assert shortened("one two three", 40) == "one two three"
    assert shortened("one  two\nthree four", 12) == "one two…"
    assert len(shortened("x" * 100, 10)) == 10


def test_every_quote_is_read_back_and_a_wrong_one_is_named():
    found, units = invented_run.knowledge()["mentions"], invented_papers.documents()["units"]
    assert quotes.misquotes(found, units).is_empty()
    changed = units.with_columns(pl.col("text").str.replace("denoising", "deblurring"))
    assert set(quotes.misquotes(found, changed)["quote"]) == {"denoising"}
    assert quotes.misquotes(found, units.clear()).height == found.height


def test_evidence_is_framed_on_its_page():
    picture = Image.new("RGB", (61, 79))
    figure = documents.draw_evidence(picture, PageSize(612, 792), invented_papers.BOX)
    assert figure.axes[0].patches[0].get_xy() == (72.0, 144.0)
    assert not documents.draw_evidence(picture, PageSize(612, 792), None).axes[0].patches


def test_the_catalogue_is_light_enough_for_the_workflow_to_read():
    code = "import k1.figures.catalogue, sys; assert not {'matplotlib', 'polars', 'PIL'} & set(sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_listing_escapes_what_it_shows_and_counts_what_it_does_not():
    rows = pl.DataFrame({"text": [invented_papers.HOSTILE, None], "score": [0.123456, None]})
    html = Listing(rows)._repr_html_()
    assert "<img" not in html
    assert "&lt;img" in html
    assert "0.1235" in html
    assert "–" in html
    assert "no rows" in Listing(rows.clear())._repr_html_()
    assert "and 20 rows more" in Listing(pl.DataFrame({"n": range(80)}))._repr_html_()


def test_the_most_telling_page_is_found_among_those_with_pages():
    units = invented_papers.documents()["units"]
    paper, page = documents.telling_page(units)
    assert page == 1
    assert paper in invented_papers.paper_ids()[:2]
    assert documents.telling_page(units.filter(pl.col("page").is_null())) is None
