from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from invented_graph import graph
from invented_papers import HOSTILE, documents
from invented_run import write_run
from k1.interface.explorer import write as writing
from k1.interface.explorer.evidence import legible
from k1.interface.explorer.payload import DETAILS, Detail, explorer_payload
from k1.interface.explorer.pictures import page_pictures
from k1.interface.explorer.write import MAX_BYTES, compose_page, safe_json, write_explorer
from k1.runtime.tables import write_table, write_tables
from k1.schema.tables import DOCUMENT_TABLES, FILES, GRAPH_TABLES


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    run = write_run(tmp_path_factory.mktemp("run"))
    out = run / "explorer.html"
    write_explorer(run, out, seed=1)
    return out


def payload_of(page: Path) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page.read_text(encoding="utf-8"))
    assert found
    return json.loads(found[1])


def test_the_page_is_one_small_file_without_addresses(page):
    text = page.read_text(encoding="utf-8")
    assert page.stat().st_size < MAX_BYTES
    code = re.sub(r'<script type="(application/json|text/plain)".*?</script>' + r"|'sha256-[^']+'", "", text)
    assert "//" not in re.sub(r"^\s*//.*$|\s// .*$|http://www.w3.org/2000/svg", "", code, flags=re.MULTILINE)
    assert "default-src 'none'" in text


def test_equal_graphs_give_equal_bytes(page, tmp_path):
    run = write_run(tmp_path)
    write_explorer(run, run / "again.html", seed=1)
    assert (run / "again.html").read_bytes() == page.read_bytes()


def test_another_seed_gives_another_layout():
    first, _ = explorer_payload(graph(), documents(), seed=1)
    second, _ = explorer_payload(graph(), documents(), seed=2)
    assert [node[5:7] for node in first["nodes"]] != [node[5:7] for node in second["nodes"]]


def test_text_of_papers_never_closes_its_script_element(page):
    text = page.read_text(encoding="utf-8")
    assert "</script><img" not in text
    assert "<img src=x" not in text
    assert safe_json([HOSTILE]).count("<") == 0
    assert json.loads(safe_json([HOSTILE])) == [HOSTILE]


def test_every_evidence_row_quotes_its_unit(page):
    payload = payload_of(page)
    quotes = {"Gaussian process": 3, "wavelet shrinkage": 2, "denoising": 2}
    for node in payload["nodes"]:
        if node[2] not in quotes:
            continue
        assert len(node[14]) == quotes[node[2]]
        for number in node[14]:
            unit, start, end, *_ = payload["rows"][number]
            assert payload["units"][unit][2][start:end] == node[2]


def test_positions_are_kept_when_control_characters_are_made_legible():
    text = "a\u202eb\x00c\td\ne"
    assert len(legible(text)) == len(text)
    assert legible(text) == "a\u200bb c d\ne"


def test_the_page_starts_from_papers_and_entities(page):
    payload = payload_of(page)
    start = payload["nodes"][: payload["core"]]
    assert {node[1] for node in start}.isdisjoint({"unit", "section", "anchor", "finding"})
    assert [node[1] for node in start[:3]] == ["paper"] * 3


def test_pages_of_evidence_are_embedded_with_their_size(page):
    found = re.findall(r'id="page-(\d)-(\d)" data-type="image/webp" data-width="612.00"', page.read_text("utf-8"))
    assert len(found) == 2


def test_pictures_beyond_the_budget_are_left_out_and_counted(tmp_path):
    run = write_run(tmp_path)
    sources = {"a": run / "corpus" / "files" / "paper-0.pdf"}
    assert page_pictures({(0, 1): "a"}, sources, budget=50) == {}
    assert len(page_pictures({(0, 1): "a", (0, 9): "a"}, sources, budget=10**6)) == 1
    payload, _ = explorer_payload(graph(), documents(), seed=1)
    assert b'"picturesLeftOut":7' in compose_page(payload, {}, 7)


def test_a_node_shows_at_most_a_few_places_and_says_how_many_there_are(page):
    for node in payload_of(page)["nodes"]:
        assert len(node[14]) <= DETAILS[0].places
        assert node[15] >= len(node[14])


def test_a_large_graph_is_shown_in_less_detail(tmp_path, monkeypatch):
    run = write_run(tmp_path)
    full, _ = explorer_payload(graph(), documents(), seed=1)
    monkeypatch.setattr(writing, "DETAILS", (Detail(100, 8), Detail(12, 1)))
    monkeypatch.setattr(writing, "MAX_DATA", 100)
    write_explorer(run, run / "small.html", seed=1)
    small = payload_of(run / "small.html")
    assert len(small["nodes"]) == 12
    assert small["totals"]["nodes"] == len(full["nodes"])
    assert max(len(node[14]) for node in small["nodes"]) == 1


# ---- in a browser ----


@pytest.fixture(scope="module")
def chromium():
    program = next(
        (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None
    )
    if program is None:
        pytest.skip("NO BROWSER: install Debian's chromium to test the explorer in it")
    from playwright.sync_api import sync_playwright

    options = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=options)
        yield browser
        browser.close()


@pytest.fixture
def opened(chromium, page, request):
    width, scheme = getattr(request, "param", (1440, "light"))
    context = chromium.new_context(viewport={"width": width, "height": 844}, color_scheme=scheme, offline=True)
    tab = context.new_page()
    tab.problems = []
    tab.on("pageerror", lambda error: tab.problems.append(str(error)))
    tab.on("console", lambda message: tab.problems.append(message.text) if message.type == "error" else None)
    tab.on("request", lambda r: None if r.url.startswith(("file:", "data:")) else tab.problems.append(r.url))
    tab.goto(page.as_uri())
    tab.wait_for_selector("html[data-ready]", state="attached")
    yield tab
    assert tab.problems == []
    assert tab.title() == "K1 knowledge graph"  # the hostile title would have changed it
    context.close()


