"""GRPO through TRL: the paper's loss in TRL's options, our reward, checks at every logged step.

What stays different from agents-k1 2.4 (TRL 1.14.2): advantages divide by the sample deviation plus 1e-4, not by the
population deviation plus 1e-6, and so are 0.935 times as large for eight replies; the KL estimate k3 is not clamped;
ratios are per token, as the specification chose, where the paper writes a ratio per reply.
"""

from __future__ import annotations

import math
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from statistics import fmean
from typing import Any

from k1.models.instances import Instance
from k1.training.data.building import even_tasks
from k1.training.data.replies import question
from k1.training.engines.bfloat16_writing import write_in_bfloat16
from k1.training.engines.checkpoints import keep_few, train_to_end
from k1.training.engines.engine import load_policy, refuse_changes, save_weights, settle_adapter
from k1.training.engines.epoch_order import settle_order
from k1.training.engines.shared_prompts import share_prompts
from k1.training.engines.shrinking_batch import decode_unfinished
from k1.training.machine.progress import show_progress
from k1.training.measuring.scoring import faded, relaxed_f1, step_rewards
from k1.training.profile.settings import GrpoSettings, RewardSettings, TrainingSettings
from k1.training.stages.alarms import TrainingAlarmError, alarm, check_steps, stalled
from k1.training.stages.arguments import common_arguments
from k1.training.stages.log import LogRow, log_rows


def loss_arguments(stage: GrpoSettings) -> dict[str, Any]:
    """TRL's options for the paper's loss: KL on and plain, tokens averaged over the batch, ratios per token."""
    return {
        "num_generations": stage.generations,
        "num_iterations": stage.iterations,
        "beta": stage.beta,
        "use_bias_correction_kl": False,
        "epsilon": stage.clip,
        "epsilon_high": stage.clip if stage.clip_high is None else stage.clip_high,
        "loss_type": stage.loss,
        "scale_rewards": stage.scale,
        "importance_sampling_level": stage.ratio,
        "mask_truncated_completions": False,
    }


def grpo_arguments(settings: TrainingSettings, folder: Path, seed: int) -> dict[str, Any]:
    """TRL's options for a run: the loss, how replies are drawn, the optimiser, and the engine."""
    stage, engine = settings.grpo, settings.engine
    return {
        **common_arguments(stage, engine, folder, seed),
        **loss_arguments(stage),
        "per_device_train_batch_size": stage.replies // stage.accumulation,
        "steps_per_generation": stage.accumulation // stage.rounds,
        "max_completion_length": stage.reply_tokens,
        "temperature": stage.temperature,
        "top_p": stage.top_p,
        "top_k": 0,
        "lr_scheduler_type": stage.schedule,
        "logging_steps": 1,
        "use_vllm": engine.vllm,
        "vllm_mode": "colocate",
        "vllm_gpu_memory_utilization": engine.vllm_memory,
        "vllm_importance_sampling_correction": True,
    }


def reward_function(instances: Sequence[Instance], settings: RewardSettings) -> Callable[..., list[float]]:
    """The reward as TRL calls it: one number a reply, its terms into the log. Column ``row`` names the instance."""

    def rule_reward(
        completions: Sequence[Any],
        row: Sequence[int],
        trainer_state: Any = None,
        log_metric: Any = None,
        **_: Any,
    ) -> list[float]:
        texts = [text if isinstance(text, str) else str(text[0]["content"]) for text in completions]
        asked = [instances[index] for index in row]
        now = faded(settings, 0.0 if trainer_state is None else trainer_state.global_step / trainer_state.max_steps)
        terms = step_rewards(texts, asked, now)
        if log_metric is not None:
            log_metric("terms/format", fmean(term.format for term in terms))
            log_metric("terms/json", fmean(term.json for term in terms))
            log_metric("terms/f1", fmean(term.f1 for term in terms))
            log_metric("terms/relaxed_f1", relaxed_f1(texts, asked))
            log_metric("terms/zero_spread", zero_spread([term.total for term in terms], row))
        return _finite([term.total for term in terms])

    return rule_reward


