"""Low-rank adapters: their configuration, and the plain weights that remain once one is merged."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

LINEAR_LAYERS = ("q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj")
"""The linear layers of a Qwen3 block, all of which LoRA adapts."""


def lora_configuration(rank: int) -> Any:
    """LoRA of ``rank`` on all linear layers, scaled by two (alpha = 2 rank)."""
    from peft import LoraConfig

    return LoraConfig(r=rank, lora_alpha=2 * rank, target_modules=list(LINEAR_LAYERS), task_type="CAUSAL_LM")


def merged(base: Path, adapter: Path, dtype: str) -> Any:
    """The weights in ``base`` in that type ("auto": their own) with the adapter added to them: a plain model.

    Weights that training held in 4 bits are merged into the originals, not into their rounded form.
    """
    from peft import PeftModel
    from transformers import AutoModelForCausalLM

    model = AutoModelForCausalLM.from_pretrained(base, dtype=dtype)
    return PeftModel.from_pretrained(model, adapter).merge_and_unload()


def adapted_base(folder: Path) -> Path | None:
    """The folder of the weights that the adapter in ``folder`` is for; None where there is no adapter."""
    path = folder / "adapter_config.json"
    if not path.is_file():
        return None
    return Path(json.loads(path.read_text(encoding="utf-8"))["base_model_name_or_path"])


def write_merged(base: Path, adapter: Path, folder: Path) -> None:
    """Add the adapter to the weights in ``base`` and write them to ``folder``, with the tokenizer."""
    from transformers import AutoTokenizer

    merged(base, adapter, "auto").save_pretrained(folder)
    AutoTokenizer.from_pretrained(base).save_pretrained(folder)