@pytest.mark.browser
def test_a_searched_node_shows_its_evidence_on_the_page_picture(opened):
    opened.fill("#search", "gp")
    opened.keyboard.press("Enter")
    assert opened.inner_text("#panel h2") == "Gaussian process"
    assert opened.locator("#panel > .row mark").first.inner_text() == "Gaussian process"
    assert "p. 1" in opened.locator("#panel > .row .where").first.inner_text()
    assert opened.locator("#panel .page .box").is_visible()
    assert opened.evaluate("document.querySelector('#panel .page img').naturalWidth") > 600
    opened.click("#panel figcaption button")
    assert opened.locator("dialog .page img").is_visible()


@pytest.mark.browser
def test_an_empty_graph_is_a_page_that_says_so(chromium, tmp_path):
    write_tables(GRAPH_TABLES, {}, tmp_path / "graph")
    write_tables(DOCUMENT_TABLES, {}, tmp_path / "documents" / "00000")
    write_table(FILES, pl.DataFrame(schema=FILES.columns), tmp_path / "corpus" / "00000.parquet")
    write_explorer(tmp_path, tmp_path / "e.html", seed=1)
    tab = chromium.new_page()
    tab.goto((tmp_path / "e.html").as_uri())
    tab.wait_for_selector("html[data-ready]", state="attached")
    assert "0 papers" in tab.inner_text("#status")
    assert "failures.parquet" in tab.inner_text("#panel")
    tab.close()


@pytest.mark.browser
def test_a_paper_without_pages_and_evidence_promises_no_first_page(opened):
    opened.fill("#search", "A short note on kernels")
    opened.keyboard.press("Enter")
    assert opened.inner_text("#panel h2") == "A short note on kernels"
    assert "This source (markdown) has no pages." in opened.inner_text("#panel")
    assert "First page" not in opened.inner_text("#panel")


@pytest.mark.browser
def test_neighbours_lead_on_and_the_back_button_returns(opened):
    opened.fill("#search", "denoising")
    opened.keyboard.press("Enter")
    opened.locator("#panel .node", has_text="wavelet shrinkage").first.click()
    assert opened.inner_text("#panel h2") == "wavelet shrinkage"
    opened.go_back()
    opened.locator("#panel h2", has_text=re.compile("^denoising$")).wait_for()


@pytest.mark.browser
def test_kinds_can_be_hidden_and_revealed_from_the_keyboard(opened):
    before = opened.inner_text("#status")
    opened.focus("[data-key='method']")
    opened.keyboard.press("Enter")
    assert opened.get_attribute("[data-key='method']", "aria-pressed") == "false"
    assert opened.inner_text("#status") != before
    opened.focus("[data-key='+finding']")
    opened.keyboard.press("Enter")
    assert "1/1" in opened.inner_text("[data-key='finding']")


@pytest.mark.browser
def test_hostile_names_are_shown_as_text(opened):
    opened.fill("#search", "solver")
    opened.keyboard.press("Enter")
    assert "<img src=x" in opened.inner_text("#panel h2")
    assert opened.locator("#panel h2 img").count() == 0


@pytest.mark.browser
@pytest.mark.parametrize("opened", [(390, "dark")], indirect=True)
def test_a_phone_has_room_for_picture_and_details(opened):
    assert opened.evaluate("document.documentElement.scrollWidth") <= 390
    assert opened.locator("#legend").is_hidden()
    opened.click("#filter")
    assert opened.locator("#legend").is_visible()
    assert opened.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(13, 17, 23)"


@pytest.mark.browser
@pytest.mark.parametrize("opened", [(800, "light")], indirect=True)
def test_a_narrow_window_keeps_its_room_for_the_picture(opened):
    assert opened.locator("#legend").is_hidden()
    opened.set_viewport_size({"width": 1300, "height": 844})
    opened.locator("#legend").wait_for(state="visible")


@pytest.mark.browser
def test_a_label_hides_no_other_paper(opened):
    placed = """() => {
      const [first, second] = nodes.map((_, i) => i).filter(isCorpusPaper);
      for (const key of [NODE.x, NODE.y]) nodes[second][key] = nodes[first][key];
      nodes[second][NODE.x] += 40 / state.view.k;
      paint();
      return [labelBoxes, markBox(second)];
    }"""
    labels, (left, top, right, bottom, _) = opened.evaluate(placed)
    assert labels
    assert not [box for box in labels if box[0] + 3 < right and box[2] - 3 > left and box[1] < bottom and box[3] > top]


@pytest.mark.browser
def test_a_search_without_a_hit_says_where_else_to_look(opened):
    opened.fill("#search", "no such thing")
    assert "graphanything ask" in opened.inner_text("#results")


@pytest.mark.browser
def test_hits_beyond_those_that_are_listed_are_counted(opened):
    everything = opened.evaluate("find('e').length")
    assert everything > 30
    opened.fill("#search", "e")
    assert f"{everything - 30} more" in opened.inner_text("#results")


@pytest.mark.browser
def test_the_first_panel_says_which_keys_work_and_how_many_papers_are_shown(opened):
    assert "/ searches" in opened.inner_text("#panel")
    assert "starts from the papers and" in opened.inner_text("#panel")
    assert opened.evaluate("data.totals.papers = 9, showIntro(), panel.innerText").count("starts from 3 of the papers")
