"""The parts of the evidence as tables in Markdown. Pure: a figure that was not measured is not printed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pydantic import JsonValue

from k1.training.reports.markdown import markdown_table

Part = Mapping[str, JsonValue]

H200_BANDWIDTH = 4.8e12
"""Bytes a second of the card that the paper's run had eight of, as its maker states them."""

PAPER_GPU_HOURS = 8.0
"""One hour on one node of eight cards (agents-k1 2.4); batch, steps and lengths of that run are unknown."""

_ROWS = (
    ("peak memory, GiB", "peak_gib", "{:.2f}"),
    ("held by the allocator for it, GiB", "reserved_gib", "{:.2f}"),
    ("predicted peak, GiB", "predicted_gib", "{:.2f}"),
    ("seconds a step", "step_seconds", "{:.2f}"),
    ("of them until the replies are written and read by the reference", "writing_seconds", "{:.2f}"),
    ("reply tokens/s, whole step", "reply_tokens_per_second", "{:.1f}"),
    ("reply tokens/s, decoding alone", "decode_tokens_per_second", "{:.1f}"),
    ("decoding, share of the speed of a copy", "decode_share", "{:.1%}"),
    ("decoding, share of the card's stated bandwidth", "stated_share", "{:.1%}"),
    ("continued from its checkpoint with the same log", "continued", "{}"),
)

_REHEARSAL = (
    "**Rehearsal at toy size on a CPU.** These figures are measured, but of a toy: they say nothing of a card or of "
    "the 4B."
)

ENGINES = ("trl", "unsloth")


def evidence_tables(parts: Mapping[str, Part], profile_steps: int, *, rehearsal: bool = False) -> str:
    """All tables: the engines side by side with their ratio, what follows for hours, and nano.

    ``profile_steps`` are the steps of a whole run of the profile; a rehearsal says what it is.
    """
    sections = [_REHEARSAL] if rehearsal else []
    for ending in ("-short", "-question", ""):
        engines = {name: _with_share(parts.get(name + ending, {})) for name in ENGINES}
        measured = [part for part in engines.values() if "step_seconds" in part]
        if measured:
            sections += [_work(measured[0]), _engines(engines)]
        if measured and not ending:
            sections.append(_hours(engines, profile_steps))
    if "mean" in parts.get("nano", {}):
        sections.append(_nano(parts["nano"]))
    return "\n\n".join([*sections, *_gaps(parts)]) + "\n"


def _with_share(part: Part) -> Part:
    """A part with what its decoding was of the bandwidth that the card's maker states."""
    share, copied, stated = (part.get(name) for name in ("decode_share", "bandwidth", "stated_bandwidth"))
    known = [value for value in (share, copied, stated) if isinstance(value, int | float)]
    return part if len(known) < 3 else {**part, "stated_share": known[0] * known[1] / known[2]}


def _gaps(parts: Mapping[str, Part]) -> Iterator[str]:
    """What has not all its figures, and why."""
    for name, part in parts.items():
        for how, title in (("not_run", "not run"), ("stopped", "not all of it")):
            if how in part:
                yield f"{name}: {title}: {part[how]}"


def _engines(engines: Mapping[str, Part]) -> str:
    rows = []
    for title, key, form in _ROWS:
        values = [engine.get(key) for engine in engines.values()]
        if all(value is None for value in values):
            continue
        shown = ["–" if value is None else form.format(_plain(value)) for value in values]
        rows.append([title, *shown, _ratio(*values)])
    return markdown_table(("the same work", *ENGINES, "unsloth / trl"), rows)


def _plain(value: JsonValue) -> JsonValue:
    return ("yes" if value else "no") if isinstance(value, bool) else value


def _ratio(trl: JsonValue, unsloth: JsonValue) -> str:
    if not isinstance(trl, int | float) or not isinstance(unsloth, int | float) or isinstance(trl, bool) or not trl:
        return "–"
    return f"{unsloth / trl:.2f}"


def _work(part: Part) -> str:
    stated = part.get("stated_bandwidth")
    maker = f" (its maker states {_giga(stated)})" if stated else ""
    return (
        f"Device: {part['device']}, {part['card_gib']} GiB. A step: {part['replies']} replies, {part['generations']} a "
        f"question of up to {part['longest_prompt']} tokens, each up to {part['longest_reply']} tokens (mean "
        f"{float(str(part['reply_tokens'])):.0f}). Steps timed: {max(1, int(str(part['steps'])) - 1)}. Copying memory: "
        f"{_giga(part['bandwidth'])}{maker}."
    )


def _giga(bandwidth: JsonValue) -> str:
    return f"{float(str(bandwidth)) / 1e9:.0f} GB/s"


def _hours(engines: Mapping[str, Part], steps: int) -> str:
    seconds = [engine.get("step_seconds") for engine in engines.values()]
    own = ["–" if value is None else f"{float(str(value)) * steps / 3600:.3g}" for value in seconds]
    # The stated figure beside the other card's stated one; a copy's speed alone would compare unlike things.
    speeds = [float(str(part.get("stated_bandwidth") or part["bandwidth"])) for part in engines.values() if part]
    hours = PAPER_GPU_HOURS * H200_BANDWIDTH / max(speeds)
    note = f"the paper's hour on eight H200, if decoding sets the pace ({H200_BANDWIDTH / 1e12} TB/s each)"
    rows = [[f"the profile's {steps} steps", *own], [note, f"{hours:.3g}", f"{hours:.3g}"]]
    return markdown_table(("hours on this device", *ENGINES), rows)


def _nano(part: Part) -> str:
    seeds = part["seeds"]
    assert isinstance(seeds, list)
    return markdown_table((f"nano, seeds {', '.join(map(str, seeds))}", "mean", "spread"), _nano_rows(part))


def _nano_rows(part: Part) -> Iterator[tuple[str, str, str]]:
    mean, spread = part["mean"], part["spread"]
    assert isinstance(mean, dict) and isinstance(spread, dict)
    for name, value in sorted(mean.items()):
        yield name, str(value), str(spread[name])
    gains = part.get("f1_gain")
    for task, found in sorted(gains.items()) if isinstance(gains, dict) else ():
        assert isinstance(found, dict)
        yield f"F1 gain of GRPO, {task}", str(found["mean"]), f"lowest 95 % bound {found['low']}"
