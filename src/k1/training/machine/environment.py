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
}


def prepare_environment() -> None:
    """Set what is not set yet: no network, no statistics calls, no progress bars, one thread a process.

    Variables alone: an import of transformers here would come before that of unsloth, which must be first.
    """
    for name, value in _VARIABLES.items():
        os.environ.setdefault(name, value)
