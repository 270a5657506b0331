"""When a run is no longer worth its time: pure checks on the last steps of its log."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from statistics import fmean

from k1.errors import K1Error
from k1.models.instances import Instance
from k1.training.data.building import even_tasks, parted
from k1.training.profile.settings import AlarmSettings, GrpoSettings
from k1.training.stages.log import LogRow


class TrainingAlarmError(K1Error):
    """Training was stopped because it could not lead anywhere; the message names what to change."""


def _mean(rows: Sequence[LogRow], column: str) -> float | None:
    known = [number for row in rows if (number := getattr(row, column)) is not None]
    return fmean(known) if known else None


def alarm(rows: Sequence[LogRow], settings: AlarmSettings, best: float) -> str | None:
    """What is wrong with the last window of GRPO steps, and what to change; None if nothing is.

    A reward without spread at its maximum, ``best``, is success, not an alarm. Numbers that are none are looked for at
    once.
    """
    if found := _not_finite(rows[-1:]):
        return found
    if len(rows) < settings.window:
        return None
    return next(_problems(rows[-settings.window :], settings, best), None)


_SOLVED = 0.98
"""Share of the best reward from which on nothing is left to learn."""


def _not_finite(rows: Sequence[LogRow]) -> str | None:
    for row in rows:
        for name, value in (("loss", row.loss), ("gradient norm", row.grad_norm)):
            if value is not None and not math.isfinite(value):
                return f"the {name} of step {row.step} is {value}: lower grpo.learning_rate"
    return None


def _problems(rows: Sequence[LogRow], settings: AlarmSettings, best: float) -> Iterator[str]:
    """What is wrong with the means of a window; those that are fine where the task is solved come last."""
    reward, length, kl = (_mean(rows, column) for column in ("reward", "length", "kl"))
    if reward is None:  # TRL logs no reward, and a loss of 0, where no reply got one.
        yield f"no reward in {len(rows)} steps: raise alarms.window above grpo.iterations, or check the reward"
    if not _within(settings.length, length, math.inf):
        yield f"replies shrank to {length:.1f} tokens: lower grpo.learning_rate, or check the weights of the reward"
    if not _within(-math.inf, kl, settings.kl):
        yield f"KL to the start is {kl:.1f} nats a token: lower grpo.learning_rate or raise grpo.beta"
    if (reward or 0.0) >= _SOLVED * best:
        return
    spread, entropy, cut = (_mean(rows, column) for column in ("zero_spread", "entropy", "clipped"))
    if spread is not None and spread >= settings.zero_variance:
        yield (
            f"{spread:.0%} of the groups have no spread in their rewards (mean {reward or 0.0:.2f}), so nothing is "
            "learnt: raise grpo.generations or grpo.temperature, or start from weights that sometimes answer right"
        )
    if not _within(settings.entropy, entropy, math.inf):
        yield f"entropy fell to {entropy:.4f} nats a token: lower grpo.learning_rate or raise grpo.beta"
    if not _within(-math.inf, cut, settings.clipped):
        yield (
            f"{cut:.0%} of the replies were cut before their end: raise grpo.reply_tokens, or lower grpo.learning_rate"
        )


def _within(low: float, mean: float | None, high: float) -> bool:
    """Whether a mean, where it is known, lies between bounds that it may reach; one that is no number does not."""
    return mean is None or low <= mean <= high


def stalled(rows: Sequence[LogRow], settings: AlarmSettings) -> bool:
    """Whether the mean reward of the last ``patience`` windows never beat the best window before them."""
    if settings.patience == 0:
        return False
    size = settings.window
    means = [
        mean
        for start in range(0, len(rows) - size + 1, size)
        if (mean := _mean(rows[start : start + size], "reward")) is not None
    ]
    if len(means) <= settings.patience:
        return False
    return max(means[-settings.patience :]) <= max(means[: -settings.patience])


def check_questions(instances: Sequence[Instance], stage: GrpoSettings, seed: int) -> None:
    """Refuse questions that do not fill one batch of GRPO before hours of other stages are spent on them.

    Raises
    ------
    TrainingAlarmError: with the setting to change.
    """
    _, kept = parted(instances, stage.apart)
    asked, wanted = len(even_tasks(kept, seed) if stage.even_tasks else kept), stage.prompts // stage.rounds
    if asked < wanted:
        raise TrainingAlarmError(
            f"GRPO has {asked} questions to ask and asks {wanted} at a time; lower grpo.prompts or give more data"
        )


def check_steps(done: int, wanted: int, *, stopped: bool) -> None:
    """Refuse a run that did fewer steps than asked: TRL ends without a word where the questions do not fill a batch.

    Raises
    ------
    TrainingAlarmError: with the setting to change.
    """
    if done < wanted and not stopped:
        raise TrainingAlarmError(
            f"{done} of {wanted} steps were done: the questions do not fill one batch; "
            "lower grpo.prompts or give more data"
        )
