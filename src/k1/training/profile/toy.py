"""A profile at toy size, for a dry run on a CPU."""

from __future__ import annotations

from k1.training.profile.settings import TrainingSettings, WorldData


def toy(settings: TrainingSettings) -> TrainingSettings:
    """The same profile at toy size on the CPU, for a dry run: every stage and every option, a few small steps."""
    shape = {"hidden": 48, "layers": 2, "heads": 2, "kv_heads": 1, "head_dim": 16, "intermediate": 64}
    stage = {"accumulation": 1, "save_steps": 2}
    language, supervised, noise = (each.steps for each in (settings.language, settings.supervised, settings.noise))
    small = settings.changed(
        model={"folder": None, "package": None, "vocabulary": 512, "positions": 1024, **shape},
        language={"steps": min(4, language), "batch": 2, "length": 32, "folders": (), **stage},
        supervised={"steps": min(4, supervised), "batch": 4, **stage},
        noise={"steps": min(2, noise)},
        grpo={"steps": 4, "prompts": 2, "generations": 4, "accumulation": 2, "rounds": 1, "reply_tokens": 16}
        | {"save_steps": 2},
        engine={"device": "cpu", "lora_rank": 2 if settings.engine.lora_rank else None, "vllm": False},
    )
    own = {"data": WorldData(train=64, held_out=8), "prompt_tokens": 1024, "samples": 2, "draws": 1}
    return small.model_copy(update=own)
