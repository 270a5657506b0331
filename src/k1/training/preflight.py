"""Whether a run fits the card, asked before its first step: the predicted peak, and the setting to change if not.

An estimate from shapes, on the safe side: weights, gradients, AdamW's two moments in float32, the frozen reference,
the activations of one part of the batch, its logits, the key-value cache of generation. Nothing is loaded for it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from k1.errors import K1Error
from k1.training.settings import ModelSettings, TrainingSettings

GIB = 1024**3
_SLACK = 1.1
"""Share for the allocator's gaps and the libraries' own buffers."""

_OUTSIDE = 1.0 * GIB
"""What a CUDA context and its libraries take, in bytes."""


class MemoryPreflightError(K1Error):
    """The run would not fit; the message names the setting to change."""


@dataclass(frozen=True)
class Shape:
    """What memory depends on."""

    vocabulary: int
    hidden: int
    layers: int
    heads: int
    kv_heads: int
    head_dim: int
    intermediate: int

    @property
    def parameters(self) -> int:
        """The number of weights of a Qwen3 with tied embeddings."""
        attention = self.hidden * self.head_dim * (2 * self.heads + 2 * self.kv_heads) + 2 * self.head_dim
        layer = attention + 3 * self.hidden * self.intermediate + 2 * self.hidden
        return self.vocabulary * self.hidden + self.layers * layer + self.hidden

    def lora_parameters(self, rank: int) -> int:
        """The number of weights that LoRA adds to all linear layers."""
        q, kv = self.heads * self.head_dim, self.kv_heads * self.head_dim
        ends = 2 * (self.hidden + q) + 2 * (self.hidden + kv) + 3 * (self.hidden + self.intermediate)
        return self.layers * rank * ends


def shape_of(settings: ModelSettings) -> Shape:
    """The shape from the configuration, or from ``config.json`` in the folder of existing weights."""
    if settings.folder is None:
        return Shape(
            settings.vocabulary,
            settings.hidden,
            settings.layers,
            settings.heads,
            settings.kv_heads,
            settings.head_dim,
            settings.intermediate,
        )
    path = Path(settings.folder) / "config.json"
    if not path.is_file():
        raise MemoryPreflightError(f"{path}: no such file; model.folder must hold a model")
    config = json.loads(path.read_text(encoding="utf-8"))
    names = ("vocab_size", "hidden_size", "num_hidden_layers", "num_attention_heads", "num_key_value_heads")
    return Shape(*(int(config[name]) for name in (*names, "head_dim", "intermediate_size")))


@dataclass(frozen=True)
class Forecast:
    """The predicted peak by part, in bytes."""

    weights: float
    gradients: float
    optimiser: float
    reference: float
    activations: float
    logits: float
    cache: float

    @property
    def peak(self) -> float:
        """The larger of generating and stepping, with slack."""
        resident = self.weights + self.reference + self.optimiser
        stepping = self.gradients + self.activations + self.logits
        return (resident + max(stepping, self.cache)) * _SLACK + _OUTSIDE


def forecast(settings: TrainingSettings) -> Forecast:
    """The predicted peak of the GRPO stage."""
    shape, engine, grpo = shape_of(settings.model), settings.engine, settings.grpo
    trained = shape.parameters if engine.lora_rank is None else shape.lora_parameters(engine.lora_rank)
    replies = grpo.prompts * grpo.generations / grpo.accumulation
    tokens = replies * (settings.model.positions if settings.prompt == "short" else settings.prompt_tokens)
    tokens += replies * grpo.reply_tokens
    width = 2.0 if engine.device == "cuda" else 4.0
    base = shape.parameters * width
    # Kept per token and layer: about 34 hidden-wide values in full, one with checkpointing (Korthikanti et al. 2022).
    kept = shape.hidden * (2 if engine.gradient_checkpointing else 34) * shape.layers
    full_replies = grpo.prompts * grpo.generations
    return Forecast(
        weights=base + (0.0 if engine.lora_rank is None else trained * 4.0),
        gradients=trained * 4.0,
        optimiser=trained * 8.0 + (trained * 4.0 if engine.device == "cuda" and engine.lora_rank is None else 0.0),
        reference=base if grpo.beta > 0 and engine.lora_rank is None else 0.0,
        activations=tokens * kept * width / 2,
        logits=replies * grpo.reply_tokens * shape.vocabulary * 4.0 * 2,
        cache=full_replies * (tokens / replies) * shape.layers * shape.kv_heads * shape.head_dim * 2 * width,
    )


def check_memory(settings: TrainingSettings, available: float) -> Forecast:
    """The forecast, if it fits ``available`` bytes.

    Raises
    ------
    MemoryPreflightError: with the part that is largest and the setting that makes it smaller.
    """
    found = forecast(settings)
    if found.peak <= available:
        return found
    parts = {
        "activations and logits": (found.activations + found.logits, _smaller_step(settings)),
        "gradients and optimiser": (found.gradients + found.optimiser, "set engine.lora_rank"),
        "weights and reference": (found.weights + found.reference, "set grpo.beta to 0, or take a smaller model"),
        "key-value cache": (found.cache, "lower grpo.prompts, grpo.generations or grpo.reply_tokens"),
    }
    name, (size, remedy) = max(parts.items(), key=lambda part: part[1][0])
    raise MemoryPreflightError(
        f"predicted peak {found.peak / GIB:.1f} GiB, available {available / GIB:.1f} GiB; "
        f"the largest part is {name} with {size / GIB:.1f} GiB: {remedy}"
    )


def _smaller_step(settings: TrainingSettings) -> str:
    if not settings.engine.gradient_checkpointing:
        return "set engine.gradient_checkpointing, or raise grpo.accumulation"
    return "raise grpo.accumulation"
