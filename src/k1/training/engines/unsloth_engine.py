"""The engine unsloth: the one file that knows its traps. It rewrites trl, transformers and peft when it is imported.

Its loss is TRL's but for a KL estimate clamped to 10 a token, which agents-k1 2.4 has too and TRL has not. On a CPU it
leaves TRL's trainer as it is; there its loading, its adapters and its checkpoints are what the tests see.
"""

from __future__ import annotations

import os
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from k1.errors import ConfigurationError
from k1.training.engines.lora import LINEAR_LAYERS
from k1.training.profile.settings import EngineSettings

VERSION = "2026.10.9"
"""The release of unsloth and unsloth_zoo that this file was tried with; others differ in what they rewrite."""

_BEFORE = ("trl", "transformers", "peft")


def prepare_unsloth(compiled: Path) -> None:
    """Import unsloth; the trainers that it rewrites are written to ``compiled``, not to the working folder.

    Raises
    ------
    ConfigurationError: another release is installed, none is, or trl, transformers or peft were imported before it.
    """
    if "unsloth" in sys.modules:
        return
    for name in ("unsloth", "unsloth_zoo"):
        _check_version(name)
    if late := [name for name in _BEFORE if name in sys.modules]:
        raise ConfigurationError(
            f"engine.kind unsloth: {', '.join(late)} was imported before unsloth, which then leaves it as it is; "
            "start the run in a process of its own (python -m k1.training)"
        )
    os.environ["UNSLOTH_DISABLE_STATISTICS"] = "1"
    os.environ["HF_HUB_OFFLINE"] = "1"
    os.environ["UNSLOTH_COMPILE_LOCATION"] = str(compiled.resolve())
    import unsloth  # noqa: F401


def _check_version(name: str) -> None:
    remedy = "run in the environment that `make .venv-unsloth/stamp` sets up, or set engine.kind to trl"
    try:
        found = version(name)
    except PackageNotFoundError as error:
        raise ConfigurationError(f"engine.kind unsloth: {name} is not installed; {remedy}") from error
    if found != VERSION:
        raise ConfigurationError(f"engine.kind unsloth: {name} {found} is installed, {VERSION} is wanted; {remedy}")


def load_unsloth(folder: Path, engine: EngineSettings, tokens: int, *, adapter: bool, seed: int) -> tuple[Any, Any]:
    """The model in ``folder``, ready for texts of ``tokens``, and its tokenizer.

    With ``adapter`` and a rank, LoRA on all linear layers is added, its weights drawn by ``seed``. Without, it is
    loaded to be asked, in 16 bits, whatever it is trained in.
    """
    from unsloth import FastLanguageModel

    rounded = engine.load_in_4bit and adapter
    vllm = {"max_lora_rank": engine.lora_rank or 16, "gpu_memory_utilization": engine.vllm_memory}
    model, tokenizer = FastLanguageModel.from_pretrained(
        str(folder),
        max_seq_length=tokens,
        load_in_4bit=rounded,
        load_in_16bit=not rounded and (engine.lora_rank is not None or not adapter),
        full_finetuning=engine.lora_rank is None and adapter,
        fast_inference=engine.vllm,
        use_exact_model_name=True,
        local_files_only=True,
        **(vllm if engine.vllm else {}),
    )
    tokenizer.padding_side = "left"
    if not adapter:
        return FastLanguageModel.for_inference(model), tokenizer
    if engine.lora_rank is None:
        return model, tokenizer
    with_adapter = FastLanguageModel.get_peft_model(
        model,
        r=engine.lora_rank,
        lora_alpha=2 * engine.lora_rank,
        target_modules=list(LINEAR_LAYERS),
        use_gradient_checkpointing="unsloth" if engine.gradient_checkpointing else False,
        random_state=seed,
        max_seq_length=tokens,
    )
    return with_adapter, tokenizer
