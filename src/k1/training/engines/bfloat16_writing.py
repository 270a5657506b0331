"""Replies written by a copy in bfloat16 of weights that are trained in float32."""

from __future__ import annotations

from copy import deepcopy
from typing import Any


def write_in_bfloat16(model: Any) -> None:
    """Let ``model`` write its replies through a copy in bfloat16, brought up to date at each call.

    Under autocast every weight is converted anew at every token, which takes longer than the token itself. Call it
    before a trainer wraps the model's own way forward.
    """
    import torch

    writer = deepcopy(model).to(torch.bfloat16).eval()

    def generate(*given: Any, **named: Any) -> Any:
        with torch.no_grad():
            for held, trained in zip(writer.parameters(), model.parameters(), strict=True):
                held.copy_(trained)
        return writer.generate(*given, **named)

    model.generate = generate
