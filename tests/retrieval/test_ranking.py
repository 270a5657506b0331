from __future__ import annotations

import time
from pathlib import Path

import polars as pl
import pytest

from fixtures.mini_graph import QUORLNET, mini_graph, open_run
from k1.retrieval.ask.answers import ask
from k1.retrieval.ask.asked import Asked, asked_for
from k1.retrieval.ask.quantities import counts, gives_quantity, has_number
from k1.retrieval.ask.question import Question, Term, read_question
from k1.retrieval.ask.ranking import defines, score
from k1.retrieval.ask.support import LEAST_CONFIDENCE, confidence
from k1.retrieval.ask.surroundings import Surroundings
from k1.retrieval.store.graph_store import KnowledgeGraph
from k1.retrieval.store.tokens import root, root_terms
from retrieval.questions_by_hand import NOWHERE, question


@pytest.mark.parametrize(
    "family",
    [
        ("sample", "samples", "sampler", "sampled", "sampling"),
        ("implement", "implements", "implementing", "implementation", "implementations"),
        ("estimate", "estimator", "estimation", "estimated"),
        ("select", "selected", "selection"),
        ("classify", "classified", "classifies", "classifying", "classifier", "classification"),
        ("apply", "applied", "applies", "applying"),
        ("study", "studies", "studied", "studying"),
        ("vary", "varied", "varies", "varying", "variation"),
        ("analyze", "analyse", "analysis", "analyses", "analyzed", "analysing"),
        ("try", "tries", "tried"),
        ("persist", "persists", "persistent", "persistence"),
        ("toxic", "toxicity"),
        ("bacterium", "bacteria", "bacterial"),
        ("differ", "different", "difference"),
        ("represent", "representation"),
        ("statistics", "statistical"),
        ("measure", "measurement"),
        ("experiment", "experimental"),
        ("play", "plays", "played"),
    ],
)
def test_a_word_and_its_inflections_share_a_root(family):
    assert len({root(word) for word in family}) == 1


@pytest.mark.parametrize(
    ("word", "other"),
    [("experience", "experiment"), ("import", "important"), ("spec", "special"), ("author", "authority")],
)
def test_words_of_other_things_keep_roots_of_their_own(word, other):
    assert root(word) != root(other)


@pytest.mark.parametrize("word", ["pymc3", "gas", "ring", "sing"])
def test_short_words_and_names_with_digits_keep_their_letters(word):
    assert root(word) == word


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("What is PaSa?", Asked.DEFINITION),
        ("What are counterfactual explanations?", Asked.DEFINITION),
        ("How many subjects took part?", Asked.QUANTITY),
        ("Why are chemists sceptical?", Asked.REASON),
        ("How are patterns selected?", Asked.WAY),
        ("Where does it lose against others?", Asked.WEAKNESS),
        ("How does it perform against Google?", Asked.COMPARISON),
        ("How do these differ?", Asked.COMPARISON),
        ("What are the differences?", Asked.COMPARISON),
        ("Which automatic differentiation framework is used?", Asked.MEMBERS),
        ("How are differential equations solved?", Asked.WAY),
        ("Why did the gauge fail more often?", Asked.REASON),
        ("How heavy can a gauge be?", Asked.QUANTITY),
        ("What percentage of the tides is lost?", Asked.QUANTITY),
        ("Where do the gauges stand?", Asked.PLACE),
        ("When did the first version appear?", Asked.TIME),
        ("Which moon is the main cause of tides?", Asked.BEST),
        ("What did the word tide originally mean?", Asked.DEFINITION),
        ("Were gauges more precise at night?", Asked.COMPARISON),
        ("What is weak lensing?", Asked.DEFINITION),
        ("What is heart failure?", Asked.DEFINITION),
        ("What is the limit of detection of the gauge?", Asked.MEMBERS),
        ("How are optimization problems solved?", Asked.WAY),
        ("What is weak about the gauge?", Asked.WEAKNESS),
        ("What limits the gauge?", Asked.WEAKNESS),
        ("Which problems remain?", Asked.WEAKNESS),
        ("Which failures are known?", Asked.WEAKNESS),
        ("What are the problems of gauges?", Asked.WEAKNESS),
        ("In what ratios were tides mixed?", Asked.QUANTITY),
        ("What is the mean annual height of the tide?", Asked.QUANTITY),
        ("By what means do tides rise?", Asked.OTHER),
        ("Which table lists tides?", Asked.SHOWN),
        ("Which plots were flooded?", Asked.MEMBERS),
        ("What figures of merit does the gauge have?", Asked.MEMBERS),
        ("Does it rain?", Asked.OTHER),
    ],
)
def test_a_question_tells_what_it_asks_for(text, kind):
    assert asked_for(text) is kind


