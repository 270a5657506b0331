"""The lesson's world and its planted noise."""

from __future__ import annotations

from tests.training.triples import triples

from k1.models.instances import AnswerTask
from k1.models.prompt import reply
from k1.reward.rule import reward_terms
from k1.training.data.building import is_empty
from k1.training.data.noise import plant_noise
from k1.training.data.replies import taught_reply
from k1.training.data.world import ANYTHING, make_world
from k1.training.measuring.scoring import measure
from k1.training.profile.settings import NoiseSettings

WORLD = make_world(400, "train", 1)
HELD_OUT = make_world(200, "held_out", 1)


def test_the_same_seed_makes_the_same_world_and_another_seed_another():
    assert make_world(50, "train", 1) == make_world(50, "train", 1)
    assert make_world(50, "train", 1) != make_world(50, "train", 2)


def test_facts_of_held_out_sentences_never_occur_in_training():
    assert not triples(make_world(4000, "train", 1)) & triples(make_world(1000, "held_out", 1))


def test_half_the_questions_are_about_entities_and_half_about_relations_and_none_asks_for_silence():
    assert {task: sum(item.task == task for item in WORLD) for task in ("NER", "RE")} == {"NER": 200, "RE": 200}
    assert not any(is_empty(item) for item in WORLD)


def test_every_mention_stands_in_its_text():
    for item in WORLD:
        if item.answer_task is AnswerTask.NER:
            assert all(name in item.text for names in item.answer.values() for name in names)


def test_the_same_name_is_a_person_here_and_a_place_there():
    kinds = {kind for item in WORLD if item.task == "NER" for kind, names in item.answer.items() if "Paris" in names}
    assert "Paris" in ANYTHING
    assert kinds == {"person", "company", "place"}


def test_the_gold_earns_the_whole_reward():
    for item in HELD_OUT:
        terms = reward_terms(reply("x", item.answer), item.answer, AnswerTask(item.task), item.labels)
        assert terms.total == 1.0


def test_noise_keeps_the_form_and_lowers_the_f1():
    settings = NoiseSettings(drop=0.3, mistype=0.35, turn=0.25)
    noisy = [taught_reply(item) for item in plant_noise(WORLD, settings, 1)]
    figures = measure(noisy, WORLD)
    assert 0.3 < figures.f1 < 0.7
    assert 0.3 < figures.reward < 0.8


def test_without_noise_the_answers_stay_as_they_are():
    assert plant_noise(WORLD, NoiseSettings(), 1) == WORLD
