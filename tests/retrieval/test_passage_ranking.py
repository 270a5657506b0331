from __future__ import annotations

import gzip
import json

import pytest
from typer.testing import CliRunner

from k1.interface.cli import app
from k1.retrieval.search.chain import WEIGHTS, Chain
from k1.retrieval.search.passage_ranking import Passage, PassageRanking
from k1.retrieval.search.titles import Titles

PASSAGES = [
    Passage("The Quorl Sonata", "The Quorl Sonata is a piece for harp by Ada Drizzle, first played in 1899."),
    Passage("Ada Drizzle", "She was born in Port Tern and wrote for wind bands."),
    Passage("Port Tern", "A harbour with a lighthouse."),
    Passage("Harp", "A harp is played with the fingers. No composer is born to it."),
    Passage("Mercury (planet)", "It has no moon."),
    Passage("Mercury (metal)", "It is liquid."),
    Passage("Sonata", "It is a piece of music in several parts."),
]
TITLES = [one.title for one in PASSAGES]


@pytest.fixture(scope="module")
def ranking(tmp_path_factory: pytest.TempPathFactory) -> PassageRanking:
    return PassageRanking(PASSAGES, tmp_path_factory.mktemp("lexical"))


def test_a_passage_that_the_first_one_names_comes_before_others_that_hold_more_words(ranking):
    best = ranking.rank("Where was the composer of The Quorl Sonata born?", 3)
    assert [TITLES[number] for number in best[:2]] == ["The Quorl Sonata", "Ada Drizzle"]


def test_a_title_that_the_question_names_is_found_without_its_bracket(ranking):
    assert {TITLES[number] for number in ranking.rank("Has Mercury been seen?", 2)} == {TITLES[4], TITLES[5]}


def test_a_question_that_has_to_do_with_nothing_ranks_nothing(ranking):
    assert ranking.rank("zeppelin?", 5) == ranking.rank("", 5) == []


def test_passages_are_ranked_the_same_each_time(ranking, tmp_path):
    question = "Which harbour was the composer of the sonata born in?"
    assert ranking.rank(question, 7) == PassageRanking(PASSAGES, tmp_path).rank(question, 7)


def test_a_passage_without_words_or_title_is_no_obstacle(tmp_path):
    index = PassageRanking([Passage("", ""), Passage("The", "of"), PASSAGES[2]], tmp_path)
    assert index.rank("Which lighthouse?", 3) == [2]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("She left Port Tern in 1899.", {"Port Tern"}),
        ("The harp, played by Ada Drizzle's pupil.", {"Ada Drizzle"}),
        ("a harp from port tern", {"Port Tern"}),
        ("A harp from port tern, said Ada", set()),
        ("The Quorl Sonata, no Sonata", {"The Quorl Sonata", "Sonata"}),
    ],
)
def test_a_text_names_the_longest_titles_and_none_in_small_letters(text, named):
    titles = Titles(TITLES)
    assert {TITLES[p] for p, name in titles.pairs.tolist() if name in titles.named_in(text)} == named


def test_a_question_without_any_title_is_ranked_by_its_words(ranking):
    assert TITLES[ranking.rank("composer born", 1)[0]] == "Harp"


SONGS = [
    Passage("Pigeon Waltz", "Pigeon Waltz is a song that Orla Fenwick made popular."),
    Passage("Tin Lantern", "Tin Lantern was the first single of Orla Fenwick, and made its label rich."),
    Passage("Old Drum", "A label and a singer."),
    Passage("The Waltz", "A waltz is danced to a song, by no singer."),
    Passage("Pigeon &amp; Sons", "A maker of cages."),
    Passage("Sons", "A pigeon and its sons, and who runs."),
    *(Passage(f"Village {number}", f"A place with {number} houses.") for number in range(60)),
]


@pytest.fixture(scope="module")
def songs(tmp_path_factory: pytest.TempPathFactory) -> PassageRanking:
    return PassageRanking(SONGS, tmp_path_factory.mktemp("songs"))


def test_a_passage_that_shares_a_name_with_the_first_comes_before_others_that_hold_more_words(songs):
    assert songs.rank("Which label had the singer of Pigeon Waltz?", 2) == [0, 1]


def test_what_a_chosen_passage_tells_is_asked_of_no_other(songs):
    chain = Chain(songs.asked("Which song has a label?"), songs.names)
    untold = list(WEIGHTS).index("untold share")
    before = chain.signs()[:, untold]
    chain.add(0)
    after = chain.signs()[:, untold]
    assert before[3] > after[3] == 0
    assert before[2] == after[2] > 0


def test_a_title_with_an_entity_of_html_is_named_without_it(songs):
    assert songs.rank("Who runs Pigeon & Sons?", 2) == [4, 5]


def test_more_passages_than_are_chosen_one_by_one_are_ranked(tmp_path):
    index = PassageRanking([Passage(f"Harp {n}", "A harp.") for n in range(30)], tmp_path)
    assert sorted(index.rank("harp", 25)) == sorted(set(index.rank("harp", 25)))
    assert len(index.rank("harp", 25)) == 25


def rank(folder, passages: bytes, questions: bytes, *options: str):
    (folder / "passages").write_bytes(passages)
    (folder / "questions").write_bytes(questions)
    return CliRunner().invoke(app, ["rank-passages", str(folder / "passages"), str(folder / "questions"), *options])


ROWS = json.dumps([{"title": one.title, "text": one.text, "key": str(n)} for n, one in enumerate(PASSAGES)]).encode()
ASKED = json.dumps([{"id": "a", "question": "Where was the composer of The Quorl Sonata born?"}]).encode()


@pytest.mark.parametrize("passages", [ROWS, gzip.compress(ROWS)], ids=["plain", "gzip"])
def test_a_line_of_keys_is_written_for_each_question(tmp_path, passages):
    printed = json.loads(rank(tmp_path, passages, ASKED, "-k", "2").stdout)
    assert printed == {"id": "a", "ranked": ["0", "1"]}
    rank(tmp_path, passages, ASKED, "-k", "2", "--out", str(tmp_path / "ranked.jsonl"))
    assert json.loads((tmp_path / "ranked.jsonl").read_text()) == printed


def test_a_passage_without_a_key_goes_by_title_and_text(tmp_path):
    rows = json.dumps([{"title": "Harp", "text": "An instrument."}]).encode()
    asked = json.dumps([{"id": "a", "question": "Which instrument?"}]).encode()
    assert json.loads(rank(tmp_path, rows, asked).stdout)["ranked"] == ["Harp\tAn instrument."]


@pytest.mark.parametrize(
    ("passages", "said"),
    [
        (b"", "no JSON"),
        (b"\x1f\x8b\x00", "no JSON"),
        (b"\xff\xfe{", "no JSON"),
        (b"{}", "no list with something in it"),
        (b"[]", "no list with something in it"),
        (b'[{"title": "Harp"}]', "entry 1 has no text under 'text'"),
        (b'[{"title": 7, "text": "x"}]', "entry 1 has no text under 'title', but 7; write a JSON list"),
        (b'["Harp"]', "entry 1 has no text under 'title'"),
    ],
)
def test_a_file_that_is_no_list_of_passages_is_named_with_what_to_write(tmp_path, passages, said):
    result = rank(tmp_path, passages, ASKED)
    assert said in str(result.exception)
    assert "write a JSON list of objects with title and text" in str(result.exception)