@pytest.mark.parametrize(
    "sentence",
    [
        "tidewheel is a package for tides.",
        "We present tidewheel, a package for tides.",
        "The tidewheel package [@Rivers2024] is a library for tides.",
    ],
)
def test_a_definition_says_what_its_subject_is(sentence):
    assert defines(sentence, [("tidewheel",)])


@pytest.mark.parametrize("sentence", ["tidewheel was run twice.", "The tides of other planets are a nuisance."])
def test_other_sentences_define_nothing(sentence):
    assert not defines(sentence, [("tidewheel",)])


def test_a_name_with_a_hyphen_is_defined_as_one():
    assert defines("GPT-4 is a large language model.", [("gpt",), ("4",)])
    assert not defines("Co-training is a method of few labels.", [("train",)])


def test_a_number_counts_what_stands_shortly_behind_it():
    assert counts(root_terms("Eight young healthy subjects took part."), ("subject",))
    assert not counts(root_terms("The subjects were asked to open 10 times."), ("subject",))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("How long was each tide?", "Each tide took 6 hours."),
        ("What percentage of gauges failed?", "Of the gauges 12.5 % failed."),
        ("How heavy is a gauge?", "The gauges weigh 3 kg."),
        ("At which wavelength was light seen?", "Light was seen at 4 °C and 725 nm."),
        ("At what temperature was the gauge read?", "It was read at 25 \u00b0C."),
        ("How many gauges were read?", "Twelve old gauges were read [3]."),
        ("At what temperature was the gauge read?", "It was read at -20 \u00b0C."),
        ("What percentage of gauges failed?", "Some 10-20% of gauges failed."),
        ("How long did the tide last?", "Two weeks passed."),
        ("How long are the filaments?", "The filaments have 5 \u00b5m."),
        ("What was the length of stay?", "The stay was 3 days."),
        ("In what ratios were tides mixed?", "They were mixed 65:30:5."),
        ("At which ratio were tides mixed?", "They were mixed 80 to 20."),
        ("What is the aspect ratio of a gauge?", "A gauge has an aspect ratio of 0.8."),
    ],
)
def test_a_number_with_its_unit_answers_how_long_or_how_heavy(text, sentence):
    assert gives_quantity(question(text), sentence)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("How long was each tide?", "We saw 12 tides."),
        ("What percentage of gauges failed?", "Twelve gauges failed."),
        ("How many gauges were read?", "As others did [19,23], gauges were read."),
        ("How many gauges were read?", "As others did (Rivers, 2019), gauges were read."),
        ("In what ratios were tides mixed?", "They were mixed 12 times."),
        ("How fast is the tide?", "The tide is fast (Fig. 3)."),
        ("How fast is the tide?", "The tide is as fast as COVID-19."),
    ],
)
def test_citations_labels_and_numbers_of_other_units_give_no_quantity(text, sentence):
    assert not gives_quantity(question(text), sentence)


def test_a_long_bracket_that_never_closes_is_read_in_linear_time():
    started = time.process_time()
    assert has_number(f"({'2019 ' * 40_000}")
    assert time.process_time() - started < 2


def test_a_sentence_without_a_number_ranks_below_where_one_is_asked_for():
    asked = question("How many gauges were read?")
    without = score(asked, "Gauges were read by people.", NOWHERE).score
    assert without < 0.8 * score(asked, "Gauges were read by 12 people.", NOWHERE).score


def test_a_caption_ranks_below_a_sentence_unless_a_figure_is_asked_for():
    shown = Surroundings("", "", "", "paper:x", "", shown=True)
    sentence = "Map of all gauges that measure tides."
    plain, figure = question("which gauges measure tides?"), question("which figure shows gauges?")
    assert score(plain, sentence, shown).score < 0.8 * score(plain, sentence, NOWHERE).score
    assert score(figure, sentence, shown).score > score(figure, sentence, NOWHERE).score


def test_what_a_table_shows_to_be_so_is_no_caption():
    asked = question("which gauges measure tides?")
    caption, sentence = (
        score(asked, f"Table 2 shows {said} gauges measure tides.", NOWHERE).score for said in ("how", "that")
    )
    assert caption < 0.8 * sentence


