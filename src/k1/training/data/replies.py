"""What training shows the model: the question as a prompt, and the reply that it is taught."""

from __future__ import annotations

from typing import Any

from k1.models.instances import AnswerTask, Instance
from k1.models.prompt import Message, chat, reply, short_prompt
from k1.training.profile.settings import TrainingSettings

_THOUGHTS = {AnswerTask.NER: "names", AnswerTask.RE: "links", AnswerTask.STRUCT_NER: "records"}


def question(instance: Instance, settings: TrainingSettings) -> str | list[Message]:
    """The prompt of an instance in the run's form: a short text, or the two turns of the full contract."""
    return short_prompt(instance) if settings.prompt == "short" else chat(instance)


def prompt_text(instance: Instance, settings: TrainingSettings, tokenizer: Any) -> str:
    """The prompt of an instance as the model reads it; the tokenizer's chat template lays out turns."""
    asked = question(instance, settings)
    if isinstance(asked, str):
        return asked
    return str(tokenizer.apply_chat_template(asked, tokenize=False, add_generation_prompt=True))


def thought(instance: Instance) -> str:
    """The reasoning that supervised training shows: what kind of thing is looked for, and under which labels.

    Short on purpose. The gold sets hold no reasoning, and invented reasoning would teach the model to invent; GRPO is
    free to lengthen it where that earns reward.
    """
    task = instance.answer_task
    return "read" if task is None else _THOUGHTS[task]


def taught_reply(instance: Instance) -> str:
    """The reply that supervised training shows for an instance."""
    return reply(thought(instance), instance.answer)
