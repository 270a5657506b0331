"""The engines behind one configuration: plain TRL, or TRL as unsloth rewrites it. Same data, same reward, same loss."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from k1.errors import ConfigurationError
from k1.training.engines.fixed_decoding import decoding_of
from k1.training.engines.lora import adapted_base, lora_configuration, merged, write_merged
from k1.training.engines.unsloth_engine import load_unsloth, prepare_unsloth
from k1.training.profile.settings import EngineSettings, TrainingSettings


@dataclass(frozen=True)
class Policy:
    """What a trainer of TRL starts from.

    ``model`` is a folder or a loaded model, ``trainer`` and ``arguments`` are what the engine adds to the trainer's
    own parameters and to its options.
    """

    model: Any
    tokenizer: Any
    trainer: Mapping[str, Any] = field(default_factory=dict)
    arguments: Mapping[str, Any] = field(default_factory=dict)


def prepare_engine(engine: EngineSettings, folder: Path) -> None:
    """Import what must be imported first, and refuse an engine that this environment cannot run.

    Raises
    ------
    ConfigurationError: a package is missing, with the setting to change.
    """
    on_card = engine.kind == "unsloth" and engine.device == "cuda"
    wanted = (
        ("vllm", engine.vllm, "engine.vllm", "false"),
        ("bitsandbytes", engine.load_in_4bit, "engine.load_in_4bit", "false"),
        # unsloth looks for it when it loads any weights onto a card, also those of 16 bits.
        ("bitsandbytes", on_card, "engine.kind", "trl"),
    )
    for package, needed, key, instead in wanted:
        if needed and importlib.util.find_spec(package) is None:
            raise ConfigurationError(f"{key}: {package} is not installed here; install it, or set {key} to {instead}")
    if engine.kind == "unsloth":
        prepare_unsloth(folder / "unsloth-compiled")


def longest_text(settings: TrainingSettings) -> int:
    """Tokens of the longest text that a stage reads: a prompt and its reply."""
    return settings.longest_prompt + settings.grpo.reply_tokens


def load_policy(start: Path, settings: TrainingSettings, seed: int) -> Policy:
    """The weights in ``start`` as the configured engine trains them, with LoRA where a rank is set."""
    import torch

    engine = settings.engine
    torch.set_num_threads(engine.threads)
    if engine.device == "cuda":
        # Its backward pass gives NaN under a mask where texts are 64 tokens longer than a multiple of 128: on Hopper,
        # from torch 2.11 on (pytorch issue 196678). It ended three of five runs on an H200; other kernels take over.
        torch.backends.cuda.enable_cudnn_sdp(False)
    if engine.kind == "unsloth":
        return Policy(*load_unsloth(start, engine, longest_text(settings), adapter=True, seed=seed))
    from transformers import AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(start, padding_side="left")
    if engine.lora_rank is None:
        return Policy(str(start), tokenizer)
    # The adapter's weights are drawn when the trainer is built, before TRL sets its own seed.
    torch.manual_seed(seed)
    trainer = {"peft_config": lora_configuration(engine.lora_rank), "quantization_config": _four_bits(engine)}
    # TRL loads a folder in float32 where no type is named: twice the memory of frozen weights.
    arguments = {"model_init_kwargs": {"dtype": "bfloat16" if engine.device == "cuda" else "float32"}}
    return Policy(str(start), tokenizer, trainer, arguments)


def _four_bits(engine: EngineSettings) -> Any:
    if not engine.load_in_4bit:
        return None
    import torch
    from transformers import BitsAndBytesConfig

    return BitsAndBytesConfig(
        load_in_4bit=True,
        bnb_4bit_quant_type="nf4",
        bnb_4bit_use_double_quant=True,
        bnb_4bit_compute_dtype=torch.bfloat16 if engine.device == "cuda" else torch.float32,
    )


def refuse_changes(asked: Mapping[str, Any], options: Any) -> None:
    """Refuse options that do not hold what was asked: unsloth's replace some with what it thinks better, and go on.

    Raises
    ------
    ConfigurationError: with the first option that was changed.
    """
    for name, wanted in asked.items():
        held = getattr(options, name)
        # An enumeration holds a value, and a list stands for its one entry.
        plain = held[0] if isinstance(held, list) and len(held) == 1 else getattr(held, "value", held)
        if plain != wanted:
            raise ConfigurationError(
                f"the engine made {name} {plain!r} where {wanted!r} was asked for; ask for that, or use engine.kind trl"
            )


def settle_adapter(model: Any) -> None:
    """Make a new adapter what a continued one is, so that a killed run goes on to the same numbers.

    TRL adds a second adapter, "ref", to a model that comes with LoRA, as unsloth's does; a checkpoint with both is
    continued without the trained one and without a word, because transformers looks into the folder of "ref" alone.
    A fresh adapter adds nothing, so the reference is the model with its adapter off. And TRL holds the adapter of 4-bit
    weights in bfloat16, where a checkpoint is read as float32.
    """
    adapters = getattr(model, "peft_config", {})
    if "ref" in adapters:
        model.delete_adapter("ref")
    for weight in model.parameters() if adapters else ():
        if weight.requires_grad:
            weight.data = weight.data.float()


def load_for_asking(folder: Path, settings: TrainingSettings) -> Any:
    """The weights in ``folder`` on the device, for generation alone; of a checkpoint with an adapter, the merged ones.

    Unsloth's own loader under unsloth: a model loaded past it would meet layers that are rewritten for it.
    """
    engine = settings.engine
    if engine.kind == "unsloth":
        return load_unsloth(folder, engine, longest_text(settings), adapter=False, seed=0)[0]
    from transformers import AutoModelForCausalLM

    # On a card the weights are asked in the type that they are saved in; a CPU reads half the bytes a token.
    kind = "bfloat16" if engine.bfloat16 else "auto"
    # Tokens that are decoded in fixed tensors are read by the plain weights: an adapter beside them would not be seen.
    base = adapted_base(folder)
    model = merged(base, folder, kind) if base else AutoModelForCausalLM.from_pretrained(folder, dtype=kind)
    return model.to(engine.device).eval()


def decoding_for_asking(model: Any, engine: EngineSettings) -> Callable[..., Any] | None:
    """How ``load_for_asking``'s model writes: as in training; None: by transformers' loop, which draws otherwise."""
    as_trained = engine.kind == "trl" and (engine.shared_prompts or engine.device == "cuda")
    return decoding_of(model) if as_trained else None


def save_weights(trainer: Any, start: Path, folder: Path, engine: EngineSettings) -> None:
    """Write a stage's result to ``folder``/final as a plain model; an adapter lies beside it, in ``folder``/adapter."""
    if engine.lora_rank is None:
        trainer.save_model(str(folder / "final"))
        return
    trainer.save_model(str(folder / "adapter"))
    write_merged(start, folder / "adapter", folder / "final")