def test_what_is_printed_as_a_caption_is_told_from_sentences_by_its_unit(tmp_path):
    tables = mini_graph()
    caption = pl.col("text").str.replace("Figure 1: Architecture", "Architecture", literal=True)
    graph = open_run({**tables, "nodes": tables["nodes"].with_columns(caption)}, tmp_path)
    scores = {sentence.evidence.quote: sentence.score for sentence in ask(graph, "Which architecture?").sentences}
    assert scores["Architecture of QuorlNet."] < 1


def test_a_sentence_without_the_name_that_a_question_prints_ranks_below_one_that_holds_it(mini):
    read = read_question(mini, "What is the drawback of TinyLeaf?")
    assert [term.text for term in read.naming] == ["tinyleaf"]
    other = score(read, "The drawback is rain at night.", NOWHERE).score
    assert other < score(read, "TinyLeaf has no pictures of rain at night.", NOWHERE).score


@pytest.mark.parametrize("text", ["What Is The Drawback Of Leaves?", "what is the drawback of leaves?", "Leaves?"])
def test_capitals_of_a_title_and_of_the_first_word_make_no_names(mini, text):
    assert read_question(mini, text).naming == ()


def test_what_is_to_be_found_out_is_no_answer_unless_aims_are_asked_for():
    sentence = "The aim of this study is to read gauges at night."
    assert score(question("how are gauges read at night?"), sentence, NOWHERE).score < 1
    assert score(question("which aim has gauges read night?"), sentence, NOWHERE).score >= 1
    assert score(question("which gauges does the study investigate, read at night?"), sentence, NOWHERE).score > 0.8


def test_what_is_counted_weighs_as_other_words_do_though_it_names_a_class(mini):
    counted, named = (read_question(mini, text).terms for text in ("How many papers?", "Which papers?"))
    assert counted[-1].weight > named[-1].weight


def test_limitations_that_something_lifts_are_none_of_its_own():
    asked = question("where does tidewheel lose?")
    own = score(asked, "The rain is a limitation of tidewheel.", NOWHERE).score
    assert score(asked, "So tidewheel lifts limitations in the rain.", NOWHERE).score < own


def test_a_limitation_answers_for_drawbacks(mini):
    read = read_question(mini, "What are the drawbacks of QuorlNet?")
    held = score(read, "A limitation is that QuorlNet needs bright light.", NOWHERE)
    assert held.matched == ("drawbacks", "quorlnet")


def test_a_definition_comes_before_another_sentence_with_the_same_words():
    asked = question("What is tidewheel?")
    definition = score(asked, "tidewheel is a package for tides of all kinds.", NOWHERE)
    other = score(asked, "We ran tidewheel on many records last year.", NOWHERE)
    assert definition.score > other.score
    assert definition.matched == other.matched == ("tidewheel",)


def test_the_paper_that_proposes_it_comes_before_one_that_cites_it():
    asked = question("Which filter does tidewheel use?", own=("paper:own",))
    sentence = "It uses the Kalman filter for gaps in all records."
    own = score(asked, sentence, Surroundings("", "", "tidewheel: a package", "paper:own"))
    other = score(asked, sentence, Surroundings("", "", "tidewheel: a package", "paper:other"))
    assert own.score > other.score


def test_a_sentence_with_no_word_of_the_question_covers_nothing_whatever_surrounds_it():
    asked = question("Which filter does tidewheel use?")
    assert score(asked, "Rain fell on the hills.", Surroundings("tidewheel filter", "", "", "p")).support == 0


def test_the_sentence_behind_lends_words_too():
    asked = question("Which filter fills gaps?")
    sentence = "We use the Kalman filter."
    followed = Surroundings("", "", "", "p", after="This fills all gaps.")
    assert score(asked, sentence, NOWHERE).score < score(asked, sentence, followed).score
    assert score(asked, sentence, followed).score < score(asked, "The Kalman filter fills gaps.", NOWHERE).score


def test_another_name_of_the_same_thing_counts():
    term = Term("mcmc", 1.0, (("mcmc",), tuple(root_terms("Markov chain Monte Carlo"))))
    asked = Question("Is MCMC slow?", Asked.OTHER, (term,), (), frozenset(), ())
    assert score(asked, "Markov chain Monte Carlo takes many hours.", NOWHERE).matched == ("mcmc",)


