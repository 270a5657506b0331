"""How fast a card writes replies, by three ways of decoding, and how fast it takes GRPO steps, by two settings.

    python benchmarks/card.py [--toy] [--no-steps]

Decoding: weights drawn at random in the shapes of SmolLM2-135M and Qwen3-4B, bfloat16, each reply of exactly as many
tokens as are asked for; tokens a second, milliseconds a token of all replies, and the share of the speed of a copy at
which weights and cache are read. `agree` is the share of greedy tokens, in float32, on which the graph and the
shrinking batch agree. Steps: config/smollm2-gpu.yaml on made-up sentences, seconds of each of five steps. `--toy`
rehearses all of it on a CPU.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable
from dataclasses import astuple, replace
from pathlib import Path
from typing import Any

import torch
from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedModel, Qwen3Config, Qwen3ForCausalLM

from k1.training.data.world import make_world
from k1.training.engines.fixed_decoding import FixedDecoding
from k1.training.engines.shrinking_batch import decode_unfinished
from k1.training.engines.small_model import start_folder
from k1.training.machine.environment import prepare_environment
from k1.training.machine.memory import Device, release
from k1.training.machine.preflight import GIB, Shape
from k1.training.machine.throughput import decoding, memory_bandwidth, step_clock
from k1.training.profile.configuration import load_settings
from k1.training.profile.settings import TrainingSettings, WorldData
from k1.training.stages.grpo import grpo_trainer

SMALL = Shape(49152, 576, 30, 9, 3, 64, 1536)
LARGE = Shape(151936, 2560, 36, 32, 8, 128, 9728)
NAMES = ("vocab_size", "hidden_size", "num_hidden_layers", "num_attention_heads", "num_key_value_heads", "head_dim")
PROMPT = 64
KINDS = {"SmolLM2": (LlamaForCausalLM, LlamaConfig, SMALL), "Qwen3-4B": (Qwen3ForCausalLM, Qwen3Config, LARGE)}
WORK = {"SmolLM2": ((256, 96),), "Qwen3-4B": ((64, 256), (8, 512))}
"""Replies and tokens of each; where nothing is captured in a graph, an eighth of the tokens are written."""


def random_model(name: str, shape: Shape, device: Device) -> PreTrainedModel:
    """Weights drawn at random on the device, in float32."""
    model, config, _ = KINDS[name]
    given = dict(zip((*NAMES, "intermediate_size"), astuple(shape)[:7], strict=True), tie_word_embeddings=True)
    torch.manual_seed(1)
    with torch.device(device):
        return model(config(**given)).eval()


def agreement(model: PreTrainedModel, fixed: Callable[..., Any], device: Device) -> float:
    """The share of greedy tokens on which both ways agree, 48 of each of 32 replies; one prompt is padded."""
    ids = torch.randint(5, 900, (4, 40), generator=torch.Generator().manual_seed(1)).repeat_interleave(8, 0).to(device)
    mask = torch.ones_like(ids)
    mask[8:16, :10] = 0
    how = {"max_new_tokens": 48, "min_new_tokens": 48, "do_sample": False, "pad_token_id": 0}
    with torch.inference_mode():
        one, other = (
            model.generate(input_ids=ids, attention_mask=mask, custom_generate=method, **how)
            for method in (decode_unfinished, fixed)
        )
    return float((one == other)[:, 40:].float().mean())


def print_decoding(name: str, shape: Shape, work: tuple[tuple[int, int], ...], device: Device) -> None:
    """A line for each way of decoding and amount of work."""
    model = random_model(name, shape, device)
    for kind in (torch.float32, torch.bfloat16):
        model = model.to(kind)
        print(f"{name}, {kind}: agree {agreement(model, FixedDecoding(model).decode, device):.4f}", flush=True)
    bandwidth = memory_bandwidth(device, GIB if device == "cuda" else GIB // 64)
    methods = (
        ("transformers", None, 8),
        ("shrinking", decode_unfinished, 8),
        ("fixed", FixedDecoding(model).decode, 1),
    )
    for replies, tokens in work:
        prompts = [range(5, 5 + PROMPT)] * replies
        for label, method, share in methods:
            found = decoding(model, prompts, max(2, tokens // share), shape, device, decode=method)
            print(
                f"{name}, {replies} replies of {max(2, tokens // share)} tokens, {label}: "
                f"{found.tokens_per_second:.0f} tokens/s, {1000 * replies / found.tokens_per_second:.2f} ms, "
                f"{found.share_of_limit(bandwidth):.3f} of {bandwidth / 1e9:.0f} GB/s",
                flush=True,
            )
    del model, methods
    release(device)


def print_steps(settings: TrainingSettings, folder: Path) -> None:
    """A line for each way of learning: five steps from the packaged weights."""
    world = make_world(256, "train", 1)
    start = start_folder(world, settings, folder / "start", 1, ())
    for accumulation, shared in ((8, False), (2, False), (2, True)):
        changed = settings.changed(engine={"shared_prompts": shared}, grpo={"accumulation": accumulation, "steps": 5})
        trainer = grpo_trainer(start, world, changed, folder, 1)
        trainer.args.save_strategy = "no"
        seen: list[list[dict[str, Any]]] = []
        clock = step_clock(settings.engine.device, seen.append)
        trainer.add_callback(clock)
        trainer.reward_funcs = [clock.watched(reward) for reward in trainer.reward_funcs]
        trainer.train()
        steps = ", ".join(f"{step['step_time']:.2f} ({step['writing_time']:.2f} writing)" for step in seen[-1])
        print(f"{accumulation} parts, shared prompts {shared}: {steps} s", flush=True)
        del trainer
        release(settings.engine.device)


def main(*, toy: bool, steps: bool) -> None:
    """Print all of it."""
    prepare_environment()
    device: Device = "cpu" if toy else "cuda"
    for name, work in WORK.items():
        *_, shape = KINDS[name]
        shape = replace(shape, vocabulary=999, hidden=576, layers=2, intermediate=64) if toy else shape
        print_decoding(name, shape, ((4, 8),) if toy else work, device)
    if not steps:
        return
    settings = load_settings(Path("config/smollm2-gpu.yaml")).model_copy(update={"data": WorldData()})
    if toy:
        small = {"prompts": 4, "generations": 2, "reply_tokens": 12}
        settings = settings.changed(grpo=small, engine={"device": "cpu", "bfloat16": False})
    with tempfile.TemporaryDirectory() as folder:
        print_steps(settings, Path(folder))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--toy", action="store_true")
    parser.add_argument("--no-steps", dest="steps", action="store_false")
    given = parser.parse_args()
    main(toy=given.toy, steps=given.steps)
