"""Whether a run fits the card, asked before its first step: the predicted peak, and the setting to change if not.

An estimate from shapes, on the safe side: weights, gradients, AdamW's two moments in float32, the frozen reference,
the activations of one part of the batch, its logits, the key-value cache of generation. Nothing is loaded for it.
A test holds it to measured peaks on a CPU, where it is calibrated; on an H200 it was 1.06 to 1.38 times six measured
ones (docs/gpu.md). It counts unsloth as plain TRL with LoRA, which needs more.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from k1.errors import K1Error
from k1.training.profile.settings import EngineSettings, ModelSettings, TrainingSettings

GIB = 1024**3
_SLACK = 1.1
"""Share for the allocator's gaps."""

OUTSIDE = {"cuda": 1.0 * GIB, "cpu": 64 * 2**20}
"""Bytes that no shape explains: the CUDA context and its libraries; scratch space of the CPU's kernels."""

_FOUR_BITS = 4.127 / 8
"""Bytes a weight in NF4: 4 bits, a scale of 8 bits for each 64 weights, and their own scales (Dettmers et al. 2023)."""

_LOGIT = {"cuda": 12.0, "cpu": 16.0}
"""Bytes a logit at the peak of a step: itself, its float32 copy, the gradients of both."""

_ADAPTED = 1.4
"""What LoRA through PEFT adds to the activations, as a factor: each adapted layer keeps a second way through it."""


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
    tied: bool = field(default=True, kw_only=True)

    @property
    def linear(self) -> int:
        """The number of weights in linear layers: those that LoRA adapts and that 4 bits round."""
        attention = self.hidden * self.head_dim * (2 * self.heads + 2 * self.kv_heads)
        return self.layers * (attention + 3 * self.hidden * self.intermediate)

    @property
    def parameters(self) -> int:
        """The number of weights of a Qwen3; where embeddings are not tied, with those of the output as well."""
        norms = self.layers * (2 * self.head_dim + 2 * self.hidden) + self.hidden
        return (1 if self.tied else 2) * self.vocabulary * self.hidden + self.linear + norms

    @property
    def kept(self) -> int:
        """Numbers that one layer keeps of one token for the backward pass: norms, attention, gate, product."""
        q, kv = self.heads * self.head_dim, self.kv_heads * self.head_dim
        return 6 * self.hidden + 5 * q + 5 * kv + 4 * self.intermediate

    @property
    def cached(self) -> int:
        """Numbers of the key-value cache for one token."""
        return 2 * self.layers * self.kv_heads * self.head_dim

    @property
    def attended(self) -> int:
        """Numbers for one token while a layer attends to its cache: a copy grown by a token, and one for every head.

        transformers repeats keys and values for the query heads wherever there is a mask, as texts of unequal length
        have one, and joins the new token to the old ones in a new place. Where K1 writes, nothing is repeated.
        """
        return 2 * (self.heads + self.kv_heads) * self.head_dim

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
    # A Llama's file may leave it out, or say that there is none.
    config["head_dim"] = config.get("head_dim") or config["hidden_size"] // config["num_attention_heads"]
    names = ("vocab_size", "hidden_size", "num_hidden_layers", "num_attention_heads", "num_key_value_heads")
    numbers = (int(config[name]) for name in (*names, "head_dim", "intermediate_size"))
    return Shape(*numbers, tied=bool(config.get("tie_word_embeddings", False)))


@dataclass(frozen=True)
class Forecast:
    """The predicted peak of one stage by part, in bytes. ``remedy`` names the setting that makes a step smaller."""

    weights: float
    gradients: float
    optimiser: float
    reference: float
    activations: float
    logits: float
    cache: float
    outside: float
    remedy: str

    @property
    def peak(self) -> float:
        """The larger of generating and stepping, with slack."""
        resident = self.weights + self.reference + self.optimiser
        stepping = self.gradients + self.activations + self.logits
        return (resident + max(stepping, self.cache)) * _SLACK + self.outside


@dataclass(frozen=True)
class _Step:
    """What one forward and backward pass holds: texts, tokens of each, those of them that have logits.

    ``borrowed`` are tokens of a shared prompt, of which a text keeps the keys and values alone.
    """

    texts: float
    tokens: float
    scored: int
    borrowed: int = 0


def forecast(settings: TrainingSettings) -> Forecast:
    """The predicted peak of the GRPO stage."""
    shape, engine, grpo = shape_of(settings.model), settings.engine, settings.grpo
    found = _stage(settings, _learning(settings), "raise grpo.accumulation")
    width, longest = _width(engine), settings.longest_prompt + grpo.reply_tokens
    # Written in rounds: the cache of one round, and what sampling makes of its last logits.
    cache = grpo.replies / grpo.rounds * (longest * (shape.cached + shape.attended) * width + shape.vocabulary * 12.0)
    keeps_reference = grpo.beta > 0 and engine.lora_rank is None
    copy = shape.parameters * 2.0 if engine.writes_by_copy else 0.0
    return replace(
        found,
        reference=(shape.parameters * width if keeps_reference else 0.0) + copy,
        cache=0.0 if engine.vllm else cache,
    )