def test_thanks_and_funding_are_no_answer_unless_asked_for():
    after = Surroundings("", "Acknowledgements", "", "paper:x", "back_matter")
    sentence = "The gauge program was funded by the Harbour Office."
    plain = question("which gauge program measures tides?")
    assert score(plain, sentence, after).score < score(plain, sentence, NOWHERE).score
    public = question("is the gauge program publicly deposited?")
    assert score(public, sentence, after).score == score(public, sentence, NOWHERE).score
    asked = question("which office funded the gauge program?")
    assert score(asked, sentence, after).score > score(asked, sentence, NOWHERE).score


def test_participants_are_counted_where_a_paper_says_subjects(mini):
    read = read_question(mini, "How many participants took part?")
    assert {root("subjects"), root("volunteers")} <= {form[0] for term in read.terms for form in term.forms}
    assert counts(root_terms("Eight young subjects"), read.counted)
    assert not counts(root_terms("Eight young oaks"), read.counted)


@pytest.mark.parametrize(
    "sentence",
    [
        "Consider the query: \u201cWhich gauge measures tides?\u201d",
        "[3] Gauge records of tides with short memory",
    ],
)
def test_a_quoted_question_and_an_entry_of_a_list_are_no_answer(sentence):
    asked = question("which gauge measures tides?")
    assert score(asked, sentence, NOWHERE).score < score(asked, "A harbour gauge measures tides.", NOWHERE).score * 0.8


def test_a_sentence_that_opens_with_a_citation_is_an_answer():
    asked = question("which gauge measures tides?")
    cited = score(asked, "[3] shows that a gauge measures tides.", NOWHERE).score
    assert cited == score(asked, "It shows that a gauge measures tides.", NOWHERE).score


def test_a_sentence_on_another_work_than_the_one_that_is_named_ranks_below(mini):
    read = read_question(mini, "Who funded QuorlNet?")
    sentence = "This work was funded by the Harbour Office."
    elsewhere = Surroundings("", "", "On tides", "paper:x")
    own = Surroundings("", "", "On tides", next(iter(read.own_papers)))
    assert score(read, sentence, elsewhere).score < score(read, sentence, own).score * 0.6


def test_a_question_of_words_that_the_corpus_lacks_has_no_answer_by_the_one_that_it_holds(mini):
    read = read_question(mini, "What is the leaf topology of gothic cathedrals?")
    judged = score(read, "A leaf is green.", NOWHERE)
    assert confidence(judged.support, judged.score) < LEAST_CONFIDENCE


LONG_FORM = "What accuracy does the quorl neural network reach on TinyLeaf?"


def test_an_abbreviation_holds_every_word_of_the_long_form_that_is_asked_for(long_form):
    judged = score(read_question(long_form, LONG_FORM), "The QNN reaches an accuracy of 94 % on TinyLeaf.", NOWHERE)
    assert judged.matched == ("accuracy", "quorl", "neural", "network", "reach", "tinyleaf")


def test_texts_with_the_abbreviation_are_fetched_for_the_long_form(long_form):
    assert read_question(long_form, LONG_FORM).expanded.count("qnn") == 1


def test_an_abbreviation_holds_no_word_of_a_question_without_the_whole_long_form(long_form):
    read = read_question(long_form, "What accuracy does a neural network reach on TinyLeaf?")
    assert "neural" not in score(read, "The QNN reaches 94 % on TinyLeaf.", NOWHERE).matched


def test_a_part_of_a_long_form_does_not_hold_the_rest_of_it(long_form):
    judged = score(read_question(long_form, LONG_FORM), "A neural network learns.", NOWHERE)
    assert judged.matched == ("neural", "network")


def test_the_long_form_holds_an_abbreviation_with_a_number(tmp_path):
    graph = named_long(tmp_path, "quorl network of the 2nd kind", "QN2")
    judged = score(read_question(graph, "What is QN2?"), "A quorl network of the 2nd kind counts leaves.", NOWHERE)
    assert judged.matched == ("qn", "2")


@pytest.fixture(scope="module")
def long_form(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    return named_long(tmp_path_factory.mktemp("long"), "quorl neural network", "QNN")


def named_long(folder: Path, name: str, short: str) -> KnowledgeGraph:
    """The graph of the two papers, where the first network has a long form and an abbreviation."""
    tables = mini_graph()
    named = pl.when(pl.col("id") == QUORLNET).then(pl.lit(name)).otherwise(pl.col("name")).alias("name")
    aliases = tables["aliases"].with_columns(pl.lit(short).alias("alias"))
    return open_run({**tables, "nodes": tables["nodes"].with_columns(named), "aliases": aliases}, folder)
