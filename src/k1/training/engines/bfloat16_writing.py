"""Replies written by a plain copy in bfloat16 of the model that is trained.

A token that is written costs a pass through the model, and most of that is launching small operations: under autocast a
conversion of every weight, with LoRA two products more for every layer. The copy has neither.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Any

from k1.training.engines.fixed_decoding import decoding_of


def write_in_bfloat16(model: Any) -> None:
    """Let ``model`` write its replies through a copy in bfloat16, brought up to date at each call.

    The weights of an adapter are added to those that it adapts, rounded once. Call it before a trainer wraps the
    model's own way forward.
    """
    import torch

    adapted = hasattr(model, "peft_config")
    copied = deepcopy(model)
    writer = (copied.merge_and_unload() if adapted else copied).to(torch.bfloat16).eval()
    update = _merged(model, writer) if adapted else _copied(model, writer)
    decode = decoding_of(writer)

    def generate(*given: Any, **named: Any) -> Any:
        with torch.no_grad():
            update()
        # Trainers put the options of a run in place of those that came with the weights.
        writer.generation_config = model.generation_config
        return writer.generate(*given, custom_generate=decode, **named)

    model.generate = generate


def _copied(model: Any, writer: Any) -> Callable[[], None]:
    """What copies every weight of ``model``."""

    def update() -> None:
        for held, trained in zip(writer.parameters(), model.parameters(), strict=True):
            held.copy_(trained)

    return update


def _merged(model: Any, writer: Any) -> Callable[[], None]:
    """What adds the adapter of ``model`` to the layers that it adapts; the other weights never change."""
    from peft.tuners.lora import LoraLayer

    base = model.get_base_model()
    layers = [
        (writer.get_submodule(name), layer) for name, layer in base.named_modules() if isinstance(layer, LoraLayer)
    ]

    def update() -> None:
        for held, layer in layers:
            [adapter] = layer.active_adapters
            held.weight.copy_(layer.base_layer.weight + layer.get_delta_weight(adapter))

    return update
