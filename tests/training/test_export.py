"""What leaves a run: the GGUF file and the model card."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from k1.training.data.world import make_world
from k1.training.profile.configuration import load_settings
from k1.training.profile.settings import TrainingSettings
from k1.training.reports.gguf_export import ExportError, check_gguf, splitting_of, write_gguf
from k1.training.reports.model_card import data_licences, model_card

CONFIG = Path(__file__).resolve().parents[2] / "config"
GAINS = {"RE": {"gain": 0.0532, "low": 0.031, "high": 0.0749}}
SUMMARY = {"seed": 3, "device": "a card", "f1_sft": 0.4, "f1_grpo": 0.5, "f1_gain": GAINS}


NANO = load_settings(CONFIG / "nano.yaml")


def test_the_card_names_each_set_with_its_licence():
    named = dict(data_licences(NANO))
    assert (
        named
        | {
            "scierc": "none stated; research use, name the source",
            "bc5cdr": "CC BY 4.0",
            "ncbi-disease": "CC BY 4.0",
        }
        == named
    )


def test_a_set_that_states_no_licence_keeps_the_weights_to_research():
    assert "these weights are for research" in model_card(NANO, SUMMARY)
    assert "for research" not in model_card(NANO.changed(data={"train": ("bc5cdr",)}), SUMMARY)


def test_a_share_of_iepile_makes_the_weights_non_commercial():
    card = model_card(NANO.changed(data={"instances": ("iepile/train.jsonl",)}), SUMMARY)
    assert "so these weights are too: no commercial use" in card
    assert "CC BY-NC-SA" in card


def test_the_lessons_weights_hold_nothing_but_made_up_text():
    assert "Nothing but text that K1 made" in model_card(TrainingSettings(), SUMMARY)


@pytest.mark.parametrize("name", ["lesson", "nano"])
def test_open_texts_for_language_modelling_bring_their_own_licences(name: str):
    settings = load_settings(CONFIG / f"{name}.yaml")
    card = model_card(settings.changed(language={"steps": 10, "folders": ("texts",)}), SUMMARY)
    assert "texts that language modelling read were not made by K1" in card
    assert "Nothing but" not in card


def test_the_card_gives_base_settings_figures_and_device():
    settings = load_settings(CONFIG / "4b.yaml")
    given = settings.changed(model={"folder": "x/Qwen3-4B-Instruct-2507"})
    card = model_card(given, SUMMARY, {"peak_gib": 51.5})
    for part in ("Qwen3-4B-Instruct-2507; licence: Apache-2.0", "lora_rank 32", "| f1_grpo | 0.5 |", "a card", "51.5"):
        assert part in card
    assert "random weights" in model_card(settings, SUMMARY)


def test_the_card_gives_each_gain_with_its_interval():
    assert "| f1_gain, RE | +0.053 [+0.031, +0.075] |" in model_card(TrainingSettings(), SUMMARY)


def test_a_path_of_this_machine_is_not_in_the_card():
    hidden = load_settings(CONFIG / "4b.yaml").changed(model={"folder": "/secret/place/Qwen3-4B"})
    assert "/secret" not in model_card(hidden, SUMMARY)


# --- GGUF ------------------------------------------------------------------------------------------------------------


def test_qwens_own_splitting_is_known_by_name_and_any_other_is_not():
    pattern = r"(?i:'s|'t)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s+"
    qwen = {"pre_tokenizer": {"pretokenizers": [{"type": "Split", "pattern": {"Regex": pattern}}]}}
    assert splitting_of(qwen) == "qwen2"
    assert splitting_of({"pre_tokenizer": {"type": "ByteLevel"}}) == "default"


def test_an_adapter_is_no_model_to_export(tmp_path: Path):
    (tmp_path / "adapter_config.json").write_text("{}")
    with pytest.raises(ExportError, match="export the merged weights"):
        write_gguf(tmp_path, tmp_path / "x.gguf")


def test_another_architecture_is_refused(tmp_path: Path):
    (tmp_path / "config.json").write_text('{"model_type": "llama"}')
    with pytest.raises(ExportError, match="only qwen3"):
        write_gguf(tmp_path, tmp_path / "x.gguf")


@pytest.fixture(scope="module", params=["float32", "bfloat16"])
def exported(request, tiny: TrainingSettings, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    from k1.training.engines.small_model import start_folder

    folder = tmp_path_factory.mktemp("gguf")
    settings = tiny.changed(model={"dtype": request.param})
    start = start_folder(make_world(32, "train", 1), settings, folder / "start", 1)
    write_gguf(start, folder / "model.gguf")
    return start, folder / "model.gguf"


@pytest.mark.train
def test_an_export_holds_every_tensor_number_for_number(exported: tuple[Path, Path]):
    assert check_gguf(*exported) == 13  # embedding, last norm, and eleven of the one layer


@pytest.mark.train
def test_an_export_has_the_names_shape_tokens_and_template_that_llama_cpp_reads(exported: tuple[Path, Path]):
    import gguf

    start, path = exported
    reader = gguf.GGUFReader(path)
    read = {name: field.contents() for name, field in reader.fields.items()}
    vocabulary = json.loads((start / "tokenizer.json").read_text())["model"]["vocab"]
    assert {"token_embd.weight", "output_norm.weight", "blk.0.attn_q_norm.weight"} <= {t.name for t in reader.tensors}
    assert read["general.architecture"] == "qwen3"
    assert (read["qwen3.block_count"], read["qwen3.attention.key_length"]) == (1, 16)
    assert all(read["tokenizer.ggml.tokens"][index] == token for token, index in vocabulary.items())
    assert read["tokenizer.ggml.tokens"][read["tokenizer.ggml.eos_token_id"]] == "<end>"
    assert read["tokenizer.chat_template"] == (start / "chat_template.jinja").read_text()


@pytest.mark.train
def test_an_export_that_differs_by_one_number_is_found(exported: tuple[Path, Path], tmp_path: Path):
    start, path = exported
    content = bytearray(path.read_bytes())
    content[-40] ^= 1
    (tmp_path / "bad.gguf").write_bytes(content)
    with pytest.raises(ExportError, match="differs from"):
        check_gguf(start, tmp_path / "bad.gguf")