def zero_spread(rewards: Sequence[float], row: Sequence[int]) -> float:
    """The share of questions, named by ``row``, to which all replies earn the same: they teach nothing.

    TRL's own share compares with what advantages are divided by, which under ``grpo.scale: batch`` is no group's.
    """
    earned: dict[int, set[float]] = defaultdict(set)
    for reward, number in zip(rewards, row, strict=True):
        earned[number].add(reward)
    return fmean(len(different) == 1 for different in earned.values())


def _finite(rewards: list[float]) -> list[float]:
    # TRL turns a reward that is no number into loss 0 without a word.
    if not all(map(math.isfinite, rewards)):
        raise TrainingAlarmError("a reward is not a finite number: check the weights of the reward")
    return rewards


def train_grpo(
    start: Path, instances: Sequence[Instance], settings: TrainingSettings, folder: Path, seed: int
) -> list[LogRow]:
    """Train from the weights in ``start``; the result lies in ``folder``/final. Continues from a checkpoint there.

    ``start`` must be the folder of the supervised weights, also for a continuation: the reference model of the KL
    term is read from it again. Returns the log, the steps before a continuation included.

    Raises
    ------
    TrainingAlarmError: the run cannot lead anywhere, with the setting to change.
    """
    trainer = grpo_trainer(start, instances, settings, folder, seed)
    keep_few(trainer, folder, settings.grpo.steps)
    train_to_end(trainer, folder, settings.grpo.steps)
    rows = log_rows("grpo", trainer.state.log_history)
    if found := alarm(rows, settings.alarms, settings.reward.best):
        raise TrainingAlarmError(found)
    ended = stalled(rows, settings.alarms) or (settings.grpo.minutes is not None and bool(rows))
    check_steps(trainer.state.global_step, settings.grpo.steps, stopped=ended)
    save_weights(trainer, start, folder, settings.engine)
    return rows


def grpo_trainer(
    start: Path, instances: Sequence[Instance], settings: TrainingSettings, folder: Path, seed: int
) -> Any:
    """TRL's trainer, set up and not yet run."""
    policy = load_policy(start, settings, seed)
    from datasets import Dataset
    from trl import GRPOConfig, GRPOTrainer

    asked = grpo_arguments(settings, folder, seed)
    options = GRPOConfig(**asked, **policy.arguments)
    refuse_changes(asked, options)
    if settings.grpo.even_tasks:
        instances = even_tasks(instances, seed)
    rows = [{"prompt": question(item, settings), "row": index} for index, item in enumerate(instances)]
    trainer = GRPOTrainer(
        policy.model,
        reward_funcs=reward_function(instances, settings.reward),
        args=options,
        train_dataset=Dataset.from_list(rows),
        processing_class=policy.tokenizer,
        **policy.trainer,
    )
    settle_adapter(trainer.model)
    settle_order(trainer, seed)
    if settings.engine.writes_by_copy:
        write_in_bfloat16(trainer.model)
    elif settings.engine.shared_prompts:
        trainer.model.generate = partial(trainer.model.generate, custom_generate=decode_unfinished)
    if settings.engine.shared_prompts:
        share_prompts(trainer)
    trainer.add_callback(_watch(settings))
    show_progress(trainer, "GRPO")
    return trainer


def _watch(settings: TrainingSettings) -> Any:
    """A callback that stops the run at an alarm, when the reward no longer rises, or when its time is over."""
    from transformers import TrainerCallback

    seconds = math.inf if settings.grpo.minutes is None else 60 * settings.grpo.minutes

    class Watch(TrainerCallback):  # type: ignore[misc]
        def on_train_begin(self, *_: Any, **__: Any) -> None:
            self.end = time.monotonic() + seconds

        def on_log(self, args: Any, state: Any, control: Any, **_: Any) -> None:
            rows = log_rows("grpo", state.log_history)
            found = alarm(rows, settings.alarms, settings.reward.best)
            if found or stalled(rows, settings.alarms) or time.monotonic() > self.end:
                control.should_training_stop = True

    return Watch()
