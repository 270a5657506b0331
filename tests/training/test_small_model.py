"""The tokenizer trained on the spot: what is written can be read again, and what stands in the text can be copied."""

from __future__ import annotations

from pathlib import Path

import pytest

from k1.models.prompt import short_prompt
from k1.training.data.replies import taught_reply
from k1.training.data.world import make_world
from k1.training.engines.small_model import tokenizer_corpus, write_tokenizer
from k1.training.profile.settings import ModelSettings, TrainingSettings

pytestmark = pytest.mark.train

WORLD = make_world(60, "train", 1)


@pytest.fixture(scope="module")
def spaced(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("spaced")
    settings = TrainingSettings(model=ModelSettings(pieces="spaced"))
    write_tokenizer(tokenizer_corpus(WORLD, settings), settings.model, folder)
    return folder


def test_a_reply_in_spaced_pieces_is_decoded_to_the_letter(spaced: Path):
    from transformers import AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(spaced)
    for reply in map(taught_reply, WORLD):
        assert tokenizer.decode(tokenizer(reply)["input_ids"]) == reply


def test_a_mention_in_spaced_pieces_is_the_same_tokens_in_the_text_and_in_json(spaced: Path):
    from transformers import AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(spaced)
    for question in (item for item in WORLD if item.task == "NER"):
        read, written = (tokenizer(text)["input_ids"] for text in (short_prompt(question), taught_reply(question)))
        mentions = [str(mention) for found in question.answer.values() for mention in found]
        for run in (tokenizer(f" {mention}")["input_ids"] for mention in mentions):
            assert _holds(read, run)
            assert _holds(written, run)


def _holds(tokens: list[int], run: list[int]) -> bool:
    return any(tokens[start : start + len(run)] == run for start in range(len(tokens)))
