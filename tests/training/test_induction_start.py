"""A model that starts with induction goes on with a text as it went on before, without a step of training."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from k1.training.data.world import make_world
from k1.training.engines.small_model import tokenizer_corpus, write_new_model, write_tokenizer
from k1.training.profile.settings import ModelSettings, TrainingSettings

pytestmark = pytest.mark.train

SHAPES = {
    "as many heads for keys as for queries": {
        "hidden": 128, "layers": 4, "heads": 4, "kv_heads": 4, "head_dim": 32, "spread": 0.08,
    },
    "two queries share a key": {
        "hidden": 512, "layers": 12, "heads": 8, "kv_heads": 4, "head_dim": 64, "spread": 0.02,
    },
}  # fmt: skip


@pytest.fixture(scope="module")
def tokenizer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tokenizer")
    write_tokenizer(tokenizer_corpus(make_world(20, "train", 1), TrainingSettings()), ModelSettings(), folder)
    return folder


def new_model(tokenizer: Path, folder: Path, **shape):
    from transformers import AutoModelForCausalLM, AutoTokenizer

    AutoTokenizer.from_pretrained(tokenizer).save_pretrained(folder)
    write_new_model(ModelSettings(rope_theta=10000, **shape), folder, seed=1)
    return AutoModelForCausalLM.from_pretrained(folder)


def share_continued(model) -> float:
    """The share of tokens that are guessed right where forty random ones come a second time."""
    import torch

    once = torch.randint(0, 512, (8, 40), generator=torch.Generator().manual_seed(1))
    texts = torch.cat([once, once], dim=1)
    with torch.no_grad():
        guessed = model(input_ids=texts).logits.argmax(-1)
    return float((guessed[:, 40:-1] == texts[:, 41:]).float().mean())


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_a_new_model_with_induction_copies(shape: dict, tokenizer: Path, tmp_path: Path):
    assert share_continued(new_model(tokenizer, tmp_path, start="induction", **shape)) > 0.9


def test_a_new_model_without_it_does_not(tokenizer: Path, tmp_path: Path):
    assert share_continued(new_model(tokenizer, tmp_path, **SHAPES["two queries share a key"])) < 0.05


@pytest.mark.parametrize(
    ("change", "said"),
    [({"rope_theta": 100}, "rope_theta of 1000"), ({"layers": 1}, "2 layers"), ({"hidden": 64}, "over twice")],
)
def test_a_shape_that_cannot_hold_it_is_refused(change: dict, said: str):
    shape = {"start": "induction", "rope_theta": 10000, "hidden": 128, "head_dim": 32, "heads": 4, "kv_heads": 4}
    with pytest.raises(ValidationError, match=said):
        ModelSettings(**shape | change)
