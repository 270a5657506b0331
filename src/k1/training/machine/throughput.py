"""How fast a run is: seconds a step and tokens a second from its log, and decoding beside the memory's own speed."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import wraps
from pathlib import Path
from statistics import median
from typing import Any

from pydantic import JsonValue

from k1.training.engines.checkpoints import checkpoints
from k1.training.machine.memory import Device
from k1.training.machine.preflight import Shape


@dataclass(frozen=True)
class StepCost:
    """Median seconds of a step, replies' tokens a second over generating and stepping, tokens a reply.

    ``writing_seconds`` are those of a step until its rewards are asked for: the replies are written by then, and the
    reference has read them. None where that was not looked at.
    """

    step_seconds: float
    reply_tokens_per_second: float
    reply_tokens: float
    writing_seconds: float | None = None

    def figures(self) -> dict[str, JsonValue]:
        """What is known, by name, to four places."""
        return {name: round(value, 4) for name, value in asdict(self).items() if value is not None}


def step_cost(folder: Path, replies: int) -> StepCost | None:
    """The cost of a GRPO stage with ``replies`` a step, from its last checkpoint; None where none was saved.

    The first step is left out where there are others: it pays for compilation and first allocations.
    """
    saved = checkpoints(folder)
    if not saved:
        return None
    history = json.loads((saved[-1] / "trainer_state.json").read_text(encoding="utf-8"))["log_history"]
    return cost_of(history, replies)


def cost_of(history: Sequence[Mapping[str, Any]], replies: int) -> StepCost | None:
    """The cost from what TRL logged at each step."""
    steps = [entry for entry in history if "step_time" in entry and "completions/mean_length" in entry]
    steps = steps[1:] or steps
    if not steps:
        return None
    seconds = [float(entry["step_time"]) for entry in steps]
    lengths = [float(entry["completions/mean_length"]) for entry in steps]
    return StepCost(
        step_seconds=median(seconds),
        reply_tokens_per_second=sum(lengths) * replies / sum(seconds),
        reply_tokens=sum(lengths) / len(lengths),
        writing_seconds=median(float(entry["writing_time"]) for entry in steps) if "writing_time" in steps[0] else None,
    )


def _now(device: Device) -> float:
    if device == "cuda":
        import torch

        torch.cuda.synchronize()
    return time.perf_counter()


def step_clock(device: Device, tell: Callable[[list[dict[str, Any]]], None]) -> Any:
    """A callback for a trainer that tells after each step what all steps so far took, in the form of ``cost_of``.

    The time is taken here, with the card's queue emptied, and so means the same under every engine. ``watched`` makes a
    reward function tell the clock that the replies are written; of several sets of replies in a step the last counts.
    """
    from transformers import TrainerCallback

    class Clock(TrainerCallback):  # type: ignore[misc]
        def __init__(self) -> None:
            self.began = self.seconds = self.writing = 0.0
            self.steps: list[dict[str, Any]] = []

        def watched(self, reward: Callable[..., list[float]]) -> Callable[..., list[float]]:
            @wraps(reward)
            def asked(**given: Any) -> list[float]:
                self.writing = _now(device) - self.began
                return reward(**given)

            return asked

        def on_step_begin(self, *_: Any, **__: Any) -> None:
            self.began = _now(device)

        def on_step_end(self, *_: Any, **__: Any) -> None:
            self.seconds = _now(device) - self.began

        def on_log(self, args: Any, state: Any, control: Any, logs: Mapping[str, Any], **_: Any) -> None:
            if "completions/mean_length" in logs:
                self.steps = [*self.steps, {**logs, "step_time": self.seconds, "writing_time": self.writing}]
                tell(self.steps)

    return Clock()


def timed(work: Callable[[], object], device: Device) -> float:
    """Seconds that ``work`` takes, the card's queue emptied before and after."""
    began = _now(device)
    work()
    return _now(device) - began


def memory_bandwidth(device: Device, size: int) -> float:
    """Bytes a second that a copy of ``size`` bytes reads and writes, the best of five: the limit of decoding."""
    import torch

    source = torch.ones(size // 4, dtype=torch.float32, device=device)
    target = torch.empty_like(source)
    best = min(timed(lambda: target.copy_(source), device) for _ in range(5))
    return 2 * size / best


@dataclass(frozen=True)
class Decoding:
    """Greedy decoding of a batch: tokens a second over all replies, and the bytes that a step must read at least."""

    tokens_per_second: float
    replies: int
    bytes_per_step: float

    def share_of_limit(self, bandwidth: float) -> float:
        """The share of ``bandwidth``, in bytes a second, at which the weights and the cache were read."""
        return self.tokens_per_second / self.replies * self.bytes_per_step / bandwidth


def decoding(
    model: Any,
    prompts: Sequence[Sequence[int]],
    tokens: int,
    shape: Shape,
    device: Device,
    *,
    decode: Callable[..., Any] | None = None,
) -> Decoding:
    """Let ``model`` write exactly ``tokens`` after each of the equally long ``prompts``, by ``decode`` if it is given.

    A step reads all weights once, and the keys and values of what stands before: on average the prompt and half the
    reply. Both are the least that can be read; sampling and activations come on top.
    """
    import torch

    ids = torch.tensor([list(prompt) for prompt in prompts], device=device)
    given = {"input_ids": ids, "attention_mask": torch.ones_like(ids)}

    def write(count: int) -> None:
        with torch.inference_mode():
            model.generate(
                **given,
                min_new_tokens=count,
                max_new_tokens=count,
                do_sample=False,
                pad_token_id=0,
                custom_generate=decode,
            )

    write(2)
    seconds = timed(lambda: write(tokens), device)
    weights = sum(weight.numel() * weight.element_size() for weight in model.parameters())
    width = model.get_input_embeddings().weight.element_size()
    cache = ids.shape[0] * (ids.shape[1] + tokens / 2) * shape.cached * width
    return Decoding(ids.shape[0] * tokens / seconds, ids.shape[0], weights + cache)
