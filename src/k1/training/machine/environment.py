"""The environment variables that keep training on this machine, and quiet. Set before torch is imported."""

from __future__ import annotations

import os

_VARIABLES = {
    "HF_HUB_OFFLINE": "1",
    "HF_DATASETS_DISABLE_PROGRESS_BARS": "1",
    "HF_HUB_DISABLE_PROGRESS_BARS": "1",
    "TRANSFORMERS_NO_ADVISORY_WARNINGS": "1",
    "TRANSFORMERS_VERBOSITY": "error",
    "TOKENIZERS_PARALLELISM": "false",
    "UNSLOTH_DISABLE_STATISTICS": "1",
    "OMP_NUM_THREADS": "1",
    # A cache that grows by a token a step would leave the card in pieces. Torch before 2.10 does not read this name.
    "PYTORCH_ALLOC_CONF": "expandable_segments:True",
    "CUDA_VISIBLE_DEVICES": "0",
}


def prepare_environment() -> None:
    """Set what is not set yet: no network, no statistics calls, no progress bars, one thread a process, one card.

    Of several cards the first is kept: the trainers would spread a batch over all, and change its size without a word.
    Variables alone: an import of transformers here would come before that of unsloth, which must be first.
    """
    for name, value in _VARIABLES.items():
        os.environ.setdefault(name, value)
    os.environ["CUDA_VISIBLE_DEVICES"] = os.environ["CUDA_VISIBLE_DEVICES"].split(",")[0]
