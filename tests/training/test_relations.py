"""The world of hard relations, and the noise that spoils boundaries and form."""

from __future__ import annotations

from collections import Counter

from tests.training.triples import triples

from k1.models.instances import AnswerTask
from k1.models.prompt import reply
from k1.reward.rule import reward_terms
from k1.training.data.hard_world import RELATIONS, make_relations
from k1.training.data.noise import noisy_replies, plant_noise
from k1.training.measuring.scoring import measure
from k1.training.profile.settings import NoiseSettings

WORLD = make_relations(800, "train", 1)


def test_three_questions_in_four_are_about_relations():
    assert Counter(item.task for item in WORLD) == {"RE": 600, "NER": 200}


def test_the_same_seed_makes_the_same_world_and_held_out_triples_never_occur_in_training():
    assert make_relations(50, "train", 1) == make_relations(50, "train", 1)
    assert not triples(make_relations(4000, "train", 1)) & triples(make_relations(800, "held_out", 1))


def test_every_mention_stands_in_its_text_and_the_gold_earns_the_whole_reward():
    for item in WORLD:
        stated = [member for members in item.answer.values() for member in members]
        mentions = stated if item.task == "NER" else [name for pair in stated for name in pair.values()]
        assert all(name in item.text for name in mentions)
        terms = reward_terms(reply("x", item.answer), item.answer, AnswerTask(item.task), item.labels)
        assert terms.total == 1.0


def test_a_question_about_relations_asks_for_two_of_the_same_types_wherever_there_are_two():
    types = {name: (relation.subject, relation.target) for name, relation in RELATIONS.items()}
    for item in WORLD:
        if item.task == "RE" and "based in" not in item.labels:
            one, other = item.labels
            assert types[one] == types[other]


def test_mentions_have_one_to_three_words_and_one_may_begin_another():
    names = {end for subject, _, target in triples(WORLD) for end in (subject, target)}
    assert {len(name.split()) for name in names} == {1, 2, 3}
    assert any(f"{one} " in other for one in names for other in names)


def test_either_argument_may_stand_first_in_the_text():
    found = [(item.text, subject, target) for item in WORLD for subject, _, target in triples([item])]
    first = Counter(text.index(subject) < text.index(target) for text, subject, target in found)
    assert min(first[True], first[False]) > 0.3 * first.total()


def test_cut_mentions_lose_their_first_or_last_word_and_nothing_else():
    cut = plant_noise(WORLD, NoiseSettings(cut=1.0), 1)
    for clean, spoiled in zip(WORLD, cut, strict=True):
        if clean.task == "NER":
            for label, names in clean.answer.items():
                for name, found in zip(names, spoiled.answer[label], strict=True):
                    words = name.split()
                    assert found.split() in ([words] if len(words) == 1 else [words[1:], words[:-1]])


def test_broken_form_costs_form_or_the_whole_answer_and_whole_form_none():
    whole = noisy_replies(WORLD, NoiseSettings(form=0.0), 1)
    assert measure(whole, WORLD).reward == 1.0
    broken = noisy_replies(WORLD, NoiseSettings(form=1.0), 1)
    earned = Counter(
        round(reward_terms(text, item.answer, AnswerTask(item.task), item.labels).total, 2)
        for text, item in zip(broken, WORLD, strict=True)
    )
    assert set(earned) == {0.9, 0.1, 0.2}  # no thought; no last tag; JSON that does not close
