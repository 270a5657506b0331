"""The options that trainers of transformers and TRL are given in every stage, and where texts are learnt from."""

from __future__ import annotations

from importlib.util import find_spec
from math import gcd
from pathlib import Path
from typing import Any

from k1.training.profile.settings import EngineSettings, GrpoSettings, SupervisedSettings


def common_arguments(
    stage: SupervisedSettings | GrpoSettings, engine: EngineSettings, folder: Path, seed: int
) -> dict[str, Any]:
    """What a stage of either kind asks of its trainer: optimiser, steps, checkpoints in ``folder``, device, seed."""
    return {
        # Said outright, because unsloth has other defaults for them on a GPU: AdamW in 8 bits, a decay of 0.001.
        "optim": "adamw_torch_fused",
        "weight_decay": 0.0,
        # Lets a loss that is no number be seen; TRL's default would log the mean of the others in its place.
        "logging_nan_inf_filter": False,
        "output_dir": str(folder),
        "max_steps": stage.steps,
        "gradient_accumulation_steps": stage.accumulation,
        "learning_rate": stage.learning_rate,
        "warmup_steps": round(stage.warmup * stage.steps),
        "save_steps": stage.save_steps,
        "bf16": engine.computes_in_bfloat16,
        "use_cpu": engine.device == "cpu",
        "gradient_checkpointing": engine.gradient_checkpointing,
        "dataloader_pin_memory": engine.device == "cuda",
        # TensorBoard, or nowhere on a machine without it, which TRL would refuse to run on.
        "report_to": "none" if find_spec("tensorboard") is None else "tensorboard",
        "disable_tqdm": True,
        "seed": seed,
        "data_seed": seed,
    }


def text_arguments(stage: SupervisedSettings, engine: EngineSettings, folder: Path, seed: int) -> dict[str, Any]:
    """The trainers' options for a stage that learns from given texts."""
    return {
        **common_arguments(stage, engine, folder, seed),
        "per_device_train_batch_size": stage.batch // stage.accumulation,
        "lr_scheduler_type": "linear",
        "adam_beta2": 0.95,
        "save_total_limit": 2,
        "train_sampling_strategy": stage.sampling,
        # A divisor of save_steps: a logged loss is a mean since the last one, and a continuation starts that mean anew.
        "logging_steps": max(1, min(stage.steps, gcd(10, stage.save_steps))),
    }