def _learning(settings: TrainingSettings) -> _Step:
    """One part of a GRPO step."""
    grpo, prompt = settings.grpo, settings.longest_prompt
    texts = grpo.replies / grpo.accumulation
    if not settings.engine.shared_prompts:
        return _Step(texts, prompt + grpo.reply_tokens, grpo.reply_tokens)
    # Replies are mixed before they are parted: as many prompts may stand in one part as it has replies.
    computed = prompt * min(grpo.prompts, texts) / texts
    return _Step(texts, computed + grpo.reply_tokens, grpo.reply_tokens, prompt)


def forecasts(settings: TrainingSettings) -> dict[str, Forecast]:
    """The predicted peak of each stage that the settings ask for."""
    taught = {
        "language": (settings.language, settings.language.length),
        "supervised": (settings.supervised, settings.model.positions),
    }
    found = {
        name: _stage(settings, _Step(stage.batch / stage.accumulation, length, length), f"raise {name}.accumulation")
        for name, (stage, length) in taught.items()
        if stage.steps
    }
    return found | {"grpo": forecast(settings)}


def _width(engine: EngineSettings) -> float:
    """Bytes a frozen weight, or a number of its cache; weights that are trained stay in float32."""
    return 2.0 if engine.lora_rank is not None and (engine.device == "cuda" or engine.kind == "unsloth") else 4.0


def _stage(settings: TrainingSettings, step: _Step, remedy: str) -> Forecast:
    shape, engine = shape_of(settings.model), settings.engine
    adapter = 0 if engine.lora_rank is None else shape.lora_parameters(engine.lora_rank)
    trained = adapter or shape.parameters
    base = shape.parameters * _width(engine)
    if engine.load_in_4bit:
        base -= shape.linear * (_width(engine) - _FOUR_BITS)
    if engine.device == "cuda" and not adapter:
        base += shape.linear * 2.0  # autocast keeps a copy of the weights in bfloat16
    number = 2.0 if engine.device == "cuda" else 4.0
    layers = 1 if engine.gradient_checkpointing else shape.layers
    inputs = shape.hidden * shape.layers if engine.gradient_checkpointing else 0
    kept = shape.kept * layers * (_ADAPTED if adapter else 1.0) + inputs
    may_recompute = not (engine.gradient_checkpointing or engine.shared_prompts)
    return Forecast(
        weights=base + adapter * 4.0,
        gradients=trained * 4.0,
        optimiser=trained * 8.0,
        reference=0.0,
        activations=step.texts * (step.tokens * kept + step.borrowed * shape.attended * layers) * number,
        logits=step.texts * step.scored * shape.vocabulary * _LOGIT[engine.device],
        cache=0.0,
        outside=OUTSIDE[engine.device],
        remedy=f"set engine.gradient_checkpointing, or {remedy}" if may_recompute else remedy,
    )


def check_memory(settings: TrainingSettings, available: float) -> Forecast:
    """The forecast of the stage that needs most, if all fit ``available`` bytes.

    Raises
    ------
    MemoryPreflightError: with the stage, the part that is largest and the setting that makes it smaller.
    """
    room = available * (1 - settings.engine.vllm_memory) if settings.engine.vllm else available
    stage, found = max(forecasts(settings).items(), key=lambda item: item[1].peak)
    if found.peak <= room:
        return found
    parts = {
        "activations and logits": (found.activations + found.logits, found.remedy),
        "gradients and optimiser": (found.gradients + found.optimiser, "set engine.lora_rank"),
        "weights and reference": (found.weights + found.reference, _smaller_weights(settings)),
        "key-value cache": (found.cache, _smaller_cache(settings)),
    }
    name, (size, remedy) = max(parts.items(), key=lambda part: part[1][0])
    raise MemoryPreflightError(
        f"{stage}: predicted peak {found.peak / GIB:.1f} GiB, available {room / GIB:.1f} GiB; "
        f"the largest part is {name} with {size / GIB:.1f} GiB: {remedy}"
    )


def largest_peak(settings: TrainingSettings) -> float:
    """The predicted peak of the stage that needs most, in bytes."""
    return max(found.peak for found in forecasts(settings).values())


def check_together(each: Sequence[float], at_once: int, available: float) -> None:
    """Refuse ``at_once`` runs beside each other, ``each`` of one peak, if the largest do not fit ``available`` bytes.

    Raises
    ------
    MemoryPreflightError: with the number of jobs that fit.
    """
    peaks = sorted(each, reverse=True)
    needed = sum(peaks[:at_once])
    if needed <= available:
        return
    fitting = max((number for number in range(len(peaks)) if sum(peaks[:number]) <= available), default=0)
    raise MemoryPreflightError(
        f"{min(at_once, len(peaks))} runs beside each other, of {peaks[0] / GIB:.1f} GiB at most, need "
        f"{needed / GIB:.1f} GiB, available {available / GIB:.1f} GiB: --jobs {max(1, fitting)}"
    )


def _smaller_cache(settings: TrainingSettings) -> str:
    scaled_at_once = settings.grpo.scale == "batch" or settings.reward.f1_of == "step"
    rounds = "" if scaled_at_once or settings.grpo.iterations > 1 else "raise grpo.rounds, or "
    return f"{rounds}lower grpo.generations or grpo.reply_tokens"


def _smaller_weights(settings: TrainingSettings) -> str:
    if settings.engine.lora_rank is None:
        return "set engine.lora_rank, which also needs no reference model"
    return "take a smaller model" if settings.engine.load_in_4bit else "set engine.load_in_4bit"
