"""The parts of the evidence as tables in Markdown. Pure: a figure that was not measured is not printed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pydantic import JsonValue

Part = Mapping[str, JsonValue]

H200_BANDWIDTH = 4.8e12
"""Bytes a second of the card that the paper's run had eight of, as its maker states them."""

PAPER_GPU_HOURS = 8.0
"""One hour on one node of eight cards (agents-k1 2.4); batch, steps and lengths of that run are unknown."""

_ROWS = (
    ("peak memory, GiB", "peak_gib", "{:.2f}"),
    ("predicted peak, GiB", "predicted_gib", "{:.2f}"),
    ("seconds a step", "step_seconds", "{:.2f}"),
    ("reply tokens/s, whole step", "reply_tokens_per_second", "{:.1f}"),
    ("reply tokens/s, decoding alone", "decode_tokens_per_second", "{:.1f}"),
    ("share of the bandwidth limit in decoding", "decode_share", "{:.1%}"),
)


_REHEARSAL = (
    "**Rehearsal at toy size on a CPU.** These figures are measured, but of a toy: they say nothing of a card or of "
    "the 4B."
)


def evidence_tables(parts: Mapping[str, Part], profile_steps: int, *, rehearsal: bool = False) -> str:
    """All tables: the engines side by side with their ratio, what follows for hours, and nano.

    ``profile_steps`` are the steps of a whole run of the profile; a rehearsal says what it is.
    """
    engines = {name: parts.get(name, {"not_run": "not asked for"}) for name in ("trl", "unsloth")}
    measured = [part for part in engines.values() if "not_run" not in part]
    sections = [*([_REHEARSAL] if rehearsal else []), _engines(engines)]
    if measured:
        sections += [_work(measured[0]), _hours(engines, profile_steps)]
    if "nano" in parts:
        sections.append(_nano(parts["nano"]))
    return "\n\n".join(sections) + "\n"


def _engines(engines: Mapping[str, Part]) -> str:
    lines = ["| the same work | trl | unsloth | unsloth / trl |", "|---|---:|---:|---:|"]
    for title, key, form in _ROWS:
        values = [engine.get(key) for engine in engines.values()]
        shown = ["–" if value is None else form.format(value) for value in values]
        lines.append(f"| {title} | {' | '.join(shown)} | {_ratio(*values)} |")
    continued = ["–" if "continued" not in engine else _yes(engine["continued"]) for engine in engines.values()]
    lines.append(f"| continued from its checkpoint to the same log | {' | '.join(continued)} | |")
    missing = [f"{name}: not run: {engine['not_run']}" for name, engine in engines.items() if "not_run" in engine]
    return "\n".join([*lines, *(f"\n{line}" for line in missing)])


def _ratio(trl: JsonValue, unsloth: JsonValue) -> str:
    if not isinstance(trl, int | float) or not isinstance(unsloth, int | float) or not trl:
        return "–"
    return f"{unsloth / trl:.2f}"


def _yes(value: JsonValue) -> str:
    return "yes" if value else "no"


def _work(part: Part) -> str:
    fits = float(str(part["peak_gib"])) < float(str(part["card_gib"]))
    return (
        f"Device: {part['device']}, {part['card_gib']} GiB. A step: {part['replies']} replies, {part['generations']} a "
        f"question, up to {part['longest_reply']} tokens (mean {float(str(part['reply_tokens'])):.0f}). "
        f"Fits: {_yes(fits)}. Copying memory: {float(str(part['bandwidth'])) / 1e9:.1f} GB/s."
    )


def _hours(engines: Mapping[str, Part], steps: int) -> str:
    lines = ["| hours on this device | trl | unsloth |", "|---|---:|---:|"]
    seconds = [engine.get("step_seconds") for engine in engines.values()]
    own = ["–" if value is None else f"{float(str(value)) * steps / 3600:.3g}" for value in seconds]
    lines.append(f"| the profile's {steps} steps | {' | '.join(own)} |")
    speeds = [float(str(engine["bandwidth"])) for engine in engines.values() if "bandwidth" in engine]
    hours = PAPER_GPU_HOURS * H200_BANDWIDTH / max(speeds)
    note = f"the paper's hour on eight H200, if decoding sets the pace ({H200_BANDWIDTH / 1e12} TB/s each)"
    lines.append(f"| {note} | {hours:.3g} | {hours:.3g} |")
    return "\n".join(lines)


def _nano(part: Part) -> str:
    if "not_run" in part:
        return f"nano: not run: {part['not_run']}"
    return "\n".join(["| nano | mean of seeds | spread |", "|---|---:|---:|", *_nano_rows(part)])


def _nano_rows(part: Part) -> Iterator[str]:
    mean, spread = part["mean"], part["spread"]
    assert isinstance(mean, dict) and isinstance(spread, dict)
    for name, value in sorted(mean.items()):
        yield f"| {name} | {value} | {spread[name]} |"
    gains = part.get("f1_gain")
    for task, found in sorted(gains.items()) if isinstance(gains, dict) else ():
        assert isinstance(found, dict)
        yield f"| F1 gain of GRPO, {task} | {found['mean']} | lowest 95 % bound {found['low']} |"
