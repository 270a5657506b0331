from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from k1.text.sentences import sentence_index, split_sentences

PROSE = st.lists(
    st.sampled_from(
        ["We", "model", "et al.", "Fig.", "3.5", "e.g.", "[3-5].", "(Smith, 2010).", "The", "J.", "end.", "?", "\n\n"]
    ),
    max_size=40,
).map(" ".join)


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text)]


@given(st.one_of(PROSE, st.text(max_size=200)))
def test_spans_are_ordered_and_only_white_space_lies_between_them(text):
    at = 0
    for start, end in split_sentences(text):
        assert start < end
        assert not text[at:start].strip()
        assert not text[start].isspace()
        assert not text[end - 1].isspace()
        at = end
    assert not text[at:].strip()


@pytest.mark.parametrize(
    "text",
    [
        "We follow Smith et al. (2010) here.",
        "As seen in Fig. 3 and Eq. (4), it holds.",
        "Some methods, e.g. Gibbs sampling, i.e. MCMC, work.",
        "It was shown by J. R. Smith in 2010.",
        "The value was 3.14 at pH 7.4 in all cases.",
        "The approach of Miller et al. [12] works.",
        "1. First item of a list",
        "Values (cf. Table 2) are given in approx. 20 cases.",
        "The package is on www.example.org and in file.txt for all.",
        "It was shown in 2010 J. Smith and others agreed.",
        "We grew 12 S. Typhimurium strains.",
        "We read 12 J. Williams records.",
        "They met at 1040 N. Palm Avenue, as told (Smith, 2005, p. 53).",
        "Since 1945, K. Smith has told of 570 F. 3d there.",
        "We infected mice with wild-type S. Typhimurium for two days.",
        "It grew in 1 L. Monocytogenes isolate and with 25 P. Falciparum isolates.",
        "We used type B. Smith et al. did not.",
        "As told in table 2 A. Smith reports it.",
        "It was told in Brown, 15 F. Supp. 3d 20 for all.",
    ],
)
def test_a_stop_inside_a_sentence_does_not_end_it(text):
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    "parts",
    [
        ["It works.", "We test it."],
        ["It was shown before.12,13", "Later work agreed."],
        ["This is known.[4]", "That is not."],
        ["This was found by Smith et al.", "We agree."],
        ["Does it work?", "`emcee` does."],
        ["It grew by 5.", "Then it fell."],
        ["(It is so.)", "Next one."],
        ['He said "yes."', "Then we left."],
        ["We use vitamin C.", "The dose was low."],
    ],
)
def test_a_stop_at_the_end_of_a_sentence_ends_it(parts):
    assert sentences(" ".join(parts)) == parts


@pytest.mark.parametrize(
    "end",
    [
        *("stirred for 24 h", "annealed at 300 K", "set to 3 V", "weighed 10 g", "kept for 1.5 d", "left for 30 sec"),
        *(
            "at 37 \u00b0 C",
            "spun at 12,000 \u00d7 g",
            "spun at 2000 g",
            "in group A",
            "hepatitis B",
            "shown in panel C",
        ),
    ],
)
def test_a_unit_or_a_label_of_one_letter_may_end_a_sentence(end):
    for following in ("Cells were washed twice.", "The rest was dry.", "Samples without water were dry."):
        parts = [f"It was {end}.", following]
        assert sentences(" ".join(parts)) == parts


def test_a_blank_line_ends_a_sentence():
    assert sentences("A heading\n\nand text") == ["A heading", "and text"]


def test_a_position_is_found_in_its_sentence():
    text = "It works. We test it. Done."
    spans = split_sentences(text)
    assert [sentence_index(spans, text.index(word)) for word in ("works", "test", "Done")] == [0, 1, 2]
    assert sentence_index([], 3) == 0


@pytest.mark.parametrize("hostile", ["." * 500_000, "a. " * 200_000, "(" * 500_000, "A." * 250_000, " \n" * 250_000])
def test_hostile_text_takes_linear_time(hostile):
    began = time.process_time()
    split_sentences(hostile)
    assert time.process_time() - began < 8


def test_a_stop_that_lost_its_space_ends_a_sentence_before_a_word_that_opens_one():
    assert sentences("It was set by the method.The oil was old.") == ["It was set by the method.", "The oil was old."]
    assert sentences("We call sys.In and Node.Js there.") == ["We call sys.In and Node.Js there."]


@pytest.mark.parametrize(
    "name",
    ["Parallel.For", "a.site.At", "README.This", "the approx.The", "https://a.org/path.All", "Fig.This", "e.g.The"],
)
def test_a_stop_inside_a_name_or_behind_an_abbreviation_ends_no_sentence_without_a_space(name):
    assert sentences(f"It has {name} value there.") == [f"It has {name} value there."]
