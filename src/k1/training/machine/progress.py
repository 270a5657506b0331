"""How far a run is: a line now and then on stderr, for a stage of training with its last loss or reward."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from k1.runtime.progress import Progress

SECONDS_BETWEEN_LINES = 10.0
"""Of a log; a terminal has one a second. A step takes from a tenth of a second to two minutes."""


def show_progress(trainer: Any, stage: str) -> None:
    """Let TRL's or transformers' ``trainer`` say how many steps of ``stage`` are done, also where it continues.

    It takes the place of transformers' own callback, which prints every logged entry.
    """
    from transformers import TrainerCallback
    from transformers.trainer_callback import PrinterCallback

    class Steps(TrainerCallback):  # type: ignore[misc]
        def on_train_begin(self, args: Any, state: Any, control: Any, **_: Any) -> None:
            self.shown = state.global_step
            self.progress = Progress(
                stage, state.max_steps, "step", done=state.global_step, every=SECONDS_BETWEEN_LINES
            )
            self.progress.__enter__()

        # A step is logged after its end: only where the next one begins are its figures there.
        def on_step_begin(self, args: Any, state: Any, control: Any, **_: Any) -> None:
            if state.global_step > self.shown:
                self.shown = state.global_step
                self.progress.advance(latest(state.log_history))

        def on_train_end(self, args: Any, state: Any, control: Any, **_: Any) -> None:
            if state.global_step > self.shown:
                self.progress.advance()
            self.progress.__exit__(None, None, None)

    trainer.remove_callback(PrinterCallback)
    trainer.add_callback(Steps())


def latest(history: Sequence[Mapping[str, Any]]) -> str:
    """The reward that was logged last, or the loss where there is none, in words; "" before the first."""
    for entry in reversed(history):
        for name in ("reward", "loss"):
            if name in entry:
                return f"{name} {float(entry[name]):.3f}"
    return ""
