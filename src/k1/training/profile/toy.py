"""A profile at toy size, for a dry run on a CPU."""

from __future__ import annotations

from k1.training.profile.settings import TrainingSettings, WorldData


def toy(settings: TrainingSettings) -> TrainingSettings:
    """The same profile at toy size on the CPU, for a dry run: every stage and every option, a few small steps."""
    small = {"hidden": 48, "layers": 2, "heads": 2, "kv_heads": 1, "head_dim": 16, "intermediate": 64}
    stages = {
        "data": WorldData(train=64, held_out=8),
        "prompt_tokens": 1024,
        "model": settings.model.model_copy(
            update={"folder": None, "package": None, "vocabulary": 512, "positions": 1024, **small}
        ),
        "language": settings.language.model_copy(
            update={"steps": min(4, settings.language.steps), "batch": 2, "accumulation": 1, "save_steps": 2}
            | {"length": 32, "folders": ()}
        ),
        "supervised": settings.supervised.model_copy(
            update={"steps": min(4, settings.supervised.steps), "batch": 4, "accumulation": 1, "save_steps": 2}
        ),
        "noise": settings.noise.model_copy(update={"steps": min(2, settings.noise.steps)}),
        "grpo": settings.grpo.model_copy(
            update={"steps": 4, "prompts": 2, "generations": 4, "accumulation": 2, "rounds": 1}
            | {"reply_tokens": 16, "save_steps": 2}
        ),
        "engine": settings.engine.model_copy(
            update={"device": "cpu", "lora_rank": 2 if settings.engine.lora_rank else None, "vllm": False}
        ),
        "samples": 2,
        "draws": 1,
    }
    return settings.model_copy(update=stages)
